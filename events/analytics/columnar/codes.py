"""How a column holds a word of a vocabulary, and what is known of a figure: small numbers, the same in every process."""

import hashlib

from events.choices import Attribution, Category, Grade, Harm, IncidentType, Role, RuleName, Status, Subset, VictimGroup

VOCABULARIES = {
    "category": Category.values,
    "type": IncidentType.values,
    "grade": Grade.values,
    "status": Status.values,
    "attribution": Attribution.values,
    "role": Role.values,
    "harm": Harm.values,
    "victims": [*VictimGroup.values, *Subset.values],
    "rule": ["", *RuleName.values],
}
CODES = {name: {value: code for code, value in enumerate(values)} for name, values in VOCABULARIES.items()}
SAID = hashlib.sha256(repr(VOCABULARIES).encode()).hexdigest()[:16]
"""Which words the codes stand for: columns of other words are not read."""

WORDS = ("category", "type", "grade")
SIZES = tuple(len(VOCABULARIES[name]) + 1 for name in WORDS)
"""The three words of an incident are one number, as an index into an array of this shape; the last are for one that is none of
ours (−1), which somebody can have written into the database."""

# What is known of a figure, a bit each; then three bits for the rule that made it, 0 where there is no estimate; and a last
# one for a stated none. An unknown bound is 0 in its column, so that columns add up, and its bit is what tells (C1).
LOW, BEST, HIGH, UNCOUNTED = 1, 2, 4, 8
MARKS = 16
RULE = 4
NONE = 128
KINDS = 256
WHOSE = {(harm, victims): f"{harm}.{victims}" for harm in VOCABULARIES["harm"] for victims in VOCABULARIES["victims"]}
"""The name of the columns of each figure of an incident."""
