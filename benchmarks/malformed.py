"""`python -m benchmarks.malformed`: every malformed file through the whole way in, on a database of its own.

Each is uploaded and checked as a person's file is. Counted: errors that were not found by row and column, rows that were
written, what was raised; the slowest file, and the most memory that the process had.
"""

import os
import resource
import sys
import time
from datetime import date

import psycopg
from django.core.management import call_command
from django.db import transaction

from benchmarks.line import Line
from events import actions
from events.choices import BatchState, Gravity
from events.datasets.presets import start_dataset
from events.models import Batch, Claim, Incident, Report
from tests.events.imports.malformed import Malformed, corpus
from tests.recorded import standing_on
from tests.settings import CLUSTER


def main() -> int:
    name = f"malformed_{os.getpid()}"
    with CLUSTER, psycopg.connect(CLUSTER.url, autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}")
        try:
            with standing_on(name):
                lines = measured()
        finally:
            admin.execute(f"DROP DATABASE {name} WITH (FORCE)")
    for line in lines:
        print(" | ".join(line.cells()))
    return 0 if all(line.verdict == "holds" for line in lines) else 1


def measured() -> list[Line]:
    """One line for each goal."""
    call_command("migrate", verbosity=0)
    datasets, wrong, slowest, number, written = {}, [], (0.0, ""), 0, 0
    for file in corpus():
        if file.format not in datasets:
            datasets[file.format] = start_dataset(format=file.format)
        began = time.monotonic()
        found, rows = looked_at(file, datasets[file.format])
        slowest = max(slowest, (time.monotonic() - began, file.name))
        number, written = number + 1, written + rows
        if found != file.errors:
            wrong.append(f"{file.name}: found {found}, of {file.errors}")
    for said in wrong[:20]:
        print(said, file=sys.stderr)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    of = f"of {number:,} malformed files, uploaded and checked"
    return [
        Line("Malformed files, number", number, "the corpus", 500, "", is_least=True),
        Line("Malformed files, not told as they should be", len(wrong), of, 0, ""),
        Line("Malformed files, rows written", written, of, 0, ""),
        Line("Malformed files, the slowest", slowest[0], f"{slowest[1]}, {of}", 2, "s"),
        Line("Malformed files, peak memory", peak, of, 300, "MiB"),
    ]


def looked_at(file: Malformed, dataset) -> tuple[frozenset[tuple[int | None, str]] | None, int]:
    """What was found, and how many rows of the record there are then. Its import is taken away again."""
    with transaction.atomic():
        found = checked(file, dataset)
        written = sum(model.objects.count() for model in (Incident, Claim, Report))
        transaction.set_rollback(True)
    return found, written


def checked(file: Malformed, dataset) -> frozenset[tuple[int | None, str]] | None:
    """(row, column) of every error of a file; None where it is refused as a whole."""
    try:
        batch = actions.upload(
            dataset=dataset,
            file_name="events",
            chunks=[file.content],
            format=file.format,
            released_on=date(2020, 1, 1),
        )
    except actions.UploadRefused:
        return None
    actions.begin(batch=batch, state=BatchState.CHECKING, by=None)
    actions.check_batch(batch=batch)
    if Batch.objects.get(pk=batch.pk).state == BatchState.FAILED:
        return None
    return frozenset(batch.problems.filter(gravity=Gravity.ERROR).values_list("row", "column"))


if __name__ == "__main__":
    sys.exit(main())
