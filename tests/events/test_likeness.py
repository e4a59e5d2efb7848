"""The scoring is pure: facts of a pair in, a likeness and its reasons out."""

from dataclasses import replace

import pytest
from django.utils import translation

from events.choices import PlaceLevel
from events.figures import Figure
from events.likeness import ASKED_FROM, HINTED_FROM, Pair, judge, say

ALIKE = Pair(
    days=0,
    km=1.0,
    within=PlaceLevel.LOCALITY,
    actors=(("Russia", "روسيا"),),
    figure=Figure(38, 38, 38),
    other=Figure(38, 38, 38),
    words=0.8,
    title=0.9,
    is_same_type=True,
    is_same_category=True,
)


def test_what_is_alike_in_everything_is_asked_about():
    assert judge(ALIKE).score > ASKED_FROM
    assert [reason["kind"] for reason in judge(ALIKE).reasons] == ["date", "place", "actors", "number", "words", "type"]


def test_nothing_known_is_not_worth_a_hint():
    assert judge(Pair()).score < HINTED_FROM
    assert judge(Pair()).reasons == []


@pytest.mark.parametrize(
    "apart",
    [
        {"days": 2},
        {"days": 40},
        {"within": None, "km": 30.0},
        {"within": PlaceLevel.DISTRICT, "levels": 1},
        {"actors": (), "are_strangers": True},
        {"are_kin": True},
        {"other": Figure(3, 3, 3)},
        {"other": Figure(33, 33, 33)},
        {"words": 0.1},
        {"echoes": 30},
        {"title": 0.1},
        {"is_same_type": False},
        {"is_vague": True},
    ],
    ids=str,
)
def test_whatever_sets_them_apart_makes_them_less_alike(apart):
    assert judge(replace(ALIKE, **apart)).score < judge(ALIKE).score


def test_an_equal_great_number_says_more_than_an_equal_small_one():
    one = replace(ALIKE, figure=Figure(1, 1, 1), other=Figure(1, 1, 1))
    assert judge(one).score < judge(ALIKE).score


def test_a_report_of_one_incident_says_more_than_a_summary_of_thirty():
    told = Pair(days=0, told_of=1)
    assert judge(told).score > judge(replace(told, told_of=30)).score > judge(Pair(days=0)).score


def test_c1_an_unknown_number_is_not_held_against_anybody():
    unknown = replace(ALIKE, other=None)
    assert judge(unknown).score > judge(replace(ALIKE, other=Figure(0, 0, 0))).score
    assert "number" not in {reason["kind"] for reason in judge(unknown).reasons}


def test_a_stated_none_is_like_a_stated_none():
    none = replace(ALIKE, figure=Figure(0, 0, 0), other=Figure(0, 0, 0))
    assert "number" in {reason["kind"] for reason in judge(none).reasons}


def test_open_figures_are_compared_by_what_is_known():
    at_least = replace(ALIKE, figure=Figure(18, 18, None), other=Figure(None, None, 20))
    assert "number" in {reason["kind"] for reason in judge(at_least).reasons}


def test_reasons_are_said_in_words():
    assert [say(reason) for reason in judge(ALIKE).reasons] == [
        "the same days",
        "the same place",
        "the same actors: \u2068Russia\u2069",
        "similar numbers: 38 and 38 killed",
        "similar words",
        "the same type",
    ]


@pytest.mark.parametrize(
    ("pair", "words"),
    [
        (Pair(days=1, told_of=1), ["1 day apart", "the same report"]),
        (Pair(days=2, told_of=1), ["2 days apart", "the same report"]),
        (Pair(km=3.4), ["3 km from each other"]),
        (Pair(within=PlaceLevel.DISTRICT, levels=2), ["one place lies within the other (district)"]),
    ],
)
def test_each_kind_of_nearness_has_its_own_words(pair, words):
    assert [say(reason) for reason in judge(pair).reasons] == words


def test_names_are_said_in_the_script_of_the_page():
    [actors] = [reason for reason in judge(ALIKE).reasons if reason["kind"] == "actors"]
    with translation.override("ar"):
        assert "روسيا" in say(actors)


def test_a_reason_of_an_earlier_version_is_passed_over():
    assert say({"kind": "weather"}) == ""
