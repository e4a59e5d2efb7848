"""`python -m benchmarks.world --scale 2.5m`: a generated world to measure on, made once and kept.

world.sql makes it, by SQL alone. It stands on a PostgreSQL of its own, on disk and without fsync, in var/worlds/ (or in the
folder that WORLDS names), as a database whose name tells of its scale and of the SQL that made it: another SQL makes another
one. `--hold` keeps that server up until interrupted, and says how to reach each world.
"""

import argparse
import hashlib
import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path

import psycopg
from django.core.management import call_command, get_commands
from django.db import connection
from django.test import override_settings
from psycopg import sql

from benchmarks import filling, ged, ucdp_world
from conflict_tracker.local import VAR
from conflict_tracker.postgres import Cluster
from tests.recorded import standing_on

SCALES = {"5k": 5_000, "100k": 100_000, "1m": 1_000_000, "2.5m": 2_500_000}
MADE_BY = Path(__file__).with_suffix(".sql")
CLUSTER = Cluster(Path(os.environ.get("WORLDS", VAR / "worlds")) / "postgres", durable=False)
MEMORY = {
    "shared_buffers": "3GB",
    "effective_cache_size": "8GB",
    "work_mem": "64MB",
    "maintenance_work_mem": "1GB",
    "max_parallel_workers_per_gather": "2",
    "max_wal_size": "8GB",
    "wal_level": "minimal",
    "max_wal_senders": "0",
}
"""What somebody with this much data would set; the rivals profit from it as we do."""


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("--scale", choices=SCALES, action="append", default=[])
    arguments.add_argument("--kind", choices=KINDS, default="generated")
    arguments.add_argument("--hold", action="store_true", help="keep the server up until interrupted")
    asked = arguments.parse_args()
    with server():
        for scale in asked.scale:
            begun = time.monotonic()
            with standing(scale, asked.kind) as name:
                print(f"{scale}: {name}, {time.monotonic() - begun:.0f} s", flush=True)
        if asked.hold:
            print(CLUSTER.url, flush=True)
            signal.sigwait({signal.SIGINT, signal.SIGTERM})
    return 0


# --- where it stands -------------------------------------------------------------------------------------------------
@contextmanager
def server() -> Iterator[None]:
    """The worlds' own server is up, and Django's connections go there instead of to the tests'."""
    before = connection.settings_dict["HOST"]
    connection.close()
    with CLUSTER:
        _give_memory()
        connection.settings_dict["HOST"] = str(CLUSTER.socket)
        try:
            yield
        finally:
            connection.close()
            connection.settings_dict["HOST"] = before


@contextmanager
def standing(scale: str, kind: str = "generated") -> Iterator[str]:
    """Django's connections go to the world of this scale, made if it is not there yet; yields the database's name.

    Within `server`."""
    name = database(scale, kind)
    with psycopg.connect(CLUSTER.url, autocommit=True) as admin:
        if not _is_there(admin, name):
            _make(admin, name, SCALES[scale], kind)
    with standing_on(name), override_settings(SNAPSHOT_DIR=snapshots(name)):
        call_command("migrate", verbosity=0)  # an index of a later release is a world's, too
        yield name


def snapshots(name: str) -> Path:
    """Where the columns of a world are kept that pages count from: beside the server, each world's apart."""
    return CLUSTER.data.parent / "snapshots" / name


def write_snapshot(name: str) -> tuple[float, int] | None:
    """Write the columns of the world stood on: (seconds, bytes); None where there is nothing that writes them."""
    if "write_snapshot" not in get_commands():
        return None
    snapshots(name).mkdir(parents=True, exist_ok=True)
    begun = time.perf_counter()
    call_command("write_snapshot", verbosity=0, stdout=StringIO())
    seconds = time.perf_counter() - begun
    return seconds, sum(path.stat().st_size for path in snapshots(name).rglob("*") if path.is_file())


def database(scale: str, kind: str = "generated") -> str:
    """The name of a world's database; it changes with what makes the world."""
    made_by = hashlib.sha256(b"".join(path.read_bytes() for path in KINDS[kind][0])).hexdigest()[:8]
    return f"{kind}_{scale.replace('.', '_')}_{made_by}"


@contextmanager
def copied(name: str) -> Iterator[str]:
    """A copy of a world to write to, dropped at the end."""
    copy = f"copy_of_{name}_{os.getpid()}"
    connection.close()
    with psycopg.connect(CLUSTER.url, autocommit=True) as admin:
        admin.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY").format(*map(sql.Identifier, (copy, name)))
        )
        try:
            with standing_on(copy):
                yield copy
        finally:
            admin.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(copy)))


def _is_there(admin: psycopg.Connection, name: str) -> bool:
    return admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is not None


def _give_memory() -> None:
    """Once, while nobody works on the new server: it starts again for it."""
    with psycopg.connect(CLUSTER.url, autocommit=True) as admin:
        if (CLUSTER.data / "postgresql.auto.conf").read_text().count(" = "):
            return
        for setting, value in MEMORY.items():
            admin.execute(sql.SQL("ALTER SYSTEM SET {} = {}").format(sql.Identifier(setting), sql.Literal(value)))
    CLUSTER.stop()
    CLUSTER.start()


# --- how it is made --------------------------------------------------------------------------------------------------
def _make(admin: psycopg.Connection, name: str, rows: int, kind: str) -> None:
    """Under another name first: one that fails leaves nothing that looks whole."""
    half = f"{name}_half"
    admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(half)))
    admin.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(half)))
    with standing_on(half):
        call_command("migrate", verbosity=0)
        KINDS[kind][1](rows)
        orphans = filling.dangling()
        assert not orphans, orphans
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    admin.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(half), sql.Identifier(name)))


def generate(rows: int) -> None:
    """Fill an empty record with so many incidents. Checks of a row hold as ever; references are looked at afterwards."""
    with filling.without_indexes():
        filling.run(MADE_BY, n=rows)


KINDS = {
    "generated": ((MADE_BY,), generate),
    "ucdp": ((ucdp_world.MADE_BY, Path(ged.__file__)), ucdp_world.replicate),
}
"""Kind of world → the files that make it, and what makes it of so many incidents."""

if __name__ == "__main__":
    sys.exit(main())
