"""Tables in the shape of the Global Terrorism Database: attacks, with −99 and −999 for what is not known. Pure.

What each column becomes stands in docs/formats.md. The dead among the attackers themselves (`nkillter`) are combatants of
the group; of the other dead the table does not say whether they were civilians.
"""

import re
from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from events.choices import (
    DatePrecision,
    FileFormat,
    Harm,
    IncidentType,
    LocationPrecision,
    PlaceLevel,
    Role,
    SourceKind,
    Strength,
    VictimGroup,
)
from events.dates import When, precision_of
from events.drafts import DraftClaim, DraftIncident, DraftInvolvement, DraftName, DraftReport, DraftRow
from events.imports import cells
from events.imports.base import RELEASE, Field, Release, Table
from events.imports.cells import Unfit, month_of
from events.imports.naming import actor, cut, place_chain, release_report, report, source
from events.imports.rows import Row, lost_columns, only_table, rows_of
from events.quantities import of_bounds
from events.words import fold

FORMAT = FileFormat.GTD
FIELDS = (
    Field("eventid", is_required=True),
    Field("iyear", is_required=True),
    Field("imonth", is_required=True),
    Field("iday", is_required=True),
    Field("approxdate"),
    Field("resolution"),
    Field("country_txt", is_required=True),
    Field("provstate"),
    Field("city"),
    Field("latitude"),
    Field("longitude"),
    Field("specificity"),
    Field("vicinity"),
    Field("location"),
    Field("summary"),
    Field("doubtterr"),
    Field("suicide"),
    Field("attacktype1_txt", is_required=True),
    Field("targtype1_txt"),
    Field("gname", is_required=True),
    Field("gname2"),
    Field("gname3"),
    Field("guncertain1"),
    Field("guncertain2"),
    Field("guncertain3"),
    Field("claimed"),
    Field("nkill", is_required=True),
    Field("nkillter"),
    Field("nwound"),
    Field("nwoundte"),
    Field("scite1"),
    Field("scite2"),
    Field("scite3"),
)
CODER = source("START", SourceKind.MONITOR)
UNKNOWN = frozenset({"-99", "-999", "-9"})
T = IncidentType
TYPES = {
    "assassination": T.KILLING,
    "armed assault": T.KILLING,
    "bombing/explosion": T.MINE,
    "hijacking": T.OTHER,
    "hostage taking (barricade incident)": T.ABDUCTION,
    "hostage taking (kidnapping)": T.ABDUCTION,
    "facility/infrastructure attack": T.DESTRUCTION,
    "unarmed assault": T.OTHER,
    "unknown": T.UNKNOWN,
}
ARMED_TARGETS = frozenset({"military", "police", "terrorists/non-state militia"})
WHERE = {
    "1": LocationPrecision.EXACT,
    "2": LocationPrecision.NEAR,
    "3": LocationPrecision.DISTRICT,
    "4": LocationPrecision.GOVERNORATE,
    "5": LocationPrecision.COUNTRY,
}
NOBODY = frozenset({"", "unknown", "unknown group"})
CITED = re.compile(r'"(.+?),?"\s*,?\s*(.+?),\s*([A-Z][a-z]+ \d{1,2}, \d{4})\.?')


def read(tables: dict[str, Table], release: Release) -> Iterator[DraftRow]:
    """A `DraftRow` for each attack. Raises Unreadable where it cannot be such a table."""
    released = release_report(CODER.key, "Global Terrorism Database", release)
    for row in rows_of(only_table(tables, FIELDS), FIELDS, release.columns):
        yield _draft_row(row, released)


def _draft_row(row: Row, released: DraftReport) -> DraftRow:
    if lost_columns(row):
        return DraftRow(row.line, row.values, None, errors=tuple(row.errors))
    key = row.needed("eventid", str)
    when, kind = _when(row), _type(row)
    places, precision = _place(row)
    latitude, longitude = row.point("latitude", "longitude", "provstate")
    groups = _groups(row)
    claims = _claims(row, groups, released)
    told = _reports(row, when)
    if row.ask("doubtterr", cells.yes) if row.text("doubtterr") not in UNKNOWN else False:
        row.note("doubtterr", _("Its coders doubt that it was an act of terrorism."))
    incident = None
    if not row.refused:
        where = row.text("city") or row.text("provstate") or row.text("country_txt")
        incident = DraftIncident(
            key=key,
            title=cut(f"{row.text('attacktype1_txt')}: {cut(row.text('gname'), 100)}, {where}", 200),
            type=kind,
            when=when,
            place=places[-1].key,
            location_precision=precision,
            reports=(RELEASE, *(one.key for one in told)),
            place_words=cut(row.text("location") or row.text("city"), 200),
            latitude=latitude,
            longitude=longitude,
            involvements=tuple(involved for _name, involved in groups),
            claims=claims,
        )
    names = (CODER, *places, *(name for name, _involved in groups), *(source(one.publisher) for one in told))
    return DraftRow(row.line, row.values, incident, (released, *told), names, tuple(row.errors))


def _when(row: Row) -> When | None:
    """A day; the month or the year where the day or the month is 0, which is not known. Until `resolution`, if it has one."""
    year = row.needed("iyear", cells.whole)
    month, day = row.needed("imonth", cells.whole), row.needed("iday", cells.whole)
    until = row.ask("resolution", cells.day)
    if None in (year, month, day):
        return None
    try:
        start = date(year, month or 1, day or 1)
    except ValueError:
        row.refuse("iday", _("There is no such day."), _("Write the day, or 0 where it is not known."))
        return None
    if not month or not day:
        when = month_of(year, month)
        return When(when.start, when.end, when.precision, words=cut(row.text("approxdate"), 120))
    if until is not None and until < start:
        row.refuse("resolution", _("It ends before it starts."), _("Look whether the two days have changed places."))
        return None
    end = until or start
    return When(start, end, DatePrecision.DAY if start == end else precision_of(start, end))


def _type(row: Row) -> IncidentType:
    found = TYPES.get(fold(row.text("attacktype1_txt")))
    if found is None:
        row.note("attacktype1_txt", _("No type of ours is known for it: the type is kept as unknown."))
        return IncidentType.UNKNOWN
    if found == IncidentType.MINE and row.text("suicide").removesuffix(".0") == "1":
        return IncidentType.SUICIDE_ATTACK
    is_clash = fold(row.text("attacktype1_txt")) == "armed assault" and fold(row.text("targtype1_txt")) in ARMED_TARGETS
    return IncidentType.ARMED_CLASH if is_clash else found


def _place(row: Row) -> tuple[tuple[DraftName, ...], LocationPrecision]:
    coded = row.ask("specificity", cells.code, frozenset(WHERE)) if row.text("specificity") else "2"
    known = [row.text(name) if fold(row.text(name)) not in NOBODY else "" for name in ("provstate", "city")]
    chain = place_chain(
        (row.needed("country_txt", str) or "", PlaceLevel.COUNTRY),
        (known[0], PlaceLevel.GOVERNORATE),
        (known[1] if coded in ("1", "2") else "", PlaceLevel.LOCALITY),
    )
    return chain, WHERE.get(coded, LocationPrecision.NEAR)


def _groups(row: Row) -> list[tuple[DraftName, DraftInvolvement]]:
    """The attackers: confirmed where they claimed it, alleged where the coders are uncertain, else likely."""
    found = {}
    is_claimed = row.ask("claimed", _coded_yes)
    for at, column in enumerate(("gname", "gname2", "gname3"), start=1):
        words = row.text(column)
        is_uncertain = row.ask(f"guncertain{at}", _coded_yes)
        if fold(words) in NOBODY:
            continue
        strength = (
            Strength.ALLEGED if is_uncertain else Strength.CONFIRMED if is_claimed and at == 1 else Strength.LIKELY
        )
        name = actor(words)
        found.setdefault(name.key, (name, DraftInvolvement(name.key, Role.PERPETRATOR, strength)))
    return list(found.values())


def _coded_yes(text: str) -> bool | None:
    return None if text.removesuffix(".0") in UNKNOWN else cells.yes(text)


def _claims(
    row: Row, groups: list[tuple[DraftName, DraftInvolvement]], released: DraftReport
) -> tuple[DraftClaim, ...]:
    found = []
    whose = groups[0][0].key if len(groups) == 1 else ""
    for harm, all_column, own_column in ((Harm.KILLED, "nkill", "nkillter"), (Harm.INJURED, "nwound", "nwoundte")):
        people, own = row.ask(all_column, cells.whole, UNKNOWN), row.ask(own_column, cells.whole, UNKNOWN)
        if people is not None and own is not None and own > people:
            said = _("The attackers among them come to more than all together.")
            row.note(own_column, said, (all_column, own_column))
        for victims, of, number in ((VictimGroup.ALL, "", people), (VictimGroup.COMBATANTS, whose, own)):
            if number is not None:
                quantity = of_bounds(number, number)
                day = released.published_on
                found.append(DraftClaim(RELEASE, day, quantity, CODER.key, harm, victims, of))
    return tuple(found)


def _reports(row: Row, when: When | None) -> tuple[DraftReport, ...]:
    if when is None:
        return ()
    found = []
    for column in ("scite1", "scite2", "scite3"):
        cited = CITED.fullmatch(row.text(column))
        if cited is None:
            if row.text(column):
                row.note(column, _("Its publisher and day cannot be told: it stays in the row as in the file only."))
            continue
        try:
            day = cells.day(cited[3]) or when.end
        except Unfit:
            day = when.end
        found.append(report(cited[2], day, cited[1]))
    return tuple(dict.fromkeys(found))
