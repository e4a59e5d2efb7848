from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from events.choices import Harm, Subset, VictimGroup
from events.figures import Figure
from events.rules import Decided


class DecisionQuerySet(models.QuerySet):
    def taken_by(self, day: date | None):
        """Those taken by that day; all of them without a day."""
        return self if day is None else self.filter(decided_on__lte=day)


class Decision(models.Model):
    """An analyst's decision on one number of an incident, in place of what the rule would make of the claims (C6).

    It speaks from `decided_on`; for the days before, the rule does. Bounds are people, NULL for unknown.
    """

    incident = models.ForeignKey(
        "events.Incident", on_delete=models.CASCADE, related_name="decisions", verbose_name=_("incident")
    )
    harm = models.CharField(_("harm"), max_length=16, choices=Harm, default=Harm.KILLED)
    victims = models.CharField(
        _("victims"), max_length=16, choices=VictimGroup.choices + Subset.choices, default=VictimGroup.ALL
    )
    low = models.PositiveIntegerField(_("low"), null=True, blank=True)
    best = models.PositiveIntegerField(_("best"), null=True, blank=True)
    high = models.PositiveIntegerField(_("high"), null=True, blank=True)
    because = models.CharField(_("why"), max_length=300, help_text=_("Readers see it."))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        editable=False,
        related_name="+",
        verbose_name=_("decided by"),
    )
    decided_on = models.DateField(_("decided on"), editable=False)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["incident", "harm", "victims"],
                name="decision_once_per_number",
                violation_error_message=_("This number is decided already: change that decision."),
            ),
            models.CheckConstraint(
                name="decision_low_best_high",
                condition=(Q(low=None) | Q(best=None) | Q(low__lte=F("best")))
                & (Q(best=None) | Q(high=None) | Q(best__lte=F("high")))
                & (Q(low=None) | Q(high=None) | Q(low__lte=F("high"))),
                violation_error_message=_("Low is at most best, and best at most high."),
            ),
            models.CheckConstraint(
                name="decision_says_something",
                condition=Q(low__isnull=False) | Q(high__isnull=False),
                violation_error_message=_("Give at least a low or a high."),
            ),
            models.CheckConstraint(
                name="decision_has_reason",
                condition=~Q(because=""),
                violation_error_message=_("Say why: readers see the reason."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.figure} {self.get_harm_display()}, {self.get_victims_display()}"

    @property
    def decided(self) -> Decided:
        """The decision as a rule sees it."""
        victims = Subset(self.victims) if self.victims in Subset.values else VictimGroup(self.victims)
        return Decided(Harm(self.harm), victims, self.figure, self.decided_on)

    @property
    def figure(self) -> Figure:
        return Figure(self.low, self.best, self.high)
