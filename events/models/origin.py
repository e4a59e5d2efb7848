from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class OriginQuerySet(models.QuerySet):
    def edited(self):
        """Of incidents that a person has changed since the file wrote them: a newer release never overwrites those."""
        return self.exclude(incident__version=F("version"))


class Origin(models.Model):
    """The row of a file that an incident came from, as it stands there: column → text.

    `key` is the publisher's own name of it, the same from release to release. `digest` is of what we understood, so that
    two releases which only name their columns otherwise are unchanged. `version` is the incident's as the batch left it.
    """

    incident = models.OneToOneField(
        "events.Incident", on_delete=models.CASCADE, related_name="origin", verbose_name=_("incident")
    )
    dataset = models.ForeignKey("events.Dataset", on_delete=models.PROTECT, related_name="+", verbose_name=_("dataset"))
    batch = models.ForeignKey(
        "events.Batch", on_delete=models.PROTECT, related_name="origins", verbose_name=_("import")
    )
    key = models.CharField(_("key"), max_length=200)
    row = models.PositiveIntegerField(_("row"))
    digest = models.CharField(_("digest"), max_length=64)
    values = models.JSONField(_("as in the file"))
    version = models.PositiveIntegerField(_("version"))

    objects = OriginQuerySet.as_manager()

    class Meta:
        verbose_name = _("origin")
        verbose_name_plural = _("origins")
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(fields=["dataset", "key"], name="origin_once_per_key"),
            models.CheckConstraint(name="origin_has_key", condition=~Q(key="")),
        ]

    def __str__(self) -> str:
        return self.key
