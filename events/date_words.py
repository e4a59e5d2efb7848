"""The words that dates are written in, English and Arabic, as tables; and the pieces of a date that they give. Pure.

Tables are keyed by folded words: a spelling is listed once, however it is cased, pointed or accented.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.dateformat import format as formatted
from django.utils.translation import gettext as _

from events.choices import PartOfDay
from events.words import Unreadable, fold, quoted


def _table(rows: dict) -> dict:
    """{value: "word|two words|…"} turned round: each folded word to its value, the longest words first."""
    pairs = {fold(word): value for value, words in rows.items() for word in words.split("|")}
    return dict(sorted(pairs.items(), key=lambda pair: -len(pair[0])))


MONTHS = _table(
    {
        1: "january|jan|يناير|كانون الثاني",
        2: "february|feb|فبراير|شباط",
        3: "march|mar|مارس|آذار",
        4: "april|apr|أبريل|إبريل|نيسان",
        5: "may|مايو|أيار",
        6: "june|jun|يونيو|يونيه|حزيران",
        7: "july|jul|يوليو|يوليه|تموز",
        8: "august|aug|أغسطس|آب",
        9: "september|sept|sep|سبتمبر|أيلول",
        10: "october|oct|أكتوبر|تشرين الأول",
        11: "november|nov|نوفمبر|تشرين الثاني",
        12: "december|dec|ديسمبر|كانون الأول",
    }
)
WEEKDAYS = _table(
    {
        0: "monday|mon|الاثنين",
        1: "tuesday|tue|tues|الثلاثاء",
        2: "wednesday|wed|الأربعاء",
        3: "thursday|thu|thurs|الخميس",
        4: "friday|fri|الجمعة",
        5: "saturday|sat|السبت",
        6: "sunday|sun|الأحد",
    }
)
PORTIONS = _table({(1, 10): "early|أوائل", (11, 20): "mid|منتصف", (21, 31): "late|أواخر"})
"""First and last day of a part of a month; the last stops at the month's own end."""

SEASONS = _table({(3, 5): "spring|ربيع", (6, 8): "summer|صيف", (9, 11): "autumn|fall|خريف"})
"""First and last month. Winter belongs to two years, so it cannot be read."""

PARTS = _table(
    {
        PartOfDay.NIGHT: "night|ليل|ليلا|الليل",
        PartOfDay.DAWN: "dawn|فجر|فجرا|الفجر",
        PartOfDay.MORNING: "morning|صباح|صباحا|الصباح",
        PartOfDay.MIDDAY: "midday|noon|ظهر|ظهرا|الظهر|الظهيرة",
        PartOfDay.AFTERNOON: "afternoon|بعد ظهر|بعد الظهر|عصر|عصرا|العصر",
        PartOfDay.EVENING: "evening|مساء|المساء",
    }
)
RELATIVE = _table(
    {
        (0, 0, None): "today|اليوم",
        (1, 1, None): "yesterday|أمس",
        (2, 2, None): "the day before yesterday|day before yesterday|أول أمس",
        (1, 0, PartOfDay.NIGHT): "overnight",
        (1, 1, PartOfDay.NIGHT): "last night|الليلة الماضية",
        (0, 0, PartOfDay.MORNING): "this morning|صباح اليوم",
        (0, 0, PartOfDay.AFTERNOON): "this afternoon",
        (0, 0, PartOfDay.EVENING): "this evening",
    }
)
"""First and last day, in days before the report's own, and the part of day. "Overnight" touches two days."""

TWO_NIGHTS = re.compile(fold("ليلة") + " .+")
"""In Arabic the night *of* a day can be the one before it: refused."""


def _any(table: dict) -> str:
    return "|".join(re.escape(word) for word in table)


_WEEKDAY = f"(?:(?P<weekday>{_any(WEEKDAYS)})\\.? )?"
_DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_MONTH = f"(?P<month>{_any(MONTHS)})\\.?"
_YEAR = r"(?: (?P<year>[12][0-9]{3})| (?P<short>'?[0-9]{2}))?"
SHAPES = tuple(
    re.compile(shape)
    for shape in (
        rf"{_WEEKDAY}{_DAY}(?: of| من)? {_MONTH}{_YEAR}",
        rf"{_WEEKDAY}{_MONTH} {_DAY}{_YEAR}",
        rf"(?:(?P<portion>{_any(PORTIONS)})[ -])?{_MONTH}{_YEAR}",
        rf"(?P<season>{_any(SEASONS)})(?: of)? (?P<year>[12][0-9]{{3}})",
        rf"(?P<last>last )?(?P<weekday>{_any(WEEKDAYS)})(?P<last_after> الماضي)?",
        r"(?P<year>[12][0-9]{3})",
        r"(?P<year>[12][0-9]{3})-(?P<number>[0-9]{2})",
        r"(?P<year>[12][0-9]{3})([-/.])(?P<number>[0-9]{1,2})\2(?P<day>[0-9]{1,2})",
        rf"{_DAY}(?: (?P<year>[12][0-9]{{3}}))?",
    )
)
NUMERIC = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([12][0-9]{3}|[0-9]{2})")
WEEK_OF = re.compile(r"(?:(?:the )?week of|" + fold("أسبوع") + ") (.+)")
LINK = re.compile(
    "(?:on|in|during|the|" + "|".join(map(fold, ("في", "بتاريخ", "خلال", "عام", "سنة", "يوم"))) + ") (.+)"
)
"""Words before a date that change nothing in it."""

PART_BEFORE = re.compile(rf"(?:(?:on|in|at|during) )?(?:the )?(?P<part>{_any(PARTS)})(?: of)? (?P<rest>.+)")
PART_AFTER = re.compile(rf"(?P<rest>.+?) (?:(?:on|in|at|during|{fold('في')}) )?(?:the )?(?P<part>{_any(PARTS)})")
TWICE_NAMED_MONTH = re.compile(rf"({_any(MONTHS)}) ?/ ?({_any(MONTHS)})")
"""Arabic agencies write a month in both its names: تشرين الأول/أكتوبر."""

RANGES = (
    ("", "–"),
    ("", "-"),
    ("", " to "),
    ("from ", " to "),
    ("between ", " and "),
    ("", f" {fold('إلى')} "),
    (fold("من") + " ", f" {fold('إلى')} "),
    (fold("بين") + " ", " و"),
)
"""How the two ends of an interval are joined: what opens it, and what stands between."""


@dataclass(frozen=True, slots=True)
class Said:
    """The pieces of one date that the words gave; the rest comes from the other end of a range, or from the report."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    portion: tuple[int, int] | None = None
    season: tuple[int, int] | None = None
    weekday: int | None = None
    is_last: bool = False

    @property
    def is_weekday(self) -> bool:
        return self.weekday is not None and self.month is None

    @property
    def is_bare_day(self) -> bool:
        return self.day is not None and self.month is None

    @property
    def grain(self) -> tuple[bool, bool]:
        """Which pieces are missing: both ends of a range must be days, or months, or longer."""
        return self.month is None, self.day is None


def plain(words: str) -> str:
    """Folded, without commas, with single spaces and none around a dash, each month named once."""
    folded = re.sub(r"[, ]+", " ", fold(words)).strip(" .")
    folded = TWICE_NAMED_MONTH.sub(lambda match: match[1] if MONTHS[match[1]] == MONTHS[match[2]] else match[0], folded)
    return re.sub(r" ?([-–]) ?", r"\1", folded)


def part_of_day(folded: str) -> tuple[PartOfDay | None, str]:
    """The part of the day named before or after a date, and the date: "thursday night" → (night, "thursday")."""
    match = PART_BEFORE.fullmatch(folded) or PART_AFTER.fullmatch(folded)
    return (PARTS[match["part"]], match["rest"]) if match else (None, folded)


def piece(folded: str) -> Said | None:
    """The pieces that one date's words give, or None. Raises Unreadable for all-number dates that could be two."""
    folded = folded.strip()
    while match := LINK.fullmatch(folded):
        folded = match[1]
    numeric = NUMERIC.fullmatch(folded)
    if numeric:
        return _numeric(folded, int(numeric[1]), int(numeric[3]), numeric[4])
    match = next(filter(None, (shape.fullmatch(folded) for shape in SHAPES)), None)
    return _said(match.groupdict()) if match else None


def _numeric(folded: str, first: int, second: int, year: str) -> Said:
    """A date all in numbers, read only where day and month cannot be each other, and the year is whole."""
    if first != second and 1 <= first <= 12 and 1 <= second <= 12:
        raise Unreadable(
            _("%(words)s can be %(one)s or %(other)s: write the month as a word.")
            % {"words": quoted(folded), "one": _day_month(first, second), "other": _day_month(second, first)}
        )
    if len(year) == 2:
        raise _short_year(year)
    day, month = (second, first) if second > 12 else (first, second)
    return Said(year=int(year), month=month, day=day)


def _day_month(day: int, month: int) -> str:
    return formatted(date(2000, month, day), "j F")


def _short_year(year: str) -> Unreadable:
    return Unreadable(_("The year %(year)s has two digits: write all four.") % {"year": quoted(year)})


def _said(found: dict[str, str | None]) -> Said:
    if found.get("short"):
        raise _short_year(found["short"])
    numbers = {name: int(found[name]) for name in ("year", "day") if found.get(name)}
    month = MONTHS[found["month"]] if found.get("month") else int(found["number"]) if found.get("number") else None
    return Said(
        **numbers,
        month=month,
        portion=PORTIONS.get(found.get("portion")),
        season=SEASONS.get(found.get("season")),
        weekday=WEEKDAYS.get(found.get("weekday")),
        is_last=bool(found.get("last") or found.get("last_after")),
    )


def ends(folded: str) -> Iterator[tuple[Said, Said]]:
    """Every way to split the words into two dates; more than one way means that they cannot be read."""
    for opening, joint in RANGES:
        if folded.startswith(opening):
            rest = folded.removeprefix(opening)
            for match in re.finditer(re.escape(joint), rest):
                first = piece(rest[: match.start()])
                last = piece(rest[match.end() :]) if first else None
                if last:
                    yield first, last
