from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Merge(models.Model):
    """One incident merged into another, with what moved, so that it can be undone. `moved` names rows by id."""

    loser = models.ForeignKey(
        "events.Incident", on_delete=models.PROTECT, related_name="merges_away", verbose_name=_("merged incident")
    )
    winner = models.ForeignKey(
        "events.Incident", on_delete=models.PROTECT, related_name="merges_in", verbose_name=_("kept incident")
    )
    because = models.CharField(_("why"), max_length=300)
    moved = models.JSONField(_("what moved"))
    merged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("merged by")
    )
    merged_at = models.DateTimeField(_("merged"), auto_now_add=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("undone by")
    )
    undone_at = models.DateTimeField(_("undone"), null=True)

    class Meta:
        verbose_name = _("merge")
        verbose_name_plural = _("merges")
        ordering = ["-merged_at", "-id"]
        constraints = [
            models.CheckConstraint(name="merge_of_two", condition=~Q(loser=F("winner"))),
            models.CheckConstraint(name="merge_has_reason", condition=~Q(because="")),
            models.CheckConstraint(
                name="merge_undone_by_somebody",
                condition=Q(undone_by=None, undone_at=None) | Q(undone_by__isnull=False, undone_at__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["loser"], condition=Q(undone_at=None), name="merge_one_standing_per_incident"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.loser.code} → {self.winner.code}"
