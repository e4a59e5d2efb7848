"""How alike two strings of sounds are: an edit distance in which what transliterations disagree on costs little. Pure."""

from itertools import pairwise

from events.matching.letters import GLIDES, VOWELS

KIN = ("xhkS", "Ggkx", "gj", "TtsS", "DdzT", "Ddt", "pb", "vfw", "zsS", "kg", "Ssj")
"""Sounds that one transliteration writes for the other."""

NEAR = {frozenset(pair) for family in KIN for pair in ((a, b) for a in family for b in family if a != b)}
NEAR_VOWELS = {frozenset(pair) for pair in ("ai", "au", "iu", *map("".join, GLIDES.items()))}

KIN_COST, VOWEL_COST, VOWEL_LEFT_OUT = 0.35, 0.2, 0.15
WEIGHT = {**dict.fromkeys(VOWELS, 0.4), "y": 0.6, "w": 0.6, "h": 0.6}


def alike(one: str, other: str) -> float:
    """From 0, nothing in common, to 1, the same."""
    if one == other:
        return 1.0
    whole = max(sum(WEIGHT.get(sound, 1.0) for sound in text) for text in (one, other))
    return max(0.0, 1 - distance(one, other) / whole) if whole else 0.0


def distance(one: str, other: str) -> float:
    above = [0.0]
    for sound in other:
        above.append(above[-1] + _left_out(sound))
    for sound in one:
        row = [above[0] + _left_out(sound)]
        for at, (over, beside) in enumerate(pairwise(above)):
            theirs = other[at]
            row.append(
                min(
                    over + (0.0 if sound == theirs else _instead(sound, theirs)),
                    beside + _left_out(sound),
                    row[-1] + _left_out(theirs),
                )
            )
        above = row
    return above[-1]


def _left_out(sound: str) -> float:
    return VOWEL_LEFT_OUT if sound in VOWELS else WEIGHT.get(sound, 1.0)


def _instead(sound: str, other: str) -> float:
    pair = frozenset((sound, other))
    if pair in NEAR_VOWELS:
        return VOWEL_COST
    return KIN_COST if pair in NEAR else 1.0 if not pair & VOWELS else 2.0
