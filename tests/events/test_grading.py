"""The grade that claims propose, and the sentence that says why."""

from itertools import permutations

import pytest
from django.utils import translation

from events.choices import Grade, Harm, Reliability, Stance, VictimGroup
from events.grading import Account, propose
from tests.events.claimed import said

STATE, AIR_FORCE, REBELS = (1,), (1, 2), (3,)


def account(id_: int, voice: int, words: str = "14", **more) -> Account:
    facts = {name: more.pop(name) for name in ("speaks_for", "stances") if name in more}
    return Account(said(id_, words, by=voice, **more), speaker=f"Voice {voice}", **facts)


def blames(actor: tuple) -> dict:
    return {"stances": ((actor, Stance.ALLEGES),)}


def grade(*accounts: Account, **recorded) -> tuple[Grade, str]:
    with translation.override("en"):
        proposal = propose(accounts, **recorded)
    return proposal.grade, proposal.reason


def test_no_claim_is_ungraded():
    assert grade() == (Grade.UNGRADED, "No claim says that anybody was harmed.")


def test_a_stated_none_harms_nobody():
    assert grade(account(1, 1, "none"))[0] == Grade.UNGRADED


def test_one_claimant_is_weak_however_often_it_is_printed():
    once = grade(account(1, 1))
    assert once == (Grade.WEAK, "One independent claimant: Voice 1.")
    assert grade(account(1, 1), account(2, 2, derives_from=1), account(3, 1, report=9)) == once


def test_two_credible_claimants_and_a_named_belligerent_are_fair():
    two = account(1, 1, **blames(STATE)), account(2, 2)
    assert grade(*two) == (Grade.FAIR, "2 credible independent claimants, and a belligerent is named.")
    assert grade(account(1, 1), account(2, 2), perpetrators=[REBELS])[0] == Grade.FAIR


def test_two_claimants_who_name_nobody_are_ungraded():
    assert grade(account(1, 1), account(2, 2)) == (
        Grade.UNGRADED,
        "2 credible independent claimants, but no belligerent is named.",
    )


def test_an_unreliable_claimant_is_no_second_one():
    unreliable = account(2, 2, reliability=Reliability.UNRELIABLE)
    assert grade(account(1, 1, **blames(STATE)), unreliable) == (
        Grade.WEAK,
        "Of 2 independent claimants, one is credible: Voice 1.",
    )
    both = [account(id_, id_, reliability=Reliability.NOT_USUALLY) for id_ in (1, 2)]
    assert grade(*both) == (Grade.UNGRADED, "No claimant is credible.")


@pytest.mark.parametrize(("speaks_for", "admitted"), [(STATE, STATE), (STATE, AIR_FORCE), (AIR_FORCE, STATE)])
def test_a_belligerent_that_admits_confirms(speaks_for, admitted):
    """For itself, for a part of itself, and for what it is part of."""
    own = account(1, 1, speaks_for=speaks_for, stances=((admitted, Stance.ADMITS),))
    assert grade(own, account(2, 2, **blames(REBELS))) == (Grade.CONFIRMED, "Voice 1 accepts responsibility.")


@pytest.mark.parametrize(
    "more",
    [
        {"speaks_for": REBELS},
        {"speaks_for": ()},
        {"speaks_for": STATE, "words": "none"},
        {"speaks_for": STATE, "victims": VictimGroup.COMBATANTS},
        {"speaks_for": STATE, "is_set_aside": True},
    ],
    ids=["of another", "in nobody's name", "of no harm", "of combatants", "set aside"],
)
def test_other_admissions_confirm_nothing(more):
    own = account(1, 1, stances=((STATE, Stance.ADMITS),), **more)
    assert grade(own, account(2, 2))[0] != Grade.CONFIRMED


def test_claimants_who_blame_different_actors_contest():
    rivals = account(1, 1, **blames(AIR_FORCE)), account(2, 2, **blames(REBELS))
    assert grade(*rivals) == (Grade.CONTESTED, "Voice 1 and Voice 2 do not blame the same actor.")


def test_a_state_and_its_air_force_are_no_contest():
    assert grade(account(1, 1, **blames(STATE)), account(2, 2, **blames(AIR_FORCE)))[0] == Grade.FAIR


def test_one_claimant_who_blames_two_does_not_contest_itself():
    both = ((STATE, Stance.ALLEGES), (REBELS, Stance.ALLEGES))
    assert grade(account(1, 1, stances=both), account(2, 2, **blames(REBELS)))[0] == Grade.FAIR


def test_a_denial_blames_nobody():
    denies = account(1, 1, speaks_for=STATE, stances=((STATE, Stance.DENIES),))
    assert grade(denies, account(2, 2, **blames(REBELS)))[0] == Grade.FAIR


def test_recorded_alternatives_contest():
    recorded = {"perpetrators": [STATE, REBELS], "are_alternatives": True}
    assert grade(account(1, 1), account(2, 2), **recorded)[0] == Grade.CONTESTED


def test_only_combatants_killed_discounts():
    fighters = [account(id_, id_, victims=VictimGroup.COMBATANTS) for id_ in (1, 2)]
    assert grade(*fighters) == (Grade.DISCOUNTED, "Every claim says that those killed were combatants.")
    hurt = account(3, 3, victims=VictimGroup.CIVILIANS, harm=Harm.INJURED)
    assert grade(*fighters, hurt)[0] != Grade.DISCOUNTED


def test_c3_a_claimant_that_corrects_itself_is_read_as_corrected():
    first = account(1, 1, victims=VictimGroup.CIVILIANS)
    later = account(2, 1, victims=VictimGroup.COMBATANTS, supersedes=1, report=2)
    assert grade(first, later)[0] == Grade.DISCOUNTED


def test_the_order_of_claims_does_not_matter():
    accounts = [account(1, 1, **blames(STATE)), account(2, 2), account(3, 3, "none"), account(4, 2, derives_from=1)]
    assert len({grade(*order)[0] for order in permutations(accounts)}) == 1


def test_a_copy_changes_nothing():
    alone = grade(account(1, 1), perpetrators=[STATE])
    assert grade(account(1, 1), account(2, 2, derives_from=1), perpetrators=[STATE]) == alone
