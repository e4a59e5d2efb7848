"""The words of a claim and its numbers: whether they agree, and what the words would say. Advice, never more."""

from collections.abc import Mapping

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from events import quantities, stated_numbers
from events.choices import Subset
from events.words import Unreadable

NUMBERS = ("number", *Subset.values)
"""The inputs of a claim that hold a number of people."""


def label(name: str) -> str:
    """What a number input is called."""
    return _("How many") if name == "number" else capfirst(str(Subset(name).label))


def advice(words: str, written: Mapping[str, quantities.Quantity | None]) -> str:
    """A sentence on the numbers that are not in the words; "" where all are, and where there are no words."""
    missing = stated_numbers.missing(words, written)
    if not missing:
        return ""
    numbers = _(", ").join(f"{label(name)} {quantities.write(written[name])}" for name in missing)
    return _("Not in the words: %(numbers)s. Check the number, or the words.") % {"numbers": numbers}


def offers(words: str, typed: Mapping[str, str]) -> list[dict[str, str]]:
    """What the words would say where nothing is written yet: [{"name", "words", "label"}]."""
    return [
        {"name": name, "words": read, "label": f"{label(name)} {read}"}
        for name, read in stated_numbers.proposals(words).items()
        if not typed.get(name, "").strip()
    ]


def read(typed: Mapping[str, str]) -> dict[str, quantities.Quantity | None]:
    """The numbers as far as they can be read; what cannot is said beside its own input."""
    return {name: _read(typed.get(name, "")) for name in NUMBERS}


def _read(text: str) -> quantities.Quantity | None:
    try:
        return quantities.read(text)
    except Unreadable:
        return None
