import re

from events.figures import Figure, Total
from events.templatetags.marks import end_of_scale, gauge, range_mark


def lengths(mark: str) -> list[float]:
    """Widths of the bars in a mark."""
    return [float(width) for width in re.findall(r'<rect[^>]* width="([\d.]+)"', mark)]


def test_c1_unknown_has_no_mark():
    assert range_mark(Figure(), 40) == ""
    assert range_mark(None, 40) == ""
    assert gauge(Total(), 40) == ""


def test_a_stated_none_is_an_open_circle_at_zero():
    assert 'class="hollow"' in range_mark(Figure(0, 0, 0), 40)
    assert lengths(range_mark(Figure(0, 0, 0), 40)) == []


def test_a_wider_range_has_a_longer_bar_and_an_open_one_runs_to_the_end():
    narrow, wide, onward = (
        lengths(range_mark(figure, 40))[0] for figure in (Figure(9, 9, 10), Figure(9, 9, 40), Figure(9))
    )
    assert narrow < wide < onward
    assert 'class="whisk"' in range_mark(Figure(9), 40)


def test_a_range_without_best_has_no_tick():
    assert 'class="best"' not in range_mark(Figure(3, None, 9), 40)
    assert 'class="best"' in range_mark(Figure(3, 5, 9), 40)


def test_a_mark_carries_no_style_of_its_own():
    assert "style=" not in gauge(Total(incidents=1, low=3, best=5, high=9), 40)


def test_the_scale_of_an_open_total_reaches_beyond_its_last_number():
    assert end_of_scale(Total(incidents=1, low=70, best=72)) > 72
    assert end_of_scale(Total(incidents=1, low=3, best=5, high=9)) == 9
    assert end_of_scale(Total()) is None
