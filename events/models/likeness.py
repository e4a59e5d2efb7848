from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from events.choices import Answer, Status


class LikenessQuerySet(models.QuerySet):
    def waiting(self):
        """Those that a person is asked about: no answer yet, and both incidents stand."""
        gone = [Status.MERGED, Status.RETRACTED]
        return self.filter(answer="").exclude(first__status__in=gone).exclude(second__status__in=gone)

    def answered(self):
        """Answered by somebody, the latest first."""
        return self.exclude(answer="").select_related("answered_by", "part").order_by("-answered_at", "-id")

    def between(self, one, other):
        """The row of two incidents, whichever is named first."""
        first, second = sorted((one.pk, other.pk))
        return self.filter(first=first, second=second)


class Likeness(models.Model):
    """Two incidents that look alike, why, and what a person answered. One row for both ways round: `first` has the lower id.

    Of two incidents of one dataset, *same* invites a merge; of two datasets, it says that they correspond, which is the
    base of a comparison and never of a sum (C12). The machine finds likenesses; it never answers one.
    """

    first = models.ForeignKey("events.Incident", on_delete=models.CASCADE, related_name="+", verbose_name=_("first"))
    second = models.ForeignKey("events.Incident", on_delete=models.CASCADE, related_name="+", verbose_name=_("second"))
    score = models.FloatField(_("likeness"))
    reasons = models.JSONField(_("reasons"), default=list)
    answer = models.CharField(_("answer"), max_length=16, choices=Answer, blank=True)
    part = models.ForeignKey(
        "events.Incident", on_delete=models.CASCADE, null=True, related_name="+", verbose_name=_("which is the part")
    )
    note = models.CharField(_("note"), max_length=300, blank=True)
    found_at = models.DateTimeField(_("found"), auto_now_add=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("answered by")
    )
    answered_at = models.DateTimeField(_("answered"), null=True)

    objects = LikenessQuerySet.as_manager()

    class Meta:
        verbose_name = _("likeness")
        verbose_name_plural = _("likenesses")
        ordering = ["-score", "id"]
        indexes = [models.Index(fields=["second"], name="likeness_from_second")]
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="likeness_once_per_pair"),
            models.CheckConstraint(name="likeness_lower_id_first", condition=Q(first__lt=F("second"))),
            models.CheckConstraint(
                name="likeness_answered_by_a_person",
                condition=Q(answer="", answered_by=None, answered_at=None)
                | (Q(answer__in=Answer.values) & Q(answered_by__isnull=False, answered_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="likeness_part_is_one_of_them",
                condition=(Q(answer=Answer.PART, part__isnull=False) & (Q(part=F("first")) | Q(part=F("second"))))
                | (~Q(answer=Answer.PART) & Q(part=None)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first.code}, {self.second.code}: {self.get_answer_display()}".rstrip(": ")
