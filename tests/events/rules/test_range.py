"""What is said comes to one range (C4, C6): the counting rules of claims, by their numbers, in examples."""

import pytest

from events.choices import SetAsideReason, Subset
from events.figures import Figure
from events.quantities import read
from tests.events.claimed import (
    ALL,
    CIVILIANS,
    COMBATANTS,
    INJURED,
    KILLED,
    NETWORK,
    NOT_STATED,
    aside,
    figure,
    made,
    said,
)


def test_c4_children_are_among_the_killed():
    claim = said(1, "14", subsets={Subset.CHILDREN: read("3")})
    assert figure(claim) == Figure(14, 14, 14)
    assert figure(claim, victims=Subset.CHILDREN) == Figure(3, 3, 3)


def test_c4_a_stated_whole_is_not_added_to_its_parts():
    claims = said(1, "14", ALL), said(2, "7", CIVILIANS, report=1), said(3, "7", COMBATANTS, report=1)
    assert figure(*claims) == Figure(14, 14, 14)
    assert aside(*claims) == {2: SetAsideReason.PART, 3: SetAsideReason.PART}


def test_c4_parts_above_the_whole_do_not_mend_it():
    claims = said(1, "10", ALL), said(2, "7", CIVILIANS, report=1), said(3, "7", COMBATANTS, report=1)
    assert figure(*claims) == Figure(10, 10, 10)
    assert figure(*claims, victims=CIVILIANS) == Figure(7, 7, 7)


def test_c4_civilians_and_people_not_stated_in_one_statement_are_apart():
    claims = said(1, "7", CIVILIANS), said(2, "7", NOT_STATED, report=1)
    assert figure(*claims) == Figure(14, 14, 14)
    assert figure(*claims, victims=CIVILIANS) == Figure(7, 7, 7)


def test_c4_a_second_claimant_that_says_who_they_were_confirms_the_whole():
    claims = (
        said(1, "14", NOT_STATED),
        said(2, "7", CIVILIANS, by=NETWORK),
        said(3, "7", NOT_STATED, by=NETWORK, report=2),
    )
    assert figure(*claims) == Figure(14, 14, 14)
    assert figure(*claims, victims=CIVILIANS) == Figure(7, 7, 7)


def test_c4_without_a_whole_civilians_and_combatants_are_added():
    claims = said(1, "7", CIVILIANS), said(2, "between 3 and 5", COMBATANTS, report=1)
    assert figure(*claims) == Figure(10, 11, 12)


def test_c6_the_best_is_the_median_rounded_down():
    numbers = {1: "14", 2: "21", 3: "38", 4: "39"}
    assert figure(*[said(number, words, by=number) for number, words in numbers.items()]) == Figure(14, 29, 39)
    del numbers[4]
    assert figure(*[said(number, words, by=number) for number, words in numbers.items()]) == Figure(14, 21, 38)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("14", Figure(14, 14, 14)),
        ("about 30", Figure(30, 30, 30)),
        ("14–17", Figure(14, 15, 17)),
        ("at least 18", Figure(18, 18, None)),
        ("at most 12", Figure(None, None, 12)),
        ("none", Figure(0, 0, 0)),
        ("some", Figure(1, None, None)),
        ("dozens", Figure(24, None, None)),
    ],
)
def test_c6_one_claim_gives_its_own_bounds_and_own_value(words, expected):
    assert figure(said(1, words)) == expected


def test_c6_one_open_end_opens_the_range():
    assert figure(said(1, "at least 18"), said(2, "38", by=NETWORK)) == Figure(18, 28, None)


def test_c6_only_some_has_no_best_and_nobody_counted():
    estimate = made(said(1, "some", CIVILIANS))[KILLED, ALL, None]
    assert estimate.figure == Figure(1, None, None)
    assert estimate.is_uncounted


def test_c6_somebody_counted_as_soon_as_one_voice_did():
    estimate = made(said(1, "dozens"), said(2, "14", by=NETWORK))[KILLED, ALL, None]
    assert estimate.figure == Figure(14, 14, None)
    assert not estimate.is_uncounted


def test_c6_a_least_number_is_counted():
    assert not made(said(1, "at least 18"))[KILLED, ALL, None].is_uncounted


def test_c6_a_claim_set_aside_by_an_analyst_is_kept_with_the_reason():
    claims = said(1, "38"), said(2, "380", by=NETWORK, is_set_aside=True)
    estimate = made(*claims)[KILLED, ALL, None]
    assert estimate.figure == Figure(38, 38, 38)
    assert (estimate.used, estimate.set_aside) == ({1}, {2: SetAsideReason.ANALYST})


@pytest.mark.parametrize("victims", [CIVILIANS, COMBATANTS, NOT_STATED])
def test_c6_a_group_names_the_claims_about_it_that_were_set_aside(victims):
    claims = said(1, "38", victims), said(2, "21", victims, by=NETWORK, derives_from=1)
    assert aside(*claims, victims=victims) == {2: SetAsideReason.DERIVED}


def test_c6_a_group_does_not_name_claims_about_others():
    claims = said(1, "38", CIVILIANS), said(2, "21", COMBATANTS, by=NETWORK, is_set_aside=True)
    assert aside(*claims, victims=CIVILIANS) == {}


def test_c6_children_name_the_claims_about_them_that_were_set_aside():
    children = {Subset.CHILDREN: read("3")}
    claims = said(1, "14", subsets=children), said(2, "14", by=NETWORK, derives_from=1, subsets=children)
    assert aside(*claims, victims=Subset.CHILDREN) == {2: SetAsideReason.DERIVED}


def test_c6_fighters_of_an_actor_name_the_claims_about_them_that_were_set_aside():
    claims = (
        said(1, "5", COMBATANTS, combatants_of=70),
        said(2, "5", COMBATANTS, combatants_of=70, by=NETWORK, derives_from=1),
    )
    assert aside(*claims, victims=COMBATANTS, combatants_of=70) == {2: SetAsideReason.DERIVED}


def test_c6_combatants_are_estimated_in_all_and_for_each_actor():
    claims = said(1, "5", COMBATANTS, combatants_of=70), said(2, "3", COMBATANTS, combatants_of=80, report=1)
    assert figure(*claims, victims=COMBATANTS) == figure(*claims) == Figure(8, 8, 8)
    assert figure(*claims, victims=COMBATANTS, combatants_of=70) == Figure(5, 5, 5)
    assert figure(*claims, victims=COMBATANTS, combatants_of=80) == Figure(3, 3, 3)


def test_c6_each_harm_has_its_own_estimate():
    claims = said(1, "14"), said(2, "at least 30", harm=INJURED)
    assert figure(*claims) == Figure(14, 14, 14)
    assert figure(*claims, harm=INJURED) == Figure(30, 30, None)
