"""One place of a table beside a recorded one: whether they are one, what the recorded one lacks, where they differ. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from events.choices import PlaceLevel
from events.drafts import DraftPlace
from events.imports.places.geonames import Town
from events.imports.places.pcodes import Coded
from events.matching import fold, score
from events.matching.points import km

NAMESAKE = 0.9
"""From this likeness on a recorded place without a p-code is the table's, where all else agrees."""

FAR = {PlaceLevel.LOCALITY: 5, PlaceLevel.SITE: 5, PlaceLevel.SUBDISTRICT: 30}
"""Kilometres beyond which two points differ. The points of larger areas may be anywhere in them."""
FARTHEST = 100


@dataclass(frozen=True, slots=True)
class Difference:
    """What a table has otherwise than the record, which stays as it is."""

    slug: str
    what: str
    recorded: str
    table: str


def are_namesakes(there: DraftPlace, draft: DraftPlace) -> bool:
    """Whether a recorded place, of the same level and parent, is the one that a table has with a p-code."""
    return (
        distance(there, draft) <= FAR.get(draft.level, FARTHEST)
        and max(score(x, y) for x in spellings(there) for y in spellings(draft)) >= NAMESAKE
    )


def the_same(town: Town, about: dict[str, list[DraftPlace]]) -> DraftPlace | None:
    """The recorded locality that has one of the town's names and stands where it does."""
    named = {one.slug: one for name in town.spellings for one in about.get(fold(name).plain, ())}
    near = [one for one in named.values() if point(one) and km(point(one), town.point) <= FAR[PlaceLevel.LOCALITY]]
    return min(near, key=lambda one: km(point(one), town.point), default=None)


def draft_of(coded: Coded, parent: str) -> DraftPlace:
    """A place of the table, in the place whose slug is given."""
    latitude, longitude = coded.point or (None, None)
    return DraftPlace(
        slug=coded.slug,
        name=coded.name,
        level=coded.level,
        parent=parent,
        name_local=coded.name_local,
        aliases=coded.aliases,
        pcode=coded.pcode,
        latitude=latitude,
        longitude=longitude,
    )


def town_draft(town: Town, parent: str) -> DraftPlace:
    return DraftPlace(
        slug=town.slug,
        name=town.name,
        level=PlaceLevel.LOCALITY,
        parent=parent,
        name_local=town.name_local,
        aliases=town.aliases,
        latitude=town.point[0],
        longitude=town.point[1],
    )


def lacking(there: DraftPlace, draft: DraftPlace) -> DraftPlace:
    """The recorded place with its blanks filled, and the table's spellings among its own."""
    known = {name.casefold() for name in spellings(there)} | {(there.name_local or draft.name_local).casefold()}
    latitude, longitude = point(there) or point(draft) or (None, None)
    return replace(
        there,
        pcode=draft.pcode,
        name_local=there.name_local or draft.name_local,
        aliases=(*there.aliases, *(name for name in spellings(draft) if name.casefold() not in known)),
        latitude=latitude,
        longitude=longitude,
    )


def differences(there: DraftPlace, draft: DraftPlace) -> Iterator[Difference]:
    """What the table has otherwise; another spelling that the recorded place knows is no difference."""
    spelt = {fold(name).plain for name in spellings(there)} | {fold(name).bare for name in spellings(there)}
    for what, name in (("name", draft.name), ("local name", draft.name_local)):
        if name and fold(name).plain not in spelt:
            yield Difference(there.slug, what, there.name if what == "name" else there.name_local, name)
    for what, ours, theirs in (("level", there.level, draft.level), ("part of", there.parent, draft.parent)):
        if ours != theirs:
            yield Difference(there.slug, what, str(ours), str(theirs))
    if (apart := distance(there, draft)) > FAR.get(there.level, FARTHEST):
        yield Difference(there.slug, "point", "{}, {}".format(*point(there)), f"{apart:.0f} km away")


def spellings(one: DraftPlace) -> tuple[str, ...]:
    return tuple(name for name in (one.name, one.name_local, *one.aliases) if name)


def point(one: DraftPlace) -> tuple[float, float] | None:
    return None if one.latitude is None or one.longitude is None else (one.latitude, one.longitude)


def distance(one: DraftPlace, other: DraftPlace) -> float:
    """0 where either has no point: nothing speaks against it."""
    a, b = point(one), point(other)
    return 0.0 if a is None or b is None else km(a, b)
