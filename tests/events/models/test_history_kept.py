"""The history: who and why are what was said for the transaction, and no row of it is ever rewritten."""

import pytest
from django.contrib.auth.models import Group, User
from django.db import IntegrityError, connection, transaction

from events.actions.acting import acting
from events.models import Change, Source
from tests.events.models.rows import add, refused_by, user
from tests.events.models.test_history import changes, run

pytestmark = pytest.mark.django_db


# --- who and why -------------------------------------------------------------------------------------------------
def test_who_and_why_are_those_said_for_the_transaction():
    person = User.objects.get(pk=user())
    with transaction.atomic():
        acting(by=person, why="The hospital corrected its list.")
        row = add("source")
    [change] = changes("source", row)
    assert (change.by, change.why) == (person, "The hospital corrected its list.")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()::text::bigint")
        assert change.transaction == cursor.fetchone()[0]


@pytest.mark.parametrize("said", ["", "nobody", "1; DROP TABLE events_source", "-1", "1e3", "9" * 40])
def test_what_is_no_person_is_nobody_and_stops_no_write(said):
    run("SELECT set_config('conflict_tracker.by', %s, true)", said)
    [change] = changes("source", add("source"))
    assert change.by_id is None


def test_an_action_outside_a_transaction_is_refused(transactional_db):
    with pytest.raises(transaction.TransactionManagementError):
        acting(by=None)


@pytest.mark.django_db(transaction=True)
def test_what_was_said_ends_with_its_transaction():
    with transaction.atomic():
        acting(by=User.objects.create(username="first"), why="Because.")
        Source.objects.create(slug="one", name="One", kind="monitor")
    two = Source.objects.create(slug="two", name="Two", kind="monitor")
    [change] = changes("source", two.pk)
    assert (change.by, change.why) == (None, "")


# --- only added to -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE events_change SET why = 'other'",
        "UPDATE events_change SET why = 'other' WHERE false",
        "DELETE FROM events_change",
        "TRUNCATE events_change",
        'INSERT INTO events_change (at, transaction, kind, "table", row, role, why)'
        " VALUES (now(), 1, 'insert', 'events_incident', 1, 'forger', '')",
    ],
)
def test_the_history_is_only_added_to_even_by_its_owner(statement):
    add("source")
    with refused_by("events_change_append_only"):
        run(statement)


def test_the_orm_cannot_rewrite_it_either():
    add("source")
    for rewrite in (Change.objects.all().delete, lambda: Change.objects.update(why="other")):
        with pytest.raises(IntegrityError), transaction.atomic():
            rewrite()


# --- accounts ----------------------------------------------------------------------------------------------------
def of_accounts(table: str) -> list[Change]:
    return list(Change.objects.filter(table=table).order_by("id"))


def test_who_may_do_what_is_in_it_and_no_password_ever():
    person = User.objects.create_user("somebody", password="correct horse battery")
    person.groups.add(Group.objects.get(name="editors"))
    person.is_superuser = True
    person.save()
    added, changed = of_accounts("auth_user")
    assert (added.kind, changed.kind) == ("insert", "update")
    assert (changed.before["is_superuser"], changed.after["is_superuser"]) == (False, True)
    [joined] = of_accounts("auth_user_groups")
    assert joined.after["user_id"] == person.pk
    images = [image for change in (added, changed) for image in (change.before, change.after) if image]
    assert not [image for image in images if {"password", "last_login"} & image.keys()]


def test_to_sign_in_is_no_change():
    person = User.objects.create_user("somebody", password="correct horse battery")
    User.objects.filter(pk=person.pk).update(last_login="2024-01-01T00:00Z", password="other")
    assert [change.kind for change in of_accounts("auth_user")] == ["insert"]


# --- a reason outlives the actions inside ------------------------------------------------------------------------
def test_an_action_inside_another_keeps_the_reason_that_was_said():
    with transaction.atomic():
        acting(by=None, why="The hospital corrected its list.")
        acting(by=None)
        row = add("source")
    assert changes("source", row)[0].why == "The hospital corrected its list."
