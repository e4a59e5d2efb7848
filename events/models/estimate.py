from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from events.choices import Harm, RuleName, SetAsideReason, Subset, VictimGroup
from events.figures import Figure


def standing(as_of: date | None, path: str = "") -> Q:
    """The condition that an estimate is what the claims published by `as_of` come to; None is today, with every claim.

    `path` is the way from the model asked to the estimate, as "estimates__".
    """
    if as_of is None:
        return Q(**{f"{path}is_current": True, f"{path}known_until": None})
    still = Q(**{f"{path}known_until": None}) | Q(**{f"{path}known_until__gt": as_of})
    return Q(**{f"{path}is_current": True, f"{path}known_from__lte": as_of}) & still


def standing_sql(as_of: date | None, alias: str = "e") -> tuple[str, list]:
    """The same condition as SQL on a table's alias, and its parameters."""
    if as_of is None:
        return f"{alias}.is_current AND {alias}.known_until IS NULL", []
    known = f"{alias}.known_from <= %s AND ({alias}.known_until IS NULL OR {alias}.known_until > %s)"
    return f"{alias}.is_current AND {known}", [as_of, as_of]


class EstimateQuerySet(models.QuerySet):
    def current(self):
        """Every estimate of the latest assessment: today's, and those of the days before."""
        return self.filter(is_current=True)

    def standing(self, as_of: date | None = None):
        """Those that hold on a day; today's without one."""
        return self.filter(standing(as_of))


class Estimate(models.Model):
    """Our low, best and high for one incident, harm and group of victims, with the rule that made it (C6).

    `victims` is a victim group, or a subset (children, women, men) of all victims. Estimates of combatants also exist
    once for each actor whose they were. The current estimates of a group follow one another: each is what the claims
    published from `known_from` until the day before `known_until` come to, and the last one, without an end, is today's.
    An estimate that a later assessment replaced stays, not current.
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
    known_from = models.DateField(_("known from"))
    known_until = models.DateField(_("known until"), null=True)
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
                condition=Q(is_current=True, known_until=None),
                nulls_distinct=False,
                name="estimate_one_current",
            ),
            models.UniqueConstraint(
                fields=["incident", "harm", "victims", "combatants_of", "known_from"],
                condition=Q(is_current=True),
                nulls_distinct=False,
                name="estimate_one_from_a_day",
            ),
            models.CheckConstraint(
                name="estimate_known_for_a_while",
                condition=Q(known_until=None) | Q(known_until__gt=F("known_from")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.figure} {self.get_harm_display()}, {self.get_victims_display()}"

    @property
    def question(self) -> tuple:
        """Which number this is: (harm, victims, id of whose combatants)."""
        return self.harm, self.victims, self.combatants_of_id

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
