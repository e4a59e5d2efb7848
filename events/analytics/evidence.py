"""One incident laid open: every estimate with the claims it used and set aside, every claim with what became of it."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch

from events.choices import Harm, SetAsideReason, Subset, VictimGroup
from events.models import Claim, ClaimStance, Dataset, Estimate, EstimateClaim, Incident

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


def evidence(incident: Incident) -> list[Evidence]:
    """The current estimates of an incident: killed before injured, all victims before parts, parts before subsets."""
    considered = EstimateClaim.objects.select_related("claim__claimant", "claim__report__publisher")
    estimates = (
        Estimate.objects.current()
        .filter(incident=incident)
        .select_related("combatants_of")
        .prefetch_related(Prefetch("considered", considered.order_by("claim__claimed_on", "claim")))
    )
    laid = []
    for estimate in estimates:
        rows = [
            Considered(row.claim, SetAsideReason(row.set_aside) if row.set_aside else None)
            for row in estimate.considered.all()
        ]
        laid.append(
            Evidence(estimate, [row for row in rows if row.why is None], [row for row in rows if row.why is not None])
        )
    return sorted(laid, key=lambda one: (Harm.values.index(one.estimate.harm), ORDER.index(one.estimate.victims)))


def claims_of(incident: Incident) -> list[Claim]:
    """Every claim about an incident with its sources and stances, oldest first."""
    stances = ClaimStance.objects.select_related("actor")
    linked = Claim.objects.filter(incident=incident).with_sources()
    return list(
        linked.select_related("derives_from__claimant", "derives_from__report__publisher").prefetch_related(
            Prefetch("stances", stances)
        )
    )


def aggregates(selection, *, window: tuple[date | None, date | None] | None = None) -> list[Claim]:
    """Claims over several incidents that overlap the window: shown beside the sums, never in them (C5). Newest first.

    `window` is the selection's own unless another is given.
    """
    start, end = window or selection.window
    found = Claim.objects.aggregates().filter(dataset=selection.dataset, status__in=selection.statuses)
    if start:
        found = found.filter(date_end__gte=start)
    if end:
        found = found.filter(date_start__lte=end)
    if selection.places:
        found = found.filter(place__lineage__overlap=[place.pk for place in selection.places])
    return list(found.with_sources().select_related("place").order_by("-date_end", "pk"))


def covering(incident: Incident, dataset: Dataset) -> list[Claim]:
    """Aggregate claims that cover this incident, as public as its dataset."""
    return list(
        Claim.objects.public_aggregates()
        .filter(dataset=dataset, covers=incident)
        .with_sources()
        .select_related("place")
    )
