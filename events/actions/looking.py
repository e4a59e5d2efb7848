"""What a file turns out to be: how it is read, the names of its columns, and which of them are missing."""

from itertools import islice

from events.imports.base import Table
from events.imports.files import Opened
from events.imports.readers import fields_of, found_in
from events.models import Batch

SAMPLES = 3
SAMPLE = 60
LOOK = 200
"""Rows that samples are taken from."""


def note_reading(*, batch: Batch, opened: Opened) -> None:
    """Keep what was found of a batch's file beside what a person chose, for the page that asks whether that is right."""
    table = _first(opened)
    fields = fields_of(batch.format)
    chosen = batch.reading.get("columns", {})
    columns = {
        **found_in(table.header, fields),
        **{name: header for name, header in chosen.items() if header in table.header},
    }
    batch.reading = {
        **{name: value for name, value in batch.reading.items() if name != "found"},
        "found": {
            "encoding": opened.encoding,
            "delimiter": opened.delimiter,
            "columns": columns,
            "header": [header for header in table.header if header],
            "samples": _samples(table),
            "missing": [field.name for field in fields if field.is_required and field.name not in columns],
        },
    }
    batch.save(update_fields=["reading"])


def _first(opened: Opened) -> Table:
    """The table of incidents."""
    return opened.by_name.get("incidents", opened.tables[0])


def _samples(table: Table) -> dict[str, list[str]]:
    """header → a few different values that stand under it. Reads the first rows, so a table is to be opened again after."""
    found: dict[str, list[str]] = {header: [] for header in table.header if header}
    for _line, cells in islice(table.rows, LOOK):
        for header, cell in zip(table.header, cells, strict=False):
            values = found.get(header)
            if values is not None and len(values) < SAMPLES and cell.strip() and cell[:SAMPLE] not in values:
                values.append(cell[:SAMPLE])
    return found
