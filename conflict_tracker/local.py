"""What a start on one's own machine needs and a deployment brings itself: a database, a key, the host's names."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from conflict_tracker.postgres import Cluster

PROJECT = Path(__file__).resolve().parent.parent
VAR = Path(os.environ.get("VAR_DIR") or PROJECT / "var").resolve()  # all that a local start keeps


def set_defaults() -> None:
    """Fills in the settings that nobody gave: plain http on this machine's own addresses, and a key kept in var/."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "conflict_tracker.settings")
    os.environ.setdefault("HTTPS", "off")
    os.environ.setdefault("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]")
    if not os.environ.get("SECRET_KEY"):
        os.environ["SECRET_KEY"] = _kept_key(VAR / "secret-key")


def _kept_key(file: Path) -> str:
    """The key in the file, made at first use and readable by its owner only: sessions outlive a restart."""
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return file.read_text().strip()
    with os.fdopen(descriptor, "w") as fresh:
        fresh.write(secrets.token_urlsafe(50))
    return file.read_text().strip()


@contextmanager
def database() -> Iterator[Cluster | None]:
    """DATABASE_URL's database when it is set; else this folder's own PostgreSQL, running while it is needed."""
    if _brings_database():
        yield None
        return
    with Cluster(VAR / "postgres") as cluster:
        os.environ |= {"DATABASE_URL": cluster.application_url, "OWNER_DATABASE_URL": cluster.url}
        yield cluster


@contextmanager
def surroundings() -> Iterator[None]:
    """For manage.py: a deployment, known by its DATABASE_URL, is left as it is; anything else gets a local start's."""
    if not _brings_database():
        set_defaults()
    with database():
        yield


def _brings_database() -> bool:
    return any(os.environ.get(name) for name in ("DATABASE_URL", "OWNER_DATABASE_URL"))
