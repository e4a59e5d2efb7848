"""The words that numbers are written in, English and Arabic, as tables; and `fold`, which makes two spellings one. Pure.

Tables are keyed by folded words: a spelling is listed once, however it is cased, pointed or accented.
"""

import re
import unicodedata

LONGEST = 120
"""No number or date takes more characters than this; longer text is a sentence, and is refused unread."""


class Unreadable(ValueError):
    """The words cannot be read without guessing. The message, for whoever wrote them, says how to write it."""


ALIKE = {
    "ا": "أإآٱ",
    "ي": "ىی",
    "ك": "ک",
    "-": "‐‑−",
    "–": "‒—―",
    "'": "’‘",
    ",": "،٬",
    **{str(value): digits for value, digits in enumerate(zip("٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", strict=True))},
}
ONE_FORM = {ord(other): form for form, others in ALIKE.items() for other in others}
POINTING = re.compile("[\u064b-\u065f\u0670\u0640]")
DIRECTION_MARKS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


def fold(text: str) -> str:
    """One form for spellings that mean the same: case, Arabic pointing and letter forms, digits, dashes, spaces.

    Direction marks become spaces, never nothing, so that two numbers are never joined into one.
    """
    text = unicodedata.normalize("NFC", text).casefold()
    text = DIRECTION_MARKS.sub(" ", POINTING.sub("", text)).translate(ONE_FORM)
    return " ".join(text.split())


def quoted(text: str) -> str:
    """The words inside an error message: trimmed, cut when long."""
    text = " ".join(text.split())
    return f"“{text if len(text) <= 60 else text[:60] + '…'}”"


def _numbered(first: int, step: int, rows: str) -> dict[str, int]:
    """"one|two two|…": each column a number, each word in it one way to write it."""
    columns = [column.split() for column in fold(rows).split("|")]
    return {word: first + step * index for index, column in enumerate(columns) for word in column}


ENGLISH_UNITS = _numbered(1, 1, "one|two|three|four|five|six|seven|eight|nine")
ENGLISH_TEENS = _numbered(
    10, 1, "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
)
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


NUMERAL = re.compile(r"[0-9]{1,12}|[0-9]{1,3}(,[0-9]{3}){1,3}")


def number(folded: str) -> int | None:
    """The whole number that folded words state, nouns allowed after it: "1,200", "thirty eight people"; None if none."""
    bare = without_people(folded.strip())
    if bare in ("a", "an") and bare != folded.strip():
        return 1
    return _spoken(bare.split())


def _spoken(words: list[str]) -> int | None:
    for scale, size in ENGLISH_SCALES.items():
        if scale in words:
            return _scaled(words, words.index(scale), size)
    text = " ".join(words)
    if NUMERAL.fullmatch(text):
        return int(text.replace(",", ""))
    head, joined, rest = text.partition(" و")
    if joined and head in ARABIC_HUNDREDS:
        added = SMALL_NUMBERS.get(rest.strip())
        return None if added is None or added >= 100 else ARABIC_HUNDREDS[head] + added
    return SMALL_NUMBERS.get(text)


def _scaled(words: list[str], at: int, size: int) -> int | None:
    """"two hundred and five": what stands before the scale times its size, and what follows, if smaller."""
    head, tail = words[:at], words[at + 1 :]
    times = 1 if head in (["a"], ["one"]) or (not head and size == 12) else _spoken(head)
    rest = _spoken(tail[1:] if tail[0] == "and" else tail) if tail else 0
    if times is None or rest is None or times < 1 or rest >= size:
        return None
    return times * size + rest
