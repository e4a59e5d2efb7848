"""One pass over the chosen incidents: their total, the timeline, and the counts beside the options of filters."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from events.analytics.chosen import TOTAL, Part, Row, Sql, answer, counted, sql_rows
from events.analytics.columnar import harmed, options, over_time
from events.analytics.columnar.counting import Chosen
from events.analytics.rows import Slot, Strip, Timeline
from events.choices import Category, RuleName
from events.figures import Total, added

BUCKETS = ("day", "week", "month", "year")
MOST_DAYS = {"day": 62, "week": 3 * 366, "month": 20 * 366}
MOST_SLOTS = 400
MOST_STRIPS = 400
"""Intervals told one by one; of more of them, the months and years that hold them are told (`holder`)."""
LONGEST = {"day": 1, "week": 7, "month": 31, "year": 366}  # days of a bucket


@dataclass(frozen=True, slots=True)
class Overview:
    """`total` of everything chosen; `timeline`; incidents per value of the plain filters, by parameter; and `rules`: in how
    many incidents of the total which rule made the number."""

    total: Total
    timeline: Timeline
    counts: dict[str, dict[str, int]]
    rules: dict[RuleName, int]


TABLES = """extent AS (
    SELECT min(date_start) AS first, max(date_end) AS last FROM chosen WHERE date_precision <> 'longer'
), span AS (
    SELECT coalesce(%s::date, first) AS first, coalesce(%s::date, last) AS last FROM extent
), bucket AS (
    SELECT CASE WHEN %s <> '' THEN %s WHEN last - first < %s THEN 'day' WHEN last - first < %s THEN 'week'
        WHEN last - first < %s THEN 'month' ELSE 'year' END AS unit FROM span
), placed AS (
    SELECT chosen.*, unit, date_trunc(unit, date_start::timestamp)::date AS slot,
        date_trunc(unit, date_start::timestamp) = date_trunc(unit, date_end::timestamp) AS sits
    FROM chosen, bucket
), strips AS (
    SELECT count(*) > %s AS are_many FROM (SELECT DISTINCT date_start, date_end FROM placed WHERE NOT sits) each
), held AS ( -- the month around an interval, or the years
    SELECT placed.*, CASE WHEN date_trunc('month', date_start::timestamp) = date_trunc('month', date_end::timestamp)
        THEN 'month' ELSE 'year' END AS holder
    FROM placed
), spread AS (
    SELECT held.*,
        CASE WHEN sits THEN slot WHEN are_many THEN date_trunc(holder, date_start::timestamp)::date ELSE date_start END AS begins,
        CASE WHEN sits THEN NULL WHEN are_many
            THEN (date_trunc(holder, date_end::timestamp) + ('1 ' || holder)::interval)::date - 1 ELSE date_end END AS ends
    FROM held, strips
)"""
SELECT = f"""SELECT 'overview', grouping(begins, category, grade, casualty_state, made_by_rule), begins, ends, category, grade,
    casualty_state, min(unit), made_by_rule, {TOTAL}
FROM spread GROUP BY GROUPING SETS
    ((), (begins, ends, category), (begins, ends), (category), (grade), (casualty_state), (made_by_rule))"""
WHOLE, BY_CELL, BY_SLOT, BY_CATEGORY, BY_GRADE, BY_STATE, BY_RULE = 31, 7, 15, 23, 27, 29, 30


def part(selection) -> Part:
    """Total, timeline and counts in one pass: grouping sets over the chosen, each placed in its bucket or outside (C11)."""
    bucket = selection.shown["bucket"]
    params = (*selection.window, bucket, bucket, *MOST_DAYS.values(), MOST_STRIPS)
    return Part("overview", partial(_counted, bucket=bucket), lambda: Sql(SELECT, (TABLES,), params))


def _counted(chosen: Chosen, *, bucket: str) -> list[Row]:
    unit = bucket or _bucket(chosen)
    times = over_time.over_time(chosen, unit, MOST_STRIPS)
    told = harmed.summed(chosen, chosen.question.whose)
    rows = [Row(total=told.all, number=WHOLE, d=unit if told.all.incidents else None)]
    for (start, end), (total, counts) in times.items():
        first, last = date.fromordinal(start), end and date.fromordinal(end)
        rows.append(Row(total=total, number=BY_SLOT, first=first, last=last))
        rows += [
            Row(total=counted(n), number=BY_CELL, first=first, last=last, a=category) for category, n in counts.items()
        ]
    categories, grades = (options.of_each(chosen, name) for name in ("category", "grade"))
    rows += [Row(total=counted(n), number=BY_CATEGORY, a=category) for category, n in categories.items()]
    rows += [Row(total=counted(n), number=BY_GRADE, b=grade) for grade, n in grades.items()]
    rows += [Row(total=counted(n), number=BY_STATE, c=state) for state, n in told.states.items()]
    return rows + [Row(total=counted(n), number=BY_RULE, e=rule) for rule, n in told.rules.items()]


def _bucket(chosen: Chosen) -> str:
    """The finest that leaves few enough slots; a year where nobody knows how many there would be."""
    first, last = chosen.question.first, chosen.question.last
    if first is None or last is None:
        begins, ends = over_time.extent(chosen)
        first, last = first if first is not None else begins, last if last is not None else ends
    if first is None or last is None:
        return "year"
    return next((unit for unit, most in MOST_DAYS.items() if last - first < most), "year")


def read(selection, rows: list[Row]) -> Overview:
    """The rows of `part` → Overview."""
    by_set = defaultdict(list)
    for row in rows:
        by_set[row.number].append(row)
    [whole] = by_set[WHOLE]
    counts = {
        "category": {row.a: row.total.incidents for row in by_set[BY_CATEGORY]},
        "grade": {row.b: row.total.incidents for row in by_set[BY_GRADE]},
        "casualties": {row.c: row.total.incidents for row in by_set[BY_STATE]},
    }
    rules = {RuleName(row.e): row.total.incidents for row in by_set[BY_RULE] if row.e is not None}
    unit = whole.d or selection.shown["bucket"] or "month"  # of no incidents, the statement tells no unit
    return Overview(whole.total, _timeline(unit, by_set, *selection.window), counts, rules)


def overview(selection) -> Overview:
    """The overview alone."""
    return answer(selection, ("overview",), lambda ask: read(selection, ask(part(selection))["overview"]))


def overview_in_tables(selection) -> Overview:
    """The same from the tables that are there, which may hold the record as it stood at another time."""
    return read(selection, sql_rows(selection, part(selection))["overview"])


def _timeline(unit: str, by_set: dict, first: date | None, last: date | None) -> Timeline:
    cells = defaultdict(dict)
    for row in by_set[BY_CELL]:
        cells[row.first, row.last][Category(row.a)] = row.total.incidents
    totals = {(row.first, row.last): row.total for row in by_set[BY_SLOT]}
    sitting = {begins for begins, ends in totals if ends is None}
    slots = [
        Slot(start, slot_end(unit, start), cells.get((start, None), {}), totals.get((start, None), Total()))
        for start in _slots(unit, sitting, first, last)
    ]
    lying = sorted(days for days in totals if days[1] is not None)
    strips = [Strip(begins, ends, cells[begins, ends], totals[begins, ends]) for begins, ends in lying]
    return Timeline(unit, slots, strips, added(strip.total for strip in strips))


def _slots(unit: str, sitting: set[date], first: date | None, last: date | None) -> list[date]:
    """Every bucket from the first to the last that holds an incident or belongs to the window asked for.

    A window too wide to draw, or with an end left open, is not padded.
    """
    asked = [slot_start(unit, first), slot_start(unit, last)] if first and last else []
    ends = [*sitting, *asked]
    if ends and (max(ends) - min(ends)).days > MOST_SLOTS * LONGEST[unit]:
        ends = [*sitting]
    return _run(unit, min(ends), max(ends)) if ends else []


def _run(unit: str, first: date, last: date) -> list[date]:
    starts = [first]
    while starts[-1] < last and slot_end(unit, starts[-1]) < date.max:
        starts.append(slot_end(unit, starts[-1]) + timedelta(days=1))
    return starts


def slot_start(unit: str, day: date) -> date:
    """The first day of the bucket that holds the day; weeks begin on Monday (ISO 8601)."""
    if unit == "week":
        return day - timedelta(days=min(day.weekday(), day.toordinal() - 1))
    return {"day": day, "month": day.replace(day=1), "year": day.replace(month=1, day=1)}[unit]


def slot_end(unit: str, start: date) -> date:
    """The last day of the bucket that begins on this day."""
    if unit in ("day", "week"):
        return start + timedelta(days={"day": 0, "week": min(6, (date.max - start).days)}[unit])
    if unit == "year" or start.month == 12:
        return start.replace(month=12, day=31)
    return start.replace(month=start.month + 1) - timedelta(days=1)
