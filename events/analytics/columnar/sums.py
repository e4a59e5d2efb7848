"""Honest sums by group, over columns (C8)."""

import numpy as np

from events.analytics.columnar.codes import BEST, HIGH, LOW, MARKS, UNCOUNTED
from events.analytics.columnar.figures import Figures
from events.figures import Total

BOUNDS = ("low", "best", "high")
_LOW, _BEST, _HIGH, _UNCOUNTED = (
    np.array([mark & bit > 0 for mark in range(MARKS)]) for bit in (LOW, BEST, HIGH, UNCOUNTED)
)
TOLD = np.column_stack([_LOW | ~_LOW, _LOW, _LOW | _BEST, _HIGH, _LOW & ~_HIGH, _LOW & ~_BEST, _UNCOUNTED]).astype(
    np.int64
)
"""Of each mark whether it is of a part, one with a low, one with a best to give, with a high, open, that lent, uncounted."""


class Sums:
    """Honest sums by group (C8): `incidents` by group, kind and what is known of a figure, and the sums of its bounds."""

    def __init__(self, size: int, kinds: int = 1):
        self.incidents = np.zeros((size, kinds, MARKS), np.int64)
        self.low, self.best, self.high = (np.zeros(size, np.int64) for _bound in range(3))

    def add(self, groups: np.ndarray, figures: Figures, kind: np.ndarray | int = 0) -> None:
        """Each incident's figure to its group."""
        size, kinds, _marks = self.incidents.shape
        keys = groups * (kinds * MARKS) + self._kept(figures, kind)
        self.incidents += np.bincount(keys, minlength=self.incidents.size).reshape(self.incidents.shape)
        for name in BOUNDS:
            sums = np.bincount(groups, weights=getattr(figures, name), minlength=size)
            getattr(self, name).__iadd__(sums.astype(np.int64))

    def add_runs(self, starts: np.ndarray, figures: Figures, kind: np.ndarray) -> None:
        """The same where a group is a run of incidents, none of them empty; `starts`: where each begins."""
        kinds, kept = self.incidents.shape[1], self._kept(figures, kind)
        keys = np.repeat(np.arange(len(starts)) * (kinds * MARKS), np.diff(starts, append=len(kept)))
        self.incidents += np.bincount(keys + kept, minlength=self.incidents.size).reshape(self.incidents.shape)
        for name in BOUNDS:
            getattr(self, name).__iadd__(np.add.reduceat(getattr(figures, name), starts).astype(np.int64))

    def add_whole(self, group: int, marks: np.ndarray, bounds: tuple[int, int, int], sign: int) -> None:
        """Many incidents to one group: how many there are of each kind of marks, and the sums of their bounds."""
        self.incidents[group, 0] += sign * marks.reshape(-1, MARKS).sum(axis=0)
        for name, bound in zip(BOUNDS, bounds, strict=True):
            getattr(self, name)[group] += sign * bound

    @staticmethod
    def _kept(figures: Figures, kind: np.ndarray | int) -> np.ndarray:
        """The kind and what is known of the figure, in a byte."""
        return (figures.marks & (MARKS - 1)) | np.left_shift(kind, 4, dtype=np.uint8)

    def change(self, more: "Sums", sign: int = 1, at: np.ndarray | slice = slice(None)) -> None:
        """Add those of other incidents to groups, or take them away."""
        self.incidents[at] += sign * more.incidents
        for name in BOUNDS:
            getattr(self, name)[at] += sign * getattr(more, name)

    def totals(self, incidents: np.ndarray | None = None) -> list[Total]:
        """Of each group; `incidents`, where its parts are not counted one by one."""
        parts, low, best, high, is_open, lent, uncounted = (self.incidents.sum(axis=1) @ TOLD).T
        known = {"low": low > 0, "best": best > 0, "high": (high > 0) & (is_open == 0)}
        bounds = [np.where(known[name], getattr(self, name), None).tolist() for name in BOUNDS]
        others = [column.tolist() for column in (parts - low, lent, uncounted)]
        return [*map(Total, (parts if incidents is None else incidents).tolist(), *bounds, *others)]

    @property
    def largest_first(self) -> np.ndarray:
        """Of each group its best, −1 where none is known: what actors are ordered by."""
        return np.where((self.incidents.sum(axis=1) @ TOLD)[:, 2] > 0, self.best, -1)


def together(found: list[tuple[Sums, np.ndarray, int]], kinds: int = 1) -> tuple[Sums, np.ndarray]:
    """Sums of several cuts, each by its own sorted keys and with a sign → theirs together, and the keys."""
    keys = np.unique(np.concatenate([np.empty(0, np.int64), *(keys for _sums, keys, _sign in found)]))
    whole = Sums(len(keys), kinds)
    for sums, those, sign in found:
        whole.change(sums, sign, at=np.searchsorted(keys, those))
    return whole, keys


def once(rows: np.ndarray, groups: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Each incident once in a group; those in no group (−1) left out. `rows` are sorted."""
    first = np.flatnonzero(~again(rows, groups) & (groups >= 0))
    return rows.take(first), groups.take(first).astype(np.intp)


def again(rows: np.ndarray, groups: np.ndarray) -> np.ndarray:
    """Of sorted rows whether the group stands at the same row already; each is compared with those before it."""
    found, back = np.zeros(len(rows), bool), 1
    at = np.flatnonzero(rows[1:] == rows[:-1]) + 1
    while len(at):
        found[at] |= groups.take(at) == groups.take(at - back)
        back += 1
        at = at[np.searchsorted(at, back) :]
        at = at.take(np.flatnonzero(rows.take(at) == rows.take(at - back)))
    return found


def several(rows: np.ndarray) -> np.ndarray:
    """Of sorted rows whether each is there more than once."""
    same = rows[1:] == rows[:-1]
    several = np.zeros(len(rows), bool)
    several[1:] = same
    several[:-1] |= same
    return several
