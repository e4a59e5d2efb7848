"""A dashboard's charts, drawn from the same rows as its headline and its tables (C14)."""

from datetime import datetime
from functools import cache

from django.utils.translation import gettext as _

from events.analytics.answers import Panels
from events.charts.attribution import attributed, suffered
from events.charts.casualties import casualties_over_time
from events.charts.chart import Chart
from events.charts.timeline import incidents_over_time

CHARTS = ("incidents", "casualties", "attributed", "suffered")


def charts(selection, seen: Panels, as_of: datetime) -> list[Chart]:
    """The four charts of a dashboard; a mark leads to the dashboard of what it stands for."""

    @cache
    def link(**changes) -> str:
        return selection.address("dashboard", **changes)

    words = {"sentence": selection.sentence, "as_of": as_of, "link": link}
    harmed = _("combatants %s") % selection.harm.label
    return [
        incidents_over_time(seen.overview.timeline, **words),
        casualties_over_time(seen.overview.timeline, measure=selection.measure, **words),
        attributed(seen.attribution, measure=selection.measure, **words),
        suffered(seen.suffered, measure=harmed, **words),
    ]
