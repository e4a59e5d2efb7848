from django.db import models
from django.utils.translation import gettext_lazy as _

from events.choices import SourceKind
from events.models.named import Named, NamedQuerySet


class Source(Named):
    """An organisation or person that says things: as the publisher of a report, as the claimant of a number, or both."""

    kind = models.CharField(_("kind"), max_length=16, choices=SourceKind)
    actor = models.ForeignKey(
        "events.Actor",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="sources",
        verbose_name=_("speaks for"),
        help_text=_("The actor whose own voice this is, where it is one."),
    )

    objects = NamedQuerySet.as_manager()

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["name", "id"]
