"""The words that numbers of people are written in, English and Arabic, as tables; and `number`, which reads one. Pure.

Tables are keyed by folded words: a spelling is listed once, however it is cased, pointed or accented.
"""

import re

from events.choices import Qualifier
from events.words import fold


def _numbered(first: int, step: int, rows: str) -> dict[str, int]:
    """Each column of "three|four four" is a number, from `first` on and `step` apart; each word in it writes it."""
    columns = [column.split() for column in fold(rows).split("|")]
    return {word: first + step * index for index, column in enumerate(columns) for word in column}


ENGLISH_UNITS = _numbered(1, 1, "one|two|three|four|five|six|seven|eight|nine")
ENGLISH_TEENS = _numbered(10, 1, "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen")
ENGLISH_TENS = _numbered(20, 10, "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety")
ENGLISH_SCALES = {"million": 1_000_000, "thousand": 1_000, "hundred": 100, "dozen": 12}

ARABIC_UNITS = _numbered(
    1,
    1,
    "واحد واحدة|اثنان اثنين اثنتان اثنتين|ثلاثة ثلاث|أربعة أربع|خمسة خمس|ستة ست|سبعة سبع|ثمانية ثماني ثمان|تسعة تسع",
)
ARABIC_TENS = _numbered(
    20, 10, "عشرون عشرين|ثلاثون ثلاثين|أربعون أربعين|خمسون خمسين|ستون ستين|سبعون سبعين|ثمانون ثمانين|تسعون تسعين"
)
ARABIC_TEN = _numbered(10, 1, "عشرة عشر")
ARABIC_TEEN_UNITS = {**ARABIC_UNITS, **_numbered(1, 1, "أحد احدى|اثنا اثني اثنتا اثنتي")}
ARABIC_HUNDREDS = _numbered(100, 100, "مئة مائة|مئتان مئتين مائتان مائتين")

SMALL_NUMBERS = {
    "zero": 0,
    fold("صفر"): 0,
    "half a dozen": 6,
    **ENGLISH_UNITS,
    **ENGLISH_TEENS,
    **ENGLISH_TENS,
    **{f"{ten} {unit}": tens + units for ten, tens in ENGLISH_TENS.items() for unit, units in ENGLISH_UNITS.items()},
    **ARABIC_UNITS,
    **ARABIC_TEN,
    **{f"{unit} {ten}": 10 + units for unit, units in ARABIC_TEEN_UNITS.items() for ten in ARABIC_TEN},
    **ARABIC_TENS,
    **{f"{unit} و{ten}": tens + units for ten, tens in ARABIC_TENS.items() for unit, units in ARABIC_UNITS.items()},
    **ARABIC_HUNDREDS,
}

PEOPLE = frozenset(
    fold(
        """person persons people civilian civilians man men woman women child children dead killed died deaths
        fatalities casualties victim victims bodies injured wounded hurt missing detained arrested displaced
        fighter fighters combatant combatants militant militants soldier soldiers were was are
        شخص شخصا أشخاص مدني مدنيا مدنيين مدنيون قتيل قتيلا قتلى قتلوا ضحية ضحايا جريح جريحا جرحى مصاب مصابا مصابين
        طفل طفلا أطفال امرأة نساء رجل رجلا رجال مفقود مفقودا مفقودين معتقل معتقلا معتقلين نازح نازحا نازحين
        شهيد شهيدا شهداء وفاة وفيات مقاتل مقاتلا مقاتلين مسلح مسلحا مسلحين جندي جنديا جنود"""
    ).split()
)
"""Words tolerated after a number: they name people and change no number. "families" and "others" would, and are not here."""


def without_people(folded: str) -> str:
    """The words with their trailing nouns taken off: "14 people killed" → "14", "عشرات المدنيين" → "عشرات"."""
    words = folded.rstrip(" .").split(" ")
    while words and words[-1].removeprefix("ال") in PEOPLE:
        words.pop()
    return " ".join(words)


NUMERAL = re.compile(r"[0-9]+|[0-9]{1,3}(,[0-9]{3})+")


def number(folded: str) -> int | None:
    """The whole number that folded words state, nouns allowed after it: "1,200", "thirty eight people"; None if none."""
    bare = without_people(folded.strip())
    if bare in ("a", "an") and bare != folded.strip():
        return 1
    return _spoken(bare.split())


def _spoken(words: list[str]) -> int | None:
    text = " ".join(words)
    if text in SMALL_NUMBERS:
        return SMALL_NUMBERS[text]
    if NUMERAL.fullmatch(text):
        return int(text.replace(",", ""))
    for scale, size in ENGLISH_SCALES.items():
        if scale in words:
            return _scaled(words, words.index(scale), size)
    hundreds, _joint, rest = text.partition(" و")
    added = SMALL_NUMBERS.get(rest.strip(), 100)
    return ARABIC_HUNDREDS[hundreds] + added if hundreds in ARABIC_HUNDREDS and added < 100 else None


def _scaled(words: list[str], at: int, size: int) -> int | None:
    """What stands before the scale times its size, and what follows, if smaller: "two hundred and five"."""
    head, tail = words[:at], words[at + 1 :]
    times = 1 if head in (["a"], ["one"]) or (not head and size == 12) else _spoken(head)
    rest = _spoken(tail[1:] if tail[0] == "and" else tail) if tail else 0
    if times is None or rest is None or times < 1 or rest >= size:
        return None
    return times * size + rest


def _phrases(row: str) -> tuple[str, ...]:
    return tuple(fold(phrase) for phrase in row.split("|"))


BEFORE = {
    "at-least": _phrases(
        "at least|no fewer than|no less than|not fewer than|not less than|minimum|a minimum of|≥|"
        "على الأقل|ما لا يقل عن|لا يقل عن|كحد أدنى"
    ),
    "more-than": _phrases("more than|over|upwards of|>|أكثر من|ما يزيد عن|ما يزيد على|يزيد عن|يزيد على"),
    "at-most": _phrases(
        "at most|up to|no more than|not more than|maximum|a maximum of|≤|"
        "على الأكثر|حتى|ما لا يزيد عن|لا يزيد عن|كحد أقصى"
    ),
    "fewer-than": _phrases("fewer than|less than|under|<|أقل من"),
    "about": _phrases(
        "about|around|some|approximately|roughly|nearly|almost|circa|~|≈|حوالي|نحو|قرابة|زهاء|ما يقارب|تقريبا"
    ),
    "exactly": _phrases("exactly|بالضبط"),
}
"""What stands before a number and makes a bound of it; `AFTER`: what stands after it."""

AFTER = {
    "at-least": _phrases("or more|at least|minimum|على الأقل|أو أكثر|فأكثر|كحد أدنى"),
    "at-most": _phrases("or fewer|or less|at most|maximum|على الأكثر|أو أقل|كحد أقصى"),
    "about": _phrases("or so|approximately|تقريبا"),
}
RANGES = (
    ("between ", " and "),
    ("from ", " to "),
    ("", " to "),
    ("", "–"),
    ("", "-"),
    ("between ", "–"),
    ("between ", "-"),
    (fold("بين") + " ", " و"),
    (fold("ما بين") + " ", " و"),
    (fold("من") + " ", f" {fold('إلى')} "),
    ("", f" {fold('إلى')} "),
)
"""How the two ends of a range are joined: what opens it, and what stands between."""

UNCOUNTED_WORDS = {
    Qualifier.SOME: _phrases(
        "some|a number|an unknown number|an unspecified number|بعض|عدد|عدد غير محدد|عدد غير معروف"
    ),
    Qualifier.SEVERAL: _phrases("several|a few|عدة|بضعة"),
    Qualifier.DOZENS: _phrases("dozens|several dozen|scores|عشرات|العشرات"),
    Qualifier.HUNDREDS: _phrases("hundreds|several hundred|مئات|المئات"),
}
NOBODY = _phrases("none|no one|nobody|nil|لا أحد|لا شيء")
NO = _phrases("no|لا|لا يوجد|لا توجد|دون|بدون")
"""Means none only with people after it: "no casualties"."""

UNKNOWN = _phrases("unknown|not known|n/a|?|-|–|غير معروف|غير معلوم")

BEST = {"en": "best", "ar": "الأرجح"}
"""What stands before the best number of a range, by language."""

WRITTEN = {
    "en": {
        Qualifier.EXACT: "{low}",
        Qualifier.ABOUT: "about {low}",
        Qualifier.BETWEEN: "{low}–{high}",
        Qualifier.AT_LEAST: "at least {low}",
        Qualifier.AT_MOST: "at most {high}",
        Qualifier.NONE: "none",
        Qualifier.SOME: "some",
        Qualifier.SEVERAL: "several",
        Qualifier.DOZENS: "dozens",
        Qualifier.HUNDREDS: "hundreds",
    },
    "ar": {
        Qualifier.EXACT: "{low}",
        Qualifier.ABOUT: "حوالي {low}",
        Qualifier.BETWEEN: "{low}–{high}",
        Qualifier.AT_LEAST: "على الأقل {low}",
        Qualifier.AT_MOST: "على الأكثر {high}",
        Qualifier.NONE: "لا أحد",
        Qualifier.SOME: "بعض",
        Qualifier.SEVERAL: "عدة",
        Qualifier.DOZENS: "عشرات",
        Qualifier.HUNDREDS: "مئات",
    },
}
"""The words a quantity is written in. Not gettext: a translator could choose words that cannot be read back."""
