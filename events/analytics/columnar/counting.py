"""Every panel's numbers from columns: which incidents are chosen, and sums over them that are PostgreSQL's own (C8, C14).

A block's chosen incidents are windows of its stretches, each with a mask where more is asked than days. Sums are arrays by
group, so that those of several stretches and of the changed incidents beside them just add up, or are taken away.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, reduce

import numpy as np

from events.analytics.columnar.block import Block, Stretch
from events.analytics.columnar.codes import CODES, KINDS, NONE, RULE, SIZES, WORDS
from events.analytics.columnar.cut import Cut
from events.analytics.columnar.live import View
from events.analytics.columnar.window import Window, before, only
from events.choices import Casualties


@dataclass(frozen=True, slots=True)
class Question:
    """What is chosen, in columns' terms: ids and codes; days are ordinals. `found`: the incidents that words and codes of
    incidents find, or None where none are asked for."""

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
        self._masks: dict[tuple[int, int, int, str], np.ndarray | None] = {}
        self._cuts: dict[str | None, list[Cut]] = {}
        self._rows_found: dict[Block, np.ndarray] = {}

    @cached_property
    def windows(self) -> list[Window]:
        return [*self._windows(None)]

    @property
    def cuts(self) -> list[Cut]:
        return self.without(None)

    def without(self, name: str | None) -> list[Cut]:
        """With one filter left out, to count its options."""
        if not self._narrows(name):
            name = None
        if name not in self._cuts:
            windows = self.windows if name is None else self._windows(name)
            self._cuts[name] = [cut for window in windows for cut in window.cuts()]
        return self._cuts[name]

    def _narrows(self, name: str | None) -> bool:
        """Whether a filter leaves anything out, so that there is more without it."""
        if name == "words":
            return any(getattr(self.question, word) for word in WORDS)
        return name == "status" or bool(name and getattr(self.question, ASKED.get(name, name)))

    def words(self, without: str | None = None) -> np.ndarray:
        """How many incidents there are of each category, type and grade; of one of these without its own filter."""
        counts = sum((cut.sign * cut.words() for cut in self.without("words")), np.zeros(SIZES, np.int64))
        for axis, name in enumerate(WORDS):
            wanted = getattr(self.question, name)
            if wanted and name != without:
                others = np.setdiff1d(np.arange(SIZES[axis]), wanted)
                counts[(slice(None),) * axis + (others,)] = 0
        return counts

    def _windows(self, without: str | None) -> Iterator[Window]:
        question = self.question
        for number, block in enumerate((self.view.base, self.view.beside)):
            for stretch in block.stretches if block is not None else ():
                is_asked = stretch.status in question.statuses or without == "status"
                if stretch.dataset != question.dataset or not is_asked or stretch.status == CODES["status"]["merged"]:
                    continue
                begins, ends = self._days(block, stretch)
                if begins < ends:
                    masks = (self._mask(number, block, begins, ends, name) for name in FILTERS if name != without)
                    masks = [mask for mask in masks if mask is not None]
                    mask = reduce(np.logical_and, masks) if masks else None
                    yield Window(block, stretch, begins, ends, mask, self._changed(block, begins, ends))

    def _changed(self, block: Block, begins: int, ends: int) -> np.ndarray:
        """The rows of a stretch that were changed since the snapshot, counted from `begins`."""
        hidden = self.view.hidden if block is self.view.base else NOTHING
        return hidden[np.searchsorted(hidden, begins) : np.searchsorted(hidden, ends)] - begins

    def _days(self, block: Block, stretch: Stretch) -> tuple[int, int]:
        """Where those end before the window, and where all begin after it; between, some may still begin after it (C11)."""
        begins, ends, question = stretch.begins, stretch.ends, self.question
        if question.first is not None:
            begins += before(block.arrays["end"][begins:ends], question.first)
        if question.last is not None:
            ends = begins + before(block.arrays["earliest"][begins:ends], question.last + 1)
        return begins, ends

    def _mask(self, number: int, block: Block, begins: int, ends: int, name: str) -> np.ndarray | None:
        key = (number, begins, ends, name)
        if key not in self._masks:
            self._masks[key] = FILTERS[name](self, block, begins, ends)
        return self._masks[key]

    # --- filters: of each row of a stretch whether it may stay; None where nothing is asked -----------------------------
    def _begun(self, block: Block, begins: int, ends: int) -> np.ndarray | None:
        last = self.question.last
        if last is None:
            return None
        sure = before(block.arrays["end"][begins:ends], last + 1)
        return None if sure == ends - begins else block.arrays["start"][begins:ends] <= last

    def _worded(self, block: Block, begins: int, ends: int) -> np.ndarray | None:
        return self._words.take(block.arrays["word"][begins:ends]) if self._narrows("words") else None

    def _placed(self, block: Block, begins: int, ends: int) -> np.ndarray | None:
        return self._places.take(block.arrays["place"][begins:ends]) if self.question.places else None

    def _took_part(self, block: Block, begins: int, ends: int) -> np.ndarray | None:
        if not self.question.actors:
            return None
        rows, within = block.named(f"{self.question.role}.rows", begins, ends)
        actors = block.arrays[f"{self.question.role}.actors"][within]
        return only(rows.take(np.flatnonzero(self._actors.take(actors))), ends - begins)

    def _harmed(self, block: Block, begins: int, ends: int) -> np.ndarray | None:
        wanted = self.question.casualties
        if not wanted:
            return None
        of_marks = np.isin(STATE, [STATES.index(one) for one in wanted])
        return block.figures(self.question.whose, begins, ends).marked(of_marks)

    def _spoken(self, block: Block, begins: int, ends: int) -> np.ndarray | None:
        if not self.question.claimants:
            return None
        rows = np.concatenate([block.spoken_of_by(source) for source in self.question.claimants])
        return only(rows[(rows >= begins) & (rows < ends)] - begins, ends - begins)

    def _found(self, block: Block, begins: int, ends: int) -> np.ndarray | None:
        if self.question.found is None:
            return None
        if block not in self._rows_found:  # once, for there are many stretches and may be hundreds of thousands
            self._rows_found[block] = np.sort(block.rows_of(np.array(self.question.found, np.int64)))
        rows = self._rows_found[block]
        return only(rows[slice(*np.searchsorted(rows, (begins, ends)))] - begins, ends - begins)

    @cached_property
    def _words(self) -> np.ndarray:
        """Of each category, type and grade, as one number, whether it is asked for."""
        asked = [getattr(self.question, name) for name in WORDS]
        wanted = [
            np.isin(np.arange(size), words) if words else np.ones(size, bool)
            for size, words in zip(SIZES, asked, strict=True)
        ]
        return np.multiply.outer(np.multiply.outer(wanted[0], wanted[1]), wanted[2]).ravel()

    @cached_property
    def _places(self) -> np.ndarray:
        return self.view.places.under(self.question.places)

    @cached_property
    def _actors(self) -> np.ndarray:
        return self.view.actors.under(self.question.actors)


FILTERS = {
    "begun": Chosen._begun,
    "found": Chosen._found,
    "claimant": Chosen._spoken,
    "actor": Chosen._took_part,
    "place": Chosen._placed,
    "words": Chosen._worded,
    "casualties": Chosen._harmed,
}
ASKED = {"actor": "actors", "place": "places", "claimant": "claimants"}
"""Where a question holds what is asked of a filter."""
NOTHING = np.empty(0, np.int64)
STATES = [Casualties.UNKNOWN, Casualties.REPORTED, Casualties.NONE]
STATE = np.array([0 if not mark >> RULE & 7 else 2 if mark & NONE else 1 for mark in range(KINDS)], np.uint8)
"""Of each kind of marks what is known of the harm: with no rule there is no estimate."""
