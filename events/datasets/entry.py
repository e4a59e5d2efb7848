"""One entry of a data file: its fields asked for by name, and refused with one sentence that names both. Pure."""

from collections.abc import Callable
from datetime import date
from enum import StrEnum
from typing import NoReturn, TypeVar

from django.db.models import TextChoices

from events.words import Unreadable

REQUIRED = object()
Term = TypeVar("Term", bound=TextChoices)
Meant = TypeVar("Meant")


class Section(StrEnum):
    """The tables of a data file. Those with a slug or key can be named by other entries."""

    DATASET = "dataset"
    PLACES = "places"
    ACTORS = "actors"
    SOURCES = "sources"
    REPORTS = "reports"
    INCIDENTS = "incidents"
    CLAIMS = "claims"
    AGGREGATES = "aggregates"


class BadFile(Exception):
    """A data file that is not recorded; the message is one sentence naming the file, the entry and the field."""


class Entry:
    """One table of the file. `names` holds, per section, every slug or key that an entry may refer to."""

    def __init__(self, where: str, values: dict, names: dict[Section, set[str]]):
        self.where, self.values, self.names = where, dict(values), names

    def refuse(self, field: str, why: str) -> NoReturn:
        raise BadFile(f"{self.where}, field “{field}”: {why}")

    def take(self, field: str, kind: type, default: object = REQUIRED) -> object:
        """The value, which is then asked for: `done` finds the fields that nobody asked for."""
        if field not in self.values:
            if default is REQUIRED:
                self.refuse(field, "is missing")
            return default
        value = self.values.pop(field)
        if type(value) is not kind:
            self.refuse(field, f"{value!r} is not a {WORDED[kind]}")
        return value

    def text(self, field: str, *, longest: int = 0, default: object = REQUIRED) -> str:
        text = self.take(field, str, default).strip()
        if default is REQUIRED and not text:
            self.refuse(field, "is empty")
        if longest and len(text) > longest:
            self.refuse(field, f"has {len(text)} characters; {longest} is the most")
        return text

    def texts(self, field: str) -> tuple[str, ...]:
        texts = self.take(field, list, [])
        if not all(isinstance(text, str) and 0 < len(text) <= 200 for text in texts):
            self.refuse(field, "is a list of texts of 1 to 200 characters")
        return tuple(texts)

    def address(self, field: str) -> str:
        address = self.text(field, longest=1000, default="")
        if address and not address.startswith(("https://", "http://")):
            self.refuse(field, f"“{address}” is not an address that begins with https:// or http://")
        return address

    def flag(self, field: str) -> bool:
        return self.take(field, bool, False)

    def day(self, field: str, default: object = REQUIRED) -> date:
        return self.take(field, date, default)

    def degrees(self, field: str, limit: int) -> float | None:
        degrees = self.take(field, float, None)
        if degrees is not None and not -limit <= degrees <= limit:
            self.refuse(field, f"{degrees} is not between −{limit} and {limit} degrees")
        return degrees

    def term(self, field: str, vocabulary: type[Term], default: object = REQUIRED) -> Term:
        return self._term(field, vocabulary, self.text(field, default=default))

    def _term(self, field: str, vocabulary: type[Term], value: str) -> Term:
        if value not in vocabulary.values:
            self.refuse(field, f"“{value}” is none of {', '.join(vocabulary.values)}")
        return vocabulary(value)

    def name(self, field: str, section: Section, default: object = REQUIRED) -> str:
        name = self.text(field, default=default)
        return self._name(field, section, name) if name else ""

    def names_of(self, field: str, section: Section) -> tuple[str, ...]:
        return tuple(self._name(field, section, name) for name in self.texts(field))

    def terms_of(self, field: str, section: Section, vocabulary: type[Term]) -> tuple[tuple[str, Term], ...]:
        """A table of name → term, as `stances = { russia = "alleges" }`."""
        table = self.take(field, dict, {})
        return tuple(
            (self._name(field, section, name), self._term(field, vocabulary, term)) for name, term in table.items()
        )

    def _name(self, field: str, section: Section, name: str) -> str:
        if name not in self.names[section]:
            self.refuse(field, f"“{name}” is not among the {section} of the file")
        return name

    def worded(self, field: str, reader: Callable[[str], Meant]) -> Meant:
        """What the reader of numbers or of dates makes of the words."""
        words = self.text(field)
        try:
            return reader(words)
        except Unreadable as why:
            self.refuse(field, str(why))

    def entries(self, field: str) -> list["Entry"]:
        """The entries inside this one, in order."""
        return entries(self.where, field, self.take(field, list, []), self.names)

    def done(self) -> None:
        """Refuse a field that nobody asked for: it is misspelt, or would be left out without a word."""
        for field in self.values:
            self.refuse(field, "is not a field of this entry")


WORDED = {
    str: "text",
    list: "list",
    dict: "table",
    bool: "true or false",
    date: "date such as 2017-10-07",
    float: "number with a point, such as 35.02",
}


def entries(where: str, section: str, rows: list, names: dict[Section, set[str]]) -> list[Entry]:
    """Entries called by their slug or key, or by their place in the list: “mayadeen_2017.toml, incidents “rafts””."""
    made = []
    for at, row in enumerate(rows, start=1):
        if not isinstance(row, dict):
            raise BadFile(f"{where}, {section}: entry {at} is not a table")
        called = row.get("slug", row.get("key"))
        made.append(Entry(f"{where}, {section} {f'“{called}”' if called else at}", row, names))
    return made
