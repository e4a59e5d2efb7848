from datetime import date

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from events.choices import Sensitivity
from events.models.claim import Claim

FEW = 100
"""A report that tells of more incidents is a list, as a release of a dataset is."""


class ReportQuerySet(models.QuerySet):
    def published_by(self, day: date | None):
        """Those that were out by that day; all of them without a day."""
        return self if day is None else self.filter(published_on__lte=day)

    def telling_of_few(self):
        """Without those that are lists: that two incidents stand in one list says nothing of the two."""
        told = self.model.incidents.through.objects.filter(report=OuterRef("pk"))
        stated = Claim.objects.filter(report=OuterRef("pk"), incident__isnull=False)
        return self.exclude(Exists(told[FEW:]) | Exists(stated.values("incident").distinct()[FEW:]))

    def like(self, text: str):
        """Reports by words of the headline, the address or the publisher's name; newest first."""
        found = Q(headline__icontains=text) | Q(url__icontains=text) | Q(publisher__name__icontains=text)
        return self.filter(found).select_related("publisher").order_by("-published_on", "id")


class Report(models.Model):
    """One document: who published it, when, and where it is kept. `text` is private to analysts and never exported."""

    publisher = models.ForeignKey(
        "events.Source", on_delete=models.PROTECT, related_name="reports", verbose_name=_("publisher")
    )
    headline = models.CharField(_("headline"), max_length=300)
    published_on = models.DateField(_("published on"))
    language = models.CharField(_("language"), max_length=16, default="en", help_text=_("As a tag: en, ar, ku."))
    url = models.URLField(_("address"), max_length=1000, blank=True)
    archive_url = models.URLField(_("archived copy"), max_length=1000, blank=True)
    text = models.TextField(_("full text"), blank=True, help_text=_("Private: never shown to readers."))
    sensitivity = models.CharField(
        _("sensitivity"),
        max_length=16,
        choices=Sensitivity,
        default=Sensitivity.STAFF,
        help_text=_("Of the full text."),
    )

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["-published_on", "id"]
        indexes = [models.Index(fields=["publisher", "published_on"], name="report_of_a_day")]
        constraints = [
            models.UniqueConstraint(
                fields=["url"],
                condition=~Q(url=""),
                name="report_one_per_address",
                violation_error_message=_("A report with this address is recorded already; choose it instead."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.publisher}, {date_format(self.published_on)}: {self.headline}"
