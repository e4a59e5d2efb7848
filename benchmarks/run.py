"""`make bench SCALE=…`: a line for each goal (ratio, against what, goal, holds or falls short), and docs/performance.md."""

import os
import statistics
import sys

import psycopg
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks import (
    at_scale,
    ged,
    imports,
    likeness,
    measure,
    package,
    parity,
    performance,
    questions,
    save,
    start,
    world,
)
from benchmarks.line import Line
from events.analytics import answers
from events.models import Incident
from tests.parity.counter import Record
from tests.parity.questions import question
from tests.recorded import standing_on
from tests.settings import CLUSTER

DATASET = {"dataset": ["demonstration"]}
FILTERS = 20
PAGES = ("/", "/incidents/", "/timeline/", "/actors/")


def main() -> int:
    scale = os.environ.get("SCALE") or "5k"
    if scale not in world.SCALES:
        sys.exit(f"SCALE={scale} is none of {', '.join(world.SCALES)}.")
    told = 0
    for lines, section in [demonstration()] if scale == "5k" else at_scale.measured(scale):
        performance.write(scale, section)
        for line in lines[told:]:
            print(" | ".join(line.cells()), flush=True)
        told = len(lines)
    return 0


def demonstration() -> tuple[list[Line], str]:
    """All that is not about the scale: pages, forms, packages, suggestions, imports."""
    name = f"benchmarks_{os.getpid()}"
    with CLUSTER, psycopg.connect(CLUSTER.url, autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}")
        try:
            with standing_on(name):
                lines, split = measured(name)
        finally:
            admin.execute(f"DROP DATABASE {name} WITH (FORCE)")
    lines += likeness.on_a_database_of_its_own(package.lines)
    if ged.FILE.exists():
        lines += likeness.on_a_database_of_its_own(likeness.lines)
    lines += imports.lines()
    lines += start.lines()
    return lines, report(lines, split)


def measured(database: str) -> tuple[list[Line], list[list[str]]]:
    call_command("migrate", verbosity=0)
    call_command("load_datasets", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    client = Client()
    lines, split = dashboard_lines(client)
    return [*lines, queries_line(client), first_view_line(client), csv_line(client, database), save_line()], split


def dashboard_lines(client: Client) -> tuple[list[Line], list[list[str]]]:
    """The dashboard as it opens, and under random filters; and where its time goes."""
    whole = measure.page(client, measure.address("/", DATASET))
    numbers = numbers_by_sql(DATASET)
    record = Record()
    ratios = []
    for seed in range(FILTERS):
        asked = question(record, "demonstration", seed)
        page = measure.page(client, measure.address("/", asked), rounds=5)
        ratios.append(page.whole / numbers_by_sql(asked))
    against = "its numbers alone by PostgreSQL"
    lines = [
        Line("Dashboard, server time", whole.whole / numbers, f"{against}, {numbers * 1000:.1f} ms", 3),
        Line("Dashboard with filters, server time", statistics.median(ratios), f"{against}, median of {FILTERS}", 3),
    ]
    return lines, split_of(whole)


def numbers_by_sql(asked: dict) -> float:
    """Seconds of PostgreSQL's one statement for all numbers of a dashboard."""
    with parity.by_sql():
        return measure.median_of(lambda: answers.panels(questions.selection(asked)), rounds=5)


def split_of(whole: measure.Timed) -> list[list[str]]:
    def row(label: str, seconds: float) -> list[str]:
        return [label, f"{seconds * 1000:.1f} ms", f"{100 * seconds / whole.whole:.0f} %"]

    rest = whole.whole - whole.sql - whole.templates
    statements = [row(f"SQL: {name}", seconds) for name, seconds in whole.statements if seconds > whole.whole / 100]
    return [
        row("The whole page", whole.whole),
        row(f"SQL, {len(whole.statements)} statements", whole.sql),
        *statements,
        row("Templates", whole.templates),
        row("Rows, charts and the rest in Python", rest),
    ]


def queries_line(client: Client) -> Line:
    counts = {}
    about = Incident.objects.filter(dataset__slug="demonstration").public().order_by("-claims__id").first()
    for wanted in [*(measure.address(path, DATASET) for path in PAGES), about.get_absolute_url()]:
        with CaptureQueriesContext(connection) as asked:
            client.get(wanted)
        counts[wanted.split("?")[0]] = len(asked)
    most = max(counts, key=counts.get)
    return Line("Queries of a page", counts[most], f"{most}, the most of {len(counts)} pages", 12, "queries")


def first_view_line(client: Client) -> Line:
    sizes = measure.first_view(client, measure.address("/", DATASET))
    said = ", ".join(f"{name.rsplit('/', 1)[-1]} {size / 1000:.1f}" for name, size in sizes.items())
    return Line("First view before the chart bundle", sum(sizes.values()) / 1000, f"gzip: {said}", 100, "kB")


def csv_line(client: Client, database: str) -> Line:
    ours, rows = measure.csv_seconds(client, measure.address("/incidents.csv", DATASET))
    psql = measure.psql_copy_seconds(measure.address("/", DATASET), database)
    against = f"psql's \\copy of the same query, {rows:,} rows: {ours * 1000:.0f} against {psql * 1000:.0f} ms"
    return Line("CSV of incidents", ours / psql, against, 3)


def save_line() -> Line:
    ours, bare = save.measured()
    against = f"bare inserts of the same rows, no trigger on: {ours * 1000:.1f} against {bare * 1000:.1f} ms"
    return Line("A save with its estimates and history", ours / bare, against, 3)


def report(lines: list[Line], split: list[list[str]]) -> str:
    return f"""{performance.made_on()}
Every measure is a median, on the demonstration dataset of 5,000 generated incidents, warm, with nothing else to do.

{performance.table(performance.GOALS, [line.cells() for line in lines])}

### Where the time of the dashboard goes

{performance.table(["Part", "Time", "Share"], split)}
"""


if __name__ == "__main__":
    sys.exit(main())
