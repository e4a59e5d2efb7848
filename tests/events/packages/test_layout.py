"""The bytes of what was cited stay the same from release to release.

tests/events/packages/layout_1 holds the tables of the world of tests/world.py as the first release with packages wrote
them, numbers of rows left out. Columns may be added. Where a file here would have to change for another reason than that
the world itself has changed, packages that people have cited can no longer be made: change the program instead.
"""

from dataclasses import replace
from pathlib import Path

import pytest

from events.exports.csv import csv_of
from events.packages.tables import chosen, tables
from tests.events.packages.conftest import SITE

LAYOUT_1 = Path(__file__).parent / "layout_1"


@pytest.mark.parametrize("name", sorted(file.name for file in LAYOUT_1.iterdir()))
def test_each_table_reads_as_it_did(world, name):
    kept = (LAYOUT_1 / name).read_bytes()
    rows = dict(tables(chosen("dataset=velmar-2024"), SITE))[name]
    there = {column.name: column for column in rows.columns}
    columns = [there[column] for column in kept.split(b"\n")[0].decode().split(",")]
    assert b"".join(csv_of(replace(rows, columns=columns))) == kept


def test_no_table_is_gone(world):
    names = [name for name, _rows in tables(chosen("dataset=velmar-2024"), SITE)]
    assert {file.name for file in LAYOUT_1.iterdir()} == set(names)
