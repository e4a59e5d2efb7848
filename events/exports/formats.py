"""The formats of an export: what each is for, and how it is made. Each holds the same rows."""

from collections.abc import Callable, Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from tempfile import TemporaryFile
from typing import IO

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from events.exports import parquet, rows, xlsx
from events.exports.about import About
from events.exports.csv import csv_of
from events.exports.geojson import geojson_of
from events.exports.jsonl import jsonl_of
from events.exports.rows import Rows

TABLES: dict[str, Callable[..., Rows]] = {"incidents": rows.incidents, "claims": rows.claims, "reports": rows.reports}
"""What there are files of, by the name in their addresses."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a file is made of. `name`: which of TABLES; the switches are those of the address."""

    name: str
    rows: Rows
    about: About
    for_excel: bool = False
    with_tags: bool = False


@dataclass(frozen=True, slots=True)
class Format:
    """`make` gives the file: pieces of it while they are read, or an open file where it must be whole first."""

    content_type: str
    label: str | Promise
    use: str | Promise
    make: Callable[[Asked], Iterable[bytes]]
    tables: tuple[str, ...] = tuple(TABLES)
    most: int | None = None
    """Rows that it holds at most."""


def whole(write: Callable[[IO[bytes]], None]) -> IO[bytes]:
    """A temporary file, written to its end; nothing is left of one that fails."""
    with ExitStack() as stack:
        file = stack.enter_context(TemporaryFile())
        write(file)
        file.seek(0)
        stack.pop_all()
    return file


FORMATS = {
    "csv": Format(
        "text/csv; charset=utf-8",
        "CSV",
        _("for any program; holds any number of rows"),
        lambda asked: csv_of(asked.rows, for_excel=asked.for_excel, with_tags=asked.with_tags),
    ),
    "xlsx": Format(
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "XLSX",
        format_lazy(
            _("for Excel and LibreOffice, with readme and codebook; at most {most} rows"), most=f"{xlsx.MOST:,}"
        ),
        lambda asked: whole(lambda file: xlsx.write_xlsx(file, {asked.name: asked.rows}, asked.about)),
        most=xlsx.MOST,
    ),
    "geojson": Format(
        "application/geo+json",
        "GeoJSON",
        _("for maps; an incident without a point is in it, without geometry"),
        lambda asked: geojson_of(asked.rows, asked.about),
        tables=("incidents",),
    ),
    "parquet": Format(
        "application/vnd.apache.parquet",
        "Parquet",
        _("for R, Python and databases; typed, small, with the codebook inside"),
        lambda asked: whole(lambda file: parquet.write_parquet(file, asked.rows, asked.about)),
    ),
    "jsonl": Format(
        "application/jsonl",
        _("JSON lines"),
        _("for programs; an object a line, unknown is null"),
        lambda asked: jsonl_of(asked.rows),
    ),
}


def offered(table: str) -> dict[str, Format]:
    """The formats that a table can be had in here."""
    return {
        extension: one
        for extension, one in FORMATS.items()
        if table in one.tables and (extension != "parquet" or parquet.is_available())
    }
