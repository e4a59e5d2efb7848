"""Which database is read from, here and now: the primary, or a replica that follows it (conflict_tracker/routing.py).

Everything that is read in one request comes from one of the two. Queries of models are sent there by Django's router; SQL
of our own asks for `reading_connection()`. Whoever says nothing reads from the primary: commands, the worker, whoever writes.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

PRIMARY, REPLICA = "default", "replica"

_chosen: ContextVar[str] = ContextVar("events.reading_from", default=PRIMARY)


def reads_from() -> str:
    return _chosen.get()


def read_from(database: str) -> None:
    """From now on, in this thread or task, until somebody says otherwise."""
    _chosen.set(database)


def reading_connection() -> BaseDatabaseWrapper:
    return connections[_chosen.get()]


@contextmanager
def on_primary() -> Iterator[None]:
    """For what reads by way of temporary tables, or must see the last write: a replica can do neither."""
    before = _chosen.set(PRIMARY)
    try:
        yield
    finally:
        _chosen.reset(before)
