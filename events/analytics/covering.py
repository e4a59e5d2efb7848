"""Claims over several incidents beside the incidents that they cover, and the remainder (C5)."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Case, F, OuterRef, Subquery, Value, When

from events.choices import Status, VictimGroup
from events.figures import Figure, Total, remainder, total
from events.models import Claim, Estimate, Incident


@dataclass(frozen=True, slots=True)
class Covered:
    """What one aggregate claim covers: published incidents, their total, and what it counts beyond them.

    `remainder` is None where the incidents alone come to more than the claim says.
    """

    incidents: list[Incident]
    total: Total
    remainder: Figure | None


def covered(claims: list[Claim], *, as_of=None) -> None:
    """Write `covered` on each aggregate claim, in one query, as known on `as_of`; None where it names no incident.

    Everybody killed is what a claim is compared with that does not say who they were.
    """
    rows = defaultdict(list)
    for row in _rows(claims, as_of) if claims else ():
        rows[row.claim_id].append(row)
    for claim in claims:
        found = rows.get(claim.pk)
        claim.covered = _covered(claim, found) if found else None


def _covered(claim: Claim, rows: list) -> Covered:
    together = total((Figure(row.low, row.best, row.high), row.uncounted is True) for row in rows)
    return Covered([row.incident for row in rows], together, remainder(claim.quantity.figure, together))


def _rows(claims: list[Claim], as_of):
    told = Estimate.objects.standing(as_of).filter(
        incident=OuterRef("incident"), harm=OuterRef("claim__harm"), victims=OuterRef("group"), combatants_of=None
    )
    bounds = {name: Subquery(told.values(name)) for name in ("low", "best", "high")}
    known = Incident.objects.filter(status=Status.PUBLISHED).known_by(as_of)
    group = Case(When(claim__victims=VictimGroup.NOT_STATED, then=Value(VictimGroup.ALL)), default=F("claim__victims"))
    return (
        Claim.covers.through.objects.filter(claim__in=claims, incident__in=known)
        .annotate(group=group)
        .annotate(**bounds, uncounted=Subquery(told.values("is_uncounted")))
        .select_related("incident")
        .order_by("incident__date_start", "incident__code")
    )
