"""The states of an incident and the moves between them, tried in every combination."""

import pytest
from django.utils import translation

from events.choices import Status
from events.workflow import MOVES, PUBLISH, RETRACT, RETURN, SUBMIT, MoveRefused, Standing, refuse_unless_allowed

EVERYTHING = {"events.change_incident", "events.publish_incident"}
ALLOWED = {
    ("submit", Status.DRAFT): Status.IN_REVIEW,
    ("return", Status.IN_REVIEW): Status.DRAFT,
    ("publish", Status.IN_REVIEW): Status.PUBLISHED,
    ("publish", Status.PUBLISHED): Status.PUBLISHED,
    ("retract", Status.PUBLISHED): Status.RETRACTED,
}


def refusal(move, *, status, permissions=EVERYTHING, reason="Because.", **standing) -> str:
    """The sentence that refuses the move, or "" where it is allowed."""
    try:
        refuse_unless_allowed(move, Standing(status, **standing), permissions=permissions, reason=reason)
    except MoveRefused as refused:
        return str(refused)
    return ""


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("name", MOVES)
def test_a_move_leaves_only_its_own_states(name, status):
    assert (refusal(MOVES[name], status=status) == "") == ((name, status) in ALLOWED)


def test_each_move_reaches_one_state():
    assert {(name, MOVES[name].reaches) for name, _status in ALLOWED} == {
        (name, reached) for (name, _status), reached in ALLOWED.items()
    }


def test_nothing_leaves_a_retraction():
    assert not any(Status.RETRACTED in move.leaves for move in MOVES.values())


@pytest.mark.parametrize("move", [SUBMIT, RETURN, PUBLISH, RETRACT], ids=lambda move: move.name)
def test_a_move_needs_its_permission_and_no_other(move):
    status = min(move.leaves)
    assert refusal(move, status=status, permissions={move.permission}) == ""
    assert refusal(move, status=status, permissions=EVERYTHING - {move.permission})
    assert refusal(move, status=status, permissions=set())


def test_publishing_and_retracting_are_for_editors():
    assert {move.name for move in MOVES.values() if move.permission == "events.publish_incident"} == {
        "publish",
        "retract",
    }
    assert refusal(RETRACT, status=Status.PUBLISHED, permissions={"events.change_incident"}) == (
        "“Retract” is for editors."
    )


def test_what_analysts_may_do_is_not_said_to_be_for_editors():
    assert "editors" not in refusal(SUBMIT, status=Status.DRAFT, permissions=set())


@pytest.mark.parametrize("status", [Status.IN_REVIEW, Status.PUBLISHED])
def test_four_eyes(status):
    assert refusal(PUBLISH, status=status, is_own=True) == "You entered this incident; somebody else publishes it."


@pytest.mark.parametrize("status", [Status.IN_REVIEW, Status.PUBLISHED])
def test_whoever_changed_it_since_the_last_review_does_not_publish_it(status):
    assert refusal(PUBLISH, status=status, is_changed=True) == (
        "You changed this incident since it was last reviewed; somebody else publishes it."
    )


def test_open_marks_are_named_and_stand_in_the_way_of_publishing():
    with translation.override("en"):
        one = refusal(PUBLISH, status=Status.IN_REVIEW, open_marks=["number, Watch"])
        two = refusal(PUBLISH, status=Status.PUBLISHED, open_marks=["number, Watch", "date"])
    assert one == "A mark is open: number, Watch. It is settled before the incident is published."
    assert two == "2 marks are open: number, Watch; date. They are settled before the incident is published."


def test_open_marks_stand_in_the_way_of_nothing_else():
    for move, status in ((SUBMIT, Status.DRAFT), (RETURN, Status.IN_REVIEW), (RETRACT, Status.PUBLISHED)):
        assert refusal(move, status=status, is_own=True, is_changed=True, open_marks=["date"]) == ""


def test_an_author_submits_takes_back_and_retracts():
    for move, status in ((SUBMIT, Status.DRAFT), (RETURN, Status.IN_REVIEW), (RETRACT, Status.PUBLISHED)):
        assert refusal(move, status=status, is_own=True) == ""


@pytest.mark.parametrize("reason", ["", " ", "\n\t"])
def test_a_retraction_needs_a_reason(reason):
    assert refusal(RETRACT, status=Status.PUBLISHED, reason=reason) == "Say why: the reason is shown to readers."


def test_only_a_retraction_needs_one():
    assert [move.name for move in MOVES.values() if move.needs_reason] == ["retract"]


def test_a_refusal_names_the_move_and_the_state():
    with translation.override("en"):
        assert refusal(SUBMIT, status=Status.PUBLISHED) == (
            "“Submit for review” is not possible: the incident is published."
        )
