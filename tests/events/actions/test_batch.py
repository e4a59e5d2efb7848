"""An import's states: asked for once, cancelled, and failed when whoever worked at it is no more."""

from datetime import timedelta

import psycopg
import pytest
from django.db import connection
from django.utils import timezone

from events import actions
from events.actions.batch import LOCKS
from events.choices import BatchState
from events.models import Batch
from tests.events.models.rows import add
from tests.settings import CLUSTER

DAY = timedelta(days=1)


@pytest.fixture
def batch(world) -> Batch:
    return Batch.objects.get(pk=add("batch", uploaded_by_id=world.people.analyst.pk))


def put(batch: Batch, **values) -> Batch:
    Batch.objects.filter(pk=batch.pk).update(**values)
    batch.refresh_from_db()
    return batch


def test_what_is_asked_twice_is_done_once(batch, world) -> None:
    actions.begin(batch=batch, state=BatchState.CHECKING, by=world.people.analyst)
    with pytest.raises(actions.BatchBusy, match="being checked"):
        actions.begin(batch=batch, state=BatchState.CHECKING, by=world.people.editor)


def test_confirmed_twice_it_is_loaded_once(batch, world) -> None:
    put(batch, state=BatchState.CHECKED)
    actions.begin(batch=batch, state=BatchState.LOADING, by=world.people.analyst)
    with pytest.raises(actions.BatchBusy):
        actions.begin(batch=batch, state=BatchState.LOADING, by=world.people.editor)
    assert batch.confirmed_by == world.people.analyst


@pytest.mark.parametrize(("who", "said"), [("analyst", "confirmed by an editor"), ("stranger", "by an editor")])
def test_what_is_published_is_confirmed_by_whoever_may_publish(batch, world, who, said) -> None:
    put(batch, state=BatchState.CHECKED, publish=True)
    with pytest.raises(actions.BatchBusy, match=said):
        actions.begin(batch=batch, state=BatchState.LOADING, by=getattr(world.people, who))


def test_what_is_published_is_confirmed_by_another(batch, world) -> None:
    put(batch, state=BatchState.CHECKED, publish=True, uploaded_by=world.people.editor)
    with pytest.raises(actions.BatchBusy, match="You uploaded this file"):
        actions.begin(batch=batch, state=BatchState.LOADING, by=world.people.editor)
    put(batch, uploaded_by=world.people.analyst)
    assert actions.begin(batch=batch, state=BatchState.LOADING, by=world.people.editor).state == BatchState.LOADING


def test_what_nobody_has_begun_is_cancelled_at_once_and_what_is_at_work_is_asked_to_stop(batch, world) -> None:
    put(batch, state=BatchState.LOADING, heard_at=timezone.now())
    actions.cancel(batch=batch, by=world.people.analyst)
    assert put(batch).is_to_stop
    put(batch, state=BatchState.CHECKING, heard_at=None)
    actions.cancel(batch=batch, by=world.people.analyst)
    assert put(batch).state == BatchState.CANCELLED
    with pytest.raises(actions.BatchBusy):
        actions.cancel(batch=batch, by=world.people.analyst)


def test_a_lock_that_is_free_means_a_dead_worker(batch) -> None:
    put(batch, state=BatchState.LOADING, heard_at=timezone.now())
    with psycopg.connect(CLUSTER.application_url, dbname=connection.settings_dict["NAME"]) as elsewhere:
        elsewhere.execute("SELECT pg_advisory_lock(%s, %s)", [LOCKS, batch.pk])
        assert actions.fail_dead_batches() == [], "somebody works at it"
    assert actions.fail_dead_batches() == [batch.pk]
    assert put(batch).state == BatchState.FAILED
    assert batch.failed_because


def test_one_that_waits_for_its_turn_is_not_dead(batch) -> None:
    put(batch, state=BatchState.CHECKING, heard_at=None)
    assert actions.fail_dead_batches() == []


def test_one_not_heard_of_is_shown_as_failed_by_whoever_looks(batch) -> None:
    put(batch, state=BatchState.LOADING, heard_at=timezone.now() - DAY)
    assert batch.stands == BatchState.FAILED
    assert not batch.is_moving


def test_undoing_that_breaks_off_leaves_it_loaded(batch) -> None:
    put(batch, state=BatchState.UNDOING, transaction=7)
    actions.fail(batch=batch.pk, because="The worker was ended.")
    assert put(batch).state == BatchState.LOADED
    assert batch.failed_because == "The worker was ended."


def test_what_is_over_is_not_failed_afterwards(batch) -> None:
    put(batch, state=BatchState.CHECKED)
    assert not actions.fail(batch=batch.pk, because="Too late.")
    assert put(batch).state == BatchState.CHECKED
