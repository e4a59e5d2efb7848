"""UCDP GED, releases 17 to 25: events with low, best and high, of whom so many civilians and of either side. Pure.

What each column becomes stands in docs/formats.md. `id` is the key: it holds from release to release, while `relid`, made of
country, year, type, dyad and a number, changes when an event is coded anew; it is read only where there is no `id`.
"""

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from django.utils.translation import gettext as _

from events.choices import (
    DatePrecision,
    FileFormat,
    IncidentType,
    LocationPrecision,
    PlaceLevel,
    Role,
    SourceKind,
    VictimGroup,
)
from events.dates import When, precision_of
from events.drafts import DraftClaim, DraftIncident, DraftInvolvement, DraftName, DraftReport, DraftRow
from events.imports import cells
from events.imports.base import RELEASE, Field, Release, Table
from events.imports.naming import REMEMBERED, actor, cut, place_chain, release_report, source
from events.imports.rows import Row, lost_columns, only_table, rows_of
from events.imports.ucdp_sources import reports_of
from events.quantities import Quantity, of_bounds

FORMAT = FileFormat.UCDP
FIELDS = (
    Field("id", called=("event_id",)),
    Field("relid", called=("rel_id",)),
    Field("type_of_violence", is_required=True),
    Field("dyad_name", called=("dyad",)),
    Field("conflict_name", called=("conflict",)),
    Field("side_a", called=("side_a_name",), is_required=True),
    Field("side_b", called=("side_b_name",), is_required=True),
    Field("source_article"),
    Field("source_office"),
    Field("source_date"),
    Field("source_headline"),
    Field("source_original"),
    Field("where_prec"),
    Field("where_coordinates", called=("where_coordi",)),
    Field("where_description", called=("where_descr", "where_desc")),
    Field("adm_1", called=("adm1", "admin1")),
    Field("adm_2", called=("adm2", "admin2")),
    Field("latitude", called=("lat",)),
    Field("longitude", called=("lon", "long", "lng")),
    Field("country", is_required=True),
    Field("date_prec"),
    Field("date_start", called=("start_date",), is_required=True),
    Field("date_end", called=("end_date",), is_required=True),
    Field("deaths_a"),
    Field("deaths_b"),
    Field("deaths_civilians", called=("deaths_civi",)),
    Field("deaths_unknown", called=("deaths_unkn",)),
    Field("best", called=("best_est",), is_required=True),
    Field("low", called=("low_est",)),
    Field("high", called=("high_est",)),
)
CODER = source("UCDP", SourceKind.MONITOR)
TYPE = {"1": IncidentType.ARMED_CLASH, "2": IncidentType.ARMED_CLASH, "3": IncidentType.KILLING}
ONE_SIDED = "3"
WHERE = {
    "1": LocationPrecision.EXACT,
    "2": LocationPrecision.NEAR,
    "3": LocationPrecision.DISTRICT,
    "4": LocationPrecision.GOVERNORATE,
    "5": LocationPrecision.LINE,
    "6": LocationPrecision.COUNTRY,
    "7": LocationPrecision.SEA,
}
PRECISION = dict(zip("12345", DatePrecision, strict=True))
UNKNOWN = frozenset({"-99", "-999", "-1"})
LONG = 365
"""Days from which on an event is told of: it counts in every window that it touches (C11)."""


def read(tables: dict[str, Table], release: Release) -> Iterator[DraftRow]:
    """A `DraftRow` for each event. Raises Unreadable where it cannot be UCDP's table."""
    released = release_report(CODER.key, "UCDP GED", release)
    for row in rows_of(only_table(tables, FIELDS), FIELDS, release.columns):
        yield _draft_row(row, released)


def _draft_row(row: Row, released: DraftReport) -> DraftRow:
    if lost_columns(row):
        return DraftRow(row.line, row.values, None, errors=tuple(row.errors))
    kind = row.needed("type_of_violence", cells.code, frozenset(TYPE)) or ""
    when = when_of(row)
    places, precision = _place(row)
    latitude, longitude = row.point("latitude", "longitude", "adm_1")
    sides = tuple(_names(row.text(side)) for side in ("side_a", "side_b"))
    told = reports_of(row, when, released)
    claims = _claims(row, sides, released)
    key = row.text("id").removesuffix(".0") or row.text("relid")
    if not key:
        row.refuse("id", _("It is empty."), _("Every event needs its id: the next release is compared by it."))
    incident = None
    if not row.refused:
        incident = DraftIncident(
            key=key,
            title=_title(row),
            type=TYPE[kind],
            when=when,
            place=places[-1].key,
            location_precision=precision,
            reports=(RELEASE, *(one.key for one in told)),
            place_words=cut(row.text("where_description") or row.text("where_coordinates"), 200),
            latitude=latitude,
            longitude=longitude,
            involvements=_involved(sides, kind),
            claims=claims,
        )
    publishers = tuple(source(one.publisher) for one in told)
    names = (CODER, *places, *(name for side in sides for name in side), *publishers)
    return DraftRow(row.line, row.values, incident, (released, *told), names, tuple(row.errors))


def _title(row: Row) -> str:
    where = row.text("where_coordinates") or row.text("adm_1") or row.text("country")
    dyad = row.text("dyad_name") or f"{row.text('side_a')} - {row.text('side_b')}"
    return cut(f"{cut(dyad, 195 - min(len(where), 100))}, {where}", 200)


# --- when and where --------------------------------------------------------------------------------------------------
def when_of(row: Row) -> When | None:
    """The days and how exactly they are known; None where they cannot be read, or end before they start."""
    start = row.needed("date_start", cells.day)
    end = row.needed("date_end", cells.day)
    coded = row.ask("date_prec", cells.code, frozenset(PRECISION)) if row.text("date_prec") else None
    if start is None or end is None:
        return None
    if end < start:
        row.refuse("date_end", _("It ends before it starts."), _("Look whether the two days have changed places."))
        return None
    if (end - start).days >= LONG:
        said = _("It lasts a year or longer: it counts in every period that it touches.")
        row.note("date_end", said, ("date_start", "date_end"))
    precision = PRECISION[coded] if coded else precision_of(start, end)
    if precision == DatePrecision.DAY and start != end:
        precision = precision_of(start, end)
        row.note("date_prec", _("Coded as precise to the day, and has several: it is kept as an interval of days."))
    return _when(start, end, precision)


@lru_cache(REMEMBERED)
def _when(start: date, end: date, precision: DatePrecision) -> When:
    return When(start, end, precision)


def _place(row: Row) -> tuple[tuple[DraftName, ...], LocationPrecision]:
    coded = row.ask("where_prec", cells.code, frozenset(WHERE)) if row.text("where_prec") else None
    is_point = coded in ("1", "2")
    chain = place_chain(
        (row.needed("country", str) or "", PlaceLevel.COUNTRY),
        (row.text("adm_1"), PlaceLevel.GOVERNORATE),
        (row.text("adm_2"), PlaceLevel.DISTRICT),
        (row.text("where_coordinates"), PlaceLevel.LOCALITY if is_point else ""),
    )
    return chain, WHERE.get(coded, LocationPrecision.LINE)


# --- who -------------------------------------------------------------------------------------------------------------
@lru_cache(REMEMBERED)
def _names(side: str) -> tuple[DraftName, ...]:
    """A side is sometimes several parties; civilians are none."""
    return tuple(
        actor(name) for name in dict.fromkeys(re.split(r",\s*", side)) if name and name.casefold() != "civilians"
    )


@lru_cache(REMEMBERED)
def _involved(sides: tuple[tuple[DraftName, ...], ...], kind: str) -> tuple[DraftInvolvement, ...]:
    """Parties of a fight; perpetrators, and targets where these are no civilians, of one-sided violence."""
    roles = (Role.PERPETRATOR, Role.TARGET) if kind == ONE_SIDED else (Role.PARTY, Role.PARTY)
    found = {(name.key, role): None for side, role in zip(sides, roles, strict=True) for name in side}
    return tuple(DraftInvolvement(key, role) for key, role in found)


# --- how many --------------------------------------------------------------------------------------------------------
def _claims(row: Row, sides: tuple[tuple[DraftName, ...], ...], released: DraftReport) -> tuple[DraftClaim, ...]:
    day = released.published_on
    low, best, high = (row.ask(name, cells.whole, UNKNOWN) for name in ("low", "best", "high"))
    a, b, civilians, unknown = (
        row.ask(f"deaths_{name}", cells.whole, UNKNOWN) for name in ("a", "b", "civilians", "unknown")
    )
    if best is not None:
        low, high = _wide_enough(row, low, best, high)
    parts = sum(part for part in (a, b, civilians, unknown) if part is not None)
    if best is not None and parts > best:
        said = _("The deaths of the sides, of civilians and of the unknown come to more than best.")
        row.note("best", said, ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best"))
    # nought among parts is a stated none only where everybody who died is accounted for, and somebody may not have been
    is_whole = unknown == 0 and not (best == 0 and high)
    found = [(VictimGroup.ALL, "", _between(low, high, best)), (VictimGroup.CIVILIANS, "", _part(civilians, is_whole))]
    found += [(VictimGroup.COMBATANTS, whose, _part(deaths, is_whole)) for whose, deaths in _combatants(sides, a, b)]
    found.append((VictimGroup.NOT_STATED, "", _part(unknown, False)))
    return tuple(
        DraftClaim(RELEASE, day, quantity, claimant=CODER.key, victims=victims, combatants_of=whose)
        for victims, whose, quantity in found
        if quantity is not None
    )


def _wide_enough(row: Row, low: int | None, best: int, high: int | None) -> tuple[int, int]:
    """Bounds that hold their best, which is what the publisher stands for."""
    if low is not None and high is not None and low <= best <= high:
        return low, high
    said = _("Its low and high do not hold its best: best is kept, and the range is widened to hold it.")
    row.note("high" if high is not None and high < best else "low", said, ("low", "best", "high"))
    return min(best if low is None else low, best), max(best if high is None else high, best)


@lru_cache(REMEMBERED)
def _between(low: int | None, high: int | None, best: int | None) -> Quantity | None:
    if low is not None and high is not None and low > high:
        low, high = high, low
    return of_bounds(low, high, best)


@lru_cache(REMEMBERED)
def _part(people: int | None, is_whole: bool) -> Quantity | None:
    return of_bounds(people, people) if people or (people == 0 and is_whole) else None


def _combatants(sides: tuple[tuple[DraftName, ...], ...], a: int | None, b: int | None) -> list[tuple[str, int | None]]:
    """(whose, deaths). Of a side of several parties nobody knows whose; both such sides are one number."""
    whose = {}
    for side, deaths in zip(sides, (a, b), strict=True):
        key = side[0].key if len(side) == 1 else ""
        if deaths is not None and (side or deaths):
            whose[key] = whose.get(key, 0) + deaths
    return list(whose.items())
