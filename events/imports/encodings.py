"""In which encoding the bytes of a text stand: read through once, piece by piece, and decided with the reason. Pure.

Unicode is recognised by its own marks and rules. Among the older encodings of one byte a letter there is no proof: what
decides between Western European and Arabic is whether letters beyond ASCII come alone ("café") or make up whole words, and
whether those words are the ones that any Arabic text has. What decided is told.
"""

import codecs
import re
from dataclasses import dataclass
from typing import BinaryIO

import charset_normalizer
from django.utils.translation import gettext as _

from events.words import Unreadable

PIECE = 2**18
SAMPLE = 2**16
"""So many bytes of lines that hold something beyond ASCII are kept to decide by."""

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
ARABIC_WORDS = re.compile(r"(?<![ء-ي])(?:في|من|على|إلى|الى|عن|ال[ء-ي]{2,})(?![ء-ي])")
ARABIC_RUN = re.compile(r"[ء-ي]{2,}")
LETTERS = re.compile(rb"[\xc0-\xff]+")
"""Bytes that are letters in every one of those encodings; below them are dashes, quotation marks and rare letters."""
C1 = re.compile(rb"[\x80-\x9f]")
NOT_IN_1252 = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
HIGH_BYTES = bytes(range(9))
"""The first halves of two-byte letters: of the Latin, Greek, Cyrillic, Hebrew and Arabic ones. Text of single bytes has none."""
HIGH = bytes(range(0x80, 0x100))
KNOWN = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "cp1256", "latin-1")
"""What can be asked for by name, the commonest first."""

NAMES = {
    "ascii": "ASCII",
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "utf-32": "UTF-32",
    "cp1252": "Windows-1252",
    "cp1256": "Windows-1256",
    "latin-1": "ISO 8859-1",
}


@dataclass(frozen=True, slots=True)
class Found:
    """encoding: as Python names it. why: for people. size: in bytes, unpacked. lines: about how many there are."""

    encoding: str
    why: str
    size: int
    lines: int

    @property
    def name(self) -> str:
        return NAMES.get(self.encoding, self.encoding)


@dataclass
class _Seen:
    """What one reading of the bytes saw."""

    head: bytes = b""
    size: int = 0
    lines: int = 0
    returns: int = 0
    nuls: int = 0
    high_even: int = 0
    high_odd: int = 0
    broken: int = 0
    wide: int = 0
    sample: bytes = b""


def find(source: BinaryIO, asked: str = "") -> Found:
    """Reads the source from where it stands to its end. Raises Unreadable when nothing tells the encoding."""
    seen = _read(source)
    if asked:
        return Found(asked, _("somebody chose it"), seen.size, max(seen.lines, seen.returns))
    encoding, why = _decide(seen)
    return Found(encoding, why, seen.size, max(seen.lines, seen.returns))


def _read(source: BinaryIO) -> _Seen:
    seen, decoder, kept = _Seen(), codecs.getincrementaldecoder("utf-8")("replace"), []
    room = SAMPLE
    while piece := source.read(PIECE):
        seen.head = seen.head or piece[:4096]
        # pieces are of even length but for the last, so that even and odd places stay what they are
        if 0 in piece:
            seen.nuls += piece.count(0)
            seen.high_even += len(piece[::2]) - len(piece[::2].translate(None, HIGH_BYTES))
            seen.high_odd += len(piece[1::2]) - len(piece[1::2].translate(None, HIGH_BYTES))
        seen.size += len(piece)
        seen.lines += piece.count(b"\n")
        seen.returns += piece.count(b"\r")
        if not piece.isascii() or decoder.getstate()[0]:
            text = decoder.decode(piece)
            broken = max(text.count("\ufffd") - piece.count(b"\xef\xbf\xbd"), 0)
            seen.broken += broken
            seen.wide += len(text) - len(piece.translate(None, HIGH)) - broken
        if room > 0 and not piece.isascii():
            for line in piece.splitlines():
                if not line.isascii():
                    kept.append(line[:room])
                    room -= len(kept[-1])
                    if room <= 0:
                        break
    seen.sample = b"\n".join(kept)
    return seen


def _decide(seen: _Seen) -> tuple[str, str]:
    for mark, encoding in MARKS:
        if seen.head.startswith(mark):
            return encoding, _("the file says so in its first bytes")
    if seen.nuls and seen.high_even + seen.high_odd > seen.size / 4:
        return _two_bytes(seen)
    if seen.broken == 0:
        if seen.wide == 0:
            return "utf-8", _("it holds plain ASCII only")
        return "utf-8", _("all its bytes follow the rules of UTF-8")
    if seen.wide > 10 * seen.broken:
        # so much of it is UTF-8 that the rest is damage
        return "utf-8", _("nearly all its bytes follow the rules of UTF-8; a few are damaged")
    return _one_byte(seen.sample)


def _two_bytes(seen: _Seen) -> tuple[str, str]:
    if seen.high_odd > 4 * seen.high_even:
        return "utf-16-le", _("every second byte is nearly always the same")
    if seen.high_even > 4 * seen.high_odd:
        return "utf-16-be", _("every second byte is nearly always the same")
    raise Unreadable(_("This is no text: it is full of empty bytes. Save the table as CSV in UTF-8, or as XLSX."))


def _one_byte(sample: bytes) -> tuple[str, str]:
    runs = LETTERS.findall(sample)
    letters = sum(map(len, runs))
    if not letters:
        return _western(sample)
    in_words = sum(len(run) for run in runs if len(run) > 1) / letters
    text = sample.decode("cp1256", "replace")
    arabic = sum(map(len, ARABIC_RUN.findall(text))) / letters
    words = len(ARABIC_WORDS.findall(text)) / max(1, len(ARABIC_RUN.findall(text)))
    if in_words > 0.6 and arabic > 0.6 and words > 0.08:
        return "cp1256", _("letters beyond ASCII make up whole words, among them the commonest Arabic ones")
    if in_words < 0.45:
        return _western(sample)
    guess = charset_normalizer.from_bytes(sample[:8192]).best()
    if guess is not None and guess.encoding in ("cp1256", "cp1252", "latin_1", "cp1251", "cp1254", "iso8859_6"):
        return guess.encoding.replace("latin_1", "latin-1"), _(
            "it is the likeliest by its letters; look whether names are right"
        )
    raise Unreadable(
        _(
            "Its encoding cannot be told. Choose the encoding, or save the file again as CSV in UTF-8 (in Excel: “CSV UTF-8”)."
        )
    )


def _western(sample: bytes) -> tuple[str, str]:
    if NOT_IN_1252.search(sample):
        return "latin-1", _("letters beyond ASCII come alone, and some bytes have no meaning in Windows-1252")
    if C1.search(sample):
        return "cp1252", _("letters beyond ASCII come alone, with the dashes and quotation marks of Windows")
    return "latin-1", _("letters beyond ASCII come alone; Windows-1252 would read the same")
