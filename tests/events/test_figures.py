"""Figures and their sums: unknown is not zero (C1), sums stay honest (C8)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.figures import Figure, Total, known_sum, range_text, remainder, total

UNKNOWN = Figure()
STATED_NONE = Figure(0, 0, 0)
numbers = st.integers(0, 5_000)


@st.composite
def figures(draw) -> Figure:
    """Any figure: bounds in order, each of them possibly unknown."""
    low, best, high = sorted(draw(st.tuples(numbers, numbers, numbers)))
    known = draw(st.tuples(st.booleans(), st.booleans(), st.booleans()))
    return Figure(*(bound if is_known else None for bound, is_known in zip((low, best, high), known, strict=True)))


parts = st.lists(st.tuples(figures(), st.booleans()), max_size=8)


def plain_total(*summed: Figure) -> Total:
    return total((figure, False) for figure in summed)


def test_c1_unknown_is_not_a_stated_none():
    assert not UNKNOWN.is_known
    assert not UNKNOWN.is_none
    assert STATED_NONE.is_known
    assert STATED_NONE.is_none
    assert str(UNKNOWN) == "not known"
    assert str(STATED_NONE) == "0"


@pytest.mark.parametrize(
    ("figure", "is_known", "is_open", "is_point"),
    [
        (Figure(14, 14, 14), True, False, True),
        (Figure(14, 20, 38), True, False, False),
        (Figure(18, None, None), True, True, False),
        (Figure(0, None, None), True, True, False),
        (Figure(None, None, 12), True, False, False),
        (UNKNOWN, False, False, False),
    ],
)
def test_a_figure_says_what_is_known_of_it(figure, is_known, is_open, is_point):
    assert (figure.is_known, figure.is_open, figure.is_point) == (is_known, is_open, is_point)


@pytest.mark.parametrize(
    "bounds", [(5, 4, 6), (5, 7, 6), (9, None, 3), (-1, None, None), (None, 4, 3), (None, -2, None)]
)
def test_bounds_out_of_order_or_below_zero_are_no_figure(bounds):
    with pytest.raises(ValueError, match="not low ≤ best ≤ high"):
        Figure(*bounds)


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (14, 38, "14–38"),
        (14, 14, "14"),
        (18, None, "18 or more"),
        (None, 12, "12 or fewer"),
        (None, None, "not known"),
        (0, 0, "0"),
        (0, 3, "0–3"),
        (0, None, "0 or more"),
        (1265, 2001, "1,265–2,001"),
        (1265, None, "1,265 or more"),
    ],
)
def test_a_range_in_words(low, high, words):
    assert range_text(low, high) == words
    assert str(Total(low=low, high=high)) == words


def test_c1_the_total_of_nothing_is_unknown_not_zero():
    assert plain_total() == Total(incidents=0, low=None, best=None, high=None)
    assert not plain_total().is_known
    assert known_sum([]) is None
    assert known_sum([0]) == 0


def test_c1_the_total_of_unknowns_is_unknown_and_they_are_counted():
    assert plain_total(UNKNOWN, UNKNOWN) == Total(incidents=2, unknown=2)
    assert not plain_total(UNKNOWN).is_none


def test_c1_a_stated_none_adds_zero_and_is_known():
    assert plain_total(STATED_NONE) == Total(incidents=1, low=0, best=0, high=0)
    assert plain_total(STATED_NONE).is_none
    assert plain_total(STATED_NONE, UNKNOWN) == Total(incidents=2, low=0, best=0, high=0, unknown=1)


def test_c8_lows_bests_and_highs_are_summed_apart():
    summed = plain_total(Figure(14, 14, 14), Figure(10, 20, 38))
    assert (summed.low, summed.best, summed.high) == (24, 34, 52)
    assert (summed.lent, summed.unknown) == (0, 0)


def test_c8_one_open_part_opens_the_sum():
    summed = plain_total(Figure(14, 14, 14), Figure(38, 38, 38), Figure(18, 18, None))
    assert (summed.low, summed.best, summed.high) == (70, 70, None)
    assert summed.is_open
    assert str(summed) == "70 or more"


def test_c8_an_unknown_part_does_not_open_the_sum():
    assert str(plain_total(Figure(14, 14, 14), UNKNOWN)) == "14"


def test_c8_a_part_without_a_best_lends_its_low_and_the_sum_says_for_how_many():
    summed = plain_total(Figure(14, 20, 38), Figure(24, None, None), Figure(1, None, None))
    assert summed.best == 20 + 24 + 1
    assert summed.lent == 2


def test_c8_a_part_without_a_low_adds_none_and_is_counted_unknown():
    summed = plain_total(Figure(14, 14, 14), Figure(None, None, 12))
    assert (summed.low, summed.best, summed.high) == (14, 14, 26)
    assert (summed.unknown, summed.lent) == (1, 0)


def test_c8_deaths_nobody_counted_are_counted_apart():
    assert total([(Figure(1), True), (Figure(14, 14, 14), False), (Figure(24), True)]).uncounted == 2


@given(parts, st.randoms(use_true_random=False))
def test_c8_the_order_of_the_parts_does_not_matter(given_parts, random):
    shuffled = random.sample(given_parts, len(given_parts))
    assert total(shuffled) == total(given_parts)


@given(parts)
def test_c8_against_a_count_by_hand(given_parts):
    summed = total(given_parts)
    low = best = high = 0
    for figure, _uncounted in given_parts:
        low += figure.low if figure.low is not None else 0
        best += figure.best if figure.best is not None else figure.low if figure.low is not None else 0
        high += figure.high if figure.high is not None else 0
    is_open = any(figure.low is not None and figure.high is None for figure, _uncounted in given_parts)
    has_low = any(figure.low is not None for figure, _uncounted in given_parts)
    has_best = any(figure.best is not None or figure.low is not None for figure, _uncounted in given_parts)
    has_high = any(figure.high is not None for figure, _uncounted in given_parts)
    assert summed.low == (low if has_low else None)
    assert summed.best == (best if has_best else None)
    assert summed.high == (high if has_high and not is_open else None)
    assert summed.incidents == len(given_parts)


@given(parts)
def test_c8_a_sum_of_lows_never_passes_a_sum_of_highs_where_both_are_known_throughout(given_parts):
    closed = [(figure, said) for figure, said in given_parts if figure.low is not None and figure.high is not None]
    summed = total(closed)
    assert not closed or summed.low <= summed.best <= summed.high


@pytest.mark.parametrize(
    ("whole", "covered", "rest"),
    [
        (Figure(60, 60, 60), Total(2, 52, 52, 52), Figure(8, None, 8)),
        (Figure(200, None, None), Total(2, 14, 14, 38), Figure(162, None, None)),
        (Figure(60, 60, 60), Total(2, 14, 14, None), Figure(None, None, 46)),
        (Figure(60, 60, 60), Total(2, None, None, None, unknown=2), Figure(None, None, 60)),
        (Figure(20, 20, 20), Total(2, 14, 14, 38), Figure(0, None, 6)),
        (Figure(60, 60, 60), Total(2, 14, 14, 38, unknown=1), Figure(None, None, 46)),
        (Figure(20, 20, 20), Total(2, 38, 38, 38), None),
        (Figure(1, None, None), Total(2, 52, 52, 52), Figure(0, None, None)),
    ],
)
def test_c5_the_remainder_is_what_the_incidents_covered_do_not_hold(whole, covered, rest):
    assert remainder(whole, covered) == rest
