"""What both charts over time share: one frame, the strip of imprecise dates, and how an interval is called."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from events import dates
from events.analytics.rows import Slot, Timeline
from events.charts.axes import frame, length, time_axis, value_axis
from events.charts.palette import INK, PAPER, RANGE_LINE
from events.charts.strips import LANE_PX, Bracket, bracket_traces, brackets

PLOT_PX = {"wide": 210, "narrow": 180}
ROOM = {"wide": 30, "narrow": 11}  # a label takes about this part of the width
TICKS_PX = 40
HEAD_PX = 22
MOST_NUMBERED = 36  # slots; beyond it numbers beside the circles would run into each other
WIDEST = 1 / 18  # of the axis: a few bars stay bars
Link = Callable[..., str]
MARGIN = {"l": 40, "r": 12, "t": 8, "b": 4}


@dataclass(frozen=True, slots=True)
class Circle:
    """Deaths nobody counted in one slot: `at` its middle as an ISO string, `count` incidents."""

    at: str
    count: int
    words: str
    address: str = ""


def bucket_words(bucket: str) -> dict[str, str]:
    """ "per": "by week"; "head": the heading of the table's first column."""
    return {
        "day": {"per": _("by day"), "head": _("Day")},
        "week": {"per": _("by week"), "head": _("Week from")},
        "month": {"per": _("by month"), "head": _("Month from")},
        "year": {"per": _("by year"), "head": _("Year from")},
    }[bucket]


def interval_words(start: date, end: date) -> str:
    """ "5 Oct 2017", "2–8 Oct 2017", "Oct 2017", "2015"."""
    return _interval_words(start, end, get_language())


@lru_cache(maxsize=4096)
def _interval_words(start: date, end: date, language: str) -> str:
    """Kept for each language: the marks of one page name the same interval a dozen times."""
    return dates.text(start, end, dates.precision_of(start, end))


def incidents_words(count: int) -> str:
    return ngettext("%(count)s incident", "%(count)s incidents", count) % {"count": f"{count:,}"}


def slot_address(slot: Slot, link: Link | None) -> str:
    """The address of the same selection within one slot; "" when the chart links nowhere."""
    return link(**{"from": slot.start.isoformat(), "to": slot.end.isoformat()}) if link else ""


def span(timeline: Timeline) -> tuple[date, date]:
    """First and last day of the axis: the slots, or the strips where there is no slot."""
    pieces = timeline.slots or timeline.strips
    return min(piece.start for piece in pieces), max(piece.end for piece in pieces)


def share_of(slot: Slot, timeline: Timeline) -> float:
    """The part of its slot that a bar fills."""
    first, last = span(timeline)
    return min(0.86, WIDEST * length(first, last) / length(slot.start, slot.end))


def over_time(
    timeline: Timeline,
    traces: list[dict],
    *,
    top: int,
    variant: str,
    held: int,
    circles: list[Circle],
    label: Callable[[Bracket], str],
    words: Callable[[Bracket], str],
) -> dict:
    """The figure: `traces` above the time axis, a row of `circles` under it, then the lanes of imprecise dates.

    `held` is how many slots a bar holds; a picture in which that is not one says so. The second y axis counts px upward
    from the foot of the figure, so that rows keep their height at any size.
    """
    first, last = span(timeline)
    rows = brackets(timeline.strips, (last - first).days // ROOM[variant])
    lanes_px = HEAD_PX + LANE_PX * len(rows) if rows else 0
    under = lanes_px + (LANE_PX if circles else 0)
    tall = PLOT_PX[variant] + TICKS_PX + under
    layout = frame(tall + MARGIN["t"] + MARGIN["b"], MARGIN)
    layout["xaxis"] = time_axis(first, last, 14 if variant == "wide" else 5) | {"anchor": "y"}
    layout["yaxis"] = value_axis(top, is_empty=not any(trace["x"] for trace in traces)) | {
        "domain": [(TICKS_PX + under) / tall, 1]
    }
    data = [ground(first), *traces]
    if held > 1:
        layout["annotations"].append(corner(held_words(timeline.bucket, held), 1))
    if under:
        layout["yaxis2"] = {"domain": [0, under / tall], "range": [0, under], "visible": False, "fixedrange": True}
    if circles:
        data.append(circle_trace(circles, under - LANE_PX / 2, has_numbers=len(timeline.slots) <= MOST_NUMBERED))
    if rows:
        data += bracket_traces(rows, first, last, label=label, words=words)
        head = _("Dated less exactly")
        layout["annotations"].append(corner(f"<b>{head}</b>", (lanes_px - HEAD_PX / 2) / tall))
    return {"data": data, "layout": layout}


def ground(first: date) -> dict:
    """A trace without a mark: plotly.js leaves out an axis that nothing stands on, and the frame with it."""
    return {"type": "scatter", "x": [first.isoformat()], "y": [None], "hoverinfo": "skip", "showlegend": False}


def circle_trace(circles: list[Circle], y: float, *, has_numbers: bool) -> dict:
    """Open circles for deaths that nobody counted: present, without a number to give them a height."""
    return {
        "type": "scatter",
        "mode": "markers+text",
        "name": _("deaths nobody counted"),
        "x": [circle.at for circle in circles],
        "y": [y] * len(circles),
        "marker": {"symbol": "circle", "size": 8, "color": PAPER, "line": {"color": RANGE_LINE, "width": 1.5}},
        "text": [str(circle.count) if circle.count > 1 and has_numbers else "" for circle in circles],
        "textposition": "middle right",
        "hovertext": [circle.words for circle in circles],
        "hoverinfo": "text",
        "customdata": [circle.address for circle in circles],
        "cliponaxis": False,
        "yaxis": "y2",
    }


def held_words(bucket: str, held: int) -> str:
    return {
        "day": _("each bar: %(held)s days"),
        "week": _("each bar: %(held)s weeks"),
        "month": _("each bar: %(held)s months"),
        "year": _("each bar: %(held)s years"),
    }[bucket] % {"held": held}


def corner(words: str, y: float) -> dict:
    """Words at the left edge of the plot, at a part of the figure's height."""
    return {
        "xref": "paper",
        "yref": "paper",
        "x": 0,
        "y": y,
        "xanchor": "left",
        "yanchor": "middle",
        "text": words,
        "font": {"color": INK},
        "showarrow": False,
    }
