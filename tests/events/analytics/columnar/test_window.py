"""A window tells its days as a count by hand does, whatever is left of its stretch."""

from types import SimpleNamespace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from events.analytics.columnar.block import Stretch
from events.analytics.columnar.window import Window

FEW_DAYS = st.lists(st.tuples(st.integers(1, 9), st.integers(0, 9)), min_size=3, max_size=9)


@settings(max_examples=400)
@given(days=FEW_DAYS, data=st.data())
def test_c11_its_first_and_last_day_are_those_of_what_is_left(days: list[tuple[int, int]], data: st.DataObject):
    rows = sorted((start + length, start) for start, length in days)
    begins = data.draw(st.integers(0, len(rows) - 1))
    ends = data.draw(st.integers(begins + 1, len(rows)))
    asked = data.draw(st.none() | st.lists(st.booleans(), min_size=ends - begins, max_size=ends - begins))
    changed = sorted(data.draw(st.just(set()) | st.sets(st.integers(0, ends - begins - 1))))
    columns = {
        "end": [end for end, _start in rows],
        "start": [start for _end, start in rows],
        "earliest": [min(start for _end, start in rows[row:]) for row in range(len(rows))],
    }
    block = SimpleNamespace(arrays={name: np.array(column, np.int32) for name, column in columns.items()})
    mask = None if asked is None else np.array(asked, bool)
    window = Window(block, Stretch(0, len(rows), 1, 1, 1, False), begins, ends, mask, np.array(changed, np.int64))
    left = [
        row
        for number, row in enumerate(rows[begins:ends])
        if number not in changed and (asked is None or asked[number])
    ]
    assert window.extent() == ((min(start for _end, start in left), max(left)[0]) if left else None)
