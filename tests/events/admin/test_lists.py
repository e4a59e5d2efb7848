"""The plain pages beside the incident's, and the questions that inputs ask while one types."""

import pytest

from events.choices import ClaimKind, Status
from events.models import Actor, Claim, Place


def test_a_place_is_added_with_its_spellings(analyst, world) -> None:
    data = {"name": "Dur", "aliases": "Al-Dur\nDour\n\nDour", "level": "locality", "parent": "tesh"}
    analyst.post("/admin/events/place/add/", data)
    place = Place.objects.get(slug="dur")
    assert (place.aliases, place.parent.slug) == (["Al-Dur", "Dour"], "tesh")
    analyst.post("/admin/events/place/add/", data)
    assert Place.objects.filter(slug="dur-2").exists()


def test_a_tree_does_not_bite_its_tail(analyst, world) -> None:
    north = Actor.objects.get(slug="norland")
    data = {"name": "Norland", "kind": "state", "slug": "norland", "parent": "Norland Air Force"}
    page = analyst.post(f"/admin/events/actor/{north.pk}/change/", data).content.decode()
    assert "is part of Norland" in page


def test_a_name_without_latin_letters_asks_for_a_slug(analyst, world) -> None:
    page = analyst.post("/admin/events/actor/add/", {"name": "الشمال", "kind": "state"}).content.decode()
    assert "Latin letters" in page


def aggregate(world, **changes: str) -> dict[str, str]:
    return {
        "dataset": str(world.dataset.pk),
        "report": "week of strikes",
        "claimant": "Watch",
        "number": "some",
        "harm": "killed",
        "victims": "civilians",
        "when": "1–5 Mar 2024",
        "place": "Tesh",
        "covers": "VLM-2024-0001\nvlm-2024-0003",
        "status": "in-review",
        **changes,
    }


def test_a_claim_over_several_incidents_covers_them_and_enters_no_sum(analyst, world) -> None:
    answer = analyst.post("/admin/events/claim/add/", aggregate(world))
    assert answer.status_code == 302
    claim = Claim.objects.latest("pk")
    assert (claim.kind, claim.incident, claim.minimum, claim.maximum) == (ClaimKind.AGGREGATE, None, 1, None)
    assert sorted(one.code for one in claim.covers.all()) == ["VLM-2024-0001", "VLM-2024-0003"]
    assert analyst.get(f"/admin/events/claim/{claim.pk}/change/").status_code == 200


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"covers": "VLM-1999-0001"}, "No incident has the code VLM-1999-0001"),
        ({"covers": "DSK-2024-0001"}, "another dataset"),
        ({"when": "Thursday"}, "Thursday"),
        ({"status": "published"}, "not one of the available choices"),
        ({"report": ""}, "Name the report"),
    ],
)
def test_a_claim_over_several_incidents_is_refused_with_a_reason(analyst, world, change, says) -> None:
    assert says in analyst.post("/admin/events/claim/add/", aggregate(world, **change)).content.decode()


def test_an_editor_publishes_a_claim_over_several_incidents_of_another(analyst, editor, world) -> None:
    analyst.post("/admin/events/claim/add/", aggregate(world))
    claim = Claim.objects.latest("pk")
    page = f"/admin/events/claim/{claim.pk}/change/"
    assert editor.post(page, aggregate(world, status="published")).status_code == 302
    claim.refresh_from_db()
    assert claim.status == Status.PUBLISHED
    assert analyst.post(page, aggregate(world, status="draft")).status_code == 403


# --- the questions of an input -----------------------------------------------------------------------------------
def test_suggestions_know_aliases_and_say_what_a_place_is_part_of(analyst, world) -> None:
    found = analyst.get("/admin/suggest/place/", {"text": "arou"}).json()["options"]
    assert found == [{"value": "Aruna", "note": "Aruna, Tesh, Velmar · locality"}]
    values = [one["value"] for one in analyst.get("/admin/suggest/place/", {"text": "ilm"}).json()["options"]]
    assert sorted(values) == ["Ilm, Ilm", "Ilm, Velmar"]
    assert analyst.get("/admin/suggest/place/", {"text": ""}).json() == {"options": []}
    assert analyst.get("/admin/suggest/secret/", {"text": "a"}).status_code == 404


@pytest.mark.parametrize(
    ("asked", "gist"),
    [
        ({"kind": "number", "text": "at least 18"}, "18 or more"),
        ({"kind": "date", "text": "Thursday night", "published": "9 Mar 2024"}, "Thursday 7 March 2024, night"),
        ({"kind": "date", "text": "Tuesday", "report": "week of strikes"}, "Tuesday 5 March 2024"),
        ({"kind": "place", "text": "عرونة"}, "Aruna, Tesh, Velmar"),
        ({"kind": "number", "text": ""}, ""),
    ],
)
def test_words_are_echoed(analyst, world, asked: dict, gist: str) -> None:
    answer = analyst.get("/admin/understand/", asked).json()
    assert (answer["gist"], answer["error"]) == (gist, "")


def test_words_that_are_not_understood_are_said_to_be(analyst, world) -> None:
    answer = analyst.get("/admin/understand/", {"kind": "date", "text": "9/3/24"}).json()
    assert answer["gist"] == ""
    assert "write the month as a word" in answer["error"]
    assert analyst.get("/admin/understand/", {"kind": "secret", "text": "1"}).status_code == 404
