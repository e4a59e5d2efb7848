from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from events.choices import BatchState, FileFormat, Gravity

SILENCE = timedelta(seconds=45)
"""A worker at work says so every few seconds; one that has been silent for this long is dead."""
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

    class Meta:
        verbose_name = _("problem of an imported file")
        verbose_name_plural = _("problems of imported files")
        ordering = ["batch", F("row").asc(nulls_first=True), "id"]
        default_permissions = ()
        indexes = [models.Index(fields=["batch", "gravity", "row"], name="problem_of_batch")]
        constraints = [models.CheckConstraint(name="problem_says_something", condition=~Q(problem=""))]

    def __str__(self) -> str:
        return self.problem
