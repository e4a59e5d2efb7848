"""Honest sums by group, over columns (C8)."""

import numpy as np

from events.analytics.columnar.block import Figures
from events.analytics.columnar.codes import BEST, HIGH, KINDS, LOW, MARKS, UNCOUNTED
from events.figures import Total

KNOWN = np.array([[mark & bit > 0 for bit in (LOW, BEST, HIGH, UNCOUNTED)] for mark in range(MARKS)])
BOUNDS = ("low", "best", "high")


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

    def add_whole(self, group: int, marks: np.ndarray, bounds: tuple[int, int, int]) -> None:
        """Many incidents to one group: how many there are of each kind of marks, and the sums of their bounds."""
        self.incidents[group, 0] += marks.reshape(-1, MARKS).sum(axis=0)
        for name, bound in zip(BOUNDS, bounds, strict=True):
            getattr(self, name)[group] += bound

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
        by_mark = self.incidents.sum(axis=1)
        low, best, high, uncounted = KNOWN.T

        def having(holds: np.ndarray) -> np.ndarray:
            return by_mark[:, holds].sum(axis=1)

        parts = having(low | ~low)
        known = {"low": having(low), "best": having(low | best), "high": having(high) * (having(low & ~high) == 0)}
        columns = [parts if incidents is None else incidents]
        columns += [np.where(known[name] > 0, getattr(self, name), -1) for name in known]
        columns += [parts - known["low"], having(low & ~best), having(uncounted)]
        return [
            Total(count, *(None if bound < 0 else bound for bound in bounds), *others)
            for count, *bounds_and in zip(*(column.tolist() for column in columns), strict=True)
            for bounds, others in ((bounds_and[:3], bounds_and[3:]),)
        ]


def histogram(codes: np.ndarray) -> np.ndarray:
    """How often each byte is there; counted in pairs, which is half the work."""
    pairs = np.bincount(codes[: len(codes) & ~1].view(np.uint16), minlength=KINDS * KINDS).reshape(KINDS, KINDS)
    counts = pairs.sum(axis=0) + pairs.sum(axis=1)
    if len(codes) & 1:
        counts[codes[-1]] += 1
    return counts


def once(rows: np.ndarray, groups: np.ndarray, size: int) -> tuple[np.ndarray, np.ndarray]:
    """Each incident once in a group; those in no group (−1) left out. `rows` are sorted."""
    there = groups >= 0
    if not there.all():
        rows, groups = rows[there], groups[there]
    groups = groups.astype(np.intp)
    doubled = several(rows)
    if not doubled.any():
        return rows, groups
    keys = np.sort(rows[doubled].astype(np.int64) * size + groups[doubled])
    keys = keys[np.flatnonzero(np.diff(keys, prepend=-1))]
    return np.concatenate([rows[~doubled], keys // size]), np.concatenate([groups[~doubled], keys % size])


def several(rows: np.ndarray) -> np.ndarray:
    """Of sorted rows whether each is there more than once."""
    same = rows[1:] == rows[:-1]
    several = np.zeros(len(rows), bool)
    several[1:] = same
    several[:-1] |= same
    return several
