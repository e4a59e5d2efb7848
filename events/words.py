"""What reading numbers and reading dates share: `fold`, which makes two spellings one, and the refusal to guess. Pure."""

import re
import unicodedata

LONGEST = 120
"""No number or date takes more characters than this; longer text is a sentence, and is refused unread."""


class Unreadable(ValueError):
    """The words cannot be read without guessing. The message, for whoever wrote them, says how to write it."""


ALIKE = {
    "ا": "أإآٱ",
    "ي": "ىی",
    "ك": "ک",
    "-": "‐‑−",
    "–": "‒—―",
    "'": "’‘",
    ",": "،٬",
    **{str(value): digits for value, digits in enumerate(zip("٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", strict=True))},
}
ONE_FORM = {ord(other): form for form, others in ALIKE.items() for other in others}
POINTING = re.compile("[\u064b-\u065f\u0670\u0640]")
DIRECTION_MARKS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


def fold(text: str) -> str:
    """One form for spellings that mean the same: case, Arabic pointing and letter forms, digits, dashes, spaces, and the
    Arabic "and", which belongs to the word after it.

    Direction marks become spaces, never nothing, so that two numbers are never joined into one.
    """
    text = unicodedata.normalize("NFC", text).casefold()
    text = DIRECTION_MARKS.sub(" ", POINTING.sub("", text)).translate(ONE_FORM)
    return " ".join(text.split()).replace(" و ", " و")


def quoted(text: str) -> str:
    """The words inside an error message: trimmed, cut when long."""
    text = " ".join(text.split())
    return f"“{text if len(text) <= 60 else text[:60] + '…'}”"
