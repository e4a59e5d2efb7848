from hypothesis import given
from hypothesis import strategies as st

from events.charts.merge import merged
from events.figures import Figure, Total, total


@st.composite
def figures(draw):
    """Any figure, with whether nobody counted it."""
    known = sorted(draw(st.lists(st.integers(0, 50), min_size=3, max_size=3)))
    bounds = [bound if draw(st.booleans()) else None for bound in known]
    return Figure(*bounds), draw(st.booleans())


@given(st.lists(st.lists(figures(), max_size=4), max_size=5))
def test_c8_a_sum_of_sums_is_the_sum_of_their_parts(groups):
    assert merged(total(group) for group in groups) == total(part for group in groups for part in group)


def test_c1_the_sum_of_nothing_known_is_not_zero():
    assert merged([Total(incidents=2, unknown=2), Total()]) == Total(incidents=2, unknown=2)
