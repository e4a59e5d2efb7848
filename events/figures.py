"""Figure and Total: low, best, high, where unknown is never zero. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NoReturn

from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _


class Bounded:
    """What a figure and a sum of figures say of themselves alike: by their `low` and `high`."""

    __slots__ = ()

    @property
    def is_known(self) -> bool:
        return self.low is not None or self.high is not None

    @property
    def is_open(self) -> bool:
        """True when there is a least number and no greatest."""
        return self.low is not None and self.high is None

    @property
    def is_none(self) -> bool:
        """True when nobody was harmed, as stated."""
        return self.low == 0 and self.high == 0

    @property
    def is_point(self) -> bool:
        return self.low is not None and self.low == self.high

    def __str__(self) -> str:
        return range_text(self.low, self.high)


@dataclass(frozen=True, slots=True)
class Figure(Bounded):
    """Bounds on a number of people; each bound is a whole number ≥ 0, or None for *not known* (C1).

    A low without a high is open above ("18 or more"). `Figure()` is wholly unknown; `Figure(0, 0, 0)` is a stated none.
    Raises ValueError unless low ≤ best ≤ high wherever two of them are known.
    """

    low: int | None = None
    best: int | None = None
    high: int | None = None

    def __post_init__(self):
        least = 0
        for bound in (self.low, self.best, self.high):
            if bound is None:
                continue
            if bound < least:
                self._refuse()
            least = bound

    def _refuse(self) -> NoReturn:
        raise ValueError(f"not low ≤ best ≤ high: {self.low}, {self.best}, {self.high}")


def range_text(low: int | None, high: int | None) -> str:
    """ "14–38", "14", "18 or more", "12 or fewer", or "not known"."""
    if low is None and high is None:
        return _("not known")
    if high is None:
        return _("%(low)s or more") % {"low": grouped(low)}
    if low is None:
        return _("%(high)s or fewer") % {"high": grouped(high)}
    return grouped(low) if low == high else left_to_right(f"{grouped(low)}–{grouped(high)}")


def left_to_right(text: str) -> str:
    """The text isolated where the page runs from the right: "3–4" would otherwise be read as "4–3"."""
    return f"\N{LEFT-TO-RIGHT ISOLATE}{text}\N{POP DIRECTIONAL ISOLATE}" if get_language_bidi() else text


def grouped(number: int) -> str:
    """1265 → "1,265": one form in every language, so that a copied number means the same."""
    return f"{number:,}"


@dataclass(frozen=True, slots=True)
class Total(Bounded):
    """An honest sum of figures (C8).

    low: sum of known lows; best: sum of bests, a part without a best lending its low; high: sum of highs, None when any
    known part is open (or none has a high). `incidents` counts the parts, `unknown` those without a low, `lent` those
    that lent their low, `uncounted` those whose dead nobody counted.
    """

    incidents: int = 0
    low: int | None = None
    best: int | None = None
    high: int | None = None
    unknown: int = 0
    lent: int = 0
    uncounted: int = 0


def total(parts: Iterable[tuple[Figure, bool]]) -> Total:
    """Sum (figure, nobody counted) pairs by C8."""
    parts = list(parts)
    figures = [figure for figure, _uncounted in parts]
    lows = [figure.low for figure in figures if figure.low is not None]
    bests = [figure.low if figure.best is None else figure.best for figure in figures]
    highs = [figure.high for figure in figures if figure.high is not None]
    return Total(
        incidents=len(parts),
        low=known_sum(lows),
        best=known_sum([best for best in bests if best is not None]),
        high=None if any(figure.is_open for figure in figures) else known_sum(highs),
        unknown=sum(figure.low is None for figure in figures),
        lent=sum(figure.best is None and figure.low is not None for figure in figures),
        uncounted=sum(uncounted for _figure, uncounted in parts),
    )


def added(totals: Iterable[Total]) -> Total:
    """The total of disjoint totals: open if any of them is open (C8)."""
    totals = list(totals)
    known = {
        bound: [getattr(one, bound) for one in totals if getattr(one, bound) is not None]
        for bound in ("low", "best", "high")
    }
    return Total(
        incidents=sum(one.incidents for one in totals),
        low=known_sum(known["low"]),
        best=known_sum(known["best"]),
        high=None if any(one.is_open for one in totals) else known_sum(known["high"]),
        unknown=sum(one.unknown for one in totals),
        lent=sum(one.lent for one in totals),
        uncounted=sum(one.uncounted for one in totals),
    )


def remainder(whole: Figure, covered: Total) -> Figure | None:
    """What a number counts beyond the incidents it covers (C5): bounds on whoever is in none of them.

    None where they contradict each other: the incidents alone come to more than the whole can be.
    """
    low = None if covered.unknown else beyond(whole.low, covered.high)  # an incident not known has no upper bound
    high = whole.high if covered.low is None else beyond(whole.high, covered.low)
    if high is not None and high < 0:
        return None
    return Figure(None if low is None else max(low, 0), None, high)


def beyond(whole: int | None, part: int | None) -> int | None:
    """The difference of two known bounds; not known where either is not (C1)."""
    return None if whole is None or part is None else whole - part


def known_sum(numbers: list[int]) -> int | None:
    """The sum of known numbers; None, not 0, of no numbers (C1)."""
    return sum(numbers) if numbers else None
