"""OCHA p-code tables → places from the country down, each with what it stands in, and what is wrong with the rows. Pure."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from django.utils.text import slugify

from events.choices import PlaceLevel
from events.drafts import RowError
from events.imports.base import Table
from events.imports.places.columns import Columns, OfLevel, find
from events.matching.letters import ascii_of
from events.words import Unreadable

LEVELS = (
    PlaceLevel.COUNTRY,
    PlaceLevel.GOVERNORATE,
    PlaceLevel.DISTRICT,
    PlaceLevel.SUBDISTRICT,
    PlaceLevel.LOCALITY,
    PlaceLevel.LOCALITY,  # neighbourhoods
)
ARABIC = re.compile("[\u0600-\u06ff]")
LATIN = re.compile("[A-Za-z]")
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Coded:
    """A place of the table. above: the p-code of what it stands in, "" for what stands in the country."""

    pcode: str
    name: str
    name_local: str
    aliases: tuple[str, ...]
    level: PlaceLevel
    above: str
    row: int
    point: tuple[float, float] | None = None

    @property
    def slug(self) -> str:
        """Made of its name and its p-code, so that neither other rows nor their order change it."""
        return f"{slugify(ascii_of(self.name))[:48].strip('-')}-{slugify(self.pcode)}".strip("-")[:80]


@dataclass
class Coding:
    """A table as it was read. country: its own row of level 0, if any. swapped: levels whose English and Arabic names stood
    in each other's columns; they were changed back."""

    country: Coded | None = None
    places: list[Coded] = field(default_factory=list)
    errors: list[RowError] = field(default_factory=list)
    swapped: list[int] = field(default_factory=list)


def read(tables: Iterable[Table]) -> Coding:
    """Every place once, those above first, from every table that has p-codes: workbooks keep a sheet for each level.

    Raises Unreadable where no table is one, or none has rows. Every error of every row is told: with one of them the tables
    are not whole, and are not for loading.
    """
    coding, found, refused, lines = Coding(), {}, [], 0
    for table in tables:
        try:
            columns = find(table.header)
        except Unreadable as why:
            refused.append(why)
            continue
        rows = list(table.rows)
        lines += len(rows)
        _swap_back(columns, [cells for _line, cells in rows], coding)
        for line, cells in rows:
            if line in table.problems:
                coding.errors += table.problems[line]
            else:
                _take(_Row(line, [cell.strip() for cell in cells], table, coding.errors), columns, found)
    if not lines:
        raise refused[0] if refused else Unreadable("It has a first row and nothing under it.")
    _sort_out(found, coding)
    return coding


def _take(row: "_Row", columns: Columns, found: dict[str, Coded]) -> None:
    """Add the places of a row to those found; the same one again must be the same."""
    for coded in _of_row(row, columns):
        there = found.setdefault(coded.pcode, coded)
        if columns.is_a_row_a_place and there is not coded:
            row.wrong("pcode", coded.pcode, f"this p-code is already that of {there.name}, row {there.row}")
        elif (there.name, there.level, there.above) != (coded.name, coded.level, coded.above):
            row.wrong("", coded.pcode, f"{coded.pcode} is {coded.name} here and {there.name} in row {there.row}")
        elif coded.point and not there.point:
            found[coded.pcode] = coded


def _sort_out(found: dict[str, Coded], coding: Coding) -> None:
    for coded in sorted(found.values(), key=lambda one: LEVELS.index(one.level)):
        if coded.level == PlaceLevel.COUNTRY:
            coding.country = coded
        elif coded.above and coded.above not in found:
            problem = f"what it stands in, {coded.above}, is not in the table"
            coding.errors.append(RowError(coded.row, "", coded.pcode, problem, "add its row, or mend the code"))
        else:
            coding.places.append(coded)
    if coding.country is not None:
        own = coding.country.pcode
        coding.places = [replace(one, above="") if one.above == own else one for one in coding.places]


class _Row:
    """One row: its cells by number, and what is wrong with it."""

    def __init__(self, line: int, cells: list[str], table: Table, errors: list[RowError]):
        self.line, self.cells, self.header, self.sheet, self.errors = line, cells, table.header, table.name, errors

    def wrong(self, column: str, value: str, problem: str, mend: str = "") -> None:
        sheet = f" (table {self.sheet})" if self.sheet else ""
        self.errors.append(RowError(self.line, column, value, problem + sheet, mend))

    def at(self, column: int | None) -> str:
        return "" if column is None else self.cells[column]

    def point(self, plain: dict[str, int]) -> tuple[float, float] | None:
        """The point of the row; None where it has none, or one that is wrong, which is told."""
        if "latitude" not in plain or "longitude" not in plain:
            return None
        columns = [plain["latitude"], plain["longitude"]]
        given = [bool(self.at(column)) for column in columns]
        if not any(given):
            return None
        if not all(given):
            empty = self.header[columns[given.index(False)]]
            self.wrong(empty, "", "is empty, but a latitude needs a longitude, and the other way round")
            return None
        degrees = [self._degrees(column, limit) for column, limit in zip(columns, (90, 180), strict=True)]
        return None if None in degrees else (degrees[0], degrees[1])

    def _degrees(self, column: int, limit: int) -> float | None:
        words = self.at(column)
        try:
            degrees = float(words)
        except ValueError:
            degrees = float("nan")
        if not -limit <= degrees <= limit:
            self.wrong(
                self.header[column], words, f"is not a number of degrees from −{limit} to {limit}", "as in 35.02"
            )
            return None
        return degrees


def _of_row(row: _Row, columns: Columns) -> Iterator[Coded]:
    if columns.is_a_row_a_place:
        yield from _the_place(row, columns)
        return
    above, point = "", row.point(columns.plain)
    there = [(level, of) for level, of in columns.levels.items() if row.at(of.pcode)]
    for level, of in there:
        own = point if level == there[-1][0] else None
        coded = _coded(row, row.at(of.pcode), _names(row, of), level, above, own)
        if coded is not None:
            yield coded
        above = row.at(of.pcode)


def _the_place(row: _Row, columns: Columns) -> Iterator[Coded]:
    """The one place of a row of level, pcode, name_en, adm1_pcode, adm2_pcode …: it stands in the deepest of the others."""
    plain = columns.plain
    words = row.at(plain["level"])
    if not (words.isdecimal() and int(words) < len(LEVELS)):
        row.wrong(row.header[plain["level"]], words, "is not a level from 0 (country) to 5 (neighbourhood)")
        return
    level, pcode = int(words), row.at(plain["pcode"])
    above = [
        row.at(of.pcode) for at, of in columns.levels.items() if 0 < at < level and row.at(of.pcode) not in ("", pcode)
    ]
    names = (row.at(plain["name"]), row.at(plain.get("local")), [row.at(plain.get("ref"))])
    coded = _coded(row, pcode, names, level, above[-1] if above else "", row.point(plain))
    if coded is not None:
        yield coded


def _names(row: _Row, of: OfLevel) -> tuple[str, str, list[str]]:
    return row.at(of.name), row.at(of.local), [row.at(other) for other in of.others]


def _coded(
    row: _Row,
    pcode: str,
    names: tuple[str, str, Iterable[str]],
    level: int,
    above: str,
    point: tuple[float, float] | None,
) -> Coded | None:
    name, local, others = names
    name = name or local
    aliases = dict.fromkeys(" ".join(one.split()) for one in others)
    if not pcode or len(pcode) > 32 or not name or len(max(name, local, *aliases, key=len)) > LONGEST:
        row.wrong("", pcode or name, "a place needs a p-code of 1 to 32 characters and a name of 1 to 200")
        return None
    return Coded(
        pcode=pcode,
        name=" ".join(name.split()),
        name_local=" ".join(local.split()),
        aliases=tuple(one for one in aliases if one not in ("", name, local)),
        level=LEVELS[level],
        above=above,
        row=row.line,
        point=point,
    )


def _swap_back(columns: Columns, rows: list[list[str]], coding: Coding) -> None:
    """Where the English column of a level holds Arabic and the Arabic one Latin, in every row that has both."""
    for level, of in columns.levels.items():
        if of.name is None or of.local is None:
            continue
        pairs = [(row[of.name], row[of.local]) for row in rows if len(row) > max(of.name, of.local)]
        both = [pair for pair in pairs if all(pair)]
        if both and all(ARABIC.search(name) and LATIN.search(local) for name, local in both):
            of.name, of.local = of.local, of.name
            coding.swapped.append(level)
