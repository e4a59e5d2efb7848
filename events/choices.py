"""Every vocabulary of the record, once. Longer than 250 lines: they are read, and checked against docs/glossary.md, as one.

Values are what addresses, exports and data files carry, so they never change once published; labels are for people.
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Category(TextChoices):
    """The five families of incidents; each has one colour and one pattern on every chart."""

    STRIKE = "strike", _("Strikes")
    GROUND = "ground", _("Ground operations")
    EXPLOSIVE = "explosive", _("Mines and explosives")
    AGAINST = "against", _("Violence against civilians")
    OTHER = "other", _("Other or unknown")


class IncidentType(TextChoices):
    """What happened, as analysts choose it; every type belongs to exactly one category (`CATEGORY_OF`)."""

    AIR_STRIKE = "air-strike", _("air strike")
    DRONE_STRIKE = "drone-strike", _("drone strike")
    SHELLING = "shelling", _("shelling")
    MISSILE_STRIKE = "missile-strike", _("missile strike")
    NAVAL_FIRE = "naval-fire", _("naval fire")
    ADVANCE = "advance", _("advance")
    WITHDRAWAL = "withdrawal", _("withdrawal")
    ARMED_CLASH = "armed-clash", _("armed clash")
    RAID = "raid", _("raid")
    MINE = "mine-or-ied", _("mine or IED")
    SUICIDE_ATTACK = "suicide-attack", _("suicide attack")
    UNEXPLODED = "unexploded-ordnance", _("unexploded ordnance")
    CHEMICAL = "chemical-weapon", _("chemical weapon")
    KILLING = "killing", _("killing")
    EXECUTION = "execution", _("execution")
    ABDUCTION = "abduction-or-disappearance", _("abduction or disappearance")
    CUSTODY = "torture-or-death-in-custody", _("torture or death in custody")
    SEXUAL_VIOLENCE = "sexual-violence", _("sexual violence")
    SIEGE = "siege", _("siege")
    AGREEMENT = "agreement", _("agreement")
    DISPLACEMENT = "displacement", _("displacement")
    DESTRUCTION = "destruction-or-looting", _("destruction or looting")
    ARRESTS = "arrests", _("arrests")
    OTHER = "other", _("other")
    UNKNOWN = "unknown", _("unknown")


TYPES_OF = {
    Category.STRIKE: ("air-strike", "drone-strike", "shelling", "missile-strike", "naval-fire"),
    Category.GROUND: ("advance", "withdrawal", "armed-clash", "raid"),
    Category.EXPLOSIVE: ("mine-or-ied", "suicide-attack", "unexploded-ordnance", "chemical-weapon"),
    Category.AGAINST: (
        "killing",
        "execution",
        "abduction-or-disappearance",
        "torture-or-death-in-custody",
        "sexual-violence",
        "siege",
    ),
    Category.OTHER: ("agreement", "displacement", "destruction-or-looting", "arrests", "other", "unknown"),
}
CATEGORY_OF = {IncidentType(kind): category for category, kinds in TYPES_OF.items() for kind in kinds}


class Harm(TextChoices):
    """What happened to people."""

    KILLED = "killed", _("killed")
    INJURED = "injured", _("injured")
    MISSING = "missing", _("missing")
    DETAINED = "detained", _("detained")
    DISPLACED = "displaced", _("displaced")


class VictimGroup(TextChoices):
    """Whom a claim counts. `all` is a stated whole; the other three are its parts. `not-stated` also holds mixed groups."""

    ALL = "all", _("all victims")
    CIVILIANS = "civilians", _("civilians")
    COMBATANTS = "combatants", _("combatants")
    NOT_STATED = "not-stated", _("not stated or mixed")


class Subset(TextChoices):
    """People named inside a claim's number ("of whom three children"): part of it, never added to it (C4)."""

    CHILDREN = "children", _("children")
    WOMEN = "women", _("women")
    MEN = "men", _("men")


class Qualifier(TextChoices):
    """How a source bounds its number. `some`, `several`, `dozens`, `hundreds` bound it without anybody having counted."""

    EXACT = "exact", _("exactly")
    AT_LEAST = "at-least", _("at least")
    AT_MOST = "at-most", _("at most")
    ABOUT = "about", _("about")
    BETWEEN = "between", _("between")
    SEVERAL = "several", _("several")
    DOZENS = "dozens", _("dozens")
    HUNDREDS = "hundreds", _("hundreds")
    SOME = "some", _("some")
    NONE = "none", _("none")


UNCOUNTED = frozenset({Qualifier.SEVERAL, Qualifier.DOZENS, Qualifier.HUNDREDS, Qualifier.SOME})


class ClaimKind(TextChoices):
    """`incident`: about this incident. `aggregate`: over several; shown beside them, never summed (C5)."""

    INCIDENT = "incident", _("about one incident")
    AGGREGATE = "aggregate", _("over several incidents")


class Role(TextChoices):
    """What an actor did, or had done to it, in an incident."""

    PERPETRATOR = "perpetrator", _("perpetrator")
    SUPPORTER = "supporter", _("supporter")
    TARGET = "target", _("target")
    PARTY = "party", _("party to a clash")
    GAINS = "gains-control", _("gains control")
    LOSES = "loses-control", _("loses control")


class Strength(TextChoices):
    """How firmly a role is held to be true. A denied role is shown and never counted."""

    CONFIRMED = "confirmed", _("confirmed")
    LIKELY = "likely", _("likely")
    ALLEGED = "alleged", _("alleged")
    DENIED = "denied", _("denied")


class Sharing(TextChoices):
    """How several perpetrators of one incident stand to each other: together, or one instead of the other."""

    JOINT = "joint", _("jointly with the others")
    ALTERNATIVE = "alternative", _("instead of the others")


class Attribution(TextChoices):
    """To whom an incident is attributed, read off its perpetrators (C9)."""

    SOLE = "sole", _("sole")
    JOINT = "joint", _("joint")
    CONTESTED = "contested", _("contested")
    NONE = "none", _("not attributed")


class Stance(TextChoices):
    """What a claimant says of an actor's responsibility."""

    ALLEGES = "alleges", _("alleges")
    ADMITS = "admits", _("admits")
    DENIES = "denies", _("denies")


class Grade(TextChoices):
    """Civilian-harm grade, after Airwars; a person decides it."""

    CONFIRMED = "confirmed", _("confirmed")
    FAIR = "fair", _("fair")
    WEAK = "weak", _("weak")
    CONTESTED = "contested", _("contested")
    DISCOUNTED = "discounted", _("discounted")
    UNGRADED = "ungraded", _("ungraded")


class DatePrecision(TextChoices):
    """How exactly a date is known (UCDP date_prec 1–5). Anything but `day` is an interval (C11)."""

    DAY = "day", _("day")
    FEW_DAYS = "few-days", _("two to six days")
    WEEK = "week", _("week")
    MONTH = "month", _("month")
    LONGER = "longer", _("longer than a month")


class PartOfDay(TextChoices):
    """The time of day as reported."""

    NIGHT = "night", _("night")
    DAWN = "dawn", _("dawn")
    MORNING = "morning", _("morning")
    MIDDAY = "midday", _("midday")
    AFTERNOON = "afternoon", _("afternoon")
    EVENING = "evening", _("evening")


class LocationPrecision(TextChoices):
    """How exactly the place is known (UCDP where_prec 1–7)."""

    EXACT = "exact", _("exact")
    NEAR = "near", _("near, within 25 km")
    SUBDISTRICT = "subdistrict", _("somewhere in the subdistrict")
    DISTRICT = "district", _("somewhere in the district")
    GOVERNORATE = "governorate", _("somewhere in the governorate")
    LINE = "line", _("along a line, or uncertain")
    COUNTRY = "country", _("somewhere in the country")
    SEA = "sea", _("at sea or in the air")


class PlaceLevel(TextChoices):
    """What a node of the gazetteer is."""

    COUNTRY = "country", _("country")
    GOVERNORATE = "governorate", _("governorate")
    DISTRICT = "district", _("district")
    SUBDISTRICT = "subdistrict", _("subdistrict")
    LOCALITY = "locality", _("locality")
    SITE = "site", _("site")


class ActorKind(TextChoices):
    """What sort of organised party an actor is."""

    STATE = "state", _("state body")
    ARMED_GROUP = "armed-group", _("non-state armed group")
    COALITION = "coalition", _("coalition")
    OTHER = "other", _("other or unidentified")


class SourceKind(TextChoices):
    """What sort of organisation or person says things."""

    MONITOR = "monitor", _("monitor")
    AGENCY = "agency", _("news agency")
    LOCAL_MEDIA = "local-media", _("local media")
    GOVERNMENT = "government", _("government")
    ARMED_ACTOR = "armed-actor", _("armed actor")
    HOSPITAL = "hospital", _("hospital or rescue service")
    HUMANITARIAN = "humanitarian", _("humanitarian organisation")
    UN = "un", _("United Nations")
    WITNESS = "witness", _("witness")
    OTHER = "other", _("other")


class Sensitivity(TextChoices):
    """Who may see the private text kept of a report. Its headline and address are public with its claims."""

    STAFF = "staff", _("analysts and editors")
    EDITORS = "editors", _("editors only")


class Status(TextChoices):
    """Where an incident stands in the workflow. Readers see `published` only (C7). Nothing is deleted."""

    DRAFT = "draft", _("draft")
    IN_REVIEW = "in-review", _("in review")
    PUBLISHED = "published", _("published")
    RETRACTED = "retracted", _("retracted")
    MERGED = "merged", _("merged into another")

    @classmethod
    def shown(cls) -> list[tuple[str, str]]:
        """Those that a list can ask for; what was merged is counted where it leads."""
        return [(status.value, status.label) for status in cls if status is not cls.MERGED]


class Casualties(TextChoices):
    """What is known of the chosen harm: a number or bound, a stated none, or nothing. The three never overlap."""

    REPORTED = "reported", _("reported")
    NONE = "none", _("none, as stated")
    UNKNOWN = "unknown", _("not known")


class RuleName(TextChoices):
    """The named rules that make one range of several claims (C6)."""

    INDEPENDENT_RANGE = "independent-range", _("range of independent claimants")
    MOST_RELIABLE = "most-reliable", _("most reliable claimant")
    TWO_INDEPENDENT = "two-independent", _("two independent claimants at least")
    AS_PUBLISHED = "as-published", _("as published by whose coding it is")
    DECISION = "decision", _("analyst’s decision")

    @classmethod
    def computed(cls) -> list[tuple[str, str]]:
        """The rules that a dataset or an incident may choose; a decision is taken number by number."""
        return [(rule.value, rule.label) for rule in cls if rule is not cls.DECISION]


class Reliability(TextChoices):
    """How far a source’s numbers have proved right before (Admiralty scale); a person judges it, with a reason."""

    COMPLETELY = "a", _("completely reliable")
    USUALLY = "b", _("usually reliable")
    FAIRLY = "c", _("fairly reliable")
    NOT_USUALLY = "d", _("not usually reliable")
    UNRELIABLE = "e", _("unreliable")
    UNJUDGED = "f", _("not judged")


class SetAsideReason(TextChoices):
    """Why a claim was not used in an estimate."""

    ANALYST = "analyst", _("set aside by an analyst")
    DERIVED = "derived", _("derived from another claimant’s number")
    SUPERSEDED = "superseded", _("superseded by a later claim of the same claimant")
    REPEATED = "repeated", _("the same number of the same claimant, through another report")
    PART = "part", _("a part of a whole stated by the same claimant")
    LESS_RELIABLE = "less-reliable", _("another claimant is more reliable")
    ALONE = "alone", _("one claimant alone, where the rule asks for two")
    NOT_PUBLISHED = "not-published", _("not the number that the dataset publishes")
    DECIDED = "decided", _("an analyst decided the number")

    @property
    def short(self) -> str:
        """One or two words, where a chart has no room for the sentence."""
        return {
            SetAsideReason.ANALYST: _("set aside"),
            SetAsideReason.DERIVED: _("derived"),
            SetAsideReason.SUPERSEDED: _("superseded"),
            SetAsideReason.REPEATED: _("repeated"),
            SetAsideReason.PART: _("a part"),
            SetAsideReason.LESS_RELIABLE: _("less reliable"),
            SetAsideReason.ALONE: _("alone"),
            SetAsideReason.NOT_PUBLISHED: _("another’s"),
            SetAsideReason.DECIDED: _("decided otherwise"),
        }[self]


class DoubtKind(TextChoices):
    """What does not add up in what was said; it is shown, and never silently mended (C4)."""

    SUBSETS = "subsets", _("children, women and men above the number they are among")
    PARTS = "parts", _("civilians and combatants above the whole")
    COPY = "copy", _("a copy that differs from its origin")

    @property
    def sentence(self) -> str:
        """With both numbers: %(first)s and %(second)s."""
        return {
            DoubtKind.SUBSETS: _("children, women and men come to %(first)s or more, all together to %(second)s"),
            DoubtKind.PARTS: _("civilians and combatants come to %(first)s or more, all together to %(second)s"),
            DoubtKind.COPY: _("it derives from another claim, which says %(second)s, and says %(first)s itself"),
        }[self]


class Answer(TextChoices):
    """What a person answered when two incidents looked alike. Across datasets, `same` means that they correspond."""

    SAME = "same", _("the same incident")
    PART = "part", _("one is part of the other")
    DIFFERENT = "different", _("different incidents")


class Matter(TextChoices):
    """What a reviewer’s mark is about."""

    NUMBER = "number", _("number")
    WORDS = "words", _("words")
    DATE = "date", _("date")
    PLACE = "place", _("place")
    ATTRIBUTION = "attribution", _("attribution")


class Verdict(TextChoices):
    """What a reviewer says of one matter."""

    FINE = "fine", _("fine")
    QUESTION = "question", _("question")
    WRONG = "wrong", _("wrong")


class LeadState(TextChoices):
    """Where a link in the reading inbox stands."""

    UNREAD = "unread", _("to be read")
    READ = "read", _("read")
    DROPPED = "dropped", _("not for this record")


class ChangeKind(TextChoices):
    """What one row of the history saw happen."""

    INSERTED = "insert", _("added")
    UPDATED = "update", _("changed")
    DELETED = "delete", _("removed")


class NamedKind(TextChoices):
    """What a name in a file can be the name of."""

    PLACE = "place", _("place")
    ACTOR = "actor", _("actor")
    SOURCE = "source", _("source")


class NameState(TextChoices):
    """What is known of a name in an imported file. A file is loaded when none of its names is open."""

    OPEN = "open", _("to be decided")
    MATCHED = "matched", _("one of ours")
    NEW = "new", _("a new one")


class FileFormat(TextChoices):
    """The layouts of files that are read. `template` is our own, which our exports write."""

    TEMPLATE = "template", _("our own template")
    UCDP = "ucdp-ged", _("UCDP GED")
    ACLED = "acled", _("ACLED")
    AIRWARS = "airwars", _("Airwars")
    GTD = "gtd", _("Global Terrorism Database")


class BatchState(TextChoices):
    """Where an imported file stands. Nothing of it is in the record before `loaded`, nor after `undone`."""

    UPLOADED = "uploaded", _("uploaded")
    CHECKING = "checking", _("being checked")
    CHECKED = "checked", _("checked")
    LOADING = "loading", _("being loaded")
    LOADED = "loaded", _("loaded")
    UNDOING = "undoing", _("being undone")
    UNDONE = "undone", _("undone")
    FAILED = "failed", _("failed")
    CANCELLED = "cancelled", _("cancelled")


class Gravity(TextChoices):
    """How much a problem of a row matters. A row with an error is not loaded; a note tells what was made of it."""

    ERROR = "error", _("error")
    NOTE = "note", _("note")
