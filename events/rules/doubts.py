"""What does not add up in what was said (C4): shown to everybody, never silently mended."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from events.choices import DoubtKind, VictimGroup
from events.rules.said import Said
from events.rules.voices import WHOLES

PARTS = (VictimGroup.CIVILIANS, VictimGroup.COMBATANTS)


@dataclass(frozen=True, slots=True)
class Doubt:
    """Two numbers that cannot both be right, or that should agree, and the claims that give them (ids)."""

    kind: DoubtKind
    claims: tuple[int, ...]
    first: int
    second: int

    @property
    def words(self) -> str:
        return str(self.kind.sentence) % {"first": self.first, "second": self.second}


def doubts(claims: Iterable[Said]) -> list[Doubt]:
    """Subsets or parts above their whole in one statement, and copies that differ from what they derive from."""
    claims = sorted(claims, key=lambda claim: claim.id)
    return [*_subsets(claims), *_parts(claims), *_copies(claims)]


def _subsets(claims: list[Said]) -> Iterator[Doubt]:
    for claim in claims:
        least = [part.minimum for part in claim.subsets.values() if part.minimum is not None]
        whole = claim.quantity.maximum
        if whole is not None and sum(least) > whole:
            yield Doubt(DoubtKind.SUBSETS, (claim.id,), sum(least), whole)


def _parts(claims: list[Said]) -> Iterator[Doubt]:
    """One voice, one statement: civilians and combatants above its stated whole. Beside *not stated* they are added."""
    statements = defaultdict(list)
    for claim in claims:
        statements[claim.voice, claim.statement, claim.harm].append(claim)
    for said in statements.values():
        wholes = [one for one in said if one.victims == VictimGroup.ALL and one.quantity.maximum is not None]
        parts = [one for one in said if one.victims in PARTS and one.quantity.minimum is not None]
        for whole in wholes:
            least = sum(part.quantity.minimum for part in parts)
            if least > whole.quantity.maximum:
                ids = (whole.id, *(part.id for part in parts))
                yield Doubt(DoubtKind.PARTS, ids, least, whole.quantity.maximum)


def _copies(claims: list[Said]) -> Iterator[Doubt]:
    by_id = {claim.id: claim for claim in claims}
    for copy in claims:
        origin = by_id.get(copy.derives_from)
        if origin is None or origin.harm != copy.harm or not _same_people(origin, copy):
            continue
        numbers = [claim.quantity.minimum for claim in (copy, origin)]
        if None not in numbers and numbers[0] != numbers[1]:
            yield Doubt(DoubtKind.COPY, (copy.id, origin.id), *numbers)


def _same_people(one: Said, other: Said) -> bool:
    return one.victims == other.victims or {one.victims, other.victims} <= set(WHOLES)
