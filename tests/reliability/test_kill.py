"""kill -9 during saves: nothing acknowledged is lost.

The save is one that every version of the site has: signing in, which writes a session row before it answers.
"""

import http.client
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
from collections.abc import Callable, Iterator
from contextlib import suppress

import psutil
import pytest

from conflict_tracker.local import PROJECT
from conflict_tracker.serve import MARK
from tests.reliability.site import Site, prepared


@pytest.fixture(scope="module")
def prepared_site() -> Iterator[Site]:
    with prepared() as made:
        yield made


@pytest.fixture
def site(prepared_site: Site) -> Iterator[Site]:
    """The site, not running; whatever a failed test left running is ended."""
    yield prepared_site
    if prepared_site.watcher is not None and prepared_site.watcher.poll() is None:
        prepared_site.end()


def saves_until(site: Site, event: threading.Event, acknowledged: list[str]) -> None:
    while not event.is_set():
        try:
            acknowledged.append(site.sign_in())
        except (OSError, urllib.error.URLError, http.client.HTTPException, StopIteration):
            time.sleep(0.05)  # not acknowledged


def while_saving(site: Site, strike: Callable[[], None]) -> list[str]:
    """Saves from two sides, strikes in the middle, and returns what was acknowledged until then and after."""
    acknowledged: list[str] = []
    enough = threading.Event()
    savers = [threading.Thread(target=saves_until, args=(site, enough, acknowledged)) for _ in range(2)]
    for saver in savers:
        saver.start()
    deadline = time.monotonic() + 60
    while len(acknowledged) < 4 and time.monotonic() < deadline:
        time.sleep(0.01)
    if len(acknowledged) < 4:
        enough.set()
        pytest.fail("nobody could save even before anything was killed")
    strike()
    before = len(acknowledged)
    deadline = time.monotonic() + 12
    while len(acknowledged) < before + 2 and time.monotonic() < deadline:
        time.sleep(0.01)
    enough.set()
    for saver in savers:
        saver.join()
    return acknowledged


def kill(processes: list[psutil.Process]) -> None:
    assert processes, "there was nothing to kill"
    for process in processes:
        with suppress(psutil.NoSuchProcess):  # a worker ends by itself once its master is killed
            process.kill()


def test_the_database_is_killed_while_people_save(site: Site) -> None:
    site.start()
    acknowledged = while_saving(site, lambda: kill(site.processes("postgres")))
    assert len(acknowledged) >= 6, "the site did not come back by itself"
    assert set(acknowledged) <= site.sessions()
    site.end()


def test_a_web_worker_is_killed_while_people_save(site: Site) -> None:
    site.start()
    main = min(site.processes("gunicorn"), key=lambda process: process.create_time())
    acknowledged = while_saving(site, lambda: kill(main.children()[-1:]))
    assert len(acknowledged) >= 6, "the worker was not replaced"
    assert set(acknowledged) <= site.sessions()
    site.end()


def test_everything_is_killed_while_people_save(site: Site) -> None:
    site.start()
    acknowledged: list[str] = []

    def strike() -> None:
        assert site.watcher is not None
        kill([psutil.Process(site.watcher.pid), *site.processes("gunicorn"), *site.processes("postgres")])
        site.gone()
        site.start()

    acknowledged = while_saving(site, strike)
    assert set(acknowledged) <= site.sessions()
    site.end()


def test_a_killed_watcher_leaves_nothing_in_the_way(site: Site) -> None:
    site.start()
    left = site.processes("gunicorn")
    assert site.watcher is not None
    kill([psutil.Process(site.watcher.pid)])
    site.gone()
    site.start()
    assert not [process for process in left if process.is_running() and process.status() != psutil.STATUS_ZOMBIE]
    site.end()


@pytest.mark.parametrize("with_signal", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_asked_to_stop_it_leaves_no_process_behind(site: Site, with_signal: signal.Signals) -> None:
    site.start()
    site.sign_in()
    site.end(with_signal)
    assert site.watcher is not None
    assert site.watcher.returncode == 0
    assert not site.processes("gunicorn")
    assert not site.processes("postgres")


def test_the_end_takes_a_worker_too_that_the_watcher_does_not_know_of(site: Site) -> None:
    """One that was being started at the moment of the end: it bears the mark, and nobody holds it."""
    site.start()
    unknown = subprocess.Popen(
        [sys.executable, "-c", "import time; time.sleep(600)"],
        env=site.environment | {MARK: str(site.var)},
        start_new_session=True,
    )
    try:
        site.end()
        assert unknown.wait(timeout=1) == -signal.SIGKILL
    finally:
        unknown.kill()
        unknown.wait()


def test_two_starts_in_one_folder_and_the_second_says_so(site: Site) -> None:
    site.start()
    second = subprocess.run(
        [sys.executable, "-m", "conflict_tracker.serve"],
        cwd=PROJECT,
        env=site.environment,
        capture_output=True,
        text=True,
        timeout=30,
    )
    assert second.returncode == 1
    assert re.fullmatch(rf"Conflict Tracker already runs in this folder: process \d+, {site.url}/\.\n", second.stderr)
    assert site.sign_in()
    site.end()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"DATABASE_URL": "postgresql://u:topsecret@127.0.0.1:1/x"}, "DATABASE_URL names cannot be reached"),
        ({"DATABASE_URL": "mysql://u:topsecret@127.0.0.1/x"}, "DATABASE_URL must point at PostgreSQL"),
        ({"PORT": "eighty"}, "PORT is 'eighty': give a number from 1 to 65535"),
    ],
)
def test_what_cannot_be_is_refused_in_one_sentence(site: Site, changes: dict[str, str], said: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "conflict_tracker.serve"],
        cwd=PROJECT,
        env=site.environment | changes,
        capture_output=True,
        text=True,
        timeout=30,
    )
    assert done.returncode == 1
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert "topsecret" not in done.stderr


def test_a_taken_port_is_refused_in_one_sentence(site: Site) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        done = subprocess.run(
            [sys.executable, "-m", "conflict_tracker.serve"],
            cwd=PROJECT,
            env=site.environment | {"PORT": str(port)},
            capture_output=True,
            text=True,
            timeout=30,
        )
    assert done.stderr == f"Port {port} is taken by another program: choose another, as in `make run PORT=8001`.\n"
