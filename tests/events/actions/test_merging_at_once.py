"""Two writers at one moment, one of whom merges: nothing is lost and nobody waits for ever."""

import pytest
from django.db import IntegrityError, transaction

from events import actions
from events.likeness import Found
from events.models import Claim, Incident, Likeness
from tests import world as drawn
from tests.connections import while_uncommitted
from tests.events.models.rows import add

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world() -> drawn.World:
    return drawn.build()


def merging(world):
    two = {"loser": world.incidents["VLM-2024-0001"], "winner": world.incidents["VLM-2024-0002"]}
    return lambda: actions.merge(**two, by=world.people.editor, because="Once")


def test_a_claim_entered_while_a_merge_waits_moves_too(world):
    loser, winner = world.incidents["VLM-2024-0001"], world.incidents["VLM-2024-0002"]
    with while_uncommitted(lambda: add("claim", incident_id=loser.pk), merging(world)) as merged:
        assert len(merged.result().moved["claims"]) == 2
    assert Claim.objects.filter(incident=loser).count() == 0
    assert Claim.objects.filter(incident=winner).count() == 6


def test_a_claim_that_waits_for_a_merge_is_refused(world):
    loser = world.incidents["VLM-2024-0001"]
    with while_uncommitted(merging(world), lambda: add("claim", incident_id=loser.pk)) as entered:
        assert isinstance(entered.exception(), IntegrityError)
    assert Claim.objects.filter(incident=loser).count() == 0


def test_of_two_merges_of_one_incident_one_is_refused(world):
    first = merging(world)
    with while_uncommitted(first, merging(world)) as second:
        assert isinstance(second.exception(), actions.MergeRefused)
    assert Incident.objects.merged().count() == 1


def test_two_who_save_like_incidents_do_not_wait_for_each_other(world):
    one, other = world.incidents["VLM-2024-0001"], world.incidents["VLM-2024-0002"]

    def saving(mine: Incident, like: Incident):
        def save() -> None:
            list(Incident.objects.select_for_update().filter(pk=mine.pk))
            actions.note_likenesses(incident=mine.pk, found=[Found(like.pk, 0.99, [])])

        return save

    with while_uncommitted(saving(one, other), saving(other, one)) as second:
        assert second.exception() is None
    with transaction.atomic():
        saving(one, other)()
    assert Likeness.objects.waiting().count() == 1
