"""What each kind of page asks, put together: every number of a page in one statement (C14)."""

from dataclasses import dataclass

from events.analytics import attribution, facets, overview, totals
from events.analytics.chosen import answer
from events.analytics.overview import Overview
from events.analytics.rows import AttributionPanel, Facet, Headline, SufferedRow


@dataclass(frozen=True, slots=True)
class Panels:
    """Everything a dashboard shows of a selection but its latest incidents."""

    overview: Overview
    headline: Headline
    attribution: AttributionPanel
    suffered: list[SufferedRow]
    facets: list[Facet]


def panels(selection, *, with_status: bool = False, within=None) -> Panels:
    """`within` breaks one actor down into its parts; `with_status` counts what is not published too, for staff."""
    rows = answer(
        selection,
        overview.part(selection),
        totals.part(selection),
        attribution.part(within=within),
        facets.part(selection, with_status=with_status),
    )
    seen = overview.read(selection, rows["overview"])
    headline, suffered = totals.read(rows["totals"], seen)
    blamed = attribution.read(rows["attribution"], seen.total)
    return Panels(
        seen, headline, blamed, suffered, facets.read(selection, rows["facets"], seen, with_status=with_status)
    )


def framing(selection, *, with_status: bool) -> tuple[Overview, list[Facet]]:
    """What stands around a list: its total and the counts beside its filters."""
    rows = answer(selection, overview.part(selection), facets.part(selection, with_status=with_status))
    seen = overview.read(selection, rows["overview"])
    return seen, facets.read(selection, rows["facets"], seen, with_status=with_status)


def blame(selection) -> tuple[Overview, AttributionPanel]:
    """The total and who it is attributed to."""
    rows = answer(selection, overview.part(selection), attribution.part())
    seen = overview.read(selection, rows["overview"])
    return seen, attribution.read(rows["attribution"], seen.total)


def harm_told(selection) -> tuple[Headline, list[SufferedRow]]:
    """The headline, and who suffered."""
    rows = answer(selection, overview.part(selection), totals.part(selection))
    return totals.read(rows["totals"], overview.read(selection, rows["overview"]))


def by_actor(selection) -> tuple[AttributionPanel, list[SufferedRow]]:
    """Both faces of harm by actor: who it is attributed to, and who suffered (C9)."""
    rows = answer(selection, overview.part(selection), attribution.part(), totals.part(selection))
    seen = overview.read(selection, rows["overview"])
    return attribution.read(rows["attribution"], seen.total), totals.read(rows["totals"], seen)[1]
