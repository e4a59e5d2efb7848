"""All names of one kind in memory, found by their spelling or by what they sound like."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from heapq import nlargest

from events.choices import NamedKind, PlaceLevel
from events.matching import LIKELY, fold, score, variants
from events.matching.points import km
from events.models import Actor, Place, Source

MODELS = {NamedKind.PLACE: Place, NamedKind.ACTOR: Actor, NamedKind.SOURCE: Source}
COLUMNS = ["pk", "slug", "name", "name_local", "aliases"]
MORE = {
    NamedKind.PLACE: ["lineage", "level", "pcode", "latitude", "longitude"],
    NamedKind.ACTOR: ["lineage", "kind"],
    NamedKind.SOURCE: ["kind"],
}

SCORED = 30
SHARED = 0.4
"""As many names as share most pairs of consonants, and no less than this part of them, are compared letter by letter."""

RIGHT_SORT = 0.1
"""Of two names nearly as like as one another that of the sort that is asked for comes first."""

TOO_FAR = 50
"""Kilometres beyond which a place of the same name is another place."""

SMALL = (PlaceLevel.LOCALITY, PlaceLevel.SITE)
"""What a point stands for; that of a governorate is only somewhere in it."""

LEAST = 0.65
"""Below this likeness nobody is asked whether they are meant."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A thing that may be meant. km: from the point that the file gives to its own, None where either has none.

    score: 0 to 1, of its likest name, which is `spelling`. above: the (name, local name) of what it is part of, nearest
    first. sort: its PlaceLevel, ActorKind or SourceKind.
    """

    pk: int
    slug: str
    name: str
    name_local: str
    above: tuple[tuple[str, str], ...]
    sort: str
    spelling: str
    score: float
    km: float | None = None


@dataclass(frozen=True, slots=True)
class Thing:
    pk: int
    slug: str
    name: str
    name_local: str
    sort: str
    lineage: tuple[int, ...]
    point: tuple[float, float] | None
    spellings: tuple[str, ...]

    def is_of(self, sort: str) -> bool:
        """Whether it is of the sort that is asked for; a locality and a site are one for this."""
        return self.sort == sort or (self.sort in SMALL and sort in SMALL)

    def is_far_from(self, point: tuple[float, float] | None) -> bool:
        distance = self.km_to(point) if self.sort in SMALL else None
        return distance is not None and distance > TOO_FAR

    def km_to(self, point: tuple[float, float] | None) -> float | None:
        return None if point is None or self.point is None else round(km(point, self.point), 1)


class Known:
    """Every thing of one kind, read in one statement."""

    def __init__(self, kind: NamedKind):
        rows = MODELS[kind].objects.values(*COLUMNS, *MORE[kind])
        self.things = {row["pk"]: _thing(row) for row in rows}
        self.names: list[tuple[str, int]] = []
        self.called: dict[str, set[int]] = defaultdict(set)
        self.called_on_level: dict[tuple[str, str], set[int]] = defaultdict(set)
        self.in_short: dict[str, set[int]] = defaultdict(set)
        self.grams: dict[str, list[int]] = defaultdict(list)
        self.sizes: list[int] = []
        self.by_pcode = {row["pcode"].casefold(): row["pk"] for row in rows if row.get("pcode")}
        for thing in self.things.values():
            sounds = set()
            for name in thing.spellings:
                self._learn(name, thing)
                if (core := fold(name).core) not in sounds:  # many transliterations sound alike: one is enough
                    sounds.add(core)
                    self._learn_sound(name, thing)
            self.called[fold(thing.slug).plain].add(thing.pk)

    def _learn(self, name: str, thing: Thing) -> None:
        folded = fold(name)
        self.called[folded.plain].add(thing.pk)
        if folded.level in (None, thing.sort):
            self.called_on_level[folded.bare, thing.sort].add(thing.pk)

    def _learn_sound(self, name: str, thing: Thing) -> None:
        folded, at = fold(name), len(self.names)
        self.names.append((name, thing.pk))
        self.in_short[folded.plain].add(at)
        if len(folded.initials) > 2:
            self.in_short[folded.initials].add(at)
        grams = _grams(folded.core)
        self.sizes.append(len(grams))
        for gram in grams:
            self.grams[gram].append(at)

    def exactly(self, words: str, sort: str = "") -> set[int]:
        """Those of this very name, any spelling, slug or local name; "Aleppo Governorate" is the governorate Aleppo."""
        folded = fold(words)
        found = set(self.called.get(folded.plain, ()))
        level = folded.level or (sort if sort in PlaceLevel.values else "")
        if level and folded.level in (None, level):
            found |= self.called_on_level.get((folded.bare, level), set())
        return found

    def alike(
        self,
        words: str,
        *,
        may_be: Callable[[Thing], bool] = lambda thing: True,
        sort: str = "",
        point: tuple[float, float] | None = None,
        limit: int = 5,
    ) -> list[Candidate]:
        """The likest first, those of the sort that is asked for before others, the nearer before the farther."""
        best: dict[int, tuple[float, str]] = {}
        for at in self._sounding_like(words, may_be):
            name, pk = self.names[at]
            likeness = score(words, name)
            least = LIKELY if self.things[pk].is_far_from(point) else LEAST
            if likeness >= max(least, best.get(pk, (0.0, ""))[0]):
                best[pk] = (likeness, name)
        for pk in self.exactly(words, sort):
            if may_be(self.things[pk]):
                best[pk] = (1.0, best[pk][1] if pk in best else self.things[pk].name)

        def order(pk: int) -> tuple:
            thing, distance = self.things[pk], self.things[pk].km_to(point)
            liked = best[pk][0] + RIGHT_SORT * thing.is_of(sort) - RIGHT_SORT * thing.is_far_from(point)
            return (-round(liked, 2), float("inf") if distance is None else distance, pk)

        return [self._candidate(pk, *best[pk], point) for pk in sorted(best, key=order)[:limit]]

    def _sounding_like(self, words: str, may_be: Callable[[Thing], bool]) -> list[int]:
        found: Counter[int] = Counter()
        for variant in variants(words):
            folded = fold(variant)
            asked = _grams(folded.core)
            shared = Counter(at for gram in asked for at in self.grams.get(gram, ()))
            for at, number in shared.items():
                found[at] = max(found[at], 2 * number / (len(asked) + self.sizes[at]))
            for short in {folded.plain, folded.initials}:
                for at in self.in_short.get(short, ()):
                    found[at] = 1.0
        near = ((share, -at) for at, share in found.items() if share >= SHARED)
        allowed = ((share, at) for share, at in near if may_be(self.things[self.names[-at][1]]))
        return [-at for _share, at in nlargest(SCORED, allowed)]

    def _candidate(self, pk: int, likeness: float, spelling: str, point: tuple[float, float] | None) -> Candidate:
        thing = self.things[pk]
        above = (self.things[one] for one in reversed(thing.lineage[:-1]) if one in self.things)
        return Candidate(
            pk=pk,
            slug=thing.slug,
            name=thing.name,
            name_local=thing.name_local,
            above=tuple((one.name, one.name_local) for one in above),
            sort=thing.sort,
            spelling=spelling,
            score=likeness,
            km=thing.km_to(point),
        )


def _thing(row: dict) -> Thing:
    latitude, longitude = row.get("latitude"), row.get("longitude")
    return Thing(
        pk=row["pk"],
        slug=row["slug"],
        name=row["name"],
        name_local=row["name_local"],
        sort=row.get("level") or row["kind"],
        lineage=tuple(row.get("lineage") or (row["pk"],)),
        point=None if latitude is None or longitude is None else (latitude, longitude),
        spellings=tuple(dict.fromkeys(name for name in (row["name"], row["name_local"], *row["aliases"]) if name)),
    )


BONES = str.maketrans("TDdSzxGgpvj", "tttssskkbfs", "aiuywh")


def _grams(core: Iterable[str]) -> set[str]:
    """Pairs of neighbouring consonants, those that transliterations mix up being one, with the name's begin and end."""
    joined = "".join(core)
    bones = f"^{joined.translate(BONES) or joined}$"
    return {bones[at : at + 2] for at in range(len(bones) - 1)}
