"""What an analyst cannot do by way of a file: show readers what no editor has seen, or take from them what one has published."""

import pytest

from events import actions, tasks
from events.choices import BatchState, Status
from events.models import Batch, Dataset, Incident
from events.workflow import PUBLISH, SUBMIT
from tests.events.admin.imports.conftest import HEADER, NEW, ROWS, checked, confirmed, sending, worked

RETRACTED = (
    HEADER.strip() + ",status,retracted_because\n"
    "S-7,Strike,2024-03-05,air-strike,Aruna,Tesh,Velmar,retracted,Somebody lied.\n"
)


def loaded(client, batch: Batch) -> Batch:
    confirmed(client, batch)
    return worked(batch)


def undone(client, batch: Batch) -> Batch:
    client.post(batch.get_absolute_url() + "undo/", {"because": "wrong"})
    tasks.work(batch.pk, batch.uploaded_by_id, "en", "wrong")
    batch.refresh_from_db()
    return batch


def test_a_confirmed_file_is_not_read_in_another_way(analyst, editor, world) -> None:
    batch = checked(analyst, world, HEADER + ROWS, publish="on")
    confirmed(editor, batch)
    analyst.post(batch.get_absolute_url() + "read/", {"format": "template", "encoding": "cp1256"})
    batch.refresh_from_db()
    assert (batch.state, "encoding" in batch.reading) == (BatchState.LOADING, False)


def test_what_an_editor_published_is_not_taken_back_by_an_analyst(analyst, editor, world) -> None:
    batch = loaded(analyst, checked(analyst, world, HEADER + ROWS))
    one = Incident.objects.of_batch(batch).first()
    actions.move(incident=one, step=SUBMIT, by=world.people.analyst)
    actions.move(incident=one, step=PUBLISH, by=world.people.editor)
    one.refresh_from_db()
    assert one.status == Status.PUBLISHED
    assert undone(analyst, batch).state == BatchState.LOADED
    assert undone(editor, batch).state == BatchState.UNDONE


def test_what_was_public_comes_back_only_when_an_editor_confirms(analyst, editor, world) -> None:
    batch = loaded(editor, checked(analyst, world, HEADER + ROWS, publish="on"))
    undone(editor, batch)
    again = loaded(analyst, checked(analyst, world, HEADER + ROWS.replace("Strike", "Massacre")))
    assert again.state == BatchState.FAILED
    assert "an editor confirms that" in again.failed_because
    assert not Incident.objects.filter(title__startswith="Massacre").exists()


def test_readers_are_told_of_no_retraction_of_what_they_never_saw(analyst, client, world) -> None:
    batch = loaded(analyst, checked(analyst, world, HEADER + ROWS))
    undone(analyst, batch)
    one = Incident.objects.of_batch(batch).first()
    assert one.status == Status.RETRACTED
    assert client.get(one.get_absolute_url()).status_code == 404
    assert client.get(f"/api/incidents/{one.code}/").status_code == 404


def test_a_row_that_comes_retracted_tells_readers_nothing_unreviewed(analyst, client, world) -> None:
    batch = loaded(analyst, checked(analyst, world, RETRACTED))
    assert batch.state == BatchState.LOADED, batch.failed_because
    one = Incident.objects.of_batch(batch).get()
    assert one.status == Status.RETRACTED
    assert client.get(one.get_absolute_url()).status_code == 404


def test_a_new_dataset_is_shown_when_its_first_file_is_published(analyst, editor, client, world) -> None:
    given = sending(world, HEADER + ROWS, publish="on") | {"dataset": "", "new_dataset": "Unseen"}
    assert analyst.post(NEW, given).status_code == 302
    batch = worked(Batch.objects.latest("pk"))
    assert not Dataset.objects.get(name="Unseen").is_public
    assert loaded(editor, batch).state == BatchState.LOADED, batch.failed_because
    assert Dataset.objects.get(name="Unseen").is_public


@pytest.mark.django_db(transaction=True)  # the history tells transactions apart
def test_a_new_dataset_is_shown_though_its_first_file_was_broken(analyst, editor, world) -> None:
    given = sending(world, HEADER + ROWS.replace("2024-03-01", "2024"), publish="on")
    analyst.post(NEW, given | {"dataset": "", "new_dataset": "Unseen"})
    broken = worked(Batch.objects.latest("pk"))
    analyst.post(broken.get_absolute_url() + "cancel/")
    analyst.post(NEW, sending(world, HEADER + ROWS, publish="on") | {"dataset": broken.dataset_id})
    assert loaded(editor, worked(Batch.objects.latest("pk"))).state == BatchState.LOADED
    assert Dataset.objects.get(name="Unseen").is_public


@pytest.mark.django_db(transaction=True)  # the history tells transactions apart
def test_a_dataset_that_a_person_made_stays_private(analyst, editor, client, world) -> None:
    own = Dataset.objects.create(slug="own", name="My own", code_prefix="OWN")
    analyst.post(NEW, sending(world, HEADER + ROWS, publish="on") | {"dataset": own.pk})
    batch = loaded(editor, worked(Batch.objects.latest("pk")))
    assert batch.state == BatchState.LOADED, batch.failed_because
    own.refresh_from_db()
    assert not own.is_public
    assert client.get(Incident.objects.of_batch(batch).first().get_absolute_url()).status_code == 404


def test_a_file_that_no_check_could_read_is_not_unpacked_for_its_report(analyst, world) -> None:
    batch = checked(analyst, world, b"PK\x03\x04 is no archive", format="template")
    assert batch.state == BatchState.FAILED
    assert analyst.get(batch.get_absolute_url() + "report/").status_code == 404
