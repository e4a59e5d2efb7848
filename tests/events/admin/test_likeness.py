"""Duplicates at the desk: hints while entering, the queue, merging, where a merged code leads, and undoing it."""

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from events import actions
from events.choices import Answer, Status
from events.likeness import ASKED_FROM
from events.models import Claim, Incident, Likeness, Merge
from tests import world as drawn
from tests.events.admin.conftest import ADD, change, signed_in, typed
from tests.events.admin.test_lists import aggregate

HINTS = "/admin/likenesses/hints/"
QUEUE = "/admin/likenesses/"
STRIKE = "VLM-2024-0001"


@pytest.fixture
def strike(world) -> Incident:
    return world.incidents[STRIKE]


@pytest.fixture
def raid(world) -> Incident:
    return world.incidents["VLM-2024-0004"]


@pytest.fixture
def stranger(world) -> Client:
    return signed_in(world.people.stranger)


def again(**changes: str) -> dict[str, str]:
    """The strike of 1 March, typed once more."""
    return typed(
        **{"when": "1 March 2024", "claim-0-number": "15", "involvement-0-actor": "Norland Air Force"} | changes
    )


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
@pytest.fixture
def pair(analyst, dataset, strike) -> Likeness:
    """What saving the strike once more put into the queue."""
    analyst.post(ADD, again(dataset=dataset, do="save"))
    return Likeness.objects.between(strike, Incident.objects.latest("pk")).get()


def told(pair: Likeness, **more: str) -> dict[str, str]:
    return {"first": str(pair.first_id), "second": str(pair.second_id)} | more


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


# --- merging ---------------------------------------------------------------------------------------------------------
@pytest.fixture
def merge(editor, pair) -> Merge:
    data = told(pair, keep=str(pair.first_id), because="Entered twice")
    assert editor.post("/admin/merges/new/", data).status_code == 302
    return Merge.objects.get()


def test_the_published_one_is_proposed_to_be_kept(editor, pair):
    page = editor.get("/admin/merges/new/", {"one": pair.second.code, "other": pair.first.code})
    assert page.context["keep"] == pair.first_id


@pytest.mark.parametrize(
    ("changes", "said"),
    [({"because": " "}, "Say why"), ({"keep": ""}, "Choose which"), ({"keep": "second"}, "Readers see")],
)
def test_a_merge_that_may_not_be_says_why_and_keeps_what_was_typed(editor, pair, changes, said):
    keep = changes.pop("keep", "first")
    data = told(pair, keep=str(getattr(pair, f"{keep}_id", "")), because="Twice") | changes
    response = editor.post("/admin/merges/new/", data)
    assert response.status_code == 400
    assert said in response.content.decode()
    assert not Merge.objects.exists()


def test_an_analyst_does_not_merge_what_readers_see(analyst, pair):
    response = analyst.post("/admin/merges/new/", told(pair, keep=str(pair.first_id), because="Twice"))
    assert response.status_code == 400
    assert "an editor does this" in response.content.decode()


def test_a_merged_draft_leads_staff_on_and_tells_readers_nothing(analyst, client, merge):
    address = merge.loser.get_absolute_url()
    response = analyst.get(address)
    assert (response.status_code, response["Location"]) == (301, merge.winner.get_absolute_url())
    assert client.get(address).status_code == 404


def test_a_merged_public_code_leads_readers_on_along_the_chain(editor, client, world, raid, strike):
    shelling = world.incidents["VLM-2024-0002"]
    actions.merge(loser=raid, winner=strike, by=world.people.editor, because="Once")
    actions.merge(loser=strike, winner=shelling, by=world.people.editor, because="And again")
    response = client.get("/incidents/vlm-2024-0004/?lang=en")
    assert (response.status_code, response["Location"]) == (301, f"{shelling.get_absolute_url()}?lang=en")
    assert "no-cache" in response["Cache-Control"]


def test_merged_incidents_are_in_no_list_and_no_file(client, editor, world, raid, strike):
    actions.merge(loser=raid, winner=strike, by=world.people.editor, because="Once")
    for who in (client, editor):
        for path in ("/incidents/", "/incidents.csv", "/incidents.json", "/claims.csv", "/timeline/"):
            response = who.get(path)
            body = b"".join(response) if response.streaming else response.content
            assert raid.code not in body.decode(), path
        assert who.get("/incidents/?status=merged").status_code == 400


def test_the_entry_page_of_a_merged_incident_leads_to_the_kept_one(analyst, merge):
    response = analyst.get(change(merge.loser), follow=True)
    assert response.redirect_chain == [(change(merge.winner), 302)]
    assert "was merged into" in response.content.decode()


def test_whoever_was_changing_it_meanwhile_loses_nothing(analyst, dataset, merge):
    response = analyst.post(change(merge.loser), again(dataset=dataset, title="Typed meanwhile", do="save"))
    page = response.content.decode()
    assert f"was merged into {merge.winner.code} while you were writing" in page
    assert "Typed meanwhile" in page
    merge.loser.refresh_from_db()
    assert (merge.loser.status, merge.loser.title) == (Status.MERGED, "Air strike, Aruna")


def test_one_click_undoes_it(editor, analyst, merge):
    page = editor.get(f"{QUEUE}?show=merged").content.decode()
    assert "Entered twice" in page
    response = editor.post(reverse("admin:events_undo_merge", args=[merge.pk]), follow=True)
    assert "stands by itself again" in response.content.decode()
    assert analyst.get(merge.loser.get_absolute_url()).status_code == 200
    again = editor.post(reverse("admin:events_undo_merge", args=[merge.pk]), follow=True)
    assert "undone already" in again.content.decode()


@pytest.mark.parametrize("path", [QUEUE, "/admin/likenesses/beside/", "/admin/merges/new/"])
def test_secrecy_the_pages_are_for_staff(client, stranger, path):
    for other in (client, stranger):
        assert other.get(path).status_code == 302


def test_a_wider_claim_that_names_a_merged_code_covers_the_kept_one(world, raid, strike, analyst):
    actions.merge(loser=raid, winner=strike, by=world.people.editor, because="Once")
    sent = aggregate(world, covers=f"{raid.code}\n{strike.code}")
    assert analyst.post("/admin/events/claim/add/", sent).status_code == 302
    assert list(Claim.objects.latest("pk").covers.all()) == [strike]


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
