"""The steps of the workflow: who may take them, in sentences, and what they leave in the record."""

import pytest
from django.contrib.auth.models import User

from events import workflow
from events.actions import move
from events.choices import Status
from events.models import Estimate

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
