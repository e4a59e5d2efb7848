"""Two PostgreSQL servers of their own, the second following the first by streaming replication."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread
from urllib.parse import quote

import psutil
import psycopg

from conflict_tracker.local import PROJECT
from conflict_tracker.postgres import APPLICATION, PORT, SUPERUSER, Cluster
from conflict_tracker.server_user import ClusterError

PATIENCE = 20
MEMORY = Path("/dev/shm")


class Follower(Cluster):
    """A server made of another one's base backup, that replays what that one writes from then on."""

    def __init__(self, data: Path, followed: Cluster) -> None:
        super().__init__(data, durable=False)
        self._followed = followed

    def _create(self) -> None:
        self._user.make_private(self.data)
        source = ["-h", self._followed.socket, "-p", PORT, "-U", SUPERUSER]
        done = self._run(
            "pg_basebackup", *source, "-D", self.data, "--write-recovery-conf", "--checkpoint=fast", "--no-sync"
        )
        if done.returncode:
            raise ClusterError(f"there is no base backup: {done.stdout}")


@dataclass
class Pair:
    """A primary and its replica, both running, and what a web server must be told to stand on them."""

    primary: Cluster
    replica: Follower

    @property
    def settings(self) -> dict[str, str]:
        return settings_of(self.primary) | {"REPLICA_DATABASE_URL": self.replica.application_url}

    @property
    def either(self) -> str:
        """An address that leads to whichever is the primary now."""
        hosts = quote(f"{self.primary.socket},{self.replica.socket}", safe="")
        return f"postgresql://{APPLICATION}@/postgres?host={hosts}&target_session_attrs=read-write&connect_timeout=5"

    def on_primary(self, statement: str, *params: object) -> list[tuple]:
        return _rows(self.primary, statement, params)

    def on_replica(self, statement: str, *params: object) -> list[tuple]:
        return _rows(self.replica, statement, params)


def settings_of(cluster: Cluster) -> dict[str, str]:
    return {
        "DATABASE_URL": cluster.application_url,
        "OWNER_DATABASE_URL": "",
        "REPLICA_DATABASE_URL": "",
        "DJANGO_SETTINGS_MODULE": "tests.replicated",
        "HTTPS": "off",
    }


def _rows(cluster: Cluster, statement: str, params: tuple[object, ...]) -> list[tuple]:
    with psycopg.connect(cluster.url, autocommit=True) as connection:
        done = connection.execute(statement, params)
        return done.fetchall() if done.description else []


@contextmanager
def two_servers(prepare: str) -> Iterator[Pair]:
    """`prepare`: Python that fills the primary, run by manage.py's shell when there are tables."""
    roomy = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > 2**30
    with tempfile.TemporaryDirectory(prefix="tracker-two-", dir=MEMORY if roomy else None) as folder:
        Path(folder).chmod(0o755)
        primary = Cluster(Path(folder) / "primary", durable=False)
        replica = Follower(Path(folder) / "replica", primary)
        primary.start()
        try:
            as_owner = os.environ | settings_of(primary) | {"OWNER_DATABASE_URL": primary.url}
            for command in (["migrate", "--verbosity", "0"], ["shell", "--verbosity", "0", "--command", prepare]):
                subprocess.run([sys.executable, "manage.py", *command], cwd=PROJECT, env=as_owner, check=True)
            replica.start()
            yield Pair(primary, replica)
        finally:
            for cluster in (replica, primary):
                cluster.stop()
                shutil.rmtree(cluster.socket, ignore_errors=True)


def kill(cluster: Cluster) -> None:
    """As when somebody pulls the plug: every process of the server at once."""
    [pid, *_rest] = (cluster.data / "postmaster.pid").read_text().split()
    postmaster = psutil.Process(int(pid))
    for process in [postmaster, *postmaster.children()]:
        process.kill()


def saved_until_killed(pair: Pair, write: str) -> list[int]:
    """The numbers of the saves that were acknowledged before the primary died in the middle of one; `write` takes a text."""
    acknowledged: list[int] = []
    enough = Event()

    def save() -> None:
        with psycopg.connect(pair.primary.application_url, autocommit=True) as writer:
            for number in range(100_000):
                with writer.transaction():
                    writer.execute("SELECT set_config('conflict_tracker.why', %s, true)", [f"#{number}"])
                    writer.execute(write, [f"Save {number}"])
                acknowledged.append(number)
                if number == 20:
                    enough.set()

    def save_to_the_end() -> None:
        with suppress(psycopg.OperationalError):
            save()

    saver = Thread(target=save_to_the_end)
    saver.start()
    assert enough.wait(PATIENCE)
    kill(pair.primary)
    saver.join(PATIENCE)
    return acknowledged
