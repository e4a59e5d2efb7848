"""C14: every format of every table holds the rows of the CSV, and as many as the page says."""

import re

import pytest

from events.exports.formats import FORMATS, TABLES, offered
from events.exports.rows import Rows
from tests.parity.counter import Record
from tests.parity.files import body, read
from tests.parity.questions import question
from tests.parity.reading import address, get, page_text, plain

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("recorded")]

ASKED = [("mayadeen-2017", 3), *(("invented", seed) for seed in (2, 11, 23)), ("demonstration", 40)]
MOST = 300
"""More incidents than this take long to write as a workbook: three days of them are asked for instead."""


@pytest.mark.parametrize(("dataset", "seed"), ASKED)
def test_c14_every_format_holds_the_rows_of_the_csv(client, record: Record, dataset: str, seed: int):
    asked = question(record, dataset, seed)
    if len(record.chosen(asked)) > MOST:
        asked |= {"from": ["2024-05-06"], "to": ["2024-05-08"]}
    said = counts(page_text(get(client, "/export/", asked)))
    for table in TABLES:
        columns = columns_of(table)
        rows = read("csv", body(get(client, f"/{table}.csv", asked)), columns)
        assert len(rows) == said[table]
        for form in offered(table).keys() - {"csv"}:
            assert read(form, body(get(client, f"/{table}.{form}", asked)), columns) == rows, address(
                f"/{table}.{form}", asked
            )
    assert said["incidents"] == len(record.chosen(asked))


def counts(html: str) -> dict[str, int]:
    """Table → rows, as the page of downloads says it."""
    found = re.findall(r'<h2 id="h-(\w+)">[^<]*<span class="rows">(.*?)</span>', html, re.DOTALL)
    return {table: int(plain(said).split()[0].replace(",", "")) for table, said in found}


def columns_of(table: str) -> list:
    found: Rows = TABLES[table](None, site="")
    return found.columns


def test_every_format_is_compared():
    assert set().union(*(offered(table) for table in TABLES)) == set(FORMATS)
