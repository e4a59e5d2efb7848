"""The words that dates are written in, English and Arabic, as tables keyed by folded words. Pure."""

import re

from events.choices import PartOfDay
from events.words import fold


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
        0: "monday|mon|الاثنين|الإثنين",
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
        PartOfDay.MIDDAY: "midday|noon|ظهر|ظهرا|الظهر",
        PartOfDay.AFTERNOON: "afternoon|بعد ظهر|بعد الظهر|عصر|عصرا|العصر",
        PartOfDay.EVENING: "evening|مساء|المساء",
    }
)
RELATIVE = _table(
    {
        (0, 0, None): "today|اليوم",
        (1, 1, None): "yesterday|أمس|امبارح",
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
_YEAR = r"(?: (?P<year>[12][0-9]{3})|[ ](?P<short>'?[0-9]{2}))?"
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
NUMERIC = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})")
WEEK_OF = re.compile(r"(?:(?:the )?week of|" + fold("أسبوع") + ") (.+)")
LINK = re.compile("(?:on|in|during|the|" + "|".join(map(fold, ("في", "بتاريخ", "خلال", "عام", "سنة", "يوم"))) + ") (.+)")
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
    *((fold(opening) + " " if opening else "", joint) for opening, joint in (("", " الي "), ("من", " الي "), ("بين", " و"))),
)
"""How the two ends of an interval are joined: what opens it, and what stands between."""
