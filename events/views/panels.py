"""A dashboard's charts, drawn from the same rows as its headline and its tables (C14)."""

from dataclasses import replace
from datetime import datetime
from functools import cache

from django.utils.translation import gettext as _

from events.analytics.answers import Panels, blame, harm_told
from events.analytics.overview import Overview, overview
from events.charts.attribution import attributed, suffered
from events.charts.casualties import casualties_over_time
from events.charts.chart import Chart
from events.charts.made import made_by
from events.charts.timeline import incidents_over_time


def charts(selection, seen: Panels, answered_at: datetime) -> list[Chart]:
    """The four charts of a dashboard, from what it has asked already."""
    words = _words(selection, answered_at)
    return [
        incidents_over_time(seen.overview.timeline, **words),
        _by_rules(casualties_over_time(seen.overview.timeline, measure=selection.measure, **words), seen.overview),
        _by_rules(attributed(seen.attribution, measure=selection.measure, **words), seen.overview),
        suffered(seen.suffered, measure=_harmed(selection), **words),
    ]


def one_chart(selection, name: str, answered_at: datetime) -> Chart | None:
    """One chart by name, asking for no more than it draws; None for a name there is not."""
    drawn = {"incidents": _incidents, "casualties": _casualties, "attributed": _attributed, "suffered": _suffered}
    return drawn[name](selection, _words(selection, answered_at)) if name in drawn else None


def _incidents(selection, words: dict) -> Chart:
    return incidents_over_time(overview(selection).timeline, **words)


def _casualties(selection, words: dict) -> Chart:
    seen = overview(selection)
    return _by_rules(casualties_over_time(seen.timeline, measure=selection.measure, **words), seen)


def _attributed(selection, words: dict) -> Chart:
    seen, blamed = blame(selection)
    return _by_rules(attributed(blamed, measure=selection.measure, **words), seen)


def _suffered(selection, words: dict) -> Chart:
    return suffered(harm_told(selection)[1], measure=_harmed(selection), **words)


def _by_rules(chart: Chart, seen: Overview) -> Chart:
    """The chart with a caption that says over how many incidents its sums are, and which rules made their numbers."""
    return replace(chart, caption=f"{chart.caption} {made_by(seen.rules, seen.total.incidents)}".strip())


def _words(selection, answered_at: datetime) -> dict:
    """What every chart is told; a mark leads to the dashboard of what it stands for."""

    @cache
    def link(**changes) -> str:
        return selection.address("dashboard", **changes)

    return {"sentence": selection.sentence, "answered_at": answered_at, "link": link}


def _harmed(selection) -> str:
    return _("combatants %s") % selection.harm.label
