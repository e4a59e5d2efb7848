from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from events.choices import FileFormat


class ColumnMap(models.Model):
    """Under which header of somebody's files each column of a format stands, saved by name. `columns`: column → header."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    format = models.CharField(_("format"), max_length=16, choices=FileFormat)
    columns = models.JSONField(_("columns"))
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("saved by")
    )
    saved_at = models.DateTimeField(_("saved"), auto_now=True)

    class Meta:
        verbose_name = _("column map")
        verbose_name_plural = _("column maps")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
