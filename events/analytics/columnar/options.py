"""Counts beside the options of filters: of each word, each place and each actor with all that is under it (C10)."""

from collections import Counter
from collections.abc import Iterable

import numpy as np

from events.analytics.columnar.codes import KINDS, VOCABULARIES, WORDS
from events.analytics.columnar.counting import STATE, STATES, Chosen
from events.analytics.columnar.cut import Cut
from events.analytics.columnar.sums import again, several
from events.analytics.columnar.trees import Tree


def of_each(chosen: Chosen, name: str, *, without: str | None = None) -> dict[str, int]:
    """How many incidents there are of each category or grade; `without` its own filter."""
    axes = tuple(axis for axis, other in enumerate(WORDS) if other != name)
    counts = chosen.words(without).sum(axis=axes)
    return {word: count for word, count in zip(VOCABULARIES[name], counts.tolist(), strict=False) if count}


def of_each_status(cuts: Iterable[Cut]) -> Counter[int]:
    """How many incidents there are of each status, by its code."""
    counts = Counter()
    for cut in cuts:
        counts[cut.stretch.status] += cut.sign * cut.size
    return counts


def of_each_state(whose: str, cuts: Iterable[Cut]) -> dict[str, int]:
    """How many incidents there are by what is known of the harm."""
    return states(sum((cut.sign * cut.summed(whose)[0] for cut in cuts), np.zeros(KINDS, np.int64)))


def states(marks: np.ndarray) -> dict[str, int]:
    """The same of counts by marks."""
    counts = np.bincount(STATE, weights=marks, minlength=len(STATES)).astype(int).tolist()
    return {state: count for state, count in zip(STATES, counts, strict=True) if count}


def in_places(chosen: Chosen, cuts: Iterable[Cut]) -> np.ndarray:
    """How many incidents lie in each place, or in one under it, by its number."""
    tree = chosen.view.places
    counts = np.zeros(tree.size, np.int64)
    for cut in cuts:
        found = cut.once(("places",), lambda cut=cut: np.bincount(cut.column("place")))
        counts[: len(found)] += cut.sign * found
    return tree.rolled_up(counts)


def with_actors(chosen: Chosen, cuts: Iterable[Cut]) -> np.ndarray:
    """In how many incidents each actor has the role asked for, or one under it, by its number; each incident once (C10)."""
    tree, role = chosen.view.actors, chosen.question.role
    counts, twice = np.zeros(tree.size, np.int64), np.zeros(tree.size, np.int64)
    for cut in cuts:
        found, again = cut.once(("actors", role, tree), lambda cut=cut: _with_actors(cut, role, tree))
        counts += cut.sign * found
        twice += cut.sign * again
    return tree.rolled_up(counts) - twice


def _with_actors(cut: Cut, role: str, tree: Tree) -> tuple[np.ndarray, np.ndarray]:
    """How many entries there are of each actor, and how often each would be counted once more for the same incident."""
    if cut.is_sole and role == "perpetrator":
        return np.bincount(cut.perpetrators(), minlength=tree.size), np.zeros(tree.size, np.int64)
    rows, within = cut.listed(f"{role}.rows")
    actors = cut.block.arrays[f"{role}.actors"][within]
    return np.bincount(actors, minlength=tree.size), _counted_again(tree, rows, actors)


def _counted_again(tree: Tree, rows: np.ndarray, actors: np.ndarray) -> np.ndarray:
    """How often each node would be counted more than once for an incident, in which several under it took part."""
    together = np.flatnonzero(several(rows))
    rows, actors = rows.take(together), actors.take(together)
    twice = np.zeros(tree.size, np.int64)
    for depth in range(1, tree.depth.max(initial=0) + 1):
        above = tree.at_depth(depth).take(actors)
        twice += np.bincount(above[np.flatnonzero(again(rows, above) & (above >= 0))], minlength=tree.size)
    return twice
