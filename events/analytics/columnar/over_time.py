"""The chosen over time: by the slot in which they lie, and those that lie in none by their interval (C11)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from events.analytics.columnar.block import Block
from events.analytics.columnar.codes import VOCABULARIES
from events.analytics.columnar.counting import Chosen
from events.analytics.columnar.cut import Cut
from events.analytics.columnar.figures import Figures
from events.analytics.columnar.sums import Sums, together
from events.figures import Total

CATEGORIES = VOCABULARIES["category"]
Times = dict[tuple[int, int | None], tuple[Total, dict[str, int]]]


def over_time(chosen: Chosen, unit: str, most: int) -> Times:
    """(first day, None) of a slot, or first and last day of what lies in no slot → its total, and how many of each category.
    Days are ordinals. Of more than `most` intervals those of the months or years around them are told."""
    whose = chosen.question.whose
    placed = [
        (cut, *cut.once(("over time", unit, whose), lambda cut=cut: _placed(cut, unit, whose))) for cut in chosen.cuts
    ]
    sitting = [(sums, keys, cut.sign) for cut, sums, keys, _wider in placed]
    lying = _of_intervals([(wider, cut.sign) for cut, _sums, _keys, wider in placed if wider.size], most)
    slotted, strips = _told(sitting, lambda key: (key, None)), _told(lying, lambda key: (key >> 32, key & 0xFFFFFFFF))
    return dict(slotted) | dict(strips)


@dataclass(frozen=True, slots=True)
class Wider:
    """Incidents of a cut that lie in no slot, each with its first and its last day."""

    block: Block
    starts: np.ndarray
    ends: np.ndarray
    figures: Figures
    categories: np.ndarray

    @property
    def size(self) -> int:
        return len(self.starts)


def _placed(cut: Cut, unit: str, whose: str) -> tuple[Sums, np.ndarray, Wider]:
    """(sums by slot; the first day of each slot; what lies in none)."""
    slots = Slots.of_block(cut.block, unit)
    sums, keys = _of_slots(cut, slots.starts, whose)
    wide, _within = cut.listed("wide.rows")
    starts, ends = cut.at("start", wide), cut.at("end", wide)
    those = np.flatnonzero(slots.of(starts) != slots.of(ends))
    wide, starts, ends = wide.take(those), starts.take(those), ends.take(those)
    apart = cut.figures_at(whose, wide), cut.at("category", wide)
    if len(wide):
        less = Sums(*sums.incidents.shape[:2])
        less.add(np.searchsorted(keys, slots.of(ends)), *apart)
        sums.change(less, -1)
    return sums, keys, Wider(cut.block, starts.astype(np.int64), ends.astype(np.int64), *apart)


class Slots:
    """The slots of a unit from one day to another (ordinals). `starts`: the first day of each."""

    def __init__(self, first: int, last: int, unit: str):
        self._first, self._slots = first, slots_of(first, last, unit)
        self.starts = self._slots[np.concatenate([[0], np.flatnonzero(np.diff(self._slots)) + 1])]
        self._after = np.append(self.starts[1:], slot_after(last, unit))
        self._number = np.cumsum(np.diff(self._slots, prepend=self._slots[0]) != 0)

    @classmethod
    def of_block(cls, block: Block, unit: str) -> "Slots":
        """Those in which a block's incidents lie."""
        if ("slots", unit) not in block.kept:
            block.kept["slots", unit] = cls(*block.extent, unit)
        return block.kept["slots", unit]

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


def _of_slots(cut: Cut, starts: np.ndarray, whose: str) -> tuple[Sums, np.ndarray]:
    """Sums by the slot of the last day, by which the incidents of a cut are sorted, and the slots that hold any."""
    edges = cut.first_from(starts)
    held = np.diff(edges, append=cut.size) > 0
    sums = Sums(int(held.sum()), len(CATEGORIES))
    sums.add_runs(edges[held], cut.figures(whose), cut.column("category"))
    return sums, starts[held]


def _of_intervals(lying: list[tuple[Wider, int]], most: int) -> list[tuple[Sums, np.ndarray, int]]:
    """Sums by interval, of what lies in no slot: those of each cut, by (first day << 32 | last day), and its sign."""
    pairs = [wider.starts << 32 | wider.ends for wider, _sign in lying]
    if _are_more(pairs, [sign for _wider, sign in lying], most):
        pairs = [_held(wider) for wider, _sign in lying]
    found = []
    for some, (wider, sign) in zip(pairs, lying, strict=True):
        keys, groups = np.unique(some, return_inverse=True)
        sums = Sums(len(keys), len(CATEGORIES))
        sums.add(groups, wider.figures, wider.categories)
        found.append((sums, keys, sign))
    return found


def _are_more(pairs: list[np.ndarray], signs: list[int], most: int) -> bool:
    """Whether there are more than so many different ones; it mostly shows in a few of them."""
    few = [some[: 4 * most] for some, sign in zip(pairs, signs, strict=True) if sign > 0]
    taken_away = sum(len(some) for some, sign in zip(pairs, signs, strict=True) if sign < 0)
    if sum(map(len, pairs)) <= most or len(np.unique(np.concatenate(few))) > most + taken_away:
        return sum(map(len, pairs)) > most
    each, at = np.unique(np.concatenate(pairs), return_inverse=True)
    times = np.bincount(at, weights=np.repeat(signs, [len(some) for some in pairs]), minlength=len(each))
    return np.count_nonzero(times) > most


def _held(wider: Wider) -> np.ndarray:
    """The month that holds each interval, or the years that do."""
    months, years = (Slots.of_block(wider.block, unit) for unit in ("month", "year"))
    begins = months.of(wider.starts)
    is_month = begins == months.of(wider.ends)
    after = np.where(is_month, months.after(wider.ends), years.after(wider.ends))
    return np.where(is_month, begins, years.of(wider.starts)) << 32 | (after - 1)


def _told(found: list[tuple[Sums, np.ndarray, int]], when: Callable) -> Iterator:
    """Sums of several cuts by their keys, together."""
    sums, keys = together(found, len(CATEGORIES))
    by_category = sums.incidents.sum(axis=2).tolist()
    for key, total, counts in zip(keys.tolist(), sums.totals(), by_category, strict=True):
        if total.incidents:
            yield when(key), (total, {word: n for word, n in zip(CATEGORIES, counts, strict=True) if n})


def extent(chosen: Chosen) -> tuple[int | None, int | None]:
    """The first and the last day of the chosen, as ordinals, but for those whose date is longer than a month."""
    found = [extent for window in chosen.windows if not window.stretch.is_longer and (extent := window.extent())]
    return min((first for first, _last in found), default=None), max((last for _first, last in found), default=None)
