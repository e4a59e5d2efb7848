"""The claims about the chosen incidents, a page at a time: those that the list's claims.csv holds (C14)."""

from dataclasses import dataclass

from django.db.models import OuterRef, Prefetch, Subquery

from events.analytics.listing import read_key, write_key
from events.choices import VictimGroup
from events.models import Claim, ClaimStance, EstimateClaim
from events.models.estimate import standing

PAGE = 100


@dataclass(frozen=True, slots=True)
class Page:
    """One page in the order in which claims were entered; `after` is the key of the next one, or None."""

    claims: list[Claim]
    after: str | None


def page(selection) -> Page:
    """The page that `after` asks for, of claims published by the day asked for. Raises BadQuestion for an `after` that is no
    key of ours."""
    found = with_use(
        Claim.objects.filter(incident__in=selection.incidents().order_by().values("pk")).published_by(selection.as_of),
        selection.as_of,
    ).order_by("pk")
    if selection.shown["after"]:
        found = found.filter(pk__gt=read_key(selection.shown["after"], int)[1])
    rows = list(found[: PAGE + 1])
    if len(rows) <= PAGE:
        return Page(rows, None)
    return Page(rows[:PAGE], write_key(rows[PAGE - 1].pk, rows[PAGE - 1].pk))


def with_use(claims, as_of):
    """With everybody named, and `set_aside`: why the estimate of all victims that stands left it out, "" where it used it,
    None where it did not look at it."""
    looked = EstimateClaim.objects.filter(
        standing(as_of, "estimate__"), claim=OuterRef("pk"), estimate__victims=VictimGroup.ALL
    )
    return (
        claims.with_sources()
        .select_related("incident")
        .annotate(set_aside=Subquery(looked.values("set_aside")[:1]))
        .prefetch_related(Prefetch("stances", ClaimStance.objects.select_related("actor")))
    )
