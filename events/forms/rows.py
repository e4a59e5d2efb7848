"""More rows for what was typed, blank or copied."""

import re

from django.http import QueryDict

ROWS_AT_ONCE = 2
COPIED = ("claimant", "is_unnamed", "harm", "victims", "combatants_of", "report", "stance_0", "stance_on_0")
"""What one claim often has from the one before it; its words and its numbers are its own."""

SAYS_SOMETHING = ("claimant", "is_unnamed", "number", "quote")


def with_more_rows(data: QueryDict, prefix: str) -> QueryDict:
    """What was typed, with room for ROWS_AT_ONCE more rows."""
    return _with_rows(data, prefix, _total(data, prefix) + ROWS_AT_ONCE)


def with_copied_claim(data: QueryDict) -> tuple[QueryDict, int]:
    """What was typed, and after its last claim one more by the same claimant; and the number of that row."""
    total = _total(data, "claim")
    filled = [row for row in range(total) if any(data.get(f"claim-{row}-{name}") for name in SAYS_SOMETHING)]
    last = filled[-1] if filled else -1
    row = last + 1
    data = _with_rows(data, "claim", max(total, row + 1))
    for name in COPIED:
        if words := data.get(f"claim-{last}-{name}"):
            data[f"claim-{row}-{name}"] = words
    return data, row


def _total(data: QueryDict, prefix: str) -> int:
    typed = data.get(f"{prefix}-TOTAL_FORMS", "")
    return int(typed) if re.fullmatch("[0-9]{1,4}", typed) else 0


def _with_rows(data: QueryDict, prefix: str, total: int) -> QueryDict:
    data = data.copy()
    data[f"{prefix}-TOTAL_FORMS"] = str(total)
    return data
