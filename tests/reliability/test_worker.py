"""kill -9 on a worker that loads a file: nothing half-written, failed within a minute, and nobody begins it again."""

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from events import tasks
from events.choices import BatchState
from events.models import Incident
from tests.reliability.working import now, until, uploaded, worker

ROWS = 30_000

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_killed_worker_leaves_a_failed_import_and_no_row() -> None:
    batch = uploaded(ROWS)
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
