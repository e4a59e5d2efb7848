"""XLSX: real dates and numbers, text that stays text, with a readme and a codebook; written to a file row by row."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import IO

from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from events.exports.about import About, how_it_is_written
from events.exports.columns import Column, Kind
from events.exports.csv import cell
from events.exports.rows import Rows, one_snapshot, typed
from events.workbook_text import in_a_cell

MOST = 100_000
"""Rows. Each takes a tenth of a millisecond and more to write, and as much to open."""
LONGEST = 32_767
"""Letters that a cell can hold."""
FIRST_DAY = date(1900, 3, 1)
"""Dates before it mean another day to Excel, which has a 29 February 1900: they are written as text."""
WIDTH = {Kind.TEXT: 22, Kind.WHOLE: 11, Kind.DECIMAL: 11, Kind.DATE: 12, Kind.ADDRESS: 44}
WIDE = {"title", "quote", "summary", "report", "report_url", "involved"}
LIKE_NO_TEXT = ("=", "#")
"""What openpyxl takes for a formula or an error, and Excel would not be told is text."""


class DoesNotFit(Exception):
    """The rows do not fit into a workbook; the message says why, and what does hold them."""


def write_xlsx(file: IO[bytes], tables: Mapping[str, Rows], about: About) -> None:
    """A sheet for each table by its name, all of one snapshot, then readme and codebook; right to left in a language that is
    written so. Raises DoesNotFit."""
    book = Workbook(write_only=True)
    book.properties.title, book.properties.creator = about.selection, "Conflict Tracker"
    try:
        with one_snapshot():
            for rows in tables.values():
                require_few(rows.count())
            for name, rows in tables.items():
                _write_rows(_sheet(book, name, [_width(column) for column in rows.columns]), rows)
        _write_readme(_sheet(book, "readme", [18, 110]), about)
        _write_codebook(_sheet(book, "codebook", [24, 80, 16, 34, 12]), tables)
        book.save(file)
    except BaseException:
        _abandon(book)
        raise


def _abandon(book: Workbook) -> None:
    """Takes away the temporary files of a workbook that is not written to its end; openpyxl would keep them to its own."""
    for sheet in book.worksheets:
        if not sheet.closed:
            sheet.close()
            sheet._writer.cleanup()


def require_few(count: int) -> None:
    """Raises DoesNotFit for more rows than a workbook is made of."""
    if count > MOST:
        said = _(
            "An XLSX file holds at most %(most)s rows here, and these are %(count)s: take the CSV, which holds any number."
        )
        raise DoesNotFit(said % {"most": f"{MOST:,}", "count": f"{count:,}"})


def _sheet(book: Workbook, name: str, widths: list[int]):
    sheet = book.create_sheet(name)
    sheet.sheet_view.rightToLeft = get_language_bidi()
    for number, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    return sheet


def _width(column: Column) -> int:
    return max(60 if column.name in WIDE else WIDTH[column.kind], len(column.name) + 4)


def _write_rows(sheet, rows: Rows) -> None:
    sheet.freeze_panes = "A2"
    sheet.append([_bold(sheet, column.name) for column in rows.columns])
    count = 0
    for count, row in enumerate(typed(rows, cell), start=1):
        require_few(count)
        sheet.append(_cells(sheet, row))
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(rows.columns))}{count + 1}"


def _cells(sheet, row: tuple) -> Iterator:
    for value in row:
        if isinstance(value, str):
            yield _text(sheet, value)
        elif isinstance(value, date) and value < FIRST_DAY:
            yield value.isoformat()
        else:
            yield value


def _text(sheet, text: str):
    text = in_a_cell(text)
    if len(text) > LONGEST:
        said = _("A cell of XLSX holds at most %(longest)s letters, and a text of these rows is longer: take the CSV.")
        raise DoesNotFit(said % {"longest": f"{LONGEST:,}"})
    if not text.startswith(LIKE_NO_TEXT):
        return text
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    return cell


def _bold(sheet, text: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, text)
    cell.font = Font(bold=True)
    return cell


def _write_readme(sheet, about: About) -> None:
    for label, text in [*about.lines, *(("", sentence) for sentence in how_it_is_written())]:
        said = WriteOnlyCell(sheet, in_a_cell(text))
        said.data_type, said.alignment = "s", Alignment(wrap_text=True, vertical="top")
        sheet.append([_bold(sheet, label), said])


def _write_codebook(sheet, tables: Mapping[str, Rows]) -> None:
    sheet.freeze_panes = "A2"
    heads = (_("column"), _("meaning"), _("kind"), _("HXL tag"), _("sheet"))
    sheet.append([_bold(sheet, head) for head in heads])
    for name, rows in tables.items():
        for column in rows.columns:
            said = (str(column.says), str(column.kind.label), column.hxl)
            sheet.append([column.name, *(_text(sheet, text) for text in said), name])
