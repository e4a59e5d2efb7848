"""Dates as reports word them: "early October 2017", "Thursday night", ٥ تشرين الأول. Read, echoed, written. Pure.

A date that is not one day is an interval (C11). Nothing is guessed: a date that could be two is refused.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.utils.dateformat import format as formatted
from django.utils.translation import gettext as _

from events.choices import DatePrecision, PartOfDay
from events.date_words import (
    LINK,
    MONTHS,
    NUMERIC,
    PART_AFTER,
    PART_BEFORE,
    PARTS,
    PORTIONS,
    RANGES,
    RELATIVE,
    SEASONS,
    SHAPES,
    TWICE_NAMED_MONTH,
    WEEK_OF,
    WEEKDAYS,
)
from events.words import LONGEST, Unreadable, fold, quoted

Span = tuple[date, date]
"""First and last day, both inclusive."""

LEAP_GAP = 9
"""Within so many years there is a 29 February, even about a century without one."""

__all__ = ["Unreadable", "When", "echo", "precision_of", "read", "text", "write"]


@dataclass(frozen=True, slots=True)
class When:
    """An interval of days, `end` inclusive, with how exactly it is known and the words it was reported in.

    Raises ValueError when it ends before it starts, or is precise to the day and has several.
    """

    start: date
    end: date
    precision: DatePrecision
    part_of_day: PartOfDay | None = None
    words: str = ""

    def __post_init__(self):
        if self.end < self.start:
            raise ValueError(f"ends before it starts: {self.start} to {self.end}")
        if self.precision == DatePrecision.DAY and self.start != self.end:
            raise ValueError(f"several days are not precise to the day: {self.start} to {self.end}")


def precision_of(start: date, end: date) -> DatePrecision:
    """The precision that an interval's length has (after UCDP date_prec): 1 day, 2–6, 7, up to 31, or longer."""
    days = (end - start).days + 1
    if days == 1:
        return DatePrecision.DAY
    if days < 7:
        return DatePrecision.FEW_DAYS
    if days == 7:
        return DatePrecision.WEEK
    return DatePrecision.MONTH if days <= 31 else DatePrecision.LONGER


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
        return self.month is None, self.day is None


def read(text: str, reported_on: date | None = None) -> When:
    """The interval that words state, in English or Arabic; its precision comes from its length.

    `reported_on` is the report's date: weekdays, "yesterday" and dates without a year are the latest such on or before
    it, and nothing may start after it. Raises Unreadable, saying why, for anything that cannot be read without guessing.
    """
    words = text.strip()
    if not words:
        raise Unreadable(_("Write a date, for example “5 Oct 2017”."))
    if len(words) > LONGEST:
        raise _not_understood(words)
    folded = _plain(words)
    part, rest = (RELATIVE[folded][2], folded) if folded in RELATIVE else _part_of_day(folded)
    span = _single(rest, words, reported_on) or _range(rest, words, reported_on)
    if span is None:
        raise _not_understood(words)
    start, end = span
    if reported_on is not None and start > reported_on:
        raise Unreadable(
            _("%(words)s is after the report’s own date, %(reported)s.")
            % {"words": quoted(words), "reported": formatted(reported_on, "j F Y")}
        )
    return When(start, end, precision_of(start, end), part, words)


def _not_understood(words: str) -> Unreadable:
    return Unreadable(
        _(
            "%(words)s was not understood. Write for example: 5 Oct 2017, 5–7 October 2017, early October 2017, 2015, "
            "or a weekday of the report."
        )
        % {"words": quoted(words)}
    )


def _plain(words: str) -> str:
    """Folded, without commas, with single spaces and none around a dash, each month named once."""
    folded = re.sub(r"[, ]+", " ", fold(words)).strip(" .")
    folded = TWICE_NAMED_MONTH.sub(
        lambda match: match[1] if MONTHS[match[1]] == MONTHS[match[2]] else match[0], folded
    )
    return re.sub(r" ?([-–]) ?", r"\1", folded)


def _part_of_day(folded: str) -> tuple[PartOfDay | None, str]:
    """"thursday night" → (night, "thursday")."""
    match = PART_BEFORE.fullmatch(folded) or PART_AFTER.fullmatch(folded)
    return (PARTS[match["part"]], match["rest"]) if match else (None, folded)


def _piece(folded: str) -> Said | None:
    """The pieces that one date's words give, or None. Raises Unreadable for all-number dates that could be two."""
    folded = folded.strip()
    while match := LINK.fullmatch(folded):
        folded = match[1]
    numeric = NUMERIC.fullmatch(folded)
    if numeric:
        return _numeric(folded, int(numeric[1]), int(numeric[3]), numeric[4])
    match = next(filter(None, (shape.fullmatch(folded) for shape in SHAPES)), None)
    return _said(folded, match.groupdict()) if match else None


def _numeric(folded: str, first: int, second: int, year: str) -> Said:
    """A date all in numbers, read only where day and month cannot be each other, and the year is whole."""
    if first != second and 1 <= first <= 12 and 1 <= second <= 12:
        raise Unreadable(
            _("%(words)s can be %(one)s or %(other)s: write the month as a word.")
            % {"words": quoted(folded), "one": _day_month(first, second), "other": _day_month(second, first)}
        )
    if len(year) == 2:
        raise _short_year(folded)
    day, month = (second, first) if second > 12 else (first, second)
    return Said(year=int(year), month=month, day=day)


def _day_month(day: int, month: int) -> str:
    return formatted(date(2000, month, day), "j F")


def _short_year(folded: str) -> Unreadable:
    return Unreadable(_("%(words)s has a year of two digits: write all four.") % {"words": quoted(folded)})


def _said(folded: str, found: dict[str, str | None]) -> Said:
    if found.get("short"):
        raise _short_year(folded)
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


def _single(folded: str, words: str, reported_on: date | None) -> Span | None:
    if folded in RELATIVE:
        first, last, _part = RELATIVE[folded]
        report = _report_date(words, reported_on)
        return report - timedelta(first), report - timedelta(last)
    week = WEEK_OF.fullmatch(folded)
    said = _piece(week[1] if week else folded)
    if said is None or (said.day is not None and said.month is None) or (week and said.day is None):
        return None
    start, end = _resolved(said, words, reported_on)
    if week:
        monday = start - timedelta(start.weekday())
        return monday, monday + timedelta(6)
    return start, end


def _report_date(words: str, reported_on: date | None) -> date:
    if reported_on is None:
        raise Unreadable(
            _("%(words)s needs the report’s date (published on) to be read against, or a year.") % {"words": quoted(words)}
        )
    return reported_on


def _resolved(said: Said, words: str, reported_on: date | None) -> Span:
    """First and last day of one date, its year or day found from the report's date where the words leave it out."""
    if said.is_weekday:
        return (_weekday(said, _report_date(words, reported_on)),) * 2
    if said.year is None:
        said = replace(said, year=_latest_year(said, words, _report_date(words, reported_on)))
    start, end = _span(said)
    if said.weekday is not None and said.weekday != start.weekday():
        raise Unreadable(
            _("%(date)s was a %(weekday)s: check the day.")
            % {"date": formatted(start, "j F Y"), "weekday": formatted(start, "l")}
        )
    return start, end


def _weekday(said: Said, latest: date) -> date:
    """The latest such day on or before `latest`; "last Friday", on a Friday, is a week earlier."""
    days_ago = (latest.weekday() - said.weekday) % 7
    return latest - timedelta(7 if said.is_last and days_ago == 0 else days_ago)


def _latest_year(said: Said, words: str, reported_on: date) -> int:
    for year in range(reported_on.year, reported_on.year - LEAP_GAP, -1):
        if said.day is None or said.day <= monthrange(year, said.month)[1]:
            if _span(replace(said, year=year))[0] <= reported_on:
                return year
    raise _no_such_day(said)


def _no_such_day(said: Said) -> Unreadable:
    month = formatted(date(said.year or 2000, said.month, 1), "F Y" if said.year else "F")
    return Unreadable(_("%(month)s has no day %(day)s.") % {"month": month, "day": said.day})


def _span(said: Said) -> Span:
    """First and last day of a date whose year is known. Raises Unreadable for days and months that do not exist."""
    if said.season:
        return _months(said.year, *said.season)
    if said.month is None:
        return _months(said.year, 1, 12)
    if not 1 <= said.month <= 12:
        raise Unreadable(_("There is no month %(month)s.") % {"month": said.month})
    length = monthrange(said.year, said.month)[1]
    if said.day is not None and not 1 <= said.day <= length:
        raise _no_such_day(said)
    first, last = (said.day, said.day) if said.day else said.portion or (1, length)
    return date(said.year, said.month, first), date(said.year, said.month, min(last, length))


def _months(year: int, first: int, last: int) -> Span:
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def _range(folded: str, words: str, reported_on: date | None) -> Span | None:
    ends = set(_ends(folded))
    if len(ends) != 1:
        return None
    first, last = ends.pop()
    if first.is_weekday and last.is_weekday:
        end = _weekday(last, _report_date(words, reported_on))
        return _weekday(first, end), end
    first, last = _filled(first, last), _filled(last, first)
    if first.grain != last.grain or first.is_weekday or first.is_bare_day:
        return None
    start, own_end = _resolved(first, words, reported_on)
    end = _resolved(replace(last, year=last.year or start.year), words, reported_on)[1]
    if end < start or own_end > end:
        raise Unreadable(
            _("%(words)s ends before it starts. If it crosses the new year, write both years.") % {"words": quoted(words)}
        )
    return start, end


def _ends(folded: str) -> Iterator[tuple[Said, Said]]:
    """Every way to split the words into two dates; more than one way means that they cannot be read."""
    for opening, joint in RANGES:
        if folded.startswith(opening):
            rest = folded.removeprefix(opening)
            for match in re.finditer(re.escape(joint), rest):
                first = _piece(rest[: match.start()])
                last = _piece(rest[match.end() :]) if first else None
                if last:
                    yield first, last


def _filled(said: Said, other: Said) -> Said:
    """ "5" of "5–7 October 2017": the month of a bare day, and the year, come from the other end."""
    if said.is_weekday:
        return said
    month = other.month if said.is_bare_day else said.month
    return replace(said, month=month, year=said.year or other.year)


def echo(when: When) -> str:
    """What was understood, for people: "Thursday 5 October 2017, night · precision: day"."""
    if when.start == when.end:
        interval = formatted(when.start, "l j F Y")
    else:
        interval = _interval(when.start, when.end, "F")
    return _("%(interval)s · precision: %(precision)s") % {
        "interval": _with_part(interval, when.part_of_day),
        "precision": when.precision.label,
    }


def text(start: date, end: date, precision: DatePrecision, part_of_day: PartOfDay | None = None) -> str:
    """The short form for lists: "5 Oct 2017, night", "5–7 Oct 2017", "Oct 2017", "2015"."""
    return _with_part(_interval(start, end, "M"), part_of_day)


def write(when: When) -> str:
    """Words that `read` reads back as the same interval, precision by its length, and part of day; for filling a form."""
    return _with_part(_interval(when.start, when.end, "F"), when.part_of_day)


def _with_part(interval: str, part_of_day: PartOfDay | str | None) -> str:
    return f"{interval}, {PartOfDay(part_of_day).label}" if part_of_day else interval


def _interval(start: date, end: date, month: str) -> str:
    """An interval, no longer than it needs to be; `month` is the format character of the month's name."""
    if start == end:
        return formatted(start, f"j {month} Y")
    if (start, end) == _months(start.year, 1, 12):
        return formatted(start, "Y")
    if (start, end) == _months(start.year, start.month, start.month):
        return formatted(start, f"{month} Y")
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{formatted(end, f'j {month} Y')}"
    opening = f"j {month}" if start.year == end.year else f"j {month} Y"
    return f"{formatted(start, opening)} – {formatted(end, f'j {month} Y')}"
