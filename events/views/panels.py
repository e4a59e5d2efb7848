"""The panels of a dashboard: one set of rows, from which headline, charts, tables and chart files are all made (C14)."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.utils.translation import gettext as _

from events.analytics.attribution import attribution
from events.analytics.overview import Overview, overview
from events.analytics.rows import AttributionPanel, Headline
from events.analytics.totals import headline
from events.charts.attribution import attributed, suffered
from events.charts.casualties import casualties_over_time
from events.charts.chart import Chart
from events.charts.timeline import incidents_over_time

CHARTS = ("incidents", "casualties", "attributed", "suffered")


@dataclass(frozen=True, slots=True)
class Panels:
    overview: Overview
    headline: Headline
    attribution: AttributionPanel
    charts: list[Chart]


def panels(selection, as_of: datetime, *, within=None) -> Panels:
    """Everything a dashboard shows of a selection; `within` breaks one actor down into its parts."""
    seen = overview(selection)
    amounts, harmed = headline(selection, seen)
    blamed = attribution(selection, seen.total, within=within)
    words = {"sentence": selection.sentence, "as_of": as_of}
    link = partial(selection.address, "dashboard")
    charts = [
        incidents_over_time(seen.timeline, link=link, **words),
        casualties_over_time(seen.timeline, measure=selection.measure, link=link, **words),
        attributed(blamed, measure=selection.measure, link=link, **words),
        suffered(harmed, measure=_("combatants %s") % selection.harm.label, link=link, **words),
    ]
    return Panels(seen, amounts, blamed, charts)
