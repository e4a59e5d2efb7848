"""The worker as a process of its own, and a file for it to work at."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date

from django.conf import settings
from django.db import connection

from conflict_tracker.local import PROJECT
from events import actions
from events.choices import FileFormat, PlaceLevel
from events.models import Batch, Place
from tests import world

MINUTE = 60


def as_the_web_server() -> dict[str, str]:
    """The environment of a program that works as the web server's role, on this test's database and snapshots."""
    return os.environ | {
        "SERVED_DATABASE": connection.settings_dict["NAME"],
        "SERVED_SNAPSHOTS": str(settings.SNAPSHOT_DIR),
        "DJANGO_SETTINGS_MODULE": "tests.served",
        "LOG_LEVEL": "CRITICAL",
    }


@contextmanager
def worker() -> Iterator[subprocess.Popen]:
    """`manage.py work`."""
    process = subprocess.Popen([sys.executable, "manage.py", "work"], cwd=PROJECT, env=as_the_web_server())
    try:
        yield process
    finally:
        process.terminate()
        process.wait(20)


def until(is_so: Callable[[], object], works: subprocess.Popen, *, every: float = 0.05) -> None:
    """Waits for it, a minute at the most, while the worker works."""
    end = time.monotonic() + MINUTE
    while not is_so():
        assert works.poll() is None, "the worker ended by itself"
        assert time.monotonic() < end, "it did not come to that within a minute"
        time.sleep(every)


def uploaded(rows: int) -> Batch:
    """A file of so many incidents, not checked yet, and people."""
    people = world.people()
    Place.objects.create(slug="velmar", name="Velmar", level=PlaceLevel.COUNTRY)
    lines = (f"K-{row},Strike {row},2024-03-05,air-strike,Velmar\n".encode() for row in range(rows))
    return actions.upload(
        dataset=world.Dataset.objects.create(slug="velmar-2024", name="Velmar", code_prefix="VLM"),
        file_name="many.csv",
        chunks=[b"code,title,date_start,type,country\n", *lines],
        format=FileFormat.TEMPLATE,
        released_on=date(2024, 5, 1),
        by=people.analyst,
    )


def now(batch: Batch) -> Batch:
    batch.refresh_from_db()
    return batch
