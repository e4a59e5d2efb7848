"""What of a merge holds against raw SQL (sql/merges.sql)."""

import pytest
from django.db import connection

from tests.events.models.rows import add, insert, refused_by, sound, update, user

pytestmark = pytest.mark.django_db


def at_the_end() -> None:
    """What PostgreSQL looks at when the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def noted(loser: int, winner: int) -> int:
    return insert(
        "merge",
        loser_id=loser, winner_id=winner, because="Twice", moved="{}", merged_by_id=user(), merged_at="2024-03-09T00:00Z",
    )  # fmt: skip


def lead(loser: int, winner: int | None) -> None:
    update("incident", loser, status="merged" if winner else "draft", merged_into_id=winner)


@pytest.fixture
def two() -> tuple[int, int]:
    """Two drafts of one dataset."""
    dataset = add("dataset")
    return add("incident", dataset_id=dataset), add("incident", dataset_id=dataset)


@pytest.fixture
def merged(two) -> tuple[int, int, int]:
    """(loser, winner, the merge's row), soundly merged."""
    row = noted(*two)
    lead(*two)
    at_the_end()
    return (*two, row)


def test_a_sound_merge_is_taken_and_undone(merged):
    loser, _winner, row = merged
    lead(loser, None)
    update("merge", row, undone_at="2024-03-10T00:00Z", undone_by_id=user())
    at_the_end()


def test_nothing_leads_on_without_a_merge_that_says_so(two):
    with refused_by("events_merge_stands"):
        lead(*two)
        at_the_end()


def test_nothing_is_entered_as_merged(two):
    row = sound("incident", dataset_id=lambda: add("dataset"), status="merged", merged_into_id=two[1])
    with refused_by("events_incident_one_dataset"):
        insert("incident", **row)


def test_a_merge_that_stands_is_followed(two):
    with refused_by("events_merge_stands"):
        noted(*two)
        at_the_end()


def test_an_incident_does_not_leave_a_merge_that_stands(merged):
    with refused_by("events_merge_stands"):
        lead(merged[0], None)
        at_the_end()


def test_it_leads_nowhere_else_than_its_merge_says(merged):
    loser, winner, _row = merged
    with connection.cursor() as cursor:
        cursor.execute("SELECT dataset_id FROM events_incident WHERE id = %s", [winner])
        [dataset] = cursor.fetchone()
    third = add("incident", dataset_id=dataset)
    with refused_by("events_merge_stands"):
        lead(loser, third)
        at_the_end()


def test_a_merged_incident_is_given_no_claim(merged):
    claim = add("claim")
    row = sound("claim", incident_id=merged[0])
    with refused_by("events_merged_has_no_claims"):
        insert("claim", **row)
    with refused_by("events_merged_has_no_claims"):
        update("claim", claim, incident_id=merged[0])


def test_an_incident_with_claims_is_not_merged(two):
    add("claim", incident_id=two[0])
    noted(*two)
    with refused_by("events_merged_has_no_claims"):
        lead(*two)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM events_claim")
    lead(*two)


def test_merges_do_not_run_in_a_circle(merged):
    loser, winner, _row = merged
    with refused_by("events_incident_no_circle"):
        lead(winner, loser)


def test_a_long_circle_is_seen_too(merged):
    loser, winner, _row = merged
    with connection.cursor() as cursor:
        cursor.execute("SELECT dataset_id FROM events_incident WHERE id = %s", [winner])
        [dataset] = cursor.fetchone()
    third = add("incident", dataset_id=dataset)
    noted(winner, third)
    lead(winner, third)
    with refused_by("events_incident_no_circle"):
        lead(third, loser)


def test_two_datasets_are_not_merged():
    loser, winner = add("incident"), add("incident")
    with refused_by("events_incident_one_dataset"):
        lead(loser, winner)


@pytest.mark.parametrize("side", [0, 1])
def test_neither_side_of_a_merge_moves_to_another_dataset(merged, side):
    other = add("dataset")
    with refused_by("events_incident_one_dataset"):
        update("incident", merged[side], dataset_id=other)


def test_a_merged_code_neither_changes_nor_goes(merged):
    with refused_by("events_incident_code_is_kept"):
        update("incident", merged[0], code="D-2017-9999")
    with refused_by("events_incident_code_is_kept"), connection.cursor() as cursor:
        cursor.execute("DELETE FROM events_incident WHERE id = %s", [merged[0]])


def test_a_draft_may_have_its_code_mended():
    update("incident", add("incident"), code="D-2017-9999")


@pytest.mark.parametrize(
    "change", [{"because": "Other"}, {"moved": '{"claims": [1]}'}, {"merged_at": "2020-01-01T00:00Z"}]
)
def test_a_merge_is_kept_as_it_was_written(merged, change):
    with refused_by("events_merge_is_kept"):
        update("merge", merged[2], **change)


def test_a_merge_that_stands_is_not_removed(merged):
    with refused_by("events_merge_is_kept"), connection.cursor() as cursor:
        cursor.execute("DELETE FROM events_merge WHERE id = %s", [merged[2]])


def test_a_merge_that_was_undone_does_not_stand_again(merged):
    loser, _winner, row = merged
    lead(loser, None)
    update("merge", row, undone_at="2024-03-10T00:00Z", undone_by_id=user())
    at_the_end()
    with refused_by("events_merge_stands"):
        update("merge", row, undone_at=None, undone_by_id=None)
        at_the_end()


def test_one_merge_of_an_incident_stands(merged):
    loser, winner, _row = merged
    with refused_by("merge_one_standing_per_incident"):
        noted(loser, winner)
