"""Bytes in, tables of text out: CSV in any encoding and with any delimiter, packed or not, and XLSX. Pure.

What a file is, its bytes say and not its name. It is read piece by piece and never held whole: once through to tell the
encoding and to find damage, and once more row by row while somebody asks for rows. Everything that was found out without
being told is in `notes`.
"""

import gzip
import io
import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO
from zipfile import ZipFile

from django.utils.translation import gettext as _

from events.choices import Gravity
from events.drafts import RowError
from events.imports import delimited, encodings, headers, workbooks
from events.imports.base import Table
from events.imports.unpacking import archive_of, unpacked
from events.words import Unreadable

MOST_TABLES = 40
TABULAR = (".csv", ".tsv", ".txt", ".tab")
SAMPLE = 2**16
GZIP, ZIP, OLE = b"\x1f\x8b", b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
OTHERS = {
    b"%PDF": "PDF",
    b"PK\x05\x06": "ZIP",
    b"{\\rtf": "RTF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"PAR1": "Parquet",
    b"SQLite": "SQLite",
    b"7z\xbc\xaf": "7z",
    b"Rar!": "RAR",
    b"BZh": "bzip2",
    b"\xfd7zXZ": "xz",
    b"\x28\xb5\x2f\xfd": "Zstandard",
    b"\x7fELF": "ELF",
}
MARKUP = re.compile(r"\s*<[a-z!?/]", re.IGNORECASE)
JSON = re.compile(r'\s*(\{\s*["}]|\[\s*[\[{"\d\]])')


@dataclass(frozen=True, slots=True)
class Opened:
    """The tables of a file, and how it was read. lines: about how many rows there are, of all tables.

    encoding and delimiter: "" for what has none. notes: what was found out about the file, and lines that are not read.
    """

    tables: tuple[Table, ...]
    encoding: str = ""
    delimiter: str = ""
    lines: int = 0
    notes: tuple[RowError, ...] = ()

    @property
    def by_name(self) -> dict[str, Table]:
        return {table.name: table for table in self.tables}


@dataclass
class _Reading:
    """What is being found out about one file."""

    encoding: str
    delimiter: str
    stack: ExitStack
    lines: int = 0
    notes: list[RowError] = field(default_factory=list)

    def note(self, problem: str, value: str = "") -> None:
        self.notes.append(RowError(None, "", value, problem, gravity=Gravity.NOTE))


@contextmanager
def opened(source: Path | BinaryIO, *, encoding: str = "", delimiter: str = "") -> Iterator[Opened]:
    """The tables of a file, while it is open. source: a path, or something binary that can be read from any place.

    encoding and delimiter: what a person chose; otherwise what the bytes show. Raises Unreadable, saying what to do, for
    what is no table, or is one that nobody can read safely; later, from the rows, for a size that shows only then.
    """
    with ExitStack() as stack:
        file = stack.enter_context(source.open("rb")) if isinstance(source, Path) else source
        reading = _Reading(encoding, delimiter, stack)
        tables = _tables(file, reading)
        if not tables:
            raise Unreadable(_("The file holds no table."))
        yield Opened(tuple(tables), reading.encoding, reading.delimiter, reading.lines, tuple(reading.notes))


def _tables(file: BinaryIO, reading: _Reading) -> list[Table]:
    file.seek(0)
    head = file.read(8)
    file.seek(0)
    if not head:
        raise Unreadable(_("The file is empty."))
    if head.startswith(GZIP):
        packed = file.seek(0, io.SEEK_END)
        return _text(lambda: _ungzipped(file, packed), "", reading)
    if head.startswith(ZIP):
        return _zipped(file, reading)
    _refuse_others(head, file)
    return _text(lambda: _from_start(file), "", reading)


def _from_start(file: BinaryIO) -> BinaryIO:
    file.seek(0)
    return _Kept(file)


class _Kept(io.RawIOBase):
    """The bytes of a file that stays open when this is closed: it belongs to whoever opened it."""

    def __init__(self, file: BinaryIO):
        super().__init__()
        self.file = file

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:
        piece = self.file.read(len(buffer))
        buffer[: len(piece)] = piece
        return len(piece)


def _ungzipped(file: BinaryIO, packed: int) -> BinaryIO:
    file.seek(0)
    return unpacked(gzip.GzipFile(fileobj=file), packed)


def _refuse_others(head: bytes, file: BinaryIO) -> None:
    """Raises Unreadable for what is no text at all."""
    if head.startswith(OLE):
        file.seek(0)
        if "EncryptedPackage".encode("utf-16-le") in file.read(2**20):
            raise Unreadable(_("The workbook is locked with a password. Save it without one."))
        raise Unreadable(_("This is an old Excel file (.xls). Save it as XLSX, or as CSV in UTF-8."))
    for mark, name in OTHERS.items():
        if head.startswith(mark):
            said = _("This is a %(format)s file, not a table. Send CSV or XLSX.")
            raise Unreadable(said % {"format": name})


# --- text ------------------------------------------------------------------------------------------------------------
def _text(again, name: str, reading: _Reading) -> list[Table]:
    """The one table of a text. again: gives its bytes from the first on, each time it is called."""
    with again() as source:
        found = encodings.find(source, reading.encoding)
    if not found.size:
        return []
    with again() as source:
        sample = source.read(SAMPLE).decode(found.encoding, "replace")
    _refuse_markup(sample)
    delimiter, width = delimited.sniff(sample, reading.delimiter)
    stream = again()
    reading.stack.callback(stream.close)
    text = io.TextIOWrapper(io.BufferedReader(stream, 2**16), found.encoding, errors="replace", newline="")
    faults: dict[int, list[headers.Fault]] = {}
    notes: list[RowError] = []
    table = headers.table(name, delimited.rows(text, delimiter, width, faults), faults, notes)
    if table is None:
        return []
    known = {"encoding": found.name, "why": found.why}
    reading.note(_("Read as %(encoding)s: %(why)s.") % known, name)
    if delimiter != ",":
        names = {";": _("semicolons"), "\t": _("tabs"), "|": _("upright strokes")}
        reading.note(
            _("The cells are separated by %(delimiter)s.") % {"delimiter": names.get(delimiter, delimiter)}, name
        )
    reading.notes.extend(notes)
    reading.encoding, reading.delimiter = found.encoding, delimiter
    reading.lines += found.lines
    return [table]


def _refuse_markup(sample: str) -> None:
    if MARKUP.match(sample.lstrip("\ufeff")):
        raise Unreadable(_("This is a page (HTML or XML), not a table. Download the table itself, as CSV or XLSX."))
    if JSON.match(sample.lstrip("\ufeff")):
        raise Unreadable(_("This is JSON, not a table. Send CSV or XLSX."))
    odd = sum(not letter.isprintable() and letter not in "\r\n\t\x00\ufeff\ufffd\xa0" for letter in sample)
    if odd * 20 > len(sample):
        raise Unreadable(_("This is no text. Send CSV or XLSX."))


# --- ZIP -------------------------------------------------------------------------------------------------------------
def _zipped(file: BinaryIO, reading: _Reading) -> list[Table]:
    archive = reading.stack.enter_context(archive_of(file))
    names = set(archive.namelist())
    if "xl/workbook.xml" in names:
        tables = workbooks.tables(file, archive, reading.notes)
        reading.encoding = reading.delimiter = ""
        return tables
    if "[Content_Types].xml" in names or "mimetype" in names:
        raise Unreadable(_("This is an office document, but no XLSX workbook. Save it as XLSX, or as CSV in UTF-8."))
    return _parts(archive, reading)


def _parts(archive: ZipFile, reading: _Reading) -> list[Table]:
    """Each text of an archive is a table, named like its file."""
    asked, tables = (reading.encoding, reading.delimiter), []
    for part in archive.infolist():
        path = Path(part.filename)
        if part.is_dir() or path.name.startswith(".") or "__MACOSX" in path.parts:
            continue
        if path.suffix.lower() not in TABULAR:
            if path.suffix.lower() in (".zip", ".gz", ".xlsx"):
                raise Unreadable(
                    _("It holds a packed file inside a packed file. Send “%(name)s” itself.") % {"name": path.name}
                )
            reading.note(_("A file that is no table; it is not read."), path.name)
            continue
        if len(tables) == MOST_TABLES:
            raise Unreadable(_("It holds more than %(most)s tables.") % {"most": MOST_TABLES})
        reading.encoding, reading.delimiter = asked
        tables += _text(lambda part=part: unpacked(archive.open(part), part.compress_size), path.stem, reading)
    return tables
