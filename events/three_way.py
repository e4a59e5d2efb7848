"""Two people's edits of one page, joined: what only one of them changed is theirs, what both changed is asked. Pure.

A page is rows of named words; a row is known by its key, one that is new by a key that begins with NEW.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

NEW = "+"

Row = Mapping[str, str]
Page = Mapping[str, Row]


@dataclass(frozen=True, slots=True)
class Conflict:
    """What two people changed each their own way. `name` "" is the whole row; None is *not there* or, of `was`, not known."""

    row: str
    name: str
    was: str | None
    theirs: str | None
    mine: str | None


@dataclass(slots=True)
class Joined:
    """The page that came of it, with mine wherever the two are at odds, the conflicts, and what was taken from them."""

    page: dict[str, dict[str, str] | None] = field(default_factory=dict)
    conflicts: list[Conflict] = field(default_factory=list)
    taken: list[tuple[str, str]] = field(default_factory=list)


def join(base: Page | None, mine: Mapping[str, Row | None], theirs: Page) -> Joined:
    """Join my page with theirs, both made of `base`; without one everything that differs is a conflict.

    A row that I removed stands in `mine` as None, and in the page that comes of it; one that is missing there I never saw.
    Words that are missing in a row are "".
    """
    joined = Joined()
    for row in mine:
        _join_row(joined, row, None if base is None else base.get(row), mine[row], theirs.get(row), base is None)
    for row in theirs:
        if row not in mine:
            joined.page[row] = dict(theirs[row])
            joined.taken.append((row, ""))
    return joined


def _join_row(joined: Joined, row: str, was: Row | None, mine: Row | None, theirs: Row | None, is_lost: bool) -> None:
    if mine is not None and theirs is not None:
        joined.page[row] = _join_words(joined, row, was, mine, theirs)
    elif mine is not None:
        is_mine_alone = row.startswith(NEW) or (was is None and not is_lost)
        if is_mine_alone or not _same(mine, was):
            joined.page[row] = dict(mine)
            if not is_mine_alone:
                joined.conflicts.append(Conflict(row, "", None, None, "kept"))
        else:
            joined.taken.append((row, ""))
    elif theirs is not None:
        joined.page[row] = None
        if not _same(theirs, was):
            joined.conflicts.append(Conflict(row, "", None, "kept", None))


def _join_words(joined: Joined, row: str, was: Row | None, mine: Row, theirs: Row) -> dict[str, str]:
    words = {}
    for name in dict.fromkeys([*mine, *theirs]):
        before = None if was is None else was.get(name, "")
        my, their = mine.get(name, ""), theirs.get(name, "")
        words[name] = their if my == before else my
        if my == their:
            continue
        if my == before:
            joined.taken.append((row, name))
        elif their != before:
            joined.conflicts.append(Conflict(row, name, before, their, my))
    return words


def _same(row: Row, other: Row | None) -> bool:
    return other is not None and all(row.get(name, "") == other.get(name, "") for name in {*row, *other})
