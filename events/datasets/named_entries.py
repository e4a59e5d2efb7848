"""The entries of a data file that other entries name: the dataset itself, places, actors, sources. Pure."""

from collections.abc import Callable
from typing import TypeVar

from events.choices import ActorKind, PlaceLevel, SourceKind
from events.datasets.contents import DraftActor, DraftDataset, DraftSource
from events.datasets.entry import Entry, Section
from events.drafts import DraftPlace

Draft = TypeVar("Draft")
Node = TypeVar("Node", DraftPlace, DraftActor)


def each_after_its_parent(rows: list[Entry], read: Callable[[Entry], Node]) -> list[Node]:
    """The nodes of a tree, which the file lists from the root on."""
    drafts, above = [], set()
    for entry in rows:
        draft = read(entry)
        if draft.parent and draft.parent not in above:
            entry.refuse("parent", f"“{draft.parent}” comes later in the file; list it first")
        above.add(draft.slug)
        drafts.append(draft)
    return drafts


def made(entry: Entry, draft: type[Draft], /, **values) -> Draft:
    """The draft of the values, once every field of the entry was asked for."""
    entry.done()
    return draft(**values)


def dataset(entry: Entry) -> DraftDataset:
    return made(
        entry,
        DraftDataset,
        slug=entry.text("slug", longest=80),
        name=entry.text("name", longest=200),
        description=entry.text("description"),
        code_prefix=entry.text("code_prefix", longest=8),
        licence=entry.text("licence", longest=200),
        citation=entry.text("citation"),
        is_public=entry.flag("is_public"),
        is_generated=entry.flag("is_generated"),
        is_default=entry.flag("is_default"),
    )


def _named(entry: Entry) -> dict:
    return {
        "slug": entry.text("slug", longest=80),
        "name": entry.text("name", longest=200),
        "name_local": entry.text("name_local", longest=200, default=""),
        "aliases": entry.texts("aliases"),
    }


def place(entry: Entry) -> DraftPlace:
    """One place of the gazetteer."""
    level = entry.term("level", PlaceLevel)
    latitude, longitude = entry.degrees("latitude", 90), entry.degrees("longitude", 180)
    if (latitude is None) != (longitude is None):
        entry.refuse("latitude", "give both latitude and longitude, or neither")
    parent = entry.name("parent", Section.PLACES, default="")
    if not parent and level != PlaceLevel.COUNTRY:
        entry.refuse("parent", "is missing; only a country stands at the top")
    pcode = entry.text("pcode", longest=32, default="") or None
    values = {"level": level, "parent": parent, "pcode": pcode, "latitude": latitude, "longitude": longitude}
    return made(entry, DraftPlace, **_named(entry), **values)


def actor(entry: Entry) -> DraftActor:
    return made(
        entry,
        DraftActor,
        **_named(entry),
        kind=entry.term("kind", ActorKind),
        parent=entry.name("parent", Section.ACTORS, default=""),
        description=entry.text("description", default=""),
    )


def source(entry: Entry) -> DraftSource:
    return made(
        entry,
        DraftSource,
        **_named(entry),
        kind=entry.term("kind", SourceKind),
        actor=entry.name("actor", Section.ACTORS, default=""),
    )
