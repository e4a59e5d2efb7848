"""kill -9 during saves: nothing acknowledged is lost. Longer than 250 lines: one site is killed in many ways, in one place.

The save is one that every version of the site has: signing in, which writes a session row before it answers.
"""

import http.cookiejar
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import psutil
import psycopg
import pytest

from conflict_tracker.local import PROJECT
from conflict_tracker.postgres import Cluster
from tests.reliability.ports import free_port

PASSWORD = "only-in-this-test-5319"
PREPARE = f"""
from django.contrib.auth.models import User
from events.models import Dataset
User.objects.create_user("analyst", password={PASSWORD!r}, is_staff=True)
Dataset.objects.create(slug="kept", name="Kept", code_prefix="KEPT", is_public=True, is_default=True)
"""


class Site:
    """`make run`'s program on a data folder and a port of its own."""

    def __init__(self, var: Path) -> None:
        self.var = var
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        ours = ("DATABASE_URL", "OWNER_DATABASE_URL", "MAKELEVEL")
        kept = {name: value for name, value in os.environ.items() if name not in ours}
        self.environment = kept | {
            "VAR_DIR": str(var),
            "PORT": str(self.port),
            "DJANGO_SETTINGS_MODULE": "conflict_tracker.settings",
        }
        self.environment.pop("ALLOWED_HOSTS")
        self.watcher: subprocess.Popen | None = None

    def prepare(self) -> None:
        """Tables, one account and one dataset, so that the first start has nothing to load."""
        for command in (["migrate", "--verbosity", "0"], ["shell", "--verbosity", "0", "--command", PREPARE]):
            subprocess.run([sys.executable, "manage.py", *command], cwd=PROJECT, env=self.environment, check=True)

    def start(self) -> float:
        """Starts, and returns the seconds until the ready line."""
        began = time.monotonic()
        self.watcher = subprocess.Popen(
            [sys.executable, "-m", "conflict_tracker.serve"],
            cwd=PROJECT,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        assert self.watcher.stdout is not None
        for line in self.watcher.stdout:
            if "ready at" in line:
                return time.monotonic() - began
        raise AssertionError("it ended before it was ready")

    def end(self, with_signal: signal.Signals = signal.SIGINT) -> None:
        """As a terminal's Ctrl-C does: the signal goes to the whole process group."""
        assert self.watcher is not None
        os.killpg(self.watcher.pid, with_signal)
        self.gone()

    def gone(self) -> None:
        """Waits for the watcher's end. (Not for the end of its output: the web server writes there too.)"""
        assert self.watcher is not None
        assert self.watcher.stdout is not None
        self.watcher.wait(timeout=20)
        self.watcher.stdout.close()

    def processes(self, word: str) -> list[psutil.Process]:
        """The web server's processes ("gunicorn") or the database's ("postgres"), of this data folder only."""
        mark = {
            "gunicorn": f"CONFLICT_TRACKER_SERVER_OF={self.var}",
            "postgres": str((self.var / "postgres").resolve()),
        }
        found = []
        for process in psutil.process_iter():
            try:
                said = "\0".join([*process.cmdline(), *(f"{n}={v}" for n, v in process.environ().items())])
            except psutil.Error:
                continue
            if mark[word] in said.split("\0"):
                found += [process, *(process.children() if word == "postgres" else [])]
        return found

    def sign_in(self) -> str:
        """One acknowledged save: the key of the session that the answer names."""
        jar = http.cookiejar.CookieJar()
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
        page = opener.open(f"{self.url}/admin/login/", timeout=5).read().decode()
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
        assert token is not None
        form = {"csrfmiddlewaretoken": token[1], "username": "analyst", "password": PASSWORD, "next": "/healthz"}
        opener.open(f"{self.url}/admin/login/", urllib.parse.urlencode(form).encode(), timeout=5).read()
        return next(cookie.value for cookie in jar if cookie.name == "sessionid")

    def sessions(self) -> set[str]:
        with psycopg.connect(Cluster(self.var / "postgres").url) as connection:
            return {key for (key,) in connection.execute("SELECT session_key FROM django_session")}


@pytest.fixture(scope="module")
def prepared_site() -> Iterator[Site]:
    with tempfile.TemporaryDirectory(prefix="tracker-kill-") as folder:
        Path(folder).chmod(0o755)
        made = Site(Path(folder).resolve() / "var")
        made.prepare()
        made.start()  # the first start compresses the static files: not what is measured here
        made.end()
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


def test_a_second_start_takes_at_most_five_seconds(site: Site) -> None:
    took = []
    for _ in range(3):  # other tests run beside this one
        took.append(site.start())
        site.end()
    assert min(took) < 5


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
