"""One row of a table that holds our own codes, numbers and dates: asked for column by column, every error kept. Pure."""

import re
from collections.abc import Callable
from datetime import date
from typing import TypeVar

from django.utils.translation import gettext as _

from events.choices import Gravity
from events.drafts import RowError
from events.formulas import plain_text
from events.words import Unreadable

Term = TypeVar("Term")  # one of the vocabularies of events.choices
Meant = TypeVar("Meant")
ISO_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ]00:00(?::00)?)?")
WHOLE = re.compile(r"\d{1,9}(?:\.0+)?")


class CodedRow:
    """The cells of one line by column. What cannot be read is None, or the default, and one more of `errors`.

    table: "" for the first of the file, else the name that errors put before the column: "claims: minimum".
    """

    def __init__(self, table: str, line: int, cells: dict[str, str]):
        self.table, self.line = table, line
        self.cells = {column: plain_text(text) for column, text in cells.items() if text != ""}
        self.errors: list[RowError] = []

    def refuse(
        self, column: str, problem: str, mend: str = "", gravity: Gravity = Gravity.ERROR, value: str | None = None
    ) -> None:
        """Keep one error of this row, or a note. value: what is wrong in the cell, where that is a part of it."""
        where = f"{self.table}: {column}" if self.table else column
        value = self.cells.get(column, "") if value is None else value
        self.errors.append(RowError(self.line, where, value, problem, mend, gravity))

    def has(self, *columns: str) -> bool:
        """Whether any of these cells holds something."""
        return any(self.cells.get(column, "").strip() for column in columns)

    def text(self, column: str, *, longest: int, required: bool = False) -> str:
        """The cell as it stands, up to `longest` characters."""
        text = self.cells.get(column, "")
        if required and not text.strip():
            self.refuse(column, _("It is empty."), _("Fill it in."))
        if len(text) > longest:
            said = _("It has more than %(most)s characters.") % {"most": longest}
            self.refuse(column, said, _("Shorten it."))
            return text[:longest]
        return text

    def word(self, column: str) -> str:
        """The cell without blanks around it."""
        return self.cells.get(column, "").strip()

    def term(self, column: str, vocabulary: type[Term], default: Term | None = None) -> Term | None:
        """A value of a vocabulary; the default for an empty cell, an error where there is none."""
        value = self.word(column)
        if value in vocabulary.values:
            return vocabulary(value)
        if value or default is None:
            mend = _("Write one of: %(terms)s.") % {"terms": ", ".join(vocabulary.values)}
            self.refuse(
                column, _("It is none of the terms that this column knows.") if value else _("It is empty."), mend
            )
        return default

    def day(self, column: str) -> date | None:
        """A date as 2017-10-05; None for an empty cell."""
        value = self.word(column)
        found = ISO_DAY.fullmatch(value)
        try:
            return date.fromisoformat(found[1]) if found else self._no_day(column, value)
        except ValueError:
            return self._no_day(column, value)

    def _no_day(self, column: str, value: str) -> None:
        if value:
            self.refuse(column, _("It is no date."), _("Write it as 2017-10-05: year, month, day."))

    def whole(self, column: str) -> int | None:
        """A number of people or a number of ours; None for an empty cell, which is not known (C1)."""
        value = self.word(column)
        if WHOLE.fullmatch(value):
            return int(value.partition(".")[0])
        if value:
            self.refuse(
                column, _("It is no whole number."), _("Write digits alone; leave the cell empty for not known.")
            )
        return None

    def degrees(self, column: str, limit: int) -> float | None:
        """Decimal degrees; None for an empty cell."""
        value = self.word(column)
        try:
            degrees = float(value) if value else None
        except ValueError:
            degrees = None
        if value and (degrees is None or not -limit <= degrees <= limit):
            said = _("It is not a number of degrees between −%(limit)s and %(limit)s.") % {"limit": limit}
            self.refuse(column, said, _("Write decimal degrees with a point: 35.02."))
            return None
        return degrees

    def listed(self, column: str) -> list[str]:
        """What stands between semicolons."""
        return [part.strip() for part in self.cells.get(column, "").split(";") if part.strip()]

    def worded(self, column: str, reader: Callable[[str], Meant]) -> Meant | None:
        """What a reader of words makes of the cell; None for an empty one."""
        value = self.word(column)
        try:
            return reader(value) if value else None
        except Unreadable as why:
            self.refuse(column, str(why))
            return None

    @property
    def is_sound(self) -> bool:
        return not any(error.gravity == Gravity.ERROR for error in self.errors)
