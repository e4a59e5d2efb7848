"""Dates as reports word them: "early October 2017", "Thursday night", ٥ تشرين الأول. Read, echoed, written. Pure.

A date that is not one day is an interval (C11). Nothing is guessed: a date that could be two is refused.
"""

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.utils.dateformat import format as formatted
from django.utils.translation import gettext as _

from events.choices import DatePrecision, PartOfDay
from events.date_words import RELATIVE, TWO_NIGHTS, WEEK_OF, Said, ends, part_of_day, piece, plain
from events.words import LONGEST, Unreadable, quoted

Span = tuple[date, date]
"""First and last day, both inclusive."""

FIRST_YEAR = 1000
"""Years are written in four digits."""

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
    folded = plain(words)
    if TWO_NIGHTS.match(folded):
        raise Unreadable(
            _("%(words)s can be the night before that day or after it: write the date, then the part of the day.")
            % {"words": quoted(words)}
        )
    part, rest = (RELATIVE[folded][2], folded) if folded in RELATIVE else part_of_day(folded)
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


def _single(folded: str, words: str, reported_on: date | None) -> Span | None:
    if folded in RELATIVE:
        first, last, _part = RELATIVE[folded]
        report = _report_date(words, reported_on)
        return report - timedelta(first), report - timedelta(last)
    week = WEEK_OF.fullmatch(folded)
    said = piece(week[1] if week else folded)
    if said is None or (said.day is not None and said.month is None) or (week and said.day is None):
        return None
    start, end = _resolved(said, words, reported_on)
    if week:
        monday = start - timedelta(start.weekday())
        return monday, monday + timedelta(6)
    return start, end


def _report_date(words: str, reported_on: date | None) -> date:
    if reported_on is None or reported_on.year < FIRST_YEAR:
        raise Unreadable(
            _("%(words)s can only be read against the report’s date: give that first, or write the whole date.")
            % {"words": quoted(words)}
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
        exists = said.day is None or said.day <= monthrange(year, said.month)[1]
        if exists and _span(replace(said, year=year))[0] <= reported_on:
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
    found = set(ends(folded))
    if len(found) != 1:
        return None
    first, last = found.pop()
    if first.is_weekday and last.is_weekday:
        end = _weekday(last, _report_date(words, reported_on))
        return _weekday(first, end), end
    first, last = _filled(first, last), _filled(last, first)
    if first.grain != last.grain or first.is_weekday or last.is_weekday or first.is_bare_day:
        return None
    start, own_end = _resolved(first, words, reported_on)
    end = _resolved(replace(last, year=last.year or start.year), words, reported_on)[1]
    if end < start or own_end > end:
        raise Unreadable(
            _("%(words)s ends before it starts. If it crosses the new year, write both years.")
            % {"words": quoted(words)}
        )
    return start, end


def _filled(said: Said, other: Said) -> Said:
    """The bare "5" of "5–7 October 2017" takes its month from the other end, and either end the year."""
    if said.is_weekday:
        return said
    month = other.month if said.is_bare_day else said.month
    return replace(said, month=month, year=said.year or other.year)


def echo(when: When) -> str:
    """What was understood, for people: "Thursday 5 October 2017, night · precision: day"."""
    weekday = formatted(when.start, "l ") if when.start == when.end else ""
    interval = weekday + _interval(when.start, when.end, "F")
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
