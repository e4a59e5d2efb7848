"""Charts of named rows: horizontal ranges on one scale, their names at the start, their numbers at the end.

The second axis counts px from the top, so that text and bars keep their size whatever the width.
"""

from dataclasses import dataclass
from html import escape

from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from events.charts.axes import directed, frame, value_axis
from events.charts.marks import Mark, range_traces
from events.charts.palette import INK, INK_3, RULE
from events.choices import Attribution
from events.figures import Figure, Total

LINE_PX = 22
BAR_PX = 13
TOP_PX = 26
# plotly.js leaves out axes that no trace stands on, and the frame with them
GROUND = {"type": "scatter", "x": [None], "y": [None], "hoverinfo": "skip", "showlegend": False}
SIDES = {"wide": (212, 168), "narrow": (8, 92)}


@dataclass(frozen=True, slots=True)
class Line:
    """One range: `kind` as in marks.KINDS, the words of its tooltip, the address a click leads to."""

    kind: str
    figure: Figure | Total
    words: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A name, a note under it, and its lines."""

    name: str
    note: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """A row with the px at which its name, each of its lines and its closing hairline stand."""

    row: Row
    name_y: float
    line_ys: tuple[float, ...]
    foot: float


def place(rows: list[Row], variant: str) -> list[Placed]:
    """Rows one under the other: wide ones have the name beside the lines, narrow ones above them."""
    placed, y = [], 4.0
    for row in rows:
        head = 20 if variant == "narrow" else 0
        ys = tuple(y + head + LINE_PX * (index + 0.5) for index in range(len(row.lines)))
        least = 0 if variant == "narrow" else 40
        foot = y + max(head + LINE_PX * len(row.lines), least) + 8
        placed.append(Placed(row, y + 11, ys, foot))
        y = foot + 4
    return placed


def rows_figure(rows: list[Row], variant: str) -> dict:
    """The figure; {"data": [], …} when there is no row. In a right-to-left language bars grow from the right."""
    if not rows:
        return {"data": [], "layout": {}}
    placed = place(rows, variant)
    tall = placed[-1].foot
    start, end = SIDES[variant]
    flip = get_language_bidi()
    top = largest([line.figure for row in rows for line in row.lines])
    drawn = traces(placed, top)
    axis = value_axis(top, ticks=5 if variant == "wide" else 3, is_empty=not drawn)
    layout = frame(tall + TOP_PX + 6, {"l": end if flip else start, "r": start if flip else end, "t": TOP_PX, "b": 6})
    layout["xaxis"] = axis | {"side": "top", "range": axis["range"][::-1] if flip else axis["range"]}
    layout["yaxis"] = {"range": [tall, 0], "visible": False, "fixedrange": True}
    layout["shapes"] = [hairline(one.foot) for one in placed[:-1]] + [zero_line()]
    layout["annotations"] = [note for one in placed for note in notes(one, variant, flip=flip)]
    return {"data": drawn or [GROUND], "layout": layout}


def largest(figures: list[Figure | Total]) -> int:
    """The largest known bound, 0 where none is: how far the axis must reach."""
    bounds = [bound for figure in figures for bound in (figure.low, figure.best, figure.high) if bound is not None]
    return max(bounds, default=0)


def traces(placed: list[Placed], top: int) -> list[dict]:
    kinds: dict[str, list[Mark]] = {}
    for one in placed:
        for line, y in zip(one.row.lines, one.line_ys, strict=True):
            half = BAR_PX / 2 + 1.5
            mark = Mark(y, y - half, y + half, BAR_PX, line.figure, line.words, line.address)
            kinds.setdefault(line.kind, []).append(mark)
    drawn = [
        trace
        for kind, marks in kinds.items()
        for trace in range_traces(marks, horizontal=True, kind=kind, name=str(Attribution(kind).label), scale=top)
    ]
    named = [trace.get("name") for trace in drawn]
    return [
        trace | {"showlegend": name not in (None, *named[:at])}
        for at, (trace, name) in enumerate(zip(drawn, named, strict=True))
    ]


def hairline(y: float) -> dict:
    """A rule across the whole figure, margins too, at px `y` from the top."""
    line = {"color": RULE, "width": 1}
    return {"type": "line", "xref": "paper", "x0": -1, "x1": 2, "y0": y, "y1": y, "line": line, "layer": "below"}


def zero_line() -> dict:
    """The axis that every bar stands on."""
    line = {"color": INK, "width": 1}
    return {"type": "line", "yref": "paper", "x0": 0, "x1": 0, "y0": 0, "y1": 1, "line": line, "layer": "below"}


def notes(placed: Placed, variant: str, *, flip: bool) -> list[dict]:
    """Name and note at the start of the row, the number of each line at its end."""
    row = placed.row
    start, end = SIDES[variant]
    name = f"<b>{escape(row.name, quote=False)}</b>"
    small = escape(row.note, quote=False)
    said = [note(name, placed.name_y, -start, flip=flip, at_end=False)]
    if variant == "wide":
        said.append(note(small, placed.name_y + 16, -start, flip=flip, at_end=False, colour=INK_3))
    else:
        said.append(note(small, placed.name_y, end - 4, flip=flip, at_end=True, colour=INK_3))
    for line, y in zip(row.lines, placed.line_ys, strict=True):
        known = line.figure.is_known
        words = f"<b>{numbers(line.figure)}</b>" if known else _("not known")
        said.append(note(words, y, end - 4, flip=flip, at_end=True, colour=INK if known else INK_3))
    return said


def numbers(figure: Figure | Total) -> str:
    return _("0 stated") if figure.is_none else str(figure)


def note(words: str, y: float, shift: float, *, flip: bool, at_end: bool, colour: str = INK) -> dict:
    """Text in a margin. `shift` is px from the edge of the plot, outward at the end and negative before the start."""
    left_anchor = at_end == flip
    return {
        "xref": "paper",
        "x": float(at_end != flip),
        "xshift": -shift if flip else shift,
        "y": y,
        "xanchor": "left" if left_anchor else "right",
        "yanchor": "middle",
        "text": directed(words),
        "font": {"color": colour},
        "showarrow": False,
    }
