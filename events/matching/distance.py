"""How alike two strings of sounds are: an edit distance in which what transliterations disagree on costs little. Pure."""

from functools import lru_cache
from itertools import accumulate

from events.matching.letters import GLIDES, VOWELS

KIN = ("xhkS", "Ggkx", "gj", "TtsS", "DdzT", "Ddt", "pb", "vfw", "zsS", "kg", "Ssj")
"""Sounds that one transliteration writes for the other."""

KIN_COST, VOWEL_COST, VOWEL_LEFT_OUT = 0.35, 0.2, 0.15
WEIGHT = {**dict.fromkeys(VOWELS, 0.4), "y": 0.6, "w": 0.6, "h": 0.6}
LEFT_OUT = WEIGHT | dict.fromkeys(VOWELS, VOWEL_LEFT_OUT)
INSTEAD = {(a, b): KIN_COST for family in KIN for a in family for b in family} | {
    pair: VOWEL_COST
    for a, b in (("a", "i"), ("a", "u"), ("i", "u"), *GLIDES.items())
    for pair in ((a, b), (b, a))
}  # fmt: skip


@lru_cache(maxsize=2**16)
def alike(one: str, other: str) -> float:
    """From 0, nothing in common, to 1, the same."""
    if one == other:
        return 1.0
    whole = max(sum(WEIGHT.get(sound, 1.0) for sound in text) for text in (one, other))
    return max(0.0, 1 - distance(one, other) / whole) if whole else 0.0


def distance(one: str, other: str) -> float:
    """What it costs to make one of the other, sound by sound."""
    dropped = [LEFT_OUT.get(sound, 1.0) for sound in other]
    above = [0.0, *accumulate(dropped)]
    for sound in one:
        own = LEFT_OUT.get(sound, 1.0)
        beside = above[0] + own
        row = [beside]
        for at, theirs in enumerate(other):
            over = above[at]
            if sound != theirs:
                # a consonant for a vowel costs no less than leaving both out
                over += INSTEAD.get((sound, theirs), 1.0 if (sound in VOWELS) == (theirs in VOWELS) else 2.0)
            beside = min(over, above[at + 1] + own, beside + dropped[at])
            row.append(beside)
        above = row
    return above[-1]
