from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from events.choices import UNCOUNTED, ClaimKind, Harm, Qualifier, Reliability, Status, Subset, VictimGroup
from events.models.words import words_index
from events.quantities import Quantity, of_bounds
from events.rules import Said


class ClaimQuerySet(models.QuerySet):
    def with_sources(self):
        return self.select_related("claimant", "report__publisher", "combatants_of")

    def with_voices(self):
        """With what tells who speaks, and from which day on."""
        return self.select_related("claimant", "report__publisher")

    def published_by(self, day: date | None):
        """Those whose report was out by that day; all of them without a day."""
        return self if day is None else self.filter(report__published_on__lte=day)

    def spoken_by(self, sources):
        """Those in which one of these speaks: as claimant, or as publisher where nobody is named (C2)."""
        return self.filter(Q(claimant__in=sources) | Q(claimant=None, report__publisher__in=sources))

    def aggregates(self):
        return self.filter(kind=ClaimKind.AGGREGATE)


def bounds(name: str) -> models.CheckConstraint:
    """minimum ≤ maximum, for the claim itself or for one of its subsets."""
    prefix = f"{name}_" if name else ""
    low, high = f"{prefix}minimum", f"{prefix}maximum"
    return models.CheckConstraint(
        name=f"claim_{prefix}minimum_le_maximum",
        condition=Q(**{low: None}) | Q(**{high: None}) | Q(**{f"{low}__lte": F(high)}),
        violation_error_message=_("The minimum is above the maximum."),
    )


COUNTED = Q(minimum__isnull=False, maximum__isnull=False)


def qualifier_says_so() -> models.CheckConstraint:
    """Each qualifier has its own shape of bounds. A NULL comparison passes a check, so every shape names its NULLs."""
    return models.CheckConstraint(
        name="claim_bounds_fit_qualifier",
        condition=(COUNTED & Q(qualifier__in=[Qualifier.EXACT, Qualifier.ABOUT], minimum=F("maximum")))
        | (COUNTED & Q(qualifier=Qualifier.BETWEEN))
        | (COUNTED & Q(qualifier=Qualifier.NONE, minimum=0, maximum=0))
        | Q(qualifier=Qualifier.AT_LEAST, minimum__isnull=False, maximum=None)
        | Q(qualifier=Qualifier.AT_MOST, minimum=None, maximum__isnull=False)
        | Q(qualifier__in=sorted(UNCOUNTED), minimum__isnull=False, minimum__gte=1, maximum=None),
        violation_error_message=_("The minimum and maximum do not fit the qualifier."),
    )


class Claim(models.Model):
    """What one claimant says, in one report, about one kind of harm to one group of victims.

    `claimant` is empty where the report names nobody for its number; then the publisher is the voice. Bounds are people,
    NULL for unknown. An incident claim belongs to an incident; an aggregate has a dataset, dates, a place and a status
    of its own, and the incidents it covers (C5).
    """

    kind = models.CharField(_("kind"), max_length=16, choices=ClaimKind, default=ClaimKind.INCIDENT, editable=False)
    incident = models.ForeignKey(
        "events.Incident", on_delete=models.CASCADE, null=True, related_name="claims", verbose_name=_("incident")
    )
    report = models.ForeignKey(
        "events.Report", on_delete=models.PROTECT, related_name="claims", verbose_name=_("report")
    )
    claimant = models.ForeignKey(
        "events.Source",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="claims",
        verbose_name=_("claimant"),
        help_text=_("Whose number it is, not who printed it. Leave empty if the report names nobody."),
    )
    harm = models.CharField(_("harm"), max_length=16, choices=Harm, default=Harm.KILLED)
    victims = models.CharField(_("victims"), max_length=16, choices=VictimGroup, default=VictimGroup.NOT_STATED)
    combatants_of = models.ForeignKey(
        "events.Actor",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("combatants of"),
    )
    minimum = models.PositiveIntegerField(_("minimum"), null=True, blank=True)
    maximum = models.PositiveIntegerField(_("maximum"), null=True, blank=True)
    best = models.PositiveIntegerField(
        _("best"), null=True, blank=True, help_text=_("The number between its bounds that the claimant holds best.")
    )
    qualifier = models.CharField(_("qualifier"), max_length=16, choices=Qualifier)
    children_minimum = models.PositiveIntegerField(_("children, minimum"), null=True, blank=True)
    children_maximum = models.PositiveIntegerField(_("children, maximum"), null=True, blank=True)
    women_minimum = models.PositiveIntegerField(_("women, minimum"), null=True, blank=True)
    women_maximum = models.PositiveIntegerField(_("women, maximum"), null=True, blank=True)
    men_minimum = models.PositiveIntegerField(_("men, minimum"), null=True, blank=True)
    men_maximum = models.PositiveIntegerField(_("men, maximum"), null=True, blank=True)
    quote = models.TextField(_("the words"), blank=True, help_text=_("The words of the report that carry the number."))
    claimed_on = models.DateField(
        _("date of the claim"), help_text=_("The report’s date unless the words say otherwise.")
    )
    supersedes = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="superseded_by",
        verbose_name=_("supersedes"),
    )
    derives_from = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="copies", verbose_name=_("derives from")
    )
    set_aside_because = models.CharField(_("set aside because"), max_length=300, blank=True)

    dataset = models.ForeignKey(
        "events.Dataset",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="aggregates",
        verbose_name=_("dataset"),
    )
    place = models.ForeignKey(
        "events.Place", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("place")
    )
    date_start = models.DateField(_("first day"), null=True, blank=True)
    date_end = models.DateField(_("last day"), null=True, blank=True)
    status = models.CharField(_("status"), max_length=16, choices=Status, blank=True)
    covers = models.ManyToManyField("events.Incident", blank=True, related_name="covered_by", verbose_name=_("covers"))

    objects = ClaimQuerySet.as_manager()

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        ordering = ["claimed_on", "id"]
        indexes = [
            models.Index(fields=["claimant", "incident"], name="claim_by_claimant"),
            words_index("claim", "quote"),
        ]
        constraints = [
            *[bounds(of) for of in ("", *Subset.values)],
            qualifier_says_so(),
            models.CheckConstraint(
                name="claim_best_between_bounds",
                condition=Q(best=None)
                | (COUNTED & Q(qualifier=Qualifier.BETWEEN, best__gte=F("minimum"), best__lte=F("maximum"))),
                violation_error_message=_("The best number lies between the minimum and the maximum."),
            ),
            models.CheckConstraint(
                name="claim_combatants_have_an_actor_only_if_combatants",
                condition=Q(combatants_of=None) | Q(victims=VictimGroup.COMBATANTS),
                violation_error_message=_("Say whose combatants only where the victims are combatants."),
            ),
            models.CheckConstraint(
                name="claim_incident_or_aggregate",
                condition=Q(
                    kind=ClaimKind.INCIDENT,
                    incident__isnull=False,
                    dataset=None,
                    place=None,
                    date_start=None,
                    date_end=None,
                    status="",
                )
                | Q(
                    kind=ClaimKind.AGGREGATE,
                    incident=None,
                    dataset__isnull=False,
                    place__isnull=False,
                    date_start__isnull=False,
                    date_end__isnull=False,
                    date_start__lte=F("date_end"),
                    status__in=[status for status in Status.values if status != Status.MERGED],
                ),
            ),
            models.CheckConstraint(
                name="claim_not_its_own_origin",
                condition=(Q(supersedes=None) | ~Q(supersedes=F("id")))
                & (Q(derives_from=None) | ~Q(derives_from=F("id"))),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claimant or self.report.publisher}: {self.quantity.figure} {self.get_harm_display()}"

    @property
    def said(self) -> Said:
        """The claim as a rule sees it. Asks nothing of the database after `with_voices` or `with_sources`."""
        voice = self.report.publisher if self.claimant_id is None else self.claimant
        return Said(
            id=self.pk,
            voice=voice.pk,
            report=self.report_id,
            claimed_on=self.claimed_on,
            harm=Harm(self.harm),
            victims=VictimGroup(self.victims),
            quantity=self.quantity,
            combatants_of=self.combatants_of_id,
            subsets=self.subsets,
            supersedes=self.supersedes_id,
            derives_from=self.derives_from_id,
            is_set_aside=self.set_aside_because != "",
            published_on=self.report.published_on,
            reliability=Reliability(voice.reliability),
        )

    @property
    def quantity(self) -> Quantity:
        return Quantity(self.minimum, self.maximum, Qualifier(self.qualifier), self.best)

    @property
    def is_public(self) -> bool:
        """Whether readers may see this aggregate claim (C5, C7)."""
        return self.status == Status.PUBLISHED and self.dataset.is_public

    @property
    def subsets(self) -> dict[Subset, Quantity]:
        """Each subset that the claim names, with its number; what it does not name is not in it (C1)."""
        read = {
            subset: of_bounds(getattr(self, f"{subset}_minimum"), getattr(self, f"{subset}_maximum"))
            for subset in Subset
        }
        return {subset: quantity for subset, quantity in read.items() if quantity is not None}

    @property
    def voice_id(self) -> int:
        """The source that speaks: the claimant, or the publisher where nobody is named (C2)."""
        return self.report.publisher_id if self.claimant_id is None else self.claimant_id
