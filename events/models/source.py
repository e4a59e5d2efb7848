from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.choices import Reliability, SourceKind, Status
from events.models.claim import Claim
from events.models.incident import Incident
from events.models.named import Named, NamedQuerySet


class SourceQuerySet(NamedQuerySet):
    def heard_by(self, user):
        """Those that a public incident or a public aggregate has spoken of or printed; all of them for those who may enter
        incidents. Who is known from unpublished records only is not told (C7)."""
        if user.has_perm("events.add_incident"):
            return self
        incidents = Incident.objects.public()
        claims = Claim.objects.filter(Q(incident__in=incidents) | Q(status=Status.PUBLISHED, dataset__is_public=True))
        printed = Incident.reports.through.objects.filter(incident__in=incidents).values("report__publisher")
        return self.filter(
            Q(pk__in=claims.values("claimant")) | Q(pk__in=claims.values("report__publisher")) | Q(pk__in=printed)
        )


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

    reliability = models.CharField(
        _("reliability"),
        max_length=1,
        choices=Reliability,
        default=Reliability.UNJUDGED,
        help_text=_("How far its numbers have proved right before. The rule “most reliable claimant” goes by it."),
    )
    reliability_because = models.CharField(_("why this reliability"), max_length=300, blank=True)

    objects = SourceQuerySet.as_manager()

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(
                name="source_reliability_has_reason",
                condition=Q(reliability=Reliability.UNJUDGED) | ~Q(reliability_because=""),
                violation_error_message=_("Say why the source is held to be this reliable."),
            )
        ]
