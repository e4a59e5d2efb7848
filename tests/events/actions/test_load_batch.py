"""A file into the record: all of it or nothing, and what the batch says of it afterwards."""

from dataclasses import replace

import pytest

from events.actions import load_batch, replay
from events.choices import BatchState, Gravity, Status
from events.drafts import DraftInvolvement, DraftName, RowError
from events.models import Change, Claim, Estimate, Incident, Origin, Place, Report
from tests import world as drawn
from tests.events.actions.imported import NAMES, batch_of, coded_dataset, reading, row


@pytest.fixture
def dataset(db):
    return coded_dataset()


def test_a_file_is_in_the_record_as_its_coder_publishes_it(dataset):
    batch = load_batch(batch=batch_of(dataset), rows=reading(row("7", 5, 2), row("8", 3)))
    assert (batch.state, batch.counts, batch.failed_because) == (BatchState.LOADED, {"added": 2}, "")
    first = Incident.objects.get(origin__key="7")
    assert (first.code, first.status, first.created_by, first.place.slug) == (
        "COD-2024-0001",
        Status.PUBLISHED,
        None,
        "aruna",
    )
    numbers = {estimate.question[1:]: estimate.best for estimate in first.estimates.standing()}
    north = first.involvements.get(actor__slug="norland").actor_id
    assert numbers == {("all", None): 5, ("civilians", None): 2, ("combatants", None): 3, ("combatants", north): 3}
    assert [report.headline for report in first.reports.all()] == ["Clash 7"]
    assert {claim.report.headline for claim in first.claims.all()} == {"Coded 1.0"}
    assert Report.objects.filter(headline="Coded 1.0").count() == 1


def test_an_origin_says_file_row_and_cells(dataset):
    batch = load_batch(batch=batch_of(dataset), rows=reading(row("7", 5, line=12)))
    origin = Origin.objects.get(key="7")
    assert (origin.batch, origin.row, origin.values) == (batch, 12, {"id": "7", "best": "5"})


def test_estimates_are_those_that_assess_makes(dataset):
    load_batch(batch=batch_of(dataset), rows=reading(row("7", 5, 2), row("8", 0), row("9", 4, 4)))
    before = set(Estimate.objects.values_list("pk", "is_current"))
    replay(incidents=Incident.objects.all())
    assert set(Estimate.objects.values_list("pk", "is_current")) == before


def test_the_history_tells_who_and_why(dataset):
    people = drawn.people()
    batch = batch_of(dataset, uploaded_by=people.analyst, confirmed_by=people.editor)
    batch = load_batch(batch=batch, rows=reading(row("7", 5)))
    written = Change.objects.filter(transaction=batch.transaction, table="events_incident").get()
    assert (written.by, written.why) == (people.analyst, "Import of ged-1.0.csv, release 1.0")


def test_what_is_not_published_is_entered_by_whoever_uploaded_it(dataset):
    people = drawn.people()
    batch = batch_of(dataset, publish=False, uploaded_by=people.analyst)
    assert load_batch(batch=batch, rows=reading(row("7", 5))).failed_because == ""
    incident = Incident.objects.get()
    assert (incident.status, incident.created_by, incident.published_at) == (Status.DRAFT, people.analyst, None)


def test_nobody_publishes_a_file_alone(dataset):
    people = drawn.people()
    batch = load_batch(batch=batch_of(dataset, uploaded_by=people.analyst), rows=reading(row("7", 5)))
    assert_nothing_is_there(batch, "confirmed by somebody else")


WRONG = RowError(3, "date", "xx", "It is no date.", "Write it as 2017-10-05.")


def test_one_bad_row_refuses_the_whole(dataset):
    rows = reading(row("7", 5), replace(row("8", 3, line=3), errors=(WRONG,), incident=None))
    assert_nothing_is_there(load_batch(batch=batch_of(dataset), rows=rows), "Row 3 has errors")


def test_good_rows_alone_are_loaded_by_choice(dataset):
    rows = reading(row("7", 5), replace(row("8", 3, line=3), errors=(WRONG,), incident=None))
    batch = load_batch(batch=batch_of(dataset, good_rows_only=True), rows=rows)
    assert batch.counts == {"added": 1, "refused": 1}


def test_a_note_is_no_error(dataset):
    noted = replace(row("7", 5), errors=(replace(WRONG, gravity=Gravity.NOTE),))
    assert load_batch(batch=batch_of(dataset), rows=reading(noted)).counts == {"added": 1}


BAD = {
    "a key that stands twice": (row("7", 5, line=4), "stands in an earlier row"),
    "a title that is too long": (row("8", 5, title="x" * 201), "more than 200 characters"),
    "a character that no database keeps": (row("8", 5, summary="a\0b"), "NUL"),
    "a point off the globe": (row("8", 5, latitude=35.0, longitude=4239.00416), "180 degrees"),
}


@pytest.mark.parametrize("what", BAD)
def test_what_no_table_takes_is_an_error_of_its_row(dataset, what):
    bad, problem = BAD[what]
    assert_nothing_is_there(load_batch(batch=batch_of(dataset), rows=reading(row("7", 5), bad)), problem)


def test_a_name_that_nobody_decided_refuses_the_whole(dataset):
    names = (*NAMES, DraftName("place", "Atlantis", "Atlantis", within="tesh", sort="locality"))
    batch = load_batch(batch=batch_of(dataset, names=names), rows=reading(row("7", 5)))
    assert_nothing_is_there(batch, "still to be decided")


def test_a_name_that_was_not_there_when_the_file_was_checked_is_named(dataset):
    strange = row("7", 5, involvements=(DraftInvolvement("East", "party"),))
    assert_nothing_is_there(load_batch(batch=batch_of(dataset), rows=reading(strange)), "no actor is called 'East'")


def test_a_new_name_is_made_with_the_file_and_not_without(dataset):
    names = (*NAMES, DraftName("place", "Odd", "Odd", within="tesh", sort="locality"))
    batch = batch_of(dataset, names=names)
    batch.names.filter(key="Odd").update(state="new")
    bad = replace(row("8", 3, line=3), errors=(WRONG,), incident=None)
    load_batch(batch=batch, rows=reading(row("7", 5, place="Odd"), bad))
    assert not Place.objects.filter(name="Odd").exists()
    again = batch_of(dataset, names=names)
    again.names.filter(key="Odd").update(state="new")
    load_batch(batch=again, rows=reading(row("7", 5, place="Odd")))
    assert Incident.objects.get().place.name == "Odd"


def test_the_same_file_again_is_refused_and_says_where_it_is(dataset):
    first = load_batch(batch=batch_of(dataset), rows=reading(row("7", 5)))
    again = load_batch(batch=batch_of(dataset), rows=reading(row("7", 5)))
    assert again.state == BatchState.FAILED
    assert f"as import {first.pk}" in again.failed_because
    assert Incident.objects.count() == 1


def assert_nothing_is_there(batch, problem: str) -> None:
    assert batch.state == BatchState.FAILED
    assert problem in batch.failed_because
    assert not any(model.objects.exists() for model in (Incident, Claim, Report, Origin))


def test_a_page_shows_the_row_as_in_the_file(dataset, client):
    load_batch(batch=batch_of(dataset), rows=reading(row("7", 5, line=12)))
    incident = Incident.objects.get()
    page = client.get(incident.get_absolute_url()).content.decode()
    assert "As in the file" in page
    assert "row 12" in page
    assert "best" in page.split("in-file")[1]
    earlier = client.get(incident.get_absolute_url(), {"as_of": "2024-05-01"}).content.decode()
    assert "As in the file" not in earlier


def test_what_is_retracted_in_a_draft_file_was_never_public(dataset, client):
    withdrawn = row("7", 5, status=Status.RETRACTED, retracted_because="An error of ours.")
    load_batch(batch=batch_of(dataset, publish=False), rows=reading(withdrawn))
    assert client.get(Incident.objects.get().get_absolute_url()).status_code == 404


def test_the_row_of_a_file_of_our_own_is_not_shown(dataset, client):
    load_batch(batch=batch_of(dataset, format="template", file_name="notes of Omar.csv"), rows=reading(row("7", 5)))
    page = client.get(Incident.objects.get().get_absolute_url())
    assert page.status_code == 200
    assert "notes of Omar" not in page.content.decode()
