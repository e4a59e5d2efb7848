"""Incidents as columns, sorted so that most questions ask for a stretch of them and nothing else.

A block is named arrays over incidents that are sorted by dataset, status, how they are attributed, whether their date is
longer than a month, last day and id. A stretch is what shares the first four: in it the first day of a window is found by
bisection, "published incidents of one dataset" are slices, and a sum by attribution is that of a slice.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from events.analytics.columnar.codes import CODES, SIZES, WORDS
from events.analytics.columnar.figures import FIGURE, NO_FIGURE, Figures, estimates
from events.analytics.columnar.reading import Record


@dataclass(frozen=True, slots=True)
class Stretch:
    """Rows `begins` to `ends` of a block: incidents of one dataset and status, attributed in one way (codes)."""

    begins: int
    ends: int
    dataset: int
    status: int
    attribution: int
    is_longer: bool


class Block:
    """`arrays`: the columns by name, as `arrays_of` makes them; places and actors are numbers of the lists `place_ids` and
    `actor_ids`, or of the trees that begin with them."""

    def __init__(self, arrays: dict[str, np.ndarray]):
        self.arrays = arrays
        self.size = len(arrays["id"])
        self.stretches = [Stretch(*row[:5], bool(row[5])) for row in arrays["stretches"].tolist()]
        self.kept: dict = {}
        """What was counted of whole stretches: nothing in a block ever changes."""

    @cached_property
    def extent(self) -> tuple[int, int]:
        """The first and the last day of all, as ordinals."""
        if not self.size:
            return 1, 1
        return int(self.arrays["start"].min()), int(self.arrays["end"].max())

    def rows_of(self, ids: np.ndarray) -> np.ndarray:
        """The rows of those of these incidents that are here."""
        if not self.size or not len(ids):
            return np.empty(0, np.int64)
        sorter, known = self.arrays["by_id"], self.arrays["id"]
        found = np.minimum(np.searchsorted(known, ids, sorter=sorter), self.size - 1)
        rows = sorter[found]
        return rows[known[rows] == ids]

    def is_rare(self, whose: str) -> bool:
        """Whether so few incidents have this figure that it is kept of them alone."""
        return f"{whose}.rows" in self.arrays

    def figures(self, whose: str, begins: int, ends: int) -> Figures:
        """One figure of each incident of a stretch; of one that has no estimate nothing is known."""
        numbers = self.arrays.get(f"{whose}.numbers")
        if numbers is None:
            return Figures(np.zeros(ends - begins, np.uint8), NO_FIGURE)
        if not self.is_rare(whose):
            return self.figures_of(whose, slice(begins, ends))
        spread = np.zeros(ends - begins, numbers.dtype)
        rows, within = self.named(f"{whose}.rows", begins, ends)
        spread[rows] = numbers[within]
        return Figures(spread, self._each(whose))

    def figures_of(self, whose: str, within: np.ndarray | slice) -> Figures:
        """Those at these places of its list; of all incidents where it is not rare."""
        return Figures(self.arrays[f"{whose}.numbers"][within], self._each(whose))

    def _each(self, whose: str) -> tuple[np.ndarray, ...]:
        return tuple(self.arrays[f"{whose}.{name}"] for name in FIGURE)

    def named(self, rows: str, begins: int, ends: int) -> tuple[np.ndarray, slice]:
        """Of a sorted list of rows those in a stretch, counted from its beginning, and where in the list they stand."""
        listed = self.arrays[rows]
        edges = np.array((begins, ends), listed.dtype)  # of another type, the whole list would be converted to it
        within = slice(*np.searchsorted(listed, edges).tolist())
        return listed[within] - begins, within

    def spoken_of_by(self, source: int) -> np.ndarray:
        """The rows that a source speaks of."""
        at = np.searchsorted(self.arrays["sources"], source)
        if at == len(self.arrays["sources"]) or self.arrays["sources"][at] != source:
            return np.empty(0, np.int32)
        return self.arrays["source.rows"][slice(*self.arrays["source.starts"][at : at + 2])]


def arrays_of(record: Record, numbers_of_places, numbers_of_actors) -> dict[str, np.ndarray]:
    """The columns of a block. `numbers_of_…` make numbers of ids."""
    found, attribution = record.incidents, _attribution(record)
    keys = [found["id"], found["end"], found["is_longer"], attribution, found["status"], found["dataset"]]
    order = np.lexsort(keys)
    found = found[order]
    by_id = np.argsort(found["id"]).astype(np.int32)
    arrays = {"id": found["id"], "by_id": by_id, "start": found["start"], "end": found["end"]}
    arrays["category"] = found["category"].astype(np.uint8)
    words = tuple(found[name] % size for name, size in zip(WORDS, SIZES, strict=True))
    arrays["word"] = np.ravel_multi_index(words, SIZES).astype(np.uint16)
    arrays["place"] = numbers_of_places(found["place"])
    arrays["wide.rows"] = np.flatnonzero(found["start"] != found["end"]).astype(np.int32)  # few are of several days
    arrays["stretches"] = _stretches([key[order] for key in reversed(keys[2:])])
    arrays["earliest"] = _earliest(found["start"], arrays["stretches"])

    def rows_of(ids: np.ndarray) -> np.ndarray:
        return by_id[np.searchsorted(found["id"], ids, sorter=by_id)]

    ours = np.isin  # a claim can be written between two reads, of an incident that is not among them
    involved = record.involvements[ours(record.involvements["id"], found["id"])]
    arrays |= _involvements(involved, rows_of(involved["id"]), numbers_of_actors)
    spoken = record.voices[ours(record.voices["id"], found["id"])]
    arrays |= _voices(spoken, rows_of(spoken["id"]))
    told = record.estimates[ours(record.estimates["id"], found["id"])]
    arrays |= estimates(told, rows_of(told["id"]), len(found), numbers_of_actors)
    return {name: np.ascontiguousarray(column) for name, column in arrays.items()}


def _attribution(record: Record) -> np.ndarray:
    """How each incident is attributed (C9), as a code."""
    blamed = record.involvements[record.involvements["role"] == CODES["role"]["perpetrator"]]
    ids = np.sort(record.incidents["id"])
    blamed = blamed[np.isin(blamed["id"], ids)]
    at = np.searchsorted(ids, blamed["id"])
    perpetrators = np.bincount(at, minlength=len(ids))
    contested = np.bincount(at[blamed["is_alternative"] == 1], minlength=len(ids)) > 0
    how = CODES["attribution"]
    several = np.where(contested, how["contested"], how["joint"])
    found = np.where(perpetrators == 0, how["none"], np.where(perpetrators == 1, how["sole"], several))
    return found[np.searchsorted(ids, record.incidents["id"])].astype(np.uint8)


def _stretches(keys: list[np.ndarray]) -> np.ndarray:
    """(begins, ends, dataset, status, attribution, is longer) of each; `keys` as they are sorted, the first of them first."""
    of_each = np.column_stack([key.astype(np.int64) for key in keys])
    begins = np.flatnonzero(np.any(np.diff(of_each, axis=0, prepend=-1) != 0, axis=1))
    return np.column_stack([begins, np.append(begins[1:], len(of_each))[: len(begins)], of_each[begins]])


def _earliest(start: np.ndarray, stretches: np.ndarray) -> np.ndarray:
    """Of each row the earliest first day from it to the end of its stretch, so that the end of a window is bisected too."""
    earliest = start.copy()
    for begins, ends, *_key in stretches.tolist():
        earliest[begins:ends] = np.minimum.accumulate(start[begins:ends][::-1])[::-1]
    return earliest


def _involvements(found: np.ndarray, rows: np.ndarray, numbers) -> dict[str, np.ndarray]:
    """Of each role its rows and actors, sorted by row."""
    actors, arrays = numbers(found["actor"]), {}
    for role, code in CODES["role"].items():
        those = np.flatnonzero(found["role"] == code)
        those = those[np.lexsort([actors[those], rows[those]])]
        arrays |= {f"{role}.rows": rows[those].astype(np.int32), f"{role}.actors": actors[those]}
    return arrays


def _voices(found: np.ndarray, rows: np.ndarray) -> dict[str, np.ndarray]:
    """Sources, sorted; where the rows of each begin and end; and the rows."""
    order = np.lexsort([rows, found["source"]])
    sources, starts = np.unique(found["source"][order], return_index=True)
    starts = np.concatenate([starts, [len(order)]]).astype(np.int64)
    return {"sources": sources, "source.starts": starts, "source.rows": rows[order].astype(np.int32)}
