"""Two packages of one dataset side by side: what was added, changed and withdrawn from the earlier to the later, and why."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import TextIOWrapper
from zipfile import ZipFile

from django.http import QueryDict

from events.formulas import plain_text
from events.models import Package
from events.packages.again import made_again
from events.packages.tables import KEYS
from events.packages.why import Reasons, reasons

GAP = "\x1f"  # between the cells of a row that is kept as one text: rows by the ten thousand are cheaper so


@dataclass(frozen=True, slots=True)
class Cell:
    """One column of one row: what it held in the earlier package and in the later; "" is not known."""

    column: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Row:
    """One row that is in one package only, or in both and not alike. `label` says what it is beside its key."""

    key: str
    label: str = ""
    cells: list[Cell] = field(default_factory=list)
    why: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Table:
    """One file of both packages. `only_earlier`, `only_later`: columns that the other does not have, left out here."""

    name: str
    added: list[Row]
    changed: list[Row]
    withdrawn: list[Row]
    unchanged: int
    only_earlier: list[str]
    only_later: list[str]

    @property
    def is_alike(self) -> bool:
        return not (self.added or self.changed or self.withdrawn)


@dataclass(frozen=True, slots=True)
class Asked:
    """A parameter that the two asked differently; [] is not asked."""

    parameter: str
    earlier: list[str]
    later: list[str]


@dataclass(frozen=True, slots=True)
class Comparison:
    """`earlier` was made first, whichever was named first. Tables in the order of the ZIP."""

    earlier: Package
    later: Package
    asked: list[Asked]
    tables: list[Table]

    @property
    def is_alike(self) -> bool:
        return all(table.is_alike for table in self.tables)


def compare(one: Package, other: Package) -> Comparison:
    """Both are made again. Raises Differs if either does not come out as it is on record."""
    earlier, later = sorted((one, other), key=lambda package: package.pk)
    with made_again(earlier) as first, made_again(later) as second, ZipFile(first) as was, ZipFile(second) as now:
        tables = [_table(name, was, now) for name in KEYS if {name} <= {*was.namelist()} & {*now.namelist()}]
        told = reasons(earlier, later, tables, _corrected(was, now))
    return Comparison(earlier, later, _asked(earlier, later), [_with_reasons(table, told) for table in tables])


def written_out(comparison: Comparison) -> Iterator[list[str]]:
    """The rows of a file: one for each row added or withdrawn, one for each column of a row that changed; first their names."""
    yield ["table", "key", "change", "column", "was", "now", "why"]
    for asked in comparison.asked:
        yield ["question", asked.parameter, "changed", "", "; ".join(asked.earlier), "; ".join(asked.later), ""]
    for table in comparison.tables:
        for change, rows in (("added", table.added), ("withdrawn", table.withdrawn)):
            yield from ([table.name, row.key, change, "", "", "", "; ".join(row.why)] for row in rows)
        for row in table.changed:
            why = "; ".join(row.why)
            yield from ([table.name, row.key, "changed", one.column, one.was, one.now, why] for one in row.cells)


def _asked(earlier: Package, later: Package) -> list[Asked]:
    was, now = (dict(QueryDict(package.query).lists()) for package in (earlier, later))
    names = [*was, *(name for name in now if name not in was)]
    differing = [name for name in names if was.get(name) != now.get(name)]
    return [Asked(name, was.get(name, []), now.get(name, [])) for name in differing]


def _table(name: str, was: ZipFile, now: ZipFile) -> Table:
    key = KEYS[name]
    old_columns, old_rows = _read(was, name)
    new_columns, new_rows = _read(now, name)
    shared = [column for column in old_columns if column in new_columns]
    before = {row[key]: _packed(row, shared) for row in old_rows}
    added, changed, unchanged = [], [], 0
    for row in new_rows:
        packed = before.pop(row[key], None)
        if packed is None:
            added.append(Row(row[key], _label(row)))
        elif packed == _packed(row, shared):
            unchanged += 1
        else:
            cells = _cells(shared, packed.split(GAP), row)
            changed.append(Row(row[key], _label(row), cells))
    withdrawn = [Row(gone) for gone in before]
    lost = [column for column in old_columns if column not in shared]
    gained = [column for column in new_columns if column not in shared]
    return Table(name, added, changed, withdrawn, unchanged, lost, gained)


def _read(archive: ZipFile, name: str) -> tuple[list[str], Iterator[dict[str, str]]]:
    reader = csv.DictReader(TextIOWrapper(archive.open(name), encoding="utf-8", newline=""))
    return list(reader.fieldnames), ({name: plain_text(cell) for name, cell in row.items()} for row in reader)


def _packed(row: dict[str, str], columns: list[str]) -> str:
    return GAP.join(row[column].replace(GAP, " ") for column in columns)


def _cells(columns: list[str], was: list[str], row: dict[str, str]) -> list[Cell]:
    pairs = zip(columns, was, strict=True)
    return [Cell(column, old, row[column]) for column, old in pairs if old != row[column].replace(GAP, " ")]


def _label(row: dict[str, str]) -> str:
    """The title of an incident, the name of what has one; of a claim, its incident and who speaks."""
    if "claim" in row:
        return f"{row['incident']}, {row['claimant'] or row['publisher']}"
    return row.get("title") or row.get("name") or row.get("report", "")


def _corrected(was: ZipFile, now: ZipFile) -> dict[str, list[str]]:
    """Codes of incidents → the reasons of the corrections that the later package has and the earlier has not."""
    told = {tuple(row.items()) for row in _read(was, "corrections.csv")[1]}
    found: dict[str, list[str]] = {}
    for row in _read(now, "corrections.csv")[1]:
        because = found.setdefault(row["incident"], [])
        if tuple(row.items()) not in told and row["because"] not in because:
            because.append(row["because"])
    return found


def _with_reasons(table: Table, told: Reasons) -> Table:
    found = told.of(table.name)
    for row in (*table.added, *table.changed, *table.withdrawn):
        row.why.extend(found.get(row.key, []))
    return table
