"""What answers hold, field by field with its sentence. Longer than 250 lines: an allow-list, read and cited as one.

What is not named here is never given away: private texts of reports, who entered what. Numbers of people are null where they
are not known, and 0 where a source stated none (C1).
"""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from events.choices import (
    ActorKind,
    Attribution,
    Category,
    DatePrecision,
    Grade,
    Harm,
    IncidentType,
    LocationPrecision,
    PartOfDay,
    PlaceLevel,
    Qualifier,
    Reliability,
    Role,
    RuleName,
    Sharing,
    SourceKind,
    Stance,
    Status,
    Strength,
    Subset,
    VictimGroup,
)
from events.selection.filters import PresentationForm


class Fields(serializers.Serializer):  # without a docstring: the schema would say it of each kind of thing
    def get_fields(self) -> dict:
        found = super().get_fields()
        for field in found.values():
            field.read_only = True
        return found


def text(says, **more) -> serializers.CharField:
    return serializers.CharField(help_text=says, **more)


def day(says, **more) -> serializers.DateField:
    return serializers.DateField(help_text=says, **more)


def one_of(vocabulary, says, **more) -> serializers.ChoiceField:
    """A value of a vocabulary."""
    return serializers.ChoiceField(choices=vocabulary.choices, help_text=says, **more)


def people(says, **more) -> serializers.IntegerField:
    """A number of people, or null: not known."""
    return serializers.IntegerField(allow_null=True, min_value=0, help_text=says, **more)


def count(says, **more) -> serializers.IntegerField:
    """How many there are in the record, which is always known."""
    return serializers.IntegerField(min_value=0, help_text=says, **more)


def yes_or_no(says, **more) -> serializers.BooleanField:
    return serializers.BooleanField(help_text=says, **more)


def texts(says, **more) -> serializers.ListField:
    return serializers.ListField(child=serializers.CharField(), help_text=says, **more)


def degrees(says, **more) -> serializers.FloatField:
    return serializers.FloatField(allow_null=True, help_text=says, **more)


def counts(says, **more) -> serializers.DictField:
    return serializers.DictField(child=serializers.IntegerField(min_value=0), help_text=says, **more)


LOW = _("Lowest; null is not known, 0 is stated.")
BEST = _("Best; null if nobody gave a number.")
HIGH = _("Highest; null beside a low is open above.")
PERMANENT = _("Permanent name in addresses.")


# --- what is wrong -----------------------------------------------------------------------------------------------------
class Wrong(Fields):
    name = text(_("The parameter, or the thing, that is meant."))
    message = text(_("What is wrong with it, and what could be written instead."))


class Problem(Fields):  # RFC 9457
    type = text(_("Always about:blank: the status says what kind of problem it is."))
    title = text(_("What is wrong, in a sentence."))
    status = serializers.IntegerField(help_text=_("The HTTP status again."))
    problems = Wrong(many=True, help_text=_("Each thing that is wrong."))


# --- names -------------------------------------------------------------------------------------------------------------
class Name(Fields):
    slug = text(PERMANENT)
    name = text(_("Name."))
    name_local = text(_("Name in local script, where there is one."))


class Blamed(Fields):
    slug = text(PERMANENT)
    name = text(_("Name."))


class Actor(Name):
    aliases = texts(_("Other spellings."), source="one.aliases")
    slug = text(PERMANENT, source="one.slug")
    name = text(_("Name."), source="one.name")
    name_local = text(_("Name in local script, where there is one."), source="one.name_local")
    kind = one_of(ActorKind, _("What sort of party it is."), source="one.kind")
    part_of = text(
        _("Permanent name of what it is part of; null at the top."),
        source="one.parent.slug",
        default=None,
        allow_null=True,
    )
    incidents = count(_("Chosen incidents in which it has the role asked for, or anything under it; each once."))


class Place(Name):
    slug = text(PERMANENT, source="one.slug")
    name = text(_("Name."), source="one.name")
    name_local = text(_("Name in local script, where there is one."), source="one.name_local")
    aliases = texts(_("Other spellings."), source="one.aliases")
    level = one_of(PlaceLevel, _("What it is in the gazetteer."), source="one.level")
    pcode = text(_("P-code, where it has one."), source="one.pcode", allow_null=True)
    latitude = degrees(_("Decimal degrees, WGS 84."), source="one.latitude")
    longitude = degrees(_("Decimal degrees, WGS 84."), source="one.longitude")
    part_of = text(
        _("Permanent name of what it lies in; null of a country."),
        source="one.parent.slug",
        default=None,
        allow_null=True,
    )
    incidents = count(_("Chosen incidents in it, or in anything under it."))


class Share(Fields):
    part = count(_("So many of them."))
    whole = count(_("Of how many."))


class Measures(Fields):
    first = Share(help_text=_("Incidents it spoke of first, among those of which others spoke too."))
    inside = Share(help_text=_("Its first numbers that lie in the range that stands."))
    off = people(
        _("Median of how many people its first numbers lie outside the range; null where none can be compared.")
    )
    replaced = Share(help_text=_("Own claims in place of which it later said another number."))


class Source(Fields):
    slug = text(PERMANENT, source="source.slug")
    name = text(_("Name."), source="source.name")
    name_local = text(_("Name in local script, where there is one."), source="source.name_local")
    kind = one_of(SourceKind, _("What sort of source it is."), source="source.kind")
    speaks_for = text(
        _("Permanent name of the actor whose own voice it is; null where it is none."),
        source="source.actor.slug",
        default=None,
        allow_null=True,
    )
    reliability = one_of(Reliability, _("How far its numbers have proved right before."), source="source.reliability")
    reliability_because = text(_("Why it is held to be this reliable."), source="source.reliability_because")
    incidents = count(_("Chosen incidents of which it speaks."))
    claims = count(_("Its claims about them."))
    published = count(_("Chosen incidents of which it published reports."))
    measures = Measures(allow_null=True, help_text=_("How its numbers held; null of fewer than ten incidents."))


class Dataset(Fields):
    slug = text(PERMANENT)
    name = text(_("Name."))
    description = text(_("What it holds."))
    is_default = yes_or_no(_("Whether it answers where no dataset is asked for."))
    is_generated = yes_or_no(_("Whether it is invented, to try things out."))
    rule = one_of(RuleName, _("How several claims become one range, unless an incident says otherwise."))
    licence = text(_("Under what terms it may be used."))
    citation = text(_("How to cite it."))
    coder = text(
        _("Permanent name of the source whose coding it is; null for our own."),
        source="coder.slug",
        default=None,
        allow_null=True,
    )


# --- an incident -------------------------------------------------------------------------------------------------------
class Incident(Fields):  # as events/exports/json.py writes it
    dataset = text(_("Whose coding; never sum two datasets."))
    code = text(_("Permanent code."))
    title = text(_("What happened, in a line."))
    date_start = day(_("First day of the interval, inclusive."))
    date_end = day(_("Last day of the interval, inclusive."))
    date_precision = one_of(DatePrecision, _("How exactly the date is known."))
    category = one_of(Category, _("Family of incident."))
    type = one_of(IncidentType, _("Type of incident."))
    place = text(_("Name of the place."))
    place_slug = text(_("Permanent name of the place."))
    admin1 = text(_("Governorate of the place; null where it lies in none."), allow_null=True)
    location_precision = one_of(LocationPrecision, _("How exactly the place is known."))
    latitude = degrees(_("Decimal degrees, WGS 84, of the incident or else of its place; null is not known."))
    longitude = degrees(_("Decimal degrees, WGS 84, of the incident or else of its place; null is not known."))
    perpetrators = Blamed(many=True, help_text=_("Actors blamed and not denied."))
    attribution = one_of(Attribution, _("How it is attributed to them."))
    grade = one_of(Grade, _("Civilian-harm grade."))
    low = people(LOW)
    best = people(BEST)
    high = people(HIGH)
    nobody_counted = yes_or_no(_("Whether people were harmed whom nobody counted."))
    claims = count(_("Claims recorded."))
    claimants = count(_("Different claimants."))
    status = one_of(Status, _("State in the workflow."))
    url = text(_("Address of its page."))


class Involved(Fields):
    actor = Name(help_text=_("Who."))
    role = one_of(Role, _("What it did, or had done to it."))
    strength = one_of(Strength, _("How firmly that is held; a denied role never counts."))
    sharing = one_of(Sharing, _("How it stands to other perpetrators."))


class Report(Fields):
    number = serializers.IntegerField(source="pk", help_text=_("Number of the report."))
    publisher = Name(help_text=_("Who published it."))
    headline = text(_("Headline."))
    published_on = day(_("Date of the report."))
    language = text(_("Its language, as a tag."))
    url = text(_("Its address, where it has one."))
    archive_url = text(_("Address of an archived copy, where there is one."))


class Estimate(Fields):
    harm = one_of(Harm, _("What happened to people."))
    victims = serializers.ChoiceField(choices=[*VictimGroup.choices, *Subset.choices], help_text=_("Whom it counts."))
    combatants_of = Name(allow_null=True, help_text=_("Whose combatants; null where it counts others, or all of them."))
    low = people(LOW)
    best = people(BEST)
    high = people(HIGH)
    nobody_counted = yes_or_no(_("Whether people were harmed whom nobody counted."), source="is_uncounted")
    rule = one_of(RuleName, _("The rule that made it."))
    rule_version = count(_("Version of the rule."))
    voices = count(_("Independent claimants."))
    known_from = day(_("Since when what was published comes to this."))


class Part(Fields):
    minimum = people(_("Lowest number stated; null is not known."))
    maximum = people(_("Highest number stated; null is open or not known."))


class Said(Fields):
    actor = Name(help_text=_("Of whom."))
    stance = one_of(Stance, _("What is said of its responsibility."))


class Claim(Fields):
    number = serializers.IntegerField(source="pk", help_text=_("Number of the claim."))
    incident = text(_("Code of the incident."), source="incident.code")
    claimed_on = day(_("Date of the claim."))
    claimant = Name(allow_null=True, help_text=_("Whose number it is; null where the report names nobody."))
    report = Report(help_text=_("Where it stands, and who published it."))
    harm = one_of(Harm, _("What happened to people."))
    victims = one_of(VictimGroup, _("Whom it counts."))
    combatants_of = Name(allow_null=True, help_text=_("Whose combatants, where said."))
    minimum = people(_("Lowest number stated; null is not known."))
    maximum = people(_("Highest number stated; null is open or not known."))
    best = people(_("The number between them that the claimant holds best, where it states one."))
    qualifier = one_of(Qualifier, _("How the source bounds its number."))
    subsets = serializers.DictField(
        child=Part(), help_text=_("Children, women and men named in it: part of the number, never added to it.")
    )
    stances = Said(many=True, help_text=_("Who it says did it, or did not."))
    quote = text(_("The words that carry the number."))
    use = serializers.SerializerMethodField(
        help_text=_("used, or why the estimate of all victims set it aside; not used where it did not look at it.")
    )
    supersedes = serializers.IntegerField(
        source="supersedes_id", allow_null=True, help_text=_("Number of the claim in whose place it is.")
    )
    derives_from = serializers.IntegerField(
        source="derives_from_id", allow_null=True, help_text=_("Number of the claim of which it is a copy.")
    )
    set_aside_because = text(_("Why an analyst set it aside."))
    url = serializers.SerializerMethodField(help_text=_("Where it stands on the page of its incident."))

    def get_use(self, claim) -> str:
        return "not used" if claim.set_aside is None else claim.set_aside or "used"

    def get_url(self, claim) -> str:
        page = reverse("incident_detail", args=[claim.incident.code])
        return self.context["absolute"](f"{page}#claim-{claim.pk}")


class WholeIncident(Incident):
    summary = text(_("What happened, in the words of whose coding it is."))
    date_words = text(_("The date as reported."))
    part_of_day = serializers.ChoiceField(
        choices=PartOfDay.choices, allow_blank=True, help_text=_("The time of day as reported.")
    )
    place_words = text(_("The place as reported."))
    as_of = day(_("The day up to which what was published counts; null is today."), allow_null=True)
    involved = Involved(many=True, help_text=_("Everybody with a part in it, denied ones too."))
    estimates = Estimate(many=True, help_text=_("Every number that stands; parts are never added to wholes."))
    said = Claim(many=True, help_text=_("Every claim about it, oldest first."))
    reports = Report(many=True, help_text=_("Reports that tell of it, with or without a number."))


# --- sums --------------------------------------------------------------------------------------------------------------
class Total(Fields):  # an honest sum (C8)
    incidents = count(_("Incidents in it."))
    low = people(_("Sum of the lows; null where none is known."))
    best = people(_("Sum of the bests; a part without one lends its low."))
    high = people(_("Sum of the highs; null where any known part is open above."))
    unknown = count(_("Incidents without a low: they add nothing."))
    lent = count(_("Incidents that lent their low for want of a best."))
    uncounted = count(_("Incidents with people harmed whom nobody counted."))


class Asked(Fields):  # what every answer about a selection begins with
    selection = text(_("The question in words."))
    dataset = text(_("Whose coding it is."))
    as_of = day(_("The day up to which what was published counts; null is today."), allow_null=True)


class Measured(Asked):
    harm = one_of(Harm, _("The harm whose numbers are given."))
    victims = one_of(VictimGroup, _("The group of victims whose numbers are given."))


class Paged(Fields):
    next = text(_("Address of the next page, also in the header Link; null on the last one."), allow_null=True)


class Incidents(Paged, Measured):
    incidents = Incident(many=True, help_text=_("At most fifty, in the order asked for."))


class Claims(Paged, Asked):
    claims = Claim(many=True, help_text=_("At most a hundred, in the order in which they were entered."))


class Actors(Paged, Asked):
    actors = Actor(many=True, help_text=_("At most a hundred, by permanent name."))


class Places(Paged, Asked):
    places = Place(many=True, help_text=_("At most a hundred, by permanent name."))


class Sources(Paged, Asked):
    sources = Source(many=True, help_text=_("At most a hundred, by permanent name."))


class Datasets(Fields):
    datasets = Dataset(many=True, help_text=_("The default one first."))


class Totals(Measured):
    total = Total(help_text=_("The harm and the victims asked for."))
    civilians = Total(help_text=_("Civilians killed."))
    not_stated = Total(help_text=_("People killed of whom nobody says what they were."))
    children = Total(help_text=_("Children killed: part of the others, never added to them."))
    injured = Total(help_text=_("People injured."))
    recorded = count(_("Incidents with a number or a bound of the harm asked for."))
    none = count(_("Incidents in which it is stated that nobody was harmed."))
    unknown = count(_("Incidents of which nothing is known of it."))
    rules = serializers.DictField(
        child=serializers.DictField(child=serializers.IntegerField(min_value=0)),
        read_only=True,
        help_text=_("Of each sum, by its name here, in how many incidents which rule made the number."),
    )


class Stretch(Fields):
    start = day(_("First day, inclusive."))
    end = day(_("Last day, inclusive."))
    categories = counts(_("Incidents of each category; a category without any is left out."), source="counts")
    total = Total(help_text=_("The harm and the victims asked for."))


class Series(Measured):
    bucket = serializers.ChoiceField(choices=list(PresentationForm.BUCKETS.items()), help_text=_("The unit of time."))
    slots = Stretch(many=True, help_text=_("Every bucket from the first to the last, empty ones too."))
    strips = Stretch(
        many=True, help_text=_("Incidents dated less exactly than a bucket, as the interval they are known to.")
    )
    not_in_slots = Total(help_text=_("What the strips come to: the slots leave it out."))


class Attributed(Fields):
    sole = Total(allow_null=True, help_text=_("Attributed to it alone; null of no incident."))
    joint = Total(allow_null=True, help_text=_("Jointly with others; null of no incident."))
    contested = Total(allow_null=True, help_text=_("To it or to others instead; null of no incident."))
    none = Total(allow_null=True, help_text=_("To nobody; null of no incident."))


class BlamedActor(Name):
    incidents = count(_("Incidents attributed to it or to anything under it, each once."))
    parts = Attributed(help_text=_("By how they are attributed."))


class Sufferer(Name):
    total = Total(help_text=_("Its combatants harmed, where claims say whose they were."))


class AttributionByActor(Measured):
    total = Total(help_text=_("The whole selection."))
    parts = Attributed(help_text=_("The whole by attribution: the four are disjoint and make it up."))
    attributed = BlamedActor(
        many=True,
        help_text=_("Attributed to each actor at the top of its tree. Rows are never added: joint harm is in several."),
    )
    suffered = Sufferer(many=True, help_text=_("Harm suffered by the combatants of each actor at the top of its tree."))
