"""Places and actors by number, each with what it lies in or is part of: read again whenever one of them is changed."""

from collections.abc import Iterable
from functools import cached_property

import numpy as np

from events.models import Actor, Place
from events.reading_from import reading_connection


class Tree:
    """A node's number is its place in `ids`, which begin with those that a snapshot's columns count by."""

    def __init__(self, known: np.ndarray, rows: list[tuple]):
        lineages, names = {row[0]: row[1] for row in rows}, {row[0]: row[2:] for row in rows}
        listed = known.tolist()
        ids = [*listed, *(lineages.keys() - set(listed))]
        self.ids = np.array(ids, np.int64)
        self._sorter = np.argsort(self.ids)
        # of a node that is gone nothing is known: nothing stands in it any more
        self._names = [names.get(pk, ("", "", "")) for pk in ids]
        self.depth = np.array([len(lineages.get(pk, ())) for pk in ids], np.int32)
        self._firsts = np.cumsum(self.depth) - self.depth
        self.node = np.repeat(np.arange(len(ids), dtype=np.int32), self.depth)
        self.above = self.numbers(np.array([above for pk in ids for above in lineages.get(pk, ())], np.int64))

    def names(self, number: int) -> tuple[str, str, str]:
        """(slug, name, local name)."""
        return self._names[number]

    @property
    def size(self) -> int:
        return len(self.ids)

    def numbers(self, ids: np.ndarray) -> np.ndarray:
        """The numbers of ids, all of which are in the tree."""
        if not len(ids):
            return np.empty(0, np.int32)
        return self._sorter[np.searchsorted(self.ids, ids, sorter=self._sorter)].astype(np.int32)

    def under(self, ids: Iterable[int]) -> np.ndarray:
        """Of each number whether it is one of these or lies under one (C10)."""
        inside = np.zeros(self.size, bool)
        inside[self.node[np.isin(self.ids[self.above], list(ids))]] = True
        return inside

    def rolled_up(self, counts: np.ndarray) -> np.ndarray:
        """Counts by number → of each node that of itself and of everything under it."""
        return np.bincount(self.above, weights=counts[self.node], minlength=self.size).astype(np.int64)

    def at_depth(self, depth: int, under: int | None = None) -> np.ndarray:
        """Of each number the one above it that stands at this depth (from 1, the top), −1 where there is none, or where it
        does not lie under the node of this id."""
        inside = self.depth >= depth
        if under is not None:
            inside &= self.under([under])
        found = np.full(self.size, -1, np.int32)
        found[inside] = self.above[self._firsts[inside] + depth - 1]
        return found

    @cached_property
    def tops(self) -> np.ndarray:
        return self.at_depth(1)


def read_tree(model: type[Place] | type[Actor], known: np.ndarray) -> Tree:
    """`known`: the ids that come first."""
    with reading_connection().cursor() as cursor:
        cursor.execute(f"SELECT id, lineage, slug, name, name_local FROM {model._meta.db_table}")
        return Tree(known, cursor.fetchall())
