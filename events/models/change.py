from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from events.choices import ChangeKind


class Change(models.Model):
    """One row of the record as one write left it: the history that triggers keep (sql/history.sql), whoever writes.

    `before` and `after` are whole rows, NULL where there was none. Rows of one transaction share `transaction`, and thereby
    who (`by`, or only the database `role` where somebody wrote past the application) and `why`. Never written by the
    application: its role may read it and nothing else.
    """

    at = models.DateTimeField(_("when"))
    transaction = models.BigIntegerField(_("transaction"))
    kind = models.CharField(_("what happened"), max_length=8, choices=ChangeKind)
    table = models.CharField(_("table"), max_length=63)
    row = models.BigIntegerField(_("row"))
    incident = models.BigIntegerField(_("incident"), null=True)
    before = models.JSONField(_("before"), null=True)
    after = models.JSONField(_("after"), null=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        null=True,
        related_name="+",
        verbose_name=_("who"),
    )
    role = models.CharField(_("database role"), max_length=63)
    why = models.TextField(_("why"), blank=True)

    class Meta:
        verbose_name = _("change")
        verbose_name_plural = _("changes")
        ordering = ["-id"]
        default_permissions = ("view",)
        indexes = [
            models.Index(fields=["incident", "-id"], name="change_of_incident"),
            models.Index(fields=["table", "row", "-id"], name="change_of_row"),
            models.Index(fields=["transaction"], name="change_by_transaction"),
        ]

    def __str__(self) -> str:
        return f"{self.table} {self.row}: {self.get_kind_display()}"
