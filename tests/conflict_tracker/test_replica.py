"""By what the replica is judged: in step, so many seconds behind, not answering, or not this primary's."""

import math
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from conflict_tracker import replica as judged
from conflict_tracker.replica import FOREIGN, IN_STEP, LOOK_EVERY, SILENT, Replica, State
from events.reading_from import PRIMARY

STARTED, LATER = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 1, 2, tzinfo=UTC)


class Servers:
    """Two servers as their rows tell of them; `behind` bytes are not replayed yet, the last commit is `ago` seconds old."""

    def __init__(self) -> None:
        self.written, self.behind, self.ago = 1000, 0, None
        self.primary_is_up = self.replica_is_up = self.is_following = True
        self.started, self.identity = STARTED, 7

    def asked(self, database: str, question: str) -> tuple | None:
        if database == PRIMARY:
            return (Decimal(self.written), 7, STARTED) if self.primary_is_up else None
        replayed = Decimal(self.written - self.behind)
        return (replayed, self.identity, self.started, self.is_following, self.ago) if self.replica_is_up else None


@pytest.fixture
def servers(monkeypatch) -> Servers:
    servers = Servers()
    monkeypatch.setattr(judged, "_asked", servers.asked)
    return servers


@pytest.fixture
def clock(monkeypatch) -> list[float]:
    moments = [1000.0]
    monkeypatch.setattr(judged.time, "monotonic", lambda: moments[-1])
    return moments


def test_one_that_has_replayed_all_is_in_step_however_old_the_last_commit_is(servers, clock) -> None:
    servers.ago = 7200.0
    assert Replica().state() == IN_STEP


def test_a_busy_one_is_as_far_behind_as_its_last_commit_is_old(servers, clock) -> None:
    servers.behind, servers.ago = 1, 0.2
    assert Replica().state() == IN_STEP
    servers.ago = 12.4
    assert Replica().state() == State("12 s behind", is_good=True)
    servers.ago = 31.0
    assert Replica().state() == State("31 s behind", is_good=False)


def test_after_an_idle_night_the_age_of_the_last_commit_tells_nothing(servers, clock) -> None:
    servers.ago = 36_000.0
    replica = Replica()
    assert replica.state() == IN_STEP
    clock.append(clock[-1] + 5)
    servers.written, servers.behind = 1001, 1
    assert replica.state() == State("5 s behind", is_good=True)


def test_one_that_receives_nothing_falls_behind_although_it_has_replayed_all_it_received(servers, clock) -> None:
    replica = Replica()
    assert replica.state() == IN_STEP
    for _look in range(20):
        clock.append(clock[-1] + LOOK_EVERY)
        servers.written, servers.behind = servers.written + 10, servers.behind + 10
        servers.ago = clock[-1] - clock[0]
        last = replica.state()
    assert last == State("60 s behind", is_good=False)


def test_one_of_which_nothing_is_known_is_not_read(servers, clock) -> None:
    servers.behind = 1
    assert Replica().state() == State("behind, nobody knows how far", is_good=False)


def test_a_silent_one_is_not_read_until_it_answers(servers, clock) -> None:
    replica = Replica()
    servers.replica_is_up = False
    assert replica.state() == SILENT
    servers.replica_is_up = True
    assert replica.state() == SILENT, "it is not looked at all the time"
    clock.append(clock[-1] + LOOK_EVERY)
    assert replica.state() == IN_STEP
    servers.replica_is_up = False
    replica.look_again()
    assert replica.state() == SILENT


def test_while_the_primary_is_silent_what_was_known_stands(servers, clock) -> None:
    known, unknown = Replica(), Replica()
    servers.behind, servers.ago = 1, 90.0
    known.state()
    servers.primary_is_up = False
    clock.append(clock[-1] + LOOK_EVERY)
    assert not known.state().is_good
    assert unknown.state() == IN_STEP, "who knows nothing has nobody better to ask"


def test_a_promoted_one_is_read_only_where_it_is_the_primary(servers, clock) -> None:
    servers.is_following, servers.behind, servers.ago = False, 500, 900.0
    assert Replica().state() == IN_STEP
    servers.started = LATER
    assert Replica().state() == FOREIGN
    servers.primary_is_up = False
    assert Replica().state() == IN_STEP, "the old primary is gone: this is the record"


def test_a_follower_of_another_primary_is_not_read(servers, clock) -> None:
    servers.identity = 8
    assert Replica().state() == FOREIGN


def test_an_endless_lag_is_not_a_number_of_seconds() -> None:
    assert "inf" not in Replica._judged(math.inf).words
