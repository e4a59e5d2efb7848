from datetime import timedelta

from django.shortcuts import render
from django.utils.translation import gettext as _

from events.analytics.answers import panels
from events.analytics.evidence import aggregates
from events.analytics.listing import latest
from events.views.asking import asks, may_enter, page_context
from events.views.panels import charts

MOST_WIDER = 4


@asks
def dashboard(request, selection):
    """The front page: headline, charts and latest incidents of one selection."""
    context = page_context(request, selection)
    seen = panels(selection, with_status=may_enter(request))
    wider = aggregates(selection)
    context |= {
        "headline": seen.headline,
        "attribution": seen.attribution,
        "charts": charts(selection, seen, context["answered_at"]),
        "latest": latest(selection),
        "facets": seen.facets,
        "aggregates": wider[:MOST_WIDER],
        "more_aggregates": len(wider) - MOST_WIDER,
        "presets": presets(selection, seen.overview.timeline),
    }
    return render(request, "events/dashboard.html", context)


def presets(selection, timeline) -> list[tuple[str, str, bool]]:
    """(label, address, whether it is the one in force): the last stretch of what is recorded, not of the calendar."""
    offered = [(_("All"), None, None)]
    if timeline.slots:
        last = timeline.slots[-1].end
        offered = [
            (_("Last 30 days recorded"), last - timedelta(days=29), last),
            (_("Last 12 months recorded"), last - timedelta(days=364), last),
            *offered,
        ]
    return [
        (label, selection.address(from_=start, to=end), selection.window == (start, end))
        for label, start, end in offered
    ]
