"""The rivals' flat table as a file of SQLite, for Datasette."""

import csv
import io
import sqlite3
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from django.db import connection

from benchmarks.flat import COLUMNS

NUMBERS = {*COLUMNS} - {"date_start", "date_end"}
INDEXED = ("date_end DESC, id DESC", "date_start", "type, date_start", "country", "governorate", "district", "place")


def fill(file: Path) -> None:
    """The flat table and its indexes in a file of SQLite; actors in a table of their own, as SQLite has no lists."""
    half = file.with_suffix(".half")
    half.unlink(missing_ok=True)
    db = sqlite3.connect(half)
    db.execute("PRAGMA journal_mode = off")
    db.execute("PRAGMA synchronous = off")
    typed = ", ".join(f"{name} {'integer' if name in NUMBERS else 'text'}" for name in COLUMNS)
    db.execute(f"CREATE TABLE flat ({typed.replace('id integer', 'id integer PRIMARY KEY', 1)})")
    db.execute(
        "CREATE TABLE involved (actor integer, id integer, is_root integer, PRIMARY KEY (actor, id)) WITHOUT ROWID"
    )
    columns = ", ".join("uncounted::int" if name == "uncounted" else name for name in COLUMNS)
    insert = partial(db.executemany, f"INSERT INTO flat VALUES ({', '.join('?' * len(COLUMNS))})")
    insert(_rows(f"SELECT {columns} FROM rival.flat ORDER BY id"))
    actors = "SELECT a, id, (a = ANY (roots))::int FROM rival.flat, unnest(actors) a ORDER BY a, id"
    db.executemany("INSERT INTO involved VALUES (?, ?, ?)", _rows(actors))
    db.execute("CREATE INDEX involved_id ON involved (id, is_root, actor)")
    for number, on in enumerate(INDEXED):
        db.execute(f"CREATE INDEX flat_{number} ON flat ({on})")
    db.execute("ANALYZE")
    db.commit()
    db.close()
    half.rename(file)


def _rows(query: str) -> Iterator[list]:
    """Rows of the world, as text that SQLite makes numbers of; None for an empty cell."""
    with connection.cursor() as cursor, cursor.copy(f"COPY ({query}) TO STDOUT (FORMAT csv)") as copy:
        lines = io.TextIOWrapper(io.BufferedReader(_Pieces(copy), 2**20), "utf-8", newline="")
        for row in csv.reader(lines):
            yield [cell or None for cell in row]


class _Pieces(io.RawIOBase):
    """A COPY as a file that is read."""

    def __init__(self, copy) -> None:
        self._copy, self._left = copy, b""

    def readable(self) -> bool:
        return True

    def readinto(self, into) -> int:
        while not self._left and (piece := self._copy.read()):
            self._left = bytes(piece)
        taken, self._left = self._left[: len(into)], self._left[len(into) :]
        into[: len(taken)] = taken
        return len(taken)
