"""What ACLED's one number of fatalities means, by the words of its notes. Pure."""

import re

from django.utils.translation import gettext as _

from events.choices import Qualifier
from events.quantities import Quantity

NONE = re.compile(
    r"\b(?:there were no|with no|without|no)(?: (?:injuries|injured|people|civilians?|wounded))*(?: (?:or|and|nor))?"
    r" (?:fatalities|casualties|deaths|one (?:was|were) killed|victims)\b(?!\s*(?:were |was |have been )?report)",
    re.IGNORECASE,
)
IMPUTED = {
    3: (
        Qualifier.SEVERAL,
        r"several|a few|some|many|multiple|number of|unknown|unspecified|undisclosed|casualties|coded as 3",
    ),
    10: (Qualifier.SEVERAL, r"tens|scores|several|many|multiple|number of|unknown|unspecified|undisclosed|coded as 10"),
    12: (Qualifier.DOZENS, r"dozens|coded as 12"),
    100: (Qualifier.HUNDREDS, r"hundreds|coded as 100"),
}
STATED = {3: r"3|three", 10: r"10|ten", 12: r"12|twelve|(?:a|one) dozen", 100: r"100|(?:a|one) hundred"}


def fatalities(people: int | None, notes: str) -> tuple[Quantity | None, str]:
    """(what is claimed, None for not known; what is to be told of it, or "")."""
    if people is None:
        return None, ""
    if people == 0:
        if NONE.search(notes):
            return Quantity(0, 0, Qualifier.NONE), ""
        return None, _(
            "0 is not known here: ACLED writes it for “none” and for “not known”, and its notes do not say none."
        )
    if people in IMPUTED and not _says(STATED[people], notes.replace(f"coded as {people}", "")):
        qualifier, words = IMPUTED[people]
        if _says(words, notes):
            said = _("Nobody counted: ACLED writes this number for words such as its notes have. Kept as the least.")
            return Quantity(people, None, qualifier), said
        said = _("Perhaps nobody counted: ACLED writes this number for words too, and its notes state none.")
        return Quantity(people, people, Qualifier.EXACT), said
    return Quantity(people, people, Qualifier.EXACT), ""


def _says(words: str, notes: str) -> bool:
    return bool(re.search(rf"(?<![\w.,])(?:{words})(?![\w])", notes, re.IGNORECASE))
