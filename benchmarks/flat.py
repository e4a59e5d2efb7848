"""What every rival is asked: the dashboard as a handful of statements over one flat table, in each one's words for lists.

Vocabularies are numbers there, by their place in events/choices.py, counted from one. Sums are of killed, as the product's
are: an incident without a best lends its low. Each facet is counted without its own filter. The lists of values are our own,
or of whole numbers, so they stand in the text.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.db import connection

from benchmarks.questions import Question
from events.choices import Casualties, Category, Grade, IncidentType
from events.models import Actor, Place

MADE_BY = Path(__file__).with_suffix(".sql")
FOUR_SUMS = "SELECT sum(low), sum(best), sum(high), sum(uncounted::int) FROM rival.flat"
"""The yardstick: every row read once, by as many workers as PostgreSQL likes."""
SUMS = (
    "count(*) AS incidents, sum(low) AS low, sum(coalesce(best, low)) AS best, sum(high) AS high, count(best) AS known"
)
FACETS = ("category", "grade", "casualties", "country", "governorate", "district", "place")
COLUMNS = (
    *("id", "date_start", "date_end", "category", "type", "grade", "place", "country", "governorate", "district"),
    *("low", "best", "high", "uncounted", "casualties"),
)
CODES = {
    "category": Category.values,
    "type": IncidentType.values,
    "grade": Grade.values,
    "casualties": Casualties.values,
}
LEVELS = {"country": "country", "governorate": "governorate", "district": "district"}


@dataclass(frozen=True)
class Dialect:
    """How one of them writes a month, a row of each member of a list, and "the list has one of these"."""

    month: str
    each: str
    has: Callable[[list[int]], str]
    table: str = "flat"


POSTGRESQL = Dialect(
    "date_trunc('month', date_start)::date",
    "SELECT unnest(roots) AS actor, best, low FROM rival.flat WHERE {where}",
    lambda ids: f"actors && ARRAY{ids}",
    "rival.flat",
)
INVOLVED = "SELECT actor, best, low FROM flat JOIN involved USING (id) WHERE is_root AND {where}"
SQLITE = Dialect("substr(date_start, 1, 7)", INVOLVED, lambda ids: f"id IN ({_of(ids)})")
DUCKDB = Dialect("date_trunc('month', date_start)", INVOLVED, lambda ids: f"id IN ({_of(ids)})")


def _of(actors: list[int]) -> str:
    return f"SELECT id FROM involved WHERE actor IN ({', '.join(map(str, actors))})"


def version() -> str:
    """Changes with what makes the table."""
    return hashlib.sha256(MADE_BY.read_bytes() + repr(CODES).encode()).hexdigest()[:8]


def make() -> None:
    """The table, once per world and version of it."""
    text = MADE_BY.read_text()
    for name, values in CODES.items():
        text = text.replace(f"%({name})s", f"ARRAY{values}")
    with connection.cursor() as cursor:
        cursor.execute("SELECT obj_description(to_regclass('rival.flat'), 'pg_class')")
        if cursor.fetchone()[0] != version():
            cursor.execute("DROP SCHEMA IF EXISTS rival CASCADE")
            cursor.execute(f"{text}; COMMENT ON TABLE rival.flat IS '{version()}'")
            cursor.execute("VACUUM ANALYZE rival.flat")


def statements(question: Question, dialect: Dialect) -> list[str]:
    """The dashboard: totals, timeline, casualties by month, top actors, facets, latest."""
    where, table = condition(question, dialect), dialect.table
    each = dialect.each.format(where=where)
    facets = [
        f"SELECT {facet}, count(*) AS incidents FROM {table} WHERE {condition(question, dialect, without=facet)}"
        f" GROUP BY {facet} ORDER BY incidents DESC LIMIT 400"
        for facet in FACETS
    ]
    return [
        f"SELECT {SUMS} FROM {table} WHERE {where}",
        f"SELECT {dialect.month} AS month, category, count(*) AS incidents FROM {table} WHERE {where} GROUP BY 1, 2",
        f"SELECT {dialect.month} AS month, {SUMS} FROM {table} WHERE {where} GROUP BY 1",
        f"SELECT actor, count(*) AS incidents, sum(coalesce(best, low)) AS people FROM ({each}) shared GROUP BY actor"
        " ORDER BY incidents DESC LIMIT 20",
        *facets,
        f"SELECT * FROM {table} WHERE {where} ORDER BY date_end DESC, id DESC LIMIT 10",
    ]


def condition(question: Question, dialect: Dialect, without: str = "") -> str:
    """The WHERE of a question; `without` leaves out what a facet is counted without."""
    found = []
    for name, values in question.items():
        if name == "from":
            found.append(f"date_end >= '{values[0]}'")
        elif name == "to":
            found.append(f"date_start <= '{values[0]}'")
        elif name == "actor":
            found.append(dialect.has(list(Actor.objects.filter(slug__in=values).values_list("pk", flat=True))))
        elif name == "place" and without not in (*LEVELS, "place"):
            found.append(
                " OR ".join(
                    f"{LEVELS.get(one.level, 'place')} = {one.pk}" for one in Place.objects.filter(slug__in=values)
                )
            )
        elif name in ("category", "type", "grade") and name != without:
            codes = ", ".join(str(CODES[name].index(value) + 1) for value in values)
            found.append(f"{name} IN ({codes})")
    return " AND ".join(f"({one})" for one in found) or "1 = 1"
