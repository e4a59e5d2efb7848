"""`python -m benchmarks.imports`: a file of UCDP GED's shape into the record. Longer than 250 lines: from the file to its sums.

Each load is a process of its own on a database of its own, so that its peak of memory is its own. With the environment
variable UCDP, the real file there is loaded too, and what the record answers is held against sums over the file by a few
lines that know nothing of the program. `python -m benchmarks.imports ROWS` loads one generated file of so many rows.
"""

import csv
import gzip
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import psycopg
from django.core.management import call_command
from django.db import connection
from django.db.models import Sum

from benchmarks.line import Line
from events import actions
from events.choices import BatchState, FileFormat
from events.datasets.presets import start_dataset
from events.models import Batch, Estimate, Incident
from tests.recorded import standing_on
from tests.settings import CLUSTER

ROWS = 16_566
TIMES = 10
TABLES = ("report", "incident", "involvement", "incident_reports", "claim", "estimate", "estimateclaim", "origin")
HEADER = [
    *("id", "year", "active_year", "type_of_violence", "conflict_new_id", "conflict_name", "dyad_new_id", "dyad_name"),
    *("side_a_new_id", "side_a", "side_b_new_id", "gwnob", "side_b", "number_of_sources", "source_article"),
    *("source_office", "source_date", "source_headline", "source_original", "where_prec", "where_coordinates"),
    *("adm_1", "adm_2", "latitude", "longitude", "geom_wkt", "priogrid_gid", "country", "country_id", "region"),
    *("event_clarity", "date_prec", "date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians"),
    *("deaths_unknown", "low", "best", "high"),
]
FIRST = date(2016, 1, 1)


def main(arguments: list[str]) -> int:
    if arguments:
        print(json.dumps(one(arguments[0])))
    else:
        print("\n".join(" | ".join(line.cells()) for line in lines()))
    return 0


def lines() -> list[Line]:
    """Once, ten times as long, and the real file where there is one."""
    once, more = alone(str(ROWS)), alone(str(ROWS * TIMES))
    found = [
        Line(f"Import of {ROWS:,} incidents", once["seconds"], f"{once['written']:,} rows of all tables", 12, "s"),
        Line("… at its peak of memory", once["mebibytes"], "of its process, PostgreSQL beside it", 300, "MiB"),
        Line(f"… {TIMES} times the rows, time", more["seconds"] / once["seconds"], f"{once['seconds']:.1f} s", TIMES),
        Line(
            f"… {TIMES} times the rows, memory",
            more["mebibytes"] / once["mebibytes"],
            f"{once['mebibytes']:.0f} MiB",
            1.1,
        ),
        Line(
            "… against a bare COPY of the same rows",
            once["seconds"] / once["copy"],
            f"into tables without triggers and indexes: {once['copy']:.2f} s; a goal of our own",
            20,
        ),
    ]
    if os.environ.get("UCDP"):
        real = alone(os.environ["UCDP"])
        found += [
            Line("Import of the real file", real["seconds"], f"{real['incidents']:,} incidents", 12, "s"),
            Line("… at its peak of memory", real["mebibytes"], "of its process", 300, "MiB"),
            Line(
                "… answers that differ from sums over the file",
                len(real["differ"]),
                str(real["differ"][:3] or real["compared"]),
                0,
                "",
            ),
        ]
    return found


def alone(what: str) -> dict:
    """One load in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.imports", what], check=True, stdout=subprocess.PIPE, text=True
    )
    return json.loads(done.stdout.splitlines()[-1])


def one(what: str) -> dict:
    """Load a generated file of so many rows, or the file of this path; what was measured."""
    name = f"imports_{os.getpid()}"
    with CLUSTER, psycopg.connect(CLUSTER.url, autocommit=True) as admin, file_of(what) as file:
        admin.execute(f"CREATE DATABASE {name}")
        try:
            with standing_on(name):
                call_command("migrate", verbosity=0)
                return measured(file)
        finally:
            connection.close()
            admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


def measured(file: Path) -> dict:
    batch, seconds, checked = load(file)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    copied, written = bare_copy()
    found = {"seconds": seconds, "checked": checked, "mebibytes": peak, "copy": copied, "written": written}
    found |= {"incidents": Incident.objects.count(), "counts": batch.counts}
    return found if file.suffix != ".gz" else found | compared(file, batch)


def load(file: Path, slug: str = "ged") -> tuple[Batch, float, float]:
    """The file in a dataset of its own: the batch, seconds of the load, and of the check before it."""
    dataset = start_dataset(format=FileFormat.UCDP, name="UCDP GED", slug=slug, is_public=True)
    with file.open("rb") as source:
        batch = actions.upload(
            dataset=dataset,
            file_name=file.name,
            chunks=iter(lambda: source.read(2**20), b""),
            format=FileFormat.UCDP,
            release="19.1",
            released_on=date(2019, 6, 1),
            publish=True,
        )
    checked = timed(lambda: worked(batch, BatchState.CHECKING, actions.check_batch))
    actions.take_as_new(names=batch.names.undecided(), by=None)
    seconds = timed(lambda: worked(batch, BatchState.LOADING, actions.load_batch, good_rows_only=True))
    batch.refresh_from_db()
    assert batch.state == BatchState.LOADED, batch.failed_because
    return batch, seconds, checked


def worked(batch: Batch, state: BatchState, verb, **more: bool) -> None:
    actions.begin(batch=batch, state=state, by=None, **more)
    batch.refresh_from_db()
    verb(batch=batch, by=None)


def timed(action) -> float:
    begun = time.perf_counter()
    action()
    return time.perf_counter() - begun


def bare_copy() -> tuple[float, int]:
    """Seconds of COPY of the same rows into tables that have nothing but columns, and how many rows."""
    seconds, rows = 0.0, 0
    for table in TABLES:
        with tempfile.TemporaryFile() as kept, connection.cursor() as cursor:
            cursor.execute(f"CREATE TEMPORARY TABLE bare_{table} AS SELECT * FROM events_{table} WITH NO DATA")
            with cursor.copy(f"COPY (SELECT * FROM events_{table}) TO STDOUT (FORMAT binary)") as copy:
                for block in copy:
                    kept.write(block)
            kept.seek(0)
            begun = time.perf_counter()
            with cursor.copy(f"COPY bare_{table} FROM STDIN (FORMAT binary)") as copy:
                while block := kept.read(2**20):
                    copy.write(block)
            seconds += time.perf_counter() - begun
            rows += cursor.rowcount
    return seconds, rows


# --- a generated file ------------------------------------------------------------------------------------------------
@contextmanager
def file_of(what: str) -> Iterator[Path]:
    if not what.isdigit():
        yield Path(what)
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "generated.csv"
        with path.open("w", encoding="utf-8", newline="") as out:
            writer = csv.DictWriter(out, HEADER, restval="")
            writer.writeheader()
            writer.writerows(generated(int(what)))
        yield path


def generated(rows: int) -> Iterator[dict]:
    """Invented events of UCDP GED's columns, the same every time: 80 sides, 4,000 places, three events to four reports."""
    rng = random.Random(19)
    for number in range(rows):
        day, place = FIRST + timedelta(rng.randrange(1400)), rng.randrange(4000)
        sides = rng.sample(range(80), 2)
        parts = [rng.randrange(5), rng.randrange(5), rng.randrange(3), rng.choice([0, 0, 0, 0, 2])]
        best, told = sum(parts), number * 3 // 4
        office = f"Agency {told % 200}"
        headline = f"Headline {told} of a report about a clash somewhere"
        yield dict(zip(("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown"), parts, strict=True)) | {
            "id": 100_000 + number,
            "year": day.year,
            "type_of_violence": rng.choice("1123"),
            "side_a": f"Side {sides[0]}",
            "side_b": f"Side {sides[1]}",
            "number_of_sources": 1,
            "source_article": f'"{office},{day},{headline}"',
            "source_office": office,
            "source_date": day.isoformat(),
            "source_headline": headline,
            "where_prec": 1,
            "where_coordinates": f"Village {place}",
            "adm_1": f"Province {place % 14}",
            "adm_2": f"District {place % 60}",
            "latitude": 33 + place % 97 / 50,
            "longitude": 36 + place % 89 / 50,
            "country": "Velmar",
            "event_clarity": 1,
            "date_prec": 1,
            "date_start": day.isoformat(),
            "date_end": day.isoformat(),
            "low": max(best - number % 2, 0),
            "best": best,
            "high": best + number % 3,
        }


# --- a real file against its own sums --------------------------------------------------------------------------------
def compared(file: Path, batch: Batch) -> dict:
    """What differs between the record and sums over the file."""
    with gzip.open(file, "rt", encoding="utf-8", newline="") as lines:
        events = list(csv.DictReader(lines))
    standing = Estimate.objects.standing().filter(harm="killed", combatants_of=None)
    whole, civilians = standing.filter(victims="all"), standing.filter(victims="civilians")
    pairs = {
        "events": (len(events), Incident.objects.public().count()),
        "best": (sum(int(row["best"]) for row in events), whole.aggregate(sum=Sum("best"))["sum"]),
        "civilians": (sum(int(row["deaths_civilians"]) for row in events), civilians.aggregate(sum=Sum("best"))["sum"]),
        "low above best": (sum(int(row["low"]) > int(row["best"]) for row in events), noted(batch, "low")),
        "best above high": (sum(int(row["best"]) > int(row["high"]) for row in events), noted(batch, "high")),
    }
    pairs |= grouped("year", events, lambda row: row["date_start"][:4], by_year(whole))
    pairs |= grouped("province", events, lambda row: row["adm_1"], by_cell(whole, "adm_1"))
    for side in ("side_a", "side_b"):
        pairs |= grouped(side, events, lambda row, side=side: row[side], by_cell(whole, side))
    differ = [
        f"{name}: {theirs} in the file, {ours} in the record"
        for name, (theirs, ours) in pairs.items()
        if theirs != ours
    ]
    return {"differ": differ, "compared": f"{len(pairs)} sums"}


def noted(batch: Batch, column: str) -> int:
    return batch.problems.filter(gravity="note", column=column).values("row").distinct().count()


def grouped(name: str, events: list[dict], key, ours: dict[str, int]) -> dict[str, tuple[int, int]]:
    theirs = Counter()
    for row in events:
        theirs[key(row)] += int(row["best"])
    return {f"{name} {value}": (theirs[value], ours.get(value, 0)) for value in theirs}


def by_year(whole) -> dict[str, int]:
    rows = whole.values_list("incident__date_start__year").annotate(sum=Sum("best"))
    return {str(year): number for year, number in rows}


def by_cell(whole, column: str) -> dict[str, int]:
    """By what stands in the row that each incident came from; "" where nothing does."""
    rows = whole.values_list(f"incident__origin__values__{column}").annotate(sum=Sum("best"))
    return {value or "": number for value, number in rows}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
