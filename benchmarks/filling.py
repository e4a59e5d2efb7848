"""Filling a database with millions of rows: indexes afterwards, triggers off, and a look at the references at the end."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection

FILLED = (
    *("events_report", "events_incident", "events_incident_reports", "events_involvement"),
    *("events_claim", "events_estimate", "events_estimateclaim"),
)


def run(path: Path, **numbers: int) -> None:
    """A file of statements, with its numbers put in."""
    text = path.read_text()
    for word, number in numbers.items():
        text = text.replace(f"%({word})s", str(number))
    with connection.cursor() as cursor:
        cursor.execute(text)


@contextmanager
def without_indexes(tables: tuple[str, ...] = FILLED) -> Iterator[None]:
    """Indexes and unique constraints, but the primary keys, are made when the rows are there: several times as fast."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conname, conrelid::regclass::text, pg_get_constraintdef(oid) FROM pg_constraint"
            " WHERE contype = 'u' AND conrelid::regclass::text = ANY(%s)",
            [list(tables)],
        )
        constraints = cursor.fetchall()
        cursor.execute("; ".join(f"ALTER TABLE {table} DROP CONSTRAINT {name}" for name, table, _how in constraints))
        cursor.execute(
            "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index"
            " WHERE NOT indisprimary AND indrelid::regclass::text = ANY(%s)",
            [list(tables)],
        )
        indexes = cursor.fetchall()
        cursor.execute("; ".join(f"DROP INDEX {name}" for name, _how in indexes))
    yield
    with connection.cursor() as cursor:
        for name, table, how in constraints:
            cursor.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} {how}")
        for _name, how in indexes:
            cursor.execute(how)


def dangling() -> list[tuple[str, int]]:
    """References that lead nowhere: made with the triggers off, they were not looked at."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conname, conrelid::regclass::text, confrelid::regclass::text, attname FROM pg_constraint"
            " JOIN pg_attribute ON attrelid = conrelid AND attnum = conkey[1]"
            " WHERE contype = 'f' AND conrelid::regclass::text LIKE 'events%'"
        )
        found = []
        for name, table, target, column in cursor.fetchall():
            cursor.execute(
                f"SELECT count(*) FROM {table} a LEFT JOIN {target} b ON b.id = a.{column}"
                f" WHERE a.{column} IS NOT NULL AND b.id IS NULL"
            )
            found.append((name, cursor.fetchone()[0]))
    return [one for one in found if one[1]]
