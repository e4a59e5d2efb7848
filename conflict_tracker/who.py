"""Who writes: told to the history's triggers for the length of one request (events/sql/history.sql)."""

from collections.abc import Callable

from django.db import connection
from django.http import HttpRequest, HttpResponse

SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})


class WhoMiddleware:
    """Sets `conflict_tracker.by` for what a signed-in person posts; pages that only read pay nothing.

    Actions say it again, with why, for their own transaction (events/actions/acting.py).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method in SAFE or not request.user.is_authenticated:
            return self.get_response(request)
        try:
            _say(str(request.user.pk))
            return self.get_response(request)
        finally:
            _forget()


def _say(person: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('conflict_tracker.by', %s, false)", [person])


def _forget() -> None:
    """The connection is kept for the next request, which is somebody else's; one that cannot forget is not kept."""
    try:
        _say("")
    except Exception:  # noqa: BLE001 - whatever it was, the name must not stay
        connection.close()
