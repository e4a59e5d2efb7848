"""Drawing by weights. Everything drawn comes from one seeded generator, in one order. Pure."""

from collections.abc import Mapping
from random import Random
from typing import TypeVar

Thing = TypeVar("Thing")


def pick(rng: Random, weights: Mapping[Thing, float]) -> Thing:
    return rng.choices(list(weights), list(weights.values()))[0]


def pick_several(rng: Random, weights: Mapping[Thing, float], count: int) -> list[Thing]:
    """That many different ones (or all there are), in the order drawn."""
    left, drawn = dict(weights), []
    while left and len(drawn) < count:
        drawn.append(pick(rng, left))
        del left[drawn[-1]]
    return drawn


def happens(rng: Random, share: float) -> bool:
    return rng.random() < share
