"""Who may do what at the entry desk, and its plain pages."""

import pytest
from django.contrib.auth.models import Group, User

from events.actions import move
from events.choices import Status
from events.models import Dataset, Incident
from events.workflow import SUBMIT
from tests.events.admin.conftest import ADD, change, signed_in, typed

LISTS = ["incident", "actor", "place", "source", "report", "claim"]


def step(client, incident, name: str, **more):
    return client.post(f"/admin/events/incident/{incident.pk}/move/", {"step": name} | more, follow=True)


@pytest.fixture
def draft(world) -> Incident:
    return world.incidents["VLM-2024-0008"]


@pytest.fixture
def in_review(draft, world) -> Incident:
    return move(incident=draft, step=SUBMIT, by=world.people.analyst)


# --- who may enter -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize("page", ["/admin/", ADD, "/admin/events/incident/", "/admin/suggest/place/?text=a"])
def test_readers_are_asked_to_sign_in(client, world, page: str) -> None:
    for reader in (client, signed_in(world.people.stranger)):
        answer = reader.get(page)
        assert answer.status_code == 302
        assert answer["Location"].startswith("/admin/login/")


def test_staff_of_no_group_enter_nothing(world) -> None:
    idle = signed_in(User.objects.create_user("idle", is_staff=True))
    assert idle.get(ADD).status_code == 403
    assert idle.post(ADD, typed(dataset=str(world.dataset.pk))).status_code == 403
    assert idle.get(change(world.incidents["VLM-2024-0001"])).status_code == 403


@pytest.mark.parametrize("name", LISTS)
def test_analysts_open_every_list_and_blank_page(analyst, name: str) -> None:
    for page in (f"/admin/events/{name}/", f"/admin/events/{name}/?q=aruna", f"/admin/events/{name}/add/"):
        assert analyst.get(page).status_code == 200


def test_datasets_are_for_superusers(analyst, world) -> None:
    assert analyst.get("/admin/events/dataset/").status_code == 403
    root = signed_in(User.objects.create_superuser("root"))
    assert root.get(f"/admin/events/dataset/{world.dataset.pk}/change/").status_code == 200
    data = {"slug": "other", "name": "Other", "code_prefix": "x-1", "rule": "independent-range"}
    assert "capital letters" in root.post("/admin/events/dataset/add/", data).content.decode()
    assert root.post("/admin/events/dataset/add/", data | {"code_prefix": "OTH"}).status_code == 302
    assert Dataset.objects.filter(slug="other").exists()


def test_a_superuser_makes_an_analyst(world) -> None:
    root = signed_in(User.objects.create_superuser("root"))
    password = "correct horse battery"
    data = {"username": "new", "usable_password": "true", "password1": password, "password2": password}
    page = root.post("/admin/auth/user/add/", data)["Location"]
    analysts = Group.objects.get(name="analysts")
    account = {"username": "new", "is_active": "on", "is_staff": "on", "groups": [analysts.pk]}
    assert root.post(page, account).status_code == 302
    assert signed_in(User.objects.get(username="new")).get(ADD).status_code == 200


def test_nobody_deletes(world) -> None:
    root = signed_in(User.objects.create_superuser("root"))
    incident = world.incidents["VLM-2024-0001"]
    assert root.get(f"/admin/events/incident/{incident.pk}/delete/").status_code == 403
    assert root.post(f"/admin/events/incident/{incident.pk}/delete/", {"post": "yes"}).status_code == 403


# --- the workflow ------------------------------------------------------------------------------------------------
def test_a_draft_is_submitted_returned_and_submitted_while_saving(analyst, draft) -> None:
    for name, reached in (("submit", Status.IN_REVIEW), ("return", Status.DRAFT)):
        step(analyst, draft, name)
        draft.refresh_from_db()
        assert draft.status == reached


def test_entering_and_submitting_is_one_go(analyst, world) -> None:
    analyst.post(ADD, typed(dataset=str(world.dataset.pk), do="submit"))
    assert Incident.objects.latest("pk").status == Status.IN_REVIEW


def test_an_analyst_does_not_publish(analyst, in_review) -> None:
    assert 'value="publish"' not in analyst.get(change(in_review)).content.decode()
    assert "is for editors" in step(analyst, in_review, "publish").content.decode()
    in_review.refresh_from_db()
    assert in_review.status == Status.IN_REVIEW


def test_an_editor_publishes_what_another_entered(editor, client, in_review) -> None:
    assert 'value="publish"' in editor.get(change(in_review)).content.decode()
    assert "See it on the dashboard" in step(editor, in_review, "publish").content.decode()
    assert client.get(in_review.get_absolute_url()).status_code == 200


def test_an_editor_does_not_publish_her_own(editor, world) -> None:
    editor.post(ADD, typed(dataset=str(world.dataset.pk), do="submit"))
    own = Incident.objects.latest("pk")
    page = editor.get(change(own)).content.decode()
    assert "somebody else publishes it" in page
    assert 'value="publish"' not in page
    step(editor, own, "publish")
    own.refresh_from_db()
    assert own.status == Status.IN_REVIEW


def test_a_retraction_says_why(editor, world) -> None:
    incident = world.incidents["VLM-2024-0001"]
    assert "Say why" in step(editor, incident, "retract", reason=" ").content.decode()
    step(editor, incident, "retract", reason="The report was withdrawn")
    incident.refresh_from_db()
    assert (incident.status, incident.retracted_because) == (Status.RETRACTED, "The report was withdrawn")


def test_a_step_is_taken_by_post_only(editor, in_review) -> None:
    assert editor.get(f"/admin/events/incident/{in_review.pk}/move/?step=publish").status_code == 404
    assert step(editor, in_review, "delete").status_code == 404


# --- the queue ---------------------------------------------------------------------------------------------------
def counted(client) -> dict[str, int]:
    return {one.label: one.count for one in client.get("/admin/").context["queues"]}


def test_the_desk_counts_what_waits_for_each(analyst, editor, in_review, world) -> None:
    Incident.objects.filter(code="VLM-2024-0001").update(changed_since_review=True)
    hers = {"Questions to answer": 0, "My drafts": 0, "Mine, in review": 1, "Reports to read": 0}
    assert counted(analyst).items() >= hers.items()
    assert not counted(analyst).keys() & {"Waiting for review", "Changed since review"}
    assert counted(editor).items() >= {"Mine, in review": 0, "Waiting for review": 1, "Changed since review": 1}.items()


def test_a_queue_lists_what_it_counts(editor, in_review) -> None:
    for queue in editor.get("/admin/").context["queues"][:6]:
        assert editor.get(queue.address).context["cl"].result_count == queue.count


def test_the_list_shows_ranges_and_never_a_made_up_number(analyst, world, django_assert_max_num_queries) -> None:
    with django_assert_max_num_queries(12):
        page = analyst.get("/admin/events/incident/").content.decode()
    for words in ("21–38", "18 or more", "not known", "not attributed", "14"):
        assert words in page
