"""Intervals under a time axis: incidents whose date is known only to a month, a year or a few days (C11)."""

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from events import dates
from events.analytics.rows import Strip
from events.charts.axes import directed, edges
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


Words = Callable[[Bracket], str]


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
    label: Words,
    words: Words,
) -> list[dict]:
    """Lines with end marks and a label in the middle, on the second y axis, which counts px from the last lane's foot.

    Cut at the ends of the time axis.
    """
    placed = [(bracket, (len(rows) - lane - 0.5) * LANE_PX) for lane, row in enumerate(rows) for bracket in row]
    if not placed:
        return []
    inside = [one for one in placed if one[0].end >= first and one[0].start <= last]
    shown = [(max(bracket.start, first), min(bracket.end, last) + timedelta(days=1), y) for bracket, y in inside]
    return [bracket_lines(shown), bracket_labels(placed, first, last, label=label, words=words)]


def bracket_labels(placed: list[tuple[Bracket, float]], first: date, last: date, *, label: Words, words: Words) -> dict:
    """A label in the middle of each bracket; one that lies before or after the axis stands at its edge, with its date."""
    points = [label_of(bracket, first, last, label(bracket)) for bracket, _y in placed]
    return {
        "type": "scatter",
        "mode": "text",
        "showlegend": False,
        "x": [x for x, _text, _position in points],
        "y": [y for _bracket, y in placed],
        "text": [f"<b>{text}</b>" for _x, text, _position in points],
        "textposition": [position for _x, _text, position in points],
        "textfont": {"color": INK},
        "hovertext": [words(bracket) for bracket, _y in placed],
        "hoverinfo": "text",
        "cliponaxis": False,
        "yaxis": "y2",
    }


def label_of(bracket: Bracket, first: date, last: date, label: str) -> tuple[str, str, str]:
    """(where on the axis, what, on which side of that point)."""
    if bracket.end < first:
        return first.isoformat(), f"← {directed(when(bracket))}: {label}", "middle right"
    if bracket.start > last:
        return (last + timedelta(days=1)).isoformat(), f"{directed(when(bracket))}: {label} →", "middle left"
    return edges(max(bracket.start, first), min(bracket.end, last))[1], label, "middle center"


def when(bracket: Bracket) -> str:
    return dates.text(bracket.start, bracket.end, dates.precision_of(bracket.start, bracket.end))


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
