"""The shared way of every format: a table of text in, one `DraftRow` a row out, with everything that is wrong with it.

A module of a format declares its columns and says what one row means; how a file becomes tables of text is
events/imports/files.py, and what drafts become is events/actions. Rows are read one by one and none is kept: a file ten
times as long needs no more memory.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from events.choices import FileFormat
from events.drafts import DraftRow, RowError


@dataclass(frozen=True, slots=True)
class Field:
    """A column of a format. `called`: the other headers it has in other releases and languages, compared folded."""

    name: str
    says: str = ""
    called: tuple[str, ...] = ()
    is_required: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a file. name: a sheet's or a file's, "" where there is one only. header: as it stands in the file.

    rows: (line as a spreadsheet numbers it, the cells as text), each once; a row with more cells than the header has lost
    its columns, and one with fewer ends early. problems: what is wrong with a line as a line of a table, put here just
    before the line is given.
    """

    name: str
    header: tuple[str, ...]
    rows: Iterable[tuple[int, list[str]]]
    problems: dict[int, list[RowError]] = field(default_factory=dict)


RELEASE = "release"
"""The key of the report that the file itself is, for claims of the dataset's own coder: each newer release is another one."""


@dataclass(frozen=True, slots=True)
class Release:
    """What whoever uploads a file says of it: its publisher's name for it, and the day from which it was known."""

    name: str
    released_on: date
    columns: dict[str, str] = field(default_factory=dict)
    """Column of the format → header of the file, where a person said so; the rest are found by their names."""


class Reader(Protocol):
    """What a module of a format offers."""

    FORMAT: FileFormat
    FIELDS: tuple[Field, ...]

    def read(self, tables: dict[str, Table], release: Release) -> Iterator[DraftRow]:
        """A `DraftRow` for each row (for each incident, where several rows make one), in the order of the file.

        Never raises for what stands in a cell: every error of a row is in its `errors`, not only the first.
        Raises Unreadable where the table as a whole cannot be this format, naming the columns that are missing.
        """
