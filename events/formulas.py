"""Text that a spreadsheet would run as a formula: an apostrophe before it on the way out, exactly one off on the way in.

The apostrophe is put before text that starts a formula (OWASP, CSV Injection), and before text that already begins with
apostrophes followed by such a start. So what a reader finds in a file says by itself whether one was added.
"""

import re

# Understood alike by Python and by PostgreSQL, which is why spaces are listed and not written \s: the two disagree on them.
SPACE = r"[ \t\r\n\f\v\u0085\u00a0\u1680\u2000-\u200b\u2028\u2029\u202f\u205f\u3000\ufeff]"
STARTS = rf"({SPACE}*[=+@\-\uff1d\uff0b\uff20\uff0d]|[\t\r\n])"
FORMULA = rf"^'*{STARTS}"
_FORMULA = re.compile(FORMULA)
_MADE_SAFE = re.compile(rf"^''*{STARTS}")


def safe_cell(cell):
    """A cell of any kind as it is written: text that would run gets an apostrophe; numbers, dates and None stay bare."""
    return f"'{cell}" if isinstance(cell, str) and _FORMULA.match(cell) else cell


def safe_sql(text: str) -> str:
    """The same rule as SQL on an expression of type text; empty text is NULL, an empty cell."""
    pattern = FORMULA.replace("'", "''")
    return f"CASE WHEN {text} ~ '{pattern}' THEN '''' || {text} ELSE nullif({text}, '') END"


def plain_text(cell: str) -> str:
    """What `safe_cell` was given: a cell of a file without the apostrophe that it was written with."""
    return cell[1:] if _MADE_SAFE.match(cell) else cell
