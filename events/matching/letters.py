"""Names in any script in a few Latin letters that stand for sounds, as far as transliterations agree. Pure.

Transliterations of one name differ in vowels, articles, doubled letters and in how they write a sound that Latin has no
letter for. What they agree on is kept: consonants, one letter each; vowels as a, i or u; glides as y and w.
"""

import re
import unicodedata

from anyascii import anyascii

# Letter by letter, because anyascii leaves the alif out. GeoNames writes ş for ص, so no ş here is a Turkish sh.
ARABIC = {
    "ا": "a", "أ": "a", "إ": "i", "آ": "a", "ٱ": "a", "ى": "a", "ة": "a", "ە": "a", "ء": "", "ؤ": "u", "ئ": "i", "ع": "",
    "ب": "b", "پ": "p", "ت": "t", "ث": "th", "ج": "j", "چ": "j", "ح": "h", "خ": "kh", "د": "d", "ذ": "dh", "ر": "r",
    "ز": "z", "ژ": "j", "س": "s", "ش": "sh", "ص": "s", "ض": "d", "ط": "t", "ظ": "dh", "غ": "gh", "ف": "f", "ڤ": "v",
    "ق": "k", "ك": "k", "ک": "k", "گ": "g", "ل": "l", "ڵ": "l", "م": "m", "ن": "n", "ه": "h", "ھ": "h", "و": "u", "ۆ": "u",
    "ي": "i", "ی": "i", "ێ": "i", "ڕ": "r",
}  # fmt: skip
SOUNDS = [
    ("que", "ki"), ("qui", "ki"), ("sch", "S"), ("sh", "S"), ("ch", "S"), ("kh", "x"), ("gh", "G"), ("th", "T"),
    ("dh", "D"), ("zh", "j"), ("dj", "j"), ("ph", "f"), ("q", "k"), ("c", "k"), ("e", "i"), ("o", "u"), ("y", "i"),
    ("w", "u"),
]  # fmt: skip
VOWELS = frozenset("aiu")
GLIDES = {"i": "y", "u": "w"}

APOSTROPHES = re.compile("['’‘`´ʻʼʽʾʿˈ′]")
POINTING = re.compile("[\u0610-\u061a\u0640\u064b-\u065f\u0670]")
ARTICLE = re.compile(r"\bال(?=\w{3})")
FINAL_HEH = re.compile(r"(?<=\w\w)ه\b")  # written for ة as often as not
OTHER = re.compile("[^a-z0-9]+")
REPEATED = re.compile(r"(.)\1+")


def ascii_of(words: str) -> str:
    """Any script in lower Latin letters with single spaces: "Ar-Raqqah" is "ar raqqah", "الرقة" is "al rka"."""
    text = POINTING.sub("", APOSTROPHES.sub("", unicodedata.normalize("NFKC", words)))
    text = FINAL_HEH.sub("ة", ARTICLE.sub("ال ", text))
    text = anyascii("".join(ARABIC.get(letter, letter) for letter in text)).lower()
    return " ".join(OTHER.sub(" ", APOSTROPHES.sub("", text)).split())


def sounds_of(word: str) -> str:
    """One word of `ascii_of` by its sounds: "deir" is "dir", "dayr" is "dair", "raqqah" is "raka", "darayya" is "daraya"."""
    for written, sound in SOUNDS:
        word = word.replace(written, sound)
    word = REPEATED.sub(r"\1", word)
    if len(word) > 2 and word[-1] == "h" and word[-2] in VOWELS:
        word = word[:-1]
    return "".join(
        GLIDES[sound] if sound in GLIDES and word[at + 1 : at + 2] in VOWELS else sound for at, sound in enumerate(word)
    )
