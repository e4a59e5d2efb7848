"""Counts beside the options of filters: of each word, each place and each actor with all that is under it (C10)."""

from collections import Counter
from collections.abc import Iterable

import numpy as np

from events.analytics.columnar.codes import KINDS
from events.analytics.columnar.counting import STATE, STATES, Chosen
from events.analytics.columnar.cut import Cut
from events.analytics.columnar.sums import histogram, several
from events.analytics.columnar.trees import Tree


def of_each(column: str, words: list[str], cuts: Iterable[Cut]) -> dict[str, int]:
    """How many incidents there are of each word."""
    counts = np.zeros(KINDS, np.int64)
    for cut in cuts:
        counts += histogram(cut.column(column))
    return {word: count for word, count in zip(words, counts.tolist(), strict=False) if count}


def of_each_status(cuts: Iterable[Cut]) -> Counter[int]:
    """How many incidents there are of each status, by its code."""
    counts = Counter()
    for cut in cuts:
        counts[cut.stretch.status] += cut.size
    return counts


def of_each_state(whose: str, cuts: Iterable[Cut]) -> dict[str, int]:
    """How many incidents there are by what is known of the harm."""
    return states(sum((cut.summed(whose)[0] for cut in cuts), np.zeros(KINDS, np.int64)))


def states(marks: np.ndarray) -> dict[str, int]:
    """The same of counts by marks."""
    counts = np.bincount(STATE, weights=marks, minlength=len(STATES)).astype(int).tolist()
    return {state: count for state, count in zip(STATES, counts, strict=True) if count}


def in_places(chosen: Chosen, cuts: Iterable[Cut]) -> np.ndarray:
    """How many incidents lie in each place, or in one under it, by its number."""
    tree = chosen.view.places
    counts = np.zeros(tree.size, np.int64)
    for cut in cuts:
        counts += np.bincount(cut.column("place"), minlength=tree.size)
    return tree.rolled_up(counts)


def with_actors(chosen: Chosen, cuts: Iterable[Cut]) -> np.ndarray:
    """In how many incidents each actor has the role asked for, or one under it, by its number; each incident once (C10)."""
    tree, role = chosen.view.actors, chosen.question.role
    counts, twice = np.zeros(tree.size, np.int64), np.zeros(tree.size, np.int64)
    for cut in cuts:
        if cut.is_sole and role == "perpetrator":
            counts += np.bincount(cut.perpetrators(), minlength=tree.size)
            continue
        rows, within = cut.listed(f"{role}.rows")
        actors = cut.block.arrays[f"{role}.actors"][within]
        counts += np.bincount(actors, minlength=tree.size)
        twice += _counted_again(tree, rows, actors)
    return tree.rolled_up(counts) - twice


def _counted_again(tree: Tree, rows: np.ndarray, actors: np.ndarray) -> np.ndarray:
    """How often each node would be counted more than once for an incident, in which several under it took part."""
    twice = several(rows)
    if not twice.any():
        return np.zeros(tree.size, np.int64)
    rows, actors = rows[twice].astype(np.int64), actors[twice]
    nodes, times = tree.with_all_above(actors)
    keys = np.sort(np.repeat(rows, times) * tree.size + nodes)
    again = keys[1:][keys[1:] == keys[:-1]]
    return np.bincount(again % tree.size, minlength=tree.size)
