from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from events.choices import Harm, RuleName, SetAsideReason, Subset, VictimGroup
from events.figures import Figure


class EstimateQuerySet(models.QuerySet):
    def current(self):
        return self.filter(is_current=True)


class Estimate(models.Model):
    """Our low, best and high for one incident, harm and group of victims, with the rule that made it (C6).

    `victims` is a victim group, or a subset (children, women, men) of all victims. Estimates of combatants also exist
    once for each actor whose they were. Earlier estimates stay, not current.
    """

    incident = models.ForeignKey("events.Incident", on_delete=models.CASCADE, related_name="estimates")
    harm = models.CharField(_("harm"), max_length=16, choices=Harm)
    victims = models.CharField(_("victims"), max_length=16, choices=VictimGroup.choices + Subset.choices)
    combatants_of = models.ForeignKey(
        "events.Actor", on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("combatants of")
    )
    low = models.PositiveIntegerField(_("low"), null=True)
    best = models.PositiveIntegerField(_("best"), null=True)
    high = models.PositiveIntegerField(_("high"), null=True)
    is_uncounted = models.BooleanField(_("nobody counted"), default=False)
    rule = models.CharField(_("rule"), max_length=32, choices=RuleName)
    rule_version = models.PositiveSmallIntegerField(_("rule version"))
    voices = models.PositiveSmallIntegerField(_("independent claimants"))
    is_current = models.BooleanField(_("current"), default=True)
    made_at = models.DateTimeField(_("made"), auto_now_add=True)

    objects = EstimateQuerySet.as_manager()

    class Meta:
        verbose_name = _("estimate")
        verbose_name_plural = _("estimates")
        ordering = ["incident", "harm", "victims", "-made_at"]
        constraints = [
            models.CheckConstraint(
                name="estimate_low_best_high",
                condition=(Q(low=None) | Q(best=None) | Q(low__lte=F("best")))
                & (Q(best=None) | Q(high=None) | Q(best__lte=F("high")))
                & (Q(low=None) | Q(high=None) | Q(low__lte=F("high"))),
            ),
            models.CheckConstraint(
                name="estimate_says_something", condition=Q(low__isnull=False) | Q(high__isnull=False)
            ),
            models.UniqueConstraint(
                fields=["incident", "harm", "victims", "combatants_of"],
                condition=Q(is_current=True),
                nulls_distinct=False,
                name="estimate_one_current",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.figure} {self.get_harm_display()}, {self.get_victims_display()}"

    @property
    def figure(self) -> Figure:
        return Figure(self.low, self.best, self.high)


class EstimateClaim(models.Model):
    """One claim that an estimate looked at: used, or set aside with the reason."""

    estimate = models.ForeignKey(Estimate, on_delete=models.CASCADE, related_name="considered")
    claim = models.ForeignKey("events.Claim", on_delete=models.CASCADE, related_name="considered")
    set_aside = models.CharField(_("set aside"), max_length=16, choices=SetAsideReason, blank=True)

    class Meta:
        verbose_name = _("considered claim")
        verbose_name_plural = _("considered claims")
        constraints = [models.UniqueConstraint(fields=["estimate", "claim"], name="considered_once")]

    def __str__(self) -> str:
        return f"{self.claim}: {self.get_set_aside_display() or _('used')}"
