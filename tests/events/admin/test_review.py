"""The review page: who sees what, what is marked, answered and refused, and the grade that proposes itself."""

import pytest
from django.contrib.auth.models import User

from events.actions import Marked, mark, merge, move, record
from events.choices import Grade, Matter, Sensitivity, Status, Verdict
from events.models import Claim, Incident, Mark, Report
from events.workflow import SUBMIT
from tests.events.admin.conftest import change, signed_in
from tests.events.admin.conftest import shown as form_of
from tests.yesterday import entered_yesterday


def page(incident) -> str:
    return f"/admin/events/incident/{incident.pk}/review/"


def shown(client, incident) -> str:
    answer = client.get(page(incident))
    assert answer.status_code == 200
    return answer.content.decode()


def publish(client, incident, **typed: str):
    """Press "Publish" on the page as it is shown now, with these inputs filled."""
    seen = client.get(page(incident)).context["review"].seal
    return client.post(page(incident), {"do": "publish", "seen": seen} | typed, follow=True)


@pytest.fixture
def submitted(world) -> Incident:
    return move(incident=world.incidents["VLM-2024-0008"], step=SUBMIT, by=world.people.analyst)


@pytest.fixture
def claim(submitted) -> Claim:
    return submitted.claims.get()


@pytest.fixture
def asked(submitted, world, claim) -> Mark:
    question = Marked(Matter.NUMBER, Verdict.QUESTION, claim, "Nine?")
    return mark(incident=submitted, marked=[question], by=world.people.editor)[0]


# --- who sees it -------------------------------------------------------------------------------------------------
def test_readers_are_asked_to_sign_in(client, world, submitted):
    for reader in (client, signed_in(world.people.stranger)):
        for method in (reader.get, reader.post):
            assert method(page(submitted)).status_code == 302
    idle = signed_in(User.objects.create_user("idle", is_staff=True))
    assert (idle.get(page(submitted)).status_code, idle.post(page(submitted)).status_code) == (403, 403)


def test_it_is_laid_out_for_checking(editor, submitted, claim):
    Claim.objects.filter(pk=claim.pk).update(quote="<b>Nine</b> people & a family of four")
    text = shown(editor, submitted)
    assert "&lt;b&gt;<mark>Nine</mark>&lt;/b&gt; people &amp; a family of four" in text
    assert "https://radio.example/ilm" in text
    assert "7 Mar 2024" in text
    assert "Norland" in text


def test_a_number_that_is_not_in_the_words_is_told(editor, submitted, claim):
    Claim.objects.filter(pk=claim.pk).update(quote="Many people were killed")
    assert "The number does not stand in these words." in shown(editor, submitted)


def test_private_text_is_for_those_it_is_for(analyst, editor, submitted):
    reports = Report.objects.filter(claims__incident=submitted)
    reports.update(text="From a witness")
    assert "From a witness" in shown(analyst, submitted)
    reports.update(sensitivity=Sensitivity.EDITORS)
    assert "From a witness" not in shown(analyst, submitted)
    assert "From a witness" in shown(editor, submitted)


# --- marks -------------------------------------------------------------------------------------------------------
def test_one_form_takes_all_marks(editor, submitted, claim, world):
    number = f"claim-{claim.pk}-number"
    data = {"date-verdict": "fine", f"{number}-verdict": "wrong", f"{number}-comment": "Eight", "do": "mark"}
    answer = editor.post(page(submitted), data, follow=True)
    assert "2 marks made." in answer.content.decode()
    made = {(one.matter, one.claim, one.verdict, one.comment) for one in submitted.marks.all()}
    assert made == {("date", None, "fine", ""), ("number", claim, "wrong", "Eight")}
    assert {one.marked_by for one in submitted.marks.all()} == {world.people.editor}


def test_marks_sent_back_as_they_stand_are_not_made_again(editor, submitted):
    for _twice in range(2):
        editor.post(page(submitted), {"date-verdict": "question", "date-comment": "Which?", "do": "mark"})
    assert submitted.marks.count() == 1


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"date-verdict": "question"}, "Say what the question is, or what is wrong."),
        ({"date-verdict": "wrong", "date-comment": "  "}, "Say what the question is, or what is wrong."),
        ({"date-comment": "Which?"}, "Choose what the comment is"),
        ({"date-verdict": "invented", "date-comment": "Which?"}, "Choose what the comment is"),
    ],
)
def test_half_a_mark_writes_nothing_and_loses_nothing(editor, submitted, data, message):
    answer = editor.post(page(submitted), data | {"place-verdict": "fine", "do": "publish"})
    text = answer.content.decode()
    assert message in text
    assert 'name="place-verdict" value="fine" checked' in text
    assert not Mark.objects.exists()
    submitted.refresh_from_db()
    assert submitted.status == Status.IN_REVIEW


def test_a_mark_says_when_its_matter_was_changed_after_it(editor, submitted, claim):
    number = f"claim-{claim.pk}-number"
    editor.post(page(submitted), {f"{number}-verdict": "fine", "do": "mark"})
    assert "It was changed after this mark." not in shown(editor, submitted)
    Claim.objects.filter(pk=claim.pk).update(minimum=8, maximum=8)
    assert "It was changed after this mark." in shown(editor, submitted)
    assert f'name="{number}-verdict" value="fine" checked' not in shown(editor, submitted)


def test_an_author_answers_and_does_not_mark(analyst, submitted, asked):
    assert "-verdict" not in shown(analyst, submitted)
    data = {"date-verdict": "fine", f"answer-{asked.pk}": "Nine.", "do": "mark"}
    assert "1 mark answered." in analyst.post(page(submitted), data, follow=True).content.decode()
    assert submitted.marks.get().answer == "Nine."


def test_an_open_mark_refuses_publication_by_name_until_it_is_answered(editor, submitted, asked):
    refused = publish(editor, submitted).content.decode()
    assert "A mark is open: number, Radio. It is settled before the incident is published." in refused
    both = publish(editor, submitted, **{f"answer-{asked.pk}": "Asked them: nine."})
    assert "VLM-2024-0008: published." in both.content.decode()
    submitted.refresh_from_db()
    assert submitted.status == Status.PUBLISHED


@pytest.mark.parametrize("changed", [{"quote": "Other words"}, {"minimum": 8, "maximum": 8}])
def test_what_was_changed_while_she_looked_is_not_published_unseen(editor, submitted, claim, changed):
    seen = editor.get(page(submitted)).context["review"].seal
    Claim.objects.filter(pk=claim.pk).update(**changed)
    data = {"do": "publish", "seen": seen, "date-verdict": "fine"}
    answer = editor.post(page(submitted), data)
    assert answer.status_code == 409
    assert "It was changed while you looked at it." in answer.content.decode()
    assert 'name="date-verdict" value="fine" checked' in answer.content.decode()
    submitted.refresh_from_db()
    assert (submitted.status, submitted.marks.count()) == (Status.IN_REVIEW, 0)
    publish(editor, submitted)
    submitted.refresh_from_db()
    assert submitted.status == Status.PUBLISHED


def test_nor_from_the_incidents_own_page(editor, submitted, world):
    step = {"step": "publish", "seen": str(submitted.version)}
    record(incident=submitted, by=world.people.analyst)
    answer = editor.post(f"/admin/events/incident/{submitted.pk}/move/", step, follow=True)
    assert "It was changed while you looked at it." in answer.content.decode()
    submitted.refresh_from_db()
    assert submitted.status == Status.IN_REVIEW


def test_an_answered_question_is_not_chosen_again_by_itself(editor, submitted, asked):
    editor.post(page(submitted), {f"answer-{asked.pk}": "Asked them: nine.", "do": "mark"})
    assert f'name="claim-{asked.claim_id}-number-verdict" value="question" checked' not in shown(editor, submitted)
    assert "Asked them: nine." in shown(editor, submitted)


def test_the_incidents_own_page_refuses_it_too(editor, submitted, asked):
    assert "A mark is open: number, Radio." in editor.get(change(submitted)).content.decode()
    step = {"step": "publish"}
    refused = editor.post(f"/admin/events/incident/{submitted.pk}/move/", step, follow=True).content.decode()
    assert "A mark is open: number, Radio." in refused


def test_returned_with_a_comment_that_its_author_finds(editor, analyst, submitted):
    editor.post(page(submitted), {"do": "return", "reason": "Which Ilm is it?"})
    submitted.refresh_from_db()
    assert submitted.status == Status.DRAFT
    for where in (page(submitted), change(submitted)):
        assert "Returned to be changed: Which Ilm is it?" in analyst.get(where).content.decode()


def test_an_analyst_publishes_nothing_here_either(analyst, submitted, world):
    other = User.objects.create_user("other", is_staff=True)
    other.groups.set(world.people.analyst.groups.all())
    colleague = signed_in(other)
    assert 'value="publish"' not in shown(colleague, submitted)
    assert "is for editors" in publish(colleague, submitted).content.decode()
    assert 'value="publish"' not in shown(analyst, submitted)


def test_whoever_changed_it_is_told_why_she_does_not_publish(editor, submitted, world):
    entered_yesterday()
    editor.post(page(submitted), {"do": "take-grade"})
    text = shown(editor, submitted)
    assert "You changed this incident since it was last reviewed" in text
    assert 'value="publish"' not in text


def test_a_merged_incident_is_reviewed_where_it_went(editor, world):
    loser, winner = world.incidents["VLM-2024-0001"], world.incidents["VLM-2024-0002"]
    merge(loser=loser, winner=winner, by=world.people.editor, because="The same strike.")
    assert editor.get(page(loser)).status_code == 404


def test_the_page_costs_few_queries_however_many_claims(editor, world, django_assert_max_num_queries):
    with django_assert_max_num_queries(32):
        editor.get(page(world.incidents["VLM-2024-0002"]))


# --- the grade ---------------------------------------------------------------------------------------------------
def test_the_proposed_grade_stands_beside_the_decided_one(editor, submitted):
    for where in (page(submitted), change(submitted)):
        text = editor.get(where).content.decode()
        assert "One independent claimant: Radio." in text
        assert "Take the proposal" in text


def test_the_proposal_is_taken_by_a_person(editor, submitted, world):
    editor.post(page(submitted), {"do": "take-grade"})
    submitted.refresh_from_db()
    assert (submitted.grade, submitted.changed_by) == (Grade.WEAK, world.people.editor)
    assert "Take the proposal" not in shown(editor, submitted)


def test_on_the_form_it_is_taken_and_nothing_is_saved_yet(analyst, submitted):
    answer = analyst.post(
        change(submitted), {**form_of(analyst, submitted), "summary": "Half written", "do": "take-grade"}
    )
    text = answer.content.decode()
    assert '<option value="weak" selected' in text
    assert "Half written" in text
    submitted.refresh_from_db()
    assert submitted.grade == Grade.UNGRADED
