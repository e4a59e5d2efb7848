"""What a dataset brings along, before it is recorded: what it says of itself, the names it uses, and its drafts. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from events.choices import ActorKind, SourceKind
from events.drafts import DraftAggregate, DraftIncident, DraftPlace, DraftReport


@dataclass(frozen=True, slots=True)
class DraftDataset:
    slug: str
    name: str
    description: str
    code_prefix: str
    licence: str
    citation: str
    is_public: bool = False
    is_generated: bool = False
    is_default: bool = False


@dataclass(frozen=True, slots=True)
class DraftActor:
    """A party; `parent` is the slug of an earlier actor."""

    slug: str
    name: str
    kind: ActorKind
    parent: str = ""
    name_local: str = ""
    aliases: tuple[str, ...] = ()
    description: str = ""


@dataclass(frozen=True, slots=True)
class DraftSource:
    """A source; `actor` is the slug of the party whose own voice it is."""

    slug: str
    name: str
    kind: SourceKind
    actor: str = ""
    name_local: str = ""
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Contents:
    """A whole dataset. Every name that a draft uses is among its own places, actors and sources."""

    dataset: DraftDataset
    places: Iterable[DraftPlace]
    actors: Iterable[DraftActor]
    sources: Iterable[DraftSource]
    reports: Iterable[DraftReport]
    incidents: Iterable[DraftIncident]
    aggregates: Iterable[DraftAggregate] = ()
