"""kill -9 on a worker that loads a file: nothing half-written, failed within a minute, and nobody begins it again."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from conflict_tracker.local import PROJECT
from events import actions, tasks
from events.choices import BatchState, FileFormat, PlaceLevel
from events.models import Batch, Incident, Place
from tests import world

ROWS = 30_000
MINUTE = 60

pytestmark = pytest.mark.django_db(transaction=True)


@contextmanager
def worker() -> Iterator[subprocess.Popen]:
    """`manage.py work` as the web server's role, on this test's database."""
    environment = os.environ | {
        "SERVED_DATABASE": connection.settings_dict["NAME"],
        "DJANGO_SETTINGS_MODULE": "tests.served",
        "LOG_LEVEL": "CRITICAL",
    }
    process = subprocess.Popen([sys.executable, "manage.py", "work"], cwd=PROJECT, env=environment)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(20)


def until(is_so: Callable[[], bool], works: subprocess.Popen) -> None:
    """Waits for it, a minute at the most, while the worker works."""
    end = time.monotonic() + MINUTE
    while not is_so():
        assert works.poll() is None, "the worker ended by itself"
        assert time.monotonic() < end, "it did not come to that within a minute"
        time.sleep(0.05)


@pytest.fixture
def batch() -> Batch:
    """A checked file of many rows, and people."""
    people = world.people()
    Place.objects.create(slug="velmar", name="Velmar", level=PlaceLevel.COUNTRY)
    lines = (f"K-{row},Strike {row},2024-03-05,air-strike,Velmar\n".encode() for row in range(ROWS))
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


def test_a_killed_worker_leaves_a_failed_import_and_no_row(batch: Batch) -> None:
    with worker() as first:
        tasks.check_later(batch=batch, by=batch.uploaded_by)
        until(lambda: now(batch).state == BatchState.CHECKED, first)
        tasks.load_later(batch=batch, by=batch.uploaded_by)
        until(lambda: now(batch).state == BatchState.LOADING and batch.rows_done > 0, first)
        first.kill()
        first.wait()
    assert not Incident.objects.exists()
    with worker() as second:  # as `make run` does, and a container's restart
        until(lambda: now(batch).state == BatchState.FAILED, second)
        until(lambda: not ProcrastinateJob.objects.exists(), second)
        assert now(batch).state == BatchState.FAILED, "it is not begun again"
    assert "worker was ended" in batch.failed_because
    assert not Incident.objects.exists()
