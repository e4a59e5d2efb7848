"""ACLED, the layouts before and since 2023: events with one number of dead, which means less than it looks. Pure.

Of its `fatalities` (codebook, "Notes and reported fatalities"): 0 stands for "none" and for "not known" alike, so it is a
stated none only where the notes say so. Where reports give no number, one is put in: 10 for "tens", 12 for "dozens", 100 for
"hundreds", and 3 or 10 (10 where there is open war) for "several", "many" or an unknown number. Such a number is told by the
words of the notes; it stays as the least, nobody having counted. What each column becomes stands in docs/formats.md.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from django.utils.translation import gettext as _

from events.choices import (
    ActorKind,
    DatePrecision,
    FileFormat,
    IncidentType,
    LocationPrecision,
    PlaceLevel,
    Qualifier,
    Role,
    SourceKind,
    VictimGroup,
)
from events.dates import When
from events.drafts import DraftClaim, DraftIncident, DraftInvolvement, DraftName, DraftReport, DraftRow
from events.imports import cells
from events.imports.acled_numbers import fatalities
from events.imports.base import RELEASE, Field, Release, Table
from events.imports.cells import month_of
from events.imports.naming import actor, cut, place_chain, release_report, report, source
from events.imports.rows import Row, lost_columns, only_table, order_in, rows_of
from events.words import fold

FORMAT = FileFormat.ACLED
FIELDS = (
    Field("event_id_cnty", called=("event_id_no_cnty", "event_id", "data_id"), is_required=True),
    Field("event_date", is_required=True),
    Field("time_precision", called=("time_prec",)),
    Field("disorder_type"),
    Field("event_type", is_required=True),
    Field("sub_event_type"),
    Field("actor1", called=("actor_1",), is_required=True),
    Field("assoc_actor_1", called=("ally_actor_1", "associated_actor_1")),
    Field("inter1", called=("inter_1",)),
    Field("actor2", called=("actor_2",)),
    Field("assoc_actor_2", called=("ally_actor_2", "associated_actor_2")),
    Field("inter2", called=("inter_2",)),
    Field("civilian_targeting"),
    Field("country", is_required=True),
    Field("admin1"),
    Field("admin2"),
    Field("admin3"),
    Field("location"),
    Field("latitude"),
    Field("longitude"),
    Field("geo_precision", called=("geo_prec",)),
    Field("source"),
    Field("source_scale"),
    Field("notes"),
    Field("fatalities", is_required=True),
    Field("tags"),
)
CODER = source("ACLED", SourceKind.MONITOR)
T = IncidentType
TYPES = {
    "air/drone strike": T.AIR_STRIKE,
    "shelling/artillery/missile attack": T.SHELLING,
    "government regains territory": T.ADVANCE,
    "non-state actor overtakes territory": T.ADVANCE,
    "non-violent transfer of territory": T.WITHDRAWAL,
    "armed clash": T.ARMED_CLASH,
    "remote explosive/landmine/ied": T.MINE,
    "grenade": T.MINE,
    "suicide bomb": T.SUICIDE_ATTACK,
    "chemical weapon": T.CHEMICAL,
    "attack": T.KILLING,
    "abduction/forced disappearance": T.ABDUCTION,
    "sexual violence": T.SEXUAL_VIOLENCE,
    "agreement": T.AGREEMENT,
    "looting/property destruction": T.DESTRUCTION,
    "arrests": T.ARRESTS,
    **dict.fromkeys(("other", "change to group/activity", "disrupted weapons use", "mob violence"), T.OTHER),
    **dict.fromkeys(("peaceful protest", "protest with intervention", "violent demonstration"), T.OTHER),
    **dict.fromkeys(("excessive force against protesters", "headquarters or base established"), T.OTHER),
    # event types, where there is no sub-event: the layouts before 2019
    "battles": T.ARMED_CLASH,
    "battle-no change of territory": T.ARMED_CLASH,
    "battle-government regains territory": T.ADVANCE,
    "battle-non-state actor overtakes territory": T.ADVANCE,
    "violence against civilians": T.KILLING,
    **dict.fromkeys(("explosions/remote violence", "remote violence"), T.UNKNOWN),
    **dict.fromkeys(("riots", "protests", "riots/protests"), T.OTHER),
    **dict.fromkeys(("strategic development", "strategic developments"), T.OTHER),
}
ONE_SIDED = frozenset({"violence against civilians", "explosions/remote violence", "remote violence"})
CIVILIANS = re.compile(r"civilians\b", re.IGNORECASE)
CIVILIAN_CODES = frozenset({"7", "civilians"})
UNORGANISED = re.compile(r"(unidentified|protesters|rioters)\b", re.IGNORECASE)
TIME = frozenset("123")
GEO = {"1": LocationPrecision.EXACT, "2": LocationPrecision.NEAR, "3": LocationPrecision.GOVERNORATE}


def read(tables: dict[str, Table], release: Release) -> Iterator[DraftRow]:
    """A `DraftRow` for each event. Raises Unreadable where it cannot be ACLED's table."""
    released = release_report(CODER.key, "ACLED", release)
    order, rows = order_in(rows_of(only_table(tables, FIELDS), FIELDS, release.columns), "event_date")
    for row in rows:
        yield _draft_row(row, order, released)


def _draft_row(row: Row, order: str, released: DraftReport) -> DraftRow:
    if lost_columns(row):
        return DraftRow(row.line, row.values, None, errors=tuple(row.errors))
    key = row.needed("event_id_cnty", str)
    when, kind = _when(row, order), _type(row)
    places, precision = _place(row)
    latitude, longitude = row.point("latitude", "longitude", "admin1")
    involved, actors = _involved(row)
    claims = _claims(row, released)
    told = _reports(row, key, when)
    incident = None
    if not row.refused:
        incident = DraftIncident(
            key=key,
            title=_title(row),
            type=kind,
            when=when,
            place=places[-1].key,
            location_precision=precision,
            reports=(RELEASE, *(one.key for one in told)),
            place_words=cut(row.text("location"), 200),
            latitude=latitude,
            longitude=longitude,
            involvements=involved,
            claims=claims,
        )
    names = (CODER, *places, *actors, *(source(one.publisher) for one in told))
    return DraftRow(row.line, row.values, incident, (released, *told), names, tuple(row.errors))


def _title(row: Row) -> str:
    what = row.text("sub_event_type") or row.text("event_type")
    who = " – ".join(filter(None, (row.text("actor1"), row.text("actor2"))))
    return cut(f"{what}: {cut(who, 110)}, {row.text('location') or row.text('country')}", 200)


def _when(row: Row, order: str) -> When | None:
    """The day; the seven days around it, or its month, where the day is not known (time_precision 2 and 3)."""
    day = row.needed("event_date", cells.day, order)
    precision = row.ask("time_precision", cells.code, TIME) if row.text("time_precision") else "1"
    if day is None:
        return None
    match precision:
        case "2":
            return When(day - timedelta(3), day + timedelta(3), DatePrecision.WEEK)
        case "3":
            return month_of(day.year, day.month)
    return _day(day)


@lru_cache(10_000)
def _day(day: date) -> When:
    return When(day, day, DatePrecision.DAY)


def _type(row: Row) -> IncidentType:
    column = "sub_event_type" if row.text("sub_event_type") else "event_type"
    found = TYPES.get(fold(row.text(column)))
    if found is None:
        row.note(column, _("No type of ours is known for it: the type is kept as unknown."))
    return found or IncidentType.UNKNOWN


def _place(row: Row) -> tuple[tuple[DraftName, ...], LocationPrecision]:
    """Where only the region is known, ACLED writes its chief town: the place is the region then."""
    coded = row.ask("geo_precision", cells.code, frozenset(GEO)) if row.text("geo_precision") else "2"
    chain = place_chain(
        (row.needed("country", str) or "", PlaceLevel.COUNTRY),
        (row.text("admin1"), PlaceLevel.GOVERNORATE),
        *(
            ()
            if coded == "3"
            else (
                (row.text("admin2"), PlaceLevel.DISTRICT),
                (row.text("admin3"), PlaceLevel.SUBDISTRICT),
                (row.text("location"), PlaceLevel.LOCALITY),
            )
        ),
    )
    return chain, GEO.get(coded, LocationPrecision.NEAR)


def _involved(row: Row) -> tuple[tuple[DraftInvolvement, ...], tuple[DraftName, ...]]:
    """Parties of a fight; a perpetrator only where the other side is civilians, or one side alone acts.

    Who is named as associated supports; the groups that civilians are associated with did nothing.
    """
    is_against = any(_are_civilians(row, side) for side in ("1", "2")) or (
        not row.text("actor2") and fold(row.text("event_type")) in ONE_SIDED
    )
    role = Role.PERPETRATOR if is_against else Role.PARTY
    found: dict[tuple[str, Role], DraftName] = {}
    for side in ("1", "2"):
        if _are_civilians(row, side):
            continue
        for name in _several(row.text(f"actor{side}")):
            found.setdefault((name.key, role), name)
        for name in _several(row.text(f"assoc_actor_{side}")):
            if (name.key, role) not in found and not CIVILIANS.match(name.words):
                found.setdefault((name.key, Role.SUPPORTER), name)
    return tuple(DraftInvolvement(key, role) for key, role in found), tuple(found.values())


def _are_civilians(row: Row, side: str) -> bool:
    return bool(CIVILIANS.match(row.text(f"actor{side}"))) or fold(row.text(f"inter{side}")) in CIVILIAN_CODES


@lru_cache(10_000)
def _several(cell: str) -> tuple[DraftName, ...]:
    """The actors of one cell, in one order however they stand."""
    names = sorted({name.strip() for name in cell.split(";") if name.strip()})
    return tuple(actor(name, ActorKind.OTHER if UNORGANISED.match(name) else "") for name in names)


def _claims(row: Row, released: DraftReport) -> tuple[DraftClaim, ...]:
    notes = row.text("notes")
    people = row.ask("fatalities", cells.whole, frozenset({"-99", "-999", "-1"}))
    quantity, remark = fatalities(people, notes)
    if remark:
        row.note("fatalities", remark)
    if quantity is None:
        return ()
    quote = notes if quantity.qualifier != Qualifier.EXACT or people else ""
    said = DraftClaim(
        RELEASE, released.published_on, quantity, claimant=CODER.key, victims=VictimGroup.ALL, quote=quote
    )
    return (said,)


def _reports(row: Row, key: str | None, when: When | None) -> tuple[DraftReport, ...]:
    """One for each source that ACLED names; of the documents it says no more."""
    if when is None or not key:
        return ()
    names = dict.fromkeys(name.strip() for name in row.text("source").split(";") if name.strip())
    return tuple(report(name, when.end, f"{name}, {key}") for name in names)
