"""How a number was made, in words, and what does not add up (C4)."""

from events.choices import DoubtKind, Reliability, RuleName, Subset
from events.figures import Figure
from events.quantities import read
from events.rules import Decided, because, doubts, estimates, independent_range, sentence
from tests.events.claimed import AGENCY, ALL, CIVILIANS, COMBATANTS, KILLED, NETWORK, NOT_STATED, OBSERVATORY, said

NAMES = {OBSERVATORY: "the Observatory", NETWORK: "the Network", AGENCY: "AFP"}


def told(claims, rule=RuleName.INDEPENDENT_RANGE, **more) -> str:
    [made] = [one for one in estimates(claims, rule=rule, **more) if (one.harm, one.victims) == (KILLED, ALL)]
    return sentence(made, claims, NAMES)


SEVEN = [
    said(1, "14"),
    said(2, "30", day=6),
    said(3, "38", day=7),
    said(4, "38", day=6, by=AGENCY, derives_from=3),
    said(5, "14", by=NETWORK),
    said(6, "20", by=AGENCY),
    said(7, "38", day=8),
]


def test_the_sentence_of_the_issue():
    assert told(SEVEN) == (
        "14–38: range of 3 independent claimants out of 7 claims; 2 superseded, 2 repeat the Observatory"
    )


def test_one_claimant_is_named():
    assert told([said(1, "38")]) == "38: one independent claimant, the Observatory, out of 1 claim"


def test_one_alone_where_two_are_asked_for_is_told():
    assert told([said(1, "38")], RuleName.TWO_INDEPENDENT) == (
        "not known: the Observatory alone speaks, and the rule asks for two independent claimants, out of 1 claim"
    )


def test_the_most_reliable_are_told_of_all():
    claims = [said(1, "14", reliability=Reliability.USUALLY), said(2, "38", by=NETWORK)]
    assert told(claims, RuleName.MOST_RELIABLE) == (
        "14: one independent claimant, the Observatory, the most reliable of 2, out of 2 claims; "
        "1 of less reliable claimants"
    )


def test_a_decision_says_what_it_stands_beside():
    decided = [Decided(KILLED, ALL, Figure(20, 22, 25))]
    assert told([said(1, "14"), said(2, "38", by=NETWORK)], decided=decided) == (
        "20–25: an analyst’s decision, beside 2 independent claimants; 2 decided otherwise"
    )


def why(claims, number: int) -> str:
    by_id = {claim.id: claim for claim in claims}
    [made] = [one for one in independent_range(claims) if one.victims == ALL]
    return because(by_id[number], made.set_aside[number], claims, NAMES)


def test_a_copy_of_a_number_that_was_corrected_since_says_so():
    claims = [
        said(1, "21", CIVILIANS),
        said(2, "38", CIVILIANS, day=7),
        said(3, "21", CIVILIANS, by=NETWORK, derives_from=1),
    ]
    assert why(claims, 3) == ("it repeats the Observatory’s 21, in place of which the same claimant later said 38")
    assert why(claims, 1) == "superseded by a later claim of the same claimant"


def test_a_copy_that_says_another_number_says_so():
    claims = [said(1, "38", CIVILIANS), said(2, "21", CIVILIANS, by=NETWORK, derives_from=1)]
    assert why(claims, 2) == "it derives from the Observatory, which says 38"
    assert [(one.kind, one.claims, one.first, one.second) for one in doubts(claims)] == [
        (DoubtKind.COPY, (2, 1), 21, 38)
    ]


def test_a_copy_of_a_copy_leads_to_the_first():
    claims = [said(1, "38"), said(2, "38", by=NETWORK, derives_from=1), said(3, "38", by=AGENCY, derives_from=2)]
    assert why(claims, 3) == "it repeats the Observatory’s 38"
    assert told(claims) == "38: one independent claimant, the Observatory, out of 3 claims; 2 repeat the Observatory"


def test_c4_subsets_above_their_number_are_doubted_and_left_as_they_are():
    claims = [said(1, "14", subsets={Subset.CHILDREN: read("9"), Subset.WOMEN: read("at least 6")})]
    assert [(one.kind, one.first, one.second) for one in doubts(claims)] == [(DoubtKind.SUBSETS, 15, 14)]
    assert {one.victims: one.figure for one in independent_range(claims)}[Subset.CHILDREN] == Figure(9, 9, 9)


def test_c4_parts_above_the_stated_whole_are_doubted():
    claims = [said(1, "14", ALL, report=1), said(2, "10", CIVILIANS, report=1), said(3, "5", COMBATANTS, report=1)]
    assert [(one.kind, one.claims, one.first, one.second) for one in doubts(claims)] == [
        (DoubtKind.PARTS, (1, 2, 3), 15, 14)
    ]


def test_c4_what_adds_up_or_is_open_is_not_doubted():
    claims = [
        said(1, "at least 14", subsets={Subset.CHILDREN: read("20")}),
        said(2, "14", NOT_STATED, report=2, by=NETWORK),
        said(3, "7", CIVILIANS, report=2, by=NETWORK),
    ]
    assert doubts(claims) == []
