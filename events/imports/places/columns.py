"""The columns of an OCHA p-code table under the names that they have from country to country. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from events.words import Unreadable, quoted

DEEPEST = 5
OTHER = re.compile(r"[^\w#]|_")
LEVELLED = re.compile(r"^adm(?:in)?([0-5])(.*)$")
CODE = re.compile(r"^p?code$|^pcod$")
NAME = re.compile(r"^(ref|alt)?(?:name)?(?:alt|ref)?\d*([a-z]{2})?$")

PLAIN = {
    "level": ("level", "adminlevel", "admlevel", "adm"),
    "pcode": ("pcode", "admpcode", "locationpcode", "code"),
    "name": ("nameen", "name", "englishname", "nameenglish"),
    "ref": ("nameenref", "namref", "nameref", "refname", "namenref"),
    "local": ("namear", "arabicname", "namearabic"),
    "latitude": ("lat", "latitude", "y", "pointy", "latitudey", "ycoord", "centerlat", "centroidlat", "latdd"),
    "longitude": ("lon", "lng", "long", "longitude", "x", "pointx", "longitudex", "xcoord", "centerlon", "centroidlon", "londd"),
}  # fmt: skip
PLAIN_OF = {header: column for column, headers in PLAIN.items() for header in headers}


@dataclass
class OfLevel:
    """Where a level's columns stand, by number; None where the table has none."""

    pcode: int | None = None
    name: int | None = None
    local: int | None = None
    others: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class Columns:
    """A table in which each row is one place has `plain`: level, pcode, name …; one whose rows hold a place of every level
    has names on the levels. `levels`: 0 country, 1 governorate, 2 district, 3 subdistrict, 4 locality, 5 neighbourhood."""

    plain: dict[str, int]
    levels: dict[int, OfLevel]

    @property
    def is_a_row_a_place(self) -> bool:
        return "level" in self.plain and "pcode" in self.plain and "name" in self.plain


def find(header: Sequence[str]) -> Columns:
    """Raises Unreadable where this is no p-code table, saying which headers would make it one."""
    plain: dict[str, int] = {}
    levels: dict[int, OfLevel] = {}
    for at, words in enumerate(header):
        folded = OTHER.sub("", words.casefold())
        if folded in PLAIN_OF:
            plain.setdefault(PLAIN_OF[folded], at)
        elif found := LEVELLED.match(folded):
            _place(levels.setdefault(int(found[1]), OfLevel()), found[2], at)
    columns = Columns(plain, {level: levels[level] for level in sorted(levels) if levels[level].pcode is not None})
    named = [level for level, of in columns.levels.items() if level and of.name is not None]
    if not columns.is_a_row_a_place and not named:
        raise Unreadable(
            f"Its first row {quoted(', '.join(header))} is not that of a p-code table; it needs admin1Name_en and admin1Pcode"
            " (or ADM1_EN and ADM1_PCODE) and so on for each level, or level, pcode, name_en, adm1_pcode, adm2_pcode."
        )
    return columns


def _place(of: OfLevel, kind: str, at: int) -> None:
    if CODE.match(kind):
        of.pcode = at if of.pcode is None else of.pcode
        return
    found = NAME.match(kind)
    if not found:
        return
    variant, language = found.groups()
    if variant or "alt" in kind or "ref" in kind:
        of.others.append(at)
    elif language == "ar" and of.local is None:
        of.local = at
    elif language in (None, "en") and of.name is None:
        of.name = at
    else:
        of.others.append(at)
