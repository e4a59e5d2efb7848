"""Who reads where: readers on the replica, everybody else on the primary."""

import ast
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.core.exceptions import ImproperlyConfigured, MiddlewareNotUsed
from django.db import OperationalError
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import ResolverMatch

from conflict_tracker import environment, routing
from conflict_tracker.replica import LOOK_EVERY
from conflict_tracker.routing import ReadersMiddleware, Router
from events.models import Incident
from events.reading_from import PRIMARY, REPLICA, on_primary, read_from, reading_connection, reads_from
from tests.house.files import named, python


@pytest.fixture(autouse=True)
def _primary_afterwards():
    yield
    read_from(PRIMARY)


class Stub:
    """A replica that is as it is said to be."""

    def __init__(self, *, is_reached: bool) -> None:
        self.answer, self.asked, self.doubted = is_reached, 0, 0

    def is_reached(self) -> bool:
        self.asked += 1
        return self.answer

    def look_again(self) -> None:
        self.doubted += 1


@pytest.fixture
def stub(monkeypatch, settings) -> Stub:
    stub = Stub(is_reached=True)
    said = {name: getattr(settings, name) for name in ("SESSION_COOKIE_NAME", "SESSION_COOKIE_SECURE")}
    said |= {"DATABASES": {REPLICA: {}}, "REPLICA_MOST_SECONDS_BEHIND": 30}
    monkeypatch.setattr(routing, "settings", SimpleNamespace(**said))
    monkeypatch.setattr(routing, "replica", stub)
    return stub


def where(request) -> str:
    """The database that a view reads from."""
    seen = []
    ReadersMiddleware(lambda request: seen.append(reads_from()) or HttpResponse())(request)
    return seen[0]


def asked(method: str = "GET", **cookies: str):
    made = RequestFactory().generic(method, "/incidents/")
    made.COOKIES |= cookies
    return made


# --- who reads where -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_reader_reads_from_the_replica(stub: Stub, method: str) -> None:
    assert where(asked(method)) == REPLICA
    assert where(asked(method, django_language="ar", csrftoken="x")) == REPLICA


def test_whoever_has_a_session_reads_from_the_primary_and_nobody_asks_how_the_replica_is(stub: Stub) -> None:
    assert where(asked(sessionid="x")) == PRIMARY
    assert stub.asked == 0


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND"])
def test_whatever_is_not_reading_is_for_the_primary(stub: Stub, method: str) -> None:
    assert where(asked(method)) == PRIMARY


def test_who_sent_a_form_without_a_session_reads_their_own_write(stub: Stub) -> None:
    cookie = ReadersMiddleware(lambda request: HttpResponse())(asked("POST")).cookies["wrote"]
    assert (cookie.value, cookie["httponly"], cookie["samesite"]) == ("1", True, "Lax")
    assert cookie["max-age"] > 30 + LOOK_EVERY
    assert where(asked(wrote=cookie.value)) == PRIMARY
    assert not ReadersMiddleware(lambda request: HttpResponse())(asked()).cookies


def test_a_replica_that_is_not_reached_is_not_read(stub: Stub) -> None:
    stub.answer = False
    assert where(asked()) == PRIMARY


def test_each_request_says_anew_where_it_reads(stub: Stub) -> None:
    read_from(REPLICA)  # as a request that was broken off may leave it
    assert where(asked(sessionid="x")) == PRIMARY


def test_without_a_replica_nothing_is_added() -> None:
    with pytest.raises(MiddlewareNotUsed):
        ReadersMiddleware(lambda request: HttpResponse())


def test_what_the_replica_broke_off_the_primary_answers(stub: Stub) -> None:
    request = asked()
    request.resolver_match = ResolverMatch(
        lambda request, code: HttpResponse(f"{code} {reads_from()}"), (), {"code": "A"}
    )
    middleware = ReadersMiddleware(lambda request: HttpResponse())
    read_from(REPLICA)
    assert middleware.process_exception(request, ValueError()) is None
    assert middleware.process_exception(request, OperationalError()).content == b"A default"
    assert stub.doubted == 1
    assert middleware.process_exception(request, OperationalError()) is None, "once is enough"


def test_the_router_sends_the_record_where_the_request_reads_and_the_rest_to_the_primary() -> None:
    router = Router()
    read_from(REPLICA)
    assert [router.db_for_read(model) for model in (Incident, User, Session)] == [REPLICA, PRIMARY, PRIMARY]
    assert router.db_for_write(Incident) == PRIMARY
    assert (router.allow_migrate(PRIMARY, "events"), router.allow_migrate(REPLICA, "events")) == (True, False)


def test_what_needs_the_primary_has_it_and_the_rest_goes_on_where_it_was() -> None:
    read_from(REPLICA)
    with on_primary():
        assert reading_connection().alias == PRIMARY
    assert reads_from() == REPLICA


ROOMS = ("analytics", "api", "charts", "exports", "selection", "views", "templatetags")


@pytest.mark.parametrize("path", [path for room in ROOMS for path in python(f"events/{room}")], ids=named)
def test_reading_rooms_ask_where_to_read(path) -> None:
    """SQL of theirs on the connection of the primary would mix two databases on one page."""
    taken = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.ImportFrom)]
    names = {alias.name for node in taken if node.module == "django.db" for alias in node.names}
    assert not names & {"connection", "connections"}


# --- what the environment says ---------------------------------------------------------------------------------------
def test_without_an_address_there_is_no_replica(monkeypatch) -> None:
    monkeypatch.setenv("REPLICA_DATABASE_URL", " ")
    assert environment.replica("REPLICA_DATABASE_URL", mend="") is None


def test_the_replica_is_entered_to_read_and_given_up_soon(monkeypatch) -> None:
    address = "postgresql://reader@replica.example/tracker?sslmode=require&options=-c%20work_mem%3D64MB"
    monkeypatch.setenv("REPLICA_DATABASE_URL", address)
    read = environment.replica("REPLICA_DATABASE_URL", mend="")
    assert read["OPTIONS"] == {
        "connect_timeout": 2,
        "tcp_user_timeout": 5000,
        "sslmode": "require",
        "options": "-c work_mem=64MB -c default_transaction_read_only=on",
    }
    assert read["TEST"] == {"MIRROR": "default"}


def test_an_impossible_address_is_refused_without_its_password(monkeypatch) -> None:
    monkeypatch.setenv("REPLICA_DATABASE_URL", "mysql://u:topsecret@h/x")
    with pytest.raises(
        ImproperlyConfigured, match="REPLICA_DATABASE_URL must point at PostgreSQL: leave it"
    ) as refused:
        environment.replica("REPLICA_DATABASE_URL", mend="leave it out")
    assert "topsecret" not in str(refused.value)
