"""Intervals under a time axis: incidents whose date is known only to a month, a year or a few days (C11)."""

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from events.analytics.rows import Strip
from events.charts.axes import edges
from events.charts.palette import INK, RANGE_LINE

LANES = 3
LANE_PX = 20


@dataclass(frozen=True, slots=True)
class Bracket:
    """One interval drawn, both days inclusive, for the strips inside it."""

    start: date
    end: date
    strips: tuple[Strip, ...]

    @property
    def incidents(self) -> int:
        return sum(strip.incidents for strip in self.strips)


def brackets(strips: list[Strip], room: int) -> list[list[Bracket]]:
    """Lanes of brackets that do not touch. `room` is the days that must lie between two on a lane, for their labels.

    A bracket for each strip if three lanes hold them; else one for each month, and year, that holds a strip whole.
    """
    exact = lanes([Bracket(strip.start, strip.end, (strip,)) for strip in strips], room)
    if len(exact) <= LANES:
        return exact
    inside: dict[tuple[date, date], list[Strip]] = {}
    for strip in strips:
        inside.setdefault(holder(strip.start, strip.end), []).append(strip)
    return lanes([Bracket(start, end, tuple(held)) for (start, end), held in inside.items()], room)


def holder(start: date, end: date) -> tuple[date, date]:
    """The calendar month that holds the interval, or the whole years that do."""
    if (start.year, start.month) == (end.year, end.month):
        return start.replace(day=1), start.replace(day=monthrange(start.year, start.month)[1])
    return date(start.year, 1, 1), date(end.year, 12, 31)


def lanes(found: list[Bracket], room: int) -> list[list[Bracket]]:
    """Short brackets first, each on the first lane where it touches no other and leaves room for the label."""
    apart = timedelta(days=room)
    filled: list[list[Bracket]] = []
    for bracket in sorted(found, key=lambda one: (one.end - one.start, one.start)):
        for lane in filled:
            if all(bracket.start > other.end + apart or bracket.end < other.start - apart for other in lane):
                lane.append(bracket)
                break
        else:
            filled.append([bracket])
    return filled


def bracket_traces(
    rows: list[list[Bracket]],
    first: date,
    last: date,
    *,
    label: Callable[[Bracket], str],
    words: Callable[[Bracket], str],
) -> list[dict]:
    """Lines with end marks and a label in the middle, on the second y axis, which counts px from the last lane's foot.

    Cut at the ends of the time axis.
    """
    placed = [(bracket, (len(rows) - lane - 0.5) * LANE_PX) for lane, row in enumerate(rows) for bracket in row]
    if not placed:
        return []
    shown = [(max(bracket.start, first), min(bracket.end, last) + timedelta(days=1), y) for bracket, y in placed]
    labels = {
        "type": "scatter",
        "mode": "text",
        "showlegend": False,
        "x": [edges(start, end - timedelta(days=1))[1] for start, end, _y in shown],
        "y": [y for _start, _end, y in shown],
        "text": [f"<b>{label(bracket)}</b>" for bracket, _y in placed],
        "textfont": {"color": INK},
        "hovertext": [words(bracket) for bracket, _y in placed],
        "hoverinfo": "text",
        "cliponaxis": False,
        "yaxis": "y2",
    }
    return [bracket_lines(shown), labels]


def bracket_lines(shown: list[tuple[date, date, float]]) -> dict:
    """(start, end, px) → a line with a mark at each end."""
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "showlegend": False,
        "x": [point for start, end, _y in shown for point in (start.isoformat(), end.isoformat(), None)],
        "y": [point for _start, _end, y in shown for point in (y, y, None)],
        "line": {"color": RANGE_LINE, "width": 1},
        "marker": {"symbol": "line-ns", "size": 8, "color": RANGE_LINE, "line": {"color": RANGE_LINE, "width": 1}},
        "connectgaps": False,
        "cliponaxis": False,
        "hoverinfo": "skip",
        "yaxis": "y2",
    }
