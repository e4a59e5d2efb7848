"""Merging at the desk: who may, where a merged code leads from then on, and undoing it."""

import pytest
from django.urls import reverse

from events import actions
from events.choices import Status
from events.models import Claim, Merge
from tests.events.admin.conftest import again, change, told
from tests.events.admin.test_lists import aggregate

QUEUE = "/admin/likenesses/"


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
