"""The page "How the number is made": a rule of an incident's own, and numbers decided (C6)."""

import pytest

from events.choices import Harm, RuleName, Status, VictimGroup
from events.models import Correction, Decision, Incident, Source
from tests.events.admin.conftest import signed_in

TWO_VOICES = "VLM-2024-0002"
WHY = "The Watch counted names."


@pytest.fixture
def incident(world) -> Incident:
    return world.incidents[TWO_VOICES]


def address(incident) -> str:
    return f"/admin/events/incident/{incident.pk}/number/"


def number(incident) -> tuple:
    made = incident.estimates.standing().filter(harm=Harm.KILLED, victims=VictimGroup.ALL).first()
    return (made.low, made.best, made.high) if made else None


def decide(client, incident, **more):
    data = {"decide-harm": "killed", "decide-victims": "all", "decide-number": "20–25", "decide-best": "22"}
    return client.post(address(incident), data | {"decide-because": WHY, "do": "decide"} | more, follow=True)


def test_every_rule_stands_beside_the_one_in_force(analyst, incident) -> None:
    page = analyst.get(address(incident))
    given = {one.rule: (one.figure.low, one.figure.best, one.figure.high) for one in page.context["reasoning"].given}
    of_claims = set(RuleName) - {RuleName.DECISION, RuleName.AS_PUBLISHED}  # the dataset is nobody else's coding
    assert given == dict.fromkeys(of_claims, (21, 29, 38))
    assert "21–38: range of 2 independent claimants out of 3 claims; 1 repeats Watch" in page.content.decode()


def test_an_incident_is_given_a_rule_of_its_own_for_a_reason(analyst, world, incident) -> None:
    Source.objects.filter(slug="watch").update(reliability="b", reliability_because="Right so far.")
    said = analyst.post(
        address(incident), {"rule-rule": "most-reliable", "rule-because": WHY, "do": "rule"}, follow=True
    )
    incident.refresh_from_db()
    assert (incident.rule, incident.rule_because, number(incident)) == ("most-reliable", WHY, (38, 38, 38))
    assert (incident.status, incident.changed_since_review) == (Status.PUBLISHED, True)
    assert "38: one independent claimant, Watch, the most reliable of 2" in said.content.decode()
    back = {"rule-rule": "", "rule-because": "Both are equally good.", "do": "rule"}
    analyst.post(address(incident), back)
    incident.refresh_from_db()
    assert (incident.rule, incident.rule_because, number(incident)) == ("", "", (21, 29, 38))


def test_c6_where_the_rule_makes_no_number_it_is_not_known_and_says_why(analyst, client, world) -> None:
    incident = world.incidents["VLM-2024-0001"]
    analyst.post(address(incident), {"rule-rule": "two-independent", "rule-because": WHY, "do": "rule"})
    assert number(incident) is None
    page = client.get(incident.get_absolute_url()).content.decode()
    assert "not known: Watch alone speaks, and the rule asks for two independent claimants" in page
    assert WHY in page


def test_a_decided_number_stands_with_its_reason_and_is_taken_back(analyst, client, incident) -> None:
    assert "Decided." in decide(analyst, incident).content.decode()
    assert number(incident) == (20, 22, 25)
    page = client.get(incident.get_absolute_url()).content.decode()
    assert WHY in page
    assert "20–25: an analyst’s decision, beside 2 independent claimants" in page
    [told] = Correction.objects.filter(victims="all")
    assert (str(told.was), str(told.now), told.because, told.made_by.username) == ("21–38", "20–25", WHY, "analyst")
    [decision] = Decision.objects.all()
    analyst.post(address(incident), {"back-because": "A second list came.", "do": f"back-{decision.pk}"})
    assert (number(incident), Decision.objects.count()) == ((21, 29, 38), 0)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"decide-because": ""}, "Say why"),
        ({"decide-number": ""}, "Write the number"),
        ({"decide-number": "14 or 41 families"}, "not understood"),
        ({"decide-best": "90"}, "between the lowest and the highest"),
        ({"decide-best": "-1"}, "greater than or equal to 0"),
        ({"decide-victims": "nobody"}, "not one of"),
    ],
)
def test_a_bad_decision_says_what_is_wrong_and_changes_nothing(analyst, incident, wrong, says) -> None:
    assert says in decide(analyst, incident, **wrong).content.decode()
    assert (number(incident), Decision.objects.count(), Correction.objects.count()) == ((21, 29, 38), 0, 0)


@pytest.mark.parametrize("do", ["", "back-0", "back-x", "back-99999999999999999999", "nothing"])
def test_a_mangled_request_changes_nothing(analyst, incident, do) -> None:
    assert analyst.post(address(incident), {"do": do}).status_code == 200
    assert Correction.objects.count() == 0


def test_readers_and_strangers_have_no_such_page(client, world, incident) -> None:
    assert client.get(address(incident)).status_code == 302
    world.people.stranger.is_staff = True
    world.people.stranger.save()
    assert signed_in(world.people.stranger).get(address(incident)).status_code == 403


def test_a_draft_decided_leaves_no_correction(analyst, world) -> None:
    decide(analyst, world.incidents["VLM-2024-0008"])
    assert (number(world.incidents["VLM-2024-0008"]), Correction.objects.count()) == ((20, 22, 25), 0)


def test_a_decided_number_that_no_claim_is_about_is_shown_too(analyst, client, incident) -> None:
    decide(analyst, incident, **{"decide-victims": "women", "decide-number": "3", "decide-best": ""})
    page = client.get(incident.get_absolute_url()).content.decode()
    assert "Killed, women" in page
    assert "3: an analyst’s decision, beside no claim" in page
