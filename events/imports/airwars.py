"""Files in the shape of Airwars' civilian harm incidents: minimum and maximum by group, a grade, belligerents. Pure.

What each column becomes stands in docs/formats.md. Such files are exported in several layouts: numbers stand in a column for
each bound ("killed_min", "killed_max") or in one for both ("15 – 21 ( 9–10 children )"); both are read.
"""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from events.choices import (
    DatePrecision,
    FileFormat,
    Grade,
    IncidentType,
    LocationPrecision,
    PlaceLevel,
    Role,
    Sharing,
    SourceKind,
    Strength,
)
from events.dates import When, precision_of
from events.drafts import DraftIncident, DraftInvolvement, DraftName, DraftReport, DraftRow
from events.imports import cells
from events.imports.airwars_columns import FIELDS
from events.imports.airwars_numbers import claims_of
from events.imports.base import RELEASE, Release, Table
from events.imports.naming import actor, cut, place_chain, release_report, report, source
from events.imports.rows import Row, lost_columns, only_table, order_in, rows_of
from events.words import fold

FORMAT = FileFormat.AIRWARS
CODER = source("Airwars", SourceKind.MONITOR)
GRADES = {
    **{grade.value: grade for grade in Grade},
    **dict.fromkeys(("", "no grade", "not graded", "non event", "unknown"), Grade.UNGRADED),
}
TYPES = (
    ("drone", IncidentType.DRONE_STRIKE),
    ("air", IncidentType.AIR_STRIKE),
    ("missile", IncidentType.MISSILE_STRIKE),
    ("naval", IncidentType.NAVAL_FIRE),
    ("artillery", IncidentType.SHELLING),
    ("shell", IncidentType.SHELLING),
    ("raid", IncidentType.RAID),
    ("ground", IncidentType.RAID),
    ("ied", IncidentType.MINE),
    ("mine", IncidentType.MINE),
)
"""The first that stands in the cell alone; several different ones are not told apart."""
PRECISIONS = (
    ("exact", LocationPrecision.EXACT),
    ("nearby", LocationPrecision.NEAR),
    ("street", LocationPrecision.NEAR),
    ("neighbo", LocationPrecision.NEAR),
    ("town", LocationPrecision.NEAR),
    ("village", LocationPrecision.NEAR),
    ("city", LocationPrecision.NEAR),
    ("subdistrict", LocationPrecision.SUBDISTRICT),
    ("district", LocationPrecision.DISTRICT),
    ("province", LocationPrecision.GOVERNORATE),
    ("governorate", LocationPrecision.GOVERNORATE),
    ("country", LocationPrecision.COUNTRY),
)
SAID_OF = re.compile(r"\s*\(?\b(known|confirmed|suspected|alleged|likely)\b\)?\s*:?\s*", re.IGNORECASE)
STRENGTH = {
    "known": Strength.CONFIRMED,
    "confirmed": Strength.CONFIRMED,
    "likely": Strength.LIKELY,
    "suspected": Strength.ALLEGED,
    "alleged": Strength.ALLEGED,
}
PAIR = re.compile(r"\s*(\S+?)\s*[,;]\s+(\S.*?)\s*|\s*([+-]?[\d.]+)\s*,\s*([+-]?[\d.]+)\s*")
LINK = re.compile(r"https?://[^\s;,|<>\"]+")


def read(tables: dict[str, Table], release: Release) -> Iterator[DraftRow]:
    """A `DraftRow` for each incident. Raises Unreadable where it cannot be such a table."""
    released = release_report(CODER.key, "Airwars", release)
    order, rows = order_in(rows_of(only_table(tables, FIELDS), FIELDS, release.columns), "date")
    for row in rows:
        yield _draft_row(row, order, released)


def _draft_row(row: Row, order: str, released: DraftReport) -> DraftRow:
    if lost_columns(row):
        return DraftRow(row.line, row.values, None, errors=tuple(row.errors))
    key = row.needed("code", str)
    when, kind, grade = _when(row, order), _type(row), _grade(row)
    places, precision = _place(row)
    latitude, longitude = _point(row)
    accused = _accused(row)
    claims = claims_of(row, CODER.key, released)
    told = _reports(row, when)
    incident = None
    if not row.refused:
        where = row.text("location") or row.text("region") or row.text("country")
        incident = DraftIncident(
            key=key,
            title=cut(row.text("title") or f"{key}: {where}", 200),
            type=kind,
            when=when,
            place=places[-1].key,
            location_precision=precision,
            reports=(RELEASE, *(one.key for one in told)),
            place_words=cut(row.text("location"), 200),
            latitude=latitude,
            longitude=longitude,
            grade=grade,
            involvements=tuple(involved for _name, involved in accused),
            claims=claims,
        )
    names = (CODER, *places, *(name for name, _involved in accused), *(source(one.publisher) for one in told))
    return DraftRow(row.line, row.values, incident, (released, *told), names, tuple(row.errors))


def _when(row: Row, order: str) -> When | None:
    start = row.needed("date", cells.day, order)
    end = row.ask("date_end", cells.day, order) or start
    if start is None or end is None:
        return None
    if end < start:
        row.refuse("date_end", _("It ends before it starts."), _("Look whether the two days have changed places."))
        return None
    return When(start, end, DatePrecision.DAY if start == end else precision_of(start, end))


def _type(row: Row) -> IncidentType:
    folded = fold(row.text("strike_type"))
    found = {kind: None for words, kind in TYPES if re.search(rf"\b{words}", folded)}
    if folded and len(found) != 1:
        row.note("strike_type", _("No type of ours is known for it: the type is kept as unknown."))
    return next(iter(found)) if len(found) == 1 else IncidentType.UNKNOWN


def _grade(row: Row) -> Grade:
    grade = GRADES.get(fold(row.text("grade")))
    if grade is None:
        said = _("It is none of the grades.")
        row.refuse("grade", said, _("Write one of: %(grades)s.") % {"grades": ", ".join(Grade.values)})
    return grade or Grade.UNGRADED


def _place(row: Row) -> tuple[tuple[DraftName, ...], LocationPrecision]:
    folded = fold(row.text("precision"))
    found = next((precision for words, precision in PRECISIONS if words in folded), None)
    if folded and found is None:
        row.note("precision", _("No precision of ours is known for it: it is kept as along a line, or uncertain."))
    chain = place_chain(
        (row.needed("country", str) or "", PlaceLevel.COUNTRY),
        (row.text("region"), PlaceLevel.GOVERNORATE),
        (row.text("location"), PlaceLevel.LOCALITY),
    )
    return chain, found or LocationPrecision.LINE


def _point(row: Row) -> tuple[float | None, float | None]:
    """From two columns, or from one of both."""
    if not row.text("coordinates"):
        return row.point("latitude", "longitude", "region")
    found = PAIR.fullmatch(row.text("coordinates"))
    if found is None:
        row.refuse("coordinates", _("It is no latitude and longitude."), _("Write both: 35.02, 40.45."))
        return None, None
    latitude, longitude = (found[1], found[2]) if found[1] else (found[3], found[4])
    read = row.ask("coordinates", lambda _text: cells.degrees(latitude, 90))
    return read, row.ask("coordinates", lambda _text: cells.degrees(longitude, 180))


# --- who -------------------------------------------------------------------------------------------------------------
def _accused(row: Row) -> list[tuple[DraftName, DraftInvolvement]]:
    """Known belligerents are confirmed, suspected ones alleged; several suspected ones stand instead of each other."""
    overall = SAID_OF.search(row.text("belligerent_status"))
    held: dict[str, Strength] = {}
    for column, strength in (
        ("belligerent_known", "known"),
        ("belligerent", ""),
        ("belligerent_suspected", "suspected"),
    ):
        said = strength or (overall[1].casefold() if overall else "suspected")
        for part in re.split(r"[;|\n]|,\s+(?=[A-Z])", row.text(column)):
            told = SAID_OF.search(part)
            said = told[1].casefold() if told else said
            name = SAID_OF.sub(" ", part).strip(" ,")
            if name and fold(name) not in ("unknown", "contested"):
                held.setdefault(name, STRENGTH[said])
    doubted = sum(strength == Strength.ALLEGED for strength in held.values()) > 1
    return [
        (
            actor(name),
            DraftInvolvement(
                actor(name).key,
                Role.PERPETRATOR,
                strength,
                Sharing.ALTERNATIVE if doubted and strength == Strength.ALLEGED else Sharing.JOINT,
            ),
        )
        for name, strength in held.items()
    ]


# --- who told it -----------------------------------------------------------------------------------------------------
def _reports(row: Row, when: When | None) -> tuple[DraftReport, ...]:
    """A report for each source, under its name, or the host of its address."""
    if when is None:
        return ()
    found = []
    for part in re.split(r"[;|\n]", row.text("sources")):
        link = LINK.search(part)
        name = LINK.sub("", part).strip(" ,()[]:-–")
        host = re.sub(r"^https?://(www\.)?|/.*", "", link[0]) if link else ""
        if name or host:
            found.append(report(name or host, when.end, name or link[0], link[0] if link else ""))
    return tuple(dict.fromkeys(found))
