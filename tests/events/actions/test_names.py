"""Names of an imported file: found, decided once, remembered, or made when the file is loaded."""

import pytest

from events import actions
from events.choices import NamedKind, NameState, PlaceLevel
from events.drafts import DraftName
from events.models import Actor, Batch, Place, Spelling
from tests.events.models.rows import add

PLACE = NamedKind.PLACE
NAMES = {
    DraftName(PLACE, "velmar", "Velmar", sort=PlaceLevel.COUNTRY): (9, 2),
    DraftName(PLACE, "velmar/tech", "Tech", within="velmar", sort=PlaceLevel.GOVERNORATE): (5, 2),
    DraftName(PLACE, "velmar/tech/aruna", "Aruna", within="velmar/tech", sort=PlaceLevel.LOCALITY): (4, 3),
    DraftName(PLACE, "velmar/tech/orsk", "Orsk", within="velmar/tech", latitude=1.5, longitude=2.5): (1, 6),
    DraftName(NamedKind.ACTOR, "army of norland", "Army of Norland"): (2, 4),
}


@pytest.fixture
def batch(world) -> Batch:
    made = Batch.objects.get(pk=add("batch"))
    actions.note_names(batch=made, names=NAMES)
    return made


def state(batch: Batch) -> dict[str, str]:
    return dict(batch.names.values_list("words", "state"))


def test_the_very_same_name_is_found_and_what_stands_under_an_unknown_one_waits(batch) -> None:
    assert state(batch) == dict.fromkeys(["Tech", "Aruna", "Orsk", "Army of Norland"], "open") | {"Velmar": "matched"}
    tech = batch.names.get(words="Tech")
    assert tech.candidates[0]["name"] == "Tesh"
    assert batch.names.get(words="Aruna").waits


def test_one_decision_finds_what_stands_below_and_is_remembered(batch, world) -> None:
    tesh = Place.objects.get(name="Tesh")
    actions.decide_name(name=batch.names.get(words="Tech"), meant=tesh, by=world.people.analyst)
    assert batch.names.get(words="Aruna").meant == Place.objects.get(name="Aruna").pk
    assert Spelling.objects.get().meant == tesh
    again = Batch.objects.get(pk=add("batch"))
    actions.note_names(batch=again, names=NAMES)
    assert sorted(again.names.undecided().values_list("words", flat=True)) == ["Army of Norland", "Orsk"]


def test_an_actors_other_name_becomes_an_alias(batch, world) -> None:
    norland = Actor.objects.get(slug="norland")
    actions.decide_name(name=batch.names.get(kind="actor"), meant=norland, by=world.people.analyst)
    norland.refresh_from_db()
    assert "Army of Norland" in norland.aliases


def test_new_ones_are_made_at_loading_those_above_first(batch, world) -> None:
    with pytest.raises(actions.NameRefused):
        actions.ids_of_names(batch=batch)
    assert actions.take_as_new(names=[batch.names.get(words="Tech")], by=world.people.analyst) == 3
    assert not Place.objects.filter(name="Orsk").exists(), "nothing is made before the file is loaded"
    actions.take_as_new(names=batch.names.undecided(), by=world.people.analyst)
    ids = actions.ids_of_names(batch=batch)
    orsk = Place.objects.get(pk=ids[PLACE]["velmar/tech/orsk"])
    assert (orsk.parent.name, orsk.parent.parent.name, orsk.level, orsk.latitude) == ("Tech", "Velmar", "locality", 1.5)
    assert Actor.objects.get(pk=ids[NamedKind.ACTOR]["army of norland"]).slug == "army-of-norland"


def test_what_looks_like_one_of_ours_is_looked_at_though_it_stands_below_a_new_one(batch, world) -> None:
    tech = batch.names.get(words="Tech")
    tech.candidates = []
    tech.save()
    assert actions.take_as_new(names=[tech], by=world.people.analyst, with_lookalikes=False) == 2
    assert state(batch) == {
        "Velmar": "matched",
        "Tech": "new",
        "Orsk": "new",
        "Aruna": "open",
        "Army of Norland": "open",
    }
    assert not batch.names.get(words="Aruna").waits


def test_a_new_one_can_be_taken_back_and_stays_so_when_checked_again(batch, world) -> None:
    army = batch.names.get(kind="actor")
    actions.take_as_new(names=[army], by=world.people.analyst)
    actions.note_names(batch=batch, names=NAMES)
    army = batch.names.get(kind="actor")
    assert army.state == NameState.NEW
    actions.reopen_name(name=army, by=world.people.analyst)
    assert state(batch)["Army of Norland"] == "open"


def test_a_place_that_stands_nowhere_is_not_made(batch, world) -> None:
    actions.note_names(batch=batch, names={DraftName(PLACE, "lost", "Lostham", sort=PlaceLevel.LOCALITY): (1, 2)})
    with pytest.raises(actions.NameRefused, match="Lostham"):
        actions.take_as_new(names=batch.names.all(), by=world.people.analyst)


def test_two_files_that_bring_the_same_new_names_make_each_once(batch, world) -> None:
    other = Batch.objects.get(pk=add("batch"))
    actions.note_names(batch=other, names=NAMES)
    for one in (batch, other):
        actions.take_as_new(names=one.names.undecided(), by=world.people.analyst)
    first = actions.ids_of_names(batch=batch)
    assert actions.ids_of_names(batch=other) == first
    assert Place.objects.filter(name="Orsk").count() == 1
    assert not other.names.filter(state=NameState.NEW).exists()


def test_one_name_written_in_two_ways_is_made_once(batch, world) -> None:
    ways = [DraftName(NamedKind.SOURCE, words.lower() + words, words) for words in ("Ilm Post", "ILM-POST")]
    actions.note_names(batch=batch, names=dict.fromkeys(ways, (1, 2)))
    actions.take_as_new(names=batch.names.undecided(), by=world.people.analyst)
    ids = actions.ids_of_names(batch=batch)[NamedKind.SOURCE]
    assert len(ids) == 2
    assert len(set(ids.values())) == 1
