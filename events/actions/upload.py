import hashlib
from collections.abc import Iterable, Iterator
from datetime import date

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from events.actions.acting import acting
from events.choices import BatchState, FileFormat
from events.models import Batch, BatchPiece, Dataset
from events.models.batch import PIECE

LONGEST_NAME = 200
OVER = (BatchState.FAILED, BatchState.CANCELLED, BatchState.UNDONE)


class UploadRefused(Exception):
    """A file that is not taken in; the message says why and what to do. `earlier` is the import that has it already."""

    def __init__(self, message: str, earlier: Batch | None = None):
        super().__init__(message)
        self.earlier = earlier


@transaction.atomic
def upload(
    *,
    dataset: Dataset,
    file_name: str,
    chunks: Iterable[bytes],
    format: FileFormat | str,
    released_on: date,
    release: str = "",
    publish: bool = False,
    reading: dict | None = None,
    by=None,
) -> Batch:
    """Keep a file, in pieces of 1 MiB, for whoever checks and loads it. Its bytes are read once and never all at once.

    Raises UploadRefused for a file that is empty, too large, or that this dataset has in another import already.
    """
    acting(by=by)
    batch = Batch.objects.create(
        dataset=dataset,
        format=format,
        file_name=safe_name(name=file_name),
        sha256="0" * 64,  # known when the last piece is
        size=0,
        release=release,
        released_on=released_on,
        publish=publish,
        reading=reading or {},
        uploaded_by=by,
    )
    _keep(batch, chunks)
    _refuse_known(batch)
    return batch


def _keep(batch: Batch, chunks: Iterable[bytes]) -> None:
    digest = hashlib.sha256()
    for number, piece in enumerate(_pieces(chunks)):
        digest.update(piece)
        batch.size += len(piece)
        if batch.size > settings.IMPORT_MAX_BYTES:
            raise UploadRefused(too_large())
        BatchPiece.objects.create(batch=batch, number=number, content=piece)
    if not batch.size:
        raise UploadRefused(_("The file is empty. Look at it where it comes from, and send it again."))
    batch.sha256 = digest.hexdigest()
    batch.save(update_fields=["sha256", "size"])


def too_large() -> str:
    """What is said of a file above the limit of the settings."""
    limit = settings.IMPORT_MAX_BYTES // 2**20
    return _("The file is larger than %(limit)s MiB, the most that is taken. Send it in parts.") % {"limit": limit}


def safe_name(*, name: str) -> str:
    """The last part of a path, without control characters: it is shown, and named again in downloads."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return "".join(letter for letter in last if letter.isprintable()).strip(" .")[-LONGEST_NAME:] or "file"


def _pieces(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes in pieces of PIECE, the last one shorter."""
    held = bytearray()
    for chunk in chunks:
        held += chunk
        while len(held) >= PIECE:
            yield bytes(held[:PIECE])
            del held[:PIECE]
    if held:
        yield bytes(held)


def _refuse_known(batch: Batch) -> None:
    known = batch.dataset.batches.filter(sha256=batch.sha256).exclude(pk=batch.pk).exclude(state__in=OVER).first()
    if known is not None:
        said = _("This dataset has the very same file already, %(state)s: nothing would change.")
        raise UploadRefused(said % {"state": known.get_state_display()}, earlier=known)
