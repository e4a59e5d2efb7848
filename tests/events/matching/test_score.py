"""Names in any script and spelling: which can be one, and how surely."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events.choices import PlaceLevel
from events.matching import LIKELY, fold, score, spelled, variants
from tests.events.matching.spellings import GOVERNORATES, LOCAL, OTHERS, SAME

NAMES = st.text(max_size=40) | st.sampled_from([name for pair in SAME + OTHERS for name in pair])


def ranked(spelling: str) -> list[tuple[float, str]]:
    """The governorates of Syria by their likeness to a spelling, under their names and local names."""
    return sorted(
        ((max(score(spelling, name), score(spelling, local)), name) for name, local in LOCAL.items()), reverse=True
    )


@pytest.mark.parametrize("name", GOVERNORATES)
def test_every_spelling_of_a_governorate_finds_it_first_and_surely(name):
    for spelling in GOVERNORATES[name]:
        (best, first), (second, _other) = ranked(spelling)[:2]
        assert first == name, spelling
        assert best >= (LIKELY if spelling != "ديرالزور" else 0.8), spelling  # whose two words stand as one
        assert best - second > 0.1, spelling


@pytest.mark.parametrize(("name", "local"), LOCAL.items())
def test_a_name_is_known_in_the_other_script_without_being_told(name, local):
    likest = max(GOVERNORATES, key=lambda other: score(local, other))
    assert likest == name
    assert score(local, name) >= LIKELY


def test_at_least_95_of_100_true_pairs_are_likely_and_of_the_likely_ones_95_are_true():
    true = [pair for pair in SAME if score(*pair) >= LIKELY]
    false = [pair for pair in OTHERS if score(*pair) >= LIKELY]
    assert len(true) / len(SAME) >= 0.95, set(SAME) - set(true)
    assert len(true) / (len(true) + len(false)) >= 0.95, false


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Deir-ez-Zor", "  DEIR EZ ZOR "),
        ("Dar'a", "Dar’a"),
        ("Ḩamāh", "hamah"),
        ("الرقة", "الرقّة"),
        ("الرقه", "الرقة"),
        ("إدلب", "ادلب"),
        ("阿勒颇", "阿勒颇"),
    ],
)
def test_case_accents_dashes_and_letter_forms_make_no_other_name(one, other):
    assert score(one, other) == 1.0
    assert spelled(one) == spelled(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Raqqa", "Ar-Raqqah"),
        ("Aleppo", "Aleppo Governorate"),
        ("Syrian Army", "Syrian forces"),
        ("Deir ez-Zor", "دير الزور"),
    ],
)
def test_only_the_same_name_is_certain(one, other):
    assert LIKELY <= score(one, other) < 1.0


def test_a_name_says_what_level_it_is_on():
    assert fold("Aleppo Governorate").level == PlaceLevel.GOVERNORATE
    assert fold("محافظة حلب").level == PlaceLevel.GOVERNORATE
    assert fold("Nahiyat al-Bab").level == PlaceLevel.SUBDISTRICT
    assert fold("Aleppo").level is None
    assert fold("City").level is None  # a name of its own
    assert score("Aleppo Governorate", "Aleppo city") < score("Aleppo Governorate", "Aleppo province")


def test_a_cell_with_two_names_is_known_by_each():
    assert variants("Tadmur/Palmyra town") == ("Tadmur/Palmyra town", "Tadmur", "Palmyra town")
    assert variants("Islamic State (ISIS)") == ("Islamic State (ISIS)", "Islamic State", "ISIS")
    assert score("Islamic State (ISIS)", "ISIS") >= 0.95


def test_sides_and_numbers_are_not_spelling():
    assert score("North Aleppo", "South Aleppo") < LIKELY
    assert score("Division 3", "Division 4") < LIKELY


@settings(max_examples=150, deadline=None)
@given(NAMES, NAMES)
def test_any_two_texts_have_a_likeness_that_does_not_depend_on_their_order(one, other):
    likeness = score(one, other)
    assert 0.0 <= likeness <= 1.0
    assert likeness == score(other, one)
    assert score(one, one) == 1.0
