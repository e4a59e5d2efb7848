"""/healthz: does the process answer, and its database? How are the worker, the snapshot and the replica?"""

from django.conf import settings
from django.db import Error, connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from conflict_tracker.replica import replica
from events.reading_from import on_primary


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """200 "ok" when the database answers a query, 503 otherwise. Says nothing about why: the log does.

    The lines after it tell of the worker, of the snapshot that numbers are counted from, and of the replica where there is
    one. Readers need none of them, so they make no difference to the status.
    """
    from events import tasks
    from events.analytics.columnar.live import live

    try:
        with on_primary(), connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            snapshot = live().state()
        lines = ["ok", f"worker {'alive' if tasks.worker_is_alive() else 'not heard of'}", f"snapshot {snapshot}"]
    except Error:
        return HttpResponse("database not answering", status=503, content_type="text/plain")
    if "replica" in settings.DATABASES:
        lines.append(f"replica {replica.state().words}")
    return HttpResponse("".join(f"{line}\n" for line in lines), content_type="text/plain")
