"""Text as a cell of XLSX holds it: what XML cannot, and what looks like that, is written _xHHHH_ (ECMA-376, ST_Xstring)."""

import re

_UNWRITABLE = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_WRITTEN = re.compile(r"_x([0-9A-Fa-f]{4})_")


def in_a_cell(text: str) -> str:
    """The text as it is written; a carriage return too, which XML would read as a new line."""
    return _UNWRITABLE.sub(lambda found: f"_x{ord(found[0]):04X}_", text)


def of_a_cell(written: str) -> str:
    """The text that was meant."""
    return _WRITTEN.sub(lambda found: chr(int(found[1], 16)), written)
