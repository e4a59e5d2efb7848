"""What is packed, unpacked piece by piece, and never more of it than a table of bearable size has. Pure."""

import io
import lzma
import struct
import zipfile
import zlib
from typing import BinaryIO

from django.utils.translation import gettext as _

from events.words import Unreadable

LARGEST = 2 * 2**30
"""Bytes, unpacked."""
ROOM = 32 * 2**20
RATIO = 120
"""Text is packed ten to twenty times smaller; what unpacks to more than ROOM and to RATIO times its size is a bomb."""
MOST_PARTS = 1_000
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    struct.error,
    NotImplementedError,
    RuntimeError,
)
"""What unpacking something damaged, encrypted or oddly packed raises."""


class Unpacked(io.RawIOBase):
    """A stream that stops at a bomb or at damage with Unreadable. packed: how many bytes it is made of."""

    def __init__(self, stream: BinaryIO, packed: int):
        super().__init__()
        self.stream, self.packed, self.given = stream, packed, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:
        try:
            piece = self.stream.read(len(buffer))
        except BROKEN as why:
            said = _("The packed file is damaged or cut off. Pack it again, and send it again.")
            raise Unreadable(said) from why
        self.given += len(piece)
        refuse_bomb(self.given, self.packed)
        buffer[: len(piece)] = piece
        return len(piece)

    def close(self) -> None:
        self.stream.close()
        super().close()


def unpacked(stream: BinaryIO, packed: int) -> BinaryIO:
    return io.BufferedReader(Unpacked(stream, packed), 2**18)


def refuse_bomb(size: int, packed: int) -> None:
    """Raises Unreadable for so many bytes made of so few."""
    if size > LARGEST:
        raise Unreadable(_("It unpacks to more than %(most)s MiB. Send it in parts.") % {"most": LARGEST // 2**20})
    if size > ROOM and size > RATIO * max(packed, 1):
        raise Unreadable(_("It unpacks to more than %(ratio)s times its size, as no table does.") % {"ratio": RATIO})


def archive_of(source: BinaryIO) -> zipfile.ZipFile:
    """A ZIP archive of which every part may be read. Raises Unreadable for bombs, and for what is encrypted or damaged."""
    try:
        archive = zipfile.ZipFile(source)
    except (*BROKEN, ValueError) as why:
        raise Unreadable(_("The packed file is damaged or cut off. Pack it again, and send it again.")) from why
    parts = archive.infolist()
    if len(parts) > MOST_PARTS:
        raise Unreadable(_("It holds more than %(most)s files.") % {"most": MOST_PARTS})
    if any(part.flag_bits & 1 for part in parts):
        raise Unreadable(_("It is locked with a password. Send it without one."))
    for part in parts:
        refuse_bomb(part.file_size, part.compress_size)
    source.seek(0, io.SEEK_END)
    refuse_bomb(sum(part.file_size for part in parts), source.tell())
    return archive
