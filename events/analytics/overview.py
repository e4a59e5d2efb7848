"""One pass over the chosen incidents: their total, the timeline, and the counts beside the options of filters."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from events.analytics.chosen import TOTAL, Part, Row, answer
from events.analytics.rows import Slot, Strip, Timeline
from events.choices import Category, RuleName
from events.figures import Total, added

BUCKETS = ("day", "week", "month", "year")
MOST_DAYS = {"day": 62, "week": 3 * 366, "month": 20 * 366}
MOST_SLOTS = 400
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
), spread AS (
    SELECT placed.*, CASE WHEN sits THEN slot ELSE date_start END AS begins, CASE WHEN sits THEN NULL ELSE date_end END AS ends
    FROM placed
)"""
SELECT = f"""SELECT 'overview', grouping(begins, category, grade, casualty_state, made_by_rule), begins, ends, category, grade,
    casualty_state, min(unit), made_by_rule, {TOTAL}
FROM spread GROUP BY GROUPING SETS
    ((), (begins, ends, category), (begins, ends), (category), (grade), (casualty_state), (made_by_rule))"""
WHOLE, BY_CELL, BY_SLOT, BY_CATEGORY, BY_GRADE, BY_STATE, BY_RULE = 31, 7, 15, 23, 27, 29, 30


def part(selection) -> Part:
    """Total, timeline and counts in one pass: grouping sets over the chosen, each placed in its bucket or outside (C11)."""
    first, last = selection.window
    bucket = selection.shown["bucket"]
    return Part("overview", SELECT, (TABLES,), (first, last, bucket, bucket, *MOST_DAYS.values()))


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
    return read(selection, answer(selection, part(selection))["overview"])


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
    strips = [
        Strip(begins, ends, cells[begins, ends], whole)
        for (begins, ends), whole in sorted(totals.items(), key=lambda item: item[0][0])
        if ends is not None
    ]
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
