"""`python -m benchmarks.package`: a package of the demonstration dataset, made, and made again when all has changed.

Ratios are to a bare COPY of the same incidents and claims, read in the same minute. "When all has changed" is the worst
there is: every row that the package is made of has another state since, so that each is laid out from the history.
"""

import sys
import time
from collections.abc import Callable

from django.core.management import call_command
from django.db import connection

from benchmarks.likeness import on_a_database_of_its_own
from benchmarks.line import Line
from events.exports.csv import csv_of
from events.models import Package
from events.packages.again import made_again
from events.packages.compare import compare
from events.packages.make import make
from events.packages.tables import chosen, tables
from events.packages.version import RECORD

QUERY = "dataset=demonstration"
SITE = "https://tracker.example"
# A write that leaves the row as it reads to a package, and is a change in the history all the same.
TOUCHED = {
    "events_dataset": "description = description || ' '",
    "events_place": "aliases = aliases || '{other}'",
    "events_actor": "aliases = aliases || '{other}'",
    "events_source": "aliases = aliases || '{other}'",
    "events_report": "archive_url = archive_url || 'x'",
    "events_incident": "summary = summary || ' '",
    "events_incident_reports": "id = id + 10000000",
    "events_involvement": "strength = 'likely'",
    "events_claim": "set_aside_because = 'touched'",
    "events_claimstance": "stance = CASE stance WHEN 'alleges' THEN 'admits' ELSE 'alleges' END",
    "events_estimate": "voices = voices + 1",
    "events_estimateclaim": "set_aside = CASE set_aside WHEN '' THEN 'part' ELSE '' END",
    "events_correction": "because = because || ' '",
}


def main() -> int:
    for line in on_a_database_of_its_own(lines):
        print(" | ".join(line.cells()))
    return 0


def lines() -> list[Line]:
    """Measured on a database of its own."""
    call_command("migrate", verbosity=0)
    call_command("load_datasets", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    bare, _nothing = timed(bare_copy)
    making, package = timed(lambda: make(chosen(QUERY), language="en", site=SITE))
    unchanged, _nothing = timed(lambda: again(package))
    touch_everything()
    changed, _nothing = timed(lambda: again(package))
    later = make(chosen(QUERY), language="en", site=SITE)
    comparing, _nothing = timed(lambda: compare(package, later))
    size = f"{package.counts['incidents']:,} incidents, {package.size / 1e6:.1f} MB"
    return [
        Line(f"Package made: {size}", making, f"a bare COPY of it: {bare:.1f} s", 5, "s"),
        Line("Package made again, nothing changed since", unchanged, f"a bare COPY of it: {bare:.1f} s", 5, "s"),
        Line("Package made again, every row changed since", changed, f"a bare COPY of it: {bare:.1f} s", 10, "s"),
        Line("Two packages compared, every row changed between", comparing, "both made again", 30, "s"),
    ]


def bare_copy() -> None:
    for _name, rows in tables(chosen(QUERY), SITE):
        for _piece in csv_of(rows):
            pass


def again(package: Package) -> None:
    made_again(package).close()


def touch_everything() -> None:
    """Every row of the record has another state, written as one statement a table."""
    assert TOUCHED.keys() == RECORD.keys()
    with connection.cursor() as cursor:
        for table, change in TOUCHED.items():
            cursor.execute(f"UPDATE {table} SET {change}")
        cursor.execute("ANALYZE")


def timed(work: Callable[[], object]) -> tuple[float, object]:
    """(seconds, what it gave)"""
    begun = time.perf_counter()
    made = work()
    return time.perf_counter() - begun, made


if __name__ == "__main__":
    sys.exit(main())
