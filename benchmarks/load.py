"""The real server under the load of four clients, by wrk on the loopback address; and a server that has only just started.

gunicorn as serve.py starts it, two workers of four threads, with the product's own settings and the web server's own role.
"""

import http.client
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from urllib.parse import quote, urlencode

import psutil

from benchmarks import questions, world
from benchmarks.line import Line
from conflict_tracker.local import PROJECT
from conflict_tracker.postgres import APPLICATION, SUPERUSER
from tests.reliability.ports import free_port

CLIENTS, SECONDS, FILTERS = 4, 30, 1000
SCRIPT = Path(__file__).with_suffix(".lua")
PATIENCE = 60
ONE_MIB = 2**20


@dataclass
class Loaded:
    """What wrk saw, and the memory of each worker at the end: (RSS, of which its own) in bytes."""

    requests: int
    seconds: float
    median: float
    p95: float
    most: float
    errors: int
    memory: list[tuple[int, int]]


def environment(database: str) -> dict[str, str]:
    """As a deployment brings it: the product's settings, on a world."""
    at = f"@{quote(str(world.CLUSTER.socket), safe='')}:5432/{database}"
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "conflict_tracker.settings",
        "DATABASE_URL": f"postgresql://{APPLICATION}{at}",
        "OWNER_DATABASE_URL": f"postgresql://{SUPERUSER}{at}",
        "SECRET_KEY": "a-key-for-benchmarks-only-" + "0123456789" * 4,
        "SNAPSHOT_DIR": str(world.snapshots(database)),
        "LOG_LEVEL": "ERROR",
    }


def manage(database: str, *arguments: str) -> None:
    command = [sys.executable, "manage.py", *arguments]
    subprocess.run(command, cwd=PROJECT, env=environment(database), check=True, stdout=subprocess.DEVNULL)


@contextmanager
def serving(database: str) -> Iterator[tuple[subprocess.Popen, int]]:
    """The server and its port, at once: it may not answer yet."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "--config", "python:conflict_tracker.web_server", "--workers", "2"]
    command += ["--bind", f"127.0.0.1:{port}", "--log-level", "error"]
    own = {name: value for name, value in environment(database).items() if name != "OWNER_DATABASE_URL"}
    server = subprocess.Popen(command, cwd=PROJECT, env=own)
    try:
        yield server, port
    finally:
        server.terminate()
        server.wait(60)


def get(port: int, path: str, patience: float = 600) -> int:
    """The status of an answer that was read to its end."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=patience)
    try:
        connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
        answer = connection.getresponse()
        answer.read()
        return answer.status
    finally:
        connection.close()


def await_answer(server: subprocess.Popen, port: int) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        assert server.poll() is None, "the web server ended by itself"
        with suppress(OSError, http.client.HTTPException):
            if get(port, "/healthz", 5) == 200:
                return
        time.sleep(0.02)
    raise AssertionError("the web server does not answer")


def mixed() -> list[str]:
    """Addresses of dashboards: every question with a name but words, and so many held-out ones that few are asked twice."""
    structured = [one for one in questions.named().values() if set(one) <= questions.STRUCTURED]
    random = islice(questions.random(questions.HELD_OUT, only=questions.STRUCTURED), FILTERS)
    return [f"/?{urlencode(question, doseq=True)}" for question in (*structured, *random)]


def from_cold(database: str) -> tuple[float, float]:
    """(seconds from the start of the server to its first dashboard, of which those of the request for it): the median start
    of three. The first of a new checkout also compiles the program."""
    return sorted(_from_cold(database) for _start in range(3))[1]


def _from_cold(database: str) -> tuple[float, float]:
    begun = time.perf_counter()
    with serving(database) as (server, port):
        await_answer(server, port)
        ready = time.perf_counter()
        assert get(port, "/") == 200
        return time.perf_counter() - begun, time.perf_counter() - ready


def under_load(database: str, addresses: list[str], seconds: int = SECONDS) -> Loaded:
    """Four clients at once, each asking again as soon as it has its answer."""
    with serving(database) as (server, port), tempfile.NamedTemporaryFile("w", suffix=".txt") as listed:
        listed.write("\n".join(addresses))
        listed.flush()
        await_answer(server, port)
        for _worker in range(4):
            assert get(port, "/") == 200
        command = [
            "wrk",
            "--threads",
            "2",
            "--connections",
            str(CLIENTS),
            "--duration",
            f"{seconds}s",
            "--timeout",
            "120s",
        ]
        command += ["--script", str(SCRIPT), f"http://127.0.0.1:{port}", "--", listed.name]
        said = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
        workers = [one.memory_full_info() for one in psutil.Process(server.pid).children()]
        return Loaded(**json.loads(said.splitlines()[-1]), memory=[(one.rss, one.uss) for one in workers])


def measure(database: str, seconds: int = SECONDS) -> tuple[Loaded | None, tuple[float, float]]:
    """Under load, if there is wrk to make it; and from cold."""
    manage(database, "collectstatic", "--noinput")
    cold = from_cold(database)
    return under_load(database, mixed(), seconds) if shutil.which("wrk") else None, cold


def lines(loaded: Loaded | None, cold: tuple[float, float], scan: float, *, is_whole: bool) -> list[Line]:
    """The goals of the largest scale (`is_whole`)."""
    if not is_whole:
        return []
    said = [Line("First dashboard of a server just started", cold[0], f"of which {cold[1]:.2f} s for the page", 3, "s")]
    if loaded:
        against = f"four sums over a flat table, {scan * 1000:.0f} ms; {CLIENTS} clients, 2 workers, whole pages"
        said.append(Line("Under load, p95 of a dashboard", loaded.p95 / scan, against, 1.1))
    return said


def table(loaded: Loaded | None, cold: tuple[float, float]) -> tuple[list[str], list[list[str]]]:
    rows = [
        ["From the start of a server to its first dashboard", f"{cold[0]:.2f} s, of which {cold[1]:.2f} s for the page"]
    ]
    if loaded is None:
        return ["What", "Measured"], [*rows, ["Under load", "not measured: wrk is not installed"]]
    own = ", ".join(f"{rss / ONE_MIB:.0f} MiB ({uss / ONE_MIB:.0f} of its own)" for rss, uss in loaded.memory)
    rows += [
        [f"Pages a second, {CLIENTS} clients, {FILTERS:,} filters", f"{loaded.requests / loaded.seconds:.1f}"],
        ["Median of a page", f"{loaded.median * 1000:,.0f} ms"],
        ["95 % of the pages within", f"{loaded.p95 * 1000:,.0f} ms"],
        ["The slowest", f"{loaded.most * 1000:,.0f} ms"],
        ["Requests that failed", f"{loaded.errors} of {loaded.requests:,}"],
        ["Memory of each worker", own],
    ]
    return ["What", "Measured"], rows
