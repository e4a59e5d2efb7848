"""Marks: the latest speaks, an answer settles, and an open one stands in the way of publishing."""

import pytest
from django.db import IntegrityError

from events import workflow
from events.actions import Marked, mark, move, settle
from events.choices import Matter, Status, Verdict
from events.models import Incident, Mark


@pytest.fixture
def submitted(world) -> Incident:
    return move(incident=world.incidents["VLM-2024-0008"], step=workflow.SUBMIT, by=world.people.analyst)


def say(world, incident, verdict: Verdict, comment: str = "", matter=Matter.DATE, claim=None) -> Mark:
    [made] = mark(
        incident=incident, marked=[Marked(matter, verdict, claim, comment, basis="then")], by=world.people.editor
    )
    return made


def open_marks(incident) -> list[str]:
    return [one.comment for one in Mark.objects.open().filter(incident=incident).order_by("pk")]


def test_the_latest_on_a_matter_speaks(world, submitted):
    say(world, submitted, Verdict.WRONG, "The 6th")
    assert open_marks(submitted) == ["The 6th"]
    say(world, submitted, Verdict.QUESTION, "Or the 8th?")
    assert open_marks(submitted) == ["Or the 8th?"]
    say(world, submitted, Verdict.FINE)
    assert open_marks(submitted) == []


def test_each_matter_and_each_claim_speaks_for_itself(world, submitted):
    [claim] = submitted.claims.all()
    say(world, submitted, Verdict.WRONG, "of the incident")
    say(world, submitted, Verdict.WRONG, "of the claim", claim=claim)
    say(world, submitted, Verdict.WRONG, "of the place", matter=Matter.PLACE)
    say(world, world.incidents["VLM-2024-0001"], Verdict.FINE)
    assert open_marks(submitted) == ["of the incident", "of the claim", "of the place"]
    say(world, submitted, Verdict.FINE, claim=claim)
    assert open_marks(submitted) == ["of the incident", "of the place"]


def test_a_question_without_words_is_refused(world, submitted):
    with pytest.raises(IntegrityError, match="mark_says_why"):
        say(world, submitted, Verdict.QUESTION, "   ")


def test_an_answer_settles(world, submitted):
    asked = say(world, submitted, Verdict.QUESTION, "Which night?")
    assert settle(incident=submitted, answers={asked.pk: ""}, by=world.people.analyst) == 0
    assert open_marks(submitted) == ["Which night?"]
    assert settle(incident=submitted, answers={asked.pk: "The first"}, by=world.people.analyst) == 1
    asked.refresh_from_db()
    assert (asked.settled_by, asked.answer) == (world.people.analyst, "The first")
    assert open_marks(submitted) == []


def test_what_is_settled_or_of_another_incident_is_left_as_it_is(world, submitted):
    asked = say(world, submitted, Verdict.QUESTION, "Which night?")
    other = world.incidents["VLM-2024-0001"]
    assert settle(incident=other, answers={asked.pk: "Not mine"}, by=world.people.editor) == 0
    settle(incident=submitted, answers={asked.pk: "The first"}, by=world.people.analyst)
    assert settle(incident=submitted, answers={asked.pk: "The second"}, by=world.people.editor) == 0
    asked.refresh_from_db()
    assert asked.answer == "The first"


def test_an_open_mark_stands_in_the_way_of_publishing_by_name(world, submitted):
    [claim] = submitted.claims.all()
    asked = say(world, submitted, Verdict.QUESTION, "Nine?", matter=Matter.NUMBER, claim=claim)
    with pytest.raises(workflow.MoveRefused, match=r"A mark is open: number, Radio\."):
        move(incident=submitted, step=workflow.PUBLISH, by=world.people.editor)
    settle(incident=submitted, answers={asked.pk: "Nine"}, by=world.people.analyst)
    assert move(incident=submitted, step=workflow.PUBLISH, by=world.people.editor).status == Status.PUBLISHED


def test_an_incident_counts_its_open_marks(world, submitted):
    assert Incident.objects.with_open_marks().get(pk=submitted.pk).open_marks == 0
    first = say(world, submitted, Verdict.QUESTION, "Which night?")
    say(world, submitted, Verdict.WRONG, "Not there", matter=Matter.PLACE)
    say(world, submitted, Verdict.FINE, matter=Matter.ATTRIBUTION)
    counted = Incident.objects.with_open_marks().get(pk=submitted.pk)
    assert (counted.open_marks, counted.asked_since) == (2, first.marked_at)
