"""The readers of all formats, and which of them a file is for, told by its columns. Pure."""

from collections.abc import Iterable, Mapping

from events.choices import FileFormat
from events.imports import acled, airwars, gtd, template, ucdp
from events.imports.base import Field, Reader, Table
from events.words import fold

READERS: Mapping[str, Reader] = {module.FORMAT: module for module in (template, ucdp, acled, airwars, gtd)}


def fields_of(format: str) -> tuple[Field, ...]:
    """The columns of the first table of a format; none for a format that nobody reads."""
    return READERS[format].FIELDS if format in READERS else ()


def format_of(tables: Iterable[Table]) -> FileFormat | None:
    """The format whose columns the first tables have most of, and all that it needs; None where it is none of ours."""
    best = (0.0, None)
    for table in tables:
        header = {fold(cell) for cell in table.header}
        for format, reader in READERS.items():
            share = _share(reader.FIELDS, header)
            if share > best[0]:
                best = (share, FileFormat(format))
    return best[1]


def _share(fields: tuple[Field, ...], header: set[str]) -> float:
    there = [any(fold(name) in header for name in (field.name, *field.called)) for field in fields]
    if not all(is_there for field, is_there in zip(fields, there, strict=True) if field.is_required):
        return 0.0
    return sum(there) / max(len(fields), len(header))
