"""CSV by COPY, streamed in pieces, safe to open in a spreadsheet: UTF-8; empty is unknown, 0 is stated."""

from collections.abc import Iterable, Iterator

from events.exports.columns import Column, Kind
from events.exports.rows import Rows, value
from events.formulas import safe_sql

BOM = "\N{ZERO WIDTH NO-BREAK SPACE}".encode()
PIECE = 64 * 1024


def csv_of(rows: Rows, *, for_excel: bool = False, with_tags: bool = False) -> Iterator[bytes]:
    """The file in pieces. `for_excel`: with a byte-order mark, without which Excel guesses the encoding wrong.
    `with_tags`: HXL tags in a row under the header."""
    return gathered(_lines(rows, for_excel, with_tags))


def _lines(rows: Rows, for_excel: bool, with_tags: bool) -> Iterator[bytes]:
    head = [[column.name for column in rows.columns]]
    head += [[column.hxl for column in rows.columns]] if with_tags else []
    before = BOM * for_excel + "".join(f"{','.join(line)}\n" for line in head).encode()
    for copy in rows.read(cell, "FORMAT csv"):
        for line in copy:
            yield before + line
            before = b""
    yield before


def cell(column: Column) -> str:
    """Text is made safe against formulas; numbers, dates and addresses of this site start none."""
    return safe_sql(f"({column.sql})::text") if column.kind is Kind.TEXT else value(column)


def gathered(lines: Iterable[bytes]) -> Iterator[bytes]:
    """The lines in pieces that are worth a packet each. The first few leave at once: they say that there is an answer."""
    piece, worth = bytearray(), 0
    for line in lines:
        piece += line
        if len(piece) > worth:
            yield bytes(piece)
            piece.clear()
            worth = PIECE
    if piece:
        yield bytes(piece)
