"""What a page explains is what was stored: rules replayed over the claims give the estimates of the record (C6)."""

import pytest

from events.analytics.evidence import claims_on, evidence
from events.analytics.reasoning import reasoning
from events.choices import VictimGroup
from events.models import Incident

pytestmark = pytest.mark.usefixtures("recorded", "db")
EVERY = 37


@pytest.fixture
def sample() -> list[Incident]:
    """Every 37th incident of every dataset, and all of Mayadeen."""
    found = Incident.objects.select_related("dataset").order_by("pk")
    return [one for number, one in enumerate(found) if number % EVERY == 0 or one.dataset.slug == "mayadeen-2017"]


def test_c6_the_replayed_rule_gives_the_stored_estimates(sample):
    assert len(sample) > 100
    for incident in sample:
        claims, _covering = claims_on(incident)
        replayed = reasoning(incident, claims, list(incident.decisions.all()))
        stored = {one.estimate.question: one for one in evidence(incident)}
        unknown = {question for question, told in replayed.sentences.items() if told.startswith("not known")}
        assert set(stored) == set(replayed.sentences) - unknown, incident.code
        if stored and replayed.in_force.figure.is_known:
            assert replayed.in_force.figure == evidence(incident)[0].estimate.figure, "both lead with the same number"
        wholes = [one for one in stored.values() if one.estimate.victims == VictimGroup.ALL]
        assert replayed.used == {row.claim.pk for one in wholes for row in one.used}
        assert set(replayed.reasons) >= {row.claim.pk for one in wholes for row in one.set_aside}
        assert set(replayed.reasons).isdisjoint(replayed.used)


def test_every_number_has_its_sentence_and_every_claim_its_reason(sample):
    for incident in sample:
        claims, _covering = claims_on(incident)
        replayed = reasoning(incident, claims, list(incident.decisions.all()))
        assert all(sentence and "%" not in sentence for sentence in replayed.sentences.values())
        for claim in claims:
            assert claim.pk in replayed.used or replayed.reasons[claim.pk]
