"""Who speaks (C1–C3): the counting rules of claims, by their numbers, in examples."""

from events.choices import SetAsideReason, Subset
from events.figures import Figure
from events.quantities import read
from events.rules import independent_range
from tests.events.claimed import (
    ALL,
    CIVILIANS,
    COMBATANTS,
    INJURED,
    KILLED,
    NETWORK,
    NOT_STATED,
    UNKNOWN,
    aside,
    figure,
    made,
    said,
)


def test_c1_no_claim_is_no_estimate():
    assert independent_range([]) == []


def test_c1_a_stated_none_is_zero_and_says_nothing_of_other_harm():
    assert figure(said(1, "none")) == Figure(0, 0, 0)
    assert (INJURED, ALL, None) not in made(said(1, "none"))


def test_c1_at_most_leaves_the_low_unknown():
    assert figure(said(1, "at most 12")) == Figure(None, None, 12)


def test_c1_a_group_that_nobody_spoke_of_has_no_estimate():
    assert set(made(said(1, "14"))) == {(KILLED, ALL, None), (KILLED, NOT_STATED, None)}


def test_c1_a_voice_without_a_least_number_does_not_lower_the_low():
    assert figure(said(1, "at most 12"), said(2, "8", by=NETWORK)) == Figure(8, 8, 12)


def test_c1_unknown_children_are_not_none():
    stated = said(1, "14", subsets={Subset.CHILDREN: read("3")})
    assert figure(stated, said(2, "20", by=NETWORK), victims=Subset.CHILDREN) == Figure(3, 3, 3)


def test_c2_three_agencies_quoting_one_monitor_change_nothing():
    once = made(said(1, "38", CIVILIANS))
    four_times = made(*[said(number, "38", CIVILIANS) for number in (1, 2, 3, 4)])
    assert {question: one.figure for question, one in four_times.items()} == {
        question: one.figure for question, one in once.items()
    }
    assert four_times[KILLED, ALL, None].voices == 1


def test_c2_a_derived_number_is_not_a_second_voice():
    claims = said(1, "38", CIVILIANS), said(2, "21", CIVILIANS, by=NETWORK, derives_from=1)
    assert figure(*claims, victims=CIVILIANS) == figure(*claims) == Figure(38, 38, 38)
    assert made(*claims)[KILLED, ALL, None].voices == 1
    assert aside(*claims) == {2: SetAsideReason.DERIVED}


def test_c2_an_independent_number_is_a_second_voice():
    claims = said(1, "38", CIVILIANS), said(2, "21", CIVILIANS, by=NETWORK)
    assert figure(*claims, victims=CIVILIANS) == figure(*claims) == Figure(21, 29, 38)
    assert made(*claims)[KILLED, ALL, None].voices == 2
    assert aside(*claims) == {}


def test_c2_a_copy_of_a_claim_that_was_set_aside_does_not_speak_for_it():
    claims = said(1, "38", is_set_aside=True), said(2, "38", by=NETWORK, derives_from=1)
    assert independent_range(claims) == []


def test_c2_a_copy_does_not_supersede():
    claims = said(1, "38"), said(2, "21", by=NETWORK, derives_from=1, supersedes=1)
    assert figure(*claims) == Figure(38, 38, 38)


def test_c3_the_latest_claim_of_a_claimant_speaks_for_it():
    claims = said(1, "21", CIVILIANS, day=4), said(2, "38", CIVILIANS, day=5)
    assert figure(*claims) == Figure(38, 38, 38)
    assert aside(*claims) == {1: SetAsideReason.SUPERSEDED}


def test_c3_the_latest_is_by_the_date_of_the_claim_not_of_its_entry():
    assert figure(said(1, "38", day=5), said(2, "21", day=4)) == Figure(38, 38, 38)


def test_c3_a_claim_supersedes_another_by_name():
    claims = said(1, "38", day=5), said(2, "21", day=4, supersedes=1)
    assert figure(*claims) == Figure(21, 21, 21)
    assert aside(*claims) == {1: SetAsideReason.SUPERSEDED}


def test_c3_a_chain_of_corrections_leaves_the_last():
    claims = said(1, "38"), said(2, "21", supersedes=1), said(3, "14", supersedes=2)
    assert figure(*claims) == Figure(14, 14, 14)


def test_c3_a_correction_that_was_set_aside_corrects_nothing():
    claims = said(1, "38", day=5), said(2, "21", day=6, supersedes=1, is_set_aside=True)
    assert figure(*claims) == Figure(38, 38, 38)
    assert aside(*claims) == {2: SetAsideReason.ANALYST}


def test_c3_a_correction_from_killed_to_injured_leaves_nobody_killed():
    claims = said(1, "14", day=5), said(2, "14", day=6, harm=INJURED, supersedes=1)
    assert figure(*claims) == UNKNOWN
    assert figure(*claims, harm=INJURED) == Figure(14, 14, 14)


def test_c3_each_claimant_has_its_own_latest():
    claims = said(1, "21", day=4), said(2, "38", day=5), said(3, "30", day=3, by=NETWORK)
    assert figure(*claims) == Figure(30, 34, 38)


def test_c3_a_toll_that_rises_and_turns_out_to_be_civilians_rises_for_all():
    """ "14 people killed", and the next day "21 civilians killed": the first number does not hold the second down."""
    assert figure(said(1, "14", NOT_STATED, day=5), said(2, "21", CIVILIANS, day=6)).low == 21


def test_c3_a_later_part_of_an_earlier_whole_leaves_the_whole():
    claims = said(1, "14", NOT_STATED, day=5), said(2, "7", CIVILIANS, day=6)
    assert figure(*claims) == Figure(14, 14, 14)
    assert aside(*claims) == {2: SetAsideReason.PART}


def test_c3_fighters_of_one_side_do_not_supersede_fighters_of_the_other():
    claims = (
        said(1, "5", COMBATANTS, day=5, combatants_of=70),
        said(2, "3", COMBATANTS, day=6, combatants_of=80),
    )
    assert figure(*claims, victims=COMBATANTS) == Figure(8, 8, 8)
