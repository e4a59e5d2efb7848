"""The rows of a stretch that a question leaves, and the cuts that they are counted by."""

from dataclasses import dataclass

import numpy as np

from events.analytics.columnar.block import Block, Stretch
from events.analytics.columnar.cut import Cut


@dataclass(frozen=True, slots=True, eq=False)
class Window:
    """Of a stretch's rows from `begins` to `ends` those of `mask`, or all, but for those that were `changed` since the
    snapshot; both are counted from `begins`."""

    block: Block
    stretch: Stretch
    begins: int
    ends: int
    mask: np.ndarray | None
    changed: np.ndarray

    def cuts(self) -> list[Cut]:
        """What is counted. Where nothing but the days narrows a stretch and more is left than is left out, the sums of all of
        it, which are kept, and the others to be taken away."""
        block, stretch = self.block, self.stretch
        outside = [(stretch.begins, self.begins), (self.ends, stretch.ends)]
        is_less = sum(ends - begins for begins, ends in outside) > self.ends - self.begins
        if self.mask is not None or is_less:
            shown = self._shown()
            return [Cut(block, self.begins, self.ends, shown, stretch)] if shown is None or shown.any() else []
        less = [Cut(block, begins, ends, None, stretch, -1) for begins, ends in outside if begins < ends]
        if len(self.changed):
            less.append(Cut(block, self.begins, self.ends, only(self.changed, self.ends - self.begins), stretch, -1))
        return [Cut(block, stretch.begins, stretch.ends, None, stretch), *less]

    def extent(self) -> tuple[int, int] | None:
        """The first and the last day; None of nothing."""
        arrays, shown = self.block.arrays, self._shown()
        starts, ends = (arrays[name][self.begins : self.ends] for name in ("start", "end"))
        if shown is None:  # of no window nothing is left, or it would be none
            is_rest = self.ends == self.stretch.ends
            return int(arrays["earliest"][self.begins] if is_rest else starts.min()), int(ends[-1])
        rows = np.flatnonzero(shown)
        return (int(starts.take(rows).min()), int(ends[rows[-1]])) if len(rows) else None

    def last(self, size: int, key: tuple[int, int] | None) -> list[tuple[int, int]]:
        """(last day, id) of the last incidents, of those before such a key."""
        ends, ids = (self.block.arrays[name][self.begins : self.ends] for name in ("end", "id"))
        stop = self.ends - self.begins
        if key is not None:
            first, after = before(ends, key[0]), before(ends, key[0] + 1)
            stop = first + before(ids[first:after], key[1])
        if self.mask is None:
            rows = np.arange(max(stop - size - len(self.changed), 0), stop)
            rows = rows[~np.isin(rows, self.changed)]
        else:
            rows = np.flatnonzero(self._shown()[:stop])
        return [*zip(ends.take(rows[-size:]).tolist(), ids.take(rows[-size:]).tolist(), strict=True)]

    def _shown(self) -> np.ndarray | None:
        if not len(self.changed):
            return self.mask
        others = ~only(self.changed, self.ends - self.begins)
        return others if self.mask is None else self.mask & others


def before(column: np.ndarray, value: int) -> int:
    """How many of a sorted column are less. Looked for as of the column's own type: else all of it would be converted; and any
    number of Python's is allowed."""
    types = np.iinfo(column.dtype)
    if value > types.max:
        return len(column)
    return int(np.searchsorted(column, np.array(max(value, types.min), column.dtype)))


def only(rows: np.ndarray, size: int) -> np.ndarray:
    """The mask of these rows, of so many."""
    mask = np.zeros(size, bool)
    mask[rows] = True
    return mask
