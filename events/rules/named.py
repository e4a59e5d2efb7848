"""The four named rules (C6). Each takes the claims of one incident and gives every estimate that they support."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace
from statistics import median

from events.choices import RuleName, SetAsideReason, Subset, VictimGroup
from events.figures import Figure
from events.rules.said import Decided, Made, Said
from events.rules.voices import Voice, silent, voices_of

Heard = Callable[[list[Voice]], tuple[list[Voice], SetAsideReason]]
"""Which of the voices a rule goes by, and why it does not go by the others."""


def independent_range(claims: Iterable[Said]) -> list[Made]:
    """Lowest minimum, median of own values rounded down, highest maximum or open if any is open."""
    return _estimates(claims, RuleName.INDEPENDENT_RANGE, lambda voices: (voices, SetAsideReason.ALONE))


def most_reliable(claims: Iterable[Said]) -> list[Made]:
    """The range of those claimants alone whom no other exceeds in reliability; of all where nobody was judged."""

    def heard(voices: list[Voice]) -> tuple[list[Voice], SetAsideReason]:
        best = min(voice.reliability for voice in voices)  # "a" is the most reliable, "f" not judged
        return [voice for voice in voices if voice.reliability == best], SetAsideReason.LESS_RELIABLE

    return _estimates(claims, RuleName.MOST_RELIABLE, heard)


def two_independent(claims: Iterable[Said]) -> list[Made]:
    """The range of independent claimants where there are two or more; of one alone, no number."""
    return _estimates(
        claims, RuleName.TWO_INDEPENDENT, lambda voices: (voices if len(voices) > 1 else [], SetAsideReason.ALONE)
    )


def as_published(claims: Iterable[Said], coder: int | None) -> list[Made]:
    """What the dataset's own coder (a source's id) says, as it says it; of anybody else, no number."""

    def heard(voices: list[Voice]) -> tuple[list[Voice], SetAsideReason]:
        return [voice for voice in voices if voice.source == coder], SetAsideReason.NOT_PUBLISHED

    return _estimates(claims, RuleName.AS_PUBLISHED, heard)


def decision(claims: Iterable[Said], decided: Iterable[Decided]) -> list[Made]:
    """The numbers that an analyst decided; whoever speaks stands beside them, set aside."""
    beside = {made.question: made for made in independent_range(claims)}
    return [_decided(one, beside.get(one.question)) for one in decided]


def computed(claims: Iterable[Said], *, rule: RuleName, coder: int | None = None) -> list[Made]:
    """What one of the rules that compute makes of the claims; `coder` is the source whose coding the dataset is."""
    match rule:
        case RuleName.AS_PUBLISHED:
            return as_published(claims, coder)
        case RuleName.MOST_RELIABLE:
            return most_reliable(claims)
        case RuleName.TWO_INDEPENDENT:
            return two_independent(claims)
    return independent_range(claims)


def estimates(
    claims: Iterable[Said], *, rule: RuleName, decided: Iterable[Decided] = (), coder: int | None = None
) -> list[Made]:
    """Every estimate of one incident: by its rule, and by decision where an analyst decided a number."""
    claims = list(claims)
    settled = {made.question: made for made in decision(claims, decided)}
    made_by_rule = computed(claims, rule=rule, coder=coder)
    return [made for made in made_by_rule if made.question not in settled] + list(settled.values())


def by_every_rule(claims: Iterable[Said], *, coder: int | None = None) -> list[Made]:
    """What each rule would make of the claims: *as published* only where there is a coder."""
    claims = list(claims)
    rules = [RuleName(rule) for rule, _label in RuleName.computed() if coder or rule != RuleName.AS_PUBLISHED]
    return [made for rule in rules for made in computed(claims, rule=rule, coder=coder)]


def _decided(one: Decided, beside: Made | None) -> Made:
    aside = {} if beside is None else dict.fromkeys(beside.used, SetAsideReason.DECIDED) | beside.set_aside
    voices = beside.voices if beside else 0
    return Made(*one.question, one.figure, False, voices, frozenset(), aside, RuleName.DECISION)


def _estimates(claims: Iterable[Said], rule: RuleName, heard: Heard) -> list[Made]:
    """For each harm: all victims, each victim group claimed, each subset claimed, and combatants of each actor named."""
    claims = list(claims)
    aside = silent(claims)
    by_harm = defaultdict(list)
    for claim in claims:
        by_harm[claim.harm].append(claim)
    return [made for harm in sorted(by_harm) for made in _of_one_harm(by_harm[harm], aside, rule, heard)]


def _of_one_harm(claims: list[Said], aside: dict[int, SetAsideReason], rule: RuleName, heard: Heard) -> list[Made]:
    questions = [(claims, VictimGroup.ALL, None)]
    for group in (VictimGroup.CIVILIANS, VictimGroup.COMBATANTS, VictimGroup.NOT_STATED):
        named = [claim for claim in claims if claim.victims == group]
        questions.append((named, group, None))
        actors = sorted({claim.combatants_of for claim in named if claim.combatants_of is not None})
        questions += [([claim for claim in named if claim.combatants_of == actor], group, actor) for actor in actors]
    for subset in Subset:
        inside = [replace(claim, quantity=claim.subsets[subset]) for claim in claims if subset in claim.subsets]
        questions.append((inside, subset, None))
    made = (_made(about, aside, victims, actor, rule, heard) for about, victims, actor in questions)
    return [estimate for estimate in made if estimate is not None]


def _made(claims: list[Said], silenced: dict, victims, actor: int | None, rule: RuleName, heard: Heard) -> Made | None:
    """The estimate of one question from the claims about it; None when none of them may speak."""
    if not claims:
        return None
    voices = voices_of(claim for claim in claims if claim.id not in silenced)
    if not voices:
        return None
    followed, why_not = heard(voices)
    used = [claim for voice in followed for claim in voice.spoken]
    aside = {claim.id: silenced[claim.id] for claim in claims if claim.id in silenced}
    for voice in voices:
        aside |= voice.unused
        if voice not in followed:
            aside |= {claim.id: why_not for claim in voice.spoken}
    return Made(
        harm=claims[0].harm,
        victims=victims,
        combatants_of=actor,
        figure=_range_of([voice.figure for voice in followed]),
        is_uncounted=bool(used) and all(claim.quantity.is_uncounted for claim in used),
        voices=len(voices),
        used=frozenset(claim.id for claim in used),
        set_aside=aside,
        rule=rule,
    )


def _range_of(figures: list[Figure]) -> Figure:
    if not figures:
        return Figure()
    lows = [figure.low for figure in figures if figure.low is not None]
    own_values = [figure.best for figure in figures if figure.best is not None]
    highs = [figure.high for figure in figures]
    return Figure(
        low=min(lows) if lows else None,
        best=int(median(own_values)) if own_values else None,
        high=None if None in highs else max(highs),
    )
