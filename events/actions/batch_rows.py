"""The rows of an imported file, read ahead in lots while the lot before is written."""

import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from itertools import islice
from queue import Full, Queue
from typing import BinaryIO

from django.utils.translation import get_language, override

from events.actions.writer import LOT
from events.drafts import DraftRow
from events.imports.base import Release
from events.imports.files import opened
from events.imports.readers import READERS
from events.models import Batch

Rows = Callable[[], AbstractContextManager[Iterable[DraftRow]]]
AHEAD = 2
"""Lots that are read before they are asked for."""


@contextmanager
def file_of(*, batch: Batch) -> Iterator[BinaryIO]:
    """The bytes of an imported file, on disk while they are read, so that reading asks nothing of the database."""
    with tempfile.TemporaryFile() as file:
        for content in batch.pieces.order_by("number").values_list("content", flat=True).iterator(chunk_size=1):
            file.write(content)
        file.seek(0)
        yield file


def chosen(*, batch: Batch) -> dict[str, str]:
    """How a person said that the file is read; "" for what nobody said."""
    return {name: batch.reading.get(name, "") for name in ("encoding", "delimiter")}


def release_of(*, batch: Batch) -> Release:
    return Release(batch.release, batch.released_on, batch.reading.get("columns", {}))


@contextmanager
def read_ahead(*, rows: Iterable[DraftRow]) -> Iterator[Iterator[list[DraftRow]]]:
    """Lots of rows, made in a thread: reading is pure, and PostgreSQL is at work meanwhile. What reading raises is raised."""
    ahead = _Ahead(rows)
    ahead.start()
    try:
        yield ahead.lots()
    finally:
        ahead.over.set()
        ahead.join()


class _Ahead(threading.Thread):
    """Puts lots into a short queue, then None, or what reading raised; ends early where nobody takes them any more."""

    def __init__(self, rows: Iterable[DraftRow]):
        super().__init__(name="rows of an import", daemon=True)
        self.rows, self.language = iter(rows), get_language()
        self.queue, self.over = Queue(AHEAD), threading.Event()

    def run(self) -> None:
        try:
            with override(self.language):  # what is said of rows is said in the language of whoever asked
                while not self.over.is_set():
                    lot = list(islice(self.rows, LOT))
                    self._put(lot or None)
                    if not lot:
                        return
        except BaseException as error:  # noqa: BLE001 - it is raised where the rows are asked for
            self._put(error)

    def _put(self, what: object) -> None:
        while not self.over.is_set():
            with suppress(Full):
                self.queue.put(what, timeout=0.2)
                return

    def lots(self) -> Iterator[list[DraftRow]]:
        while (lot := self.queue.get()) is not None:
            if isinstance(lot, BaseException):
                raise lot
            yield lot


def rows_of(*, batch: Batch) -> Rows:
    """A context in which the rows of a batch's file can be read, by the reader of its format."""

    @contextmanager
    def reading() -> Iterator[Iterator[DraftRow]]:
        with file_of(batch=batch) as file, opened(file, **chosen(batch=batch)) as tables:
            yield READERS[batch.format].read(tables.by_name, release_of(batch=batch))

    return reading
