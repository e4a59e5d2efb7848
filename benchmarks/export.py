"""`python -m benchmarks.export --scale 1m`: the export of a world, against psql's own `\\copy` of the same query.

A first row, and memory, are measured where a reader would: at what Django hands to the web server, through every middleware.
"""

import argparse
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass

import psutil
from django.test import Client

from benchmarks import measure, world
from benchmarks.line import Line
from events.exports.csv import cell
from events.exports.rows import value

CSV, LINES = "/incidents.csv?dataset=world", "/incidents.jsonl?dataset=world"
ROUNDS = 3
ONE_MIB = 2**20


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("--scale", choices=world.SCALES, default="1m")
    with world.server(), world.standing(arguments.parse_args().scale) as name:
        for line in lines(name):
            print(" | ".join(line.cells()))
    return 0


def lines(database: str) -> list[Line]:
    """On the world that Django's connections stand on."""
    taken(f"{CSV}&q=WLD-1997-1")  # the first answer of a process loads what the others find
    ours = [taken(CSV) for _round in range(ROUNDS)]
    whole = min(one.seconds for one in ours)
    psql = measure.psql_copy_seconds(CSV, database, cell, ROUNDS)
    bare = measure.psql_copy_seconds(CSV, database, value, ROUNDS)
    first = sorted(one.first for one in ours)[ROUNDS // 2]
    json = taken(LINES)
    size = f"{ours[0].rows:,} rows, {ours[0].size / ONE_MIB:.0f} MiB"
    most = max(one.grown for one in ours)
    return [
        Line("CSV of a world", whole / psql, f"psql's \\copy of the same query, {size}: {whole:.1f} against {psql:.1f} s", 1.15),
        Line("… with what makes formulas safe", whole / bare, f"psql's \\copy without it: {bare:.1f} s", 1.4),
        Line("… first byte", first * 1000, f"with the first row, median of {ROUNDS}", 50, "ms"),
        Line("… memory of the web server", most / ONE_MIB, "grown while it is sent", 64, "MiB"),
        Line("… of JSON lines", json.grown / ONE_MIB, f"grown while {json.size / ONE_MIB:.0f} MiB are sent", 64, "MiB"),
    ]  # fmt: skip


@dataclass
class Taken:
    """One download: seconds to the first piece and to the last, bytes, rows with their head, and by how many bytes the process
    grew meanwhile."""

    first: float = 0.0
    seconds: float = 0.0
    size: int = 0
    rows: int = 0
    grown: int = 0


def taken(address: str) -> Taken:
    found, process = Taken(), psutil.Process()
    before = process.memory_info().rss
    begun = time.perf_counter()
    for number, piece in enumerate(pieces(address)):
        found.first = found.first or time.perf_counter() - begun
        found.size += len(piece)
        found.rows += piece.count(b"\n")
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
