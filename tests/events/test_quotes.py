"""Where a number stands in the words: digits and words, of both scripts; and where it does not."""

import pytest

from events.quotes import number_spans


def lit(quote: str, *numbers: int) -> list[str]:
    return [quote[start:end] for start, end in number_spans(quote, numbers)]


@pytest.mark.parametrize(
    ("quote", "numbers", "found"),
    [
        ("killed 14 people, three of them children", (14,), ["14"]),
        ("killed 14 people, three of them children", (3,), ["three"]),
        ("Thirty-eight civilians died", (38,), ["Thirty-eight"]),
        ("some two hundred and five were hurt", (205,), ["two hundred and five"]),
        ("1,200 displaced, then 1200 again", (1200,), ["1,200", "1200"]),
        ("between 14 and 17 dead", (14, 17), ["14", "17"]),
        ("14-17 dead", (14, 17), ["14", "17"]),
        ("مقتل ١٤ شخصا", (14,), ["١٤"]),
        ("14.", (14,), ["14"]),
    ],
)
def test_a_number_is_found_where_it_stands(quote, numbers, found):
    assert lit(quote, *numbers) == found


@pytest.mark.parametrize(
    ("quote", "number"),
    [
        ("killed 140 people", 14),
        ("two hundred and five", 5),
        ("two hundred and five", 200),
        ("nobody counted", 14),
        ("", 14),
    ],
)
def test_a_part_of_another_number_is_not_it(quote, number):
    assert lit(quote, number) == []


def test_nothing_is_asked_of_a_claim_without_bounds():
    assert number_spans("14 people", []) == []
