"""Incidents out of PostgreSQL as plain arrays: all of them, or those that changed. The record is read here and nowhere else.

Everything comes by binary COPY in rows of one width, so that no value passes through Python.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields

import numpy as np

from events.analytics.columnar.codes import VOCABULARIES
from events.models.estimate import standing_sql
from events.reading_from import reading_connection

LOT = 50_000
"""Rows that are decoded at a time: what is read takes no more memory than what is kept."""
HEADER, TRAILER = 19, 2
STANDING, _NO_DAYS = standing_sql(None, "e")


def _code(column: str, vocabulary: str) -> str:
    words = ", ".join(f"'{word}'" for word in VOCABULARIES[vocabulary])
    return f"(coalesce(array_position(ARRAY[{words}]::text[], {column}::text), 0) - 1)::int2"


def _bound(column: str) -> str:
    return f"coalesce({column}, -1)::int4"


TABLES = {
    "incidents": (
        {
            "id": ("i8", "i.id"),
            "dataset": ("i8", "i.dataset_id"),
            "place": ("i8", "i.place_id"),
            "start": ("i4", "(i.date_start - DATE '0001-01-01') + 1"),
            "end": ("i4", "(i.date_end - DATE '0001-01-01') + 1"),
            "is_longer": ("i2", "(i.date_precision = 'longer')::int::int2"),
            **{name: ("i2", _code(f"i.{name}", name)) for name in ("category", "type", "grade", "status")},
        },
        "events_incident i",
        "i.id",
        "true",
    ),
    "involvements": (
        {
            "id": ("i8", "v.incident_id"),
            "actor": ("i8", "v.actor_id"),
            "role": ("i2", _code("v.role", "role")),
            "is_alternative": ("i2", "(v.sharing = 'alternative')::int::int2"),
        },
        "events_involvement v",
        "v.incident_id",
        "v.strength <> 'denied'",
    ),
    "voices": (
        {"id": ("i8", "m.incident_id"), "source": ("i8", "coalesce(m.claimant_id, r.publisher_id)")},
        "events_claim m JOIN events_report r ON r.id = m.report_id",
        "m.incident_id",
        "m.incident_id IS NOT NULL",  # of several incidents: it speaks of none alone (C5)
    ),
    "estimates": (
        {
            "id": ("i8", "e.incident_id"),
            "whose": ("i8", "coalesce(e.combatants_of_id, -1)"),
            "low": ("i4", _bound("e.low")),
            "best": ("i4", _bound("e.best")),
            "high": ("i4", _bound("e.high")),
            "is_uncounted": ("i2", "e.is_uncounted::int::int2"),
            **{name: ("i2", _code(f"e.{name}", name)) for name in ("harm", "victims")},
            "rule": ("i2", f"({_code('e.rule', 'rule')})"),
        },
        "events_estimate e",
        "e.incident_id",
        STANDING,
    ),
}


@dataclass(frozen=True, slots=True)
class Record:
    """The four tables of the record that numbers are made of, each an array of records keyed by `id`, the incident's.

    Dates are ordinals; a bound that is not known is −1; words are codes.
    """

    incidents: np.ndarray
    involvements: np.ndarray
    voices: np.ndarray
    estimates: np.ndarray

    def without(self, ids: np.ndarray) -> "Record":
        """The same but for these incidents."""
        return Record(*(rows[~np.isin(rows["id"], ids)] for rows in self._tables()))

    def with_(self, other: "Record") -> "Record":
        return Record(*(np.concatenate(pair) for pair in zip(self._tables(), other._tables(), strict=True)))

    def _tables(self) -> list[np.ndarray]:
        return [getattr(self, table.name) for table in fields(self)]


def read(ids: list[int] | None = None) -> Record:
    """Of these incidents, or of all; those that are no longer there are left out. In whatever transaction is open."""
    return Record(**{name: _table(name, ids) for name in TABLES})


def _table(name: str, ids: list[int] | None) -> np.ndarray:
    columns, tables, incident, where = TABLES[name]
    selected = ", ".join(f"({sql})::{'int' + kind[1]}" for kind, sql in columns.values())
    statement, params = f"SELECT {selected} FROM {tables} WHERE {where}", None
    if ids is not None:
        statement, params = f"{statement} AND {incident} = ANY(%s)", [ids]
    kept = np.dtype([(column, kind) for column, (kind, _sql) in columns.items()])
    lots = list(_lots(f"COPY ({statement}) TO STDOUT (FORMAT binary)", params, kept))
    return np.concatenate(lots) if lots else np.empty(0, kept)


def _lots(statement: str, params: list | None, kept: np.dtype) -> Iterator[np.ndarray]:
    """COPY's rows, LOT by LOT: a count of columns, then of each its length and its bytes, most significant first."""
    sent = [("columns", ">i2")]
    for column, (kind, _offset) in kept.fields.items():
        sent += [(f"{column} length", ">i4"), (column, kind.newbyteorder(">"))]
    row, pieces, size, begins = np.dtype(sent), [], 0, HEADER
    with reading_connection().cursor() as cursor, cursor.cursor.copy(statement, params) as copy:
        for piece in copy:
            pieces.append(bytes(piece))
            size += len(piece)
            if size >= LOT * row.itemsize:
                whole = b"".join(pieces)
                count = (len(whole) - begins) // row.itemsize
                yield _kept(whole, row, begins, count, kept)
                pieces = [whole[begins + count * row.itemsize :]]
                size, begins = len(pieces[0]), 0
    whole = b"".join(pieces)
    yield _kept(whole, row, begins, (len(whole) - begins - TRAILER) // row.itemsize, kept)


def _kept(whole: bytes, row: np.dtype, begins: int, count: int, kept: np.dtype) -> np.ndarray:
    rows, found = np.frombuffer(whole, row, count, begins), np.empty(count, kept)
    for column in kept.names:
        if not (rows[f"{column} length"] == kept[column].itemsize).all():
            raise ValueError(f"{column}: a value is missing, and rows of another width follow")
        found[column] = rows[column]
    return found
