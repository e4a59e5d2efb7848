"""What the read side costs those who write: saving one incident, and loading a file of a hundred thousand.

It follows the history that is kept anyway and has no trigger of its own. So "without it" is the same database without its
indexes and with no snapshot being written, and "with it" is with them, while one snapshot after the other is written
beside: more than any deployment does. Measured on a copy of the world.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection

from benchmarks import imports, load, save, world
from benchmarks.line import Line
from conflict_tracker.local import PROJECT

SAVES, BLOCKS = 60, 2
LOADED = {"5k": 2_000, "100k": 5_000, "1m": 100_000, "2.5m": 100_000}
"""Rows of the file that is loaded at a scale; the large file is for the large worlds, for it takes minutes."""
SHORT = 10_000
OF_THE_READ_SIDE = ("change_by_transaction", "claim_quote_words", "incident_title_words", "incident_summary_words")
"""The indexes by which it finds what changed, and words."""
AGAIN = "import subprocess, sys\nwhile subprocess.run(sys.argv[1:]).returncode in (0, 1): pass"


def lines(scale: str, name: str) -> list[Line]:
    """Both goals, on a copy of the world; two blocks of saves of either kind, in turn, and of loads that are short."""
    rows = LOADED[scale]
    saves, loads = {"with": [], "without": []}, {"with": [], "without": []}
    with world.copied(name) as copy:
        saved = save.Rows("world")
        _loaded("warm", 500)
        for block in range(BLOCKS):
            for kind, state in (("with", snapshots_beside(copy)), ("without", no_index())):
                with state:
                    saves[kind] += _saves(saved)
                    if block == 0 or rows <= SHORT:
                        loads[kind].append(_loaded(f"{kind}-{block}", rows))
    whole, bare = (statistics.median(saves[kind]) for kind in ("with", "without"))
    others = [min(loads[kind]) for kind in ("with", "without")]
    against = "the same without the read side"
    return [
        Line(
            "A save beside the read side",
            whole / bare,
            f"{against}: {whole * 1000:.1f} against {bare * 1000:.1f} ms",
            1.3,
        ),
        Line(
            f"Loading {rows:,} incidents beside the read side",
            others[0] / others[1],
            f"{against}: {others[0]:.1f} against {others[1]:.1f} s",
            1.3,
        ),
    ]


def _saves(rows: save.Rows) -> list[float]:
    save.save(rows)
    found = []
    for _save in range(SAVES):
        begun = time.perf_counter()
        save.save(rows)
        found.append(time.perf_counter() - begun)
    return found


def _loaded(slug: str, rows: int) -> float:
    with imports.file_of(str(rows)) as file:
        return imports.load(file, slug)[1]


@contextmanager
def snapshots_beside(database: str) -> Iterator[None]:
    """Another process writes a snapshot of the database, and another one, until we are done; where snapshots are written."""
    with tempfile.TemporaryDirectory() as folder:
        environment = load.environment(database) | {"SNAPSHOT_DIR": str(Path(folder))}
        command = [sys.executable, "-c", AGAIN, sys.executable, "manage.py", "write_snapshot"]
        writer = subprocess.Popen(
            command, cwd=PROJECT, env=environment, stdout=subprocess.DEVNULL, start_new_session=True
        )
        try:
            yield
        finally:
            subprocess.run(["kill", "--", f"-{writer.pid}"], check=False)
            writer.wait(60)


@contextmanager
def no_index() -> Iterator[None]:
    """What the read side finds changes by is gone for a while."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' AND indexname = ANY(%s)",
            [list(OF_THE_READ_SIDE)],
        )
        found = cursor.fetchall()
        for name, _made_by in found:
            cursor.execute(f"DROP INDEX {name}")
        try:
            yield
        finally:
            for _name, made_by in found:
                cursor.execute(made_by)
