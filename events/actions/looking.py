"""What a file turns out to be: how it is read, the names of its columns, and which of them are missing."""

from dataclasses import replace
from itertools import chain, islice

from events.imports.base import Table
from events.imports.files import Opened
from events.imports.readers import fields_of
from events.imports.rows import found_in
from events.models import Batch

SAMPLES = 3
SAMPLE = 60
LOOK = 200
"""Rows that samples are taken from."""


def look(*, batch: Batch, opened: Opened) -> tuple[dict, dict[str, Table]]:
    """What was found of a batch's file, for the page that asks whether that is right; and its tables, still to be read."""
    tables = opened.by_name
    first = tables.get("incidents", opened.tables[0])
    rows = iter(first.rows)
    looked = list(islice(rows, LOOK))
    fields, chosen = fields_of(batch.format), batch.reading.get("columns", {})
    columns = found_in(first.header, fields) | {name: it for name, it in chosen.items() if it in first.header}
    found = {
        "encoding": opened.encoding,
        "delimiter": opened.delimiter,
        "columns": columns,
        "header": [header for header in first.header if header],
        "samples": _samples(first.header, looked),
        "missing": [field.name for field in fields if field.is_required and field.name not in columns],
    }
    return found, tables | {first.name: replace(first, rows=chain(looked, rows))}


def _samples(header: tuple[str, ...], rows: list[tuple[int, list[str]]]) -> dict[str, list[str]]:
    """header → a few different values that stand under it."""
    found: dict[str, list[str]] = {name: [] for name in header if name}
    for _line, cells in rows:
        for name, cell in zip(header, cells, strict=False):
            values = found.get(name)
            if values is not None and len(values) < SAMPLES and cell.strip() and cell[:SAMPLE] not in values:
                values.append(cell[:SAMPLE].replace("\0", ""))
    return found
