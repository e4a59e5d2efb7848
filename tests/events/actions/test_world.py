"""The world is as its docstring draws it."""

from events.choices import Status
from events.models import Estimate, Incident


def killed(code: str) -> str:
    estimate = Estimate.objects.standing().filter(incident__code=code, harm="killed", victims="all").first()
    return "not known" if estimate is None else f"{estimate.low}–{estimate.best}–{estimate.high}"


def test_its_numbers_are_those_drawn(world):
    assert {code: killed(code) for code in sorted(world.incidents)} == {
        "DSK-2024-0001": "99–99–99",
        "VLM-2023-0006": "not known",
        "VLM-2024-0001": "14–14–14",
        "VLM-2024-0002": "21–29–38",
        "VLM-2024-0003": "18–18–None",
        "VLM-2024-0004": "0–0–0",
        "VLM-2024-0005": "1–None–None",
        "VLM-2024-0007": "1–1–1",
        "VLM-2024-0008": "9–9–9",
    }


def test_readers_see_the_published_incidents_of_the_public_dataset(world):
    assert [*Incident.objects.public().order_by("code").values_list("code", flat=True)] == [
        "VLM-2023-0006",
        *(f"VLM-2024-{number:04d}" for number in range(1, 6)),
    ]


def test_the_draft_is_the_analysts(world):
    draft = world.incidents["VLM-2024-0008"]
    assert (draft.status, draft.created_by) == (Status.DRAFT, world.people.analyst)


def test_the_aggregate_covers_two_incidents_and_has_no_estimate(world):
    assert {incident.code for incident in world.aggregate.covers.all()} == {"VLM-2024-0001", "VLM-2024-0003"}
    assert not world.aggregate.considered.exists()


def test_children_are_three_of_the_fourteen(world):
    [children] = Estimate.objects.filter(incident=world.incidents["VLM-2024-0001"], victims="children")
    assert (children.low, children.best, children.high) == (3, 3, 3)


def test_only_the_analyst_and_the_editor_enter_and_only_the_editor_publishes(world):
    analyst, editor, stranger = world.people.analyst, world.people.editor, world.people.stranger
    assert [one.has_perm("events.add_incident") for one in (analyst, editor, stranger)] == [True, True, False]
    assert [one.has_perm("events.publish_incident") for one in (analyst, editor, stranger)] == [False, True, False]
    assert not any(one.has_perm("events.delete_incident") for one in (analyst, editor, stranger))
