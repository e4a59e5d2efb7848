"""The chosen over time: by the slot in which they lie, and those that lie in none by their interval (C11)."""

from collections.abc import Callable, Iterator

import numpy as np

from events.analytics.columnar.block import Figures
from events.analytics.columnar.codes import VOCABULARIES
from events.analytics.columnar.counting import Chosen
from events.analytics.columnar.sums import Sums
from events.figures import Total

CATEGORIES = VOCABULARIES["category"]
Times = dict[tuple[int, int | None], tuple[Total, dict[str, int]]]


def over_time(chosen: Chosen, unit: str, most: int) -> tuple[Times, dict[str, int]]:
    """(first day, None) of a slot, or first and last day of what lies in no slot → its total, and how many of each category;
    and how many there are of each category in all. Days are ordinals. Of more than `most` intervals those of the months or
    years around them are told."""
    sitting, wider, counts = [], [], np.zeros(len(CATEGORIES), np.int64)
    slots = Slots(chosen, unit)
    for cut in chosen.cuts:
        starts, ends, categories = (cut.column(name) for name in ("start", "end", "category"))
        figures = cut.figures(chosen.question.whose)
        sums, keys = _of_slots(ends, slots.starts, figures, categories)
        counts += sums.incidents.sum(axis=(0, 2))
        wide = np.flatnonzero(starts != ends)
        begins, ends_in = slots.of(starts[wide]), slots.of(ends[wide])
        wide, ends_in = wide[begins != ends_in], ends_in[begins != ends_in]
        if len(wide):
            less = Sums(*sums.incidents.shape[:2])
            apart = figures.of(wide), categories[wide]
            less.add(np.searchsorted(keys, ends_in), *apart)
            sums.change(less, -1)
            wider.append((starts[wide].astype(np.int64), ends[wide].astype(np.int64), *apart))
        sitting.append((sums, keys))
    lying = _of_intervals(chosen, wider, most)
    slotted, strips = _told(sitting, lambda key: (key, None)), _told(lying, lambda key: (key >> 32, key & 0xFFFFFFFF))
    by_category = {word: count for word, count in zip(CATEGORIES, counts.tolist(), strict=True) if count}
    return dict(slotted) | dict(strips), by_category


class Slots:
    """The slots of a unit in which the chosen lie. `starts`: the first day of each, as ordinals; the first may be earlier than
    any of the chosen."""

    def __init__(self, chosen: Chosen, unit: str):
        first = min((int(cut.column("start").min()) for cut in chosen.cuts), default=1)
        last = max((int(cut.column("end")[-1]) for cut in chosen.cuts), default=1)
        self._first, self._slots = first, slots_of(first, last, unit)
        self.starts = self._slots[np.concatenate([[0], np.flatnonzero(np.diff(self._slots)) + 1])]
        self._after = np.append(self.starts[1:], slot_after(last, unit))
        self._number = np.cumsum(np.diff(self._slots, prepend=self._slots[0]) != 0)

    def of(self, days: np.ndarray) -> np.ndarray:
        """The first day of each day's slot."""
        return self._slots[days - self._first]

    def after(self, days: np.ndarray) -> np.ndarray:
        """The first day of the slot after each day's."""
        return self._after[self._number[days - self._first]]


def slot_after(day: int, unit: str) -> int:
    """The first day of the slot after that of a day."""
    slots = slots_of(day, day + 366, unit)
    return int(slots[np.argmax(slots != slots[0])])


def slots_of(first: int, last: int, unit: str) -> np.ndarray:
    """Of every day from the first to the last the first day of its slot."""
    days = np.arange(first, last + 1, dtype=np.int64)
    if unit == "day":
        return days
    if unit == "week":  # the first day of all was a Monday
        return days - (days - 1) % 7
    epoch = 1 - np.datetime64("0001-01-01").astype(int)
    calendar = (days - epoch).astype("datetime64[D]").astype(f"datetime64[{unit[0].upper()}]")
    return calendar.astype("datetime64[D]").astype(np.int64) + epoch


def _of_slots(ends, starts: np.ndarray, figures: Figures, categories) -> tuple[Sums, np.ndarray]:
    """Sums by the slot of the last day, by which the incidents of a cut are sorted, and the slots that hold any."""
    edges = np.searchsorted(ends, starts.astype(ends.dtype))  # of another type, every day would be converted to it
    edges[0] = 0
    held = np.diff(edges, append=len(ends)) > 0
    sums = Sums(int(held.sum()), len(CATEGORIES))
    sums.add_runs(edges[held], figures, categories)
    return sums, starts[held]


def _of_intervals(chosen: Chosen, wider: list[tuple], most: int) -> list[tuple[Sums, np.ndarray]]:
    """Sums by interval: (first day, last day, figures, categories) of each cut → those of each cut by (first << 32 | last)."""
    pairs = [starts << 32 | ends for starts, ends, *_apart in wider]
    if wider and _are_more(pairs, most):
        months, years = Slots(chosen, "month"), Slots(chosen, "year")
        pairs = [_held(starts, ends, months, years) for starts, ends, *_apart in wider]
    found = []
    for some, (_starts, _ends, figures, categories) in zip(pairs, wider, strict=True):
        keys, groups = np.unique(some, return_inverse=True)
        sums = Sums(len(keys), len(CATEGORIES))
        sums.add(groups, figures, categories)
        found.append((sums, keys))
    return found


def _are_more(pairs: list[np.ndarray], most: int) -> bool:
    """Whether there are more than so many different ones; it mostly shows in a few of them."""
    seen = np.unique(np.concatenate([some[: 4 * most] for some in pairs]))
    return len(seen) > most or len(np.unique(np.concatenate(pairs))) > most


def _held(starts: np.ndarray, ends: np.ndarray, months: Slots, years: Slots) -> np.ndarray:
    """The month that holds each interval, or the years that do."""
    begins = months.of(starts)
    is_month = begins == months.of(ends)
    after = np.where(is_month, months.after(ends), years.after(ends))
    return np.where(is_month, begins, years.of(starts)) << 32 | (after - 1)


def _told(found: list[tuple[Sums, np.ndarray]], when: Callable) -> Iterator:
    """Sums of several cuts by their keys, together."""
    if not found:
        return
    keys = np.unique(np.concatenate([keys for _sums, keys in found]))
    together = Sums(len(keys), len(CATEGORIES))
    for sums, those in found:
        together.change(sums, at=np.searchsorted(keys, those))
    by_category = together.incidents.sum(axis=2).tolist()
    for key, total, counts in zip(keys.tolist(), together.totals(), by_category, strict=True):
        if total.incidents:
            yield when(key), (total, {word: n for word, n in zip(CATEGORIES, counts, strict=True) if n})


def extent(chosen: Chosen) -> tuple[int | None, int | None]:
    """The first and the last day of the chosen, as ordinals, but for those whose date is longer than a month."""
    dated = [(cut.column("start"), cut.column("end")) for cut in chosen.cuts if not cut.stretch.is_longer]
    if not dated:
        return None, None
    return min(int(starts.min()) for starts, _ends in dated), max(int(ends[-1]) for _starts, ends in dated)
