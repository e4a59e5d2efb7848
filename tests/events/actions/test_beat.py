"""How far an import is, and whether it is to stop, while its transaction is still hidden."""

import time
from contextlib import contextmanager

import pytest
from django.db import connection

from events.actions import load_batch
from events.choices import BatchState
from events.models import Batch, Incident, Origin
from tests.events.actions.imported import batch_of, coded_dataset, row

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE = 10


def seen(batch: Batch, **values) -> bool:
    """Whether, within a while, others see the batch so."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if Batch.objects.filter(pk=batch.pk, **values).exists():
            return True
        time.sleep(0.02)
    return False


@pytest.fixture
def batch(monkeypatch) -> Batch:
    monkeypatch.setattr("events.actions.batch_rows.LOT", 1)
    monkeypatch.setattr("events.actions.beat.EVERY", 0.05)
    return batch_of(coded_dataset(), counts={"added": 3})


def loaded(batch: Batch, look) -> Batch:
    """Load three rows; the last one is there only after a look from outside, over another connection."""

    @contextmanager
    def rows():
        def read():
            yield row("1", 5)
            yield row("2", 5)
            try:
                look()
            finally:
                connection.close()
            yield row("3", 5)

        yield read()

    return load_batch(batch=batch, rows=rows)


def test_others_see_how_far_it_is_and_nothing_of_what_it_writes(batch):
    found = []

    def look():
        found.append((seen(batch, rows_done=2, rows_all=3, heard_at__isnull=False), Incident.objects.count()))

    assert loaded(batch, look).state == BatchState.LOADED
    assert found == [(True, 0)]


def test_asked_to_stop_it_leaves_nothing(batch):
    def look():
        Batch.objects.filter(pk=batch.pk).update(is_to_stop=True)
        before = Batch.objects.get(pk=batch.pk).heard_at
        assert seen(batch, heard_at__gt=before)
        time.sleep(0.2)

    ended = loaded(batch, look)
    assert (ended.state, ended.is_to_stop) == (BatchState.CANCELLED, False)
    assert not Incident.objects.exists()
    assert not Origin.objects.exists()
