"""No statement of the web server's works longer than STATEMENT_SECONDS: one question that reads all of a large record must not
keep the database from everybody else.

Commands and the worker take what time they need, and so does a file that is streamed (events/exports/rows.py).
"""

from collections.abc import Callable

from django.conf import settings
from django.db import OperationalError
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.http import HttpRequest, HttpResponse
from psycopg.errors import QueryCanceled

from events.views.pages import took_too_long


def be_impatient() -> None:
    """From now on, in this process, with every connection that is opened."""
    connection_created.connect(_limit)


def _limit(sender: object, connection: BaseDatabaseWrapper, **of: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('statement_timeout', %s, false)", [f"{settings.STATEMENT_SECONDS}s"])


class PatienceMiddleware:
    """Answers a request whose statement was broken off with what can be done about it.

    Stands last, so that it comes before the one that asks the primary again what a replica broke off.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        is_ours = isinstance(error, OperationalError) and isinstance(error.__cause__, QueryCanceled)
        return took_too_long(request) if is_ours else None
