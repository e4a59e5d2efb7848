"""What each kind of page asks, put together: every number of a page is of one moment (C14)."""

from dataclasses import dataclass

from events.analytics import attribution, facets, overview, totals
from events.analytics.chosen import answer
from events.analytics.overview import Overview
from events.analytics.rows import AttributionPanel, Facet, Headline, Suffered

MOST_TOLD = 50
"""Actors that a dashboard tells of; all of them are in the list of actors and in the CSV."""


@dataclass(frozen=True, slots=True)
class Panels:
    """Everything a dashboard shows of a selection but its latest incidents."""

    overview: Overview
    headline: Headline
    attribution: AttributionPanel
    suffered: Suffered
    facets: list[Facet]


def panels(selection, *, with_status: bool = False, within=None) -> Panels:
    """`within` breaks one actor down into its parts; `with_status` counts what is not published too, for staff."""

    most = None if within else MOST_TOLD  # the parts of an actor are few, and stand in no other list

    def made(ask) -> Panels:
        rows = ask(
            overview.part(selection),
            totals.part(selection, most=MOST_TOLD),
            attribution.part(within=within, most=most),
            facets.part(selection, with_status=with_status),
        )
        seen = overview.read(selection, rows["overview"])
        headline, suffered = totals.read(rows["totals"], seen, most=MOST_TOLD)
        blamed = attribution.read(rows["attribution"], seen.total, most=most)
        options = facets.read(selection, rows["facets"], seen, with_status=with_status)
        return Panels(seen, headline, blamed, suffered, options)

    return answer(selection, ("panels", with_status, within and within.pk), made)


def framing(selection, *, with_status: bool) -> tuple[Overview, list[Facet]]:
    """What stands around a list: its total and the counts beside its filters."""

    def made(ask) -> tuple[Overview, list[Facet]]:
        rows = ask(overview.part(selection), facets.part(selection, with_status=with_status))
        seen = overview.read(selection, rows["overview"])
        return seen, facets.read(selection, rows["facets"], seen, with_status=with_status)

    return answer(selection, ("framing", with_status), made)


def blame(selection) -> tuple[Overview, AttributionPanel]:
    """The total and who it is attributed to."""

    def made(ask) -> tuple[Overview, AttributionPanel]:
        rows = ask(overview.part(selection), attribution.part())
        seen = overview.read(selection, rows["overview"])
        return seen, attribution.read(rows["attribution"], seen.total)

    return answer(selection, ("blame",), made)


def harm_told(selection) -> tuple[Headline, Suffered]:
    """The headline, and who suffered."""

    def made(ask) -> tuple[Headline, Suffered]:
        rows = ask(overview.part(selection), totals.part(selection))
        return totals.read(rows["totals"], overview.read(selection, rows["overview"]))

    return answer(selection, ("harm told",), made)


def by_actor(selection) -> tuple[AttributionPanel, Suffered]:
    """Both faces of harm by actor: who it is attributed to, and who suffered (C9)."""

    def made(ask) -> tuple[AttributionPanel, Suffered]:
        rows = ask(overview.part(selection), attribution.part(), totals.part(selection))
        seen = overview.read(selection, rows["overview"])
        return attribution.read(rows["attribution"], seen.total), totals.read(rows["totals"], seen)[1]

    return answer(selection, ("by actor",), made)
