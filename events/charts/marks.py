"""The range mark, the one motif: a light column to best, a bar from low to high, a tick at best, an arrow when open."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from events.charts.palette import BAND, CLEAR, INK, PAPER, RANGE, RANGE_LINE
from events.figures import Figure, Total

# how an attribution looks: fill, outline, pattern; told by pattern and outline, never by hue
KINDS = {
    "sole": (RANGE, CLEAR, ""),
    "joint": (PAPER, RANGE_LINE, "/"),
    "contested": (PAPER, RANGE_LINE, "."),
    "none": (PAPER, RANGE_LINE, ""),
}


@dataclass(frozen=True, slots=True)
class Mark:
    """Where one range stands on the axis across it (`start` to `end`, `at` its middle, `width` its size there)."""

    at: Any
    start: Any
    end: Any
    width: float
    figure: Figure | Total
    words: str
    address: str = ""


def range_traces(marks: Sequence[Mark], *, horizontal: bool, kind: str, scale: float) -> list[dict]:
    """The traces of these marks. `scale` is the largest value of the axis; it sizes the arrows of open ranges.

    A mark with nothing known draws nothing (C1); a stated none is a tick at zero.
    """
    known = [mark for mark in marks if mark.figure.is_known]
    if not known:
        return []
    traces = [column(known), bar(known, kind), tick(known)]
    open_ended = [mark for mark in known if mark.figure.is_open]
    if open_ended:
        traces.append(arrow(open_ended, scale, horizontal=horizontal))
    return [across(trace) for trace in traces] if horizontal else traces


def across(trace: dict) -> dict:
    """The same trace lying down: x for y, bars along x."""
    turned = {key: value for key, value in trace.items() if key not in ("x", "y")} | {"x": trace["y"], "y": trace["x"]}
    return turned | {"orientation": "h"} if trace["type"] == "bar" else turned


def column(marks: Sequence[Mark]) -> dict:
    """From zero to best, so that a number reads as a length; it also carries the words of the tooltip."""
    return {
        "type": "bar",
        "x": [mark.at for mark in marks],
        "y": [mark.figure.best for mark in marks],
        "width": [mark.width for mark in marks],
        "marker": {"color": BAND, "line": {"width": 0}},
        "hovertext": [mark.words for mark in marks],
        "hoverinfo": "text",
        "customdata": [mark.address for mark in marks],
    }


def bar(marks: Sequence[Mark], kind: str) -> dict:
    """From low to high. Without a low ("12 or fewer") it is hollow and begins at zero, where the unknown low may be."""
    closed = [mark for mark in marks if mark.figure.high is not None and not mark.figure.is_point]
    fill, outline, pattern = KINDS[kind]
    fills = [PAPER if mark.figure.low is None else fill for mark in closed]
    bases = [0 if mark.figure.low is None else mark.figure.low for mark in closed]
    return {
        "type": "bar",
        "x": [mark.at for mark in closed],
        "base": bases,
        "y": [mark.figure.high - base for mark, base in zip(closed, bases, strict=True)],
        "width": [mark.width * 0.56 for mark in closed],
        "marker": {
            "color": fills,
            "line": {"width": 1, "color": [RANGE_LINE if one == PAPER else outline for one in fills]},
            "pattern": {"shape": pattern, "fgcolor": RANGE_LINE, "size": 5, "solidity": 0.4},
        },
        "hoverinfo": "skip",
    }


def tick(marks: Sequence[Mark]) -> dict:
    """A line across the mark at its best figure; at zero too, where a source said none."""
    best = [mark for mark in marks if mark.figure.best is not None]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [place for mark in best for place in (mark.start, mark.end, None)],
        "y": [value for mark in best for value in (mark.figure.best, mark.figure.best, None)],
        "line": {"color": INK, "width": 2.5},
        "connectgaps": False,
        "cliponaxis": False,
        "hoverinfo": "skip",
    }


def arrow(marks: Sequence[Mark], scale: float, *, horizontal: bool) -> dict:
    """From the low onward, to an arrowhead a little past the last known number: "or more"."""
    lasts = [mark.figure.low if mark.figure.best is None else mark.figure.best for mark in marks]
    heads = [last + scale * (0.04 if horizontal else 0.09) for last in lasts]
    pairs = list(zip(marks, heads, strict=True))
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": [place for mark in marks for place in (mark.at, mark.at, None)],
        "y": [value for mark, head in pairs for value in (mark.figure.low, head, None)],
        "line": {"color": RANGE_LINE, "width": 1.5},
        "marker": {
            "symbol": "triangle-right" if horizontal else "triangle-up",
            "size": [size for _mark in marks for size in (0, 9, 0)],
            "color": RANGE_LINE,
            "opacity": 1,
            "line": {"width": 0},
        },
        "connectgaps": False,
        "cliponaxis": False,
        "hoverinfo": "skip",
    }
