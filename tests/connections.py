"""Two connections at once: a second writer in a thread of its own, held until it waits for the first."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from time import monotonic, sleep

from django.db import connection, transaction

PATIENCE = 10


def elsewhere(work: Callable[[], object]) -> Callable[[], object]:
    """The work in a transaction on the calling thread's own connection, closed afterwards."""

    def run() -> object:
        try:
            with transaction.atomic():
                return work()
        finally:
            connection.close()

    return run


@contextmanager
def while_uncommitted(
    first: Callable[[], object], second: Callable[[], object], then: Callable[[], object] = lambda: None
) -> Iterator[Future]:
    """Run `first`, start `second` on another connection; once that waits or is done, run `then` and commit the first.

    Yields the second's future, finished.
    """
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            first()
            running = pool.submit(elsewhere(second))
            _until_it_waits(running)
            then()
        running.exception(timeout=PATIENCE)
        yield running


def _until_it_waits(running: Future) -> None:
    end = monotonic() + PATIENCE
    while not running.done() and not _somebody_waits():
        assert monotonic() < end, "the second writer neither waits nor ends"
        sleep(0.01)


def _somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT 1 FROM pg_locks l JOIN pg_stat_activity a USING (pid)"
            " WHERE NOT l.granted AND a.datname = current_database())"
        )
        return cursor.fetchone()[0]
