"""When a snapshot is written: by the queue's worker, whenever more was changed than readers should carry beside the last."""

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from events.analytics.columnar.live import is_small, one_moment
from events.analytics.columnar.position import since
from events.analytics.columnar.snapshot import Unusable, newest, position_of, read_snapshot, write

MANY = 2_000
"""Changed incidents after which a new one is written at once."""
OLD = 15 * 60
"""Seconds after which a new one is written if anything was changed."""
DOUBTED = 10 * 60
"""Seconds after which the sums of its files are looked at again."""


class AlreadyWriting(Exception):
    """Another process writes into this folder."""


class Keeper:
    """Whoever keeps the snapshot fresh: asks every few seconds."""

    def __init__(self) -> None:
        self._looked_at: tuple[str, float] = ("", 0.0)

    def write_if_due(self) -> str | None:
        """The name of the snapshot that was written; None where none was due, or somebody else is at it."""
        folder = Path(settings.SNAPSHOT_DIR)
        if is_small() or not self._is_due(folder):
            return None
        try:
            return write_now()
        except AlreadyWriting:
            return None

    def _is_due(self, folder: Path) -> bool:
        name = newest(folder)
        if name is None:
            return True
        try:
            if self._looked_at[0] != name or time.monotonic() > self._looked_at[1] + DOUBTED:
                read_snapshot(folder, name)
                self._looked_at = name, time.monotonic()
            at, written = position_of(folder, name)
        except Unusable:
            return True
        seen = since(at)
        if not seen.same or seen.incidents is None or len(seen.incidents) > MANY:
            return True
        return seen.is_news and time.time() > written + OLD


def write_now() -> str:
    """Write a snapshot of what is committed. Raises AlreadyWriting."""
    folder = Path(settings.SNAPSHOT_DIR)
    with _sole_writer(folder), one_moment():
        return write(folder)


@contextmanager
def _sole_writer(folder: Path) -> Iterator[None]:
    """The kernel frees the lock however this process ends."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)  # drafts will be in it
    with (folder / ".lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AlreadyWriting from None
        yield
