"""The queue: what pages ask for and the worker does. A job is a batch's number, what to do with it, and for whom.

Asking and the batch's new state are one transaction, so neither is there without the other. While the worker works at a
batch it holds a lock of PostgreSQL's on it: nobody else takes the same batch, and the lock of a worker that was killed is
free at once, which is how `actions.fail_dead_batches` knows. A job that broke off is never begun again by itself.
"""

import logging
from datetime import timedelta

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateWorker

from events import actions
from events.choices import BatchState
from events.models import Batch

QUEUE = "imports"
HEARTBEAT = 5
"""Seconds between two signs of life of a worker."""
PATIENCE = 30
"""Seconds after which a worker that gave none is held to be dead."""

log = logging.getLogger(__name__)


def check_later(*, batch: Batch, by: User) -> None:
    """Have the file checked, again where it was before. Raises actions.BatchBusy."""
    _ask(batch, BatchState.CHECKING, by)


def load_later(*, batch: Batch, by: User, good_rows_only: bool = False, retract_gone: bool = False) -> None:
    """Have a checked file loaded. Raises actions.BatchBusy when it is no longer as it was, so that it is loaded once."""
    _ask(batch, BatchState.LOADING, by, good_rows_only=good_rows_only, retract_gone=retract_gone)


def undo_later(*, batch: Batch, by: User, why: str) -> None:
    """Have a loaded file taken back. Raises actions.BatchBusy."""
    _ask(batch, BatchState.UNDOING, by, why=why)


@transaction.atomic
def _ask(batch: Batch, state: BatchState, by: User, why: str = "", **more: bool) -> None:
    actions.begin(batch=batch, state=state, by=by, why=why, **more)
    work.defer(batch=batch.pk, by=by.pk, language=get_language(), why=why)


@app.task(name="events.work", queue=QUEUE)
def work(batch: int, by: int, language: str, why: str) -> None:
    """Do what the batch's state says is to be done with it; whatever goes wrong stands in the batch afterwards.

    Problems are written in the language of whoever asked.
    """
    with override(language), actions.sole_worker(batch=batch) as is_ours:
        if not is_ours or not Batch.objects.at_work().filter(pk=batch).update(heard_at=timezone.now()):
            return  # another worker has it, or it was cancelled while it waited
        try:
            _do(Batch.objects.with_people().get(pk=batch), User.objects.get(pk=by), why)
        except Exception:
            log.exception("Import %s broke off.", batch)
            actions.fail(batch=batch, because=_("Something went wrong that nobody foresaw; the log has it. Try again."))


def _do(batch: Batch, by: User, why: str) -> None:
    match batch.state:
        case BatchState.CHECKING:
            actions.check_batch(batch=batch, by=by)
        case BatchState.LOADING:
            actions.load_batch(batch=batch, by=by)
        case BatchState.UNDOING:
            actions.undo_batch(batch=batch, by=by, because=why)


def worker_is_alive() -> bool:
    return ProcrastinateWorker.objects.filter(last_heartbeat__gt=timezone.now() - timedelta(seconds=PATIENCE)).exists()
