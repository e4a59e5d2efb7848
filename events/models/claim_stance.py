from django.db import models
from django.utils.translation import gettext_lazy as _

from events.choices import Stance


class ClaimStance(models.Model):
    """What a claim says of an actor's responsibility."""

    claim = models.ForeignKey("events.Claim", on_delete=models.CASCADE, related_name="stances")
    actor = models.ForeignKey("events.Actor", on_delete=models.PROTECT, related_name="+", verbose_name=_("actor"))
    stance = models.CharField(_("stance"), max_length=16, choices=Stance, default=Stance.ALLEGES)

    class Meta:
        verbose_name = _("stance")
        verbose_name_plural = _("stances")
        constraints = [models.UniqueConstraint(fields=["claim", "actor"], name="stance_once_per_actor")]

    def __str__(self) -> str:
        return f"{self.get_stance_display()} {self.actor}"
