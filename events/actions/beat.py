"""A sign of life of whoever works at an import, every second, and whether it is to stop."""

import threading
from contextlib import suppress
from typing import Self

from django.db import DatabaseError, connection
from django.utils import timezone

from events.models import Batch

EVERY = 1.0
"""Seconds between two signs."""


class Stopped(Exception):
    """Somebody asked for the work to stop."""


class Beat:
    """Writes how far the work is, in a thread and over a connection of its own: nobody sees what its transaction writes.

    `is_silent` at the end, for then the transaction itself writes the batch's row.
    """

    def __init__(self, batch: Batch, *, rows_all: int = 0):
        self.batch, self.rows_all, self.rows_done = batch, rows_all, 0
        self.is_to_stop = False
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._signs, name=f"import {batch.pk}", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.silence()

    def done(self, rows: int) -> None:
        """So many rows more are done. Raises Stopped."""
        self.rows_done += rows
        if self.is_to_stop:
            raise Stopped

    def silence(self) -> None:
        self._over.set()
        self._thread.join()

    def _signs(self) -> None:
        try:
            while True:
                with suppress(DatabaseError):  # one sign missed is no death
                    self._give()
                if self._over.wait(EVERY):
                    return
        finally:
            connection.close()

    def _give(self) -> None:
        ours = Batch.objects.filter(pk=self.batch.pk)
        ours.update(heard_at=timezone.now(), rows_done=self.rows_done, rows_all=max(self.rows_all, self.rows_done))
        self.is_to_stop = ours.filter(is_to_stop=True).exists()
