"""Numbers as reports word them: read, echoed, written back; nothing guessed."""

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from events import number_words
from events.choices import UNCOUNTED, Qualifier
from events.figures import Figure
from events.number_words import number
from events.quantities import LARGEST, LEAST, Quantity, Unreadable, echo, of_bounds, read, write

EXACT, ABOUT, BETWEEN = Qualifier.EXACT, Qualifier.ABOUT, Qualifier.BETWEEN
AT_LEAST, AT_MOST, NONE = Qualifier.AT_LEAST, Qualifier.AT_MOST, Qualifier.NONE
SOME, SEVERAL, DOZENS, HUNDREDS = Qualifier.SOME, Qualifier.SEVERAL, Qualifier.DOZENS, Qualifier.HUNDREDS

READ = {
    (14, 14, EXACT): """14|14 people|14 killed|١٤|۱۴|fourteen|exactly 14|14 people were killed|14.|أربعة عشر|١٤ قتيلاً
        |أربع عشرة امرأة|014""",
    (1, 1, EXACT): "1|one|one civilian|a woman|واحد",
    (6, 6, EXACT): "half a dozen|ستة",
    (12, 12, EXACT): "a dozen|dozen people|twelve|اثنا عشر|اثنتي عشرة",
    (20, 20, EXACT): "twenty|عشرون|عشرين مدنياً|٢٠ شخصاً",
    (38, 38, EXACT): "thirty-eight|Thirty eight civilians|ثمانية وثلاثون|ثمانية و ثلاثين|38 civilians",
    (100, 100, EXACT): "a hundred|one hundred people|مئة|مائة",
    (125, 125, EXACT): "one hundred and twenty-five|مئة وخمسة وعشرون",
    (1200, 1200, EXACT): "1,200|1200|١٬٢٠٠|twelve hundred|one thousand two hundred",
    (LARGEST, LARGEST, EXACT): "10,000,000|ten million",
    (18, None, AT_LEAST): """at least 18|At least 18 civilians|18+|18 or more|18 people or more|18 or more civilians
        |no fewer than 18|not less than 18|minimum 18|≥18|>= 18|18 at least|at least eighteen|more than 17|over 17|>17
        |على الأقل ١٨|١٨ على الأقل|ما لا يقل عن ١٨ مدنياً|١٨ شخصاً على الأقل|أكثر من ١٧|١٨ أو أكثر|ما لا يقل عن ثمانية عشر""",
    (21, None, AT_LEAST): "more than 20|over 20 people|أكثر من عشرين|upwards of 20",
    (13, None, AT_LEAST): "more than a dozen|more than a dozen people",
    (None, 12, AT_MOST): """
        up to 12|at most 12|no more than 12|12 or fewer
        |maximum 12|≤12|حتى ١٢|لا يزيد عن ١٢|١٢ على الأكثر""",
    (None, 19, AT_MOST): "fewer than 20|less than 20|under 20 people|<20|أقل من ٢٠",
    (30, 30, ABOUT): """about 30|around 30|some 30|some 30 people|~30|~ 30|approximately 30|nearly 30|almost thirty
        |30 or so|حوالي ٣٠|نحو ثلاثين قتيلاً|قرابة ٣٠|٣٠ تقريباً""",
    (14, 17, BETWEEN): """
        14–17|14-17|14 - 17|14 — 17|14 to 17|from 14 to 17|between 14 and 17|between 14 and 17 civilians
        |fourteen to seventeen|14–17 killed|بين ١٤ و١٧|بين ١٤ و ١٧ قتيلاً|ما بين ١٤ و١٧|من ١٤ إلى ١٧|١٤ إلى ١٧|١٤–١٧
        |بين أربعة عشر وسبعة عشر""",
    (25, 30, BETWEEN): "twenty-five to thirty|between twenty five and thirty|بين خمسة وعشرين وثلاثين",
    (101, 205, BETWEEN): "between one hundred and one and two hundred and five",
    (0, 3, BETWEEN): "0–3|zero to three",
    (1, None, SOME): """some|some civilians|a number of civilians|a number|an unknown number of people|بعض|بعض المدنيين
        |عدد من المدنيين|عدد غير محدد""",
    (3, None, SEVERAL): "several|several people killed|a few|عدة|عدة أشخاص|بضعة قتلى",
    (24, None, DOZENS): "dozens|Dozens of civilians|scores|several dozen|عشرات|عشرات المدنيين|العشرات",
    (40, None, DOZENS): "dozens, at least 40|dozens of people, at least 40|dozens, more than 39|عشرات، على الأقل ٤٠",
    (200, None, HUNDREDS): "hundreds|hundreds of people|مئات|مئات القتلى|مئات من المدنيين",
    (0, 0, NONE): """
        0|none|None.|zero|nobody|no one|no-one was killed
        |no casualties|no civilians killed|0 dead|٠|صفر|لا أحد|لا ضحايا|0–0""",
}
TABLE = [(words.strip(), Quantity(*bounds)) for bounds, row in READ.items() for words in row.split("|")]

NOT_UNDERSTOOD = """
    10-15-20|-3|–3|1.5|1,5|1,20|14 17|14 or 17|14/17|17²|½|2017-10-05|14!|+|%|14%|x|about 14–17
    |thousands|tens of people|many|dozens or hundreds|at least dozens|several 5|some, 1200|dozens, about 40|dozens,
    |at least|at least at least 3|a|no|civilians|a number of families|14 families|14 others|14 killed, 20 injured
    |14 people, including three children|14 killed and injured|14 dead or missing|hundred hundred|ten fifteen
    |two thousand thousand|dozen dozen|عشرات الآلاف|آلاف|١٤ عائلة|بين ١٤|عشرة عشرون
"""
REFUSED = {
    "15–10": "“15–10” runs backwards: write the smaller number first.",
    "between 15 and 10": "“between 15 and 10” runs backwards: write the smaller number first.",
    "بين ١٧ و١٤": "“بين ١٧ و١٤” runs backwards: write the smaller number first.",
    "14–38, best 39": "“14–38, best 39”: the best number lies between the two others.",
    "14–38, best 13": "“14–38, best 13”: the best number lies between the two others.",
    "at most 0": "“at most 0” bounds nothing. If nobody was harmed, write “none”.",
    "fewer than 1": "“fewer than 1” bounds nothing. If nobody was harmed, write “none”.",
    "at least 0": "“at least 0” bounds nothing. If nobody was harmed, write “none”.",
    "0+": "“0+” bounds nothing. If nobody was harmed, write “none”.",
    "about 0": "“about 0” bounds nothing. If nobody was harmed, write “none”.",
    "10,000,001": "“10,000,001” is more than 10,000,000 people: check the digits.",
    "1–10000001": "“1–10000001” is more than 10,000,000 people: check the digits.",
    "more than 10,000,000": "“more than 10,000,000” is more than 10,000,000 people: check the digits.",
    "9" * 119: f"“{'9' * 60}…” is more than 10,000,000 people: check the digits.",
    "": "Write a number, or words such as “at least 18”. A stated zero is “none”.",
    " \u200f\t": "Write a number, or words such as “at least 18”. A stated zero is “none”.",
    "unknown": "Leave it empty: an empty number is “not known”. A stated zero is “none”.",
    "n/a": "Leave it empty: an empty number is “not known”. A stated zero is “none”.",
    "-": "Leave it empty: an empty number is “not known”. A stated zero is “none”.",
    "غير معروف": "Leave it empty: an empty number is “not known”. A stated zero is “none”.",
}


@pytest.mark.parametrize(("words", "quantity"), TABLE, ids=[words for words, _quantity in TABLE])
def test_words_are_read(words, quantity):
    assert read(words) == quantity


@pytest.mark.parametrize("words", [words.strip() for words in NOT_UNDERSTOOD.split("|")])
def test_nothing_is_guessed(words):
    with pytest.raises(Unreadable, match=r"^“.*” was not understood\. Write one number, for example: 14, at least 18,"):
        read(words)


@pytest.mark.parametrize(("words", "message"), REFUSED.items())
def test_a_refusal_says_why(words, message):
    with pytest.raises(Unreadable) as refusal:
        read(words)
    assert str(refusal.value) == message


def test_direction_marks_never_join_two_numbers():
    assert read("\u200f١٨\u200f") == Quantity(18, 18, EXACT)
    with pytest.raises(Unreadable):
        read("14\u200f17")


def test_a_sentence_is_refused_unread_and_cut_in_the_message():
    with pytest.raises(Unreadable, match="…” was not understood"):
        read("at least 18 " + "civilians " * 30)


@pytest.mark.parametrize(
    ("words", "value"),
    [("14", 14), ("about 30", 30), ("14–17", 15), ("at least 18", 18), ("none", 0)]
    + [(words, None) for words in ("at most 12", "some", "several", "dozens", "hundreds", "dozens, at least 40")],
)
def test_c6_the_claimants_own_value(words, value):
    assert read(words).own_value == value


@pytest.mark.parametrize(
    ("words", "figure"),
    [
        ("14–17", Figure(14, 15, 17)),
        ("at least 18", Figure(18, 18, None)),
        ("at most 12", Figure(None, None, 12)),
        ("dozens", Figure(24, None, None)),
        ("none", Figure(0, 0, 0)),
    ],
)
def test_the_figure_of_a_claim(words, figure):
    assert read(words).figure == figure


def test_uncounted_words_are_those_nobody_counted():
    assert {quantity.qualifier for _words, quantity in TABLE if quantity.is_uncounted} == UNCOUNTED


@pytest.mark.parametrize(
    ("words", "understood"),
    [
        ("at least 18", "18 or more · minimum 18, maximum not known"),
        ("at most 1200", "1,200 or fewer · minimum not known, maximum 1,200"),
        ("14–17", "14 to 17"),
        ("14–38, best 21", "14 to 38, best 21"),
        ("١٤–٣٨، الأرجح ٢١", "14 to 38, best 21"),
        ("14", "exactly 14"),
        ("~30", "about 30"),
        ("no casualties", "none, as stated"),
        ("a number of civilians", "some: at least 1, nobody counted"),
        ("scores", "dozens: at least 24, nobody counted"),
    ],
)
def test_what_was_understood_is_echoed(words, understood):
    assert echo(read(words)) == understood


@pytest.mark.parametrize(
    "bounds",
    [
        *((3, 4, EXACT), (None, None, EXACT), (3, 4, ABOUT), (3, None, BETWEEN), (3, 4, AT_LEAST), (1, 4, AT_MOST)),
        *((0, 1, NONE), (None, None, NONE), (None, None, AT_LEAST), (0, None, SOME), (None, None, DOZENS)),
        *((14, 14, EXACT, 14), (14, None, AT_LEAST, 20), (1, 4, BETWEEN, 5), (2, 4, BETWEEN, 1)),
        *((24, 99, DOZENS), (5, 4, BETWEEN), (-1, None, AT_LEAST)),
    ],
)
def test_bounds_that_do_not_fit_the_qualifier_are_no_quantity(bounds):
    with pytest.raises(ValueError, match="not"):
        Quantity(*bounds)


people = st.integers(1, LARGEST)
quantities = st.one_of(
    people.map(lambda n: Quantity(n, n, EXACT)),
    people.map(lambda n: Quantity(n, n, ABOUT)),
    people.map(lambda n: Quantity(n, None, AT_LEAST)),
    people.map(lambda n: Quantity(None, n, AT_MOST)),
    st.tuples(st.integers(0, LARGEST), people).map(lambda pair: Quantity(min(pair), max(pair), BETWEEN)),
    st.lists(st.integers(1, LARGEST), min_size=3, max_size=3)
    .map(sorted)
    .map(lambda three: Quantity(three[0], three[2], BETWEEN, three[1])),
    st.tuples(people, st.sampled_from(sorted(UNCOUNTED))).map(lambda pair: Quantity(pair[0], None, Qualifier(pair[1]))),
    st.sampled_from([Quantity(0, 0, NONE), *(Quantity(least, None, word) for word, least in LEAST.items())]),
)


@given(quantities, st.sampled_from(["en", "ar"]))
def test_what_is_written_is_read_back(quantity, language):
    with override(language):
        assert read(write(quantity)) == quantity


@given(st.integers(0, LARGEST) | st.none(), st.integers(0, LARGEST) | st.none())
def test_bare_bounds_are_plainly_worded(one, other):
    low, high = sorted((one, other)) if None not in (one, other) else (one, other)
    quantity = of_bounds(low, high)
    assert (quantity is None) == (low is None and high is None)
    assert quantity is None or (quantity.minimum, quantity.maximum) == (low, high)


BOUNDS = [*number_words.BEFORE.values(), *number_words.AFTER.values(), *number_words.UNCOUNTED_WORDS.values()]
SIGNS = ("0", "7", "18", "1,200", "-", "–", "+", ",", ".", "~", "to", "and", "of", "no", "و")
VOCABULARY = sorted(
    {*number_words.SMALL_NUMBERS, *number_words.PEOPLE, *number_words.ENGLISH_SCALES, *SIGNS}.union(*BOUNDS)
)


@given(st.text(max_size=40) | st.lists(st.sampled_from(VOCABULARY), max_size=7).map(" ".join))
def test_any_text_is_read_or_refused_and_never_else(words):
    try:
        quantity = read(words)
    except Unreadable:
        return
    assert echo(quantity)
    assert read(write(quantity)) == quantity


@given(st.integers(0, 99), st.sampled_from(["", " people", " civilians killed", "."]))
def test_the_number_is_the_one_written_whatever_noun_follows(count, noun):
    assert number(f"{count}{noun}") == count
