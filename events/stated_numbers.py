"""The numbers in the words of a report, as far as they can be told: read in digits and in words, English and Arabic. Pure.

For advice and proposals, never for the record: what is recorded is what a person wrote (quantities).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from events import quantities
from events.choices import UNCOUNTED, Qualifier, Subset
from events.number_words import BEFORE, NO, NOBODY, PEOPLE, RANGES, SMALL_NUMBERS, UNCOUNTED_WORDS
from events.quantities import Quantity
from events.words import Unreadable, fold

LONGEST = 20_000
"""Characters that are looked through; a quote is a sentence or two."""

WIDEST = 9
"""Words that one number may take: "between one hundred and five and one hundred and ten"."""

PAUSE = re.compile(r"(?<![0-9])[,.](?![0-9])|(?<=[0-9])[,.](?![0-9])|(?<![0-9])[,.](?=[0-9])|[;:!?()\[\]\n«»“”\"]|'s\b")
FIRST = (
    frozenset(
        phrase.split()[0]
        for phrases in (SMALL_NUMBERS, *BEFORE.values(), *UNCOUNTED_WORDS.values(), NOBODY, NO)
        for phrase in phrases
    )
    | {opening.split()[0] for opening, _joint in RANGES if opening}
    | {"a", "an", "several", "dozen", "hundred", "thousand"}
)
"""The words that a number can begin with, digits apart."""

CASUALTIES = frozenset(
    fold(
        "killed killing kills kill died dies dead injured injuring wounded wounding قتل قتلت مقتل استشهد أصيب إصابة"
    ).split()
)
MONTHS = re.compile(
    "jan(uary)?|feb(ruary)?|mar(ch)?|apr(il)?|may|june?|july?|aug(ust)?|sept?(ember)?|oct(ober)?|nov(ember)?|dec(ember)?"
)
SUBSETS = {
    Subset.CHILDREN: frozenset(fold("child children kids minors طفل أطفال طفلا اطفال").split()),
    Subset.WOMEN: frozenset(fold("woman women نساء امرأة سيدات").split()),
    Subset.MEN: frozenset(fold("man men رجال رجلا رجل").split()),
}
OF_THEM = frozenset(fold("of them whom those these the were other more from among من منهم بينهم هم").split())
PAIRS = {
    fold(word): subset
    for subset, words in (
        (Subset.CHILDREN, "طفلان طفلين"),
        (Subset.WOMEN, "امرأتان امرأتين"),
        (Subset.MEN, "رجلان رجلين"),
    )
    for word in words.split()
} | {fold(word): None for word in ["مدنيان", "مدنيين", "شخصان", "شخصين", "قتيلان", "قتيلين"]}
"""Arabic says two of them in the noun itself."""


@dataclass(frozen=True, slots=True)
class Stated:
    """A number in a text: what it says, in which words, whom of, and whether it is said of people at all."""

    quantity: Quantity
    words: str
    subset: Subset | None
    is_of_people: bool


def stated(text: str) -> list[Stated]:
    """Every number in the text, in order; of words that can be read several ways, the longest that make one number."""
    found = []
    for clause in PAUSE.split(fold(text[:LONGEST])):
        words, at = (clause or "").split(), 0
        while at < len(words):
            one, width = _at(words, at)
            found += [one] if one else []
            at += width
    return found


def _at(words: list[str], at: int) -> tuple[Stated | None, int]:
    """The number that begins here, and how many words it takes; one word where none begins."""
    for here in _beginnings(words[at]):
        if here in PAIRS:
            return Stated(Quantity(2, 2, Qualifier.EXACT), here, PAIRS[here], True), 1
        if not (here[0].isdigit() or here[0] in "≥≤<>~≈" or here.split("-")[0] in FIRST):
            continue
        for width in range(min(WIDEST, len(words) - at), 0, -1):
            span = " ".join([here, *words[at + 1 : at + width]])
            quantity = _read(span)
            if quantity is not None:
                return _stated(quantity, span, words, at, width), width
    return None, 1


def _beginnings(word: str) -> Iterator[str]:
    """The word, and what is left of it without the Arabic "and" or "by"."""
    yield word
    if len(word) > 2 and word[0] in "وب":
        yield word[1:]


def _read(span: str) -> Quantity | None:
    try:
        return quantities.read(span)
    except Unreadable:
        return None


def _stated(quantity: Quantity, span: str, words: list[str], at: int, width: int) -> Stated:
    after = [word.removeprefix("ال") for word in words[at + width : at + width + 4]]
    while after and after[0] in OF_THEM:
        after.pop(0)
    nouns = {*span.split()[1:], *after[:1]}
    subset = next((one for one, called in SUBSETS.items() if called & nouns), None)
    before = set(words[max(0, at - 2) : at])
    is_date = _is_date(span, words, at, width)
    is_of_people = not is_date and bool(nouns & PEOPLE or before & CASUALTIES or subset)
    return Stated(quantity, span, subset, is_of_people)


def _is_date(span: str, words: list[str], at: int, width: int) -> bool:
    beside = [*words[max(0, at - 1) : at], *words[at + width : at + width + 1]]
    return any(MONTHS.fullmatch(word) for word in beside) or bool(re.fullmatch(r"(19|20)[0-9]{2}", span))


# --- is it there? --------------------------------------------------------------------------------------------------
def is_stated(quantity: Quantity, text: str) -> bool:
    """Whether the words carry what was written of them. "Some" is said in too many ways to be missed in any."""
    if quantity.qualifier in (Qualifier.SOME, Qualifier.SEVERAL):
        return True
    found = [one.quantity for one in stated(text)]
    if quantity.qualifier in UNCOUNTED:
        return any(one.qualifier == quantity.qualifier for one in found)
    numbers = {bound for one in found for bound in (one.minimum, one.maximum)}
    return {bound for bound in (quantity.minimum, quantity.maximum) if bound is not None} <= numbers


def missing(text: str, written: Mapping[str, Quantity | None]) -> list[str]:
    """The names of those numbers that are not in the words; none where there are no words."""
    return [name for name, quantity in written.items() if text.strip() and quantity and not is_stated(quantity, text)]


# --- what could be written ---------------------------------------------------------------------------------------------
def proposals(text: str) -> dict[str, str]:
    """What was read of people: words for `number` and for each subset, where the text states just one of each kind."""
    found = [one for one in stated(text) if one.is_of_people]
    offered = {"number": [one for one in found if one.subset is None]}
    offered |= {str(subset): [one for one in found if one.subset == subset] for subset in Subset}
    if not offered["number"] and len(found) == 1:
        offered["number"] = found
    return {
        name: quantities.write(ones[0].quantity)
        for name, ones in offered.items()
        if len({one.quantity for one in ones}) == 1
    }
