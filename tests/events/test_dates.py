"""Dates as reports word them: read against the report's date, echoed, written back; nothing guessed."""

from datetime import date, timedelta

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from events import date_words
from events.choices import DatePrecision, PartOfDay
from events.dates import Unreadable, When, echo, precision_of, read, text, write

SATURDAY = date(2017, 10, 7)
"""The day of the Mayadeen report."""

READ = {
    "2017-10-05": """2017-10-05|2017/10/05|2017.10.5|5 Oct 2017|5 October 2017|05 October 2017|5 OCT. 2017|October 5, 2017
        |Oct 5 2017|Oct. 5th, 2017|5th of October 2017|on 5 October 2017|on the 5th of October, 2017|Thursday 5 October 2017
        |Thursday, October 5, 2017|Thu 5 Oct|5 October|October 5|5 Oct|Thursday|on Thursday|thurs|last Thursday
        |٥ تشرين الأول ٢٠١٧|٥ أكتوبر ٢٠١٧|5 تشرين الأول/أكتوبر 2017|في ٥ أكتوبر|الخميس|يوم الخميس|الخميس الماضي
        |الخميس ٥ تشرين الأول ٢٠١٧|the day before yesterday|أول أمس""",
    "2017-10-06": "yesterday|أمس|Friday|last Friday|الجمعة",
    "2017-10-07": "today|Saturday|on Saturday|اليوم|7 October|السبت",
    "2017-09-30": "last Saturday|السبت الماضي|30 September|30 أيلول",
    "2017-10-01": "Sunday|Sun 1 Oct|الأحد",
    "2016-10-10": "10 October|10/10/2016|10 تشرين الأول",
    "2016-12-25": "25/12/2016|25.12.2016|12/25/2016|25-12-2016|2016-12-25|25 كانون الأول 2016|25 December",
    "2016-02-29": "29 February|29 Feb 2016|29 شباط 2016",
    "2017-10-05 night": """Thursday night|on Thursday night|night of 5 October 2017|the night of 5 October|5 Oct 2017, night
        |5 October 2017 at night|on the night of October 5, 2017|ليل الخميس|الخميس ليلاً|ليل ٥ أكتوبر ٢٠١٧""",
    "2017-10-06 night": "last night|yesterday night|الليلة الماضية",
    "2017-10-05 morning": "on the morning of 5 October 2017|Thursday morning|5 Oct in the morning|صباح الخميس|صباح يوم الخميس",
    "2017-10-07 morning": "this morning|today in the morning|صباح اليوم",
    "2017-10-05 dawn": "Thursday at dawn|dawn of 5 October|فجر الخميس|فجراً الخميس",
    "2017-10-05 midday": "Thursday noon|Thursday, midday|ظهر الخميس",
    "2017-10-05 afternoon": "Thursday afternoon|بعد ظهر الخميس|عصر الخميس",
    "2017-10-05 evening": "in the evening of 5 October 2017|Thursday evening|مساء الخميس",
    "2017-10-06..2017-10-07 night": "overnight|night of 6–7 October 2017",
    "2017-10-05..2017-10-07": """5–7 October 2017|5-7 Oct 2017|5 – 7 October|5 to 7 October 2017|5 October to 7 October 2017
        |October 5–7, 2017|October 5-7|from 5 to 7 October 2017|between 5 and 7 October 2017|2017-10-05 to 2017-10-07
        |2017-10-05 – 2017-10-07|5 October 2017 to 7 October|Thursday to Saturday
        |بين ٥ و٧ أكتوبر ٢٠١٧|من ٥ إلى ٧ تشرين الأول|٥–٧ أكتوبر ٢٠١٧|من الخميس إلى السبت""",
    "2017-09-30..2017-10-02": """30 Sep – 2 Oct 2017|30 September to 2 October|Sept 30 – Oct 2, 2017
        |بين ٣٠ أيلول و٢ تشرين الأول ٢٠١٧""",
    "2016-12-28..2017-01-02": "28 Dec 2016 – 2 Jan 2017|between December 28, 2016 and January 2, 2017",
    "2017-10-02..2017-10-08": "week of 2 October 2017|the week of 4 October|week of October 8, 2017|أسبوع ٢ أكتوبر ٢٠١٧",
    "2017-10-01..2017-10-10": "early October 2017|early October|in early Oct 2017|أوائل أكتوبر ٢٠١٧|1–10 October 2017",
    "2017-09-11..2017-09-20": "mid-September 2017|mid September|منتصف أيلول ٢٠١٧",
    "2017-09-21..2017-09-30": "late September 2017|أواخر سبتمبر",
    "2017-02-21..2017-02-28": "late February 2017",
    "2017-10-01..2017-10-31": "October 2017|in October 2017|2017-10|Oct|October|تشرين الأول ٢٠١٧|في أكتوبر",
    "2016-11-01..2016-11-30": "November|November 2016",
    "2017-09-01..2017-10-31": "September–October 2017|Sep to Oct 2017|2017-09 to 2017-10",
    "2015-01-01..2015-12-31": "2015|in 2015|during 2015|عام ٢٠١٥|في عام 2015",
    "2014-01-01..2015-12-31": "2014–2015|2014-2015|from 2014 to 2015",
    "2016-06-01..2016-08-31": "summer 2016|summer of 2016|in the summer of 2016|صيف ٢٠١٦",
    "2016-03-01..2016-05-31": "spring 2016",
    "2016-09-01..2016-11-30": "autumn 2016|fall 2016",
}
TABLE = [(words.strip(), expected) for expected, row in READ.items() for words in row.split("|")]

NOT_UNDERSTOOD = """
    5|5-7|5 2017|the|night|night of|soon|winter 2016|since Friday|earlier this week|5 6 October 2017|2017-10-05 14:30
    |2015 – 5 October 2017|5 – October 2017|2015 to Thursday|Thursday to 2015|5 October – Thursday|last|week of 2017
    |week of October|5 Octember 2017|20171005|5 October 20171|0017|early 2017|Thursday before dawn|x
    |1–2–3 October 2017|Tuesday to|تشرين|قبل الخميس|between 5 October 2017|5–6–October 2017
"""
REFUSED = {
    "7/10/17": "“7/10/17” can be 7 October or 10 July: write the month as a word.",
    "07/10/2017": "“07/10/2017” can be 7 October or 10 July: write the month as a word.",
    "7.10.2017": "“7.10.2017” can be 7 October or 10 July: write the month as a word.",
    "7-10-2017": "“7-10-2017” can be 7 October or 10 July: write the month as a word.",
    "٧/١٠/٢٠١٧": "“7/10/2017” can be 7 October or 10 July: write the month as a word.",
    "7/10/2017 to 25/10/2017": "“7/10/2017” can be 7 October or 10 July: write the month as a word.",
    "25/12/16": "The year “16” has two digits: write all four.",
    "5 Oct 17": "The year “17” has two digits: write all four.",
    "Oct 5, ’17": "The year “'17” has two digits: write all four.",
    "31 February 2017": "February 2017 has no day 31.",
    "29 February 2017": "February 2017 has no day 29.",
    "31 February": "February has no day 31.",
    "31/02/2017": "February 2017 has no day 31.",
    "0 October 2017": "October 2017 has no day 0.",
    "2017-13-01": "There is no month 13.",
    "2017-00": "There is no month 0.",
    "25/13/2017": "There is no month 25.",
    "Friday 5 October 2017": "5 October 2017 was a Thursday: check the day.",
    "8 October 2017": "“8 October 2017” is after the report’s own date, 7 October 2017.",
    "November 2017": "“November 2017” is after the report’s own date, 7 October 2017.",
    "2018": "“2018” is after the report’s own date, 7 October 2017.",
    "7–5 October 2017": "“7–5 October 2017” ends before it starts. If it crosses the new year, write both years.",
    "28 Dec – 2 Jan": "“28 Dec – 2 Jan” ends before it starts. If it crosses the new year, write both years.",
    "2017–2015": "“2017–2015” ends before it starts. If it crosses the new year, write both years.",
    "ليلة الخميس": "“ليلة الخميس” can be the night before that day or after it: write the date, then the part of the day.",
    "  ": "Write a date, for example “5 Oct 2017”.",
}


def shown(when: When) -> str:
    """The interval as the table above writes it."""
    days = f"{when.start}" if when.start == when.end else f"{when.start}..{when.end}"
    return f"{days} {when.part_of_day.value}" if when.part_of_day else days


@pytest.mark.parametrize(("words", "expected"), TABLE, ids=[words for words, _expected in TABLE])
def test_words_are_read_against_the_reports_date(words, expected):
    when = read(f" {words} ", SATURDAY)
    assert shown(when) == expected
    assert when.words == words
    assert when.precision == precision_of(when.start, when.end)


@pytest.mark.parametrize("words", [words.strip() for words in NOT_UNDERSTOOD.split("|")])
def test_nothing_is_guessed(words):
    with pytest.raises(Unreadable, match=r"^“.*” was not understood\. Write for example: 5 Oct 2017,"):
        read(words, SATURDAY)


@pytest.mark.parametrize(("words", "message"), REFUSED.items())
def test_a_refusal_says_why(words, message):
    with pytest.raises(Unreadable) as refusal:
        read(words, SATURDAY)
    assert str(refusal.value) == message


@pytest.mark.parametrize(
    "words", ["Thursday", "last night", "5 October", "October", "overnight", "Tuesday to Thursday"]
)
def test_words_that_need_the_reports_date_ask_for_it(words):
    asks = f"“{words}” can only be read against the report’s date: give that first, or write the whole date."
    for reported_on in (None, date(1, 1, 1)):
        with pytest.raises(Unreadable) as refusal:
            read(words, reported_on)
        assert str(refusal.value) == asks


def test_whole_dates_need_no_report():
    assert read("5 Oct 2027").start == date(2027, 10, 5)


def test_a_date_on_the_reports_own_day_is_not_after_it():
    assert read("7 October 2017", SATURDAY).start == SATURDAY


@pytest.mark.parametrize(
    ("days", "precision"),
    [
        (1, "day"),
        (2, "few-days"),
        (6, "few-days"),
        (7, "week"),
        (8, "month"),
        (31, "month"),
        (32, "longer"),
        (365, "longer"),
    ],
)
def test_c11_precision_comes_from_the_length(days, precision):
    assert precision_of(SATURDAY, SATURDAY + timedelta(days - 1)) == precision


def test_c11_an_interval_does_not_end_before_it_starts_and_a_day_is_one_day():
    with pytest.raises(ValueError, match="ends before it starts"):
        When(SATURDAY, SATURDAY - timedelta(1), DatePrecision.FEW_DAYS)
    with pytest.raises(ValueError, match="not precise to the day"):
        When(SATURDAY, SATURDAY + timedelta(1), DatePrecision.DAY)


@pytest.mark.parametrize(
    ("words", "understood", "short"),
    [
        ("Thursday night", "Thursday 5 October 2017, night · precision: day", "5 Oct 2017, night"),
        ("5–7 October 2017", "5–7 October 2017 · precision: two to six days", "5–7 Oct 2017"),
        ("30 Sep – 2 Oct 2017", "30 September – 2 October 2017 · precision: two to six days", "30 Sep – 2 Oct 2017"),
        ("week of 2 October 2017", "2–8 October 2017 · precision: week", "2–8 Oct 2017"),
        ("early October 2017", "1–10 October 2017 · precision: month", "1–10 Oct 2017"),
        ("October 2017", "October 2017 · precision: month", "Oct 2017"),
        ("summer 2016", "1 June – 31 August 2016 · precision: longer than a month", "1 Jun – 31 Aug 2016"),
        ("2015", "2015 · precision: longer than a month", "2015"),
        (
            "1 Dec 2016 – 2 Jan 2017",
            "1 December 2016 – 2 January 2017 · precision: longer than a month",
            "1 Dec 2016 – 2 Jan 2017",
        ),
    ],
)
def test_what_was_understood_is_echoed_and_listed_short(words, understood, short):
    when = read(words, SATURDAY)
    assert echo(when) == understood
    assert text(when.start, when.end, when.precision, when.part_of_day) == short


def test_months_are_named_in_the_readers_language():
    with override("ar"):
        assert "أكتوبر" in echo(read("5 Oct 2017"))


@given(
    st.dates(date(1900, 1, 1), date(2100, 12, 31)),
    st.integers(0, 800),
    st.sampled_from([None, *PartOfDay]),
    st.sampled_from(["en", "ar"]),
)
def test_what_is_written_is_read_back(start, days, part_of_day, language):
    end = start + timedelta(days)
    when = When(start, end, precision_of(start, end), part_of_day)
    with override(language):
        again = read(write(when))
    assert (again.start, again.end, again.precision, again.part_of_day) == (start, end, when.precision, part_of_day)


@given(
    st.dates(date(1900, 1, 1)),
    st.sampled_from(["Thursday", "5 October", "yesterday", "early May", "29 Feb", "on Monday night"]),
)
def test_relative_words_are_never_after_the_report(reported_on, words):
    assert read(words, reported_on).start <= reported_on


NAMES = [date_words.MONTHS, date_words.WEEKDAYS, date_words.PORTIONS, date_words.PARTS, date_words.RELATIVE]
NUMBERS = ["0", "5", "31", "17", "2017", "5/10/2017", "2017-02-30"]
JOINTS = ["-", "–", ",", "/", "to", "of", "on", "week", "summer", "last", "between", "and"]
VOCABULARY = sorted({*NUMBERS, *JOINTS}.union(*NAMES))


@given(
    st.text(max_size=40) | st.lists(st.sampled_from(VOCABULARY), max_size=6).map(" ".join),
    st.dates() | st.none(),
)
def test_any_text_is_read_or_refused_and_never_else(words, reported_on):
    try:
        when = read(words, reported_on)
    except Unreadable:
        return
    assert when.words == words.strip()
    assert echo(when)
