"""What becomes of a recorded incident when its page is sent again."""

from events.choices import Harm, Status, VictimGroup
from events.models import Correction
from tests.events.admin.conftest import change, problems, shown


def test_a_page_sent_back_as_it_is_changes_nothing(analyst, world) -> None:
    for incident in world.incidents.values():
        before = list(incident.claims.values()), list(incident.involvements.values()), incident.updated_at
        response = analyst.post(change(incident), shown(analyst, incident))
        assert response.status_code == 302, problems(response)
        incident.refresh_from_db()
        assert (list(incident.claims.values()), list(incident.involvements.values()), incident.updated_at) == before


def test_a_changed_number_makes_the_estimate_again(analyst, entered) -> None:
    response = analyst.post(change(entered), shown(analyst, entered) | {"claim-0-number": "20–30"})
    assert response.status_code == 302, problems(response)
    figure = entered.estimates.standing().get(harm=Harm.KILLED, victims=VictimGroup.ALL).figure
    assert (figure.low, figure.best, figure.high) == (20, 25, 30)


def test_a_draft_loses_a_claim_that_was_a_mistake(analyst, entered) -> None:
    analyst.post(change(entered), shown(analyst, entered) | {"claim-0-DELETE": "on"})
    assert entered.claims.count() == 0
    assert not entered.estimates.current().exists()


def test_nothing_is_removed_once_published(analyst, world) -> None:
    incident = world.incidents["VLM-2024-0001"]
    analyst.post(change(incident), shown(analyst, incident) | {"claim-0-DELETE": "on", "involvement-0-DELETE": "on"})
    assert (incident.claims.count(), incident.involvements.count()) == (1, 1)


def test_a_published_incident_stays_public_when_it_is_changed(analyst, client, world) -> None:
    incident = world.incidents["VLM-2024-0001"]
    analyst.post(change(incident), shown(analyst, incident) | {"title": "Air strike on a market in Aruna"})
    incident.refresh_from_db()
    assert (incident.status, incident.changed_since_review) == (Status.PUBLISHED, True)
    assert client.get(incident.get_absolute_url()).status_code == 200


def test_a_published_number_changes_for_a_reason_that_readers_are_told(analyst, world) -> None:
    incident = world.incidents["VLM-2024-0001"]
    data = shown(analyst, incident) | {"claim-0-number": "16"}
    refused = analyst.post(change(incident), data | {"because": " "})
    assert "readers are told" in problems(refused)["id_because"]
    assert Correction.objects.count() == 0
    analyst.post(change(incident), data | {"because": "Two more names on the list."})
    told = {one.victims: (str(one.was), str(one.now), one.because) for one in Correction.objects.all()}
    assert told == dict.fromkeys(("all", "not-stated"), ("14", "16", "Two more names on the list."))


def test_a_word_changed_in_a_published_incident_is_no_correction(analyst, world) -> None:
    incident = world.incidents["VLM-2024-0001"]
    analyst.post(change(incident), shown(analyst, incident) | {"title": "Air strike on a market in Aruna"})
    assert Correction.objects.count() == 0


def test_a_claim_set_aside_leaves_the_estimate_and_stays_on_record(analyst, world) -> None:
    incident = world.incidents["VLM-2024-0002"]
    data = shown(analyst, incident)
    number = next(name for name, value in data.items() if name.endswith("-number") and value == "21")
    analyst.post(change(incident), data | {number.replace("number", "set_aside_because"): "withdrawn by the clinic"})
    figure = incident.estimates.standing().get(harm=Harm.KILLED, victims=VictimGroup.ALL).figure
    assert (incident.claims.count(), figure.low, figure.high) == (4, 38, 38)


def test_claims_that_rest_on_each_other_are_refused(analyst, world) -> None:
    incident = world.incidents["VLM-2024-0002"]
    data = shown(analyst, incident)
    copy = next(name for name, value in data.items() if name.endswith("-derives_from") and value)
    first = next(name for name, value in data.items() if name.endswith("-id") and value == data[copy])
    copied = data[copy.replace("derives_from", "id")]
    response = analyst.post(change(incident), data | {first.replace("-id", "-supersedes"): copied})
    assert "rests on this one" in " ".join(problems(response).values())
