"""Drafts: what a form, a data file or an importer understood, before it is recorded. Pure.

Numbers and dates are already read (`quantities.Quantity`, `dates.When`); actors, places and sources are named by slug.
"""

from dataclasses import dataclass, field
from datetime import date

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
from events.dates import When
from events.quantities import Quantity


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
    """One incident with everything said about it. `key` names it within the batch, `reports` those that tell of it."""

    key: str
    title: str
    type: IncidentType
    when: When
    place: str
    location_precision: LocationPrecision
    reports: tuple[str, ...] = ()
    summary: str = ""
    place_words: str = ""
    grade: Grade = Grade.UNGRADED
    status: Status = Status.DRAFT
    retracted_because: str = ""
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
