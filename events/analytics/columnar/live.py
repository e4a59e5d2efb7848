"""What a process knows of the record: a block of all incidents, those changed since beside it, and the trees.

A process answers from a snapshot that all share; where a record is small it reads it by itself. Whoever asks first looks
what was committed since, so an answer holds the last save that was committed before it was asked.
"""

import logging
import threading
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from django.conf import settings
from django.db import transaction

from events.analytics.columnar.block import Block, arrays_of
from events.analytics.columnar.position import Position, Since, position, since, stands
from events.analytics.columnar.reading import Record, read
from events.analytics.columnar.snapshot import Unusable, newest, position_of, read_snapshot
from events.analytics.columnar.trees import Tree, read_tree
from events.models import Actor, Place
from events.reading_from import reading_connection, reads_from

SMALL = 20_000
"""Incidents up to which a process reads all of them itself, in less time than a page takes."""
MOST_KEPT = 64
"""Answers that are kept of one state of the record: of a large one each takes up to 1.5 MB."""

log = logging.getLogger(__name__)
_KEEPING = threading.Lock()


@dataclass(frozen=True, slots=True)
class View:
    """One state of the record. `changed`: the incidents of `beside`, in place of whatever `base` has of them (`hidden`, its
    rows). `answers`: what was answered already; another state has none."""

    name: str | None
    base: Block
    places: Tree
    actors: Tree
    position: Position
    written: float | None = None
    record: Record | None = None
    beside: Block | None = None
    changed: np.ndarray = field(default_factory=lambda: np.empty(0, np.int64))
    hidden: np.ndarray = field(default_factory=lambda: np.empty(0, np.int64))
    answers: dict = field(default_factory=dict)

    def keep(self, question, answer) -> None:
        """Instead of the oldest where there are many."""
        with _KEEPING:
            if len(self.answers) >= MOST_KEPT:
                self.answers.pop(next(iter(self.answers)))
            self.answers[question] = answer


class Live:
    """The state that a process answers from, by one at a time brought up to the last commit."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._view: View | None = None
        self._unusable: tuple[str | None, str] | None = None  # the snapshot that was refused, and why
        self._told = ""

    def forget(self) -> None:
        """Begin again, as a process that was just started."""
        with self._lock:
            self._view = self._unusable = None

    def view(self) -> View | None:
        """The record as it is now; None where PostgreSQL is to be asked itself, which the log then tells."""
        view, why = self._now()
        if why != self._told:
            self._told = why
            if why:
                log.warning("Numbers are counted by PostgreSQL itself, which is slower: %s.", why)
            else:
                log.info("Numbers are counted from columns again.")
        return view

    def state(self) -> str:
        """In a line, what answers."""
        view, why = self._now()
        if view is None:
            return f"not used: {why}"
        if view.written is None:
            return "not needed"  # how many incidents there are is nobody's business: drafts are among them
        written = datetime.fromtimestamp(view.written, UTC)
        return f"of {written:%Y-%m-%d %H:%M} UTC"

    def _now(self) -> tuple[View | None, str]:
        name = newest(Path(settings.SNAPSHOT_DIR))
        if self._unusable is not None and self._unusable[0] == name and name is not None:
            return None, self._unusable[1]
        view = self._view
        if view is not None and view.name == name:
            if stands(view.position):
                return view, ""
            seen = since(view.position)
            if seen.same and not seen.is_news:
                if not seen.is_ours:
                    self._view = replace(view, position=seen.position)  # what was looked at is not looked at again
                return view, ""
        with self._lock:
            return self._brought_up(name)

    def _brought_up(self, name: str | None) -> tuple[View | None, str]:
        """With one moment for everything that is read, unless a transaction is open already: then it is that one's."""
        with one_moment():
            view = self._view
            seen = since(view.position) if view is not None and view.name == name else None
            if seen is None or not seen.same:
                view, why = self._opened(name)
                if view is None:
                    return None, why
                seen = since(view.position)
            if seen.incidents is None:
                return self._refused(name, "more was changed since the snapshot than is kept beside it")
            if view.written is None and len(view.changed) + len(seen.incidents) > SMALL // 10:
                if not is_small():
                    return self._refused(name, "there is no snapshot yet")
                view, seen = _all_of_it(name), replace(seen, incidents=[], places=False, actors=False)
            after = _after(view, seen)
            if not seen.is_ours:
                self._view = after
            return after, ""

    def _opened(self, name: str | None) -> tuple[View | None, str]:
        why, is_sure = "there is no snapshot yet", True
        if name is not None:
            folder = Path(settings.SNAPSHOT_DIR)
            try:
                if since(position_of(folder, name)[0]).same:
                    found = read_snapshot(folder, name)
                    trees = _tree(Place, found.block), _tree(Actor, found.block)
                    return View(name, found.block, *trees, found.position, found.written), ""
                # a replica may not be as far yet: it goes on from the snapshot before
                if self._view is not None and self._view.written is not None and since(self._view.position).same:
                    return self._view, ""
                why, is_sure = "the snapshot is of another database", False
            except Unusable as unusable:
                why = f"the snapshot cannot be used, {unusable}"
                log.warning("Snapshot %s: %s %s", name, unusable, unusable.detail)
        if is_small():
            return _all_of_it(name), ""
        return self._refused(name, why) if is_sure else (None, why)

    def _refused(self, name: str | None, why: str) -> tuple[None, str]:
        self._unusable, self._view = (name, why), None
        return None, why


_LIVE: dict[str, Live] = defaultdict(Live)


def live() -> Live:
    """Of the database that is read from: a replica is a moment behind the primary, and each has its own."""
    return _LIVE[reads_from()]


@contextmanager
def one_moment() -> Iterator[None]:
    """A transaction that sees one moment; inside another it is that one's."""
    connection = reading_connection()
    begins = not connection.in_atomic_block
    with transaction.atomic(using=connection.alias, savepoint=False), connection.cursor() as cursor:
        if begins:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def is_small() -> bool:
    """Whether a process can as well read all of the record itself."""
    with reading_connection().cursor() as cursor:
        cursor.execute("SELECT count(*) FROM (SELECT FROM events_incident LIMIT %s) i", [SMALL + 1])
        return cursor.fetchone()[0] <= SMALL


def _all_of_it(name: str | None) -> View:
    """The whole record, read by this process for itself."""
    at, record = position(), read()
    nothing = np.empty(0, np.int64)
    places, actors = read_tree(Place, nothing), read_tree(Actor, nothing)
    return View(name, Block(arrays_of(record, places.numbers, actors.numbers)), places, actors, at)


def _tree(model: type[Place] | type[Actor], block: Block) -> Tree:
    return read_tree(model, block.arrays["place_ids" if model is Place else "actor_ids"])


def _after(view: View, seen: Since) -> View:
    """The view with what has happened since."""
    if not seen.is_news:
        return replace(view, position=seen.position)
    places = read_tree(Place, view.places.ids) if seen.places else view.places
    actors = read_tree(Actor, view.actors.ids) if seen.actors else view.actors
    new = np.array(seen.incidents, np.int64)
    record = read(seen.incidents)
    if view.record is not None:
        record = view.record.without(new).with_(record)
    changed = np.union1d(view.changed, new)
    beside = Block(arrays_of(record, places.numbers, actors.numbers))
    hidden = np.sort(view.base.rows_of(changed))
    return View(view.name, view.base, places, actors, seen.position, view.written, record, beside, changed, hidden)
