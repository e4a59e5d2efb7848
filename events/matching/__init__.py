"""How far two names, in any script and spelling, can be one name: two texts in, a likeness between 0 and 1 out. Pure.

It is advice: only names that are the same but for case, accents, dashes and apostrophes are taken for one (1.0), and what
else is alike is shown to a person with its score, who decides once. The table of spellings and the threshold are measured
by benchmarks/spellings.py.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from events.choices import PlaceLevel
from events.matching.distance import alike
from events.matching.letters import ascii_of, sounds_of
from events.matching.vocabulary import APART, ARTICLES, GENERIC, LEVELS, SAME

LIKELY = 0.85
"""From this likeness on two names are more likely one than not."""

HAMZA = str.maketrans("أإآٱ", "اااا")  # left out as often as not, but it tells the vowel
IN_PARENTHESES = re.compile(r"\s*[(\[（]([^)\]）]*)[)\]）]\s*")
ATTACHED = re.compile("^(?:al|el)(?=[b-df-hj-np-tv-z].)|^[aeiu](?=(sh|th|dh|[lrsdntz])\\1)")

LEVEL_OF = {ascii_of(word): level for level, words in LEVELS.items() for word in words.split()}
GENERIC_OF = {ascii_of(word): line.split()[0] for line in GENERIC for word in line.split()}
ONE_OF = {ascii_of(word): line.split()[0] for line in SAME for word in line.split()}
ARTICLE_WORDS = frozenset(ARTICLES.split())
SIDES = frozenset(sounds_of(word) for word in APART.split())


@dataclass(frozen=True, slots=True)
class Folded:
    """A name as it is compared. plain: what an exact match is asked for. level: what the name says it is, if it does.

    core: its own words by their sounds, without articles and generic words; generic: those. initials: of all words.
    """

    plain: str
    level: PlaceLevel | None
    bare: str
    core: tuple[str, ...]
    generic: frozenset[str]
    initials: str


@lru_cache(maxsize=2**16)
def fold(name: str) -> Folded:
    """The name without what spellings of one name differ in."""
    plain = ascii_of(name.translate(HAMZA)) or " ".join(name.casefold().split())
    words = (ascii_of(name) or plain).replace("sub district", "subdistrict").split()
    levels = [LEVEL_OF[word] for word in words if word in LEVEL_OF]
    bare = [word for word in words if word not in LEVEL_OF] or words
    kept = [word for word in bare if word not in ARTICLE_WORDS] or bare
    own = [word for word in kept if word not in GENERIC_OF] or kept
    return Folded(
        plain=plain,
        level=levels[0] if len(set(levels)) == 1 and len(words) > len(levels) else None,
        bare=" ".join(bare),
        core=tuple(_core(word, is_last=at == len(own)) for at, word in enumerate(own, start=1)),
        generic=frozenset(GENERIC_OF[word] for word in kept if word in GENERIC_OF) - {"of"},
        initials="".join(word[0] for word in kept),
    )


def spelled(name: str) -> str:
    """What a remembered spelling is kept under: "Deir-ez-Zor " and "deir ez zor" are the same, "Deir Ezzor" is another."""
    return fold(name).plain[:300]


@lru_cache(maxsize=2**16)
def variants(name: str) -> tuple[str, ...]:
    """The names that one cell gives: "Tadmur/Palmyra" and "Islamic State (ISIS)" give two each, the whole comes first."""
    outside = IN_PARENTHESES.sub(" ", name).strip()
    inside = [text.strip() for text in IN_PARENTHESES.findall(name)]
    parts = [part.strip() for text in (outside, *inside) for part in text.split("/")]
    return tuple(dict.fromkeys([name, *(part for part in (outside, *parts) if re.search(r"[^\W\d_]{2}", part))]))


def score(one: str, other: str) -> float:
    """The likeness of two names from 0 to 1, rounded to two places; 1.0 is kept for the same name."""
    a, b = fold(one), fold(other)
    if a.plain == b.plain:
        return 1.0
    parts = [(x, y) for x in variants(one) for y in variants(other)]
    return round(max(_folded_score(fold(x), fold(y)) - 0.02 * ((x, y) != (one, other)) for x, y in parts), 2)


def _core(word: str, *, is_last: bool) -> str:
    """A word's sounds: translated words by the first of their line, an attached article left out, "maarat al-" as "maara"."""
    bare = ATTACHED.sub("", word)
    if bare in ONE_OF or word in ONE_OF:
        return sounds_of(ONE_OF.get(bare) or ONE_OF[word])
    if not is_last and len(bare) > 3 and bare.endswith(("at", "et")):
        bare = bare[:-1]
    return sounds_of(bare)


def _folded_score(a: Folded, b: Folded) -> float:
    like = alike("".join(a.core), "".join(b.core))
    if like < 1 and (len(a.core) > 1 or len(b.core) > 1):
        like = max(like, alike("".join(sorted(a.core)), "".join(sorted(b.core))) - 0.02)
    if a.generic != b.generic:
        like -= 0.06
    if a.level != b.level:
        like -= 0.04 if a.level and b.level else 0.01
    like *= _same_side(a, b)
    if like < LIKELY and (_is_short_for(a, b) or _is_short_for(b, a)):
        like = LIKELY
    return round(min(max(like, 0.0), 0.99), 2)


def _same_side(a: Folded, b: Folded) -> float:
    """What is left of the likeness of "north …" and "south …", "… 2" and "… 3"."""
    one, other = ({word for word in name.core if word in SIDES or word.isdigit()} for name in (a, b))
    if one == other:
        return 1.0
    return 0.75 if one and other else 0.92


def _is_short_for(short: Folded, long: Folded) -> bool:
    """Whether one is the initials of the other: "SDF" of "Syrian Democratic Forces"."""
    return len(long.initials) > 2 and short.plain == long.initials
