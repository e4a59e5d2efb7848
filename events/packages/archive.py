"""A ZIP that comes out the same byte for byte: files in the order given, one fixed moment, no compressor's version in it."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import BinaryIO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

MOMENT = (1980, 1, 1, 0, 0, 0)  # the earliest that the format knows
MOST_BYTES = 256 * 1024 * 1024


class TooLarge(Exception):
    """The files together are larger than MOST_BYTES."""


@dataclass(frozen=True, slots=True)
class Written:
    """One file as it stands in the archive; `rows` and `columns` are those of a table, None of a text."""

    name: str
    sha256: str
    bytes: int
    rows: int | None = None
    columns: list[str] | None = None

    def described(self) -> dict:
        """As a plain dict, without what does not apply."""
        return {name: value for name, value in asdict(self).items() if value is not None}


class Archive:
    """A ZIP being written into an open file, whole at the end of its block.

    Stored, not compressed: what a compressor makes differs between its versions.
    """

    def __init__(self, file: BinaryIO) -> None:
        self.files: list[Written] = []
        self._zip = ZipFile(file, "w", ZIP_STORED, allowZip64=False)

    def __enter__(self) -> "Archive":
        return self

    def __exit__(self, *failed: object) -> None:
        self._zip.close()

    def add_text(self, name: str, text: str) -> None:
        """A text of UTF-8."""
        content = text.encode()
        self._write(name, [content])
        self.files.append(Written(name, hashlib.sha256(content).hexdigest(), len(content)))

    def add_table(self, name: str, pieces: Iterable[bytes]) -> None:
        """A CSV as it is streamed."""
        count = _Count()
        self._write(name, count.seen(pieces))
        self.files.append(
            Written(name, count.digest.hexdigest(), count.bytes, count.lines - 1, count.header.decode().split(","))
        )

    def _write(self, name: str, pieces: Iterable[bytes]) -> None:
        about = ZipInfo(name, MOMENT)
        about.create_system, about.external_attr = 3, 0o100644 << 16  # a plain file of Unix, wherever it is made
        room = MOST_BYTES - sum(file.bytes for file in self.files)
        with self._zip.open(about, "w") as member:
            for piece in pieces:
                room -= len(piece)
                if room < 0:
                    raise TooLarge
                member.write(piece)


class _Count:
    """Digest, size and lines of a CSV as its pieces go by. A line break inside quotes ends no row."""

    def __init__(self) -> None:
        self.digest, self.bytes, self.lines, self.header = hashlib.sha256(), 0, 0, b""
        self._is_quoted = False

    def seen(self, pieces: Iterable[bytes]) -> Iterable[bytes]:
        for piece in pieces:
            if not self.lines:
                self.header += re.split(rb"\r?\n", piece, maxsplit=1)[0]
            self.digest.update(piece)
            self.bytes += len(piece)
            for number, part in enumerate(piece.split(b'"')):
                if number:
                    self._is_quoted = not self._is_quoted
                if not self._is_quoted:
                    self.lines += part.count(b"\n")
            yield piece
