"""The range mark, the one motif: a light column to best, a bar from low to high, a tick at best, an arrow when open."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from events.charts.palette import BAND, CLEAR, INK, PAPER, RANGE, RANGE_LINE
from events.figures import Figure, Total

# how an attribution's column looks: fill, outline, pattern; told by pattern and outline, never by hue
KINDS = {
    "sole": (BAND, CLEAR, ""),
    "joint": (PAPER, CLEAR, "/"),
    "contested": (PAPER, CLEAR, "."),
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


def range_traces(marks: Sequence[Mark], *, horizontal: bool, kind: str, name: str, scale: float) -> list[dict]:
    """The traces of these marks; `name` is that of their columns in a picture's legend.

    `scale` is the largest value of the axis; it sizes the arrows of open ranges. A mark with nothing known draws nothing
    (C1); a stated none is a tick at zero.
    """
    known = [mark for mark in marks if mark.figure.is_known]
    if not known:
        return []
    traces = [column(known, kind) | {"name": name}, bar(known), tick(known)]
    open_ended = [mark for mark in known if mark.figure.is_open]
    if open_ended:
        traces.append(arrow(open_ended, scale, horizontal=horizontal))
    return [across(trace) for trace in traces] if horizontal else traces


def across(trace: dict) -> dict:
    """The same trace lying down: x for y, bars along x."""
    turned = {key: value for key, value in trace.items() if key not in ("x", "y")} | {"x": trace["y"], "y": trace["x"]}
    return turned | {"orientation": "h"} if trace["type"] == "bar" else turned


def column(marks: Sequence[Mark], kind: str) -> dict:
    """From zero to best, so that a number reads as a length; it also carries the words of the tooltip."""
    fill, outline, pattern = KINDS[kind]
    return {
        "type": "bar",
        "x": [mark.at for mark in marks],
        "y": [mark.figure.best for mark in marks],
        "width": [mark.width for mark in marks],
        "marker": {
            "color": fill,
            "line": {"width": 0 if outline == CLEAR else 1, "color": outline},
            "pattern": {"shape": pattern, "fgcolor": RANGE, "bgcolor": PAPER, "size": 6, "solidity": 0.28},
        },
        "hovertext": [mark.words for mark in marks],
        "hoverinfo": "text",
        "customdata": [mark.address for mark in marks],
    }


def bar(marks: Sequence[Mark]) -> dict:
    """From low to high, or to best where there is no high. Without a low ("12 or fewer") it is hollow, from zero."""
    ends = [(mark, mark.figure.best if mark.figure.high is None else mark.figure.high) for mark in marks]
    closed = [(mark, end) for mark, end in ends if end is not None and end != mark.figure.low]
    fills = [PAPER if mark.figure.low is None else RANGE for mark, _top in closed]
    bases = [0 if mark.figure.low is None else mark.figure.low for mark, _top in closed]
    return {
        "type": "bar",
        "name": _("low to high"),
        "x": [mark.at for mark, _top in closed],
        "base": bases,
        "y": [end - base for (_mark, end), base in zip(closed, bases, strict=True)],
        "width": [mark.width * 0.5 for mark, _top in closed],
        "marker": {
            "color": alike(fills),
            "line": {"width": 1, "color": alike([RANGE_LINE if one == PAPER else CLEAR for one in fills])},
        },
        "hoverinfo": "skip",
    }


def alike(colours: list[str]) -> list[str] | str:
    """One colour where all are the same: a legend shows no list."""
    return colours[0] if len(set(colours)) == 1 else colours


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
        "showlegend": False,
    }


def arrowhead() -> str:
    """Where a horizontal axis grows to: the end of the line."""
    return "triangle-left" if get_language_bidi() else "triangle-right"


def arrow(marks: Sequence[Mark], scale: float, *, horizontal: bool) -> dict:
    """From the last known number a little onward, to an arrowhead: "or more"."""
    lasts = [mark.figure.low if mark.figure.best is None else mark.figure.best for mark in marks]
    heads = [last + scale * (0.03 if horizontal else 0.06) for last in lasts]
    pairs = list(zip(lasts, heads, strict=True))
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": _("or more"),
        "x": [place for mark in marks for place in (mark.at, mark.at, None)],
        "y": [value for last, head in pairs for value in (last, head, None)],
        "line": {"color": RANGE_LINE, "width": 1.5},
        "marker": {
            "symbol": arrowhead() if horizontal else "triangle-up",
            "size": [size for _mark in marks for size in (0, 8, 0)],
            "color": RANGE_LINE,
            "opacity": 1,
            "line": {"width": 0},
        },
        "connectgaps": False,
        "cliponaxis": False,
        "hoverinfo": "skip",
    }
