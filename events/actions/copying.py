"""Many rows of one table in one COPY, and the ids they are given beforehand."""

from collections.abc import Iterable, Sequence
from functools import cache

from django.db import connection, models

TYPES = {
    "ArrayField": "int8[]",
    "AutoField": "int4",
    "BigAutoField": "int8",
    "BigIntegerField": "int8",
    "BooleanField": "bool",
    "CharField": "text",
    "DateField": "date",
    "DateTimeField": "timestamptz",
    "FloatField": "float8",
    "JSONField": "jsonb",
    "PositiveIntegerField": "int4",
    "PositiveSmallIntegerField": "int2",
    "TextField": "text",
}
"""Kind of field → the type of PostgreSQL as which its values are sent, in binary; arrays are of ids."""


def take_ids(*, of: type[models.Model], count: int) -> list[int]:
    """So many ids of the table's own sequence: nobody else gets them, and rows can name each other before they are there."""
    table = of._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(its) FROM (SELECT pg_get_serial_sequence(%s, 'id')::regclass AS its OFFSET 0) sequence,"
            " generate_series(1, %s)",
            [table, count],
        )
        return [taken for (taken,) in cursor.fetchall()]


def copy_rows(*, into: type[models.Model], columns: Sequence[str], rows: Iterable[tuple]) -> None:
    """Write rows, their values in the order of the columns, by one statement: its triggers run once. None is no statement."""
    rows = list(rows)
    if not rows:
        return
    with connection.cursor() as cursor:
        named = ", ".join(connection.ops.quote_name(column) for column in columns)
        statement = f"COPY {into._meta.db_table} ({named}) FROM STDIN (FORMAT binary)"
        with connection.wrap_database_errors, cursor.copy(statement) as copy:
            copy.set_types(_types(into, tuple(columns)))
            for row in rows:
                copy.write_row(row)


@cache
def _types(model: type[models.Model], columns: tuple[str, ...]) -> list[str]:
    fields = {field.column: field for field in model._meta.concrete_fields}
    return [_type(fields[column]) for column in columns]


def _type(field: models.Field) -> str:
    return TYPES[(field.target_field if field.is_relation else field).get_internal_type()]
