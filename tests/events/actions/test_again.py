"""The same dataset again: a newer release, and an import undone. Two transactions a test, as the history tells them apart."""

from dataclasses import replace
from datetime import date

import pytest
from django.test import Client

from events.actions import load_batch, record, replay, undo_batch
from events.choices import BatchState, Status
from events.models import Batch, Claim, Correction, Estimate, Incident, Origin, Report
from tests import world as drawn
from tests.events.actions.imported import batch_of, coded_dataset, reading, row

pytestmark = pytest.mark.django_db(transaction=True)
AFTER_FIRST = date(2024, 12, 1)


@pytest.fixture
def dataset():
    return coded_dataset()


@pytest.fixture
def loaded(dataset):
    """Five incidents of release 1.0."""
    return first(dataset)


def first(dataset, **values):
    rows = reading(*(row(str(n), 5, 2, line=n + 2) for n in range(5)))
    batch = load_batch(batch=batch_of(dataset, **values), rows=rows)
    assert batch.state == BatchState.LOADED, batch.failed_because
    return batch


def second(dataset, *rows, **values):
    batch = load_batch(batch=batch_of(dataset, release="2.0", sha="b", **values), rows=reading(*rows))
    assert batch.state == BatchState.LOADED, batch.failed_because
    return batch


def undo(batch, *, by=None, because="wrong"):
    Batch.objects.filter(pk=batch.pk).update(state=BatchState.UNDOING)
    return undo_batch(batch=batch, by=by, because=because)


def again(key: str, killed: int = 5, civilians: int = 2, **changes):
    return row(key, killed, civilians, release="2.0", **changes)


def of(key: str) -> Incident:
    return Incident.objects.get(origin__key=key)


def number(key: str, as_of=None, victims="all"):
    found = of(key).estimates.standing(as_of).filter(victims=victims, combatants_of=None).first()
    return found and found.best


def answers() -> dict:
    """What readers are told, byte for byte: of today, and as it was known before the second release."""
    client = Client()
    return {
        f"{path}{day}": b"".join(client.get(f"{path}?dataset=coded{day}")).split(b"\r\n")
        for path in ("/incidents.csv", "/claims.csv", "/incidents.json")
        for day in ("", "&as_of=2024-12-01")
    }


def test_a_release_that_only_says_it_again_changes_nothing(dataset, loaded):
    before = Claim.objects.count(), Estimate.objects.count(), of("1").version
    batch = second(dataset, *(again(str(n)) for n in range(5)))
    assert batch.counts == {"unchanged": 5}
    assert (Claim.objects.count(), Estimate.objects.count(), of("1").version) == before


def test_a_changed_number_is_said_by_the_new_release_and_the_old_can_still_be_asked(dataset, loaded):
    batch = second(dataset, again("0", 7, 2), *(again(str(n)) for n in range(1, 5)))
    assert batch.counts == {"changed": 1, "unchanged": 4}
    assert (number("0"), number("0", AFTER_FIRST)) == (7, 5)
    assert Claim.objects.filter(incident=of("0"), supersedes__isnull=False).count() == 3
    told = Correction.objects.get(victims="all", incident=of("0"))
    assert (told.was_best, told.best, told.because) == (5, 7, "Import of ged-2.0.csv, release 2.0")
    assert of("0").origin.batch == batch


def test_what_a_release_no_longer_states_is_not_known_any_more(dataset, loaded):
    silent = again("0", 5)
    silent = replace(silent, incident=replace(silent.incident, claims=silent.incident.claims[:1]))
    second(dataset, silent)
    assert (number("0"), number("0", victims="civilians")) == (5, None)
    assert (number("0", AFTER_FIRST), number("0", AFTER_FIRST, "civilians")) == (5, 2)


def test_estimates_after_a_newer_release_are_those_that_assess_makes(dataset, loaded):
    second(dataset, again("0", 7, 2), again("1", 5, 4), again("9", 3))
    before = set(Estimate.objects.values_list("pk", "is_current"))
    replay(incidents=Incident.objects.all())
    assert set(Estimate.objects.values_list("pk", "is_current")) == before


def test_other_fields_follow_the_release(dataset, loaded):
    second(dataset, again("0", title="Another title", involvements=again("0").incident.involvements[:1]))
    assert (of("0").title, of("0").involvements.count(), of("0").claims.count()) == ("Another title", 1, 3)


def test_what_a_person_changed_is_kept(dataset, loaded):
    people = drawn.people()
    edited = of("0")
    edited.title = "As a person has it"
    record(incident=edited, by=people.analyst)
    batch = second(dataset, again("0", 9), *(again(str(n)) for n in range(1, 5)))
    assert batch.counts == {"kept": 1, "unchanged": 4}
    assert (of("0").title, number("0")) == ("As a person has it", 5)


def test_what_is_gone_is_retracted_only_by_choice(dataset, loaded):
    batch = second(dataset, *(again(str(n)) for n in range(3)))
    assert batch.counts == {"unchanged": 3, "gone": 2}
    assert of("4").status == Status.PUBLISHED
    undo(batch, by=None, because="wrong file")
    second(dataset, *(again(str(n)) for n in range(3)), retract_gone=True)
    assert (of("4").status, of("4").retracted_because) == (Status.RETRACTED, "Import of ged-2.0.csv, release 2.0")
    assert Correction.objects.filter(incident=of("4"), victims="all", best=None).exists()


def test_a_confirmed_release_is_reviewed_by_whoever_confirmed_it(dataset, loaded):
    people = drawn.people()
    second(dataset, again("0", 7), uploaded_by=people.analyst, confirmed_by=people.editor)
    assert (of("0").changed_since_review, of("0").published_by) == (False, people.editor)


def test_undone_every_answer_is_as_before(dataset, loaded):
    people = drawn.people()
    before = answers()
    batch = second(
        dataset,
        again("0", 7, 2, title="Another title", place="tesh"),
        again("1", 5, 4, involvements=again("1").incident.involvements[:1]),
        again("2"),
        again("9", 3),
        retract_gone=True,
    )
    assert batch.counts == {"changed": 2, "unchanged": 1, "added": 1, "gone": 2}
    assert answers() != before
    batch = undo(batch, by=people.editor, because="a wrong release")
    assert (batch.state, batch.failed_because) == (BatchState.UNDONE, "")
    assert answers() == before
    assert set(Origin.objects.exclude(key="9").values_list("batch", flat=True)) == {loaded.pk}
    assert (of("9").status, of("9").retracted_because) == (
        Status.RETRACTED,
        "Import of ged-2.0.csv undone: a wrong release",
    )
    assert Correction.objects.filter(incident=of("0"), victims="all").count() == 2


def test_what_a_person_changed_since_is_left_and_listed(dataset, loaded):
    people = drawn.people()
    record(incident=of("3"), by=people.analyst)
    batch = undo(loaded, by=people.editor, because="wrong")
    assert batch.counts["left"] == 1
    assert [note.value for note in batch.problems.all()] == [of("3").code]
    assert (of("3").status, of("2").status) == (Status.PUBLISHED, Status.RETRACTED)


def test_an_older_import_waits_for_the_newer_to_be_undone(dataset, loaded):
    second(dataset, again("0", 7))
    batch = undo(loaded, by=None, because="wrong")
    assert (batch.state, "ged-2.0.csv" in batch.failed_because) == (BatchState.LOADED, True)


@pytest.mark.parametrize("publish", [True, False])
def test_loaded_again_the_same_incidents_come_back(dataset, publish):
    batch = first(dataset, publish=publish)
    before = {one.code: (one.status, one.title) for one in Incident.objects.all()}, answers()
    codes, reports = set(before[0]), Report.objects.count()
    undo(batch, by=None, because="too early")
    assert {one.status for one in Incident.objects.all()} == {Status.RETRACTED}
    batch = first(dataset, publish=publish)
    assert batch.counts == {"back": 5}
    assert ({one.code: (one.status, one.title) for one in Incident.objects.all()}, answers()) == before
    assert (codes, Report.objects.count()) == ({one.code for one in Incident.objects.all()}, reports)
