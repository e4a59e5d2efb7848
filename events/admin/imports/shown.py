"""What the pages of an import have in common: who may, which one, and its step on the way."""

import hashlib

import orjson
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from events.choices import BatchState, FileFormat, Gravity
from events.imports.files import opened
from events.imports.readers import format_of
from events.models import Batch
from events.words import Unreadable


def must(request: HttpRequest, permission: str) -> None:
    """Raise PermissionDenied for those without it."""
    if not request.user.has_perm(permission):
        raise PermissionDenied


def batch_of(request: HttpRequest, pk: int, permission: str = "events.view_batch") -> Batch:
    """The import of this number, for those who may; Http404 and PermissionDenied for others."""
    must(request, permission)
    return get_object_or_404(Batch.objects.with_people(), pk=pk)


def steps(batch: Batch) -> list[tuple[str, str]]:
    """The way of a file, and where it is: (label, "done", "now" or "")."""
    labels = [_("Sent"), _("Checked"), _("Names decided"), _("Confirmed"), _("Loaded")]
    open_names = batch.names.undecided().exists()
    at = {
        BatchState.UPLOADED: 1,
        BatchState.CHECKING: 1,
        BatchState.CHECKED: 2 if open_names else 3,
        BatchState.LOADING: 4,
        BatchState.LOADED: 5,
        BatchState.UNDOING: 5,
    }.get(batch.stands, 0)
    return [(label, "done" if number < at else "now" if number == at else "") for number, label in enumerate(labels)]


def seal(batch: Batch) -> str:
    """What whoever confirms has looked at, in one word: another one as soon as a name, the reading or a count is another."""
    names = batch.names.order_by("kind", "key").values_list("kind", "key", "state", "meant")
    seen = orjson.dumps([list(names), batch.reading, batch.counts], option=orjson.OPT_SORT_KEYS)
    return hashlib.sha256(seen).hexdigest()


def counts_of_problems(batch: Batch) -> dict[str, int]:
    """gravity → how many."""
    found = batch.problems.counts()
    return {gravity.value: found.get(gravity, 0) for gravity in Gravity}


def recognised(files: list[UploadedFile]) -> FileFormat:
    """The format of what was uploaded, by its columns. Raises Unreadable, saying what to do, where it is none that is known."""
    tables = []
    for file in files:
        with opened(file.file) as read:
            tables += read.tables
    found = format_of(tables)
    if found is None:
        raise Unreadable(
            _("Its columns are of no format that is known: choose the format, then say what its columns are.")
        )
    return found
