"""One incident laid open: every estimate with the claims it used and set aside, every claim with what became of it."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, Q

from events.analytics.covering import covered
from events.choices import ClaimKind, Harm, SetAsideReason, Subset, VictimGroup
from events.models import Claim, ClaimStance, Estimate, EstimateClaim, Incident

ORDER = [*VictimGroup.values, *Subset.values]


@dataclass(frozen=True, slots=True)
class Considered:
    """One claim as one estimate took it: `why` is None where it was used."""

    claim: Claim
    why: SetAsideReason | None


@dataclass(frozen=True, slots=True)
class Evidence:
    """One current estimate and everything it looked at."""

    estimate: Estimate
    used: list[Considered]
    set_aside: list[Considered]

    @property
    def claims(self) -> int:
        return len(self.used) + len(self.set_aside)


def evidence(incident: Incident, as_of: date | None = None) -> list[Evidence]:
    """The estimates of an incident that stand on a day, today without one: killed before injured, all victims before parts,
    parts before subsets."""
    looked_at = EstimateClaim.objects.select_related("claim__claimant", "claim__report__publisher")
    laid = Prefetch("considered", looked_at.order_by("claim__claimed_on", "claim"))
    return [_laid(estimate) for estimate in estimates(incident, as_of, laid)]


def estimates(incident: Incident, as_of: date | None = None, *more: Prefetch) -> list[Estimate]:
    """The same estimates in the same order, alone."""
    standing = Estimate.objects.standing(as_of).filter(incident=incident).select_related("combatants_of")
    return sorted(standing.prefetch_related(*more), key=_killed_first)


def _laid(estimate: Estimate) -> Evidence:
    """A decided number may rest on no claim at all."""
    rows = estimate.considered.all()
    return Evidence(
        estimate,
        used=[Considered(row.claim, None) for row in rows if not row.set_aside],
        set_aside=[Considered(row.claim, SetAsideReason(row.set_aside)) for row in rows if row.set_aside],
    )


def _killed_first(estimate: Estimate) -> tuple:
    whose = estimate.combatants_of.name if estimate.combatants_of else ""
    return Harm.values.index(estimate.harm), ORDER.index(estimate.victims), whose


def claims_on(incident: Incident, as_of: date | None = None) -> tuple[list[Claim], list[Claim]]:
    """Every claim about an incident published by `as_of`, and the public aggregate claims that cover it (C5); oldest first,
    in one query."""
    covering = Claim.covers.through.objects.filter(claim=OuterRef("pk"), incident=incident)
    found = (
        Claim.objects.filter(Q(incident=incident) | Exists(covering))
        .published_by(as_of)
        .with_sources()
        .select_related("derives_from__claimant", "derives_from__report__publisher", "place", "dataset")
        .prefetch_related(Prefetch("stances", ClaimStance.objects.select_related("actor")))
    )
    own = [claim for claim in found if claim.kind == ClaimKind.INCIDENT]
    wider = [claim for claim in found if claim.kind == ClaimKind.AGGREGATE and claim.is_public]
    covered(wider, as_of=as_of)
    return own, wider


def aggregates(selection, *, window: tuple[date | None, date | None] | None = None) -> list[Claim]:
    """Claims over several incidents that overlap the window: shown beside the sums, never in them (C5). Newest first.

    `window` is the selection's own unless another is given.
    """
    start, end = window or selection.window
    found = (
        Claim.objects.aggregates()
        .published_by(selection.as_of)
        .filter(dataset=selection.dataset, status__in=selection.statuses)
    )
    if start:
        found = found.filter(date_end__gte=start)
    if end:
        found = found.filter(date_start__lte=end)
    if selection.places:
        found = found.filter(place__lineage__overlap=[place.pk for place in selection.places])
    wider = list(found.with_sources().select_related("place").order_by("-date_end", "pk"))
    covered(wider, as_of=selection.as_of)
    return wider
