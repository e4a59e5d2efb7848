"""Claims in a few words, and what they come to: the language of the rule tests."""

from datetime import date

from events.choices import Harm, SetAsideReason, VictimGroup
from events.figures import Figure
from events.quantities import read
from events.rules import Made, Said, independent_range

KILLED, INJURED = Harm.KILLED, Harm.INJURED
ALL, CIVILIANS, COMBATANTS, NOT_STATED = VictimGroup
OBSERVATORY, NETWORK, AGENCY = 1, 2, 3
UNKNOWN = Figure()


def said(
    number: int, words: str, victims: VictimGroup = NOT_STATED, *, by: int = OBSERVATORY, day: int = 5, **more
) -> Said:
    """A claim in a few words: on 5 October 2017, in a report of its own, unless said otherwise."""
    facts = {"report": number, "harm": KILLED} | more
    return Said(id=number, voice=by, claimed_on=date(2017, 10, day), victims=victims, quantity=read(words), **facts)


def made(*claims: Said) -> dict[tuple, Made]:
    estimates = independent_range(claims)
    by_question = {(one.harm, one.victims, one.combatants_of): one for one in estimates}
    assert len(by_question) == len(estimates), "one estimate for each question"
    return by_question


def figure(*claims: Said, victims=ALL, harm: Harm = KILLED, combatants_of: int | None = None) -> Figure:
    """What the claims come to for one question; wholly unknown where there is no estimate."""
    estimate = made(*claims).get((harm, victims, combatants_of))
    return UNKNOWN if estimate is None else estimate.figure


def aside(*claims: Said, victims=ALL, combatants_of: int | None = None) -> dict[int, SetAsideReason]:
    return made(*claims)[KILLED, victims, combatants_of].set_aside
