from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.choices import Harm, Status, Subset, VictimGroup
from events.figures import Figure


class CorrectionQuerySet(models.QuerySet):
    def public(self):
        """What readers may see: of public datasets, of incidents that are or were public."""
        seen = (Status.PUBLISHED, Status.RETRACTED, Status.MERGED)
        return self.filter(incident__dataset__is_public=True, incident__status__in=seen)

    def about(self, incidents):
        """Those of these incidents."""
        return self.filter(incident__in=incidents.order_by().values("pk"))

    def with_incidents(self):
        return self.select_related("incident__dataset", "combatants_of")


class Correction(models.Model):
    """A change of a number that readers could see, with the reason they are told. Written by actions, never changed.

    Three NULLs before: it was not known; three after: the number was withdrawn.
    """

    incident = models.ForeignKey(
        "events.Incident", on_delete=models.CASCADE, related_name="corrections", verbose_name=_("incident")
    )
    harm = models.CharField(_("harm"), max_length=16, choices=Harm)
    victims = models.CharField(_("victims"), max_length=16, choices=VictimGroup.choices + Subset.choices)
    combatants_of = models.ForeignKey(
        "events.Actor", on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("combatants of")
    )
    was_low = models.PositiveIntegerField(_("low before"), null=True)
    was_best = models.PositiveIntegerField(_("best before"), null=True)
    was_high = models.PositiveIntegerField(_("high before"), null=True)
    low = models.PositiveIntegerField(_("low"), null=True)
    best = models.PositiveIntegerField(_("best"), null=True)
    high = models.PositiveIntegerField(_("high"), null=True)
    because = models.CharField(_("why"), max_length=300)
    made_at = models.DateTimeField(_("when"), auto_now_add=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("who")
    )

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ["-made_at", "-id"]
        indexes = [models.Index(fields=["-made_at", "-id"], name="correction_newest")]
        constraints = [models.CheckConstraint(name="correction_has_reason", condition=~Q(because=""))]

    def __str__(self) -> str:
        return f"{self.incident.code}: {self.was} → {self.now}"

    @classmethod
    def of(cls, incident, question: tuple, *, was: Figure | None, now: Figure | None, because: str, made_by):
        """Not saved yet. `question` is (harm, victims, id of whose combatants); a figure of None is wholly unknown."""
        harm, victims, actor = question
        was, now = was or Figure(), now or Figure()
        return cls(
            incident=incident,
            harm=harm,
            victims=victims,
            combatants_of_id=actor,
            was_low=was.low,
            was_best=was.best,
            was_high=was.high,
            low=now.low,
            best=now.best,
            high=now.high,
            because=because[:300],
            made_by=made_by,
        )

    @property
    def was(self) -> Figure:
        return Figure(self.was_low, self.was_best, self.was_high)

    @property
    def now(self) -> Figure:
        return Figure(self.low, self.best, self.high)

    @property
    def is_withdrawn(self) -> bool:
        """Whether readers were told a number and now are told none."""
        return not self.now.is_known

    @property
    def question_words(self) -> str:
        """What was counted: "killed, civilians"; "killed, combatants of Norland"."""
        words = f"{self.get_harm_display()}, {self.get_victims_display()}"
        if self.combatants_of is None:
            return words
        return gettext("%(combatants)s of %(actor)s") % {"combatants": words, "actor": self.combatants_of.spoken}

    @property
    def change_words(self) -> str:
        """ "21–38 → 14–38", "38 → withdrawn"."""
        return f"{self.was} → {gettext('withdrawn') if self.is_withdrawn else self.now}"
