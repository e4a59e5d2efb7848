"""How the replica is: whether it answers, and how far it is behind. Each process looks every few seconds, not at each request.

How far: at each look the primary's position is noted, with the time. The replica is behind since the newest of these that it
has replayed, or since the last commit that it has; whichever says less, as each alone is an upper bound: the first grows
between two looks, the second while nobody writes. That it has replayed all it received is no sign: one that receives
nothing has, too.
"""

import logging
import math
import threading
import time
from collections import deque
from dataclasses import dataclass
from decimal import Decimal

from django.conf import settings
from django.db import Error, connections

from events.reading_from import PRIMARY, REPLICA

LOOK_EVERY = 3  # seconds
THERE = "SELECT pg_current_wal_lsn() - '0/0', system_identifier, pg_postmaster_start_time() FROM pg_control_system()"
HERE = """
SELECT pg_last_wal_replay_lsn() - '0/0', system_identifier, pg_postmaster_start_time(), pg_is_in_recovery(),
    extract(epoch FROM clock_timestamp() - pg_last_xact_replay_timestamp())::float8
FROM pg_control_system()
"""
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class State:
    """In words, as /healthz says it, and whether readers are sent there."""

    words: str
    is_good: bool


IN_STEP = State("in step", is_good=True)
UNSEEN = State("not looked at yet", is_good=False)
SILENT = State("not answering", is_good=False)
FOREIGN = State("not of this primary", is_good=False)
"""It follows another server, or has become a primary of its own while this one goes on."""


class Replica:
    """What this process knows of the replica."""

    def __init__(self) -> None:
        self._state = UNSEEN
        self._next_look = 0.0
        self._turn = threading.Lock()
        self._marks: deque[tuple[float, Decimal]] = deque(maxlen=100)
        """When the primary stood where: the moment, and the bytes written until then."""

    def state(self) -> State:
        """As of the last look; whoever asks when the next one is due looks, and the others do not wait for it."""
        if time.monotonic() >= self._next_look and self._turn.acquire(blocking=False):
            try:
                self._note(self._look())
            finally:
                self._next_look = time.monotonic() + LOOK_EVERY
                self._turn.release()
        return self._state

    def is_reached(self) -> bool:
        """Whether a reader's request may go there: by the last look, and this thread's connection stands."""
        if not self.state().is_good:
            return False
        reading = connections[REPLICA]
        try:
            reading.close_if_health_check_failed()
            reading.ensure_connection()
        except Error:
            self._note(SILENT)  # whoever comes now need not wait for nothing; the next look tells
            return False
        return True

    def look_again(self) -> None:
        """Something went wrong there: the next reader's request looks, however short ago the last look was."""
        self._next_look = 0.0

    def _look(self) -> State:
        there = _asked(PRIMARY, THERE)
        if there is not None:
            self._marks.append((time.monotonic(), there[0]))
        here = _asked(REPLICA, HERE)
        if here is None:
            return SILENT
        if (
            there is None
        ):  # nobody can tell how far it is behind: what was known of it stands, or else it is all there is
            return IN_STEP if self._state in (UNSEEN, SILENT) else self._state
        replayed, *server, is_following, since_last_commit = here
        if server[0] != there[1] or (not is_following and server[1] != there[2]):
            return FOREIGN
        return self._judged(0.0 if not is_following else self._behind(replayed, since_last_commit))

    def _behind(self, replayed: Decimal, since_last_commit: float | None) -> float:
        """Seconds; infinity where nothing tells."""
        if self._marks[-1][1] <= replayed:
            return 0.0
        passed = [time.monotonic() - moment for moment, written in self._marks if written <= replayed]
        bounds = [*passed[-1:], *([] if since_last_commit is None else [max(0.0, since_last_commit)])]
        return min(bounds, default=math.inf)

    @staticmethod
    def _judged(behind: float) -> State:
        if behind < 1:
            return IN_STEP
        words = "behind, nobody knows how far" if math.isinf(behind) else f"{behind:.0f} s behind"
        return State(words, is_good=behind <= settings.REPLICA_MOST_SECONDS_BEHIND)

    def _note(self, state: State) -> None:
        if state.is_good != self._state.is_good:
            level, whom = (logging.INFO, "it") if state.is_good else (logging.WARNING, "the primary")
            log.log(level, "The replica is %s: readers are answered by %s.", state.words, whom)
        self._state = state


def _asked(database: str, question: str) -> tuple | None:
    """The one row, or None where the database does not answer."""
    try:
        with connections[database].cursor() as cursor:
            cursor.execute(question)
            return cursor.fetchone()
    except Error:
        return None


replica = Replica()
"""The one of this process."""
