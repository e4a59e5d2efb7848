"""Duplicates at the desk: hints while entering, the queue, merging, where a merged code leads, and undoing it."""

import pytest
from django.core.management import CommandError, call_command

from events import actions
from events.choices import Answer
from events.likeness import ASKED_FROM
from events.models import Incident, Likeness
from tests import world as drawn
from tests.events.admin.conftest import ADD, again, change, told

HINTS = "/admin/likenesses/hints/"
QUEUE = "/admin/likenesses/"
STRIKE = "VLM-2024-0001"


def codes(response) -> list[str]:
    return [hint.incident.code for hint in response.context["hints"]]


# --- while entering --------------------------------------------------------------------------------------------------
def test_check_names_what_looks_alike_and_saves_nothing(analyst, dataset, world):
    before = Incident.objects.count()
    response = analyst.post(ADD, again(dataset=dataset, do="check"))
    assert codes(response)[0] == STRIKE
    assert "the same place" in response.content.decode()
    assert Incident.objects.count() == before


def test_the_endpoint_answers_what_was_typed_so_far(analyst, world):
    response = analyst.post(HINTS, {"when": "2 March 2024", "place": "Arouna", "claim-0-number": "14"})
    assert STRIKE in codes(response)
    assert "no-cache" in response["Cache-Control"]


@pytest.mark.parametrize(
    "junk",
    [
        {},
        {"when": "32 Foo", "place": "nowhere", "claim-0-number": "many", "latitude": "x"},
        {"when": "\x00", "place": "\x00", "report-url": "\x00", "claim-0-quote": "\x00"},
        {"when": "1 March 2024", "latitude": "1e400", "longitude": "nan"},
        {"when": "1 March 2024", "type": "no-type", "dataset": "99999999999999999999"},
        {"claim-0-quote": "x" * 50_000, "title": "'; DROP TABLE events_incident; --"},
        {"involvement-999-actor": "norland", "claim-x-number": "1"},
    ],
    ids=str,
)
def test_what_cannot_be_read_is_left_out(analyst, world, junk):
    assert analyst.post(HINTS, junk).status_code == 200


def test_hints_never_stand_in_the_way_of_saving(analyst, dataset):
    assert analyst.post(ADD, again(dataset=dataset, do="save")).status_code == 302
    entered = Incident.objects.latest("pk")
    assert entered.title == "Air strike, Aruna"


def test_secrecy_hints_are_for_those_who_enter(client, stranger, world):
    for other in (client, stranger):
        assert other.post(HINTS, {"when": "1 March 2024"}).status_code == 302


def test_the_page_of_a_recorded_incident_names_others_and_not_itself(analyst, strike):
    shown = codes(analyst.get(change(strike)))
    assert "DSK-2024-0001" in shown
    assert STRIKE not in shown


def test_an_incident_of_another_page_is_none_of_ours(analyst, world):
    assert analyst.post(f"{HINTS}?incident=999999", {}).status_code == 404
    assert analyst.post(f"{HINTS}?incident=x", {}).status_code == 200


# --- the queue -------------------------------------------------------------------------------------------------------
def test_saving_puts_a_likely_pair_into_the_queue(analyst, pair):
    page = analyst.get(QUEUE).content.decode()
    assert pair.first.code in page
    assert pair.second.code in page
    assert "the same place" in page
    assert analyst.get("/admin/").context["alike"].count == Likeness.objects.waiting().count() > 0


@pytest.mark.parametrize(
    ("said", "answer", "part"),
    [("different", "different", None), ("first-part", "part", 0), ("second-part", "part", 1)],
)
def test_an_answer_is_remembered_and_not_asked_again(analyst, pair, said, answer, part):
    analyst.post("/admin/likenesses/answer/", told(pair, answer=said, note="Two nights"))
    pair.refresh_from_db()
    assert (pair.answer, pair.note, pair.answered_by.username) == (answer, "Two nights", "analyst")
    assert pair.part == (None if part is None else (pair.first, pair.second)[part])
    actions.note_likenesses(incident=pair.second_id, found=[])
    assert Likeness.objects.filter(pk=pair.pk).exists()
    page = analyst.get(f"{QUEUE}?show=answered").content.decode()
    assert "Two nights" in page


def test_an_answer_is_changed_by_a_person(analyst, editor, pair):
    analyst.post("/admin/likenesses/answer/", told(pair, answer="different"))
    editor.post("/admin/likenesses/answer/", told(pair, answer="second-part"))
    pair.refresh_from_db()
    assert (pair.answer, pair.answered_by.username) == (Answer.PART, "editor")


def test_the_same_in_one_dataset_leads_to_a_merge(analyst, pair):
    response = analyst.post("/admin/likenesses/answer/", told(pair, answer="same"))
    assert response["Location"] == f"/admin/merges/new/?one={pair.first.code}&other={pair.second.code}"
    assert Incident.objects.merged().count() == 0


def test_any_two_are_held_beside_each_other(analyst, strike, world):
    page = analyst.get("/admin/likenesses/beside/", {"one": "vlm-2024-0001", "other": "dsk-2024-0001"})
    assert "they correspond" in page.content.decode()
    for codes in ({"one": "VLM-2024-0001", "other": "VLM-2024-0001"}, {"one": "X", "other": ""}, {}):
        assert analyst.get("/admin/likenesses/beside/", codes).status_code == 302


def test_two_datasets_correspond_on_both_pages(analyst, client, strike, world):
    desk = world.incidents["DSK-2024-0001"]
    data = {"first": strike.pk, "second": desk.pk, "answer": "same"}
    assert analyst.post("/admin/likenesses/answer/", data)["Location"] == QUEUE
    assert "DSK-2024-0001" in analyst.get(strike.get_absolute_url()).content.decode()
    assert "DSK-2024-0001" not in client.get(strike.get_absolute_url()).content.decode()
    type(desk.dataset).objects.filter(pk=desk.dataset_id).update(is_public=True)
    assert "DSK-2024-0001" in client.get(strike.get_absolute_url()).content.decode()
    assert STRIKE in client.get(desk.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("data", "status"),
    [
        ({}, 404),
        ({"first": "x", "second": "1"}, 404),
        ({"first": "1" * 30, "second": "1"}, 404),
        ({"answer": "both"}, 404),
    ],
)
def test_a_bad_answer_is_refused(analyst, pair, data, status):
    sent = data if "answer" not in data else told(pair, **data)
    assert analyst.post("/admin/likenesses/answer/", sent).status_code == status


def test_a_list_that_is_not_there(analyst):
    assert analyst.get(f"{QUEUE}?show=all").status_code == 404
    assert analyst.get(f"{QUEUE}?page=999").status_code == 200


# --- for what was loaded ---------------------------------------------------------------------------------------------
def test_loaded_incidents_are_looked_through(world, strike, capsys):
    memo = drawn.DraftReport("again", "wire", drawn.date(2024, 3, 2), "The strike, told again")
    [twin] = actions.load(dataset=world.desk, reports=[memo], incidents=[drawn.strike("twin", 14, report="again")])
    call_command("find_likenesses", dataset="desk")
    assert Likeness.objects.between(strike, twin).get().score > ASKED_FROM
    assert "2 incidents looked at" in capsys.readouterr().out


def test_a_dataset_that_is_not_there_is_said(db):
    with pytest.raises(CommandError, match="no dataset is called"):
        call_command("find_likenesses", dataset="nowhere")
