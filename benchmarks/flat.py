"""What every rival is asked: the dashboard as a handful of statements over one flat table, in each one's words for lists.

Sums are of killed, as the product's are: an incident without a best lends its low. Each facet is counted without its own
filter. The lists of values are our own, or of whole numbers, so they stand in the text.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.db import connection

from benchmarks.questions import Question
from events.models import Actor, Place

MADE_BY = Path(__file__).with_suffix(".sql")
FOUR_SUMS = "SELECT sum(low), sum(best), sum(high), sum(uncounted::int) FROM rival.flat"
"""The yardstick: every row read once, by as many workers as PostgreSQL likes."""
SUMS = (
    "count(*) AS incidents, sum(low) AS low, sum(coalesce(best, low)) AS best, sum(high) AS high, count(best) AS known"
)
FACETS = ("category", "grade", "casualties", "country", "governorate", "district", "place")
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
DUCKDB = Dialect(
    "date_trunc('month', date_start)",
    "SELECT unnest(roots) AS actor, best, low FROM flat WHERE {where}",
    lambda ids: f"list_has_any(actors, {ids})",
)
SQLITE = Dialect(
    "substr(date_start, 1, 7)",
    "SELECT actor, best, low FROM flat JOIN involved USING (id) WHERE is_root AND {where}",
    lambda ids: f"id IN (SELECT id FROM involved WHERE actor IN ({', '.join(map(str, ids))}))",
)


def make() -> None:
    """The table, once per world."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('rival.flat') IS NOT NULL")
        if not cursor.fetchone()[0]:
            cursor.execute(MADE_BY.read_text())
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
        listed = ", ".join(f"'{value}'" for value in values)
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
            found.append(f"{name} IN ({listed})")
    return " AND ".join(f"({one})" for one in found) or "1 = 1"
