"""One incident's evidence as its page and its chart show it."""

from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from events.analytics.evidence import Evidence, claims_of, covering, evidence
from events.analytics.record import near
from events.charts.chart import Chart
from events.charts.evidence import ForestRow, claims_forest
from events.choices import Harm, SetAsideReason, Subset, VictimGroup
from events.figures import Figure
from events.models import Claim, Incident, Report
from events.rules import subset_quantity


def laid_out(incident: Incident, as_of: datetime) -> dict:
    """Template context: `estimates`, `claims` with what became of each, the forest `chart`, `covering`, `near`."""
    estimates, claims = evidence(incident), claims_of(incident)
    reasons = {row.claim.pk: row.why for one in estimates for row in one.set_aside}
    used = {row.claim.pk for one in estimates for row in one.used}
    for claim in claims:
        claim.is_used = claim.pk in used
        claim.why_unused = None if claim.is_used else reasons.get(claim.pk)
        claim.subsets = _subsets(claim)
    return {
        "incident": incident,
        "estimates": estimates,
        "claims": claims,
        "chart": forest(incident, estimates, claims, as_of),
        "reports": _reports(incident, claims),
        "involvements": list(incident.involvements.all()),
        "covering": covering(incident, incident.dataset),
        "near": near(incident),
    }


def _reports(incident: Incident, claims: list[Claim]) -> list[Report]:
    """Every report the record rests on, with or without a number, oldest first."""
    reports = {*incident.reports.all(), *(claim.report for claim in claims)}
    return sorted(reports, key=lambda report: (report.published_on, report.pk))


def forest(incident: Incident, estimates: list[Evidence], claims: list[Claim], as_of: datetime) -> Chart | None:
    """The claims about people killed, beside the adopted estimate; None where nobody said anything of it."""
    rows = [row for claim in claims if claim.harm == Harm.KILLED for row in _forest_rows(claim, estimates)]
    if not rows:
        return None
    adopted = next(
        (
            one.estimate.figure
            for one in estimates
            if (one.estimate.harm, one.estimate.victims) == (Harm.KILLED, VictimGroup.ALL)
        ),
        Figure(),
    )
    return claims_forest(rows, adopted, measure=Harm.KILLED.label, sentence=str(incident), as_of=as_of)


def _forest_rows(claim: Claim, estimates: list[Evidence]) -> list[ForestRow]:
    voice = claim.claimant or claim.report.publisher
    claimant = voice.name if claim.claimant else _("%s, no claimant named") % voice.name
    shared = {
        "claimant": claimant,
        "publisher": claim.report.publisher.name,
        "when": date_format(claim.claimed_on, "j M Y"),
    }
    whole = next((one for one in estimates if one.estimate.harm == claim.harm), None)
    why = next((row.why for row in whole.set_aside if row.claim.pk == claim.pk), None) if whole else None
    quantity = claim.quantity
    rows = [
        ForestRow(
            group=str(claim.get_victims_display()),
            low=quantity.minimum,
            best=quantity.own_value,
            high=quantity.maximum,
            used=why is None,
            note=str(why.label) if why else "",
            subset=why == SetAsideReason.PART,
            **shared,
        )
    ]
    return rows + [
        ForestRow(
            group=str(subset.label),
            low=part.minimum,
            best=part.own_value,
            high=part.maximum,
            used=False,
            note=_("a subset, never added"),
            subset=True,
            **shared,
        )
        for subset, part in _subsets(claim)
    ]


def _subsets(claim: Claim) -> list[tuple]:
    """(subset, quantity) for each subset that the claim names."""
    read = [
        (subset, subset_quantity(getattr(claim, f"{subset}_minimum"), getattr(claim, f"{subset}_maximum")))
        for subset in Subset
    ]
    return [(subset, quantity) for subset, quantity in read if quantity is not None]
