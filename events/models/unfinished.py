from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


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

    class Meta:
        verbose_name = _("unfinished entry")
        verbose_name_plural = _("unfinished entries")
        ordering = ["-saved_at", "-id"]
        constraints = [models.UniqueConstraint(fields=["owner", "token"], name="unfinished_once_per_form")]

    def __str__(self) -> str:
        return str(self.token)
