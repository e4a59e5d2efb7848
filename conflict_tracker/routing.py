"""Readers read from the replica, where there is one (REPLICA_DATABASE_URL); everybody else works on the primary.

A reader is who asks with GET or HEAD and brings no session. So whoever is signed in sees their own writes at once, and so do
commands and the worker, which never come by here. Who sent a form without being signed in (a package is made so) carries
a mark for as long as a replica may lag, and reads from the primary until then.
"""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.core.signals import request_finished
from django.db import InterfaceError, OperationalError
from django.db.models import Model
from django.http import HttpRequest, HttpResponse

from conflict_tracker.replica import replica
from events.reading_from import PRIMARY, REPLICA, read_from, reads_from

READS = frozenset({"GET", "HEAD"})
WROTE = "wrote"
MARGIN = 30  # seconds between a look at the replica and the end of a page that was sent there by it


class Router:
    """Our own tables are read from where this request reads; sessions, accounts and the queue from the primary."""

    def db_for_read(self, model: type[Model], **hints: object) -> str:
        return reads_from() if model._meta.app_label == "events" else PRIMARY

    def db_for_write(self, model: type[Model], **hints: object) -> str:
        return PRIMARY

    def allow_relation(self, one: Model, other: Model, **hints: object) -> bool:
        return True  # it is one record, wherever it was read

    def allow_migrate(self, db: str, app_label: str, **hints: object) -> bool:
        return db == PRIMARY


class ReadersMiddleware:
    """Says for each request where it reads from; stands before everything that asks a database.

    The word stands until the answer is sent: a file is read while it is.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        if REPLICA not in settings.DATABASES:
            raise MiddlewareNotUsed
        self.get_response = get_response
        request_finished.connect(_from_the_primary_again)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        read_from(REPLICA if _may_lag(request) and replica.is_reached() else PRIMARY)
        response = self.get_response(request)
        if request.method not in READS:
            response.set_cookie(
                WROTE,
                "1",
                max_age=settings.REPLICA_MOST_SECONDS_BEHIND + MARGIN,
                secure=settings.SESSION_COOKIE_SECURE,
                httponly=True,
                samesite="Lax",
            )
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """What the replica broke off, or cancelled because it had to go on replaying, the primary answers, from the start."""
        if reads_from() != REPLICA or not isinstance(error, (OperationalError, InterfaceError)):
            return None
        replica.look_again()
        read_from(PRIMARY)
        asked = request.resolver_match
        return asked.func(request, *asked.args, **asked.kwargs)


def _may_lag(request: HttpRequest) -> bool:
    return request.method in READS and not {settings.SESSION_COOKIE_NAME, WROTE} & request.COOKIES.keys()


def _from_the_primary_again(**signal: object) -> None:
    read_from(PRIMARY)
