"""What one row of incidents of our own template means. Pure."""

from django.utils.translation import gettext as _

from events import dates
from events.choices import (
    Attribution,
    DatePrecision,
    Grade,
    IncidentType,
    LocationPrecision,
    PartOfDay,
    Role,
    RuleName,
    Sharing,
    Status,
    Strength,
)
from events.drafts import DraftClaim, DraftIncident, DraftInvolvement
from events.imports.coded import CodedRow
from events.imports.template_names import Told

COMPUTED = [rule for rule, _label in RuleName.computed()]


def incident_of(row: CodedRow, claims: list[DraftClaim], told: Told) -> DraftIncident | None:
    """The incident of a row, with its claims; None where it cannot be made, with every error kept on the row."""
    when, place = _when(row), told.name(told.names.place(row))
    if not place:
        row.refuse("place", _("It is empty."), _("Name the place, or its governorate or country."))
    status, retracted = row.term("status", Status, Status.PUBLISHED), row.text("retracted_because", longest=5000)
    if status == Status.MERGED:
        row.refuse("status", _("A merged incident is not imported: the one it leads to is."), _("Leave the row out."))
    if (status == Status.RETRACTED) != bool(retracted.strip()):
        row.refuse("retracted_because", _("It stands with a retracted incident, and only there."))
    is_own_point = row.word("point_of") != "place"
    latitude, longitude = row.degrees("latitude", 90), row.degrees("longitude", 180)
    if row.has("latitude") != row.has("longitude"):
        row.refuse("longitude", _("Give both latitude and longitude, or neither."))
    rule, rule_because = _rule(row)
    draft = {
        "key": row.text("code", longest=80, required=True).strip(),
        "code": row.word("code"),
        "title": row.text("title", longest=200, required=True),
        "summary": row.text("summary", longest=20_000),
        "type": row.term("type", IncidentType),
        "when": when,
        "place": place,
        "place_words": row.text("place_words", longest=200),
        "location_precision": row.term("location_precision", LocationPrecision, LocationPrecision.EXACT),
        "latitude": latitude if is_own_point else None,
        "longitude": longitude if is_own_point else None,
        "grade": row.term("grade", Grade, Grade.UNGRADED),
        "status": status,
        "retracted_because": retracted,
        "rule": rule,
        "rule_because": rule_because,
        "involvements": tuple(_involvements(row, told)),
        "reports": _reports(row, claims, told),
        "claims": tuple(claims),
    }
    return DraftIncident(**draft) if row.is_sound and when else None


def _when(row: CodedRow) -> dates.When | None:
    words, start, end = row.text("date_words", longest=120), row.day("date_start"), row.day("date_end")
    part = row.term("part_of_day", PartOfDay) if row.has("part_of_day") else None
    if start is None:
        if row.has("date_start"):
            return None
        if not words.strip():
            row.refuse(
                "date_start", _("It is empty."), _("Write the first day, or the date in words under date_words.")
            )
            return None
        return row.worded("date_words", dates.read)
    end = start if end is None and not row.has("date_end") else end
    if end is None:
        return None
    if end < start:
        row.refuse("date_end", _("The last day is before the first."), _("Change the two days, or one of them."))
        return None
    precision = row.term("date_precision", DatePrecision, dates.precision_of(start, end))
    if precision == DatePrecision.DAY and start != end:
        row.refuse("date_precision", _("Several days are not precise to the day."), _("Empty the cell."))
        return None
    return dates.When(start, end, precision, part, words)


def _rule(row: CodedRow) -> tuple[str, str]:
    rule, because = row.word("rule"), row.text("rule_because", longest=300)
    if rule and rule not in COMPUTED:
        row.refuse(
            "rule", _("It is none of the rules."), _("Write one of: %(terms)s.") % {"terms": ", ".join(COMPUTED)}
        )
        return "", ""
    if rule and not because.strip():
        row.refuse("rule_because", _("It is empty."), _("Say why this incident has a rule of its own."))
    return rule, because if rule else ""


def _involvements(row: CodedRow, told: Told) -> list[DraftInvolvement]:
    """Everybody involved; where that column is empty, the perpetrators by their names, alleged."""
    if not row.has("involved"):
        contested = row.term("attribution", Attribution, Attribution.NONE) == Attribution.CONTESTED
        sharing = Sharing.ALTERNATIVE if contested else Sharing.JOINT
        blamed = [told.name(told.names.actor(name, "")) for name in dict.fromkeys(row.listed("perpetrators"))]
        return [DraftInvolvement(actor, Role.PERPETRATOR, Strength.ALLEGED, sharing) for actor in blamed]
    found = {}
    for part in row.listed("involved"):
        slug, _colon, terms = part.partition(":")
        role, strength, sharing = ([term.strip() for term in terms.split(",")] + ["", "", ""])[:3]
        if role not in Role.values or strength not in Strength.values or sharing not in Sharing.values:
            mend = _("Write “russia: perpetrator, alleged, joint”.")
            row.refuse("involved", _("It is not understood."), mend, value=part)
            continue
        actor = told.name(told.names.actor("", slug.strip()))
        if (actor, role) in found:
            row.refuse("involved", _("It is there twice."), _("Keep one of them."), value=part)
        found[actor, role] = DraftInvolvement(actor, Role(role), Strength(strength), Sharing(sharing))
    return list(found.values())


def _reports(row: CodedRow, claims: list[DraftClaim], told: Told) -> tuple[str, ...]:
    """The keys of the reports that tell of it: those listed, or where none are those of its claims."""
    if not row.has("reports"):
        return tuple(dict.fromkeys(claim.report for claim in claims))
    listed = [number for number in row.listed("reports") if number != "none"]
    for number in listed:
        if number in told.reports:
            told.use(told.reports[number])
        elif number not in told.reports_used:
            said = _("A report of this number is not in the file.")
            row.refuse("reports", said, _("Add it to the reports, or take its number out."), value=number)
    return tuple(dict.fromkeys(listed))
