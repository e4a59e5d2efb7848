"""Recording by hand: codes without gaps or doubles, and what becomes of an incident that is published already."""

from datetime import date

import pytest
from django.contrib.auth.models import User
from django.db import transaction

from events import workflow
from events.actions import move, record
from events.choices import DatePrecision, IncidentType, PlaceLevel, Status
from events.models import Dataset, Incident, Place
from tests.connections import while_uncommitted


def draft(dataset: Dataset, year: int = 2017) -> Incident:
    return Incident(
        dataset=dataset,
        title="Air strike",
        type=IncidentType.AIR_STRIKE,
        date_start=date(year, 10, 5),
        date_end=date(year, 10, 5),
        date_precision=DatePrecision.DAY,
        place=Place.objects.get_or_create(slug="syria", defaults={"name": "Syria", "level": PlaceLevel.COUNTRY})[0],
    )


@pytest.fixture
def dataset(db) -> Dataset:
    return Dataset.objects.create(slug="mayadeen", name="Mayadeen", code_prefix="MYD")


@pytest.fixture
def analyst(db) -> User:
    return User.objects.create_user("analyst")


def test_codes_carry_prefix_and_year_and_count_on(dataset, analyst):
    codes = [record(incident=draft(dataset, year), by=analyst).code for year in (2017, 2017, 2015)]
    assert codes == ["MYD-2017-0001", "MYD-2017-0002", "MYD-2015-0003"]


def test_each_dataset_counts_for_itself(dataset, analyst):
    other = Dataset.objects.create(slug="other", name="Other", code_prefix="OTH")
    assert record(incident=draft(dataset), by=analyst).code == "MYD-2017-0001"
    assert record(incident=draft(other), by=analyst).code == "OTH-2017-0001"


def test_a_code_that_came_to_nothing_is_given_again(dataset, analyst):
    with transaction.atomic():
        record(incident=draft(dataset), by=analyst)
        transaction.set_rollback(True)
    assert record(incident=draft(dataset), by=analyst).code == "MYD-2017-0001"


@pytest.mark.django_db(transaction=True)
def test_two_people_recording_at_once_get_two_codes(dataset, analyst):
    first, second = draft(dataset), draft(dataset)
    with while_uncommitted(
        lambda: record(incident=first, by=analyst), lambda: record(incident=second, by=analyst)
    ) as other:
        assert other.result().code == "MYD-2017-0002"
    assert first.code == "MYD-2017-0001"


def test_a_new_incident_is_a_draft_of_whoever_entered_it(dataset, analyst):
    incident = record(incident=draft(dataset), by=analyst)
    incident.refresh_from_db()
    assert (incident.status, incident.created_by, incident.changed_since_review) == (Status.DRAFT, analyst, False)


def test_saved_again_it_keeps_its_code_and_its_author(world):
    incident = world.incidents["VLM-2024-0008"]
    record(incident=incident, by=world.people.editor)
    incident.refresh_from_db()
    assert (incident.code, incident.created_by) == ("VLM-2024-0008", world.people.analyst)
    assert not incident.changed_since_review


def test_each_later_save_is_the_next_version_and_names_who_saved(world):
    incident = world.incidents["VLM-2024-0008"]
    assert (incident.version, incident.changed_by) == (1, None)
    stale = Incident.objects.get(pk=incident.pk)
    for who in (world.people.editor, world.people.analyst):
        record(incident=stale, by=who)
        incident.refresh_from_db()
        assert incident.changed_by == who
    assert incident.version == 3


def test_a_published_incident_that_is_edited_stays_published_and_returns_to_the_queue(world):
    incident = record(incident=world.incidents["VLM-2024-0001"], by=world.people.analyst)
    incident.refresh_from_db()
    assert (incident.status, incident.changed_since_review) == (Status.PUBLISHED, True)


def test_an_edit_begun_before_publication_does_not_take_it_back(world):
    """The analyst has the incident open while the editor publishes it; saving is then an edit of a published incident."""
    opened = world.incidents["VLM-2024-0008"]
    move(incident=opened, step=workflow.SUBMIT, by=world.people.analyst)
    opened.refresh_from_db()
    move(incident=opened, step=workflow.PUBLISH, by=world.people.editor)
    record(incident=opened, by=world.people.analyst)
    opened.refresh_from_db()
    assert (opened.status, opened.published_by) == (Status.PUBLISHED, world.people.editor)
    assert opened.changed_since_review
