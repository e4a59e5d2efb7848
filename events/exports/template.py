"""Our own template, empty: the columns that an import reads, each with a line that explains it, as a workbook or as CSV."""

import csv
from io import StringIO
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from events import choices
from events.exports import named
from events.exports.columns import CLAIMS, INCIDENTS, REPORTS, Column
from events.imports import template

COLUMNS = {
    "incidents": INCIDENTS,
    "claims": CLAIMS,
    "reports": REPORTS,
    "sources": named.SOURCES,
    "actors": named.ACTORS,
    "places": named.PLACES,
}
TERMS: dict[tuple[str, str], type[TextChoices]] = {
    ("incidents", "date_precision"): choices.DatePrecision,
    ("incidents", "type"): choices.IncidentType,
    ("incidents", "location_precision"): choices.LocationPrecision,
    ("incidents", "grade"): choices.Grade,
    ("incidents", "part_of_day"): choices.PartOfDay,
    ("claims", "harm"): choices.Harm,
    ("claims", "victims"): choices.VictimGroup,
    ("claims", "qualifier"): choices.Qualifier,
    ("sources", "kind"): choices.SourceKind,
    ("actors", "kind"): choices.ActorKind,
    ("places", "level"): choices.PlaceLevel,
}
"""Columns that hold one term of a vocabulary."""
WIDTH = 34
"""Of a column, in letters."""


def columns(table: str) -> list[Column]:
    """What can be filled in of a table: the columns that a reader takes, but for sums, which are made of claims."""
    fields = template.FIELDS if table == "incidents" else template.OTHERS[table]
    read = {field.name for field in fields} - set(template.FIGURES)
    return [column for column in COLUMNS[table] if column.name in read]


def explained(table: str) -> list[str]:
    """The line under the header: what each column is for, and what can stand in it."""
    said = [_explained(table, column) for column in columns(table)]
    return [template.EXPLAINED + said[0], *said[1:]]


def _explained(table: str, column: Column) -> str:
    terms = TERMS.get((table, column.name))
    if terms is None:
        return str(column.says)
    return _("%(says)s; one of: %(terms)s") % {"says": column.says, "terms": ", ".join(terms.values)}


def write_xlsx(file: IO[bytes]) -> None:
    """A sheet for each table."""
    book = Workbook()
    book.remove(book.active)
    for table in COLUMNS:
        sheet = book.create_sheet(table)
        sheet.append([column.name for column in columns(table)])
        sheet.append(explained(table))
        for number in range(1, len(columns(table)) + 1):
            sheet.column_dimensions[get_column_letter(number)].width = WIDTH
            sheet.cell(1, number).font = Font(bold=True)
            sheet.cell(2, number).font = Font(italic=True, color="5B6770")
            sheet.cell(2, number).alignment = Alignment(wrap_text=True, vertical="top")
        sheet.freeze_panes = "A3"
    book.save(file)


def write_zip(file: IO[bytes]) -> None:
    """A CSV for each table, marked as UTF-8 for Excel."""
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for table in COLUMNS:
            text = StringIO()
            csv.writer(text).writerows([[column.name for column in columns(table)], explained(table)])
            archive.writestr(f"{table}.csv", text.getvalue().encode("utf-8-sig"))


WRITE = {"xlsx": write_xlsx, "zip": write_zip}
"""How it is written, by the ending of its address."""
