"""Every panel's numbers from columns: which incidents are chosen, and sums over them that are PostgreSQL's own (C8, C14).

A block's chosen incidents are stretches of it, each a slice and, where more is asked than a window, a mask. Sums are kept as
arrays by group, so that those of several stretches and of the changed incidents beside them just add up.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, partial

import numpy as np

from events.analytics.columnar.block import Block, Stretch
from events.analytics.columnar.codes import CODES, KINDS, NONE, RULE
from events.analytics.columnar.cut import Cut
from events.analytics.columnar.live import View
from events.choices import Casualties


@dataclass(frozen=True, slots=True)
class Question:
    """What is chosen, in columns' terms: ids and codes; days are ordinals. `found`: the incidents that words find, or None
    where none are asked for."""

    dataset: int
    statuses: tuple[int, ...]
    first: int | None
    last: int | None
    role: str
    actors: tuple[int, ...]
    places: tuple[int, ...]
    category: tuple[int, ...]
    type: tuple[int, ...]
    grade: tuple[int, ...]
    casualties: tuple[str, ...]
    claimants: tuple[int, ...]
    harm: str
    whose: str
    found: tuple[int, ...] | None = None


class Chosen:
    """The incidents that a question chooses in a state of the record."""

    def __init__(self, view: View, question: Question):
        self.view, self.question = view, question
        self._masks: dict[tuple[int, Stretch, str], np.ndarray | None] = {}

    @cached_property
    def cuts(self) -> list[Cut]:
        return [*self.without(None)]

    def without(self, name: str | None) -> Iterator[Cut]:
        """With one filter left out, to count its options."""
        for number, block in enumerate((self.view.base, self.view.beside)):
            if block is not None:
                for stretch in block.stretches:
                    cut = self._cut(number, block, stretch, name)
                    if cut is not None:
                        yield cut

    def _cut(self, number: int, block: Block, stretch: Stretch, without: str | None) -> Cut | None:
        question = self.question
        if stretch.dataset != question.dataset or (stretch.status not in question.statuses and without != "status"):
            return None
        if stretch.status == CODES["status"]["merged"]:
            return None
        begins, ends = self._window(block, stretch)
        masks = [self._mask(number, block, begins, ends, name) for name in FILTERS if name != without]
        masks = [mask for mask in masks if mask is not None]
        if begins >= ends:
            return None
        mask = masks[0] if masks else None
        for more in masks[1:]:
            mask = mask & more
        if mask is not None and not mask.any():
            return None
        return Cut(block, begins, ends, mask, stretch)

    def _window(self, block: Block, stretch: Stretch) -> tuple[int, int]:
        """Where those end before the window, and where all begin after it; between, some may still begin after it (C11)."""
        begins, ends, question = stretch.begins, stretch.ends, self.question
        if question.first is not None:
            begins += int(np.searchsorted(block.arrays["end"][begins:ends], question.first))
        if question.last is not None:
            ends = begins + int(np.searchsorted(block.arrays["earliest"][begins:ends], question.last, side="right"))
        return begins, ends

    def _mask(self, number: int, block: Block, begins: int, ends: int, name: str) -> np.ndarray | None:
        key = (number, begins, ends, name)
        if key not in self._masks:
            self._masks[key] = FILTERS[name](self, block, begins, ends)
        return self._masks[key]

    # --- filters: of each row of a stretch whether it may stay; None where nothing is asked -----------------------------
    def _shown(self, block: Block, begins: int, ends: int) -> np.ndarray | None:
        """Not changed since the snapshot."""
        if block is not self.view.base or not len(self.view.hidden):
            return None
        hidden = self.view.hidden
        hidden = hidden[np.searchsorted(hidden, begins) : np.searchsorted(hidden, ends)] - begins
        return _all_but(hidden, ends - begins) if len(hidden) else None

    def _begun(self, block: Block, begins: int, ends: int) -> np.ndarray | None:
        last = self.question.last
        if last is None:
            return None
        sure = int(np.searchsorted(block.arrays["end"][begins:ends], last, side="right"))
        return None if sure == ends - begins else block.arrays["start"][begins:ends] <= last

    def _worded(self, block: Block, begins: int, ends: int, name: str) -> np.ndarray | None:
        wanted = getattr(self.question, name)
        return _is_one_of(block.arrays[name][begins:ends], wanted) if wanted else None

    def _placed(self, block: Block, begins: int, ends: int) -> np.ndarray | None:
        places = self.question.places
        return self._places[block.arrays["place"][begins:ends]] if places else None

    def _took_part(self, block: Block, begins: int, ends: int) -> np.ndarray | None:
        if not self.question.actors:
            return None
        rows, within = block.named(f"{self.question.role}.rows", begins, ends)
        actors = block.arrays[f"{self.question.role}.actors"][within]
        return _only(rows[self._actors[actors]], ends - begins)

    def _harmed(self, block: Block, begins: int, ends: int) -> np.ndarray | None:
        wanted = self.question.casualties
        if not wanted:
            return None
        return np.isin(STATE, [STATES.index(one) for one in wanted])[
            block.figures(self.question.whose, begins, ends).marks
        ]

    def _spoken(self, block: Block, begins: int, ends: int) -> np.ndarray | None:
        if not self.question.claimants:
            return None
        rows = np.concatenate([block.spoken_of_by(source) for source in self.question.claimants])
        return _only(rows[(rows >= begins) & (rows < ends)] - begins, ends - begins)

    def _found(self, block: Block, begins: int, ends: int) -> np.ndarray | None:
        if self.question.found is None:
            return None
        rows = block.rows_of(np.array(self.question.found, np.int64))
        return _only(rows[(rows >= begins) & (rows < ends)] - begins, ends - begins)

    @cached_property
    def _places(self) -> np.ndarray:
        return self.view.places.under(self.question.places)

    @cached_property
    def _actors(self) -> np.ndarray:
        return self.view.actors.under(self.question.actors)


FILTERS = {
    "shown": Chosen._shown,
    "begun": Chosen._begun,
    "found": Chosen._found,
    "claimant": Chosen._spoken,
    "actor": Chosen._took_part,
    "place": Chosen._placed,
    **{name: partial(Chosen._worded, name=name) for name in ("category", "type", "grade")},
    "casualties": Chosen._harmed,
}
STATES = [Casualties.UNKNOWN, Casualties.REPORTED, Casualties.NONE]
STATE = np.array([0 if not mark >> RULE & 7 else 2 if mark & NONE else 1 for mark in range(KINDS)], np.uint8)
"""Of each kind of marks what is known of the harm: with no rule there is no estimate."""


def _is_one_of(column: np.ndarray, wanted: tuple[int, ...]) -> np.ndarray:
    mask = column == wanted[0]
    for more in wanted[1:]:
        mask |= column == more
    return mask


def _only(rows: np.ndarray, size: int) -> np.ndarray:
    mask = np.zeros(size, bool)
    mask[rows] = True
    return mask


def _all_but(rows: np.ndarray, size: int) -> np.ndarray:
    mask = np.ones(size, bool)
    mask[rows] = False
    return mask
