from datetime import date

from events.charts.strips import LANES, brackets
from tests.events.charts.samples import strip


def test_intervals_that_overlap_stand_on_different_lanes():
    found = brackets([strip(date(2024, 3, 1), date(2024, 3, 31)), strip(date(2024, 3, 5), date(2024, 3, 9))], 1)
    assert [[(one.start.day, one.end.day) for one in lane] for lane in found] == [[(5, 9)], [(1, 31)]]


def test_intervals_apart_share_a_lane():
    assert (
        len(brackets([strip(date(2024, 3, 1), date(2024, 3, 4)), strip(date(2024, 3, 20), date(2024, 3, 24))], 3)) == 1
    )


def test_many_intervals_are_gathered_under_the_month_or_year_that_holds_them():
    within = [strip(date(2024, 3, day), date(2024, 3, 20 + day)) for day in range(1, LANES + 3)]
    across = strip(date(2024, 3, 30), date(2024, 4, 2))
    found = brackets([*within, across], 1)
    spans = [(one.start.isoformat(), one.end.isoformat(), one.incidents) for lane in found for one in lane]
    assert spans == [("2024-03-01", "2024-03-31", LANES + 2), ("2024-01-01", "2024-12-31", 1)]


def test_no_incident_is_lost_in_gathering():
    many = [strip(date(2024, 1 + index % 12, 1), date(2024, 1 + index % 12, 20)) for index in range(60)]
    assert sum(one.incidents for lane in brackets(many, 10) for one in lane) == 60
