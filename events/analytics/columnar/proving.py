"""Whether the columns hold what the record holds: every incident, figure, role and voice of the one against the other."""

from collections.abc import Iterator

import numpy as np

from events.analytics.columnar.block import Block, arrays_of
from events.analytics.columnar.codes import VOCABULARIES, WHOSE
from events.analytics.columnar.figures import FIGURE
from events.analytics.columnar.live import View, live, one_moment
from events.analytics.columnar.reading import read

OF_INCIDENTS = ("start", "end", "place", "category", "word")
OF_COMBATANTS = ("actors", "harm", "victims")
Table = dict[str, np.ndarray]


class NoColumns(Exception):
    """PostgreSQL answers itself: there are no columns to compare."""


def differences() -> tuple[int, list[str]]:
    """(incidents compared, a sentence for each table of columns that is not what the record says). Raises NoColumns."""
    with one_moment():
        view = live().view()
        if view is None:
            raise NoColumns(live().state())
        truth = Block(arrays_of(read(), view.places.numbers, view.actors.numbers))
    ours, theirs = dict(_tables(_blocks(view))), dict(_tables([(truth, np.ones(truth.size, bool))]))
    return truth.size, [said for name in theirs if (said := _difference(name, ours[name], theirs[name]))]


def _blocks(view: View) -> list[tuple[Block, np.ndarray]]:
    """Each block with which of its rows count."""
    shown = np.ones(view.base.size, bool)
    shown[view.hidden] = False
    beside = [] if view.beside is None else [(view.beside, np.ones(view.beside.size, bool))]
    return [(view.base, shown), *beside]


def _tables(blocks: list[tuple[Block, np.ndarray]]) -> Iterator[tuple[str, Table]]:
    """(name, columns with the incident's id first) of everything that a block knows, of several blocks together."""
    yield "incidents", _together([_incidents(block, shown) for block, shown in blocks])
    yield "wide", _together([_listed(block, shown, "wide.rows", {}) for block, shown in blocks])
    for whose in WHOSE.values():
        yield whose, _together([_figures(block, shown, whose) for block, shown in blocks])
    for role in VOCABULARIES["role"]:
        yield (
            role,
            _together([_listed(block, shown, f"{role}.rows", {"actor": f"{role}.actors"}) for block, shown in blocks]),
        )
    combatants = {name: f"whose.{name}" for name in OF_COMBATANTS}
    yield "combatants", _together([_combatants(block, shown, combatants) for block, shown in blocks])
    yield "voices", _together([_voices(block, shown) for block, shown in blocks])


def _incidents(block: Block, shown: np.ndarray) -> Table:
    columns = {"id": block.arrays["id"][shown]}
    keys = block.arrays["stretches"]
    of_each = np.repeat(keys[:, 2:], keys[:, 1] - keys[:, 0], axis=0)[shown]
    columns |= {f"stretch {number}": key for number, key in enumerate(of_each.T)}
    return columns | {name: block.arrays[name][shown] for name in OF_INCIDENTS}


def _figures(block: Block, shown: np.ndarray, whose: str) -> Table:
    figures = block.figures(whose, 0, block.size)
    told = shown & (figures.marks > 0)
    return {"id": block.arrays["id"][told]} | {name: getattr(figures, name)[told] for name in FIGURE}


def _listed(block: Block, shown: np.ndarray, rows: str, names: dict[str, str]) -> Table:
    at = block.arrays[rows]
    those = np.flatnonzero(shown[at])
    return {"id": block.arrays["id"][at[those]]} | {name: block.arrays[column][those] for name, column in names.items()}


def _combatants(block: Block, shown: np.ndarray, names: dict[str, str]) -> Table:
    figures = block.figures_of("whose", np.flatnonzero(shown[block.arrays["whose.rows"]]))
    return _listed(block, shown, "whose.rows", names) | {name: getattr(figures, name) for name in FIGURE}


def _voices(block: Block, shown: np.ndarray) -> Table:
    at = block.arrays["source.rows"]
    sources = np.repeat(block.arrays["sources"], np.diff(block.arrays["source.starts"]))
    return {"id": block.arrays["id"][at[shown[at]]], "source": sources[shown[at]]}


def _together(tables: list[Table]) -> Table:
    """In one order, whatever order they were in."""
    whole = {name: np.concatenate([table[name].astype(np.int64) for table in tables]) for name in tables[0]}
    order = np.lexsort([*reversed(whole.values())])
    return {name: column[order] for name, column in whole.items()}


def _difference(name: str, ours: Table, theirs: Table) -> str:
    if len(ours["id"]) != len(theirs["id"]):
        return f"{name}: {len(ours['id'])} rows in the columns, {len(theirs['id'])} in the record"
    wrong = np.zeros(len(ours["id"]), bool)
    for column, values in theirs.items():
        wrong |= ours[column] != values
    if not wrong.any():
        return ""
    first = theirs["id"][np.argmax(wrong)]
    return f"{name}: {np.count_nonzero(wrong)} of {len(wrong)} rows are not the record's, first of incident {first}"
