"""The named rules that make one range of several claims (C1–C6). Pure: the same claims always give the same estimates."""

from events.rules.days import Stretch, day_by_day
from events.rules.doubts import Doubt, doubts
from events.rules.named import (
    as_published,
    by_every_rule,
    computed,
    decision,
    estimates,
    independent_range,
    most_reliable,
    two_independent,
)
from events.rules.said import VERSION, Decided, Made, Said
from events.rules.sentences import because, sentence
from events.rules.voices import silent

__all__ = [
    "VERSION",
    "Decided",
    "Doubt",
    "Made",
    "Said",
    "Stretch",
    "as_published",
    "because",
    "by_every_rule",
    "computed",
    "day_by_day",
    "decision",
    "doubts",
    "estimates",
    "independent_range",
    "most_reliable",
    "sentence",
    "silent",
    "two_independent",
]
