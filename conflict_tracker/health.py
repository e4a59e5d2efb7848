"""/healthz: does the process answer, does its database, how is the worker of the queue, and what are numbers counted from?"""

from django.db import Error, connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """200 "ok" when the database answers a query, 503 otherwise. Says nothing about why: the log does.

    The lines after it tell of the worker, and of the snapshot that numbers are counted from. Readers need neither, so they
    make no difference to the status.
    """
    from events import tasks
    from events.analytics.columnar.live import LIVE

    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        worker = "alive" if tasks.worker_is_alive() else "not heard of"
        snapshot = LIVE.state()
    except Error:
        return HttpResponse("database not answering", status=503, content_type="text/plain")
    return HttpResponse(f"ok\nworker {worker}\nsnapshot {snapshot}\n", content_type="text/plain")
