"""One pass over the chosen incidents: their total, the timeline, and the counts beside the options of filters."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from events.analytics.chosen import TOTAL, Chosen, as_total, fetch
from events.analytics.rows import Slot, Strip, Timeline
from events.choices import Category
from events.figures import Total

BUCKETS = ("day", "week", "month", "year")
MOST_DAYS = {"day": 62, "week": 3 * 366, "month": 20 * 366}
MOST_SLOTS = 400


@dataclass(frozen=True, slots=True)
class Overview:
    """`total` of everything chosen; `timeline`; and incidents per value of the plain filters, by parameter."""

    total: Total
    timeline: Timeline
    counts: dict[str, dict[str, int]]


SQL = """
WITH {chosen}, extent AS (
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
)
SELECT grouping(begins, sits, category, grade, casualty_state), min(unit), begins, ends, sits, category, grade,
    casualty_state, {total}
FROM spread
GROUP BY GROUPING SETS ((), (sits), (begins, ends, sits, category), (begins, ends, sits), (category), (grade), (casualty_state))
"""
WHOLE, BY_SITS, BY_CELL, BY_SLOT, BY_CATEGORY, BY_GRADE, BY_STATE = 31, 23, 3, 7, 27, 29, 30


def overview(selection) -> Overview:
    """Total, timeline and counts of a selection, in one query."""
    chosen = Chosen.of(selection.incidents())
    bucket = selection.shown.get("bucket") or ""
    first, last = selection.window
    sql = SQL.format(chosen=chosen.cte(), total=TOTAL)
    rows = fetch(sql, (*chosen.params, first, last, bucket, bucket, *MOST_DAYS.values()))
    by_set = defaultdict(list)
    for grouping, *row in rows:
        by_set[grouping].append(row)
    unit = by_set[WHOLE][0][0] or "month"
    counts = {
        parameter: {row[position]: row[7] for row in by_set[grouping]}
        for parameter, grouping, position in (
            ("category", BY_CATEGORY, 4),
            ("grade", BY_GRADE, 5),
            ("casualties", BY_STATE, 6),
        )
    }
    return Overview(as_total(by_set[WHOLE][0][7:]), _timeline(unit, by_set, first, last), counts)


def _timeline(unit: str, by_set: dict, first: date | None, last: date | None) -> Timeline:
    cells = defaultdict(dict)
    for row in by_set[BY_CELL]:
        cells[row[1], row[2]][Category(row[4])] = row[7]
    totals = {(row[1], row[2]): as_total(row[7:]) for row in by_set[BY_SLOT]}
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
    not_drawn = [as_total(row[7:]) for row in by_set[BY_SITS] if row[3] is False]
    return Timeline(unit, slots, strips, not_drawn[0] if not_drawn else Total())


def _slots(unit: str, sitting: set[date], first: date | None, last: date | None) -> list[date]:
    """Every bucket from the first to the last that holds an incident or belongs to the window asked for.

    A window too wide to draw, or with an end left open, is not padded.
    """
    ends = [*sitting, *(slot_start(unit, day) for day in (first, last) if first and last and day)]
    starts = _run(unit, min(ends), max(ends)) if ends else []
    if len(starts) > MOST_SLOTS and sitting:
        starts = _run(unit, min(sitting), max(sitting))
    return starts


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
