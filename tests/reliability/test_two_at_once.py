"""Two people, one incident, one moment, over HTTP and as the web server's own role. The long run: benchmarks.two_at_once."""

from functools import partial

import pytest
from django.db import connection

from events.choices import IncidentType, PlaceLevel
from events.models import Change, Dataset, Incident, Place
from tests import world
from tests.reliability import at_once

PAIRS, DOUBLE = 15, 30
LANES = 4
"""Incidents edited beside each other, by two writers each."""

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def incidents() -> list[int]:
    return at_once_world(LANES)


def at_once_world(count: int) -> list[int]:
    """Drafts with neither actors nor claims, the people who edit them, and the names a new one needs."""
    people = world.people()
    place = Place.objects.create(slug="velmar", name="Velmar", level=PlaceLevel.COUNTRY)
    dataset = Dataset.objects.create(slug="velmar-2024", name="Velmar", code_prefix="VLM", is_default=True)
    when = world.on(5)
    facts = {"type": IncidentType.AIR_STRIKE, "place": place, "created_by": people.analyst, "dataset": dataset}
    days = {"date_start": when.start, "date_end": when.end, "date_precision": when.precision}
    made = [Incident.objects.create(code=f"X-{one}", title=f"Strike {one}", **facts, **days) for one in range(count)]
    return [incident.pk for incident in made]


def test_of_two_edits_of_one_field_one_is_saved_and_the_other_keeps_its_text(incidents) -> None:
    tally = at_once.Tally()
    with at_once.serving(connection.settings_dict["NAME"]) as port:
        works = [partial(at_once.edit_in_pairs, port, incident, PAIRS, tally) for incident in incidents]
        at_once.all_at_once(works, tally)
    pairs = PAIRS * len(incidents)
    assert (tally.pairs, tally.statuses, tally.lost) == (pairs, {302: pairs, 409: pairs}, 0)
    assert set(Incident.objects.filter(pk__in=incidents).values_list("version", flat=True)) == {PAIRS + 1}
    kept = Change.objects.filter(incident__in=incidents, table="events_incident").count()
    assert kept >= pairs, "the history has each save"


def test_a_form_sent_twice_at_one_moment_makes_one_incident(incidents) -> None:
    before, tally = Incident.objects.count(), at_once.Tally()
    with at_once.serving(connection.settings_dict["NAME"]) as port:
        at_once.all_at_once([partial(at_once.send_twice, port, DOUBLE, tally)], tally)
    assert (tally.doubled, tally.duplicates) == (DOUBLE, 0)
    assert Incident.objects.count() == before + DOUBLE
