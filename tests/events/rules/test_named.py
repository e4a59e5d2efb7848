"""The named rules (C6), in examples and over any claims."""

from dataclasses import replace

from hypothesis import assume, given
from hypothesis import strategies as st

from events.choices import Reliability, RuleName, SetAsideReason
from events.figures import Figure
from events.quantities import of_bounds
from events.rules import (
    Decided,
    as_published,
    by_every_rule,
    computed,
    decision,
    estimates,
    independent_range,
    most_reliable,
    two_independent,
)
from tests.events.claimed import AGENCY, ALL, CIVILIANS, KILLED, NETWORK, NOT_STATED, UNKNOWN, said
from tests.events.rules.test_any_claims import any_claims

RULES = [RuleName(rule) for rule, _label in RuleName.computed()]


def main(made):
    [found] = [one for one in made if (one.harm, one.victims) == (KILLED, ALL)]
    return found


def judged(number, words, reliability, **more):
    return said(number, words, reliability=Reliability(reliability), **more)


def test_c6_the_most_reliable_claimant_speaks_alone():
    claims = [judged(1, "14", "c"), judged(2, "38", "b", by=NETWORK), judged(3, "90", "f", by=AGENCY)]
    made = main(most_reliable(claims))
    assert (made.figure, made.used, made.voices) == (Figure(38, 38, 38), {2}, 3)
    assert made.set_aside == {1: SetAsideReason.LESS_RELIABLE, 3: SetAsideReason.LESS_RELIABLE}


def test_c6_equally_reliable_claimants_make_a_range():
    claims = [judged(1, "14", "b"), judged(2, "38", "b", by=NETWORK), judged(3, "90", "d", by=AGENCY)]
    assert main(most_reliable(claims)).figure == Figure(14, 26, 38)


def test_c6_where_nobody_was_judged_all_speak():
    claims = [said(1, "14"), said(2, "38", by=NETWORK)]
    assert main(most_reliable(claims)).figure == main(independent_range(claims)).figure


def test_c6_a_more_reliable_copy_is_still_no_voice():
    claims = [judged(1, "14", "c"), judged(2, "38", "a", by=NETWORK, derives_from=1)]
    assert main(most_reliable(claims)).figure == Figure(14, 14, 14)


def test_c6_one_claimant_alone_makes_no_number_where_two_are_asked_for():
    made = main(two_independent([said(1, "14"), said(2, "14", by=NETWORK, derives_from=1)]))
    assert (made.figure, made.used, made.voices) == (UNKNOWN, frozenset(), 1)
    assert made.set_aside == {1: SetAsideReason.ALONE, 2: SetAsideReason.DERIVED}


def test_c6_two_claimants_make_the_range_where_two_are_asked_for():
    claims = [said(1, "14"), said(2, "38", by=NETWORK)]
    assert main(two_independent(claims)).figure == main(independent_range(claims)).figure == Figure(14, 26, 38)


def coded(number, low, best, high, victims=ALL, **more):
    return replace(said(number, "1", victims, by=NETWORK, **more), quantity=of_bounds(low, high, best))


def test_c6_as_published_is_what_the_coder_says_as_it_says_it():
    claims = [said(1, "14"), coded(2, 10, 21, 38), said(3, "90", by=AGENCY)]
    made = main(as_published(claims, NETWORK))
    assert (made.figure, made.used, made.voices) == (Figure(10, 21, 38), {2}, 3)
    assert made.set_aside == {1: SetAsideReason.NOT_PUBLISHED, 3: SetAsideReason.NOT_PUBLISHED}


def test_c4_as_published_the_parts_of_the_coder_are_not_added_to_its_whole():
    claims = [
        coded(2, 10, 21, 38),
        coded(3, 9, None, 9, CIVILIANS, report=2),
        coded(4, 40, None, 40, NOT_STATED, report=2),
    ]
    made = {one.victims: one.figure for one in as_published(claims, NETWORK)}
    assert made == {ALL: Figure(10, 21, 38), CIVILIANS: Figure(9, 9, 9), NOT_STATED: Figure(40, 40, 40)}


def test_c6_as_published_there_is_no_number_where_the_coder_says_none():
    made = main(as_published([said(1, "14")], NETWORK))
    assert (made.figure, made.used, made.set_aside) == (UNKNOWN, frozenset(), {1: SetAsideReason.NOT_PUBLISHED})


def test_as_published_is_tried_only_where_there_is_a_coder():
    claims = [said(1, "14"), coded(2, 10, 21, 38)]
    assert {one.rule for one in by_every_rule(claims, coder=NETWORK)} == set(RULES)
    assert {one.rule for one in by_every_rule(claims)} == set(RULES) - {RuleName.AS_PUBLISHED}


def test_c6_a_decision_stands_in_place_of_the_rule_and_the_claims_beside_it():
    claims = [said(1, "14"), said(2, "38", by=NETWORK), said(3, "38", by=AGENCY, derives_from=2)]
    made = main(estimates(claims, rule=RuleName.INDEPENDENT_RANGE, decided=[Decided(KILLED, ALL, Figure(20, 22, 25))]))
    assert (made.figure, made.rule, made.voices) == (Figure(20, 22, 25), RuleName.DECISION, 2)
    assert made.set_aside == {1: SetAsideReason.DECIDED, 2: SetAsideReason.DECIDED, 3: SetAsideReason.DERIVED}


def test_c6_a_decision_needs_no_claim():
    [made] = decision([], [Decided(KILLED, CIVILIANS, Figure(3, None, None))])
    assert (made.figure, made.voices, made.considered) == (Figure(3, None, None), 0, {})


def test_c6_a_decision_leaves_the_other_numbers_to_the_rule():
    claims = [said(1, "14", CIVILIANS)]
    decided = [Decided(KILLED, ALL, Figure(20, 22, 25))]
    made = {one.victims: one.figure for one in estimates(claims, rule=RuleName.INDEPENDENT_RANGE, decided=decided)}
    assert made == {CIVILIANS: Figure(14, 14, 14), ALL: Figure(20, 22, 25)}


@given(any_claims(least=1), st.sampled_from(RULES), st.randoms(use_true_random=False))
def test_the_order_of_claims_does_not_matter_to_any_rule(claims, rule, random):
    shuffled = random.sample(claims, len(claims))
    assert {one.question: one for one in computed(shuffled, rule=rule, coder=NETWORK)} == {
        one.question: one for one in computed(claims, rule=rule, coder=NETWORK)
    }


@given(any_claims(), st.sampled_from(RULES))
def test_every_rule_asks_the_same_questions_and_hears_the_same_voices(claims, rule):
    assert {(one.question, one.voices) for one in computed(claims, rule=rule, coder=NETWORK)} == {
        (one.question, one.voices) for one in independent_range(claims)
    }


@given(any_claims(), st.sampled_from(RULES))
def test_no_rule_goes_beyond_the_range_of_all(claims, rule):
    whole = {one.question: one.figure for one in independent_range(claims)}
    for one in computed(claims, rule=rule, coder=NETWORK):
        low, high = whole[one.question].low, whole[one.question].high
        assert one.figure.low is None or (low is not None and one.figure.low >= low)
        assert one.figure.high is None or high is None or one.figure.high <= high


@given(any_claims(least=2))
def test_two_claimants_are_asked_for_and_nothing_else_changes(claims):
    plain = {one.question: one for one in independent_range(claims)}
    assume(any(one.voices > 1 for one in plain.values()))
    for one in two_independent(claims):
        assert one.figure == (plain[one.question].figure if one.voices > 1 else UNKNOWN)
