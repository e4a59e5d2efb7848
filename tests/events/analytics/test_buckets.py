"""Buckets of time: every day in exactly one, weeks from Monday, nothing beyond the calendar."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.analytics.overview import BUCKETS, slot_end, slot_start


@given(st.sampled_from(BUCKETS), st.dates())
def test_a_bucket_holds_the_day_it_was_made_for_and_the_next_one_follows_at_once(bucket: str, day: date):
    start = slot_start(bucket, day)
    end = slot_end(bucket, start)
    assert start <= day <= end
    assert slot_start(bucket, end) == start
    if end < date.max:
        assert slot_start(bucket, end + timedelta(days=1)) == end + timedelta(days=1)


@pytest.mark.parametrize(
    ("bucket", "start", "end"),
    [
        ("day", date(2017, 10, 5), date(2017, 10, 5)),
        ("week", date(2017, 10, 2), date(2017, 10, 8)),
        ("month", date(2017, 10, 1), date(2017, 10, 31)),
        ("year", date(2017, 1, 1), date(2017, 12, 31)),
    ],
)
def test_the_bucket_of_a_day_of_october(bucket: str, start: date, end: date):
    assert slot_start(bucket, date(2017, 10, 5)) == start
    assert slot_end(bucket, start) == end
