"""The second world: real events of UCDP GED, loaded as ged.py reads them, and repeated until there are enough.

Each repetition lies some months earlier and in other places of the same level than the one before; all else is as it was, so
that numbers, sides and words keep the shapes of real ones.
"""

from math import ceil
from pathlib import Path

from django.db import connection

from benchmarks import filling, ged
from events.datasets.install import install
from events.models import Dataset, Incident

MADE_BY = Path(__file__)
DAYS, REACH = 97, 7000
"""How many days each repetition lies before the one before, and how many at most before the file's own."""
MOVED = """CREATE TEMPORARY TABLE moved AS WITH place AS (
    SELECT id, level, row_number() OVER of_level - 1 AS at, count(*) OVER (PARTITION BY level) AS n
    FROM events_place WINDOW of_level AS (PARTITION BY level ORDER BY id)
)
SELECT copy, a.id AS place_id, b.id AS to_id
FROM generate_series(1, %s) copy, place a JOIN place b ON b.level = a.level WHERE b.at = (a.at + copy * 7) %% a.n"""
KEYS = {
    "events_incident_reports": ("id", "incident_id"),
    "events_involvement": ("id", "incident_id"),
    "events_claim": ("id", "incident_id"),
    "events_estimate": ("id", "incident_id"),
    "events_estimateclaim": ("id", "estimate_id", "claim_id"),
}
"""The keys of a table that lead to a repeated row; every other one leads to the same row as before."""


def replicate(rows: int) -> None:
    """Fill an empty record with so many incidents or some more. Raises FileNotFoundError where the file is not."""
    install(contents=ged.contents(ged.rows()))
    Dataset.objects.filter(slug=ged.DATASET.slug).update(is_default=True)
    copies = ceil(rows / Incident.objects.count()) - 1
    if copies < 1:
        return
    with filling.without_indexes(), connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(MOVED, [copies])
        cursor.execute("CREATE INDEX ON moved (place_id, copy)")
        step = 1 + max(_last(cursor, table) for table in ("events_incident", *KEYS))
        earlier = f"(moved.copy * {DAYS}) % {REACH}"
        said = {"id": f"t.id + moved.copy * {step}", "code": "t.code || '-' || moved.copy", "place_id": "moved.to_id"}
        said |= {name: f"t.{name} - {earlier}" for name in ("date_start", "date_end")}
        _repeat(cursor, "events_incident", "JOIN moved ON moved.place_id = t.place_id", said)
        for table, keys in KEYS.items():
            said = {key: f"t.{key} + moved.copy * {step}" for key in keys}
            _repeat(cursor, table, f"CROSS JOIN generate_series(1, {copies}) moved (copy)", said, step)
        for table in ("events_incident", *KEYS):
            cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}")
        cursor.execute("SET session_replication_role = origin")


def _last(cursor, table: str) -> int:
    cursor.execute(f"SELECT coalesce(max(id), 0) FROM {table}")
    return cursor.fetchone()[0]


def _repeat(cursor, table: str, beside: str, said: dict[str, str], step: int | None = None) -> None:
    """Every row of the table once more for each copy, with what is said of some of its columns."""
    cursor.execute(
        "SELECT column_name FROM information_schema.columns WHERE table_name = %s AND is_generated = 'NEVER'", [table]
    )
    columns = [name for (name,) in cursor.fetchall()]
    values = ", ".join(said.get(name, f"t.{name}") for name in columns)
    cursor.execute(
        f"INSERT INTO {table} ({', '.join(columns)}) OVERRIDING SYSTEM VALUE SELECT {values} FROM {table} t {beside}"
        + (f" WHERE t.id < {step}" if step else "")
    )
