"""Drafts: what a form, a data file or an importer understood, before it is recorded. Pure.

Numbers and dates are already read (`quantities.Quantity`, `dates.When`); actors, places and sources are named by slug, or
in a file that is imported by the key of a `DraftName`.
"""

from dataclasses import dataclass, field
from datetime import date

from events.choices import (
    Grade,
    Gravity,
    Harm,
    IncidentType,
    LocationPrecision,
    NamedKind,
    PlaceLevel,
    Role,
    Sharing,
    Stance,
    Status,
    Strength,
    Subset,
    VictimGroup,
)
from events.dates import When
from events.quantities import Quantity


@dataclass(frozen=True, slots=True)
class DraftName:
    """A place, an actor or a source as a file names it, before anybody knows which of ours it is.

    key: how drafts of the file name it; the same name in the same surroundings has the same key. within: the key of the
    name it stands under there (a place's governorate, an actor's parent), "" for none. sort: its PlaceLevel, ActorKind or
    SourceKind. slug: its permanent name in our addresses, where a file of our own gives it. Decimal degrees, WGS 84.
    """

    kind: NamedKind
    key: str
    words: str
    within: str = ""
    sort: str = ""
    slug: str = ""
    local: str = ""
    aliases: tuple[str, ...] = ()
    pcode: str = ""
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class DraftPlace:
    """A node of the gazetteer; `parent` is the slug of an earlier place. Decimal degrees, WGS 84."""

    slug: str
    name: str
    level: PlaceLevel
    parent: str = ""
    name_local: str = ""
    aliases: tuple[str, ...] = ()
    pcode: str | None = None
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class DraftReport:
    """One document; `key` names it within the batch."""

    key: str
    publisher: str
    published_on: date
    headline: str
    language: str = "en"
    url: str = ""
    archive_url: str = ""


@dataclass(frozen=True, slots=True)
class DraftInvolvement:
    actor: str
    role: Role
    strength: Strength = Strength.ALLEGED
    sharing: Sharing = Sharing.JOINT


@dataclass(frozen=True, slots=True)
class DraftClaim:
    """What one claimant says in one report; `report`, `supersedes`, `derives_from` and `covers` are keys in the batch.

    `claimant` is a source's slug, or "" when the report names nobody for its number.
    """

    report: str
    claimed_on: date
    quantity: Quantity
    claimant: str = ""
    harm: Harm = Harm.KILLED
    victims: VictimGroup = VictimGroup.NOT_STATED
    combatants_of: str = ""
    subsets: dict[Subset, Quantity] = field(default_factory=dict)
    quote: str = ""
    stances: tuple[tuple[str, Stance], ...] = ()
    key: str = ""
    supersedes: str = ""
    derives_from: str = ""
    set_aside_because: str = ""


@dataclass(frozen=True, slots=True)
class DraftIncident:
    """One incident with everything said about it. `key` names it within the batch, `reports` those that tell of it.

    code: its permanent code, where a file of our own gives it; it is kept if it is free. rule: one of its own, or "".
    """

    key: str
    title: str
    type: IncidentType
    when: When
    place: str
    location_precision: LocationPrecision
    reports: tuple[str, ...] = ()
    summary: str = ""
    place_words: str = ""
    latitude: float | None = None
    longitude: float | None = None
    grade: Grade = Grade.UNGRADED
    status: Status = Status.DRAFT
    retracted_because: str = ""
    code: str = ""
    rule: str = ""
    rule_because: str = ""
    involvements: tuple[DraftInvolvement, ...] = ()
    claims: tuple[DraftClaim, ...] = ()


@dataclass(frozen=True, slots=True)
class DraftAggregate:
    """A claim over several incidents (C5): its own interval and place, and the keys of the incidents it covers."""

    claim: DraftClaim
    when: When
    place: str
    covers: tuple[str, ...] = ()
    status: Status = Status.DRAFT


@dataclass(frozen=True, slots=True)
class RowError:
    """One thing wrong with a row of a file, or worth telling of it: which cell, what stands there, how to mend it.

    row: the line as a spreadsheet numbers it, the header being 1; None is the file as a whole. column: the header as it
    stands in the file, "" for the row as a whole.
    """

    row: int | None
    column: str
    value: str
    problem: str
    mend: str = ""
    gravity: Gravity = Gravity.ERROR


@dataclass(frozen=True, slots=True)
class DraftRow:
    """What one row of a file was understood to be. `incident` is None where an error stands in the way.

    values: the row as in the file, column → text, blanks left out. reports and names: those that the incident and its
    claims refer to; the same one may come again with later rows, and is one.
    """

    row: int
    values: dict[str, str]
    incident: DraftIncident | None
    reports: tuple[DraftReport, ...] = ()
    names: tuple[DraftName, ...] = ()
    errors: tuple[RowError, ...] = ()
