from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.choices import Role, Sharing, Strength


class InvolvementQuerySet(models.QuerySet):
    def perpetrators(self):
        """Those held to have done it, at any strength short of denied."""
        return self.present().filter(role=Role.PERPETRATOR)

    def present(self):
        """Everybody with a part in it that is not denied."""
        return self.exclude(strength=Strength.DENIED)


class Involvement(models.Model):
    """An actor's role in an incident, and how firmly it is held."""

    incident = models.ForeignKey(
        "events.Incident", on_delete=models.CASCADE, related_name="involvements", verbose_name=_("incident")
    )
    actor = models.ForeignKey(
        "events.Actor", on_delete=models.PROTECT, related_name="involvements", verbose_name=_("actor")
    )
    role = models.CharField(_("role"), max_length=16, choices=Role, default=Role.PERPETRATOR)
    strength = models.CharField(_("strength"), max_length=16, choices=Strength, default=Strength.ALLEGED)
    sharing = models.CharField(
        _("with other perpetrators"),
        max_length=16,
        choices=Sharing,
        default=Sharing.JOINT,
        help_text=_("Only where there are several: jointly with them, or instead of them."),
    )

    objects = InvolvementQuerySet.as_manager()

    class Meta:
        verbose_name = _("involvement")
        verbose_name_plural = _("involvements")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["incident", "actor", "role"],
                name="involvement_once_per_role",
                violation_error_message=_("This actor has this role in the incident already."),
            ),
            models.CheckConstraint(
                name="involvement_alternative_is_perpetrator",
                condition=Q(sharing=Sharing.JOINT) | Q(role=Role.PERPETRATOR),
                violation_error_message=_("Only a perpetrator can stand instead of another."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.actor} ({self.get_role_display()})"
