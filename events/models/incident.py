"""An incident, its QuerySet, and its constraints. Longer than 250 lines: the constraints are the workflow, read as one."""

from datetime import date

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.functions import TransactionNow
from django.db import models
from django.db.models import (
    BooleanField,
    Case,
    Count,
    Exists,
    F,
    FilteredRelation,
    Func,
    Min,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from events.choices import (
    TYPES_OF,
    Attribution,
    Casualties,
    Category,
    DatePrecision,
    Grade,
    IncidentType,
    LocationPrecision,
    PartOfDay,
    PlaceLevel,
    RuleName,
    Sharing,
    Status,
)
from events.figures import Figure
from events.models.claim import Claim
from events.models.estimate import Estimate, standing
from events.models.place import Place, point_constraints
from events.models.review import Mark
from events.models.words import words_index


def governorate_of(lineage: str) -> Subquery:
    """The name of the governorate that a lineage passes through; NULL for a country or a place at sea."""
    is_above = Func(
        "pk", OuterRef(lineage), template="%(expressions)s)", arg_joiner=" = ANY (", output_field=BooleanField()
    )
    return Subquery(Place.objects.filter(is_above, level=PlaceLevel.GOVERNORATE).values("name")[:1])


class IncidentQuerySet(models.QuerySet):
    def public(self):
        """What a reader may see: published incidents of public datasets (C7)."""
        return self.filter(status=Status.PUBLISHED, dataset__is_public=True)

    def visible_to(self, user):
        """Everything for those who may enter incidents, what is public for everybody else."""
        return self if user.has_perm("events.add_incident") else self.public()

    def of(self, dataset):
        return self.filter(dataset=dataset)

    def coded(self, code: str):
        """The incident of this code, in any case: people type codes."""
        return self.filter(code=code.upper())

    def retracted(self):
        """What was public and was withdrawn: readers are told why, and nothing else."""
        return self.filter(status=Status.RETRACTED, dataset__is_public=True, published_at__isnull=False)

    def reviewable_by(self, user):
        """Neither entered by this person nor changed since the last review (four eyes)."""
        return self.exclude(created_by=user).exclude(hands__contains=[user.pk])

    def asked_about(self):
        """With questions or wrongs that nobody has settled."""
        return self.filter(pk__in=Mark.objects.open().values("incident"))

    def with_open_marks(self):
        """Annotate `open_marks`, how many questions and wrongs wait for an answer, and `asked_since`, when the first was."""
        waiting = Mark.objects.open().filter(incident=OuterRef("pk")).order_by().values("incident")
        return self.annotate(
            open_marks=Coalesce(Subquery(waiting.annotate(count=Count("pk")).values("count")), 0),
            asked_since=Subquery(waiting.annotate(first=Min("marked_at")).values("first")),
        )

    def merged(self):
        """What leads to another incident: its code is kept for ever, and shows nothing of its own."""
        return self.filter(status=Status.MERGED)

    def leading_on(self, user):
        """What was merged and this user may follow: readers what was public once."""
        merged = self.merged()
        if user.has_perm("events.add_incident"):
            return merged
        return merged.filter(published_at__isnull=False, dataset__is_public=True)

    def unmerged(self):
        """All that were not merged into another."""
        return self.exclude(status=Status.MERGED)

    def overlapping(self, start, end):
        """Whose interval overlaps the window, both days inclusive; either may be None (C11)."""
        found = self if start is None else self.filter(date_end__gte=start)
        return found if end is None else found.filter(date_start__lte=end)

    def known_by(self, day: date | None):
        """Of which a report that was published by that day tells; all of them without a day."""
        if day is None:
            return self
        told = self.model.reports.through.objects.filter(incident=OuterRef("pk"), report__published_on__lte=day)
        claimed = Claim.objects.filter(incident=OuterRef("pk")).published_by(day)
        return self.filter(Exists(told) | Exists(claimed))

    def ruled_by(self, rule: RuleName):
        """Whose numbers this rule makes, by their own choice or their dataset's."""
        return self.filter(Q(rule=rule) | Q(rule="", dataset__rule=rule))

    def made_before(self, version: int):
        """With a current estimate that an earlier version of the rules made."""
        stale = Estimate.objects.current()
        return self.filter(Exists(stale.filter(incident=OuterRef("pk"), rule_version__lt=version)))

    def of_batch(self, batch):
        """Those whose row in the record is from this import, in the order of the file."""
        return self.filter(origin__batch=batch).order_by("origin__row")

    def told_by(self, source):
        """In which this source speaks: as claimant, or as the publisher of a number that nobody is named for (C2)."""
        speaks = Q(claimant=source) | Q(claimant=None, report__publisher=source)
        return self.filter(Exists(Claim.objects.filter(speaks, incident=OuterRef("pk"))))

    def with_figure(self, harm: str, victims: str, as_of: date | None = None):
        """Annotate low, best, high, uncounted and rule of the estimate that holds on `as_of` (None: today), NULL where
        there is none, and `casualty_state`.

        One estimate at most is joined to an incident (a constraint), so counts stay counts.
        """
        joined = self.annotate(
            measured=FilteredRelation(
                "estimates",
                condition=standing(as_of, "estimates__")
                & Q(estimates__harm=harm, estimates__victims=victims, estimates__combatants_of=None),
            )
        )
        return joined.annotate(
            low=F("measured__low"),
            best=F("measured__best"),
            high=F("measured__high"),
            uncounted=F("measured__is_uncounted"),
            made_by_rule=F("measured__rule"),
            casualty_state=Case(
                When(measured__id=None, then=Value(Casualties.UNKNOWN)),
                When(measured__low=0, measured__high=0, then=Value(Casualties.NONE)),
                default=Value(Casualties.REPORTED),
            ),
        )


class Incident(models.Model):
    """Violence, or a change of control, at one place and time: the unit of record.

    `date_start` and `date_end` are both inclusive; `date_words` keeps the date as reported. A point of its own is given
    only where it is known better than the place's. `version` rises by one with every save by a person; `entry_token` is
    that of the form it was entered with, so that a form posted twice makes one incident; a merged one keeps its code and
    leads to `merged_into`. What became of it since its review (`changed_since_review`, `hands`: the ids of those who
    changed it, `stands_since`) is kept by triggers, sql/review.sql, whoever writes.
    """

    dataset = models.ForeignKey(
        "events.Dataset", on_delete=models.PROTECT, related_name="incidents", verbose_name=_("dataset")
    )
    code = models.CharField(_("code"), max_length=32, unique=True, editable=False)
    title = models.CharField(_("title"), max_length=200)
    summary = models.TextField(_("summary"), blank=True, help_text=_("In your own words; readers see it."))
    type = models.CharField(_("type"), max_length=32, choices=IncidentType)
    category = models.GeneratedField(
        expression=Case(
            *[When(type__in=kinds, then=Value(category)) for category, kinds in TYPES_OF.items()],
            default=Value(Category.OTHER),
        ),
        output_field=models.CharField(max_length=16, choices=Category),
        db_persist=True,
        verbose_name=_("category"),
    )
    date_start = models.DateField(_("first day"))
    date_end = models.DateField(_("last day"))
    date_precision = models.CharField(_("date precision"), max_length=16, choices=DatePrecision)
    part_of_day = models.CharField(_("part of day"), max_length=16, choices=PartOfDay, blank=True)
    date_words = models.CharField(_("date as reported"), max_length=120, blank=True)
    place = models.ForeignKey(
        "events.Place", on_delete=models.PROTECT, related_name="incidents", verbose_name=_("place")
    )
    location_precision = models.CharField(
        _("place precision"), max_length=16, choices=LocationPrecision, default=LocationPrecision.EXACT
    )
    place_words = models.CharField(_("place as reported"), max_length=200, blank=True)
    reports = models.ManyToManyField(
        "events.Report",
        blank=True,
        related_name="incidents",
        verbose_name=_("reports"),
        help_text=_("Reports that tell of it, with or without a number."),
    )
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    grade = models.CharField(_("grade"), max_length=16, choices=Grade, default=Grade.UNGRADED)
    rule = models.CharField(
        _("rule"),
        max_length=32,
        choices=RuleName.computed(),
        blank=True,
        help_text=_("Empty: the dataset’s own rule."),
    )
    rule_because = models.CharField(_("why this rule"), max_length=300, blank=True)
    status = models.CharField(_("status"), max_length=16, choices=Status, default=Status.DRAFT, editable=False)
    retracted_because = models.TextField(_("reason for retraction"), blank=True, editable=False)
    returned_because = models.TextField(_("why it was returned"), blank=True, editable=False)
    changed_since_review = models.BooleanField(_("changed since review"), default=False, editable=False)
    hands = ArrayField(models.BigIntegerField(), default=list, editable=False, verbose_name=_("changed by"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="incidents_entered"
    )
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="incidents_changed"
    )
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="incidents_published",
    )
    # the time of its transaction: what is written in the same one is part of entering it, not a change
    created_at = models.DateTimeField(_("entered"), db_default=TransactionNow(), editable=False)
    updated_at = models.DateTimeField(_("last changed"), auto_now=True)
    published_at = models.DateTimeField(_("published"), null=True, editable=False)
    stands_since = models.DateTimeField(_("stands so since"), db_default=TransactionNow(), editable=False)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    entry_token = models.UUIDField(_("entry token"), null=True, unique=True, editable=False)
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="merged_here",
        verbose_name=_("merged into"),
    )

    objects = IncidentQuerySet.as_manager()

    class Meta:
        verbose_name = _("incident")
        verbose_name_plural = _("incidents")
        ordering = ["-date_end", "-id"]
        permissions = [("publish_incident", _("Can publish and retract incidents of others"))]
        indexes = [
            models.Index(fields=["dataset", "status", "-date_end", "-id"], name="incident_newest"),
            models.Index(fields=["dataset", "date_start"], name="incident_from"),
            words_index("incident", "title"),
            words_index("incident", "summary"),
        ]
        constraints = [
            models.CheckConstraint(
                name="incident_start_before_end",
                condition=Q(date_start__lte=F("date_end")),
                violation_error_message=_("The last day is before the first."),
            ),
            models.CheckConstraint(
                name="incident_day_is_one_day",
                condition=~Q(date_precision=DatePrecision.DAY) | Q(date_start=F("date_end")),
                violation_error_message=_("A date precise to the day has one day."),
            ),
            models.CheckConstraint(
                name="incident_four_eyes",
                condition=Q(published_by=None) | Q(created_by=None) | ~Q(published_by=F("created_by")),
                violation_error_message=_("Whoever entered an incident does not publish it."),
            ),
            models.CheckConstraint(
                name="incident_published_has_date",
                condition=~Q(status=Status.PUBLISHED) | Q(published_at__isnull=False),
            ),
            models.CheckConstraint(
                name="incident_retracted_has_reason",
                condition=~Q(status=Status.RETRACTED) | ~Q(retracted_because=""),
                violation_error_message=_("Say why the incident is retracted."),
            ),
            models.CheckConstraint(
                name="incident_published_by_another",
                condition=~Q(status=Status.PUBLISHED) | Q(created_by=None) | Q(published_by__isnull=False),
                violation_error_message=_("An incident that a person entered is published by another person."),
            ),
            models.CheckConstraint(
                name="incident_reviewed_by_another",
                condition=~Q(status=Status.PUBLISHED)
                | Q(changed_since_review=True)
                | Q(changed_by=None)
                | Q(published_by=None)
                | ~Q(published_by=F("changed_by")),
                violation_error_message=_("Whoever changed an incident last does not publish it."),
            ),
            models.CheckConstraint(
                name="incident_own_rule_has_reason",
                condition=Q(rule="")
                | (Q(rule__in=[rule for rule, _label in RuleName.computed()]) & ~Q(rule_because="")),
                violation_error_message=_("Say why this incident has a rule of its own."),
            ),
            models.CheckConstraint(
                name="incident_merged_leads_somewhere",
                condition=Q(status=Status.MERGED, merged_into__isnull=False)
                | (~Q(status=Status.MERGED) & Q(merged_into=None)),
            ),
            models.CheckConstraint(
                name="incident_not_merged_into_itself", condition=Q(merged_into=None) | ~Q(merged_into=F("id"))
            ),
            *point_constraints("incident"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}".strip()

    def get_absolute_url(self) -> str:
        return reverse("incident_detail", args=[self.code])

    @property
    def rule_in_force(self) -> RuleName:
        """The incident's own rule, or its dataset's (C6)."""
        return RuleName(self.rule or self.dataset.rule)

    @property
    def kept(self) -> "Incident":
        """The incident that this one leads to, however often it was merged on; itself where it was not merged."""
        incident = self
        while incident.merged_into_id is not None:
            incident = incident.merged_into
        return incident

    @property
    def figure(self) -> Figure:
        """The estimate asked for; only on incidents read `with_figure`."""
        return Figure(self.low, self.best, self.high)

    @property
    def attribution(self) -> Attribution:
        """Read off `perpetrators`, the prefetched involvements that are not denied (C9)."""
        if not self.perpetrators:
            return Attribution.NONE
        if len(self.perpetrators) == 1:
            return Attribution.SOLE
        if any(one.sharing == Sharing.ALTERNATIVE for one in self.perpetrators):
            return Attribution.CONTESTED
        return Attribution.JOINT
