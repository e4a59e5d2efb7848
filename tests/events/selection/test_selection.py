"""A selection says itself in words and leads to its own addresses."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from events.selection import BadQuestion, Selection
from tests import world as drawn

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def world(db) -> drawn.World:
    return drawn.build()


def asked(query: str) -> Selection:
    request = RequestFactory().get(f"/?{query}")
    request.user = AnonymousUser()
    return Selection.read(request)


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("", "Incidents, published incidents"),
        (
            "type=air-strike&actor=norland&place=tesh&from=2024-03-01&to=2024-03-31",
            "Air strike attributed to Norland in Tesh, 1–31 March 2024, published incidents",
        ),
        ("category=strike&category=ground", "Strikes or Ground operations, published incidents"),
        ("actor=norland&role=target", "Incidents with Norland as target, published incidents"),
        ("from=2024-03-05&to=2024-03-05", "Incidents, 5 March 2024, published incidents"),
        ("to=2024-03-05", "Incidents, to 5 March 2024, published incidents"),
        ("claimant=watch&q=ford", "Incidents, with claims of Watch, with the words “ford”, published incidents"),
    ],
)
def test_it_says_itself_in_a_sentence(query: str, sentence: str):
    assert asked(query).sentence == sentence


def test_a_chip_for_each_value_leads_to_the_same_question_without_it():
    selection = asked("dataset=velmar-2024&actor=norland&actor=sudland&from=2024-03-01")
    removed = {chip.value: chip.remove for chip in selection.chips}
    assert removed["Norland"] == "/?dataset=velmar-2024&from=2024-03-01&actor=sudland"
    assert removed["Sudland"] == "/?dataset=velmar-2024&from=2024-03-01&actor=norland"
    assert selection.clear_address == "/?dataset=velmar-2024"


def test_each_chip_names_the_thing_it_removes_whatever_the_order():
    """A place by p-code and slug: what is typed and what is found stay paired."""
    selection = asked("place=VL02&place=tesh&place=aruna")
    for chip in selection.chips:
        left = asked(chip.remove.removeprefix("/?"))
        assert chip.value not in [place.name for place in left.places]
        assert len(left.places) == 2


def test_the_same_place_by_slug_and_by_p_code_is_one_place():
    selection = asked("place=tesh&place=VL01")
    assert [place.slug for place in selection.places] == ["tesh"]


def test_an_address_keeps_the_filters_and_starts_at_the_first_page():
    selection = asked("dataset=velmar-2024&category=strike&sort=code&after=WzEsMV0&lang=en")
    assert selection.address("incident_list", actor="norland") == (
        "/incidents/?dataset=velmar-2024&actor=norland&category=strike&sort=code"
    )


def test_c13_every_problem_is_named_at_once():
    with pytest.raises(BadQuestion) as refused:
        asked("actor=nobody&place=nowhere&form=1")
    assert {parameter for parameter, _message in refused.value.problems} == {"actor", "place", "form"}


def test_c12_without_a_dataset_the_default_one_is_asked():
    assert asked("").dataset.slug == "velmar-2024"


EVERY_FILTER = (
    "from=2024-03-01&to=2024-03-31&actor=norland&place=tesh&category=strike&type=air-strike&type=shelling&grade=fair"
    "&casualties=reported&claimant=watch&code=VLM-2024-0001&q=ford&as_of=2024-03-06"
)


def test_c10_no_incident_is_there_twice_so_none_has_to_be_told_from_another():
    """DISTINCT would sort all that is chosen by all its columns."""
    assert "DISTINCT" not in str(asked(EVERY_FILTER).incidents().query)
