"""The record as it stood: temporary tables of the record's own names, so that the same questions answer from the past."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from events.packages.version import RECORD, Version, changed_since
from events.reading_from import on_primary

# The first change after the version tells what the row was: what stood before it, or nothing where it came later.
LATER = """
CREATE TEMP TABLE changed_later ON COMMIT DROP AS
SELECT DISTINCT ON (c."table", c.row) c."table" AS home, c.row, c.before FROM ({later}) c ORDER BY c."table", c.row, c.id
"""
HIDDEN = "CREATE TEMP VIEW {table} AS SELECT NULL AS not_as_it_stood"
UNCHANGED = "CREATE TEMP VIEW {table} AS SELECT * FROM public.{table}"
CHANGED = """
CREATE TEMP TABLE {table} ON COMMIT DROP AS
SELECT was.* FROM changed_later l, jsonb_populate_record(NULL::public.{table}, l.before) was
WHERE l.home = '{table}' AND l.before IS NOT NULL {of_the_dataset_then}
UNION ALL
SELECT t.* FROM public.{table} t
WHERE NOT EXISTS (SELECT FROM changed_later l WHERE l.home = '{table}' AND l.row = t.id) {of_the_dataset}
"""
MOST_AT_ONCE = 2
PLACE = "SELECT pg_try_advisory_xact_lock(hashtext('events.packages'), %s)"


class Busy(Exception):
    """As many packages as may be are being made or made again at this moment."""


@contextmanager
def one_moment() -> Iterator[None]:
    """A transaction whose every statement sees the record of one moment. Inside another's transaction, it is theirs.

    Raises Busy where MOST_AT_ONCE are at it: what a visitor can set going must not take the site from the others.
    """
    is_ours = not connection.in_atomic_block
    with on_primary(), transaction.atomic(), connection.cursor() as cursor:
        if is_ours:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        for place in range(MOST_AT_ONCE):
            cursor.execute(PLACE, [place])
            if cursor.fetchone()[0]:
                break
        else:
            raise Busy
        yield


@contextmanager
def as_stood(version: Version, dataset: int) -> Iterator[None]:
    """What a package of this dataset (its id) is made of is read as it stood in that version. Nothing written here stays.

    Where nothing has changed since, the tables themselves are read. Otherwise temporary ones are, which are looked for first;
    a question about any table that was not laid out anew fails, and never answers from the present.
    """
    with one_moment():
        if _lay_out_what_changed(version):
            _hide_the_others()
            for table in RECORD:
                _lay_out(table, dataset)
        yield
        transaction.set_rollback(True)


def _lay_out_what_changed(version: Version) -> bool:
    """Whether anything did."""
    with connection.cursor() as cursor:
        later, params = changed_since(version).order_by().query.sql_with_params()
        cursor.execute(LATER.format(later=later), params)
        cursor.execute("ANALYZE changed_later")
        cursor.execute("SELECT EXISTS (SELECT FROM changed_later)")
        return cursor.fetchone()[0]


def _hide_the_others() -> None:
    """What a package is not made of has another shape for the time, in which nothing that is asked for is found."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public'")
        others = {table for [table] in cursor.fetchall()} - RECORD.keys()
        cursor.execute("; ".join(HIDDEN.format(table=table) for table in sorted(others)))


def _lay_out(table: str, dataset: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM changed_later WHERE home = %s)", [table])
        [is_changed] = cursor.fetchone()
        if not is_changed:
            cursor.execute(UNCHANGED.format(table=table))
            return
        narrowed, params = _of(table, dataset)
        then, now = (narrowed.format(row=row) for row in ("was", "t"))
        cursor.execute(CHANGED.format(table=table, of_the_dataset_then=then, of_the_dataset=now), params * 2)
        for column in _keys(cursor, table):
            cursor.execute(f"CREATE INDEX ON pg_temp.{table} ({column})")
        cursor.execute(f"ANALYZE pg_temp.{table}")


def _of(table: str, dataset: int) -> tuple[str, list[int]]:
    """The condition that a row belongs to the dataset, asked of tables laid out before."""
    belongs = RECORD[table]
    if belongs is None:
        return "", []
    column, home = belongs
    if home == "events_dataset":
        return f"AND {{row}}.{column} = %s", [dataset]
    return f"AND {{row}}.{column} IN (SELECT id FROM pg_temp.{home})", []


def _keys(cursor, table: str) -> list[str]:
    """The columns by which rows are joined."""
    columns = [column.name for column in connection.introspection.get_table_description(cursor, table)]
    return [column for column in columns if column == "id" or column.endswith("_id")]
