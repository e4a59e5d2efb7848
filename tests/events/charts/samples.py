"""Rows for charts, small enough to check by eye."""

from datetime import UTC, date, datetime

from events.analytics.rows import ActorRow, AttributionPanel, Slot, Strip, Timeline
from events.choices import Attribution, Category
from events.figures import Total

AS_OF = datetime(2024, 3, 31, 9, 30, tzinfo=UTC)
WORDS = {"sentence": "Incidents in Tesh, March 2024, published incidents", "answered_at": AS_OF}

RANGE = Total(incidents=2, low=3, best=5, high=9)
OPEN = Total(incidents=1, low=18, best=18)
NONE = Total(incidents=1, low=0, best=0, high=0)
UNKNOWN = Total(incidents=1, unknown=1)
NOTHING = Total()
UNCOUNTED = Total(incidents=2, low=1, best=1, lent=1, uncounted=2)


def slots(*totals: Total, start: date = date(2024, 3, 1)) -> list[Slot]:
    """A day for each total; a day with incidents has them as strikes."""
    days = [start.replace(day=start.day + index) for index in range(len(totals))]
    counts = [{Category.STRIKE: one.incidents} if one.incidents else {} for one in totals]
    return [Slot(day, day, held, one) for day, held, one in zip(days, counts, totals, strict=True)]


def strip(start: date, end: date, total: Total = OPEN) -> Strip:
    return Strip(start, end, {Category.GROUND: total.incidents}, total)


def timeline(*totals: Total, strips: tuple[Strip, ...] = ()) -> Timeline:
    return Timeline("day", slots(*totals), list(strips), strips[0].total if strips else NOTHING)


def panel() -> AttributionPanel:
    """Norland 3–9 alone and 18 or more with Sudland; one incident of nobody's, its number not known."""
    norland = {Attribution.SOLE: RANGE, Attribution.JOINT: OPEN}
    return AttributionPanel(
        rows=[
            ActorRow("norland", "Norland", "نورلاند", norland, 3),
            ActorRow("sudland", "Sudland <south>", "", {Attribution.JOINT: OPEN}, 1),
        ],
        parts={Attribution.SOLE: RANGE, Attribution.JOINT: OPEN, Attribution.NONE: UNKNOWN},
        whole=Total(incidents=4, low=21, best=23, unknown=1),
    )
