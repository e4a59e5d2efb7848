"""The packaged gazetteer: countries by any of their words, towns with a plain name, an Arabic one and all others."""

import pytest

from events.imports.places.geonames import Country, Town, country, town, towns
from events.words import Unreadable


@pytest.mark.parametrize("words", ["Syria", "syria", "SY", "sy", "SYR", " Syria "])
def test_a_country_is_known_by_its_name_and_codes_in_any_case(words):
    assert country(words) == Country("SY", "SYR", "Syria")


@pytest.mark.parametrize("words", ["Syrai", "", "XX"])
def test_an_unknown_country_is_refused_with_those_that_are_near(words):
    with pytest.raises(Unreadable, match="No country"):
        country(words)
    if words == "Syrai":
        with pytest.raises(Unreadable, match=r"Syria \(SY\)"):
            country(words)


def test_a_town_has_a_plain_name_and_an_arabic_one_and_keeps_all_others():
    row = {
        "geonameid": 7,
        "name": "`Ayn al Ḩajar",
        "alternatenames": ["AYN", "Ayn al-Hajar", "`Ayn al Hajar", "Ain el Hadjar", "عین الحجر", "ماء", "عين الحجر"],
        "latitude": 35.0,
        "longitude": 14.0,
        "admin1code": "07",
    }
    assert town(row) == Town(
        number=7,
        name="Ayn al-Hajar",
        name_local="عين الحجر",
        aliases=("`Ayn al Ḩajar", "`Ayn al Hajar", "Ain el Hadjar", "عین الحجر", "ماء"),
        point=(35.0, 14.0),
        admin1="07",
    )
    assert town(row).slug == "ayn-al-hajar-g7"


def test_the_towns_of_a_country_come_largest_first_with_arabic_names():
    syria = towns(country("SY"))
    assert [one.name for one in syria[:2]] == ["Aleppo", "Damascus"]
    assert syria[0].name_local == "حلب"
    assert "Halab" in syria[0].aliases
    assert len({one.slug for one in syria}) == len(syria) > 300
    assert sum(bool(one.name_local) for one in syria) / len(syria) > 0.95
