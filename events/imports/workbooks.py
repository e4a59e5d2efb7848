"""Sheets of an XLSX workbook as tables of text, read row by row, without trusting what the file says of its own size. Pure."""

import warnings
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import BinaryIO
from zipfile import ZipFile

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from events.drafts import RowError
from events.imports import headers
from events.imports.base import Table
from events.imports.unpacking import BROKEN
from events.words import Unreadable
from events.workbook_text import of_a_cell

MOST_SHEETS = 40
MOST_ROWS = 2**20
WIDEST = 5_000
LARGEST_PART = 64 * 2**20
"""Of all parts but the sheets, which are read piece by piece: the texts of a workbook are kept in memory."""
LONGEST_CELL = 100_000
MALFORMED = (*BROKEN, InvalidFileException, KeyError, ValueError, TypeError, AttributeError, IndexError, SyntaxError)
"""What reading a workbook that is none raises; refused XML entities are ValueErrors, XML errors SyntaxErrors."""


def tables(source: BinaryIO, archive: ZipFile, notes: list[RowError]) -> list[Table]:
    """One table for each sheet that holds something. Raises Unreadable."""
    for part in archive.infolist():
        if part.file_size > LARGEST_PART and not part.filename.startswith("xl/worksheets/"):
            raise Unreadable(_("The workbook is too large to be read safely. Save its sheets as CSV files."))
    source.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(source, read_only=True, data_only=True, keep_links=False)
        sheets = book.worksheets
    except MALFORMED as why:
        raise _malformed() from why
    if len(sheets) > MOST_SHEETS:
        raise Unreadable(_("It has more than %(most)s sheets.") % {"most": MOST_SHEETS})
    found = []
    for sheet in sheets:
        told: list[RowError] = []
        table = headers.table(sheet.title, _rows(sheet), {}, told, pads=True)
        if table is not None:
            found.append(table)
            notes.extend(told)
    return found


def _malformed() -> Unreadable:
    return Unreadable(
        _("The workbook is damaged, or holds what no table needs. Save it again as XLSX, or as CSV in UTF-8.")
    )


def _rows(sheet) -> Iterator[tuple[int, list[str]]]:
    sheet.reset_dimensions()  # what the file says of its own size is not to be believed
    for line, values in enumerate(_values(sheet.iter_rows(values_only=True)), start=1):
        if line > MOST_ROWS:
            raise Unreadable(_("A sheet ends at row %(most)s; this one goes on.") % {"most": MOST_ROWS})
        if len(values) > WIDEST:
            raise Unreadable(_("It has more than %(most)s columns: this is not one table.") % {"most": WIDEST})
        if values.count(None) < len(values):
            yield line, ["" if value is None else text(value) for value in values]


def _values(rows: Iterator[tuple]) -> Iterator[tuple]:
    """The rows, some at a time: openpyxl warns of styles and checks that no reader needs. Raises Unreadable."""
    while True:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                some = list(islice(rows, 200))
        except MALFORMED as why:
            raise _malformed() from why
        if not some:
            return
        yield from some


def text(value: object) -> str:
    """A cell's value as text: dates as ISO, whole numbers without a point, TRUE and FALSE."""
    match value:
        case str():
            return of_a_cell(value)[:LONGEST_CELL].replace("\x00", "")
        case bool():
            return "TRUE" if value else "FALSE"
        case float():
            return str(int(value)) if value.is_integer() else repr(value)
        case datetime():
            return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ", timespec="seconds")
        case date() | time():
            return value.isoformat()
        case timedelta():
            return str(value)
    return str(value)
