"""Numbers in the words of a report: read, compared with what was written, and offered."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events import stated_numbers
from events.quantities import read

OFFERED = [
    ("14 people, including three children", {"number": "14", "children": "3"}),
    ("14 people, three of them children, fleeing across the Euphrates on rafts", {"number": "14", "children": "3"}),
    ("Air strikes killed at least 18 civilians in Raqqa on 3 October 2017.", {"number": "at least 18"}),
    ("dozens of civilians were killed", {"number": "dozens"}),
    (
        "between 14 and 17 people were killed, among them 2 women and a child",
        {"number": "14–17", "children": "1", "women": "2"},
    ),
    ("مقتل ١٤ مدنيا بينهم ثلاثة أطفال", {"number": "14", "children": "3"}),
    ("قتل ما لا يقل عن 18 مدنيا، بينهم طفلان", {"number": "at least 18", "children": "2"}),
    ("وقتل خمسة عشر شخصا بينهم 3 من الأطفال", {"number": "15", "children": "3"}),
    ("more than 1,200 people died; 30 houses burned", {"number": "at least 1201"}),
    ("three children were killed", {"number": "3", "children": "3"}),
    ("thirty-eight civilians and seven fighters", {}),
    ("On 5 October 2017 shells fell on 30 houses", {}),
    ("no casualties were reported", {"number": "none"}),
    ("an 8-year-old child", {}),
    ("", {}),
]


@pytest.mark.parametrize(("words", "offered"), OFFERED)
def test_what_the_words_would_say_is_offered_and_nothing_is_guessed(words, offered) -> None:
    assert stated_numbers.proposals(words) == offered


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("14", "14 people, including three children"),
        ("3", "14 people, including three children"),
        ("١٤", "fourteen people"),
        ("at least 18", "no fewer than 18 civilians"),
        ("more than 17", "at least 18"),
        ("dozens", "dozens of bodies"),
        ("dozens", "عشرات المدنيين"),
        ("14–17", "14 to 17 people"),
        ("1", "a child"),
        ("2", "بينهم طفلان"),
        ("none", "no casualties"),
        ("some", "civilians were killed"),
        ("1,200", "some 1,200 people"),
    ],
)
def test_a_number_in_the_words_is_found(number, words) -> None:
    assert stated_numbers.is_stated(read(number), words)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("14", "41 people"),
        ("14", "people were killed"),
        ("at least 18", "at least 81 civilians"),
        ("dozens", "hundreds of people"),
        ("14–17", "14 people"),
        ("none", "14 people"),
        ("20", "120 people"),
        ("3", "13 dead"),
    ],
)
def test_a_number_that_is_not_in_the_words_is_missed(number, words) -> None:
    assert not stated_numbers.is_stated(read(number), words)


def test_only_written_numbers_are_missed_and_only_in_words() -> None:
    written = {"number": read("14"), "children": read("4"), "women": None}
    assert stated_numbers.missing("14 people, three of them children", written) == ["children"]
    assert stated_numbers.missing("  ", written) == []


@given(
    st.integers(min_value=1, max_value=10_000_000),
    st.sampled_from(["{} people", "killed {}", "at least {} civilians", "قتل {} مدنيا"]),
)
def test_a_number_in_digits_is_always_found(number, sentence) -> None:
    assert stated_numbers.is_stated(read(str(number)), sentence.format(number))


@given(st.text(max_size=400))
def test_any_text_can_be_looked_through(text) -> None:
    assert set(stated_numbers.proposals(text)) <= {"number", "children", "women", "men"}
