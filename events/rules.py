"""The named rules that make one range of several claims (C1–C6). Pure: the same claims always give the same estimates."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from statistics import median

from events.choices import Harm, RuleName, SetAsideReason, Subset, VictimGroup
from events.figures import Figure, total
from events.quantities import Quantity

VERSION = 1
WHOLES = (VictimGroup.ALL, VictimGroup.NOT_STATED)


@dataclass(frozen=True, slots=True)
class Said:
    """One claim as a rule sees it. `voice` is the source that speaks (C2); (claimed_on, report) orders its statements."""

    id: int
    voice: int
    report: int
    claimed_on: date
    harm: Harm
    victims: VictimGroup
    quantity: Quantity
    combatants_of: int | None = None
    subsets: dict[Subset, Quantity] = field(default_factory=dict)
    supersedes: int | None = None
    derives_from: int | None = None
    is_set_aside: bool = False

    @property
    def statement(self) -> tuple[date, int]:
        return self.claimed_on, self.report


@dataclass(frozen=True, slots=True)
class Made:
    """One estimate as made: the figure, the ids of claims used, and those set aside with why."""

    harm: Harm
    victims: VictimGroup | Subset
    combatants_of: int | None
    figure: Figure
    is_uncounted: bool
    voices: int
    used: frozenset[int]
    set_aside: dict[int, SetAsideReason]
    rule: RuleName = RuleName.INDEPENDENT_RANGE


def independent_range(claims: Iterable[Said]) -> list[Made]:
    """Every estimate that the claims of one incident support, by *range of independent claimants* (C6).

    For each harm: all victims, each victim group claimed, each subset claimed, and combatants of each actor named.
    """
    claims = list(claims)
    aside = _silent(claims)
    by_harm = defaultdict(list)
    for claim in claims:
        by_harm[claim.harm].append(claim)
    return [made for harm in sorted(by_harm) for made in _of_one_harm(by_harm[harm], aside)]


def _of_one_harm(claims: list[Said], silent: dict[int, SetAsideReason]) -> list[Made]:
    made = [_made(claims, silent, VictimGroup.ALL)]
    for group in (VictimGroup.CIVILIANS, VictimGroup.COMBATANTS, VictimGroup.NOT_STATED):
        named = [claim for claim in claims if claim.victims == group]
        made.append(_made(named, silent, group))
        for actor in sorted({claim.combatants_of for claim in named if claim.combatants_of is not None}):
            theirs = [claim for claim in named if claim.combatants_of == actor]
            made.append(_made(theirs, silent, group, actor))
    for subset in Subset:
        inside = [replace(claim, quantity=claim.subsets[subset]) for claim in claims if subset in claim.subsets]
        made.append(_made(inside, silent, subset))
    return [estimate for estimate in made if estimate is not None]


def _silent(claims: list[Said]) -> dict[int, SetAsideReason]:
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


def _made(
    claims: list[Said], silent: dict, victims: VictimGroup | Subset, combatants_of: int | None = None
) -> Made | None:
    """The estimate of one group from the claims about it; None when none of them may speak."""
    aside = {claim.id: silent[claim.id] for claim in claims if claim.id in silent}
    speaking = [claim for claim in claims if claim.id not in silent]
    by_voice = defaultdict(list)
    for claim in speaking:
        by_voice[claim.voice].append(claim)
    if not by_voice:
        return None
    used, figures, set_aside = [], [], dict(aside)
    for voice in sorted(by_voice):
        spoken = _whole_of(by_voice[voice])
        figures.append(_own_figure(spoken))
        used += spoken
        set_aside |= _why_unused(by_voice[voice], spoken)
    return Made(
        harm=speaking[0].harm,
        victims=victims,
        combatants_of=combatants_of,
        figure=_range_of(figures),
        is_uncounted=all(claim.quantity.is_uncounted for claim in used),
        voices=len(by_voice),
        used=frozenset(claim.id for claim in used),
        set_aside=set_aside,
    )


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
    """Unused claims of one voice: superseded by a later one of the same kind, or a part of the whole that was used."""
    kinds = {claim.victims for claim in used}
    latest = max(claim.statement for claim in used)
    return {
        claim.id: SetAsideReason.SUPERSEDED
        if claim.victims in kinds or claim.statement < latest
        else SetAsideReason.PART
        for claim in claims
        if claim not in used
    }


def _own_figure(claims: list[Said]) -> Figure:
    """What one voice says: its claims added by C8; no best of its own where nobody counted any part."""
    parts = total((claim.quantity.figure, False) for claim in claims)
    has_own_value = any(claim.quantity.own_value is not None for claim in claims)
    return Figure(parts.low, parts.best if has_own_value else None, parts.high)


def _range_of(figures: list[Figure]) -> Figure:
    """Lowest minimum, median of own values rounded down, highest maximum or open if any is open (C6)."""
    lows = [figure.low for figure in figures if figure.low is not None]
    own_values = [figure.best for figure in figures if figure.best is not None]
    highs = [figure.high for figure in figures]
    return Figure(
        low=min(lows) if lows else None,
        best=int(median(own_values)) if own_values else None,
        high=None if None in highs else max(highs),
    )
