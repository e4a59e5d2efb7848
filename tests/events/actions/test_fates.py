"""What is to become of a row whose key stood in the file before, in this lot or in an earlier one."""

from dataclasses import replace

import pytest

from events.actions.fates import Fate, fated
from events.actions.naming import Keys
from events.drafts import DraftRow, RowError
from tests.events.actions.imported import batch_of, coded_dataset, row

WRONG = RowError(2, "date", "xx", "It is no date.", "Write it as 2017-10-05.")


@pytest.mark.parametrize("first", [row("7", 5), replace(row("7", 5), errors=(WRONG,))], ids=["sound", "wrong itself"])
@pytest.mark.parametrize("lots", [[3], [2, 1], [1, 1, 1]], ids=str)
def test_a_key_stands_in_one_row(db, first: DraftRow, lots: list[int]) -> None:
    batch, keys, found = batch_of(coded_dataset()), Keys(), []
    rows = iter((first, row("7", 6, line=3), row("7", 7, line=4)))
    for size in lots:
        found += fated(batch=batch, lot=[next(rows) for _row in range(size)], keys=keys)
    assert [one.fate for one in found[1:]] == [Fate.REFUSED, Fate.REFUSED]
    assert [one.errors[-1].value for one in found[1:]] == ["7, as in row 2", "7, as in row 2"]
    assert found[0].fate == (Fate.REFUSED if first.errors else Fate.ADDED)


def test_rows_without_an_incident_have_no_key_in_common(db) -> None:
    unread = [replace(row("", 1, line=line), incident=None, errors=(WRONG,)) for line in (2, 3)]
    found = fated(batch=batch_of(coded_dataset()), lot=unread, keys=Keys())
    assert [one.errors for one in found] == [(WRONG,), (WRONG,)]
