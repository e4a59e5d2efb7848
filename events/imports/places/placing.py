"""Which place a town stands in: by names, by GeoNames' codes, by points, and how that was known. Pure.

Points of p-code tables are somewhere inside an area, and its outline is not known, so what they say is weighed. Against the
outlines of Syria's districts, of 305 towns the name was right for 232 of 232, and two neighbours that agree for 221 of 221.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from events.choices import PlaceLevel
from events.imports.places.geonames import Town
from events.matching import fold
from events.matching.distance import alike
from events.matching.points import km

SEAT = 20
"""Kilometres between a town and the point of the subdistrict that has its name."""

NEAREST = 50
"""Kilometres beyond which the nearest point says nothing."""

NAMESAKE = 0.9
"""From this likeness on two names so near one another are one."""

MOST = 0.8
"""This share of the towns of one code that are known by name must agree on the governorate."""


class Means(StrEnum):
    """How it was known, the surest first."""

    NAME = "by the name of its subdistrict"
    POINTS = "by GeoNames' code, and the two nearest points of its governorate in one district"
    CODE = "by GeoNames' code of its governorate"
    NEAREST = "by the two nearest p-code points only"
    RECORDED = "as they were recorded"
    COUNTRY = "in the country: nothing says where"


@dataclass(frozen=True, slots=True)
class Node:
    """A place that towns can stand in. governorate and district: slugs, its own where it is one."""

    slug: str
    level: PlaceLevel
    spellings: tuple[str, ...]
    point: tuple[float, float] | None
    governorate: str
    district: str = ""


@dataclass(frozen=True, slots=True)
class Placed:
    """slug: of the node that the town stands in, "" for the country itself."""

    slug: str
    means: Means


def place(towns: Iterable[Town], nodes: Iterable[Node]) -> dict[int, Placed]:
    """Number of a town → where it stands."""
    towns = list(towns)
    pointed = [node for node in nodes if node.point and node.governorate]
    deepest = [node for node in pointed if node.level == PlaceLevel.SUBDISTRICT]
    lowest = deepest or [node for node in pointed if node.level == PlaceLevel.DISTRICT] or pointed
    grid = _Grid(lowest)
    named = {town.number: namesake for town in towns if (namesake := _namesake(town, grid.near(town.point, SEAT)))}
    codes = _codes(towns, named)
    return {town.number: _placed(town, named.get(town.number), codes.get(town.admin1), grid) for town in towns}


def _placed(town: Town, namesake: Node | None, governorate: str | None, grid: "_Grid") -> Placed:
    if namesake is not None and governorate in (None, namesake.governorate):
        return Placed(namesake.slug, Means.NAME)
    if governorate is not None:
        inside = [node for node in grid.near(town.point, NEAREST) if node.governorate == governorate][:2]
        districts = {node.district for node in inside}
        if len(inside) == 2 and len(districts) == 1 and districts != {""}:
            return Placed(districts.pop(), Means.POINTS)
        return Placed(governorate, Means.CODE)
    nearest = grid.near(town.point, NEAREST)[:2]
    agreed = {node.governorate for node in nearest}
    return Placed(agreed.pop(), Means.NEAREST) if len(nearest) == 2 and len(agreed) == 1 else Placed("", Means.COUNTRY)


def _namesake(town: Town, near: list[Node]) -> Node | None:
    """The node about there whose name is the town's, the likest, then the nearest."""
    best, most = None, 0.0
    own = _sounds(town.spellings) if near else set()
    for node in near:
        likeness = max(alike(one, other) for one in own for other in _sounds(node.spellings))
        if likeness >= NAMESAKE and likeness > most:
            best, most = node, likeness
    return best


def _sounds(spellings: tuple[str, ...]) -> set[str]:
    """What the names sound like, each once."""
    return {joined for name in spellings if len(joined := "".join(fold(name).core)) > 2} or {spellings[0]}


def _codes(towns: list[Town], named: dict[int, Node]) -> dict[str, str]:
    """GeoNames' code → the governorate that at least two towns of it, known by name, are in, and nearly all of those."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for town in towns:
        if town.admin1 and town.number in named:
            votes[town.admin1][named[town.number].governorate] += 1
    first = {code: counted.most_common(1)[0] for code, counted in votes.items()}
    return {
        code: governorate
        for code, (governorate, number) in first.items()
        if number >= 2 and number / votes[code].total() >= MOST
    }


class _Grid:
    """Nodes by the whole degree they lie in, so that not every town is measured from every node."""

    def __init__(self, nodes: Iterable[Node]):
        self.cells: dict[tuple[int, int], list[Node]] = defaultdict(list)
        for node in nodes:
            self.cells[_cell(node.point)].append(node)

    def near(self, point: tuple[float, float], within: int) -> list[Node]:
        """Those within so many kilometres, the nearest first. A degree of longitude is 55 km at 60° north."""
        row, column = _cell(point)
        about = [node for r in (-1, 0, 1) for c in (-1, 0, 1) for node in self.cells.get((row + r, column + c), ())]
        measured = [(km(point, node.point), node.slug, node) for node in about]
        return [node for distance, _slug, node in sorted(measured, key=lambda one: one[:2]) if distance <= within]


def _cell(point: tuple[float, float]) -> tuple[int, int]:
    return int(point[0] // 1), int(point[1] // 1)
