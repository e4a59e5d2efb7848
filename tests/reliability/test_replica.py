"""A primary and a replica, two real servers: who reads where, what happens when one lags, stops or dies, and promotion.

A page that shows what the primary no longer holds was read from the replica: replay is paused to see that.
"""

import http.client
import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg
import pytest
from django.db import InternalError
from django.db.utils import ConnectionHandler
from psycopg.errors import ReadOnlySqlTransaction

from conflict_tracker import environment
from conflict_tracker.replica import LOOK_EVERY
from tests.events.api.addresses import LISTS
from tests.reliability.at_once import Browser, Writer, gunicorn
from tests.reliability.two_servers import Pair, saved_until_killed, two_servers

PREPARE = "from tests import world; world.build()"
PATIENCE = 20
MOST_BEHIND = 5
NAME, PAGE = "UPDATE events_source SET name = %s WHERE slug = 'watch'", "/sources/watch/"

FOR_READERS = (
    *("/", "/incidents/", "/incidents/VLM-2024-0001/", "/timeline/", "/actors/", "/actors/norland/", "/sources/", PAGE),
    *("/?actor=norland&type=shelling", "/corrections/", "/corrections.csv", "/corrections.atom", "/about/"),
    *("/export/", "/packages/", "/packages/new/", "/incidents.json", "/incidents.csv"),
    *("/claims.xlsx", "/reports.jsonl"),
    *("/incidents.geojson", "/record.zip", "/api/", "/api/schema.json", "/api/incidents/VLM-2024-0002/", *LISTS),
)


@pytest.fixture(scope="module")
def pair() -> Iterator[Pair]:
    with two_servers(PREPARE) as pair:
        yield pair


@pytest.fixture(scope="module")
def port(pair: Pair) -> Iterator[int]:
    """A web server of one process, so that what it knows of the replica is what it knows."""
    with gunicorn(pair.settings | {"REPLICA_MOST_SECONDS_BEHIND": f"{MOST_BEHIND}"}, workers=1) as port:
        yield port


def ask(port: int, path: str = PAGE):
    """What a reader without any cookie gets."""
    with Browser(port) as reader:
        return reader.ask(path)


def until(is_so: Callable[[], bool]) -> float:
    """The seconds until it was."""
    begun = time.monotonic()
    while not is_so():
        assert time.monotonic() < begun + PATIENCE, "it did not come to that"
        time.sleep(0.02)
    return time.monotonic() - begun


def health(port: int) -> str:
    answer = ask(port, "/healthz")
    assert answer.status == 200
    return answer.page.splitlines()[-1]


@pytest.fixture
def named(pair: Pair, port: int) -> Callable[[str], None]:
    """Both servers in step; names the source on the primary, as somebody else's committed write."""
    until(lambda: health(port) == "replica in step")
    return lambda name: pair.on_primary(NAME, name)


@contextmanager
def replay_paused(pair: Pair) -> Iterator[None]:
    pair.on_replica("SELECT pg_wal_replay_pause()")
    until(lambda: pair.on_replica("SELECT pg_get_wal_replay_pause_state()") == [("paused",)])
    try:
        yield
    finally:
        pair.on_replica("SELECT pg_wal_replay_resume()")


def test_a_committed_row_is_soon_on_a_readers_page(port: int, named) -> None:
    named("Soon seen")
    assert until(lambda: ask(port).holds("Soon seen")) < 5


def test_c14_what_commits_late_is_in_the_next_answer_though_another_is_still_open(pair: Pair, port: int, named) -> None:
    """A replica's snapshot does not name who is open: it is the same before and after, and so is the last change."""
    grade = "UPDATE events_incident SET grade = %s WHERE code = %s"
    pair.on_primary(grade, "fair", "VLM-2024-0001")
    with psycopg.connect(pair.primary.url) as idle, psycopg.connect(pair.primary.url) as late:
        idle.execute(grade, ["contested", "VLM-2024-0003"])
        late.execute(grade, ["weak", "VLM-2024-0001"])
        pair.on_primary(grade, "confirmed", "VLM-2024-0002")
        until(lambda: ask(port, "/incidents/?grade=confirmed").holds("VLM-2024-0002"))
        assert total(port, "weak") == 0
        late.commit()
        assert until(lambda: total(port, "weak") == 1) < 5
        idle.rollback()


def total(port: int, grade: str) -> int:
    """Incidents of a grade, as the API counts them."""
    return json.loads(ask(port, f"/api/totals/?grade={grade}").page)["total"]["incidents"]


@pytest.mark.parametrize("path", ["/claims.csv", "/api/sources/", "/sources/"])
def test_files_and_sql_of_our_own_come_from_the_replica_too(pair: Pair, port: int, named, path: str) -> None:
    named("Before")
    until(lambda: ask(port, path).holds("Before"))
    with replay_paused(pair):
        named("After")
        assert ask(port, path).holds("Before")
        assert not ask(port, path).holds("After")


def test_who_is_signed_in_sees_their_save_at_once_and_a_reader_later(pair: Pair, port: int, named) -> None:
    [[watch]] = pair.on_primary("SELECT id FROM events_source WHERE slug = 'watch'")
    desk = f"/admin/events/source/{watch}/change/"
    with Writer(port, "analyst") as analyst:
        token = analyst.ask(desk).hidden("csrfmiddlewaretoken")
        with replay_paused(pair):
            form = {"name": "Saved", "slug": "watch", "kind": "monitor", "reliability": "f"}
            form["csrfmiddlewaretoken"] = token
            assert analyst.ask(desk, form).status == 302
            assert analyst.ask(desk).holds("Saved")
            assert analyst.ask(PAGE).holds("Saved")
            assert not ask(port).holds("Saved")
        until(lambda: ask(port).holds("Saved"))


def test_who_makes_a_package_without_an_account_finds_it(pair: Pair, port: int, named) -> None:
    with Browser(port) as reader:
        token = reader.ask("/packages/new/?dataset=velmar-2024").hidden("csrfmiddlewaretoken")
        with replay_paused(pair):
            form = {"csrfmiddlewaretoken": token, "query": "dataset=velmar-2024"}
            package = reader.ask("/packages/make/", form).location
            assert reader.ask(package).status == 200
            assert ask(port, package).status == 404
        until(lambda: ask(port, package).status == 200)
        assert status(port, f"{package.rstrip('/')}.zip") == 200, "made again from the past, which takes the primary"


def status(port: int, path: str) -> int:
    """Of what need not be text; the whole of it is read."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    connection.request("GET", path)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status


def test_one_that_lags_is_not_read_until_it_has_caught_up(pair: Pair, port: int, named) -> None:
    named("Long ago")
    until(lambda: ask(port).holds("Long ago"))
    with replay_paused(pair):
        named("Just now")
        assert ask(port).holds("Long ago")
        assert until(lambda: ask(port).holds("Just now")) < MOST_BEHIND + 2 * LOOK_EVERY
        assert health(port).endswith(" s behind")
    until(lambda: health(port) == "replica in step")


def test_readers_are_answered_while_it_is_stopped_and_return_to_it(pair: Pair, port: int, named) -> None:
    pair.replica.stop()
    named("While it was away")
    answer = ask(port)
    assert (answer.status, answer.holds("While it was away")) == (200, True)
    assert health(port) == "replica not answering"
    pair.replica.start()
    until(lambda: health(port) == "replica in step")
    until(lambda: pair.on_replica("SELECT 1 FROM events_source WHERE name = 'While it was away'") == [(1,)])
    with replay_paused(pair):
        named("Seen by nobody yet")
        assert not ask(port).holds("Seen by nobody yet")


def test_connections_that_were_cut_are_made_anew(pair: Pair, port: int, named) -> None:
    for cut in (pair.on_replica, pair.on_primary):
        assert ask(port).status == 200
        cut("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'conflict_tracker'")
        assert {ask(port).status for _time in range(6)} == {200}


def test_a_tag_of_the_replica_holds_on_the_primary_and_a_lagging_one_is_another(pair: Pair, port: int, named) -> None:
    named("Tagged")
    until(lambda: ask(port).holds("Tagged"))
    there, here = tag(port, Cookie="wrote=1"), tag(port)
    assert here == there != ""
    with replay_paused(pair):
        named("Tagged anew")
        assert tag(port) == here
        assert tag(port, Cookie="wrote=1") not in (here, "")


def tag(port: int, **headers: str) -> str:
    """The ETag of the list of sources; asked again where a transaction was open just then."""
    for _try in range(50):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        connection.request("GET", "/api/sources/", headers=headers)
        answer = connection.getresponse()
        answer.read()
        connection.close()
        if answer.getheader("ETag"):
            return answer.getheader("ETag")
    return ""


def test_nobody_writes_by_way_of_the_replica(pair: Pair) -> None:
    with psycopg.connect(pair.replica.application_url) as entered, pytest.raises(ReadOnlySqlTransaction):
        entered.execute(NAME, ["Forged"])


def test_the_replica_is_promoted_and_nothing_that_was_acknowledged_is_lost(
    pair: Pair, port: int, named, monkeypatch, django_db_blocker
) -> None:
    """With synchronous replication, as docs/scaling.md says; without, the last moment may be missing."""
    pair.on_primary("ALTER SYSTEM SET synchronous_standby_names = '*'")
    pair.on_primary("ALTER ROLE conflict_tracker SET synchronous_commit = 'on'")  # off on servers of tests
    pair.on_primary("SELECT pg_reload_conf()")
    until(lambda: pair.on_primary("SELECT sync_state FROM pg_stat_replication") == [("sync",)])
    acknowledged = saved_until_killed(pair, NAME)
    found = {path: status(port, path) for path in FOR_READERS}
    assert found == dict.fromkeys(FOR_READERS, 200), "readers read on while there is no primary, so nothing asks it"
    pair.on_replica("SELECT pg_promote()")
    kept = {int(name) for [name] in pair.on_replica("SELECT substring(why, 2) FROM events_change WHERE why LIKE '#%%'")}
    assert len(acknowledged) >= 5
    assert set(acknowledged) <= kept
    now = pair.settings | {"DATABASE_URL": pair.either}
    with gunicorn(now, workers=1) as there:
        until(lambda: health(there) == "replica in step")
        pair.on_replica(NAME, "After the end")
        assert ask(there).holds("After the end")
        with Writer(there, "editor") as editor:
            assert editor.ask("/admin/").status == 200
    monkeypatch.setenv("REPLICA_DATABASE_URL", now["REPLICA_DATABASE_URL"])
    reading = ConnectionHandler({"default": environment.replica("REPLICA_DATABASE_URL", mend="")})["default"]
    with django_db_blocker.unblock(), reading.cursor() as cursor, pytest.raises(InternalError, match="read-only"):
        cursor.execute(NAME, ["Forged"])
    reading.close()
