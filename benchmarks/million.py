"""`python -m benchmarks.million`: the export of a million generated incidents, against psql's own `\\copy` of the same query.

The database is made for it by million.sql and dropped. A first row, and memory, are measured where a reader would: at
what Django hands to the web server, through every middleware.
"""

import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import psutil
from django.core.management import call_command
from django.db import connection
from django.test import Client

from benchmarks import likeness, measure
from benchmarks.line import Line
from events.exports.csv import cell
from events.exports.rows import value

ROWS = 1_000_000
MADE_BY = Path(__file__).with_suffix(".sql")
CSV, LINES = "/incidents.csv?dataset=million", "/incidents.jsonl?dataset=million"
ROUNDS = 3
ONE_MIB = 2**20


def main() -> int:
    for line in lines():
        print(" | ".join(line.cells()))
    return 0


def lines() -> list[Line]:
    """On a database of its own, made in some minutes."""
    return likeness.on_a_database_of_its_own(measured)


def measured() -> list[Line]:
    call_command("migrate", verbosity=0)
    make(ROWS)
    database = connection.settings_dict["NAME"]
    taken(f"{CSV}&q=MIL-2011-14")  # the first answer of a process loads what the others find
    ours = [taken(CSV) for _round in range(ROUNDS)]
    whole = min(one.seconds for one in ours)
    psql = measure.psql_copy_seconds(CSV, database, cell, ROUNDS)
    bare = measure.psql_copy_seconds(CSV, database, value, ROUNDS)
    first = sorted(one.first for one in ours)[ROUNDS // 2]
    json = taken(LINES)
    size = f"{ROWS:,} rows, {ours[0].size / ONE_MIB:.0f} MiB"
    most = max(one.grown for one in ours)
    return [
        Line("CSV of a million", whole / psql, f"psql's \\copy of the same query, {size}: {whole:.1f} against {psql:.1f} s", 1.4),
        Line("… with what makes formulas safe", whole / bare, f"psql's \\copy without it: {bare:.1f} s", 1.4),
        Line("… first byte", first * 1000, f"with the first row, median of {ROUNDS}", 50, "ms"),
        Line("… memory of the web server", most / ONE_MIB, "grown while it is sent", 64, "MiB"),
        Line("… of JSON lines", json.grown / ONE_MIB, f"grown while {json.size / ONE_MIB:.0f} MiB are sent", 64, "MiB"),
    ]  # fmt: skip


def make(rows: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(MADE_BY.read_text().replace("%(n)s", str(rows)).replace("%%", "%"))
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


@dataclass
class Taken:
    """One download: seconds to the first piece and to the last, bytes, and by how many bytes the process grew meanwhile."""

    first: float = 0.0
    seconds: float = 0.0
    size: int = 0
    grown: int = 0


def taken(address: str) -> Taken:
    found, process = Taken(), psutil.Process()
    before = process.memory_info().rss
    begun = time.perf_counter()
    for number, piece in enumerate(pieces(address)):
        found.first = found.first or time.perf_counter() - begun
        found.size += len(piece)
        if number % 100 == 0:
            found.grown = max(found.grown, process.memory_info().rss - before)
    found.seconds = time.perf_counter() - begun
    return found


def pieces(address: str) -> Iterable[bytes]:
    answer = Client().get(address)
    assert answer.status_code == 200
    return answer.streaming_content


if __name__ == "__main__":
    sys.exit(main())
