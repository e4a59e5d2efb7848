"""The steps of the workflow: who may take them, in sentences, and what they leave in the record."""

import pytest
from django.contrib.auth.models import User

from events import workflow
from events.actions import acting, move, record
from events.choices import Status
from events.models import Correction, Estimate, Incident
from tests import world as drawn
from tests.connections import while_uncommitted
from tests.yesterday import entered_yesterday

DRAFT, PUBLISHED = "VLM-2024-0008", "VLM-2024-0001"


@pytest.fixture
def submitted(world):
    return move(incident=world.incidents[DRAFT], step=workflow.SUBMIT, by=world.people.analyst)


def test_an_analyst_submits_and_takes_back(world, submitted):
    assert submitted.status == Status.IN_REVIEW
    returned = move(incident=submitted, step=workflow.RETURN, by=world.people.analyst)
    returned.refresh_from_db()
    assert returned.status == Status.DRAFT


def test_a_colleague_publishes(world, submitted):
    published = move(incident=submitted, step=workflow.PUBLISH, by=world.people.editor)
    published.refresh_from_db()
    assert (published.status, published.published_by) == (Status.PUBLISHED, world.people.editor)
    assert published.published_at is not None


def test_whoever_entered_an_incident_does_not_publish_it(world, submitted):
    """Not even with every permission there is."""
    User.objects.filter(pk=world.people.analyst.pk).update(is_superuser=True)
    almighty = User.objects.get(pk=world.people.analyst.pk)
    with pytest.raises(workflow.MoveRefused, match="You entered this incident; somebody else publishes it"):
        move(incident=submitted, step=workflow.PUBLISH, by=almighty)
    submitted.refresh_from_db()
    assert submitted.status == Status.IN_REVIEW


def test_an_analyst_does_not_publish_the_incident_of_another(world):
    with pytest.raises(workflow.MoveRefused, match="“Publish” is for editors"):
        move(incident=world.incidents[PUBLISHED], step=workflow.PUBLISH, by=world.people.analyst)


@pytest.mark.parametrize("step", workflow.MOVES.values(), ids=workflow.MOVES)
def test_a_stranger_takes_no_step(world, step):
    for incident in world.incidents.values():
        with pytest.raises(workflow.MoveRefused):
            move(incident=incident, step=step, by=world.people.stranger, reason="Because.")
        status = incident.status
        incident.refresh_from_db()
        assert incident.status == status


def test_reviewing_a_change_clears_it_and_keeps_the_first_date(world):
    incident = world.incidents[PUBLISHED]
    incident.changed_since_review = True
    incident.save()
    reviewed = move(incident=incident, step=workflow.PUBLISH, by=world.people.editor)
    reviewed.refresh_from_db()
    assert (reviewed.changed_since_review, reviewed.published_at) == (False, incident.published_at)


def test_a_retraction_says_why_and_keeps_everything(world):
    incident = world.incidents[PUBLISHED]
    estimates = Estimate.objects.filter(incident=incident).count()
    with pytest.raises(workflow.MoveRefused, match="Say why"):
        move(incident=incident, step=workflow.RETRACT, by=world.people.editor, reason="  ")
    retracted = move(incident=incident, step=workflow.RETRACT, by=world.people.editor, reason=" A duplicate. ")
    retracted.refresh_from_db()
    assert (retracted.status, retracted.retracted_because) == (Status.RETRACTED, "A duplicate.")
    assert Estimate.objects.filter(incident=incident).count() == estimates


def test_the_step_is_judged_on_the_record_not_on_the_copy_in_hand(world, submitted):
    stale = world.incidents[DRAFT]
    assert stale.status == Status.DRAFT
    with pytest.raises(workflow.MoveRefused, match="“Submit for review” is not possible: the incident is in review"):
        move(incident=stale, step=workflow.SUBMIT, by=world.people.analyst)


def test_a_retraction_withdraws_the_numbers_of_today_and_tells_why(world):
    incident = world.incidents["VLM-2024-0002"]
    standing = {one.question: one.figure for one in incident.estimates.standing()}
    move(incident=incident, step=workflow.RETRACT, by=world.people.editor, reason="A duplicate.")
    corrections = Correction.objects.filter(incident=incident)
    assert {(one.harm, one.victims, one.combatants_of_id): one.was for one in corrections} == standing
    assert all(not one.now.is_known for one in corrections)
    assert {(one.because, one.made_by) for one in corrections} == {("A duplicate.", world.people.editor)}


def test_other_steps_correct_nothing(world, submitted):
    move(incident=submitted, step=workflow.PUBLISH, by=world.people.editor)
    assert not Correction.objects.exists()


def test_whoever_changed_it_does_not_publish_it(world, submitted):
    entered_yesterday()
    record(incident=submitted, by=world.people.editor)
    with pytest.raises(workflow.MoveRefused, match="You changed this incident since it was last reviewed"):
        move(incident=submitted, step=workflow.PUBLISH, by=world.people.editor)


def test_whoever_changed_only_a_claim_does_not_publish_it_either(world, submitted):
    entered_yesterday()
    acting(by=world.people.editor)
    submitted.claims.update(quote="Better words")
    with pytest.raises(workflow.MoveRefused, match="You changed this incident since it was last reviewed"):
        move(incident=submitted, step=workflow.PUBLISH, by=world.people.editor)


def test_a_confirmed_incident_that_its_reviewer_changes_waits_for_another(world, submitted):
    entered_yesterday()
    published = move(incident=submitted, step=workflow.PUBLISH, by=world.people.editor)
    acting(by=world.people.editor)
    published.claims.update(quote="Better words")
    published.refresh_from_db()
    assert (published.changed_since_review, published.changed_by) == (True, world.people.editor)
    with pytest.raises(workflow.MoveRefused, match="You changed this incident"):
        move(incident=published, step=workflow.PUBLISH, by=world.people.editor)
    other = User.objects.create_superuser("other")
    confirmed = move(incident=published, step=workflow.PUBLISH, by=other)
    confirmed.refresh_from_db()
    assert (confirmed.changed_since_review, confirmed.published_by, confirmed.hands) == (False, other, [])


def test_what_the_database_refuses_is_said_in_a_sentence(world, submitted, monkeypatch):
    """Where the form's own judgement is wrong, the rule of the database stands, and nobody sees an error page."""
    monkeypatch.setattr(workflow, "refuse_unless_allowed", lambda *_given, **_named: None)
    with pytest.raises(workflow.MoveRefused, match="You entered this incident; somebody else publishes it"):
        move(incident=submitted, step=workflow.PUBLISH, by=world.people.analyst)
    assert Incident.objects.get(pk=submitted.pk).status == Status.IN_REVIEW


def test_a_return_says_why_until_it_is_submitted_again(world, submitted):
    returned = move(incident=submitted, step=workflow.RETURN, by=world.people.editor, reason=" Which Ilm? ")
    assert (returned.status, returned.returned_because) == (Status.DRAFT, "Which Ilm?")
    again = move(incident=returned, step=workflow.SUBMIT, by=world.people.analyst)
    again.refresh_from_db()
    assert again.returned_because == ""


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_known", [True, False], ids=["by somebody", "by nobody"])
def test_a_claim_changed_at_the_moment_of_publication_is_not_silently_public(is_known):
    """Whoever publishes waits for the change; one that begins before publication and ends after it is seen."""
    world = drawn.build()
    incident = world.incidents[DRAFT]
    editor = world.people.editor
    move(incident=incident, step=workflow.SUBMIT, by=world.people.analyst)

    def published():
        move(incident=incident, step=workflow.PUBLISH, by=editor)

    def changed():
        acting(by=world.people.analyst if is_known else None)
        incident.claims.update(quote="Other words")

    with while_uncommitted(published, changed) as writer:
        pass
    writer.result()
    incident.refresh_from_db()
    assert (incident.status, incident.changed_since_review) == (Status.PUBLISHED, True)
