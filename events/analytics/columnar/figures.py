"""Figures of incidents as columns: each incident holds the number of its figure among all the different ones there are.

There are some thousands of different ones, of millions of incidents: so a column is of two bytes, and sums over many incidents
are counts of how often each is there.
"""

from collections.abc import Iterator
from functools import cached_property

import numpy as np

from events.analytics.columnar.codes import BEST, CODES, HIGH, KINDS, LOW, NONE, RULE, UNCOUNTED, VOCABULARIES, WHOSE

DENSE = 0.25
"""The share of incidents from which on a figure has a value for each incident; rarer ones name their incidents."""
FIGURE = ("low", "best", "high", "marks")
NO_FIGURE = tuple(np.zeros(1, np.uint8 if name == "marks" else np.float64) for name in FIGURE)


class Figures:
    """One figure of a stretch of incidents: bounds, 0 where not known, and what is known of them (codes.py). An incident holds
    the number of its figure among all the different ones there are, `each`; the first of these is that of no estimate."""

    def __init__(self, numbers: np.ndarray, each: tuple[np.ndarray, ...]):
        self.numbers, self._each = numbers, each

    def of(self, which) -> "Figures":
        return self if which is None else Figures(self.numbers[which], self._each)

    @cached_property
    def low(self) -> np.ndarray:
        return self._each[0].take(self.numbers)

    @cached_property
    def best(self) -> np.ndarray:
        return self._each[1].take(self.numbers)

    @cached_property
    def high(self) -> np.ndarray:
        return self._each[2].take(self.numbers)

    @cached_property
    def marks(self) -> np.ndarray:
        return self._each[3].take(self.numbers)

    def marked(self, wanted: np.ndarray) -> np.ndarray:
        """Of each whether its marks are among those wanted, which are told of every kind of marks."""
        return wanted.take(self._each[3]).take(self.numbers)

    def summed(self) -> tuple[np.ndarray, tuple[int, int, int]]:
        """How many there are of each kind of marks, and the sums of low, best and high."""
        *bounds, marks = self._each
        if len(self.numbers) < len(marks):
            low, best, high, kinds = (column.take(self.numbers) for column in self._each)
            return np.bincount(kinds, minlength=KINDS), tuple(int(bound.sum()) for bound in (low, best, high))
        times = np.bincount(self.numbers, minlength=len(marks))
        kinds = np.bincount(marks, weights=times, minlength=KINDS).astype(np.int64)
        return kinds, tuple(int(times @ bound) for bound in bounds)


def estimates(found: np.ndarray, rows: np.ndarray, size: int, numbers) -> dict[str, np.ndarray]:
    """Columns of the estimates that were found, of a block's rows: each figure of all victims of a group; and those of
    combatants whose actor is known, apart, of any harm. `size`: how many incidents there are; `numbers` makes numbers of ids of
    actors."""
    marks = _marks(found)
    # in doubles, which are exact to 2^53, far above what there are people: so they are summed as they are
    bounds = {name: np.maximum(found[name], 0).astype(np.float64) for name in ("low", "best", "high")}
    bounds["best"] = np.where(
        found["best"] < 0, bounds["low"], bounds["best"]
    )  # a part without a best lends its low (C8)
    columns = bounds | {"marks": marks}
    arrays = {}
    for whose, those in _by_figure(found):
        those = those[np.argsort(rows[those], kind="stable")]
        if len(those):
            arrays |= _numbered(whose, {name: column[those] for name, column in columns.items()})
            if len(those) >= DENSE * size:
                spread = np.zeros(size, arrays[f"{whose}.numbers"].dtype)
                spread[rows[those]] = arrays[f"{whose}.numbers"]
                arrays[f"{whose}.numbers"] = spread
            else:
                arrays[f"{whose}.rows"] = rows[those].astype(np.int32)
    those = np.flatnonzero(found["whose"] >= 0)
    those = those[np.argsort(rows[those], kind="stable")]
    arrays |= _numbered("whose", {name: column[those] for name, column in columns.items()})
    arrays |= {f"whose.{name}": found[name][those].astype(np.uint8) for name in ("harm", "victims")}
    return arrays | {"whose.rows": rows[those].astype(np.int32), "whose.actors": numbers(found["whose"][those])}


def _numbered(whose: str, columns: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Figures → all the different ones, that of no estimate first and then the frequent before the rare; and the number that
    each has among them, of as few bytes as will do."""
    keys = np.zeros(len(columns["marks"]), np.int64)
    for column in columns.values():
        values, at = np.unique(column, return_inverse=True)
        keys = np.unique(keys * len(values) + at, return_inverse=True)[1]
    times, firsts = np.bincount(keys), np.empty(int(keys.max(initial=-1)) + 1, np.int64)
    firsts[keys] = np.arange(len(keys))
    order = np.argsort(-times, kind="stable")
    ranks = np.empty(len(order), np.int64)
    ranks[order] = np.arange(1, len(order) + 1)
    each = {
        f"{whose}.{name}": np.concatenate([[0], column[firsts[order]]]).astype(column.dtype)
        for name, column in columns.items()
    }
    return each | {f"{whose}.numbers": ranks[keys].astype(np.min_scalar_type(len(order)))}


def _by_figure(found: np.ndarray) -> Iterator[tuple[str, np.ndarray]]:
    for (harm, victims), whose in WHOSE.items():
        is_it = (found["harm"] == CODES["harm"][harm]) & (found["victims"] == CODES["victims"][victims])
        yield whose, np.flatnonzero(is_it & (found["whose"] < 0))


def _marks(found: np.ndarray) -> np.ndarray:
    known = {LOW: found["low"] >= 0, BEST: found["best"] >= 0, HIGH: found["high"] >= 0}
    known |= {UNCOUNTED: found["is_uncounted"] == 1, NONE: (found["low"] == 0) & (found["high"] == 0)}
    marks = found["rule"].astype(np.uint8) << RULE
    for bit, holds in known.items():
        marks |= np.where(holds, np.uint8(bit), np.uint8(0))
    return marks


assert len(VOCABULARIES["rule"]) <= 8, "the rule of a figure has three bits"
