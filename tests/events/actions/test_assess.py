"""Estimates follow the claims: made again on every change, earlier ones kept, one current whoever writes at once."""

import pytest

from events.actions import assess
from events.choices import Harm, Qualifier, SetAsideReason, VictimGroup
from events.models import Claim, Estimate, Incident, Report, Source
from tests import world as drawn
from tests.connections import while_uncommitted

TWO_VOICES, ONE_VOICE = "VLM-2024-0002", "VLM-2024-0001"


def current(incident: Incident, victims: str = VictimGroup.ALL) -> Estimate:
    return incident.estimates.standing().get(harm=Harm.KILLED, victims=victims, combatants_of=None)


def say(incident: Incident, number: int, claimant: str) -> Claim:
    """One more claimant's number, in a report that is there."""
    return Claim.objects.create(
        incident=incident,
        report=Report.objects.get(headline="A week of strikes"),
        claimant=Source.objects.get(slug=claimant),
        claimed_on="2024-03-06",
        minimum=number,
        maximum=number,
        qualifier=Qualifier.EXACT,
    )


def bounds(estimate: Estimate) -> tuple:
    return estimate.low, estimate.best, estimate.high


def test_assessing_again_writes_nothing(world):
    ids = [incident.pk for incident in world.incidents.values()]
    before = list(Estimate.objects.order_by("id").values())
    assert assess(incidents=ids) == []
    assert list(Estimate.objects.order_by("id").values()) == before


def test_it_takes_no_incidents(db):
    assert assess(incidents=[]) == []


def test_a_new_claim_makes_a_new_estimate_and_keeps_the_earlier_one(world):
    incident = world.incidents[ONE_VOICE]
    earlier = current(incident)
    say(incident, 20, "clinic")
    made = assess(incidents=[incident.pk])
    assert bounds(current(incident)) == (14, 17, 20)
    assert current(incident) in made
    earlier.refresh_from_db()
    assert (bounds(earlier), earlier.is_current) == ((14, 14, 14), False)
    assert earlier.considered.count() == 1


def test_estimates_that_the_change_leaves_alone_stay(world):
    incident = world.incidents[ONE_VOICE]
    children = incident.estimates.standing().get(victims="children")
    say(incident, 20, "clinic")
    assess(incidents=[incident.pk])
    children.refresh_from_db()
    assert children.is_current


def test_an_estimate_names_its_rule_and_the_claims_used_and_set_aside(world):
    estimate = current(world.incidents[TWO_VOICES])
    considered = {
        (row.claim.voice_id, row.claim.report.publisher.slug): row.set_aside
        for row in estimate.considered.select_related("claim__report__publisher")
    }
    watch, clinic, radio = (Source.objects.get(slug=slug).pk for slug in ("watch", "clinic", "radio"))
    assert considered == {
        (watch, "wire"): "",
        (clinic, "clinic"): "",
        (radio, "radio"): SetAsideReason.DERIVED,
    }
    assert (estimate.rule, estimate.rule_version, estimate.voices) == ("independent-range", 2, 2)


def test_a_claim_set_aside_by_an_analyst_leaves_the_range(world):
    incident = world.incidents[TWO_VOICES]
    incident.claims.filter(minimum=38, derives_from=None).update(set_aside_because="A count of another day.")
    assess(incidents=[incident.pk])
    assert bounds(current(incident)) == (21, 21, 21)


def test_when_every_claim_is_set_aside_nothing_is_known(world):
    incident = world.incidents[ONE_VOICE]
    incident.claims.update(set_aside_because="Not this incident.")
    assert assess(incidents=[incident.pk]) == []
    assert not incident.estimates.current().exists()
    assert incident.estimates.exists()


def test_a_publisher_that_names_nobody_is_the_voice(world):
    incident = world.incidents["VLM-2024-0003"]
    say(incident, 18, "wire")
    assess(incidents=[incident.pk])
    assert current(incident).voices == 1


def test_two_voices_that_turn_out_to_be_one_are_counted_as_one(world):
    """Nobody killed, say two claimants of two groups; the figure stays when they become one voice, the count must not."""
    incident = world.incidents["VLM-2024-0004"]
    incident.claims.update(victims=VictimGroup.CIVILIANS)
    other = say(incident, 0, "clinic")
    Claim.objects.filter(pk=other.pk).update(victims=VictimGroup.COMBATANTS)
    assess(incidents=[incident.pk])
    assert current(incident).voices == 2
    Claim.objects.filter(pk=other.pk).update(claimant=Source.objects.get(slug="watch"))
    assess(incidents=[incident.pk])
    assert (bounds(current(incident)), current(incident).voices) == ((0, 0, 0), 1)


@pytest.mark.django_db(transaction=True)
class TestTwoAtOnce:
    def test_the_second_waits_and_counts_what_the_first_wrote(self):
        incident = drawn.build().incidents[ONE_VOICE]

        def entered(number: int, claimant: str) -> None:
            say(incident, number, claimant)
            assess(incidents=[incident.pk])

        with while_uncommitted(lambda: entered(20, "clinic"), lambda: entered(10, "radio")) as second:
            second.result()
        assert bounds(current(incident)) == (10, 14, 20)

    def test_two_claims_at_once_are_both_in_the_one_current_estimate(self):
        """Each writes its claim before either assesses: neither may be lost, nor wait for the other for ever."""
        incident = drawn.build().incidents[ONE_VOICE]

        def second():
            say(incident, 10, "radio")
            assess(incidents=[incident.pk])

        with while_uncommitted(
            lambda: say(incident, 20, "clinic"), second, then=lambda: assess(incidents=[incident.pk])
        ) as other:
            other.result()
        assert bounds(current(incident)) == (10, 14, 20)
