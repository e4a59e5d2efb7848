"""The drawing of a forest plot: a row for each claim, grouped by who speaks, the adopted estimate behind them.

The second axis counts px from the top, as in rows.py.
"""

from dataclasses import dataclass
from html import escape
from itertools import groupby

from django.utils.translation import get_language_bidi, ngettext
from django.utils.translation import gettext as _

from events.charts.axes import frame, value_axis
from events.charts.marks import arrowhead
from events.charts.palette import BAND, INK, INK_3, PAPER, RANGE, RANGE_LINE
from events.charts.rows import hairline, largest, note, zero_line
from events.figures import Figure

HEAD_PX = 26
CLAIM_PX = {"wide": 40, "narrow": 62}
MARK_PX = {
    "wide": 20,
    "narrow": 46,
}  # from the top of a claim; on a phone the words stand above the mark, not beside it
WORDS_PX = {"wide": (-7, 7), "narrow": (-32, -17)}  # from the mark
SIDES = {"wide": (308, 116), "narrow": (16, 76)}
INDENT_PX = {"wide": 12 - 308, "narrow": 6}  # of the words, from the axis
SIGN_PX = 6.2  # a letter of the small print, on average
TOP_PX = 46
FAINT = 0.55


@dataclass(frozen=True, slots=True)
class ForestRow:
    """One claim: who says it, through whom and when, about which group of victims, its bounds and own value.

    used: it is in the adopted estimate. subset: it counts some of the others' people, so it is never added (C4).
    note: why it was set aside, or another word on it; may be "". repeats: whom it copies, where it does. is_faint: it was
    superseded or copied, and stands for nothing of its own any more.
    """

    claimant: str
    publisher: str
    when: str
    group: str
    low: int | None
    best: int | None
    high: int | None
    used: bool
    note: str = ""
    subset: bool = False
    repeats: str = ""
    is_faint: bool = False

    @property
    def heading(self) -> str:
        """Whose number it is: the claimant's, or that of whom it copies (C2)."""
        return self.repeats or self.claimant

    @property
    def figure(self) -> Figure:
        return Figure(self.low, self.best, self.high)

    @property
    def words(self) -> str:
        return f"{self.claimant}<br>{escape(self.group, quote=False)}: <b>{self.figure}</b>"


@dataclass(frozen=True, slots=True)
class Placed:
    """A claim with the px at which it stands."""

    row: ForestRow
    y: float


def forest_figure(rows: list[ForestRow], adopted: Figure, variant: str) -> dict:
    """The figure; {"data": [], …} when there is no claim. Rows come grouped by heading."""
    if not rows:
        return {"data": [], "layout": {}}
    flip = get_language_bidi()
    heads, placed, tall = place(rows, variant)
    start, end = SIDES[variant]
    top = largest([row.figure for row in rows] + [adopted])
    axis = value_axis(top, ticks=5 if variant == "wide" else 3)
    layout = frame(tall + TOP_PX + 34, {"l": end if flip else start, "r": start if flip else end, "t": TOP_PX, "b": 34})
    layout["xaxis"] = axis | {
        "range": axis["range"][::-1] if flip else axis["range"],
        "showline": True,
        "linecolor": INK,
    }
    layout["yaxis"] = {"range": [tall, 0], "visible": False, "fixedrange": True}
    layout["shapes"] = [*band(adopted, axis["range"][1]), *[hairline(y - 2) for _name, y, _count in heads], zero_line()]
    layout["annotations"] = words_of(heads, placed, adopted, variant, flip=flip)
    marks = [ranges(placed), arrows(placed, axis["range"][1]), points(placed)]
    return {"data": [trace for trace in marks if trace["x"]], "layout": layout}


def place(rows: list[ForestRow], variant: str) -> tuple[list[tuple[str, float, int]], list[Placed], float]:
    """(claimant, px, number of claims) for each heading, the claims under them, and the height of all."""
    heads, placed, y = [], [], 0.0
    for claimant, held in groupby(rows, key=lambda row: row.heading):
        claims = list(held)
        heads.append((claimant, y, len(claims)))
        y += HEAD_PX
        for claim in claims:
            placed.append(Placed(claim, y + MARK_PX[variant]))
            y += CLAIM_PX[variant]
    return heads, placed, y


def band(adopted: Figure, end: float) -> list[dict]:
    """The adopted estimate as a field behind the rows, dotted at its best. A point is given a little width."""
    if not adopted.is_known:
        return []
    low = 0 if adopted.low is None else adopted.low
    high = end if adopted.high is None else adopted.high
    room = end * 0.012
    field = {"type": "rect", "yref": "paper", "y0": 0, "y1": 1, "x0": low - room, "x1": high + room, "layer": "below"}
    shapes = [field | {"fillcolor": BAND, "line": {"width": 0}}]
    if adopted.best is not None:
        line = {"color": INK, "width": 1, "dash": "dot"}
        shapes.append(
            {
                "type": "line",
                "yref": "paper",
                "y0": 0,
                "y1": 1.02,
                "x0": adopted.best,
                "x1": adopted.best,
                "line": line,
                "layer": "below",
            }
        )
    return shapes


def words_of(heads, placed: list[Placed], adopted: Figure, variant: str, *, flip: bool) -> list[dict]:
    said, (start, end) = [], SIDES[variant]
    if adopted.is_known:
        at = adopted.low if adopted.best is None else adopted.best
        label = _("adopted: %(range)s") % {"range": adopted}
        said.append(
            {
                "x": at if at is not None else 0,
                "yref": "paper",
                "y": 1,
                "yshift": 20,
                "text": f"<b>{label}</b>",
                "font": {"color": INK},
                "showarrow": False,
            }
        )
    for name, y, count in heads:
        said.append(note(f"<b>{escape(name, quote=False)}</b>", y + 12, -(start - 2), flip=flip, at_end=False))
        claims = ngettext("one claim", "%(count)s claims", count) % {"count": count}
        said.append(note(claims, y + 12, end - 2, flip=flip, at_end=True, colour=INK_3))
    for one in placed:
        row = one.row
        through = through_whom(row, start if variant == "wide" else 280)
        under = row.note or (_("used") if row.used else _("not used"))
        group = f"{row.group} · {under}"
        # a note for each line: lines of one note would be aligned from the wrong side on a page that runs from the right
        for line, below in zip((through, group), WORDS_PX[variant], strict=True):
            text = escape(line, quote=False)
            said.append(note(text, one.y + below, INDENT_PX[variant], flip=flip, at_end=False, colour=INK_3))
        number = f"<b>{row.figure}</b>" if row.used else str(row.figure)
        said.append(note(number, one.y, end - 2, flip=flip, at_end=True, colour=INK if row.used else INK_3))
    return said


def through_whom(row: ForestRow, room: int) -> str:
    """Who printed it and when, the name cut to what `room` px hold; the table has it whole."""
    if row.repeats:
        return _("%(claimant)s, %(when)s") % {"claimant": cut(row.claimant, row.when, room), "when": row.when}
    if row.publisher == row.claimant:
        return row.when
    return _("through %(publisher)s, %(when)s") % {"publisher": cut(row.publisher, row.when, room), "when": row.when}


def cut(name: str, beside: str, room: int) -> str:
    signs = max(int(room / SIGN_PX) - len(beside) - len("through , "), 8)
    return name if len(name) <= signs else f"{name[: signs - 1].rstrip()}…"


def ranges(placed: list[Placed]) -> dict:
    """Bars from low to high where a claim gives both and they differ."""
    wide = [one for one in placed if None not in (one.row.low, one.row.high) and one.row.low < one.row.high]
    return {
        "type": "bar",
        "orientation": "h",
        "showlegend": False,
        "y": [one.y for one in wide],
        "base": [one.row.low for one in wide],
        "x": [one.row.high - one.row.low for one in wide],
        "width": [9] * len(wide),
        "marker": {
            "color": [RANGE if one.row.used else PAPER for one in wide],
            "line": {"width": 1, "color": RANGE_LINE},
            "opacity": [FAINT if one.row.is_faint else 1 for one in wide],
        },
        "hoverinfo": "skip",
    }


def arrows(placed: list[Placed], end: float) -> dict:
    """From an "at least" onward to the end of the axis."""
    open_ended = [one for one in placed if one.row.figure.is_open]
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": _("or more"),
        "x": [value for one in open_ended for value in (one.row.low, end * 0.98, None)],
        "y": [value for one in open_ended for value in (one.y, one.y, None)],
        "line": {"color": RANGE_LINE, "width": 1.5},
        "marker": {
            "symbol": arrowhead(),
            "size": [size for _one in open_ended for size in (0, 9, 0)],
            "color": RANGE_LINE,
            "opacity": 1,
        },
        "cliponaxis": False,
        "hoverinfo": "skip",
    }


def points(placed: list[Placed]) -> dict:
    """A point at the claim's own value, else at its low; filled when it was used, hollow otherwise."""
    at = [(one, one.row.low if one.row.best is None else one.row.best) for one in placed]
    known = [(one, value) for one, value in at if value is not None]
    return {
        "type": "scatter",
        "mode": "markers",
        "showlegend": False,
        "x": [value for _one, value in known],
        "y": [one.y for one, _value in known],
        "marker": {
            "symbol": "circle",
            "size": [8 if one.row.subset else 11 for one, _value in known],
            "color": [INK if one.row.used and not one.row.subset else PAPER for one, _value in known],
            "line": {"width": 1.5, "color": [INK if one.row.used else RANGE_LINE for one, _value in known]},
            "opacity": [FAINT if one.row.is_faint else 1 for one, _value in known],
        },
        "hovertext": [one.row.words for one, _value in known],
        "hoverinfo": "text",
        "cliponaxis": False,
    }
