from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from events.models.incident import Incident


class UnfinishedQuerySet(models.QuerySet):
    def of(self, owner):
        return self.filter(owner=owner)

    def unsaved(self):
        """Without those whose form was saved while they were on their way here."""
        return self.exclude(Exists(Incident.objects.filter(entry_token=OuterRef("token"))))

    def kept_before(self, moment: datetime):
        return self.filter(saved_at__lt=moment)


class Unfinished(models.Model):
    """What somebody typed into an entry form and has not saved: kept as it stands in the form, for its owner alone.

    `token` is the form's own; the incident entered with it carries it too. `typed` maps input names to lists of values.
    """

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="unfinished", verbose_name=_("owner")
    )
    token = models.UUIDField(_("token"))
    incident = models.ForeignKey(
        "events.Incident", on_delete=models.CASCADE, null=True, related_name="+", verbose_name=_("incident")
    )
    typed = models.JSONField(_("what was typed"))
    saved_at = models.DateTimeField(_("kept"), auto_now=True)

    objects = UnfinishedQuerySet.as_manager()

    class Meta:
        verbose_name = _("unfinished entry")
        verbose_name_plural = _("unfinished entries")
        ordering = ["-saved_at", "-id"]
        constraints = [models.UniqueConstraint(fields=["owner", "token"], name="unfinished_once_per_form")]

    def __str__(self) -> str:
        return str(self.token)

    @property
    def title(self) -> str:
        """What tells it from others: the title typed, else what was typed of place, words or report; "" for nothing."""
        for name in ("title", "place", "report-headline", "when", "claim-0-quote", "report-chosen"):
            words = " ".join((self.typed.get(name) or [""])[-1].split())
            if words:
                return words[:80]
        return ""
