"""What is chosen of one stretch of a block, and its columns: each is taken once, whatever asks for it."""

from collections.abc import Callable
from typing import TypeVar

import numpy as np

from events.analytics.columnar.block import Block, Stretch
from events.analytics.columnar.codes import CODES, SIZES
from events.analytics.columnar.figures import Figures

Counted = TypeVar("Counted")
MOST_KEPT = 1_000
"""Counts of whole stretches that a block keeps."""


class Cut:
    """Chosen incidents of one stretch of a block: of its rows from `begins` to `ends` those of `mask`, or all.

    `sign`: 1, or −1 where they are to be taken away from the whole stretch.
    """

    def __init__(self, block: Block, begins: int, ends: int, mask: np.ndarray | None, stretch: Stretch, sign: int = 1):
        self.block, self.begins, self.ends, self.mask = block, begins, ends, mask
        self.stretch, self.sign = stretch, sign
        self.rows = None if mask is None else np.flatnonzero(mask)
        """Counted from `begins`; None for all."""
        self.size = ends - begins if mask is None else len(self.rows)
        self._is_whole = mask is None and (begins, ends) == (stretch.begins, stretch.ends)
        self._taken: dict = {}

    def once(self, what: tuple, count: Callable[[], Counted]) -> Counted:
        """What is counted of these incidents, once; of a whole stretch once for all questions, as it never changes. A count is
        as large as what it is by; columns are not kept so."""
        if not self._is_whole:
            return self._once(what, count)
        kept, key = self.block.kept, (self.begins, *what)
        found = kept.get(key)
        if found is None:
            found = count()
            if len(kept) >= MOST_KEPT:  # another thread may be adding too: nothing is looked up twice
                kept.clear()
            kept[key] = found
        return found

    def _once(self, what: tuple, take: Callable[[], Counted]) -> Counted:
        if what not in self._taken:
            self._taken[what] = take()
        return self._taken[what]

    def column(self, name: str) -> np.ndarray:
        """Of each chosen incident, in the order of the last day and the id."""
        whole = self.block.arrays[name][self.begins : self.ends]
        return whole if self.rows is None else self._once((name,), lambda: whole.take(self.rows))

    def at(self, name: str, rows: np.ndarray) -> np.ndarray:
        """A column of these rows, counted from `begins`."""
        return self.block.arrays[name][self.begins : self.ends].take(rows)

    def first_from(self, days: np.ndarray) -> np.ndarray:
        """How many chosen incidents end before each of these days."""
        ends = self.block.arrays["end"][self.begins : self.ends]
        found = np.searchsorted(ends, days.astype(ends.dtype))  # of another type, every day would be converted to it
        return found if self.rows is None else np.searchsorted(self.rows, found)

    def figures(self, whose: str) -> Figures:
        """One figure of each chosen incident."""
        return self._once(("figures", whose), lambda: self.block.figures(whose, self.begins, self.ends).of(self.rows))

    def summed(self, whose: str) -> tuple[np.ndarray, tuple[int, int, int]]:
        """Of one figure how many chosen incidents there are of each kind of marks, and the sums of low, best and high."""
        return self.once(("summed", whose), lambda: self._summed(whose))

    def _summed(self, whose: str) -> tuple[np.ndarray, tuple[int, int, int]]:
        if not self.block.is_rare(whose):
            return self.figures(whose).summed()
        _rows, within = self.listed(f"{whose}.rows")
        told = self.block.figures_of(whose, within)
        marks, bounds = told.summed()
        marks[0] += self.size - len(told.numbers)
        return marks, bounds

    def words(self) -> np.ndarray:
        """How many chosen incidents there are of each category, type and grade."""
        size = int(np.prod(SIZES))
        return self.once(("words",), lambda: np.bincount(self.column("word"), minlength=size).reshape(SIZES))

    def listed(self, rows: str) -> tuple[np.ndarray, np.ndarray | slice]:
        """Of a sorted list of rows those that are chosen, counted from `begins`, and where in the list they stand."""
        return self._once(("listed", rows), lambda: self._listed(rows))

    def _listed(self, rows: str) -> tuple[np.ndarray, np.ndarray | slice]:
        found, within = self.block.named(rows, self.begins, self.ends)
        if self.mask is None:
            return found, within
        chosen = np.flatnonzero(self.mask.take(found))
        return found.take(chosen), chosen + within.start

    @property
    def is_sole(self) -> bool:
        """Whether each incident has one perpetrator."""
        return self.stretch.attribution == CODES["attribution"]["sole"]

    def perpetrators(self) -> np.ndarray:
        """The one perpetrator of each chosen incident, where each has one: so the list is as long as the stretch."""
        _rows, within = self.block.named("perpetrator.rows", self.begins, self.ends)
        actors = self.block.arrays["perpetrator.actors"][within]
        return actors if self.rows is None else actors.take(self.rows)

    def figures_at(self, whose: str, rows: np.ndarray) -> Figures:
        """One figure of each of these rows, counted from `begins`."""
        return self.block.figures(whose, self.begins, self.ends).of(rows)
