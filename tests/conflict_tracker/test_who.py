"""Who posts is who the history names, and nobody after them."""

from contextlib import suppress

import pytest
from django.contrib.auth.models import User
from django.db import Error, connection
from django.http import HttpResponse
from django.test import Client, RequestFactory

from conflict_tracker.who import WhoMiddleware
from events.models import Change, Source

SOURCE = {"name": "Watch", "kind": "monitor", "reliability": "f", "slug": "watch"}


def said() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(current_setting('conflict_tracker.by', true), '')")
        return cursor.fetchone()[0]


def request(method: str, user: object):
    made = RequestFactory().generic(method, "/")
    made.user = user
    return made


@pytest.fixture
def person(db: None) -> User:
    return User.objects.create_user("somebody", is_staff=True, is_superuser=True)


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_an_unsafe_request_says_who_and_forgets_it(person: User, method: str) -> None:
    heard = []
    WhoMiddleware(lambda request: heard.append(said()) or HttpResponse())(request(method, person))
    assert heard == [str(person.pk)]
    assert said() == ""


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
def test_reading_asks_the_database_nothing_and_nobody_who_they_are(
    method: str, django_assert_num_queries: object, db: None
) -> None:
    made = RequestFactory().generic(method, "/")  # without a user: to ask for it would fail
    with django_assert_num_queries(0):
        assert WhoMiddleware(lambda request: HttpResponse())(made).status_code == 200


def test_a_failure_leaves_no_name_behind(person: User) -> None:
    def fail(request: object) -> HttpResponse:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        WhoMiddleware(fail)(request("POST", person))
    assert said() == ""


@pytest.mark.django_db(transaction=True)
def test_a_connection_that_cannot_forget_is_not_kept() -> None:
    person = User.objects.create_user("somebody")
    before = _backend()

    def break_off(request: object) -> HttpResponse:
        with connection.cursor() as cursor:
            cursor.execute("BEGIN")
            with suppress(Error):  # the transaction is now one that refuses everything
                cursor.execute("SELECT no_such_column")
        return HttpResponse()

    WhoMiddleware(break_off)(request("POST", person))
    assert said() == ""
    assert _backend() != before


def _backend() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return cursor.fetchone()[0]


def test_a_plain_page_of_the_desk_is_in_the_history_with_who(client: Client, person: User) -> None:
    client.force_login(person)
    answer = client.post("/admin/events/source/add/", SOURCE)
    assert answer.status_code == 302, answer.context["errors"]
    made = Source.objects.get(name="Watch")
    change = Change.objects.get(table="events_source", row=made.pk)
    assert (change.by, change.kind) == (person, "insert")


@pytest.mark.django_db(transaction=True)
def test_the_next_request_on_a_kept_connection_is_somebody_elses() -> None:
    first = User.objects.create_user("first", is_staff=True, is_superuser=True)
    client = Client()
    client.force_login(first)
    client.post("/admin/events/source/add/", SOURCE)
    backend = _backend()
    late = Source.objects.create(slug="late", name="Late", kind="monitor")  # a job on the same connection
    assert _backend() == backend
    assert Change.objects.get(table="events_source", row=late.pk).by_id is None
