"""Where a number stands in the words that are said to carry it: digits or words, of any script that we read. Pure."""

import re
from collections.abc import Iterable

from events.number_words import number, without_people
from events.words import fold

WORD = re.compile(r"\d{1,3}(?:[,٬]\d{3})+|\d+|[^\W\d]+(?:[-’'][^\W\d]+)*")
LONGEST = 6
"""Words: "one thousand two hundred and five"."""


def number_spans(quote: str, wanted: Iterable[int]) -> list[tuple[int, int]]:
    """The stretches (from, to) of the quote that state one of these numbers, from first to last, none within another."""
    wanted, words, found, at = set(wanted), list(WORD.finditer(quote)), [], 0
    while at < len(words):
        size, value = _longest_number(quote, words[at : at + LONGEST])
        if value in wanted:
            found.append((words[at].start(), words[at + size - 1].end()))
        at += size
    return found


def _longest_number(quote: str, words: list[re.Match]) -> tuple[int, int | None]:
    """How many of the words, from the first on, state one number, and which; one word that states none otherwise."""
    for size in range(len(words), 0, -1):
        said = fold(quote[words[0].start() : words[size - 1].end()]).replace("-", " ")
        value = number(said) if without_people(said) == said else None
        if value is not None:
            return size, value
    return 1, None
