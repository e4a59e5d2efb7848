"""Numbers as Velmar's press words them, English and Arabic: words for the reader of numbers, and the quote they stand in. Pure."""

from functools import lru_cache
from random import Random

from events import quantities
from events.choices import Harm, Qualifier, Subset, VictimGroup
from events.datasets.demonstration.draw import pick
from events.quantities import Quantity

BOUNDED = {Qualifier.EXACT: 62, Qualifier.AT_LEAST: 17, Qualifier.BETWEEN: 8, Qualifier.ABOUT: 7, Qualifier.AT_MOST: 4}
BOUNDED_FEW = {Qualifier.EXACT: 85, Qualifier.AT_LEAST: 12, Qualifier.AT_MOST: 3}
FEW = 5
"""Below it nobody says “about” or “between”."""

UNCOUNTED_SHARE = 0.03
WORDS = {
    "en": {
        Qualifier.EXACT: "{low}",
        Qualifier.AT_LEAST: "at least {low}",
        Qualifier.BETWEEN: "between {low} and {high}",
        Qualifier.ABOUT: "about {low}",
        Qualifier.AT_MOST: "up to {high}",
        Qualifier.SOME: "a number of",
        Qualifier.SEVERAL: "several",
        Qualifier.DOZENS: "dozens of",
        Qualifier.HUNDREDS: "hundreds of",
        Qualifier.NONE: "no",
    },
    "ar": {
        Qualifier.EXACT: "{low}",
        Qualifier.AT_LEAST: "ما لا يقل عن {low}",
        Qualifier.BETWEEN: "بين {low} و{high}",
        Qualifier.ABOUT: "نحو {low}",
        Qualifier.AT_MOST: "ما لا يزيد عن {high}",
        Qualifier.SOME: "عدد",
        Qualifier.SEVERAL: "بضعة",
        Qualifier.DOZENS: "عشرات",
        Qualifier.HUNDREDS: "مئات",
        Qualifier.NONE: "لا أحد",
    },
}
PEOPLE = {
    "en": {VictimGroup.CIVILIANS: "civilians", VictimGroup.COMBATANTS: "fighters"},
    "ar": {VictimGroup.CIVILIANS: "المدنيين", VictimGroup.COMBATANTS: "المقاتلين"},
}
ANYBODY = {"en": "people", "ar": "الأشخاص"}
HAPPENED = {
    "en": {harm: harm.value for harm in Harm},
    "ar": {
        Harm.KILLED: "مقتل",
        Harm.INJURED: "إصابة",
        Harm.MISSING: "فقدان",
        Harm.DETAINED: "اعتقال",
        Harm.DISPLACED: "نزوح",
    },
}
AMONG = {
    "en": {Subset.CHILDREN: "children", Subset.WOMEN: "women", Subset.MEN: "men"},
    "ar": {Subset.CHILDREN: "الأطفال", Subset.WOMEN: "النساء", Subset.MEN: "الرجال"},
}


ONE = {
    "people": "person",
    "civilians": "civilian",
    "fighters": "fighter",
    "children": "child",
    "women": "woman",
    "men": "man",
}


@lru_cache(maxsize=4096)
def _read(words: str) -> Quantity:
    return quantities.read(words)


def worded(rng: Random, people: int, language: str, *, counted: bool | None = None) -> tuple[str, Quantity]:
    """How somebody who believes in that many people puts it, and what it says. `counted`: always, never, or by chance."""
    if people == 0:
        return WORDS[language][Qualifier.NONE], Quantity(0, 0, Qualifier.NONE)
    if counted is None:
        counted = rng.random() >= UNCOUNTED_SHARE
    qualifier = pick(rng, BOUNDED_FEW if people < FEW else BOUNDED) if counted else _uncounted(people)
    low, high = _bounds(rng, people, qualifier)
    words = WORDS[language][qualifier].format(low=low, high=high)
    return words, _read(f"{words} people" if language == "en" else words)


def _uncounted(people: int) -> Qualifier:
    for least, qualifier in ((200, Qualifier.HUNDREDS), (24, Qualifier.DOZENS), (3, Qualifier.SEVERAL)):
        if people >= least:
            return qualifier
    return Qualifier.SOME


def _bounds(rng: Random, people: int, qualifier: Qualifier) -> tuple[int, int]:
    if qualifier == Qualifier.BETWEEN:
        return people, people + 1 + int(people * rng.random() * 0.4)
    if qualifier == Qualifier.ABOUT and people > 12:
        return round(people / 5) * 5, 0
    if qualifier == Qualifier.AT_MOST:
        return 0, people + 1 + people // 5
    return people, people


def quote(words: str, language: str, harm: Harm, victims: VictimGroup, among: list[tuple[str, Subset]]) -> str:
    """The sentence fragment of the report that carries the number, with those named inside it."""
    who = PEOPLE[language].get(victims, ANYBODY[language])
    happened = HAPPENED[language][harm]
    if language == "ar":
        if words == WORDS["ar"][Qualifier.NONE]:
            return f"لا ضحايا من {who}"
        inside = "".join(f"، من بينهم {number} من {AMONG['ar'][subset]}" for number, subset in among)
        return f"{happened} {words} من {who}{inside}"
    inside = " and ".join(_counted(number, AMONG["en"][subset]) for number, subset in among)
    return f"{_counted(words, who)} {happened}" + (f", including {inside}" if inside else "")


def _counted(words: str, noun: str) -> str:
    return f"{words} {ONE[noun] if words.split()[-1] == '1' else noun}"


def among(rng: Random, least: int, language: str) -> list[tuple[str, Subset, Quantity]]:
    """Subsets of at least that many people, never more than all of them together (C4)."""
    left, named = least, []
    for subset, share in ((Subset.CHILDREN, 0.5), (Subset.WOMEN, 0.45), (Subset.MEN, 0.15)):
        people = min(left, 1 + int(least * rng.random() * 0.35))
        if people and rng.random() < share:
            qualifier = Qualifier.AT_LEAST if rng.random() < 0.1 else Qualifier.EXACT
            words = WORDS[language][qualifier].format(low=people)
            named.append((words, subset, _read(words)))
            left -= people
    return named
