import io
from datetime import datetime, timedelta
from typing import BinaryIO

from django.conf import settings
from django.db import models
from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.choices import BatchState, FileFormat, Gravity

SILENCE = timedelta(seconds=45)
"""A worker at work says so every few seconds; one that has been silent for this long is dead."""
PIECE = 2**20
"""Bytes of a file that are kept in one row."""
AT_WORK = (BatchState.CHECKING, BatchState.LOADING, BatchState.UNDOING)


class BatchQuerySet(models.QuerySet):
    def at_work(self):
        return self.filter(state__in=AT_WORK)

    def silent_since(self, moment: datetime):
        """At work, as it says, and not heard of since: its worker is dead."""
        return self.at_work().filter(heard_at__lt=moment)

    def loaded(self):
        """Those whose rows are in the record."""
        return self.filter(state=BatchState.LOADED)

    def with_people(self):
        return self.select_related("dataset", "uploaded_by", "confirmed_by")


class Batch(models.Model):
    """One file imported into a dataset: the file, how it is read, what came of it.

    `reading` says how the bytes are read: encoding, delimiter, and under which header each column of the format stands.
    `released_on` is the day the file came out, from which its numbers were known. `counts` maps added, changed, unchanged,
    gone, kept (edited by a person since, so not overwritten) and refused to numbers of incidents. `transaction` is that of
    the history in which it was loaded. A worker at work writes `heard_at`, `rows_done` and `rows_all`.
    """

    dataset = models.ForeignKey(
        "events.Dataset", on_delete=models.PROTECT, related_name="batches", verbose_name=_("dataset")
    )
    format = models.CharField(_("format"), max_length=16, choices=FileFormat)
    file_name = models.CharField(_("file"), max_length=200)
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    release = models.CharField(_("release"), max_length=80, blank=True, help_text=_("As its publisher calls it: 19.1."))
    released_on = models.DateField(_("released on"), help_text=_("From this day on its numbers were known."))
    reading = models.JSONField(_("how it is read"), default=dict)
    publish = models.BooleanField(_("publish at once"), default=False)
    good_rows_only = models.BooleanField(_("leave out rows with errors"), default=False)
    retract_gone = models.BooleanField(_("retract what is gone from the release"), default=False)
    state = models.CharField(_("state"), max_length=16, choices=BatchState, default=BatchState.UPLOADED)
    rows_done = models.PositiveIntegerField(_("rows done"), default=0)
    rows_all = models.PositiveIntegerField(_("rows in all"), default=0)
    heard_at = models.DateTimeField(_("worker last heard of"), null=True)
    is_to_stop = models.BooleanField(_("to be cancelled"), default=False)
    failed_because = models.TextField(_("why it failed"), blank=True)
    counts = models.JSONField(_("what came of it"), default=dict)
    transaction = models.BigIntegerField(_("transaction"), null=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("uploaded by")
    )
    uploaded_at = models.DateTimeField(_("uploaded"), auto_now_add=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("confirmed by")
    )
    ended_at = models.DateTimeField(_("ended"), null=True)

    objects = BatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-uploaded_at", "-id"]
        constraints = [
            models.CheckConstraint(name="batch_sha256_is_hex", condition=Q(sha256__regex="^[0-9a-f]{64}$")),
            models.CheckConstraint(
                name="batch_loaded_names_its_transaction",
                condition=Q(transaction__isnull=False)
                | ~Q(state__in=[BatchState.LOADED, BatchState.UNDOING, BatchState.UNDONE]),
            ),
            models.CheckConstraint(
                name="batch_failed_has_reason", condition=~Q(state=BatchState.FAILED) | ~Q(failed_because="")
            ),
            models.CheckConstraint(
                name="batch_published_by_another",
                condition=Q(publish=False)
                | Q(uploaded_by=None)
                | Q(confirmed_by=None)
                | ~Q(confirmed_by=F("uploaded_by")),
                violation_error_message=_("Whoever uploaded a file does not publish it."),
            ),
            models.UniqueConstraint(
                fields=["dataset", "sha256"], condition=Q(state=BatchState.LOADED), name="batch_same_file_once"
            ),
        ]

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        return reverse("admin:events_batch_detail", args=[self.pk])

    @property
    def may_be_decided(self) -> bool:
        """Whether the names in it wait for decisions: after the check, and before it is loaded."""
        return self.state == BatchState.CHECKED

    def open(self) -> BinaryIO:
        """The bytes of the file, to be read from any place; at most two pieces are in memory."""
        return io.BufferedReader(_Pieces(self), PIECE)

    @property
    def stands(self) -> BatchState:
        """The state as it is shown: one that is worked at by nobody who is heard of has failed, whoever wrote it down."""
        is_silent = self.state in AT_WORK and self.heard_at is not None and self.heard_at < timezone.now() - SILENCE
        return BatchState.FAILED if is_silent else BatchState(self.state)

    @property
    def is_moving(self) -> bool:
        """Waiting for the worker or worked at: its page is worth looking at again in a moment."""
        return self.stands in AT_WORK

    @property
    def is_waiting(self) -> bool:
        """Asked for, and begun by nobody."""
        return self.state in AT_WORK and self.heard_at is None


class BatchPiece(models.Model):
    """A piece of an imported file's bytes, in order: the file is kept where the record is, for every worker to read."""

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="pieces")
    number = models.PositiveIntegerField()
    content = models.BinaryField()

    class Meta:
        verbose_name = _("piece of an imported file")
        verbose_name_plural = _("pieces of imported files")
        ordering = ["number"]
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["batch", "number"], name="batch_piece_once")]

    def __str__(self) -> str:
        return f"{self.batch_id}, {self.number}"


class _Pieces(io.RawIOBase):
    """A batch's file, asked for piece by piece."""

    def __init__(self, batch: Batch):
        super().__init__()
        self.batch, self.at, self.held = batch, 0, (-1, b"")

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self.at, io.SEEK_END: self.batch.size}[whence]
        self.at = max(0, start + offset)
        return self.at

    def tell(self) -> int:
        return self.at

    def readinto(self, buffer) -> int:
        number, offset = divmod(self.at, PIECE)
        if self.held[0] != number:
            piece = self.batch.pieces.filter(number=number).values_list("content", flat=True).first()
            self.held = (number, bytes(piece or b""))
        found = self.held[1][offset : offset + len(buffer)]
        buffer[: len(found)] = found
        self.at += len(found)
        return len(found)


class BatchProblemQuerySet(models.QuerySet):
    def counts(self) -> dict[str, int]:
        """gravity → how many there are."""
        return dict(self.order_by().values_list("gravity").annotate(number=Count("pk")))

    def by_kind(self) -> list[dict]:
        """One for each problem of a column: gravity, column, problem and their number; errors first, then the most."""
        kinds = self.order_by().values("gravity", "column", "problem").annotate(number=Count("pk"))
        return list(kinds.order_by("gravity", "-number", "column"))

    def listed(self, *, gravity: str = "", column: str = "", problem: str = ""):
        """Errors before notes, each in the order of the file; of one kind where it is given."""
        asked = {
            name: value for name, value in (("gravity", gravity), ("column", column), ("problem", problem)) if value
        }
        return self.filter(**asked).errors_first()

    def errors_first(self):
        return self.order_by("gravity", F("row").asc(nulls_first=True), "pk")


class BatchProblem(models.Model):
    """What is wrong with one cell of an imported file, or worth telling of it: where, what stands there, how to mend it.

    `row` is the line of the file as a spreadsheet numbers it, the header being 1; NULL is the file as a whole.
    """

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="problems")
    gravity = models.CharField(_("gravity"), max_length=8, choices=Gravity)
    row = models.PositiveIntegerField(_("row"), null=True)
    column = models.CharField(_("column"), max_length=200, blank=True)
    value = models.TextField(_("value"), blank=True)
    problem = models.TextField(_("problem"))
    mend = models.TextField(_("how to mend it"), blank=True)

    objects = BatchProblemQuerySet.as_manager()

    class Meta:
        verbose_name = _("problem of an imported file")
        verbose_name_plural = _("problems of imported files")
        ordering = ["batch", F("row").asc(nulls_first=True), "id"]
        default_permissions = ()
        indexes = [models.Index(fields=["batch", "gravity", "row"], name="problem_of_batch")]
        constraints = [models.CheckConstraint(name="problem_says_something", condition=~Q(problem=""))]

    def __str__(self) -> str:
        return self.problem
