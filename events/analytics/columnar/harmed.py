"""Sums over the chosen, from columns: of one figure, by how and to whom it is attributed, and by whose the harmed were."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from events.analytics.columnar.codes import CODES, KINDS, MARKS, VOCABULARIES
from events.analytics.columnar.counting import Chosen
from events.analytics.columnar.cut import Cut
from events.analytics.columnar.options import states
from events.analytics.columnar.sums import Sums, once, together
from events.analytics.columnar.trees import Tree
from events.figures import Total

ATTRIBUTIONS, RULES = VOCABULARIES["attribution"], VOCABULARIES["rule"]


@dataclass(frozen=True, slots=True)
class Summed:
    """One figure of the chosen: the sum over those that have an estimate of it, and over all; how many there are by what is
    known of the harm; and by rule, in how many it made the number."""

    estimated: Total
    all: Total
    states: dict[str, int]
    rules: dict[str, int]


def summed(chosen: Chosen, whose: str) -> Summed:
    """Of one figure (codes.WHOSE)."""
    sums, marks = Sums(2), np.zeros(KINDS, np.int64)
    for cut in chosen.cuts:
        of_cut, bounds = cut.summed(whose)
        marks += cut.sign * of_cut
        sums.add_whole(0, of_cut, bounds, cut.sign)
        sums.add_whole(1, of_cut, bounds, cut.sign)
    sums.incidents[0, 0, 0] -= marks[0]  # which are the marks of no estimate
    estimated, all_of_them = sums.totals()
    rules = zip(RULES, marks.reshape(2, -1, MARKS).sum(axis=(0, 2)).tolist(), strict=False)
    return Summed(estimated, all_of_them, states(marks), {rule: count for rule, count in rules if rule and count})


def attributed(chosen: Chosen) -> dict[str, Total]:
    """The total of each way of being attributed."""
    sums = Sums(len(ATTRIBUTIONS))
    for cut in chosen.cuts:
        sums.add_whole(cut.stretch.attribution, *cut.summed(chosen.question.whose), cut.sign)
    return {word: total for word, total in zip(ATTRIBUTIONS, sums.totals(), strict=True) if total.incidents}


def attributed_to(
    chosen: Chosen, depth: int, under: int | None, most: int | None
) -> tuple[dict[tuple[int, str], Total], int]:
    """(number of an actor at this depth of its tree, and under the one of this id; how) → the total of the incidents that
    it or anything under it is held to have done, each once; and of how many actors there are any. Of those with the
    largest best if `most` are asked for, and those like the last of them."""
    actors, whose = chosen.view.actors, chosen.question.whose
    by_way = [Sums(actors.size) for _way in ATTRIBUTIONS]
    for cut in chosen.cuts:
        about = ("attributed to", whose, actors, depth, under)
        sums = cut.once(about, lambda cut=cut: _attributed_to(cut, whose, actors, actors.at_depth(depth, under)))
        by_way[cut.stretch.attribution].change(sums, cut.sign)
    incidents = sum(sums.incidents.sum(axis=(1, 2)) for sums in by_way)
    largest = _largest(sum(sums.best for sums in by_way), incidents, most)
    found = {
        (number, way): total
        for way, sums in zip(ATTRIBUTIONS, by_way, strict=True)
        for number, total in _of_any(sums, largest)
    }
    return found, int(np.count_nonzero(incidents))


def _attributed_to(cut: Cut, whose: str, actors: Tree, answering: np.ndarray) -> Sums:
    """`answering`: of each actor the one that answers for it, −1 where none does."""
    sums = Sums(actors.size)
    if cut.is_sole:
        groups, figures = answering.take(cut.perpetrators()), cut.figures(whose)
        there = groups >= 0
        if not there.all():
            those = np.flatnonzero(there)
            groups, figures = groups.take(those), figures.of(those)
    else:
        rows, within = cut.listed("perpetrator.rows")
        rows, groups = once(rows, answering.take(cut.block.arrays["perpetrator.actors"][within]))
        figures = cut.figures_at(whose, rows)
    sums.add(groups.astype(np.intp), figures)
    return sums


def suffered(chosen: Chosen, harm: str, most: int | None) -> tuple[dict[tuple[int, str], Total], int]:
    """(number of the top of an actor's tree, victims) → the total of its combatants harmed; an incident counts once,
    however many of its forces were harmed in it. And how many of these there are; `most` as in `attributed_to`."""
    actors, kinds = chosen.view.actors, len(VOCABULARIES["victims"])
    of_cuts = [
        (*cut.once(("suffered", harm, actors), lambda cut=cut: _suffered(cut, harm, actors)), cut.sign)
        for cut in chosen.cuts
    ]
    sums, keys = together([(sums, keys, sign) for sums, _incidents, keys, sign in of_cuts])
    incidents = np.zeros(len(keys), np.int64)
    for _sums, counts, those, sign in of_cuts:
        incidents[np.searchsorted(keys, those)] += sign * counts
    largest = _largest(sums.largest_first, incidents, most)
    found = {
        (int(keys[group]) // kinds, VOCABULARIES["victims"][keys[group] % kinds]): total
        for group, total in _of_any(sums, largest, incidents)
    }
    return found, int(np.count_nonzero(incidents))


def _suffered(cut: Cut, harm: str, actors: Tree) -> tuple[Sums, np.ndarray, np.ndarray]:
    """(sums by top of a tree and victims; in how many incidents; the number of top and victims)."""
    kinds = len(VOCABULARIES["victims"])
    rows, within = cut.listed("whose.rows")
    told = {name: cut.block.arrays[f"whose.{name}"][within] for name in ("harm", "victims", "actors")}
    those = np.flatnonzero(told["harm"] == CODES["harm"][harm])
    pairs = actors.tops.take(told["actors"].take(those)).astype(np.intp) * kinds + told["victims"].take(those)
    keys, groups = np.unique(pairs, return_inverse=True)
    sums = Sums(len(keys))
    sums.add(groups, cut.block.figures_of("whose", within).of(those))
    return sums, np.bincount(once(rows.take(those), groups)[1], minlength=len(keys)), keys


def _largest(best: np.ndarray, incidents: np.ndarray, most: int | None) -> np.ndarray:
    """The groups that hold anything; of many those with the largest best, and all that are like the last of them."""
    groups = np.flatnonzero(incidents)
    if most is None or len(groups) <= most:
        return groups
    last = np.partition(best[groups], -most)[-most]
    return groups[best[groups] >= last]


def _of_any(sums: Sums, groups: np.ndarray, incidents: np.ndarray | None = None) -> Iterator[tuple[int, Total]]:
    """Those of these groups that hold anything."""
    groups = groups[sums.incidents[groups].any(axis=(1, 2))]
    few = Sums(len(groups))
    few.incidents = sums.incidents[groups]
    few.low, few.best, few.high = (bound[groups] for bound in (sums.low, sums.best, sums.high))
    return zip(groups.tolist(), few.totals(None if incidents is None else incidents[groups]), strict=True)


def newest(chosen: Chosen, size: int, before: tuple[int, int] | None = None) -> list[int]:
    """The ids of the last incidents, by last day and id, of those before (day, id)."""
    found = [key for window in chosen.windows for key in window.last(size, before)]
    return [pk for _end, pk in sorted(found, reverse=True)[:size]]
