"""What waits for whom: each person's own, what an editor may look at, since when and with how many questions."""

import pytest
from django.contrib.auth.models import User

from events.actions import Marked, acting, mark, move, note_leads, record
from events.choices import Matter, Verdict
from events.models import Incident
from events.workflow import PUBLISH, SUBMIT
from tests.events.admin.conftest import signed_in
from tests.yesterday import entered_yesterday

WAITING = "/admin/waiting/"


def rows(client) -> dict[str, list[tuple[str, int]]]:
    """Queue → (code, open questions) of what is in it."""
    queues = client.get(WAITING).context["queues"]
    return {queue.name: [(one.code, one.open_marks) for one in queue.incidents] for queue in queues}


@pytest.fixture
def submitted(world) -> Incident:
    return move(incident=world.incidents["VLM-2024-0008"], step=SUBMIT, by=world.people.analyst)


def test_readers_are_asked_to_sign_in(client, world):
    for reader in (client, signed_in(world.people.stranger)):
        assert reader.get(WAITING).status_code == 302


def test_an_analyst_sees_her_own_and_no_reviews(analyst, world):
    assert rows(analyst) == {
        "answer": [],
        "drafts": [("VLM-2024-0008", 0)],
        "mine-in-review": [],
        "mine-changed": [],
    }


def test_an_editor_sees_what_others_submitted(editor, analyst, submitted):
    assert rows(editor)["review"] == [("VLM-2024-0008", 0)]
    assert rows(analyst)["mine-in-review"] == [("VLM-2024-0008", 0)]


def test_not_what_she_changed_last_herself(editor, submitted, world):
    record(incident=submitted, by=world.people.editor)
    assert rows(editor)["review"] == []


def test_questions_wait_for_the_one_who_entered_it(editor, analyst, submitted, world):
    question = Marked(Matter.DATE, Verdict.QUESTION, comment="Which night?")
    mark(incident=submitted, marked=[question], by=world.people.editor)
    assert rows(analyst)["answer"] == [("VLM-2024-0008", 1)]
    assert rows(editor)["answer"] == []
    assert rows(editor)["review"] == [("VLM-2024-0008", 1)]


def test_questions_on_what_was_loaded_wait_for_everybody(editor, analyst, world):
    question = Marked(Matter.PLACE, Verdict.WRONG, comment="Not there")
    mark(incident=world.incidents["VLM-2024-0001"], marked=[question], by=world.people.editor)
    assert rows(analyst)["answer"] == rows(editor)["answer"] == [("VLM-2024-0001", 1)]


def test_a_changed_claim_brings_a_published_incident_back(editor, analyst, submitted, world):
    entered_yesterday()
    move(incident=submitted, step=PUBLISH, by=world.people.editor)
    assert rows(editor)["changed"] == []
    acting(by=world.people.analyst)
    submitted.claims.update(quote="Better words")
    assert rows(editor)["changed"] == [("VLM-2024-0008", 0)]
    assert rows(analyst)["mine-changed"] == [("VLM-2024-0008", 0)]


def test_what_an_editor_changed_waits_for_another_editor(editor, submitted, world):
    entered_yesterday()
    move(incident=submitted, step=PUBLISH, by=world.people.editor)
    acting(by=world.people.editor)
    submitted.claims.update(quote="Better words")
    assert rows(editor)["changed"] == []
    assert rows(editor)["mine-changed"] == [("VLM-2024-0008", 0)]
    assert rows(signed_in(User.objects.create_superuser("other")))["changed"] == [("VLM-2024-0008", 0)]


def test_reports_to_read_are_counted_for_their_reader(analyst, editor, world):
    note_leads(found=[("https://news.example/1", "")], by=world.people.editor, assigned_to=world.people.analyst)
    for client, count in ((analyst, 1), (editor, 0)):
        counts = {one.label: one.count for one in client.get("/admin/").context["queues"]}
        assert counts["Reports to read"] == count


def test_the_page_costs_few_queries(editor, world, django_assert_max_num_queries):
    with django_assert_max_num_queries(24):
        editor.get(WAITING)
