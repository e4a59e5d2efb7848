"""The whole program of `make run` on a data folder and a port of its own, for tests that kill it and for timing its start."""

import http.cookiejar
import os
import re
import signal
import subprocess
import sys
import tempfile
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import psycopg

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

    def start(self) -> None:
        """Starts, and waits for the ready line."""
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
                return
        self.watcher.stdout.close()
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


@contextmanager
def prepared() -> Iterator[Site]:
    """A site that was started once, which compresses the static files: no later start does. Not running."""
    with tempfile.TemporaryDirectory(prefix="tracker-site-") as folder:
        Path(folder).chmod(0o755)
        made = Site(Path(folder).resolve() / "var")
        made.prepare()
        made.start()
        made.end()
        yield made
