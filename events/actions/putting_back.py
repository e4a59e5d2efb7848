"""Rows of a table as they were before one transaction, for some incidents (ids), from the history. Names are our own constants."""

from collections.abc import Sequence

from django.apps import apps
from django.db import connection

FIRST = """
    FROM (
        SELECT DISTINCT ON (row) row, kind, before FROM events_change
        WHERE transaction = %(transaction)s AND "table" = '{table}' AND incident = ANY(%(incidents)s) ORDER BY row, id
    ) change, jsonb_populate_record(NULL::{table}, change.before) was
"""
"""What the transaction did to each row first: before it, the row was as before the transaction."""


def take_away(*, table: str, transaction: int, incidents: Sequence[int]) -> None:
    """Delete the rows that the transaction added."""
    _run(
        f"DELETE FROM {table} USING (SELECT change.row, change.kind {FIRST.format(table=table)}) change"
        f" WHERE {table}.id = change.row AND change.kind = 'insert'",
        transaction,
        incidents,
    )


def put_back(*, table: str, columns: Sequence[str], transaction: int, incidents: Sequence[int]) -> None:
    """Write again what stood in these columns of the rows that it changed."""
    named, was = _named(columns)
    _run(
        f"UPDATE {table} SET ({named}) = ROW({was}) {FIRST.format(table=table)}"
        f" WHERE {table}.id = change.row AND change.kind = 'update'",
        transaction,
        incidents,
    )


def bring_back(*, table: str, transaction: int, incidents: Sequence[int]) -> None:
    """Write again the rows that it changed, whole, and those that it removed."""
    model = next(
        model
        for model in apps.get_app_config("events").get_models(include_auto_created=True)
        if model._meta.db_table == table
    )
    columns = [field.column for field in model._meta.concrete_fields if not field.generated]
    put_back(table=table, columns=columns, transaction=transaction, incidents=incidents)
    named, was = _named(columns)
    _run(
        f"INSERT INTO {table} ({named}) SELECT {was} {FIRST.format(table=table)} WHERE change.kind <> 'insert'"
        f" AND NOT EXISTS (SELECT 1 FROM {table} there WHERE there.id = change.row)",
        transaction,
        incidents,
    )


def _named(columns: Sequence[str]) -> tuple[str, str]:
    return ", ".join(f'"{column}"' for column in columns), ", ".join(f'was."{column}"' for column in columns)


def _run(statement: str, transaction: int, incidents: Sequence[int]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, {"transaction": transaction, "incidents": list(incidents)})
