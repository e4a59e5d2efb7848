"""What is chosen of one stretch of a block, and its columns: each is taken once, whatever asks for it."""

import numpy as np

from events.analytics.columnar.block import FIGURE, Block, Figures, Stretch
from events.analytics.columnar.codes import CODES
from events.analytics.columnar.sums import histogram


class Cut:
    """Chosen incidents of one stretch of a block: of its rows from `begins` to `ends` those of `mask`, or all."""

    def __init__(self, block: Block, begins: int, ends: int, mask: np.ndarray | None, stretch: Stretch):
        self.block, self.begins, self.ends, self.mask = block, begins, ends, mask
        self.stretch = stretch
        self.rows = None if mask is None else np.flatnonzero(mask)
        """Counted from `begins`; None for all."""
        self.size = ends - begins if mask is None else len(self.rows)
        self._kept: dict = {}

    def column(self, name: str) -> np.ndarray:
        """Of each chosen incident, in the order of the last day and the id."""
        if name not in self._kept:
            whole = self.block.arrays[name][self.begins : self.ends]
            self._kept[name] = whole if self.rows is None else whole[self.rows]
        return self._kept[name]

    def figures(self, whose: str) -> Figures:
        """One figure of each chosen incident."""
        if whose not in self._kept:
            self._kept[whose] = self.block.figures(whose, self.begins, self.ends).of(self.rows)
        return self._kept[whose]

    def summed(self, whose: str) -> tuple[np.ndarray, tuple[int, int, int]]:
        """Of one figure how many chosen incidents there are of each kind of marks, and the sums of low, best and high."""
        key = f"sum of {whose}"
        if key not in self._kept:
            told = self._told(whose)
            marks = histogram(told.marks)
            marks[0] += self.size - len(told.marks)
            self._kept[key] = marks, tuple(int(bound.sum()) for bound in (told.low, told.best, told.high))
        return self._kept[key]

    def _told(self, whose: str) -> Figures:
        """One figure of the chosen incidents that have it, and perhaps of some that have not: no marks, and no number."""
        if self.block.is_rare(whose):
            _rows, within = self.listed(f"{whose}.rows")
            return Figures(*(self.block.arrays[f"{whose}.{name}"][within] for name in FIGURE))
        return self.figures(whose)

    def listed(self, rows: str) -> tuple[np.ndarray, np.ndarray | slice]:
        """Of a sorted list of rows those that are chosen, counted from `begins`, and where in the list they stand."""
        found, within = self.block.named(rows, self.begins, self.ends)
        if self.mask is None:
            return found, within
        chosen = np.flatnonzero(self.mask[found])
        return found[chosen], chosen + within.start

    @property
    def is_sole(self) -> bool:
        """Whether each incident has one perpetrator."""
        return self.stretch.attribution == CODES["attribution"]["sole"]

    def perpetrators(self) -> np.ndarray:
        """The one perpetrator of each chosen incident, where each has one: so the list is as long as the stretch."""
        _rows, within = self.block.named("perpetrator.rows", self.begins, self.ends)
        actors = self.block.arrays["perpetrator.actors"][within]
        return actors if self.rows is None else actors[self.rows]

    def figures_at(self, whose: str, rows: np.ndarray) -> Figures:
        """One figure of each of these rows, counted from `begins`."""
        return self.block.figures(whose, self.begins, self.ends).of(rows)
