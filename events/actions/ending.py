"""What came of an import, as its batch says it."""

from django.db import DatabaseError
from django.utils import timezone
from django.utils.translation import gettext as _

from events.choices import BatchState
from events.models import Batch


class BatchRefused(Exception):
    """An import that is not carried out; the message says why. `earlier` is the import that the record has already."""

    def __init__(self, message: str, earlier: Batch | None = None):
        super().__init__(message)
        self.earlier = earlier


def ended(*, batch: Batch, state: BatchState, **values: object) -> None:
    """Nobody works at it any more, and this is how it stands."""
    Batch.objects.filter(pk=batch.pk).update(state=state, ended_at=timezone.now(), is_to_stop=False, **values)


def refused_by_database(*, why: DatabaseError) -> str:
    """For people: which rule of the record it breaks, without its rows."""
    rule = getattr(getattr(why.__cause__, "diag", None), "constraint_name", "") or type(why).__name__
    return _("The record does not take it (%(rule)s). Nothing was written.") % {"rule": rule}


def reason(*, batch: Batch) -> str:
    """Why, as the history and corrections say it."""
    if batch.release:
        return _("Import of %(file)s, release %(release)s") % {"file": batch.file_name, "release": batch.release}
    return _("Import of %(file)s") % {"file": batch.file_name}
