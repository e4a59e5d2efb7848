"""Where an import stands: what is asked of it, who works at it, and what becomes of one whose worker died."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from events.actions.acting import acting
from events.choices import BatchState, Status
from events.models import Batch, Incident
from events.models.batch import AT_WORK, SILENCE

LOCKS = 0x1A9  # the first of the two numbers of PostgreSQL's advisory locks on imports; the second is the import's
LEAVES = {
    BatchState.CHECKING: (BatchState.UPLOADED, BatchState.CHECKED, BatchState.FAILED, BatchState.CANCELLED),
    BatchState.LOADING: (BatchState.CHECKED,),
    BatchState.UNDOING: (BatchState.LOADED,),
}
"""What is asked of a batch, and the states in which it may be."""


class BatchBusy(Exception):
    """What was asked is not possible as the import stands; the message says why."""


@transaction.atomic
def begin(
    *, batch: Batch, state: BatchState, by, why: str = "", good_rows_only: bool = False, retract_gone: bool = False
) -> Batch:
    """Put a batch into the state of being worked at, where nobody works at it yet: `heard_at` is None until then.

    Raises BatchBusy when it is not in a state from which that can be asked, as when somebody else asked before.
    """
    acting(by=by, why=why)
    if state == BatchState.LOADING:
        _refuse_own_publishing(batch, by)
    if state == BatchState.UNDOING:
        refuse_taking_back(batch=batch, by=by)
    chosen = {"confirmed_by": by, "good_rows_only": good_rows_only, "retract_gone": retract_gone}
    confirmed = chosen if state == BatchState.LOADING else {}
    fresh = {
        "heard_at": None,
        "rows_done": 0,
        "rows_all": 0,
        "is_to_stop": False,
        "failed_because": "",
        "ended_at": None,
    }
    # by one conditional UPDATE: it does not wait for whoever works at the batch, as a lock would
    if not Batch.objects.filter(pk=batch.pk, state__in=LEAVES[state]).update(state=state, **fresh, **confirmed):
        batch.refresh_from_db(fields=["state"])
        raise BatchBusy(_("This import is %(state)s; look at it again.") % {"state": batch.get_state_display()})
    batch.refresh_from_db()
    return batch


def _refuse_own_publishing(batch: Batch, by) -> None:
    if not batch.publish or by is None:  # whoever sits at the machine answers for it
        return
    if not by.has_perm("events.publish_incident"):
        raise BatchBusy(_("A file that is published is confirmed by an editor."))
    if batch.uploaded_by_id == by.pk:
        raise BatchBusy(_("You uploaded this file; somebody else confirms that it is published."))


def refuse_taking_back(*, batch: Batch, by) -> None:
    """Raise BatchBusy where undoing would take from readers what an editor has published since, for anybody else."""
    if by is None or by.has_perm("events.publish_incident"):
        return
    if batch.publish or Incident.objects.of_batch(batch).filter(status=Status.PUBLISHED).exists():
        raise BatchBusy(_("Published incidents are taken back by an editor."))


@transaction.atomic
def cancel(*, batch: Batch, by) -> None:
    """Ask whoever works at a batch to stop, or take back what nobody has begun. Raises BatchBusy when it is over."""
    acting(by=by)
    waiting = Q(state__in=[BatchState.UPLOADED, BatchState.CHECKED]) | Q(
        state__in=[BatchState.CHECKING, BatchState.LOADING], heard_at=None
    )
    ours = Batch.objects.filter(pk=batch.pk)
    if ours.filter(waiting).update(state=BatchState.CANCELLED, ended_at=timezone.now()):
        return
    if not ours.filter(state__in=AT_WORK).update(is_to_stop=True):
        raise BatchBusy(_("There is nothing to cancel: the import is over."))


@contextmanager
def sole_worker(*, batch: int) -> Iterator[bool]:
    """Holds PostgreSQL's lock on working at a batch, by its number; yields whether it is ours.

    The lock is this connection's, and free as soon as that is gone, however the process ended.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [LOCKS, batch])
        is_ours = cursor.fetchone()[0]
    try:
        yield is_ours
    finally:
        if is_ours and connection.connection is not None and not connection.connection.closed:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [LOCKS, batch])


@transaction.atomic
def fail(*, batch: int, because: str) -> bool:
    """Mark the batch with this number as failed, unless it is no longer worked at. One that was to be undone stays loaded."""
    acting(by=None, why=because)
    ended = {"failed_because": because, "ended_at": timezone.now(), "is_to_stop": False}
    ours = Batch.objects.filter(pk=batch)
    return bool(
        ours.filter(state=BatchState.UNDOING).update(state=BatchState.LOADED, **ended)
        or ours.filter(state__in=AT_WORK).update(state=BatchState.FAILED, **ended)
    )


def fail_dead_batches() -> list[int]:
    """Mark as failed what is worked at, as it says, by nobody who lives; returns the numbers of those batches."""
    dead = [batch for batch in Batch.objects.at_work().exclude(heard_at=None) if _is_dead(batch)]
    return [batch.pk for batch in dead if fail(batch=batch.pk, because=died())]


def died() -> str:
    return _("The worker was ended while it worked at this file. Nothing of it is half-done: try again.")


def _is_dead(batch: Batch) -> bool:
    """Nobody holds the lock on it; or somebody does, on a machine that is not heard of any more."""
    if batch.heard_at < timezone.now() - SILENCE:
        return True
    with sole_worker(batch=batch.pk) as is_free:
        # looked at again under the lock: who had it may have come to the end in the meantime
        return is_free and Batch.objects.at_work().filter(pk=batch.pk).exists()
