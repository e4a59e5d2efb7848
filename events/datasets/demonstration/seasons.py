"""When things happen in Velmar: two years with offensives and lulls, and dates as vague as reports leave them. Pure."""

from datetime import date, timedelta
from functools import lru_cache
from random import Random

from events import dates
from events.choices import DatePrecision
from events.datasets.demonstration.draw import happens, pick
from events.dates import When

FIRST, LAST = date(2024, 1, 1), date(2025, 12, 31)
WEIGHT_OF_MONTH = (
    *(40, 44, 78, 150, 165, 96, 48, 36, 42, 60, 128, 172),
    *(140, 70, 46, 98, 110, 64, 40, 34, 52, 88, 76, 50),
)
"""Two offensives in the first year, a shorter one in the second; lulls between them are quieter, never empty."""

PRECISIONS = {
    DatePrecision.DAY: 860,
    DatePrecision.FEW_DAYS: 55,
    DatePrecision.WEEK: 30,
    DatePrecision.MONTH: 45,
    DatePrecision.LONGER: 10,
}
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
MONTHS_AR = (
    *("يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو"),
    *("يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"),
)
PARTS = ("morning", "night", "evening", "afternoon", "dawn")
SPANS_OF_MONTHS = {
    2024: ("spring 2024", "summer 2024", "autumn 2024", "2024"),
    2025: ("spring 2025", "summer 2025", "2025"),
}


def days(rng: Random, count: int) -> list[date]:
    """That many days, in order: more of them in the months of an offensive."""
    months = [date(FIRST.year + at // 12, at % 12 + 1, 1) for at in range(len(WEIGHT_OF_MONTH))]
    drawn = rng.choices(months, WEIGHT_OF_MONTH, k=count)
    return sorted(month + timedelta(days=int(rng.random() * _length(month))) for month in drawn)


def _length(month: date) -> int:
    return ((month.replace(day=28) + timedelta(days=4)).replace(day=1) - month).days


def when(rng: Random, day: date) -> When:
    """The day as some report gives it: mostly the day itself, else an interval around it within the two years."""
    match pick(rng, PRECISIONS):
        case DatePrecision.FEW_DAYS:
            first = min(max(day - timedelta(days=rng.randrange(3)), FIRST), LAST - timedelta(days=4))
            words = f"{_written(first)} to {_written(first + timedelta(days=1 + rng.randrange(4)))}"
        case DatePrecision.WEEK:
            monday = max(min(day - timedelta(days=day.weekday()), LAST - timedelta(days=6)), FIRST)
            words = f"{_written(monday)} to {_written(monday + timedelta(days=6))}"
        case DatePrecision.MONTH:
            words = f"{rng.choice(('', '', 'early ', 'mid-', 'late '))}{of_month(day)}"
        case DatePrecision.LONGER:
            words = rng.choice(SPANS_OF_MONTHS[day.year])
        case _:
            words = _one_day(rng, day)
    return read(words)


def of_month(day: date) -> str:
    """“March 2024”, in English whatever the language of the reader or of the machine."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def _written(day: date) -> str:
    return f"{day.day} {of_month(day)}"


def _one_day(rng: Random, day: date) -> str:
    if happens(rng, 0.06):
        return f"{day.day} {MONTHS_AR[day.month - 1]} {day.year}"
    return f"{rng.choice(PARTS)} of {_written(day)}" if happens(rng, 0.3) else _written(day)


@lru_cache(maxsize=8192)
def read(words: str) -> When:
    return dates.read(words)
