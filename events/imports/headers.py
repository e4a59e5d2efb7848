"""Which row of a table is its header: after empty lines and titles, before a row of HXL tags; and what every row after it
must be. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from django.utils.translation import gettext as _

from events.choices import Gravity
from events.drafts import RowError
from events.imports.base import Table
from events.words import Unreadable

LOOK = 30
"""The header is among so many rows that hold something."""
MOST_COLUMNS = 500
VALUE = re.compile(r"[-+−]?[\d٠-٩][\d٠-٩.,:/ \-−–]*")
HXL_TAG = re.compile(r"#[A-Za-z]\w*(\s*[+#]\s*[A-Za-z]\w*)*")

Rows = Iterator[tuple[int, list[str]]]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one cell before anybody asks what it means; `at` counts from 0."""

    at: int
    value: str
    problem: str
    mend: str


def table(
    name: str, rows: Rows, faults: dict[int, list[Fault]], notes: list[RowError], *, pads: bool = False
) -> Table | None:
    """The table with its header found, None for one that is empty; what was passed over is told in `notes`.

    pads: rows that end early end in empty cells, as in a sheet; in text the row was cut off.
    """
    looked, filled = [], 0
    for line, cells in rows:
        looked.append((line, cells))
        filled += any(cell.strip() for cell in cells)
        if filled == LOOK:
            break
    if not filled:
        return None
    at = _header_at([cells for _line, cells in looked])
    line, header = looked[at][0], tuple(cell.strip() for cell in trimmed(looked[at][1]))
    if len(header) > MOST_COLUMNS:
        raise Unreadable(_("It has more than %(most)s columns: this is not one table.") % {"most": MOST_COLUMNS})
    _refuse_values(name, line, header)
    for row, cells in looked[:at]:
        if any(cells):
            notes.append(_note(row, cells, _("A line above the header; it is not read.")))
    rest = looked[at + 1 :]
    if rest and is_hxl(rest[0][1]):
        notes.append(_note(*rest.pop(0), _("The row of HXL tags; it is not a row of data.")))
    problems = {}
    return Table(name, header, _checked(chain(rest, rows), header, faults, problems, pads=pads), problems)


def trimmed(cells: list[str]) -> list[str]:
    """Without the empty cells at the end."""
    end = len(cells)
    while end and not cells[end - 1].strip():
        end -= 1
    return cells[:end]


def is_hxl(cells: list[str]) -> bool:
    tags = [cell.strip() for cell in cells if cell.strip()]
    return bool(tags) and all(map(HXL_TAG.fullmatch, tags))


def _note(line: int, cells: list[str], problem: str) -> RowError:
    return RowError(line, "", " ".join(cell for cell in cells if cell)[:200], problem, gravity=Gravity.NOTE)


def _header_at(rows: list[list[str]]) -> int:
    """The first row that is at least half as wide as most, counting the cells that hold something."""
    widths = [sum(bool(cell.strip()) for cell in cells) for cells in rows]
    filled = sorted(filter(None, widths))
    usual = filled[len(filled) // 2]
    return next(at for at, width in enumerate(widths) if width and width >= usual / 2)


def _refuse_values(name: str, line: int, header: tuple[str, ...]) -> None:
    """A file without a header begins with data."""
    filled = [cell for cell in header if cell]
    if sum(bool(VALUE.fullmatch(cell)) for cell in filled) * 3 > len(filled):
        said = _("Line %(line)s holds values where the names of the columns should stand. Put a header above the data.")
        raise Unreadable((f"{name}: " if name else "") + said % {"line": line})


def _checked(
    rows: Rows,
    header: tuple[str, ...],
    faults: dict[int, list[Fault]],
    problems: dict[int, list[RowError]],
    *,
    pads: bool,
) -> Rows:
    """The rows that hold something, as wide as the header; those that are not, and the faults of cells, in `problems`."""
    width = len(header)
    for line, cells in rows:
        if len(cells) != width:
            cells = _fitted(cells, width)
            if not cells:
                continue
            if len(cells) > width or (len(cells) < width and not pads):
                problems[line] = [_wrong_width(line, cells, header)]
            elif pads:
                cells.extend([""] * (width - len(cells)))
        elif not any(cells):
            continue
        if line in faults:
            found = [
                RowError(line, header[one.at] if one.at < width else "", one.value, one.problem, one.mend)
                for one in faults.pop(line)
            ]
            # a row that ends where its quotation mark opens is told once
            problems[line] = found if len(cells) <= width else found + problems.get(line, [])
        yield line, cells


def _fitted(cells: list[str], width: int) -> list[str]:
    """Without the empty cells beyond the header; none at all for a row that holds nothing."""
    filled = trimmed(cells)
    return cells[: max(width, len(filled))] if filled else []


def _wrong_width(line: int, cells: list[str], header: tuple[str, ...]) -> RowError:
    known = _("%(cells)s cells; the header has %(columns)s") % {"cells": len(cells), "columns": len(header)}
    if len(cells) > len(header):
        said = _("The row has more cells than the header: nobody can tell which column each is of.")
        mend = _("Put text that holds a delimiter between quotation marks, or take out the cell too many.")
        return RowError(line, "", known, said, mend)
    said = _("The row ends before this column. It was cut off.")
    mend = _("Look at where the file comes from, and fill in the rest.")
    return RowError(line, header[len(cells)], known, said, mend)
