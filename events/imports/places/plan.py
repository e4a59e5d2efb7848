"""A country's places as tables have them, beside those that are recorded: what to add, and in what the two differ. Pure.

What is recorded is never overwritten. A place is the same as one of a table by its p-code (or the number of a town), or
where the recorded one has none, by its name, under the same parent, on the same level, not far away.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, field, replace

from django.utils.text import slugify

from events.choices import PlaceLevel
from events.drafts import DraftPlace, RowError
from events.imports.places.compare import (
    Difference,
    are_namesakes,
    differences,
    draft_of,
    lacking,
    point,
    spellings,
    the_same,
    town_draft,
)
from events.imports.places.geonames import Country, Town
from events.imports.places.pcodes import Coded, Coding
from events.imports.places.placing import Means, Node, Placed, place
from events.matching import fold

AREAS = (PlaceLevel.GOVERNORATE, PlaceLevel.DISTRICT, PlaceLevel.SUBDISTRICT)
NUMBERED = re.compile(r"-g(\d+)$")


@dataclass
class Plan:
    """add: in an order in which parents come first. complete: recorded places without a p-code, and what else
    they lacked, with what the table gives them.

    down: recorded towns directly in the country, and the slug of what they turn out to stand in. placed: every town of the
    gazetteer, by how its place was known. gone: recorded p-codes that the table does not have.
    """

    add: list[DraftPlace] = field(default_factory=list)
    complete: list[DraftPlace] = field(default_factory=list)
    down: list[tuple[str, str]] = field(default_factory=list)
    there: Counter[PlaceLevel] = field(default_factory=Counter)
    differs: list[Difference] = field(default_factory=list)
    placed: dict[str, Placed] = field(default_factory=dict)
    gone: list[str] = field(default_factory=list)

    @property
    def means(self) -> Counter[Means]:
        return Counter(placed.means for placed in self.placed.values())


def plan(
    country: Country, towns: Iterable[Town], coding: Coding | None, recorded: Iterable[DraftPlace], untouched: Set[str]
) -> Plan:
    """What loading would do. recorded: every place there is, those of other countries too, for their slugs are taken.

    untouched: slugs of those that nobody but an earlier load has written; they may move down from the country.
    """
    made = _Planning(country, list(recorded), untouched)
    made.lay_country(coding.country if coding else None)
    if coding:
        for coded in coding.places:
            made.lay_coded(coded)
        made.miss(coding)
    made.lay_towns(list(towns))
    return made.plan


def strangers(country: Country, coding: Coding) -> list[RowError]:
    """Governorates whose p-codes are not this country's: the table is of another one."""
    begins = (country.iso, country.iso3)
    return [
        RowError(coded.row, "", coded.pcode, f"is no p-code of {country.name}, which begin with {country.iso}")
        for coded in coding.places
        if coded.level == PlaceLevel.GOVERNORATE and not coded.pcode.upper().startswith(begins)
    ]


class _Planning:
    def __init__(self, country: Country, recorded: list[DraftPlace], untouched: Set[str]):
        self.country, self.untouched, self.plan = country, untouched, Plan()
        self.recorded = {one.slug: one for one in recorded}
        self.nodes = dict(self.recorded)
        self.by_pcode = {one.pcode.casefold(): one for one in recorded if one.pcode}
        self.by_number = {int(found[1]): one for one in recorded if (found := NUMBERED.search(one.slug))}
        self.slug_of: dict[str, str] = {}
        self.under: dict[tuple[str, PlaceLevel], list[DraftPlace]] = defaultdict(list)
        for one in recorded:
            self.under[one.parent, one.level].append(one)
        self.root = ""

    # --- the country -------------------------------------------------------------------------------------------------
    def lay_country(self, coded: Coded | None) -> None:
        codes = {self.country.iso.casefold(), self.country.iso3.casefold()} | (
            {coded.pcode.casefold()} if coded else set()
        )
        there = next((self.by_pcode[code] for code in sorted(codes) if code in self.by_pcode), None) or next(
            (one for one in self.under["", PlaceLevel.COUNTRY] if not one.pcode and self._is_called(one)), None
        )
        if there is not None:
            self.plan.there[PlaceLevel.COUNTRY] += 1
            self.root = there.slug
            return
        names = () if coded is None else tuple(n for n in (coded.name, *coded.aliases) if n != self.country.name)
        self.root = self._add(
            DraftPlace(
                slug=slugify(self.country.name),
                name=self.country.name,
                level=PlaceLevel.COUNTRY,
                name_local=coded.name_local if coded else "",
                aliases=names,
                pcode=coded.pcode if coded else self.country.iso,
            )
        )

    def _is_called(self, one: DraftPlace) -> bool:
        return fold(self.country.name).plain in {fold(name).plain for name in spellings(one)}

    # --- places of the table -----------------------------------------------------------------------------------------
    def lay_coded(self, coded: Coded) -> None:
        parent = self.slug_of.get(coded.above, self.root)
        draft = draft_of(coded, parent)
        if there := self.by_pcode.get(coded.pcode.casefold()):
            self.plan.there[there.level] += 1
            self.plan.differs += differences(there, draft)
        elif there := self._namesake(draft):
            whole = self.nodes[there.slug] = lacking(there, draft)
            self.plan.complete.append(whole)
        self.slug_of[coded.pcode] = there.slug if there else self._add(draft)

    def _namesake(self, draft: DraftPlace) -> DraftPlace | None:
        """The one recorded place of that level and parent that has no p-code and the name, where there is only one."""
        alike = [
            one
            for one in self.under[draft.parent, draft.level]
            if not one.pcode and not NUMBERED.search(one.slug) and are_namesakes(one, draft)
        ]
        return alike[0] if len(alike) == 1 else None

    def miss(self, coding: Coding) -> None:
        codes = {coded.pcode.casefold() for coded in coding.places}
        self.plan.gone = sorted(
            one.pcode
            for one in self.recorded.values()
            if one.pcode and one.parent and one.pcode.casefold() not in codes and self._is_in_country(one)
        )

    def _is_in_country(self, one: DraftPlace) -> bool:
        return any(above.slug == self.root for above in self._lineage(one))

    def _lineage(self, one: DraftPlace) -> Iterator[DraftPlace]:
        """The place and what it stands in, up to the country."""
        yield one
        while one.parent in self.nodes:
            one = self.nodes[one.parent]
            yield one

    # --- towns -------------------------------------------------------------------------------------------------------
    def lay_towns(self, towns: list[Town]) -> None:
        placed = place(towns, self._areas())
        about = self._localities()
        for town in towns:
            where, there = placed[town.number], self.by_number.get(town.number) or the_same(town, about)
            if there is None:
                self.plan.placed[self._add(town_draft(town, where.slug or self.root))] = where
                continue
            self.plan.there[PlaceLevel.LOCALITY] += 1
            if there.parent == self.root and there.slug in self.untouched and where.slug:
                self.plan.down.append((there.slug, where.slug))
                self.plan.placed[there.slug] = where
                continue
            self.plan.placed[there.slug] = Placed(there.parent, Means.RECORDED)
            if where.slug and not self._are_in_line(there.slug, where.slug):
                self.plan.differs.append(Difference(there.slug, "part of", there.parent, where.slug))

    def _are_in_line(self, town: str, area: str) -> bool:
        """Whether the town stands in the area, or in what the area stands in: only less is known of it."""
        above = [one.slug for one in self._lineage(self.nodes[town])]
        return area in above or above[1] in [one.slug for one in self._lineage(self.nodes[area])]

    def _areas(self) -> list[Node]:
        areas = []
        for one in self.nodes.values():
            above = {step.level: step.slug for step in self._lineage(one)}
            if above.get(PlaceLevel.COUNTRY) == self.root and one.level in AREAS:
                governorate, district = above.get(PlaceLevel.GOVERNORATE, ""), above.get(PlaceLevel.DISTRICT, "")
                areas.append(Node(one.slug, one.level, spellings(one), point(one), governorate, district))
        return areas

    def _localities(self) -> dict[str, list[DraftPlace]]:
        about = defaultdict(list)
        for one in self.nodes.values():
            if one.level == PlaceLevel.LOCALITY and one.slug in self.recorded and not NUMBERED.search(one.slug):
                for plain in {fold(name).plain for name in spellings(one)}:
                    about[plain].append(one)
        return about

    # --- both --------------------------------------------------------------------------------------------------------
    def _add(self, draft: DraftPlace) -> str:
        """Its slug, which is another than the draft's only where that is taken by hand."""
        slug = next(s for s in (draft.slug, *(f"{draft.slug[:76]}-{n}" for n in range(2, 1000))) if s not in self.nodes)
        draft = replace(draft, slug=slug)
        self.plan.add.append(draft)
        self.nodes[slug] = draft
        return slug
