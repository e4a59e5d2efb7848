"""`make run`: brings all up, and takes it down in good order. Longer than 250 lines: one run, from first to last.

One process watches over three others: gunicorn (the web server), the worker of the queue (`manage.py work`) and PostgreSQL
(postgres.py), each in a session of its own, so that a Ctrl-C in the terminal reaches the watcher alone. If PostgreSQL or
the worker dies it is started again, if gunicorn dies the run ends. A watcher killed outright leaves all behind; the next
start ends that gunicorn and that worker, and takes over PostgreSQL.
"""

import fcntl
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import NoReturn

import django
import psutil
import psycopg
from django.core.exceptions import ImproperlyConfigured

from conflict_tracker import local
from conflict_tracker.postgres import Cluster
from conflict_tracker.server_user import ClusterError

HOST = "127.0.0.1"
MARK = "CONFLICT_TRACKER_SERVER_OF"  # stands in the environment of the web server's and the worker's processes: whose they are
SECONDS_TO_ANSWER = 60
SECONDS_TO_STOP = 10
SECONDS_TO_STOP_WORK = 2  # an import that is broken off leaves nothing half-done, and says so at the next start
SECONDS_BETWEEN_WORKERS = 2


class Refusal(Exception):
    """The start cannot go on; the message is one sentence for the person at the keyboard."""


class Stopped(BaseException):
    """Somebody asked for the end, by Ctrl-C or SIGTERM."""


def main() -> int:
    """Runs until asked to stop; the exit code."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _stop)
    try:
        port = _port()
        local.set_defaults()
        with _sole_run(port):
            were_any = _end_orphans()
            _require_free(port, patience=SECONDS_TO_STOP if were_any else 0)
            with local.database() as cluster:
                _prepare()
                _serve(port, cluster)
    except (Refusal, ClusterError, ImproperlyConfigured) as error:
        print(error, file=sys.stderr, flush=True)
        return 1
    except Stopped:
        print("Stopped; the data is safe.", flush=True)
    return 0


def _stop(number: int, frame: FrameType | None) -> NoReturn:
    for again in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(again, signal.SIG_IGN)  # stopping takes a second or two: let nothing cut it short
    raise Stopped


# --- may we? ------------------------------------------------------
def _port() -> int:
    given = os.environ.get("PORT") or "8000"
    if not (given.isascii() and given.isdigit() and 1 <= int(given) <= 65535):
        raise Refusal(f"PORT is {given!r}: give a number from 1 to 65535, as in `make run PORT=8001`.")
    return int(given)


@contextmanager
def _sole_run(port: int) -> Iterator[None]:
    """Holds this folder's lock; the kernel frees it however this process ends."""
    local.VAR.mkdir(parents=True, exist_ok=True)
    with (local.VAR / "run.lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            raise Refusal(f"Conflict Tracker already runs in this folder: {lock.read().strip()}.") from None
        lock.truncate(0)
        lock.write(f"process {os.getpid()}, http://{HOST}:{port}/")
        lock.flush()
        yield


def _end_orphans() -> bool:
    """Ends web servers and workers that a killed run of this folder left behind; whether there were any.

    Looks until it finds none, for a gunicorn may start a worker while it is killed. (We hold the lock: nobody else's run.)
    """
    deadline = time.monotonic() + SECONDS_TO_STOP
    were_any = False
    while (orphans := list(_marked_as_ours())) and time.monotonic() < deadline:
        were_any = True
        for orphan in orphans:
            with suppress(psutil.NoSuchProcess):
                orphan.kill()
        time.sleep(0.02)
    return were_any


def _marked_as_ours() -> Iterator[psutil.Process]:
    """The living ones: of a zombie nobody can read the environment."""
    for process in psutil.process_iter():
        with suppress(psutil.NoSuchProcess, psutil.AccessDenied):
            if process.environ().get(MARK) == str(local.VAR):
                yield process


def _require_free(port: int, patience: float) -> None:
    """`patience`: for how many seconds it is tried again; the last thread of a killed process may hold it a little longer."""
    deadline = time.monotonic() + patience
    while not _is_free(port):
        if time.monotonic() >= deadline:
            raise Refusal(f"Port {port} is taken by another program: choose another, as in `make run PORT=8001`.")
        time.sleep(0.05)


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except PermissionError:
            raise Refusal(f"Port {port} is for root alone: choose one above 1023.") from None
        except OSError:
            return False
    return True


# --- prepare and serve ------------------------------------------------------
def _prepare() -> None:
    django.setup()
    from django.db import connections

    from conflict_tracker.first_start import prepare

    _require_database(connections["default"].get_connection_params())
    try:
        prepare()
    finally:
        connections.close_all()


def _require_database(parameters: dict) -> None:
    """Refuses a database that cannot be reached, without showing the password that stands in its address."""
    wanted = {name: parameters[name] for name in ("host", "port", "dbname", "user", "password") if name in parameters}
    try:
        psycopg.connect(**wanted, connect_timeout=5).close()
    except psycopg.OperationalError as error:
        reason = str(error).strip().splitlines()[0]
        named = "OWNER_DATABASE_URL" if os.environ.get("OWNER_DATABASE_URL") else "DATABASE_URL"
        raise Refusal(f"The database that {named} names cannot be reached ({reason}): mend the address.") from None


def _serve(port: int, cluster: Cluster | None) -> NoReturn:
    """Serves until Stopped or Refusal is raised; leaves no web server and no worker behind."""
    parent = os.getppid()
    server = _start_web_server(port)
    worker = Worker()
    try:
        _await_answer(server, port)
        print(f"Conflict Tracker is ready at http://{HOST}:{port}/", flush=True)
        while True:
            _require_alive(server)
            if "MAKELEVEL" in os.environ and os.getppid() != parent:
                raise Stopped  # make was killed: nobody could reach us by Ctrl-C any more
            if cluster is not None and not cluster.runs():
                print("PostgreSQL has died; starting it again.", file=sys.stderr, flush=True)
                cluster.start()
            worker.keep_alive()
            time.sleep(0.5)
    finally:
        server.terminate()
        worker.end()
        _end(server, SECONDS_TO_STOP)
        _end_orphans()  # a worker that was being started when the end was asked for is known to nobody


class Worker:
    """The worker of the queue: started when the web server answers, and again when it has died."""

    def __init__(self) -> None:
        self._process: subprocess.Popen | None = None
        self._begun = 0.0

    def keep_alive(self) -> None:
        if self._process is not None and self._process.poll() is None:
            return
        if time.monotonic() < self._begun + SECONDS_BETWEEN_WORKERS:
            return
        if self._process is not None:
            print("The worker of the queue has ended; starting it again.", file=sys.stderr, flush=True)
        self._begun = time.monotonic()
        self._process = _start("manage.py", "work")

    def end(self) -> None:
        if self._process is not None:
            _end(self._process, SECONDS_TO_STOP_WORK)


def _start_web_server(port: int) -> subprocess.Popen:
    command = ["-m", "gunicorn", "--config", "python:conflict_tracker.web_server", "--workers", "2"]
    return _start(*command, "--bind", f"{HOST}:{port}", "--log-level", "warning", "--graceful-timeout", "5")


def _start(*arguments: str) -> subprocess.Popen:
    """A Python program that works with the rights of DATABASE_URL's role alone, and carries our mark."""
    return subprocess.Popen(
        [sys.executable, *arguments],
        cwd=local.PROJECT,
        env={name: value for name, value in os.environ.items() if name != "OWNER_DATABASE_URL"}
        | {MARK: str(local.VAR)},
        stdin=subprocess.DEVNULL,
        start_new_session=True,
    )


def _await_answer(server: subprocess.Popen, port: int) -> None:
    deadline = time.monotonic() + SECONDS_TO_ANSWER
    while time.monotonic() < deadline:
        _require_alive(server)
        connection = http.client.HTTPConnection(HOST, port, timeout=5)
        try:
            connection.request("GET", "/healthz")
            if connection.getresponse().status == http.HTTPStatus.OK:
                return
        except (OSError, http.client.HTTPException):
            pass  # not listening yet
        finally:
            connection.close()
        time.sleep(0.05)
    raise Refusal(f"The web server did not answer within {SECONDS_TO_ANSWER} seconds; what it wrote stands above.")


def _require_alive(server: subprocess.Popen) -> None:
    if server.poll() is not None:
        raise Refusal("The web server ended by itself; what it wrote stands above.")


def _end(process: subprocess.Popen, seconds: float) -> None:
    """Lets it finish what it does, for so long, then ends its whole process group."""
    process.terminate()
    with suppress(subprocess.TimeoutExpired):
        process.wait(seconds)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)  # workers outlive a killed gunicorn
    process.wait()


if __name__ == "__main__":
    sys.exit(main())
