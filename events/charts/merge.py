"""Neighbouring slots drawn as one, where there is no room for each: sums of sums, as honest as their parts (C8)."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from events.analytics.rows import Slot, Timeline
from events.figures import Total, known_sum

MOST_NARROW = 36


def merged(totals: Iterable[Total]) -> Total:
    """The total of totals: open if any is open; no bound is known unless a part's is."""
    totals = list(totals)
    highs = [total.high for total in totals if total.high is not None]
    return Total(
        incidents=sum(total.incidents for total in totals),
        low=known_sum([total.low for total in totals if total.low is not None]),
        best=known_sum([total.best for total in totals if total.best is not None]),
        high=None if any(total.is_open for total in totals) else known_sum(highs),
        unknown=sum(total.unknown for total in totals),
        lent=sum(total.lent for total in totals),
        uncounted=sum(total.uncounted for total in totals),
    )


def for_narrow(timeline: Timeline) -> tuple[Timeline, int]:
    """The timeline with as many neighbours merged as it takes to have few bars, and how many slots each bar holds."""
    size = -(-len(timeline.slots) // MOST_NARROW) or 1
    slots = [one_slot(held) for held in chunks(timeline.slots, size)]
    return replace(timeline, slots=slots), size


def chunks(slots: list[Slot], size: int) -> list[list[Slot]]:
    return [slots[first : first + size] for first in range(0, len(slots), size)]


def one_slot(slots: list[Slot]) -> Slot:
    counts: Counter = Counter()
    for slot in slots:
        counts.update(slot.counts)
    return Slot(slots[0].start, slots[-1].end, dict(counts), merged(slot.total for slot in slots))
