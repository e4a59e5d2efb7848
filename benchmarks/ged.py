"""Reads a file of UCDP GED (Sundberg and Melander 2013) into a dataset: real incidents to measure on, none of them shipped."""

import csv
import gzip
import os
import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from statistics import fmean

from django.utils.text import slugify

from events.choices import (
    ActorKind,
    DatePrecision,
    IncidentType,
    LocationPrecision,
    PlaceLevel,
    Role,
    SourceKind,
    Status,
)
from events.datasets.contents import Contents, DraftActor, DraftDataset, DraftSource
from events.dates import When, precision_of
from events.drafts import DraftClaim, DraftIncident, DraftInvolvement, DraftPlace, DraftReport
from events.quantities import of_bounds

HERE = Path(__file__).resolve().parent.parent
FILE = Path(os.environ.get("UCDP", HERE.parent / "shared" / "data" / "ucdp_ged_syria" / "ucdp_ged191_syria.csv.gz"))

TYPE = {"1": IncidentType.ARMED_CLASH, "2": IncidentType.ARMED_CLASH, "3": IncidentType.KILLING}
WHERE = {
    "1": LocationPrecision.EXACT,
    "2": LocationPrecision.NEAR,
    "3": LocationPrecision.DISTRICT,
    "4": LocationPrecision.GOVERNORATE,
    "5": LocationPrecision.LINE,
    "6": LocationPrecision.COUNTRY,
    "7": LocationPrecision.SEA,
}
DATASET = DraftDataset(
    slug="ucdp-ged",
    name="UCDP GED, Syria",
    description="Events as UCDP codes them.",
    code_prefix="GED",
    licence="CC BY 4.0",
    citation="Sundberg and Melander 2013; Uppsala Conflict Data Program.",
    is_public=True,
)


def rows() -> list[dict[str, str]]:
    """Every event of the file, as text."""
    with gzip.open(FILE, "rt", encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def contents(events: list[dict[str, str]]) -> Contents:
    """The events as drafts: places by adm_1, adm_2 and where_coordinates, sides as actors, best as a claim of UCDP's."""
    reports = {row["source_article"]: _report(row) for row in events}
    sources = {report.publisher for report in reports.values()}
    return Contents(
        dataset=DATASET,
        places=_places(events),
        actors=[DraftActor(slug, name, ActorKind.OTHER) for slug, name in sorted(_sides(events).items())],
        sources=[DraftSource(slug, slug, SourceKind.OTHER) for slug in sorted(sources)],
        reports=reports.values(),
        incidents=[_incident(row, reports[row["source_article"]]) for row in events],
    )


# --- names -----------------------------------------------------------------------------------------------------------
def path(row: dict[str, str]) -> list[tuple[str, str, PlaceLevel]]:
    """(slug, name, level) from the country down to where the event is coded."""
    above = [
        (row["country"], PlaceLevel.COUNTRY),
        (row["adm_1"], PlaceLevel.GOVERNORATE),
        (row["adm_2"], PlaceLevel.DISTRICT),
    ]
    found, slug = [], ""
    for name, level in [*above, (row["where_coordinates"], PlaceLevel.LOCALITY)]:
        if name and name not in {name for _slug, name, _level in found}:
            slug = f"{slug[:30]}-{slugify(name)[:45]}".strip("-")
            found.append((slug, name, level))
    return found


def _places(events: Iterable[dict[str, str]]) -> list[DraftPlace]:
    """Each once, those above first; a district's point is the middle of the places in it."""
    points, drafts = defaultdict(list), {}
    for row in events:
        parent = ""
        for slug, name, level in path(row):
            points[slug].append((float(row["latitude"]), float(row["longitude"])))
            drafts.setdefault(slug, (name, level, parent))
            parent = slug
    return [
        DraftPlace(
            slug,
            name,
            level,
            parent,
            latitude=fmean(p[0] for p in points[slug]),
            longitude=fmean(p[1] for p in points[slug]),
        )
        for slug, (name, level, parent) in sorted(drafts.items(), key=lambda one: PlaceLevel.values.index(one[1][1]))
    ]


def sides(row: dict[str, str]) -> list[tuple[str, str]]:
    """The names of either side; a side is sometimes a list of several."""
    return [
        (side, name) for side in ("side_a", "side_b") for name in re.split(r",\s*", row[side]) if name != "Civilians"
    ]


def _sides(events: Iterable[dict[str, str]]) -> dict[str, str]:
    return {slugify(name)[:80]: name for row in events for _side, name in sides(row)}


# --- drafts ----------------------------------------------------------------------------------------------------------
def _report(row: dict[str, str]) -> DraftReport:
    day = re.search(r"\d{4}-\d{2}-\d{2}", row["source_date"])
    publisher = slugify(row["source_office"].split(";")[0])[:80] or "ucdp"
    told = row["source_headline"] or row["source_article"]
    return DraftReport(
        row["source_article"], publisher, date.fromisoformat(day[0] if day else row["date_end"][:10]), told[:300]
    )


def _incident(row: dict[str, str], report: DraftReport) -> DraftIncident:
    start, end = (date.fromisoformat(row[name][:10]) for name in ("date_start", "date_end"))
    kind = TYPE[row["type_of_violence"]]
    *_above, (place, name, _level) = path(row)
    involved = dict.fromkeys((slugify(name)[:80], _role(kind, side)) for side, name in sides(row))
    best = int(row["best"])
    return DraftIncident(
        key=row["id"],
        title=f"{kind.label.capitalize()}, {name}"[:200],
        type=kind,
        when=When(start, end, DatePrecision.DAY if start == end else precision_of(start, end)),
        place=place,
        location_precision=WHERE[row["where_prec"]],
        reports=(report.key,),
        place_words=row["where_coordinates"][:200],
        status=Status.PUBLISHED,
        involvements=tuple(DraftInvolvement(slug, role) for slug, role in involved),
        claims=(DraftClaim(report.key, report.published_on, of_bounds(best, best), quote=row["source_headline"]),),
    )


def _role(kind: IncidentType, side: str) -> Role:
    if kind != IncidentType.KILLING:
        return Role.PARTY
    return Role.PERPETRATOR if side == "side_a" else Role.TARGET
