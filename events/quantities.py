"""Numbers of people as reports word them: "at least 18", "14–17". Pure. Longer than 250 lines: what one writes another reads.

Nothing is guessed: words that bound no number are refused, with how to write it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from events.choices import UNCOUNTED, Qualifier
from events.figures import Figure, grouped, range_text
from events.number_words import (
    AFTER,
    BEFORE,
    BEST,
    NO,
    NOBODY,
    RANGES,
    UNCOUNTED_WORDS,
    UNKNOWN,
    WRITTEN,
    number,
    without_people,
)
from events.words import LONGEST, Unreadable, fold, quoted

__all__ = ["Quantity", "Unreadable", "echo", "of_bounds", "read", "write"]

LARGEST = 10_000_000
"""More people than any one claim can be about; above it, a digit too many is likelier."""

LEAST = {Qualifier.SOME: 1, Qualifier.SEVERAL: 3, Qualifier.DOZENS: 24, Qualifier.HUNDREDS: 200}
"""What an uncounted word bounds from below: somebody; three; two dozen; two hundred."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """What one claim states: bounds and how they were worded, and the best number between them where it names one.

    None is *not known*. Raises ValueError for bounds that do not fit the qualifier, as the table of claims does.
    """

    minimum: int | None
    maximum: int | None
    qualifier: Qualifier
    best: int | None = None

    def __post_init__(self):
        Figure(self.minimum, self.best, self.maximum)
        if not _fits(self.minimum, self.maximum, self.qualifier):
            raise ValueError(f"{self.minimum} to {self.maximum} is not {self.qualifier}")
        if self.best is not None and self.qualifier != Qualifier.BETWEEN:
            raise ValueError(f"a best stands between two bounds, not beside {self.qualifier}")

    @property
    def is_uncounted(self) -> bool:
        """True when the words bound the number and nobody counted."""
        return self.qualifier in UNCOUNTED

    @property
    def own_value(self) -> int | None:
        """The number the claimant stands for (C6): the one stated, a range's middle rounded down, or the least stated."""
        if self.best is not None:
            return self.best
        if self.is_uncounted or self.minimum is None:
            return None
        return self.minimum if self.maximum is None else (self.minimum + self.maximum) // 2

    @property
    def figure(self) -> Figure:
        return Figure(self.minimum, self.own_value, self.maximum)


def _fits(low: int | None, high: int | None, qualifier: Qualifier) -> bool:
    match qualifier:
        case Qualifier.EXACT | Qualifier.ABOUT:
            return low is not None and low == high
        case Qualifier.BETWEEN:
            return low is not None and high is not None
        case Qualifier.AT_LEAST:
            return low is not None and high is None
        case Qualifier.AT_MOST:
            return low is None and high is not None
        case Qualifier.NONE:
            return low == 0 and high == 0
    return low is not None and low >= 1 and high is None


def of_bounds(minimum: int | None, maximum: int | None, best: int | None = None) -> Quantity | None:
    """Bare bounds, plainly worded (a coded row, a subset of a claim); None when neither is known. A best needs both."""
    if minimum is None:
        return None if maximum is None else Quantity(None, maximum, Qualifier.AT_MOST)
    if maximum is None:
        return Quantity(minimum, None, Qualifier.AT_LEAST)
    if minimum == maximum:
        return Quantity(minimum, maximum, Qualifier.EXACT if minimum else Qualifier.NONE)
    return Quantity(minimum, maximum, Qualifier.BETWEEN, best)


def read(text: str) -> Quantity:
    """The quantity that words state, in English or Arabic. Raises Unreadable, saying why, for anything else."""
    folded = _plain(text)
    if not folded:
        raise Unreadable(_("Write a number, or words such as “at least 18”. A stated zero is “none”."))
    if folded in UNKNOWN:
        raise Unreadable(_("Leave it empty: an empty number is “not known”. A stated zero is “none”."))
    if len(text.strip()) <= LONGEST:
        for reader in (_uncounted, _none, _bounded, _with_best, _ranged, _exact):
            quantity = reader(folded, text)
            if quantity is not None:
                return quantity
    raise _not_understood(text)


def _plain(text: str) -> str:
    """Folded, with signs as words and single spaces: "~30" → "about 30", "18+" → "18 or more", "Thirty-eight" → two words."""
    folded = fold(text).rstrip(" .").replace(">=", "≥").replace("<=", "≤")
    folded = re.sub(r"([0-9]) ?\+", r"\1 or more", folded)
    folded = re.sub(r"([≥≤><~≈])", r" \1 ", folded)
    folded = re.sub(r"(?<=[^\W\d_])-(?=[^\W\d_])", " ", folded)
    return " ".join(re.sub(r" ?([-–]) ?", r"\1", folded).split())


def _not_understood(text: str) -> Unreadable:
    return Unreadable(
        _(
            "%(words)s was not understood. Write one number, for example: 14, at least 18, at most 12, about 30, "
            "14–17, some, several, dozens, hundreds or none."
        )
        % {"words": quoted(text)}
    )


def _uncounted(folded: str, text: str) -> Quantity | None:
    """Words that bound without counting, "dozens of civilians", or with a least number of its own: "dozens, at least 40"."""
    worded, comma, least = folded.partition(",")
    bare = without_people(worded).removesuffix(" of").removesuffix(" من")
    for qualifier, phrases in UNCOUNTED_WORDS.items():
        if bare in phrases:
            if not comma:
                return Quantity(LEAST[qualifier], None, qualifier)
            bound = _bounded(least.strip(), text)
            if bound is not None and bound.qualifier == Qualifier.AT_LEAST:
                return Quantity(bound.minimum, None, qualifier)
    return None


def _none(folded: str, text: str) -> Quantity | None:
    bare = without_people(folded)
    if bare in NOBODY or (bare in NO and bare != folded) or number(folded) == 0:
        return Quantity(0, 0, Qualifier.NONE)
    return None


def _bounded(folded: str, text: str) -> Quantity | None:
    for kind, phrases in BEFORE.items():
        for phrase in phrases:
            if folded.startswith(phrase + " "):
                people = number(folded.removeprefix(phrase))
                if people is not None:
                    return _bound(kind, people, text)
    bare = without_people(folded)
    for kind, phrases in AFTER.items():
        for phrase in phrases:
            if bare.endswith(" " + phrase):
                people = number(bare.removesuffix(phrase))
                if people is not None:
                    return _bound(kind, people, text)
    return None


def _bound(kind: str, people: int, text: str) -> Quantity:
    """The quantity that "more than" and its like make of a number. Raises Unreadable when that bounds nothing."""
    people = _checked(people + {"more-than": 1, "fewer-than": -1}.get(kind, 0), text)
    if people < 1:
        raise Unreadable(_("%(words)s bounds nothing. If nobody was harmed, write “none”.") % {"words": quoted(text)})
    match kind:
        case "at-least" | "more-than":
            return Quantity(people, None, Qualifier.AT_LEAST)
        case "at-most" | "fewer-than":
            return Quantity(None, people, Qualifier.AT_MOST)
        case "about":
            return Quantity(people, people, Qualifier.ABOUT)
    return Quantity(people, people, Qualifier.EXACT)


def _checked(people: int, text: str) -> int:
    if people > LARGEST:
        raise Unreadable(
            _("%(words)s is more than %(largest)s people: check the digits.")
            % {"words": quoted(text), "largest": grouped(LARGEST)}
        )
    return people


def _with_best(folded: str, text: str) -> Quantity | None:
    """A range and the best number in it, as datasets code it: "14–38, best 21"."""
    for phrase in map(fold, BEST.values()):
        worded, comma, rest = folded.partition(f", {phrase} ")
        bounds, best = _ranged(worded, text) if comma else None, number(rest)
        if bounds is not None and best is not None:
            if bounds.qualifier != Qualifier.BETWEEN or not bounds.minimum <= best <= bounds.maximum:
                raise Unreadable(_("%(words)s: the best number lies between the two others.") % {"words": quoted(text)})
            return Quantity(bounds.minimum, bounds.maximum, Qualifier.BETWEEN, best)
    return None


def _ranged(folded: str, text: str) -> Quantity | None:
    found = set(_ranges(folded))
    if len(found) != 1:
        return None
    low, high = found.pop()
    if low > high:
        raise Unreadable(_("%(words)s runs backwards: write the smaller number first.") % {"words": quoted(text)})
    if high == 0:
        return Quantity(0, 0, Qualifier.NONE)
    return Quantity(low, _checked(high, text), Qualifier.BETWEEN)


def _ranges(folded: str) -> Iterator[tuple[int, int]]:
    """Every way to split the words into two numbers; more than one way means that they cannot be read."""
    for opening, joint in RANGES:
        if folded.startswith(opening):
            rest = folded.removeprefix(opening)
            for at in (match.start() for match in re.finditer(re.escape(joint), rest)):
                low, high = number(rest[:at]), number(rest[at + len(joint) :])
                if low is not None and high is not None:
                    yield low, high


def _exact(folded: str, text: str) -> Quantity | None:
    people = number(folded)
    return None if people is None else Quantity(_checked(people, text), people, Qualifier.EXACT)


def echo(quantity: Quantity) -> str:
    """What was understood, for people: "18 or more · minimum 18, maximum not known"."""
    low, high = quantity.minimum, quantity.maximum
    if quantity.is_uncounted:
        known = {"word": quantity.qualifier.label, "low": grouped(low)}
        return _("%(word)s: at least %(low)s, nobody counted") % known
    match quantity.qualifier:
        case Qualifier.NONE:
            return _("none, as stated")
        case Qualifier.AT_LEAST:
            known = {"range": range_text(low, high), "low": grouped(low)}
            return _("%(range)s · minimum %(low)s, maximum not known") % known
        case Qualifier.AT_MOST:
            known = {"range": range_text(low, high), "high": grouped(high)}
            return _("%(range)s · minimum not known, maximum %(high)s") % known
        case Qualifier.BETWEEN:
            known = {"low": grouped(low), "high": grouped(high)}
            if quantity.best is None:
                return _("%(low)s to %(high)s") % known
            return _("%(low)s to %(high)s, best %(best)s") % (known | {"best": grouped(quantity.best)})
        case Qualifier.ABOUT:
            return _("about %(number)s") % {"number": grouped(low)}
    return _("exactly %(number)s") % {"number": grouped(low)}


def write(quantity: Quantity) -> str:
    """Words that `read` reads back as the same bounds and qualifier, in the reader's language; for filling a form."""
    language = "ar" if (get_language() or "").startswith("ar") else "en"
    written = WRITTEN[language]
    words = written[quantity.qualifier].format(low=quantity.minimum, high=quantity.maximum)
    if quantity.is_uncounted and quantity.minimum != LEAST[quantity.qualifier]:
        least = written[Qualifier.AT_LEAST].format(low=quantity.minimum)
        return f"{words}, {least}"
    return words if quantity.best is None else f"{words}, {BEST[language]} {quantity.best}"
