from datetime import date, timedelta
from json import dumps

import plotly.graph_objects as go
import pytest

from events.analytics.rows import Slot, Timeline
from events.charts.casualties import casualties_over_time
from events.charts.timeline import incidents_over_time
from events.choices import Category
from events.figures import Total
from tests.events.charts.samples import NONE, NOTHING, OPEN, RANGE, UNCOUNTED, UNKNOWN, WORDS, strip, timeline

MARCH = strip(date(2024, 3, 1), date(2024, 3, 31))
EVERYTHING = timeline(RANGE, OPEN, NONE, UNKNOWN, NOTHING, UNCOUNTED, strips=(MARCH,))


def casualties(line):
    return casualties_over_time(line, measure="killed", **WORDS)


def named(chart, name, drawing="figure"):
    """The trace of that name."""
    return next(trace for trace in getattr(chart, drawing)["data"] if trace.get("name") == name)


def ticks(chart):
    """Heights at which a tick stands: the lines that no legend names."""
    trace = next(one for one in chart.figure["data"] if one.get("mode") == "lines" and "name" not in one)
    return [value for value in trace["y"] if value is not None][::2]


@pytest.mark.parametrize("drawing", ["figure", "narrow"])
@pytest.mark.parametrize("made", [casualties, lambda line: incidents_over_time(line, **WORDS)])
def test_plotly_accepts_every_figure(made, drawing):
    go.Figure(getattr(made(EVERYTHING), drawing))


def test_dates_go_out_as_iso_strings_and_the_payload_is_plain_json():
    chart = casualties(EVERYTHING)
    assert named(chart, "best")["x"][0] == "2024-03-01T12:00:00"
    dumps(chart.payload, allow_nan=False)


def test_c1_unknown_and_empty_days_draw_nothing_and_a_stated_none_a_tick_at_zero():
    chart = casualties(timeline(RANGE, UNKNOWN, NOTHING, NONE))
    assert named(chart, "best")["x"] == ["2024-03-01T12:00:00", "2024-03-04T12:00:00"]
    assert ticks(chart) == [5, 0]


def test_no_area_is_filled_over_days_without_data():
    assert "fill" not in {key for trace in casualties(EVERYTHING).figure["data"] for key in trace}


def test_a_number_without_spread_is_a_column_of_its_height():
    chart = casualties(timeline(Total(incidents=1, low=14, best=14, high=14)))
    assert named(chart, "best")["y"] == [14]
    assert named(chart, "low to high")["y"] == []


def test_a_range_runs_from_low_to_high_with_the_tick_at_best():
    chart = casualties(timeline(RANGE))
    assert (named(chart, "low to high")["base"], named(chart, "low to high")["y"]) == ([3], [6])
    assert ticks(chart) == [5]


def test_c8_an_open_range_points_onward_from_its_last_known_number():
    chart = casualties(timeline(OPEN, RANGE))
    start, head, gap = named(chart, "or more")["y"]
    assert start == 18
    assert head > 18
    assert gap is None


def test_at_most_is_hollow_from_zero_since_its_low_is_not_known():
    chart = casualties(timeline(Total(incidents=1, high=12, unknown=1), RANGE))
    bar = named(chart, "low to high")
    assert (bar["base"][0], bar["y"][0]) == (0, 12)
    assert bar["marker"]["color"][0] != bar["marker"]["color"][1]


def test_deaths_nobody_counted_are_circles_under_the_axis():
    chart = casualties(timeline(RANGE, UNCOUNTED))
    circles = named(chart, "deaths nobody counted")
    assert (circles["x"], circles["text"], circles["yaxis"]) == (["2024-03-02T12:00:00"], ["2"], "y2")


def test_c11_an_imprecise_date_is_drawn_as_its_interval_and_said():
    chart = incidents_over_time(timeline(RANGE, strips=(MARCH,)), **WORDS)
    labels = next(trace for trace in chart.figure["data"] if trace.get("mode") == "text")
    assert labels["text"] == ["<b>1</b>"]
    assert "1 incident dated less exactly" in chart.left_out
    assert len(named(chart, "Ground operations")["x"]) == 0


def test_strips_are_drawn_where_there_is_no_slot():
    whole = strip(date(2015, 1, 1), date(2015, 12, 31), UNKNOWN)
    chart = casualties(Timeline("month", [], [whole], UNKNOWN))
    go.Figure(chart.figure)
    assert chart.figure["layout"]["xaxis"]["range"] == ["2015-01-01", "2016-01-01"]
    assert next(trace["text"] for trace in chart.figure["data"] if trace.get("mode") == "text") == ["<b>?</b>"]


def test_nothing_recorded_is_an_empty_chart():
    assert casualties(timeline()).is_empty
    assert incidents_over_time(timeline(), **WORDS).figure["data"] == []


def test_c14_the_table_holds_what_is_drawn_and_none_for_unknown():
    chart = casualties(timeline(RANGE, UNKNOWN, NONE, strips=(MARCH,)))
    assert [row[2:5] for row in chart.rows] == [[3, 5, 9], [None, None, None], [0, 0, 0], [18, 18, None]]
    assert [row[-1] for row in incidents_over_time(timeline(RANGE, UNKNOWN), **WORDS).rows] == [2, 1]


def test_categories_stack_without_gap_or_overlap():
    counts = {Category.STRIKE: 2, Category.GROUND: 1, Category.OTHER: 4}
    day = date(2024, 3, 1)
    chart = incidents_over_time(Timeline("day", [Slot(day, day, counts, NOTHING)], [], NOTHING), **WORDS)
    pieces = [(trace["base"], trace["y"]) for trace in chart.figure["data"] if trace.get("base")]
    assert pieces == [([0], [2]), ([2], [1]), ([3], [4])]


def test_a_click_on_a_bar_leads_to_the_same_question_within_its_days():
    chart = casualties_over_time(timeline(RANGE), measure="killed", link=lambda **changes: str(changes), **WORDS)
    assert named(chart, "best")["customdata"] == ["{'from': '2024-03-01', 'to': '2024-03-01'}"]


def test_a_narrow_drawing_sums_neighbours_and_says_so():
    first = date(2024, 1, 1)
    weeks = [
        Slot(first + timedelta(days=7 * week), first + timedelta(days=7 * week + 6), {Category.STRIKE: 1}, RANGE)
        for week in range(80)
    ]
    chart = incidents_over_time(Timeline("week", weeks, [], NOTHING), **WORDS)
    assert len(named(chart, "Strikes")["y"]) == 80
    assert sum(named(chart, "Strikes", "narrow")["y"]) == 80
    assert len(named(chart, "Strikes", "narrow")["y"]) <= 36
    assert "each bar: 3 weeks" in [note["text"] for note in chart.narrow["layout"]["annotations"]]


def test_both_charts_over_time_share_one_axis():
    first, second = casualties(EVERYTHING), incidents_over_time(EVERYTHING, **WORDS)
    for drawing in ("figure", "narrow"):
        one, other = getattr(first, drawing)["layout"], getattr(second, drawing)["layout"]
        assert (one["xaxis"], one["margin"]) == (other["xaxis"], other["margin"])


def test_c1_where_no_number_is_known_the_axis_shows_none():
    whole = strip(date(2015, 1, 1), date(2015, 12, 31), UNKNOWN)
    layout = casualties(Timeline("month", [], [whole], UNKNOWN)).figure["layout"]
    assert layout["yaxis"]["showticklabels"] is False
    assert casualties(timeline(NONE)).figure["layout"]["yaxis"]["showticklabels"] is True


def test_few_slots_do_not_make_slabs():
    widths = named(casualties(timeline(RANGE, RANGE)), "best")["width"]
    assert max(widths) * 18 <= 2 * 86_400_000


def test_c11_an_interval_before_the_axis_stands_at_its_edge_with_its_date():
    long_before = strip(date(2015, 1, 1), date(2015, 12, 31))
    chart = incidents_over_time(timeline(RANGE, RANGE, strips=(long_before,)), **WORDS)
    labels = next(trace for trace in chart.figure["data"] if trace.get("mode") == "text")
    assert (labels["x"], labels["text"]) == (["2024-03-01"], ["<b>← 2015: 1</b>"])
    lines = [trace for trace in chart.figure["data"] if trace.get("mode") == "lines+markers"]
    assert [trace["x"] for trace in lines] == [[]]
