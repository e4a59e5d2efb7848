"""Lines of text with delimiters between the cells: CSV as it is met, read row by row; what is broken is told by its row. Pure."""

import csv
import re
from collections import Counter, deque
from collections.abc import Iterator
from typing import TextIO

from django.utils.translation import gettext as _

from events.imports.headers import LOOK, Fault, trimmed
from events.words import Unreadable

DELIMITERS = ",;\t|"
LONGEST_CELL = 100_000
LONGEST_LINE = 1_000_000
MOST_ROWS = 3_000_000
MOST_OPEN = 200
"""So many rows may have a quotation mark left open before the file is refused: more is another sort of file."""
SAID = re.compile(r"sep=(.)\r?\n?", re.IGNORECASE)


def sniff(sample: str, asked: str = "") -> tuple[str, int]:
    """(delimiter, cells in most rows) of the beginning of a text: what gives most rows the same number of cells."""
    said = SAID.fullmatch(sample.partition("\n")[0] + "\n")
    if said and not asked:
        asked = said[1]
    whole = sample[: sample.rfind("\n") + 1] or sample
    found = {delimiter: _usual(whole, delimiter) for delimiter in (asked or DELIMITERS)}
    delimiter = max(found, key=lambda one: found[one])
    return delimiter, found[delimiter][1]


def _usual(sample: str, delimiter: str) -> tuple[float, int]:
    """(how well the rows agree on how many cells; that number)."""
    widths = Counter()
    try:
        for cells in csv.reader(sample.splitlines(keepends=True), delimiter=delimiter):
            widths[len(trimmed(cells))] += bool(cells)
            if widths.total() > 3 * LOOK:
                break
    except csv.Error:
        pass
    several = {width: rows for width, rows in widths.items() if width > 1}
    if not several:
        return 0.0, 1
    # rows may end in empty cells: a header of ten names stands above rows of nine
    width = max(several, key=lambda one: (several[one], one))
    near = sum(rows for wide, rows in several.items() if 2 * wide > width)
    # many columns in half of the rows are likelier than two in all: a quotation mark left open, or a text with semicolons
    return (near / widths.total()) ** 2 * min(width, 30), max(several)


class _Lines:
    """The lines of a text, those taken for the row at hand kept, so that they can be put back."""

    def __init__(self, text: TextIO):
        self.text, self.back, self.taken, self.ended = text, deque(), [], False

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self.back.popleft() if self.back else self.text.readline(LONGEST_LINE)
        if not line:
            self.ended = True
            raise StopIteration
        if len(line) == LONGEST_LINE:
            most = _("A line has more than %(most)s characters: this is no table.") % {"most": LONGEST_LINE}
            raise Unreadable(most)
        self.taken.append(line)
        return line

    def put_back(self) -> None:
        """All lines of the row at hand but the first."""
        self.back.extendleft(reversed(self.taken[1:]))
        self.ended = False


def rows(text: TextIO, delimiter: str, width: int, faults: dict[int, list[Fault]]) -> Iterator[tuple[int, list[str]]]:
    """(row, cells) of every row, the first being 1. Raises Unreadable for what is no table of a bearable size.

    A quotation mark that is opened and not closed would swallow the rows after it up to the next one: where such a row has
    not `width` cells and those after it have, it ends with its line, and they are read.
    """
    lines = _Lines(text)
    reader = csv.reader(lines, delimiter=delimiter)
    opened = 0
    for row in range(1, MOST_ROWS + 2):
        lines.taken.clear()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            cells = []
        if (len(lines.taken) > 1 or lines.ended) and (whole := _before_open_quote(lines, cells, delimiter, width)):
            opened += 1
            cells = whole
            faults[row] = [_open_quote(len(cells) - 1, cells[-1])]
            if opened > MOST_OPEN:
                raise Unreadable(_("Quotation marks are left open in many rows: this is no CSV file, or a broken one."))
        elif not cells and len(lines.taken[0]) > LONGEST_CELL:
            faults[row] = [Fault(0, lines.taken[0][:60], _too_long(), _("Shorten it."))]
        if row == 1 and len(lines.taken) == 1 and SAID.fullmatch(lines.taken[0]):
            continue
        _look(row, cells, lines.taken, faults)
        yield row, cells
    raise Unreadable(_("It has more than %(most)s rows. Send it in parts.") % {"most": MOST_ROWS})


def _before_open_quote(lines: _Lines, cells: list[str], delimiter: str, width: int) -> list[str] | None:
    """The cells of the first line alone, where it left a quotation mark open; the lines after it are put back."""
    if not lines.ended and cells and len(cells) == width and _is_strict(lines.taken, delimiter):
        return None
    others = any(
        len(next(csv.reader([line], delimiter=delimiter), ())) == width for line in lines.taken[1:] if width > 1
    )
    if not others and not lines.ended:
        return None
    lines.put_back()
    return next(csv.reader(lines.taken[:1], delimiter=delimiter))


def _is_strict(lines: list[str], delimiter: str) -> bool:
    """Whether every quotation mark that closes stands at the end of its cell: one that does not was meant to open."""
    try:
        return bool(list(csv.reader(lines, delimiter=delimiter, strict=True)))
    except csv.Error:
        return False


def _open_quote(at: int, value: str) -> Fault:
    return Fault(
        at,
        value.strip()[:60],
        _("A quotation mark is opened and not closed: the row ends here, or the file was cut off."),
        _("Close it, or double a quotation mark that belongs to the text."),
    )


def _look(row: int, cells: list[str], lines: list[str], faults: dict[int, list[Fault]]) -> None:
    """Tells of characters that were damaged before the file came here, and of cells too long. NUL is taken out."""
    if any("\x00" in line or "\ufffd" in line for line in lines):
        for at, cell in enumerate(cells):
            if "\x00" in cell:
                cells[at] = cell.replace("\x00", "")
                said = _("It holds an empty byte (NUL): the file is damaged.")
                faults.setdefault(row, []).append(Fault(at, cells[at], said, _("Write the cell again.")))
            if "\ufffd" in cell:
                said = _("Some characters cannot be read: bytes are damaged, or it is another encoding.")
                mend = _("Write the cell again, or choose the encoding.")
                faults.setdefault(row, []).append(Fault(at, cell, said, mend))
    if sum(map(len, lines)) > LONGEST_CELL:
        for at, cell in enumerate(cells):
            if len(cell) > LONGEST_CELL:
                cells[at] = cell[:LONGEST_CELL]
                faults.setdefault(row, []).append(Fault(at, cell[:60], _too_long(), _("Shorten it.")))


def _too_long() -> str:
    return _("It has more than %(most)s characters.") % {"most": LONGEST_CELL}
