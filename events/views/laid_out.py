"""One incident's evidence as its page and its chart show it."""

from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from events.analytics.corrections import told_of
from events.analytics.evidence import Evidence, claims_on, evidence
from events.analytics.known_when import known_when
from events.analytics.reasoning import MAIN, Reasoning, reasoning
from events.analytics.record import as_in_file, near
from events.charts.chart import Chart
from events.charts.evidence import ForestRow, claims_forest
from events.choices import Harm, SetAsideReason
from events.figures import Figure
from events.models import Claim, Incident, Report
from events.quantities import Quantity
from events.selection.sentence import known_text

FAINT = (SetAsideReason.SUPERSEDED, SetAsideReason.REPEATED, SetAsideReason.DERIVED)


def laid_out(incident: Incident, answered_at: datetime, as_of: date | None = None) -> dict:
    """Template context: `estimates`, the `reasoning` that made them, `claims` with what became of each, the forest `chart`,
    the `moves` of the number, `reports`, `covering`, `near`, how it stands `in_file`; all of it as known on `as_of`, but for
    the `corrections`."""
    estimates = evidence(incident, as_of)
    claims, covering = claims_on(incident, as_of)
    decisions = list(incident.decisions.taken_by(as_of))
    reasoned = reasoning(incident, claims, decisions)
    _tell_use(claims, reasoned)
    return _beside(incident, claims, as_of) | {
        "incident": incident,
        "estimates": estimates,
        "reasoning": reasoned,
        "claims": claims,
        "chart": forest(incident, estimates, claims, answered_at, as_of),
        "covering": covering,
        "moves": known_when(incident, _question(estimates), claims, decisions),
    }


def _question(estimates: list[Evidence]) -> tuple:
    """Which number the page leads with."""
    return estimates[0].estimate.question if estimates else MAIN


def _beside(incident: Incident, claims: list[Claim], as_of: date | None) -> dict:
    """What stands beside the numbers."""
    return {
        "involvements": list(incident.involvements.all()),
        "reports": _reports(incident, claims),
        "near": near(incident, as_of),
        "in_file": as_in_file(incident, as_of),
        "corrections": told_of(incident),
    }


def _tell_use(claims: list[Claim], reasoned: Reasoning) -> None:
    """Write on each claim whether it speaks for all victims of its harm, if not why, and what is doubtful about it."""
    for claim in claims:
        claim.is_used = claim.pk in reasoned.used
        claim.why_unused = reasoned.reasons.get(claim.pk, "")
        claim.doubts = [doubt for doubt in reasoned.doubts if doubt.claims[0] == claim.pk]


def _reports(incident: Incident, claims: list[Claim]) -> list[Report]:
    """Every report the record rests on, with or without a number, oldest first."""
    reports = {*incident.reports.all(), *(claim.report for claim in claims)}
    return sorted(reports, key=lambda report: (report.published_on, report.pk))


def forest(
    incident: Incident,
    estimates: list[Evidence],
    claims: list[Claim],
    answered_at: datetime,
    as_of: date | None = None,
) -> Chart | None:
    """The claims about people killed, beside the adopted estimate; None where nobody said anything of it."""
    told = [claim for claim in claims if claim.harm == Harm.KILLED]
    whole = next((one for one in estimates if one.estimate.harm == Harm.KILLED), None)
    aside = {row.claim.pk: row.why for row in whole.set_aside} if whole else {}
    rows = [row for claim in told for row in (_claim_row(claim, aside.get(claim.pk)), *_subset_rows(claim))]
    adopted = whole.estimate.figure if whole else Figure()
    if not rows:
        return None
    sentence = _(", ").join(words for words in (str(incident), known_text(as_of)) if words)
    return claims_forest(rows, adopted, measure=Harm.KILLED.label, sentence=sentence, answered_at=answered_at)


def _claim_row(claim: Claim, why: SetAsideReason | None) -> ForestRow:
    return ForestRow(
        **_speaker(claim),
        **_bounds(claim.quantity),
        group=str(claim.get_victims_display()),
        used=why is None,
        note=str(why.short) if why else "",
        subset=why == SetAsideReason.PART,
        repeats=_repeated(claim),
        is_faint=why in FAINT,
    )


def _repeated(claim: Claim) -> str:
    """Whom it copies; "" for a number of the claimant's own."""
    if claim.derives_from is None:
        return ""
    return (claim.derives_from.claimant or claim.derives_from.report.publisher).spoken


def _subset_rows(claim: Claim) -> list[ForestRow]:
    note = _("a subset, never added")
    return [
        ForestRow(**_speaker(claim), **_bounds(part), group=str(subset.label), used=False, note=note, subset=True)
        for subset, part in claim.subsets.items()
    ]


def _speaker(claim: Claim) -> dict:
    publisher = claim.report.publisher.spoken
    claimant = claim.claimant.spoken if claim.claimant else _("%s, no claimant named") % publisher
    return {"claimant": claimant, "publisher": publisher, "when": date_format(claim.claimed_on, "SHORT_DATE_FORMAT")}


def _bounds(quantity: Quantity) -> dict:
    return {"low": quantity.minimum, "best": quantity.own_value, "high": quantity.maximum}
