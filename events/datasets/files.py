"""A dataset kept as a readable TOML file: the file in, its contents out, or one sentence on what is wrong. Pure.

Dates and numbers are in the words that the entry form reads (`dates.read`, `quantities.read`); weekdays count back from
the day of the report that an entry names. Every place, actor, source and report that is named is an entry of the file.
"""

import tomllib
from datetime import date
from functools import partial
from pathlib import Path

from events import dates, quantities
from events.choices import (
    Grade,
    Harm,
    IncidentType,
    LocationPrecision,
    Role,
    Sharing,
    Stance,
    Status,
    Strength,
    Subset,
    VictimGroup,
)
from events.datasets.contents import Contents
from events.datasets.entry import BadFile, Entry, Section, entries
from events.datasets.named_entries import actor, dataset, each_after_its_parent, made, place, source
from events.drafts import DraftAggregate, DraftClaim, DraftIncident, DraftInvolvement, DraftReport

NAMED_BY = {
    Section.PLACES: "slug",
    Section.ACTORS: "slug",
    Section.SOURCES: "slug",
    Section.REPORTS: "key",
    Section.INCIDENTS: "key",
    Section.AGGREGATES: "key",
}


def read(path: Path) -> Contents:
    """The contents of a data file. Raises BadFile; nothing is recorded, so nothing is recorded by half."""
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as why:
        raise BadFile(f"{path.name}: {why}") from why
    return _contents(path.name, values)


def _contents(file: str, values: dict) -> Contents:
    whole = Entry(file, values, {})
    described = whole.take(Section.DATASET, dict)
    sections = {section: whole.take(section, list, []) for section in NAMED_BY}
    whole.done()
    whole.names |= _names(file, sections)
    rows = {section: entries(file, section, tables, whole.names) for section, tables in sections.items()}
    reports = [_report(entry) for entry in rows[Section.REPORTS]]
    published = {report.key: report.published_on for report in reports}
    return Contents(
        dataset=dataset(Entry(f"{file}, dataset", described, {})),
        places=each_after_its_parent(rows[Section.PLACES], place),
        actors=each_after_its_parent(rows[Section.ACTORS], actor),
        sources=[source(entry) for entry in rows[Section.SOURCES]],
        reports=reports,
        incidents=[_incident(entry, published) for entry in rows[Section.INCIDENTS]],
        aggregates=[_aggregate(entry, published) for entry in rows[Section.AGGREGATES]],
    )


def _names(file: str, sections: dict[Section, list]) -> dict[Section, set[str]]:
    """Every slug and key of the file, each once in its section; claims are named across incidents."""
    claims = [
        claim
        for incident in sections[Section.INCIDENTS]
        if isinstance(incident, dict) and isinstance(incident.get("claims"), list)
        for claim in incident["claims"]
        if isinstance(claim, dict) and "key" in claim
    ]
    names = {section: set() for section in (*NAMED_BY, Section.CLAIMS)}
    for section, tables in (sections | {Section.CLAIMS: claims}).items():
        field = NAMED_BY.get(section, "key")
        for entry in entries(file, section, tables, names):
            name = entry.text(field, longest=80)
            if name in names[section]:
                entry.refuse(field, f"“{name}” is there twice")
            names[section].add(name)
    return names


def _report(entry: Entry) -> DraftReport:
    return made(
        entry,
        DraftReport,
        key=entry.text("key", longest=80),
        publisher=entry.name("publisher", Section.SOURCES),
        published_on=entry.day("published_on"),
        headline=entry.text("headline", longest=300),
        language=entry.text("language", longest=16, default="en"),
        url=entry.address("url"),
        archive_url=entry.address("archive_url"),
    )


def _incident(entry: Entry, published: dict[str, date]) -> DraftIncident:
    report = entry.name("report", Section.REPORTS)
    status = entry.term("status", Status, Status.DRAFT)
    reason = entry.text("retracted_because", default="")
    if (status == Status.RETRACTED) != bool(reason):
        entry.refuse("retracted_because", "stands with a retracted incident, and only there")
    return made(
        entry,
        DraftIncident,
        key=entry.text("key", longest=80),
        title=entry.text("title", longest=200),
        summary=entry.text("summary", default=""),
        type=entry.term("type", IncidentType),
        reports=(report,),
        when=entry.worded("when", partial(dates.read, reported_on=published[report])),
        place=entry.name("place", Section.PLACES),
        place_words=entry.text("place_words", longest=200, default=""),
        location_precision=entry.term("location_precision", LocationPrecision),
        grade=entry.term("grade", Grade, Grade.UNGRADED),
        status=status,
        retracted_because=reason,
        involvements=tuple(_involvement(inside) for inside in entry.entries("involvements")),
        claims=tuple(
            made(inside, DraftClaim, **_claim(inside, published, report)) for inside in entry.entries("claims")
        ),
    )


def _involvement(entry: Entry) -> DraftInvolvement:
    return made(
        entry,
        DraftInvolvement,
        actor=entry.name("actor", Section.ACTORS),
        role=entry.term("role", Role),
        strength=entry.term("strength", Strength),
        sharing=entry.term("sharing", Sharing, Sharing.JOINT),
    )


def _claim(entry: Entry, published: dict[str, date], report: str | None = None) -> dict:
    """The fields of a claim; its report is its incident's unless it names another."""
    report = entry.name("report", Section.REPORTS, *([] if report is None else [report]))
    victims, combatants_of = entry.term("victims", VictimGroup), entry.name("combatants_of", Section.ACTORS, "")
    if combatants_of and victims != VictimGroup.COMBATANTS:
        entry.refuse("combatants_of", "stands only where the victims are combatants")
    return {
        "key": entry.text("key", longest=80, default=""),
        "report": report,
        "claimed_on": entry.day("claimed_on", published[report]),
        "claimant": entry.name("claimant", Section.SOURCES, ""),
        "harm": entry.term("harm", Harm),
        "victims": victims,
        "combatants_of": combatants_of,
        "quantity": entry.worded("number", quantities.read),
        "subsets": {one: entry.worded(one, quantities.read) for one in Subset if one in entry.values},
        "quote": entry.text("quote", default=""),
        "stances": entry.terms_of("stances", Section.ACTORS, Stance),
        "supersedes": entry.name("supersedes", Section.CLAIMS, ""),
        "derives_from": entry.name("derives_from", Section.CLAIMS, ""),
        "set_aside_because": entry.text("set_aside_because", longest=300, default=""),
    }


def _aggregate(entry: Entry, published: dict[str, date]) -> DraftAggregate:
    claim = _claim(entry, published)
    return made(
        entry,
        DraftAggregate,
        claim=DraftClaim(**claim),
        when=entry.worded("when", partial(dates.read, reported_on=published[claim["report"]])),
        place=entry.name("place", Section.PLACES),
        covers=entry.names_of("covers", Section.INCIDENTS),
        status=entry.term("status", Status, Status.DRAFT),
    )
