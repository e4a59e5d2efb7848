"""What one cell of somebody's file means: a number, a day, a point, yes or no. Pure.

Every reader gives a value, None where the cell says that it is not known, or raises Unfit with what is wrong and how to mend
it. Nothing is guessed: what could be read in two ways is refused. A file repeats its values, so what was read is remembered.
"""

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from django.utils.translation import gettext as _

from events import quantities
from events.choices import DatePrecision, Qualifier, Subset
from events.date_words import MONTHS
from events.dates import When
from events.number_words import number
from events.quantities import LARGEST, Quantity
from events.words import Unreadable, fold

REMEMBERED = 50_000


class Unfit(Unreadable):
    """A cell that cannot be read without guessing: the message says why, `mend` what to write."""

    def __init__(self, problem: str, mend: str = ""):
        super().__init__(problem)
        self.mend = mend


# --- numbers ---------------------------------------------------------------------------------------------------------
UNKNOWN = frozenset({"na", "n/a", "nan", "null", "none given", "unknown", "not known", "?", "-", "–", ".", "غير معروف"})
"""Folded words for "not known" in any file; a format adds its sentinels, such as -99."""
GROUPED = re.compile(r"\d{1,3}([, ' ]\d{3})+")
WHOLE = re.compile(r"(\d+)(?:[.,]0+)?")
NEGATIVE = re.compile(r"-\d+(\.0+)?")


@lru_cache(REMEMBERED)
def whole(text: str, unknown: frozenset[str] = frozenset()) -> int | None:
    """A number of people or a code; None for an empty cell, a word for not known, or one of the format's sentinels."""
    if text.isascii() and text.isdigit() and text not in unknown:
        return _checked(int(text))
    folded = fold(text).rstrip(".")
    if not folded or folded in UNKNOWN or folded.removesuffix(".0") in unknown:
        return None
    if NEGATIVE.fullmatch(folded):
        raise Unfit(
            _("A number of people is not negative."), _("Write the number, or leave the cell empty for not known.")
        )
    if GROUPED.fullmatch(folded):
        return _checked(int(re.sub(r"\D", "", folded)))
    digits = WHOLE.fullmatch(folded)
    if digits and not re.fullmatch(r"\d{1,3}[.,]000", folded):
        return _checked(int(digits[1]))
    spoken = number(folded)
    if spoken is None:
        raise Unfit(_("It is no whole number."), _("Write digits alone, or leave the cell empty for not known."))
    return _checked(spoken)


def _checked(people: int) -> int:
    if people > LARGEST:
        raise Unfit(_("It is too large for a number of people."), _("Look whether a digit or a delimiter is wrong."))
    return people


@lru_cache(REMEMBERED)
def code(text: str, known: frozenset[str]) -> str:
    """A code of a format, "2" or "2.0". Raises Unfit for an empty cell too."""
    folded = fold(text).removesuffix(".0")
    if folded not in known:
        said = _("It is none of the codes that this column knows.") if folded else _("It is empty.")
        raise Unfit(said, _("Write one of: %(codes)s.") % {"codes": ", ".join(sorted(known))})
    return folded


@lru_cache(REMEMBERED)
def yes(text: str) -> bool | None:
    """Whether it is so; None for an empty cell and for not known."""
    folded = fold(text).removesuffix(".0")
    if folded in ("1", "yes", "y", "true", "نعم"):
        return True
    if folded in ("0", "no", "n", "false", "لا"):
        return False
    if not folded or folded in UNKNOWN:
        return None
    raise Unfit(_("It is neither yes nor no."), _("Write yes or no."))


AMONG = re.compile(r"\(([^()]*)\)")
OF_SUBSET = re.compile(r"(.*?)\s*\b(child(?:ren)?|wom[ae]n|m[ae]n|طفل|اطفال|نساء|رجال)")
SUBSET_OF = {
    **dict.fromkeys(("child", "children", fold("طفل"), fold("أطفال")), Subset.CHILDREN),
    **dict.fromkeys(("woman", "women", fold("نساء")), Subset.WOMEN),
    **dict.fromkeys(("man", "men", fold("رجال")), Subset.MEN),
}


class People(NamedTuple):
    """quantity: None is not known. among: children, women and men who are in it."""

    quantity: Quantity | None
    among: dict[Subset, Quantity]


@lru_cache(REMEMBERED)
def people(text: str) -> People:
    """Words or a range, with those among them: "15 – 21 ( 9–10 children, 2 women )", "dozens", "at least 18"."""
    among = {}
    for inside in AMONG.findall(text):
        for part in re.split(r"[,;&]|\band\b", inside):
            found = OF_SUBSET.match(fold(part))
            if found and found[1]:
                among[SUBSET_OF[found[2]]] = quantities.read(found[1])
    bare = AMONG.sub(" ", text).strip()
    if fold(bare) in UNKNOWN or not bare:
        return People(None, among)
    if fold(bare).removesuffix(".0") == "0":
        return People(Quantity(0, 0, Qualifier.NONE), among)
    return People(quantities.read(bare), among)


# --- days ------------------------------------------------------------------------------------------------------------
ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ][\d:.]+(?:Z|\+00:?00)?)?")
WORDED = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[ \-]([^\W\d_]+)\.?,?[ \-](\d{4})")
WORDED_MONTH_FIRST = re.compile(r"([^\W\d_]+)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})")
SLASHED = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})(?:[T ][\d:.]+(?: ?[ap]m)?)?")
SLASHED_YEAR_FIRST = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})")
SHORT_YEAR = re.compile(r"\d{1,2}[/.\- ]([^\W\d_]+|\d{1,2})[/.\- ]\d{2}")
FIRST, LAST = date(1900, 1, 1), date(2100, 12, 31)
EPOCHS = {date(1970, 1, 1), date(1900, 1, 1), date(1899, 12, 30), date(1753, 1, 1)}
"""What computers write for "no date"."""
WRITE = "2017-10-05"


@lru_cache(REMEMBERED)
def day(text: str, order: str = "") -> date | None:
    """A day; None for an empty cell. order: "dmy" or "mdy", how the whole column writes 05/10/2017; "" where it does not show."""
    if ISO.fullmatch(text) and len(text) >= 10 and text[4] == text[7] == "-":
        return _day(*map(int, ISO.fullmatch(text).groups()))
    folded = fold(text)
    if not folded:
        return None
    for pattern, places in ((ISO, (1, 2, 3)), (SLASHED_YEAR_FIRST, (1, 2, 3))):
        if found := pattern.fullmatch(folded):
            return _day(*(int(found[place]) for place in places))
    for pattern, places in ((WORDED, (3, 2, 1)), (WORDED_MONTH_FIRST, (3, 1, 2))):
        found = pattern.fullmatch(folded)
        if found and found[places[1]] in MONTHS:
            return _day(int(found[places[0]]), MONTHS[found[places[1]]], int(found[places[2]]))
    if found := SLASHED.fullmatch(folded):
        return _slashed(int(found[1]), int(found[2]), int(found[3]), order)
    if SHORT_YEAR.fullmatch(folded):
        raise Unfit(_("Its year has two digits, and could be of either century."), _("Write it as %s.") % WRITE)
    if re.fullmatch(r"\d{5}(\.\d+)?", folded):
        raise Unfit(_("It is a spreadsheet’s number of a day, not a date."), _("Format the column as dates."))
    raise Unfit(_("It is no date."), _("Write it as %s.") % WRITE)


def order_of(text: str) -> str:
    """What one cell tells of how its column writes days: "dmy", "mdy", or "" where it could be both or is written otherwise."""
    found = SLASHED.fullmatch(fold(text))
    if found is None:
        return ""
    first, second = int(found[1]), int(found[2])
    return "dmy" if first > 12 >= second else "mdy" if second > 12 >= first else ""


def _slashed(first: int, second: int, year: int, order: str) -> date:
    if first == second:
        return _day(year, second, first)
    order = order or ("dmy" if first > 12 else "mdy" if second > 12 else "")
    if not order:
        raise Unfit(
            _("It could be the day or the month that comes first, and no other row of the column decides it."),
            _("Write it as %s.") % WRITE,
        )
    return _day(year, second, first) if order == "dmy" else _day(year, first, second)


def _day(year: int, month: int, day: int) -> date:
    if not (year and month and day):
        raise Unfit(_("There is no such day: a part of it is nought."), _("Write it as %s.") % WRITE)
    try:
        found = date(year, month, day)
    except ValueError as why:
        raise Unfit(_("There is no such day."), _("Write it as %s.") % WRITE) from why
    if found in EPOCHS:
        raise Unfit(_("Computers write this date where there is none."), _("Write the day, or leave the cell empty."))
    if not FIRST <= found <= LAST:
        raise Unfit(_("The year cannot be right."), _("Write it as %s.") % WRITE)
    return found


def month_of(year: int, month: int) -> When:
    """The whole month, or for month 0 the whole year, as an interval (C11)."""
    first, last = (month, month) if month else (1, 12)
    start, end = date(year, first, 1), date(year, last, monthrange(year, last)[1])
    return When(start, end, DatePrecision.MONTH if month else DatePrecision.LONGER)


# --- points ----------------------------------------------------------------------------------------------------------
DECIMAL = re.compile(r"[+-]?\d{1,3}(?:[.,]\d+)?")
SEXAGESIMAL = re.compile(
    r"""([+-]?\d{1,3})\s*[°ºd ]\s*(?:(\d{1,2}(?:\.\d+)?)\s*['′m ]?\s*)?(?:(\d{1,2}(?:\.\d+)?)\s*(?:"|″|''|s)?\s*)?([nsewNSEW])?"""
)
LETTERED = re.compile(r"([+-]?\d{1,3}(?:[.,]\d+)?)\s*°?\s*([nsew])")


@lru_cache(REMEMBERED)
def degrees(text: str, limit: int) -> float | None:
    """Decimal degrees between −limit and limit; None for an empty cell. Degrees, minutes and seconds are reckoned."""
    try:
        found = float(text) if text else None
    except ValueError:
        found = _other_degrees(fold(text))
    if found is not None and not -limit <= found <= limit:
        raise _outside(found, limit)
    return found


def _other_degrees(folded: str) -> float | None:
    if not folded or folded in UNKNOWN:
        return None
    if DECIMAL.fullmatch(folded):
        return float(folded.replace(",", "."))
    if found := LETTERED.fullmatch(folded):
        return float(found[1].replace(",", ".")) * (-1 if found[2] in "sw" else 1)
    found = SEXAGESIMAL.fullmatch(folded)
    minutes, seconds = (float(found[place] or "0") for place in (2, 3)) if found else (60.0, 60.0)
    if minutes >= 60 or seconds >= 60:
        raise Unfit(_("It is no number of degrees."), _("Write decimal degrees with a point: 35.02."))
    size = abs(int(found[1])) + minutes / 60 + seconds / 3600
    return -size if found[1].startswith("-") or found[4] in ("s", "w") else size


def _outside(found: float, limit: int) -> Unfit:
    said = _("It is outside of −%(limit)s to %(limit)s degrees.") % {"limit": limit}
    if found != found or found in (float("inf"), float("-inf")):
        return Unfit(said, _("Write decimal degrees with a point: 35.02."))
    if abs(found) <= 180:
        return Unfit(said, _("Latitude and longitude have probably changed places."))
    digits = f"{abs(found):.10f}".replace(".", "")
    return Unfit(said, _("Perhaps the point is in the wrong place: %s?") % f"{digits[:2]}.{digits[2:8]}")
