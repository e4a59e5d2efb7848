"""Exports in every format, read by what reads that format, as the same rows: column → text, number, date or None."""

import csv
import json
from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO, StringIO
from itertools import zip_longest

import openpyxl
import pyarrow.parquet

from events.exports.columns import Column, Kind
from events.formulas import plain_text
from events.workbook_text import of_a_cell

MEANT: dict[Kind, Callable[[str], object]] = {
    Kind.TEXT: plain_text,
    Kind.ADDRESS: str,
    Kind.WHOLE: int,
    Kind.DECIMAL: float,
    Kind.DATE: date.fromisoformat,
}


def body(answer) -> bytes:
    return b"".join(answer) if answer.streaming else answer.content


def read(form: str, file: bytes, columns: list[Column]) -> list[dict]:
    """The rows of a file. The columns are those of the allow-list, in its order, or this fails."""
    rows = READERS[form](file)
    kinds = {column.name: column.kind for column in columns}
    for row in rows:
        assert list(row) == list(kinds)
    return [{name: _meant(cell, kinds[name], form) for name, cell in row.items()} for row in rows]


def _meant(cell, kind: Kind, form: str):
    """A cell as what its kind says that it is. Only formats without types are told."""
    if form == "csv":
        return MEANT[kind](cell) if cell else None
    if form == "xlsx" and kind is Kind.TEXT and cell is not None:
        return plain_text(cell)
    if form in ("jsonl", "geojson") and kind is Kind.DATE and cell is not None:
        return date.fromisoformat(cell)
    return cell


def _csv(file: bytes) -> list[dict]:
    return list(csv.DictReader(StringIO(file.decode(), newline="")))


def _xlsx(file: bytes) -> list[dict]:
    book = openpyxl.load_workbook(BytesIO(file), read_only=True)
    names, *rows = book.worksheets[0].iter_rows(values_only=True)
    assert all(len(row) <= len(names) for row in rows)
    return [dict(zip_longest(names, map(_cell, row))) for row in rows]  # a row ends at its last filled cell


def _cell(value):
    if isinstance(value, datetime):
        return value.date()
    return of_a_cell(value) if isinstance(value, str) else value


READERS = {
    "csv": _csv,
    "xlsx": _xlsx,
    "jsonl": lambda file: [json.loads(line) for line in file.decode().split("\n")[:-1]],
    "geojson": lambda file: [feature["properties"] for feature in json.loads(file)["features"]],
    "parquet": lambda file: pyarrow.parquet.read_table(BytesIO(file)).to_pylist(),
}
