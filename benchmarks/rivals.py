"""The rivals, each on the same rows: PostgreSQL with a flat table, DuckDB, Datasette over SQLite, plain Django aggregation.

Each is a context: entering it loads what it answers from, `ask` answers a whole dashboard.
"""

import json
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import urlencode

import duckdb
from django.db import connection
from django.db.models import Count, Sum
from django.db.models.functions import TruncMonth

from benchmarks import flat, sqlite_file, world
from benchmarks.flat import COLUMNS
from benchmarks.questions import Question
from events.models import Actor, Estimate, Incident, Involvement, Place
from tests.reliability.ports import free_port

IN_TWO = (
    "CREATE TABLE involved AS SELECT actor, id, list_contains(roots, actor) AS is_root"
    " FROM (SELECT id, roots, unnest(actors) AS actor FROM whole) ORDER BY actor, id",
    "CREATE TABLE flat AS SELECT * EXCLUDE (actors, roots) FROM whole",
    "DROP TABLE whole",
)
"""Actors in a table of their own: for DuckDB ten times as fast as lists."""


class Postgresql:
    name = "PostgreSQL, flat table"

    def ask(self, question: Question) -> list:
        found = []
        with connection.cursor() as cursor:
            for statement in flat.statements(question, flat.POSTGRESQL):
                cursor.execute(statement)
                found.append(cursor.fetchall())
        return found

    @contextmanager
    def ready(self, database: str) -> Iterator["Postgresql"]:
        flat.make()
        yield self


class Duckdb:
    name = "DuckDB, in memory"

    @contextmanager
    def ready(self, database: str) -> Iterator["Duckdb"]:
        """The rows in columns of this process's memory, by way of a file."""
        file = world.CLUSTER.data.parent / f"{database}.{os.getpid()}.csv"
        with duckdb.connect() as self.db:
            self.db.execute("SET threads = 2")
            try:
                with file.open("wb") as lines, connection.cursor() as cursor:
                    lists = "array_to_json(actors) AS actors, array_to_json(roots) AS roots"
                    with cursor.copy(
                        f"COPY (SELECT {', '.join(COLUMNS)}, {lists} FROM rival.flat) TO STDOUT (FORMAT csv, HEADER)"
                    ) as copy:
                        for piece in copy:
                            lines.write(piece)
                small = ", ".join(f"{name}::UTINYINT AS {name}" for name in flat.CODES)
                self.db.execute(
                    f"CREATE TABLE whole AS SELECT * REPLACE ({small}, actors::INTEGER[] AS actors, roots::INTEGER[] AS roots)"
                    f" FROM read_csv('{file}', header = true, types = {{'actors': 'VARCHAR', 'roots': 'VARCHAR'}})"
                )
                for statement in IN_TWO:
                    self.db.execute(statement)
            finally:
                file.unlink(missing_ok=True)
            yield self

    def ask(self, question: Question) -> list:
        return [self.db.execute(statement).fetchall() for statement in flat.statements(question, flat.DUCKDB)]


class Datasette:
    """As it runs anywhere: its own server, asked for JSON over HTTP; sums by its SQL view, the page and facets by its table."""

    name = "Datasette over SQLite"

    @contextmanager
    def ready(self, database: str) -> Iterator["Datasette"]:
        file, port = world.CLUSTER.data.parent / f"{database}-{flat.version()}.sqlite", free_port()
        if not file.exists():
            sqlite_file.fill(file)
        command = [sys.executable, "-m", "datasette", "serve", "--immutable", str(file), "--port", str(port)]
        for setting, value in (
            ("sql_time_limit_ms", 600_000),
            ("facet_time_limit_ms", 600_000),
            ("max_returned_rows", 10_000),
        ):
            command += ["--setting", setting, str(value)]
        server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.at = f"http://127.0.0.1:{port}/{file.stem}"
        try:
            self._await(server)
            yield self
        finally:
            server.terminate()
            server.wait(20)

    def _await(self, server: subprocess.Popen) -> None:
        end = time.monotonic() + 60
        while time.monotonic() < end:
            assert server.poll() is None, "Datasette ended by itself"
            with suppress(OSError):
                return self._get(f"{self.at}.json")
            time.sleep(0.1)
        raise AssertionError("Datasette does not answer")

    def ask(self, question: Question) -> list:
        asked = flat.statements(question, flat.SQLITE)
        return [self._get(f"{self.at}.json?{urlencode({'sql': one, '_shape': 'arrays'})}")["rows"] for one in asked]

    @staticmethod
    def _get(address: str) -> dict:
        with urllib.request.urlopen(address, timeout=600) as answer:
            return json.load(answer)


class PlainDjango:
    """How it is written where nobody measures: the models, their relations, and aggregate() and annotate() over them."""

    name = "plain Django aggregation"

    @contextmanager
    def ready(self, database: str) -> Iterator["PlainDjango"]:
        yield self

    def ask(self, question: Question) -> list:
        found = self.incidents(question)
        killed = {"harm": "killed", "victims": "all", "combatants_of": None, "is_current": True, "known_until": None}
        told = Estimate.objects.filter(incident__in=found, **killed)
        sums = {name: Sum(name) for name in ("low", "best", "high")}
        month = {"month": TruncMonth("incident__date_start")}
        blamed = Involvement.objects.filter(incident__in=found, role="perpetrator").exclude(strength="denied")
        return [
            found.count(),
            told.aggregate(**sums),
            list(
                found.annotate(month=TruncMonth("date_start"))
                .values("month", "category")
                .annotate(n=Count("pk"))
                .order_by("month")
            ),
            list(told.annotate(**month).values("month").annotate(**sums).order_by("month")),
            list(blamed.values("actor").annotate(n=Count("incident", distinct=True)).order_by("-n")[:20]),
            list(found.values("place").annotate(n=Count("pk")).order_by("-n")[:400]),
            *[
                list(self.incidents(question, without=name).values(name).annotate(n=Count("pk")).order_by("-n"))
                for name in ("category", "grade")
            ],
            list(
                found.select_related("place")
                .prefetch_related("involvements__actor", "claims")
                .order_by("-date_end", "-pk")[:10]
            ),
        ]

    @staticmethod
    def incidents(question: Question, without: str = ""):
        found = Incident.objects.filter(dataset__is_default=True, status="published")
        for name, values in question.items():
            if name == "from":
                found = found.filter(date_end__gte=values[0])
            elif name == "to":
                found = found.filter(date_start__lte=values[0])
            elif name == "actor":
                trees = list(Actor.objects.filter(slug__in=values).values_list("pk", flat=True))
                blamed = Involvement.objects.filter(role="perpetrator", actor__lineage__overlap=trees)
                found = found.filter(pk__in=blamed.exclude(strength="denied").values("incident"))
            elif name == "place":
                trees = list(Place.objects.filter(slug__in=values).values_list("pk", flat=True))
                found = found.filter(place__lineage__overlap=trees)
            elif name != without:
                found = found.filter(**{f"{name}__in": values})
        return found


def incidents(answer: list) -> int:
    """How many incidents an answer is about, whoever gave it: it begins with that, alone or first in a row of sums."""
    first = answer[0]
    return first if isinstance(first, int) else first[0][0]


RIVALS = (Postgresql, Duckdb, Datasette, PlainDjango)
