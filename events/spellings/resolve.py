"""Which of ours each name of a file means: decided before, the very same name, or candidates for a person's decision."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from events.choices import NamedKind, PlaceLevel
from events.drafts import DraftName
from events.matching import LIKELY, spelled
from events.models import Spelling
from events.spellings.known import Candidate, Known, Thing


class By(StrEnum):
    """How a name was matched."""

    SPELLING = "spelling"
    EXACT = "exact"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Resolved:
    """What became of one name. meant: the id of our place, actor or source, None where a person has to decide.

    within: the words of what it stands under in the file, as a decision on it is remembered. candidates: likest first,
    none for a name that is matched. waits: what it stands under is itself not matched; decide that one first, for this
    one then often needs no decision.
    """

    name: DraftName
    by: By
    meant: int | None
    within: str
    candidates: tuple[Candidate, ...] = ()
    waits: bool = False


def resolve(names: Iterable[DraftName], *, limit: int = 5) -> dict[tuple[NamedKind, str], Resolved]:
    """(kind, key of a DraftName) → what became of it, for all names of a file, in one statement for each kind and one more.

    A name is matched by, in this order: a person's decision on these words under these words above, or under none; its
    p-code; the very same name (but for case, accents, dashes, and a word such as "governorate"), where only one of ours
    has it: under the parent that the file gives, of the level that it gives, not farther than 50 km from its point. A
    parent that is not matched matches nothing under it. `DraftName.within` is the key of another of `names` of that kind.
    limit: of candidates; 0 looks for none, which is quick.
    """
    drafts = {(name.kind, name.key): name for name in names}
    if not drafts:
        return {}
    file = _File(drafts, limit)
    return {key: file.resolved(key) for key in drafts}


def candidates(
    kind: NamedKind, words: str, *, within: int | None = None, sort: str = "", limit: int = 5
) -> list[Candidate]:
    """Those of ours that the words can mean, likest first, 1.0 for the very same name. within: only under this id."""
    return Known(kind).alike(
        words, may_be=lambda thing: within is None or within in thing.lineage, sort=sort, limit=limit
    )


class _File:
    """The names of one file, while they are being resolved; those above first."""

    def __init__(self, drafts: dict[tuple[NamedKind, str], DraftName], limit: int):
        self.drafts, self.limit = drafts, limit
        self.known = {kind: Known(kind) for kind in {kind for kind, _key in drafts}}
        rows = Spelling.objects.filter(kind__in=self.known, words__in={spelled(name.words) for name in drafts.values()})
        self.decided = {
            (row.kind, row.words, row.within): row.place_id or row.actor_id or row.source_id for row in rows
        }
        self.done: dict[tuple[NamedKind, str], Resolved] = {}
        self.at: set[tuple[NamedKind, str]] = set()

    def resolved(self, key: tuple[NamedKind, str]) -> Resolved:
        if key not in self.done:
            self.at.add(key)
            self.done[key] = self._resolve(self.drafts[key], self._above(key))
        return self.done[key]

    def _above(self, key: tuple[NamedKind, str]) -> Resolved | None:
        above = (key[0], self.drafts[key].within)
        # a name that stands under itself, by way of others, stands under nothing
        return self.resolved(above) if above in self.drafts and (above not in self.at or above in self.done) else None

    def _resolve(self, name: DraftName, above: Resolved | None) -> Resolved:
        within = self._context(name)
        for context in dict.fromkeys((within, "")):
            if (name.kind, spelled(name.words), context) in self.decided:
                return Resolved(name, By.SPELLING, self.decided[name.kind, spelled(name.words), context], within)
        known = self.known[name.kind]
        if name.kind != NamedKind.PLACE:
            above = None  # whom a file names beside an actor need not be what it is part of
        waits = above is not None and above.meant is None
        meant = known.by_pcode.get(name.pcode.casefold()) if name.pcode else None
        if meant is None and not waits:
            meant = _the_one(known, name, above)
        if meant is not None:
            return Resolved(name, By.EXACT, meant, within)
        found = self._candidates(known, name, None if waits or above is None else above.meant)
        return Resolved(name, By.NONE, None, within, found, waits)

    def _context(self, name: DraftName) -> str:
        """The words above it, nearest first, without the country, which not all files name, unless it is all there is."""
        chain = []
        while (above := self.drafts.get((name.kind, name.within))) is not None and above not in chain:
            chain.append(above)
            name = above
        below = [above for above in chain if above.sort != PlaceLevel.COUNTRY]
        return ", ".join(spelled(above.words) for above in below or chain)[:300]

    def _candidates(self, known: Known, name: DraftName, parent: int | None) -> tuple[Candidate, ...]:
        """Under the parent; where nothing there is likely, from anywhere, for files err about parents too."""
        if parent is not None:
            near = self._alike(known, name, parent)
            if near and near[0].score >= LIKELY:
                return near
        return self._alike(known, name, None)

    def _alike(self, known: Known, name: DraftName, parent: int | None) -> tuple[Candidate, ...]:
        """By both names that the file gives, each candidate once, by the likest."""
        if not self.limit:
            return ()
        asked = {"may_be": lambda thing: _is_under(thing, parent), "sort": name.sort, "point": _point(name)}
        found: dict[int, Candidate] = {}
        for words in filter(None, (name.words, name.local)):
            for one in known.alike(words, **asked, limit=self.limit):
                if one.pk not in found or one.score > found[one.pk].score:
                    found[one.pk] = one
        return tuple(found.values())[: self.limit]


def _the_one(known: Known, name: DraftName, above: Resolved | None) -> int | None:
    """The only one of this very name where the file puts it; None for none, and for more than one."""
    found = known.exactly(name.words, name.sort) or (known.exactly(name.local, name.sort) if name.local else set())
    things = [known.things[pk] for pk in found]
    if above is not None:
        things = [thing for thing in things if _is_under(thing, above.meant)]
    if name.kind == NamedKind.PLACE:
        asked = [thing for thing in things if not name.sort or thing.is_of(name.sort)]
        things = [thing for thing in asked if not thing.is_far_from(_point(name))]
    return things[0].pk if len(things) == 1 else None


def _is_under(thing: Thing, parent: int | None) -> bool:
    return parent is None or (parent in thing.lineage and thing.pk != parent)


def _point(name: DraftName) -> tuple[float, float] | None:
    return None if name.latitude is None or name.longitude is None else (name.latitude, name.longitude)
