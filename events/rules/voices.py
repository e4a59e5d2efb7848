"""Who speaks, and what one voice says in all (C2–C4, docs/adr/0004)."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from events.choices import Reliability, SetAsideReason, VictimGroup
from events.figures import Figure, total
from events.rules.said import Said

WHOLES = (VictimGroup.ALL, VictimGroup.NOT_STATED)


@dataclass(frozen=True, slots=True)
class Voice:
    """One independent claimant on one question: its number, the claims that make it, and its others with why not."""

    source: int
    reliability: Reliability
    figure: Figure
    spoken: list[Said]
    unused: dict[int, SetAsideReason]


def voices_of(claims: Iterable[Said]) -> list[Voice]:
    """The claims that may speak on one question → a voice for each claimant, in an order that no input changes."""
    by_voice = defaultdict(list)
    for claim in claims:
        by_voice[claim.voice].append(claim)
    found = []
    for source, theirs in sorted(by_voice.items()):
        spoken = _whole_of(theirs)
        found.append(Voice(source, theirs[0].reliability, _own_figure(spoken), spoken, _why_unused(theirs, spoken)))
    return found


def silent(claims: list[Said]) -> dict[int, SetAsideReason]:
    """Claims that may not speak: put aside by hand, copies (C2), and those that another says it supersedes (C3).

    A correction may be of another harm ("injured, not killed"), so this looks at all harms at once.
    """
    aside = {}
    for claim in claims:
        if claim.is_set_aside:
            aside[claim.id] = SetAsideReason.ANALYST
        elif claim.derives_from is not None:
            aside[claim.id] = SetAsideReason.DERIVED
    replaced = {claim.supersedes for claim in claims if claim.id not in aside}
    superseded = [claim.id for claim in claims if claim.id in replaced and claim.id not in aside]
    return aside | dict.fromkeys(superseded, SetAsideReason.SUPERSEDED)


def _whole_of(claims: list[Said]) -> list[Said]:
    """The claims of one voice that together are its number for the people asked about (docs/adr/0004, C3, C4).

    A number for all victims, or for people whose status was not stated, is a whole, and parts named in other statements
    are among it. Without one, civilians and combatants are different people and are added.
    """
    return _spoken(claims, lambda claim: claim.victims in WHOLES, _of_known_status)


def _of_known_status(claims: list[Said]) -> list[Said]:
    civilians = [claim for claim in claims if claim.victims == VictimGroup.CIVILIANS]
    combatants = [claim for claim in claims if claim.victims == VictimGroup.COMBATANTS]
    return _latest_of_each(civilians) + _spoken(combatants, lambda claim: claim.combatants_of is None, _latest_of_each)


def _spoken(
    claims: list[Said], is_whole: Callable[[Said], bool], added: Callable[[list[Said]], list[Said]]
) -> list[Said]:
    """The latest statement with a whole, unless parts named after it already come to more; `added` picks the parts."""
    wholes = [claim for claim in claims if is_whole(claim)]
    parts = [claim for claim in claims if not is_whole(claim)]
    if not wholes:
        return added(parts)
    latest = max(claim.statement for claim in wholes)
    said = _latest_of_each(claim for claim in wholes if claim.statement == latest)
    stated = [claim for claim in said if claim.victims == VictimGroup.ALL]
    whole = stated or said + added([claim for claim in parts if claim.statement == latest])
    later = added([claim for claim in parts if claim.statement > latest])
    return later if _is_more(later, whole) else whole


def _latest_of_each(claims: Iterable[Said]) -> list[Said]:
    """The latest claim for each group and, of combatants, for each actor whose they were."""
    latest = {}
    for claim in sorted(claims, key=lambda claim: (claim.statement, claim.id)):
        latest[claim.victims, claim.combatants_of] = claim
    return list(latest.values())


def _is_more(later: list[Said], whole: list[Said]) -> bool:
    lows = [_own_figure(claims).low for claims in (later, whole)]
    return None not in lows and lows[0] > lows[1]


def _why_unused(claims: list[Said], used: list[Said]) -> dict[int, SetAsideReason]:
    """Unused claims of one voice: its number again, one that a later one replaced, or a part of the whole that was used."""
    numbers = {(claim.victims, claim.combatants_of, claim.quantity) for claim in used}
    kinds = {claim.victims for claim in used}
    latest = max(claim.statement for claim in used)
    return {
        claim.id: SetAsideReason.REPEATED
        if (claim.victims, claim.combatants_of, claim.quantity) in numbers
        else SetAsideReason.SUPERSEDED
        if claim.victims in kinds or claim.statement < latest
        else SetAsideReason.PART
        for claim in claims
        if claim not in used
    }


def _own_figure(claims: list[Said]) -> Figure:
    """What one voice says: its claims added by C8; no best of its own where nobody counted any part."""
    if len(claims) == 1:
        return claims[0].quantity.figure
    parts = total((claim.quantity.figure, False) for claim in claims)
    has_own_value = any(claim.quantity.own_value is not None for claim in claims)
    return Figure(parts.low, parts.best if has_own_value else None, parts.high)
