"""A file as it came, with one column more that says what is wrong in each row. Pure.

Text keeps its encoding, its delimiter and its line ends; a workbook stays one; an archive keeps its parts. What cannot be
written in the encoding of the file is written as "?".
"""

import csv
import gzip
import io
import shutil
from collections.abc import Callable, Iterable, Mapping
from pathlib import PurePath
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook, load_workbook

from events.formulas import safe_cell

Marks = Mapping[tuple[str, int], str]
"""(name of the table, "" for the first; row) → what is wrong there."""

TABULAR = (".csv", ".tsv", ".txt", ".tab")
csv.field_size_limit(2**24)


def mark(source: BinaryIO, target: BinaryIO, *, marks: Marks, title: str, encoding: str, delimiter: str) -> str:
    """Write the marked file; returns how its name ends. `encoding` and `delimiter` are those it was read with."""
    source.seek(0)
    head = source.read(4)
    source.seek(0)
    if head.startswith(b"\x1f\x8b"):
        with gzip.open(source) as unpacked:
            _mark_text(unpacked, target, _of("", marks), title, encoding, delimiter)
        return ".csv"
    if not head.startswith(b"PK\x03\x04"):
        _mark_text(source, target, _of("", marks), title, encoding, delimiter)
        return ".csv"
    with ZipFile(source) as archive:
        if "xl/workbook.xml" in archive.namelist():
            _mark_workbook(source, target, marks, title)
            return ".xlsx"
        _mark_parts(archive, target, marks, title, encoding, delimiter)
    return ".zip"


def _of(table: str, marks: Marks) -> Callable[[int], str]:
    return lambda row: marks.get((table, row), "")


def _mark_text(source, target, said: Callable[[int], str], title: str, encoding: str, delimiter: str) -> None:
    encoding, delimiter = encoding or "utf-8", delimiter or ","
    start = source.read(2**16)
    ends = "\r\n" if b"\r\n" in start or b"\r\0\n" in start else "\n"
    whole = io.BufferedReader(_Again(start, source), 2**16)
    errors = "replace" if encoding.startswith("utf-16") else "surrogateescape"
    text = io.TextIOWrapper(whole, encoding, errors=errors, newline="")
    out = io.TextIOWrapper(_KeptOpen(target), encoding, errors=errors, newline="", write_through=False)
    writer = csv.writer(out, delimiter=delimiter, lineterminator=ends)
    width = 0
    for row, cells in enumerate(csv.reader(_without_nul(text), delimiter=delimiter), start=1):
        width = width or len(cells)
        wrong = title if row == 1 else said(row)
        padded = cells + [""] * (width - len(cells)) if wrong else cells
        writer.writerow([*padded, safe_cell(wrong.encode(encoding, "replace").decode(encoding))] if wrong else cells)
    out.flush()
    out.detach()


def _without_nul(lines: Iterable[str]) -> Iterable[str]:
    return (line.replace("\0", "") for line in lines)


class _Again(io.RawIOBase):
    """Bytes that were read already, then the rest."""

    def __init__(self, start: bytes, rest):
        super().__init__()
        self.start, self.rest = start, rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:
        piece, self.start = self.start[: len(buffer)], self.start[len(buffer) :]
        piece = piece or self.rest.read(len(buffer))
        buffer[: len(piece)] = piece
        return len(piece)


class _KeptOpen(io.RawIOBase):
    """A target that outlives the text that is written into it."""

    def __init__(self, target: BinaryIO):
        super().__init__()
        self.target = target

    def writable(self) -> bool:
        return True

    def write(self, piece) -> int:
        return self.target.write(piece)


def _mark_parts(archive: ZipFile, target, marks: Marks, title: str, encoding: str, delimiter: str) -> None:
    tables = [part for part in archive.infolist() if part.filename.lower().endswith(TABULAR)]
    with ZipFile(target, "w", ZIP_DEFLATED) as out:
        for part in archive.infolist():
            with archive.open(part) as source, out.open(part.filename, "w") as into:
                if part not in tables:
                    shutil.copyfileobj(source, into)
                    continue
                stem = PurePath(part.filename).stem
                is_first = stem == "incidents" or len(tables) == 1
                _mark_text(source, into, _of("" if is_first else stem, marks), title, encoding, delimiter)


def _mark_workbook(source: BinaryIO, target: BinaryIO, marks: Marks, title: str) -> None:
    source.seek(0)
    read = load_workbook(source, read_only=True)
    written = Workbook(write_only=True)
    for at, sheet in enumerate(read.worksheets):
        out = written.create_sheet(sheet.title)
        said = _of("" if at == 0 or sheet.title == "incidents" else sheet.title, marks)
        for row, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
            wrong = title if row == 1 else said(row)
            out.append([*cells, wrong] if wrong else cells)
    written.save(target)
