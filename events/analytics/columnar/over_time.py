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


def over_time(chosen: Chosen, unit: str, most: int) -> tuple[Times, Sums]:
    """(first day, None) of a slot, or first and last day of what lies in no slot → its total, and how many of each category;
    and the sums of all. Days are ordinals. Of more than `most` intervals they are those of the months or years around."""
    sitting, wider, whole = [], [], Sums(1, len(CATEGORIES))
    for cut in chosen.cuts:
        starts, ends, categories = (cut.column(name) for name in ("start", "end", "category"))
        figures = cut.figures(chosen.question.whose)
        first, slots = slots_of(int(starts.min()), int(ends[-1]), unit)
        sums, keys = _of_slots(ends, first, slots, figures, categories)
        whole.change(sums.together())
        wide = np.flatnonzero(starts != ends)
        wide = wide[slots[starts[wide] - first] != slots[ends[wide] - first]]
        if len(wide):
            less = Sums(*sums.incidents.shape[:2])
            apart = figures.of(wide), categories[wide]
            less.add(np.searchsorted(keys, slots[ends[wide] - first]), *apart)
            sums.change(less, -1)
            wider.append((starts[wide].astype(np.int64), ends[wide].astype(np.int64), *apart))
        sitting.append((sums, keys))
    lying = _of_intervals(wider, most)
    slotted, strips = _told(sitting, lambda key: (key, None)), _told(lying, lambda key: (key >> 32, key & 0xFFFFFFFF))
    return dict(slotted) | dict(strips), whole


def slots_of(first: int, last: int, unit: str) -> tuple[int, np.ndarray]:
    """(the first day, and of it and every day to the last the first day of its slot)."""
    days = np.arange(first, last + 1, dtype=np.int64)
    if unit == "day":
        return first, days
    if unit == "week":  # the first day of all was a Monday
        return first, days - (days - 1) % 7
    epoch = np.datetime64("1970-01-01").astype("datetime64[D]").astype(int) - 719163
    calendar = (days + epoch).astype("datetime64[D]").astype(f"datetime64[{unit[0].upper()}]")
    return first, calendar.astype("datetime64[D]").astype(np.int64) - epoch


def _of_slots(ends, first: int, slots: np.ndarray, figures: Figures, categories) -> tuple[Sums, np.ndarray]:
    """Sums by the slot of the last day, by which the incidents of a cut are sorted, and the slots that hold any."""
    starts = slots[np.concatenate([[0], np.flatnonzero(np.diff(slots)) + 1])]
    edges = np.searchsorted(ends, starts)  # a slot begins at its first day, the first one perhaps before all
    edges[0] = 0
    held = np.diff(edges, append=len(ends)) > 0
    sums = Sums(int(held.sum()), len(CATEGORIES))
    sums.add_runs(edges[held], figures, categories)
    return sums, starts[held]


def _of_intervals(wider: list[tuple], most: int) -> list[tuple[Sums, np.ndarray]]:
    """Sums by interval: (first day, last day, figures, categories) of each cut → those of each cut by (first << 32 | last)."""
    pairs = [starts << 32 | ends for starts, ends, *_apart in wider]
    if wider and len(np.unique(np.concatenate([np.unique(some) for some in pairs]))) > most:
        pairs = [_held(starts, ends) for starts, ends, *_apart in wider]
    found = []
    for some, (_starts, _ends, figures, categories) in zip(pairs, wider, strict=True):
        keys, groups = np.unique(some, return_inverse=True)
        sums = Sums(len(keys), len(CATEGORIES))
        sums.add(groups, figures, categories)
        found.append((sums, keys))
    return found


def _held(starts: np.ndarray, ends: np.ndarray) -> np.ndarray:
    """The month that holds each interval, or the years that do."""
    first, last = int(starts.min()), int(ends.max())
    months, years = (slots_of(first, last, unit)[1] for unit in ("month", "year"))
    is_month = months[starts - first] == months[ends - first]
    begins = np.where(is_month, months[starts - first], years[starts - first])
    after = np.where(is_month, _next(months, 31)[ends - first], _next(years, 366)[ends - first])
    return begins << 32 | (after - 1)


def _next(slots: np.ndarray, longest: int) -> np.ndarray:
    """Of each day the first day of the slot after its own."""
    _first, following = slots_of(int(slots[0]), int(slots[-1]) + 2 * longest, "month" if longest == 31 else "year")
    return following[slots - slots[0] + longest]


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
