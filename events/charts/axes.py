"""Axes and frames: one time axis for every chart over time, so that months line up from chart to chart."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.utils.formats import date_format
from django.utils.translation import get_language_bidi

from events.charts.palette import CLEAR, INK, INK_2, INK_3, PAPER, RULE

FONT = {"family": "Plex, Segoe UI, system-ui, Noto Sans, Noto Sans Arabic, sans-serif", "size": 12, "color": INK_2}
DAY_MS = 86_400_000
STEPS = (1, 2, 5)


def frame(height: int, margin: dict) -> dict:
    """The layout that all charts share. Height and margins in px; the width is the page's."""
    return {
        "height": height,
        "margin": margin | {"pad": 0},
        "font": FONT,
        "paper_bgcolor": CLEAR,
        "plot_bgcolor": CLEAR,
        "showlegend": False,
        "dragmode": False,
        "barmode": "overlay",
        "bargap": 0,
        "hovermode": "closest",
        "hoverdistance": 30,
        "hoverlabel": {"bgcolor": PAPER, "bordercolor": INK, "font": FONT | {"color": INK}, "align": "left"},
        "annotations": [],
        "shapes": [],
    }


def value_axis(top: int, *, ticks: int = 5, is_empty: bool = False) -> dict:
    """An axis of whole numbers from zero to `top`, on a linear scale; without numbers where nothing stands on it (C1)."""
    step = step_for(top, ticks)
    return {
        "range": [0, max(top, step) * 1.06],
        "tickmode": "linear",
        "tick0": 0,
        "dtick": step,
        "tickformat": ",d",
        "tickfont": {"color": INK_3},
        "gridcolor": RULE,
        "showgrid": not is_empty,
        "showticklabels": not is_empty,
        "zeroline": False,
        "fixedrange": True,
    }


def step_for(top: int, ticks: int) -> int:
    """The smallest of 1, 2, 5, 10, 20 … that needs no more than `ticks` steps to reach `top`."""
    power = 1
    while True:
        for step in STEPS:
            if step * power * ticks >= top:
                return step * power
        power *= 10


def time_axis(start: date, end: date, labels: int) -> dict:
    """A time axis over whole days, both inclusive, with at most about `labels` words under it."""
    ticks = list(time_ticks(start, end, labels))
    return {
        "type": "date",
        "range": [start.isoformat(), (end + timedelta(days=1)).isoformat()],
        "tickmode": "array",
        "tickvals": [middle(day, day) for day, _words in ticks],
        "ticktext": [words for _day, words in ticks],
        "ticks": "outside",
        "ticklen": 5,
        "tickangle": 0,
        "tickcolor": INK_3,
        "tickfont": {"color": INK_2},
        "showgrid": False,
        "showline": True,
        "linecolor": INK,
        "linewidth": 1,
        "fixedrange": True,
    }


def time_ticks(start: date, end: date, labels: int) -> Iterator[tuple[date, str]]:
    """(day, words) for each tick; the year stands, in bold, under the first tick and under each January."""
    days = (end - start).days + 1
    step = next((step for step in (1, 2, 7, 14) if days / step <= labels), None) if days <= 100 else None
    said = None
    for day in every(start, end, step) if step else firsts(start, end, months_between(days, labels)):
        if not step and months_between(days, labels) >= 12:
            yield day, f"<b>{day.year}</b>"
            continue
        words = directed(date_format(day, "j M" if step else "M"))
        yield day, words if said == day.year else f"{words}<br><b>{day.year}</b>"
        said = day.year


def directed(words: str) -> str:
    """Words that keep the direction of the page's language inside a drawing, which itself runs from the left."""
    return f"\u2067{words}\u2069" if get_language_bidi() else words


def every(start: date, end: date, step: int) -> Iterator[date]:
    day = start
    while day <= end:
        yield day
        day += timedelta(days=step)


def months_between(days: int, labels: int) -> int:
    """Months from tick to tick."""
    months = days / 30.4
    return next((step for step in (1, 2, 3, 6, 12, 24, 60) if months / step <= labels), 120)


def firsts(start: date, end: date, step: int) -> Iterator[date]:
    """First days of the months that are whole steps from January; the first month of all if none would be seen."""
    month = start.year * 12 + start.month - 1 + (start.day > 1)
    month += -month % step
    day = date(month // 12, month % 12 + 1, 1)
    if day > end:
        yield start
    while day <= end:
        yield day
        month += step
        day = date(month // 12, month % 12 + 1, 1)


def edges(start: date, end: date, share: float = 1) -> tuple[str, str, str]:
    """Start, middle and end of the inner `share` of an interval of whole days, both inclusive, as ISO strings."""
    begin = datetime.combine(start, time())
    half = timedelta(days=(end - start).days + 1) / 2
    middle = begin + half
    return (middle - half * share).isoformat(), middle.isoformat(), (middle + half * share).isoformat()


def middle(start: date, end: date) -> str:
    return edges(start, end)[1]


def length(start: date, end: date) -> int:
    """The length of an interval of whole days, both inclusive, in milliseconds: plotly.js measures widths so."""
    return ((end - start).days + 1) * DAY_MS
