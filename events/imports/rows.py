"""The rows of somebody else's table, asked for column by column under the format's own names; every error kept. Pure."""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import TypeVar

from django.utils.translation import gettext as _

from events.choices import Gravity
from events.drafts import RowError
from events.imports import cells
from events.imports.base import Field, Table
from events.imports.cells import Unfit
from events.words import Unreadable, fold

Meant = TypeVar("Meant")
LOOK = 2000
"""Rows that are looked at before a day that could be two is refused."""


class Neighbours:
    """Where the points of a file lie, region by region, as far as it is read."""

    ENOUGH = 3
    FAR = 2.0
    """Degrees, north and east together."""

    def __init__(self):
        self.middles: dict[str, tuple[int, float, float]] = {}

    def seem_swapped(self, region: str, latitude: float, longitude: float) -> bool:
        """Whether the point lies far from the others, and close to them the other way round."""
        number, north, east = self.middles.get(region, (0, 0.0, 0.0))
        off = abs(latitude - north) + abs(longitude - east)
        turned = abs(longitude - north) + abs(latitude - east)
        if number >= self.ENOUGH and off > self.FAR and turned < off / 2:
            return True
        number += 1
        self.middles[region] = (number, north + (latitude - north) / number, east + (longitude - east) / number)
        return False


class Row:
    """One line. at: column of the format → place in the line, only of columns that the file has."""

    __slots__ = ("at", "cells", "errors", "header", "line", "neighbours", "refused")

    def __init__(
        self, line: int, cells: list[str], at: dict[str, int], header: tuple[str, ...], neighbours: "Neighbours"
    ):
        self.line, self.cells, self.at, self.header, self.neighbours = line, cells, at, header, neighbours
        self.errors: list[RowError] = []
        self.refused = False

    def text(self, column: str) -> str:
        """The cell without blanks around it; "" too for a column that the file has not, and where the row was cut off."""
        try:
            return self.cells[self.at[column]].strip()
        except (KeyError, IndexError):
            return ""

    def refuse(
        self, column: str, problem: str, mend: str = "", gravity: Gravity = Gravity.ERROR, values: tuple[str, ...] = ()
    ) -> None:
        """Keep an error, or a note. values: the columns that it is about, where the one cell does not show it."""
        header = self.header[self.at[column]] if column in self.at else column
        value = "; ".join(f"{name} {self.text(name) or '–'}" for name in values) or self.text(column)
        self.errors.append(RowError(self.line, header, value, problem, mend, gravity))
        self.refused = self.refused or gravity == Gravity.ERROR

    def note(self, column: str, problem: str, values: tuple[str, ...] = ()) -> None:
        self.refuse(column, problem, gravity=Gravity.NOTE, values=values)

    def ask(self, column: str, reader: Callable[..., Meant], *how) -> Meant | None:
        """What a reader of cells makes of it; None, and an error kept, where it cannot be read."""
        try:
            return reader(self.text(column), *how)
        except Unfit as why:
            self.refuse(column, str(why), why.mend)
        except Unreadable as why:
            self.refuse(column, str(why))
        return None

    def needed(self, column: str, reader: Callable[..., Meant], *how) -> Meant | None:
        """The same, and an error where nothing is there."""
        if not self.text(column):
            if self.at.get(column, -1) < len(self.cells):  # that the row was cut off before it is told already
                self.refuse(column, _("It is empty."), _("Fill it in."))
            return None
        return self.ask(column, reader, *how)

    def point(self, latitude: str, longitude: str, area: str) -> tuple[float | None, float | None]:
        """Decimal degrees, both or neither. area: the column of the region in which the points of other rows are looked at."""
        found = self.ask(latitude, cells.degrees, 90), self.ask(longitude, cells.degrees, 180)
        if found.count(None) == 1 and bool(self.text(latitude)) != bool(self.text(longitude)):
            lacking = latitude if found[0] is None else longitude
            said = _("A point has a latitude and a longitude, or neither.")
            self.refuse(lacking, said, _("Fill it in, or empty the other."))
        if None not in found and self.text(area) and self.neighbours.seem_swapped(self.text(area), *found):
            self.note(
                latitude, _("Latitude and longitude seem to have changed places, by the rows above of the same region.")
            )
        return found

    @property
    def values(self) -> dict[str, str]:
        """As in the file, header → text, without what is empty."""
        return {name: cell for name, cell in zip(self.header, self.cells, strict=False) if cell and name}


def found_in(header: Iterable[str], fields: Iterable[Field]) -> dict[str, str]:
    """column of the format → header of the file, for those that are told by their names."""
    headers = {fold(cell): cell for cell in header}
    found = {}
    for field in fields:
        called = next((name for name in (field.name, *field.called) if fold(name) in headers), None)
        if called is not None:
            found[field.name] = headers[fold(called)]
    return found


def rows_of(table: Table, fields: tuple[Field, ...], chosen: dict[str, str]) -> Iterator[Row]:
    """Every row; one that has lost its columns carries that error and no cells.

    Raises Unreadable where a column is missing that is needed, or where two have the header of one that is asked for.
    """
    columns = found_in(table.header, fields) | {name: it for name, it in chosen.items() if it in table.header}
    missing = [field.name for field in fields if field.is_required and field.name not in columns]
    if missing:
        raise Unreadable(_("The table has no column %(columns)s.") % {"columns": ", ".join(missing)})
    twice = [name for name in dict.fromkeys(columns.values()) if table.header.count(name) > 1]
    if twice:
        said = _("Two columns have the header %(columns)s. Rename one of them.")
        raise Unreadable(said % {"columns": ", ".join(twice)})
    at = {column: table.header.index(name) for column, name in columns.items()}
    header, problems = _told_apart(table.header), table.problems
    neighbours = Neighbours()
    for line, texts in table.rows:
        row = Row(line, texts, at, header, neighbours)
        if line in problems:
            row.errors += problems.pop(line)
            row.refused = True
        yield row


def order_in(rows: Iterator[Row], column: str) -> tuple[str, Iterator[Row]]:
    """How a column writes 05/10/2017 ("dmy", "mdy", or "" where nothing decides it), by its first rows; and all the rows."""
    looked: list[Row] = []
    for row in rows:
        looked.append(row)
        if order := cells.order_of(row.text(column)):
            return order, chain(looked, rows)
        if len(looked) == LOOK:
            break
    return "", chain(looked, rows)


def _told_apart(header: tuple[str, ...]) -> tuple[str, ...]:
    """Each header once: what comes again is numbered, so that no value hides another."""
    seen: dict[str, int] = {}
    apart = []
    for name in header:
        seen[name] = seen.get(name, 0) + 1
        apart.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return tuple(apart)


def only_table(tables: dict[str, Table], fields: tuple[Field, ...]) -> Table:
    """The table that has most of the columns: a workbook has a sheet for the reader beside it."""
    return max(tables.values(), key=lambda table: len(found_in(table.header, fields)))


def lost_columns(row: Row) -> bool:
    """Whether nobody can tell which cell is of which column: then nothing else of the row is read."""
    return len(row.cells) > len(row.header)
