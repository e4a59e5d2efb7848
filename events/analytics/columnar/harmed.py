"""Sums over the chosen, from columns: of one figure, by how and to whom it is attributed, and by whose the harmed were."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from events.analytics.columnar.block import FIGURE, Figures
from events.analytics.columnar.codes import CODES, KINDS, MARKS, VOCABULARIES
from events.analytics.columnar.counting import Chosen
from events.analytics.columnar.options import states
from events.analytics.columnar.sums import Sums, once
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
        marks += of_cut
        sums.add_whole(0, of_cut, bounds)
        sums.add_whole(1, of_cut, bounds)
    sums.incidents[0, 0, 0] -= marks[0]  # which are the marks of no estimate
    estimated, all_of_them = sums.totals()
    rules = zip(RULES, marks.reshape(2, -1, MARKS).sum(axis=(0, 2)).tolist(), strict=False)
    return Summed(estimated, all_of_them, states(marks), {rule: count for rule, count in rules if rule and count})


def attributed(chosen: Chosen) -> dict[str, Total]:
    """The total of each way of being attributed."""
    sums = Sums(len(ATTRIBUTIONS))
    for cut in chosen.cuts:
        sums.add_whole(cut.stretch.attribution, *cut.summed(chosen.question.whose))
    return {word: total for word, total in zip(ATTRIBUTIONS, sums.totals(), strict=True) if total.incidents}


def attributed_to(chosen: Chosen, depth: int, under: int | None) -> dict[tuple[int, str], Total]:
    """(number of an actor at this depth of its tree, and under the one of this id; how) → the total of the incidents that
    it or anything under it is held to have done, each once."""
    actors = chosen.view.actors
    answering = actors.at_depth(depth, under)
    by_way = [Sums(actors.size) for _way in ATTRIBUTIONS]
    for cut in chosen.cuts:
        if cut.is_sole:
            whose, figures = answering[cut.perpetrators()], cut.figures(chosen.question.whose)
            there = whose >= 0
            if not there.all():
                whose, figures = whose[there], figures.of(there)
        else:
            rows, within = cut.listed("perpetrator.rows")
            rows, whose = once(rows, answering[cut.block.arrays["perpetrator.actors"][within]], actors.size)
            figures = cut.figures_at(chosen.question.whose, rows)
        by_way[cut.stretch.attribution].add(whose.astype(np.intp), figures)
    return {
        (number, way): total for way, sums in zip(ATTRIBUTIONS, by_way, strict=True) for number, total in _of_any(sums)
    }


def suffered(chosen: Chosen, harm: str) -> dict[tuple[int, str], Total]:
    """(number of the top of an actor's tree, victims) → the total of its combatants harmed; an incident counts once,
    however many of its forces were harmed in it."""
    actors, kinds = chosen.view.actors, len(VOCABULARIES["victims"])
    sums, incidents = Sums(actors.size * kinds), np.zeros(actors.size * kinds, np.int64)
    for cut in chosen.cuts:
        rows, within = cut.listed("whose.rows")
        told = {name: cut.block.arrays[f"whose.{name}"][within] for name in (*FIGURE, "harm", "victims", "actors")}
        those = np.flatnonzero(told["harm"] == CODES["harm"][harm])
        groups = actors.tops[told["actors"][those]].astype(np.intp) * kinds + told["victims"][those]
        sums.add(groups, Figures(*(told[name][those] for name in FIGURE)))
        incidents += np.bincount(once(rows[those], groups, sums.low.size)[1], minlength=sums.low.size)
    return {
        (group // kinds, VOCABULARIES["victims"][group % kinds]): total for group, total in _of_any(sums, incidents)
    }


def _of_any(sums: Sums, incidents: np.ndarray | None = None) -> Iterator[tuple[int, Total]]:
    """The groups that hold anything."""
    groups = np.flatnonzero(sums.incidents.sum(axis=(1, 2)))
    few = Sums(len(groups))
    few.incidents = sums.incidents[groups]
    few.low, few.best, few.high = (bound[groups] for bound in (sums.low, sums.best, sums.high))
    return zip(groups.tolist(), few.totals(None if incidents is None else incidents[groups]), strict=True)


def newest(chosen: Chosen, size: int, before: tuple[int, int] | None = None) -> list[int]:
    """The ids of the last incidents, by last day and id, of those before (day, id)."""
    found = []
    for cut in chosen.cuts:
        ends, ids = cut.column("end"), cut.column("id")
        if before is not None:
            day, pk = before
            stop = np.searchsorted(ends, day) + np.searchsorted(ids[slice(*np.searchsorted(ends, (day, day + 1)))], pk)
            ends, ids = ends[:stop], ids[:stop]
        found += zip(ends[-size:].tolist(), ids[-size:].tolist(), strict=True)
    return [pk for _end, pk in sorted(found, reverse=True)[:size]]
