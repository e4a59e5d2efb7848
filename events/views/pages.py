from django.http import JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from events.exports.json import PROBLEM, problem
from events.freshness import kept
from events.views.asking import answered, page_context


@require_safe
@kept
def about(request):
    """How we count."""
    return render(request, "events/about.html", page_context(request))


def bad_request(request, exception):
    """HTTP 400 for what never reached a view."""
    return _problem(request, 400, _("This request is not one we understand"))


def forbidden(request, exception):
    """HTTP 403."""
    return _problem(request, 403, _("This is not open to you"))


def not_found(request, exception):
    """HTTP 404."""
    title = _("There is nothing at this address") if for_programs(request) else _("There is no such page")
    return _problem(request, 404, title)


def server_error(request):
    """Says sorry without asking the database anything: it may be what failed."""
    if for_programs(request):
        return _as_data(500, _("Something broke on our side, and has been noted"))
    return render(request, "500.html", status=500)


def took_too_long(request):
    """HTTP 503: what was asked for is understood, and was broken off after STATEMENT_SECONDS."""
    title = _("This question takes longer to answer than we let one take")
    if for_programs(request):
        return _as_data(503, title)
    said = _("Ask for fewer days, one place or one actor. A file of the incidents may take as long as it needs.")
    if request.method == "POST":  # most likely it waited for somebody else's save
        title = _("This took longer than we let it take, and nothing was saved")
        said = _("Go back, where what you wrote still stands, and send it again.")
    answer = answered(request, 503, title, said)
    patch_cache_control(answer, no_store=True)
    return answer


def for_programs(request) -> bool:
    """Whether the address is one of the API, but for the page about it."""
    api = reverse("api")
    return request.path.startswith(api) and request.path != api


def _as_data(status: int, title: str) -> JsonResponse:
    headers = {"Cache-Control": "no-store"}
    return JsonResponse(problem(status, title), status=status, content_type=PROBLEM, headers=headers)


def _problem(request, status: int, title: str):
    if for_programs(request):
        return _as_data(status, title)
    context = {"status": status, "title": title, "problems": []}
    answer = render(request, "events/problem.html", page_context(request) | context, status=status)
    patch_cache_control(answer, no_cache=True)  # a cache may keep a 404 of its own accord, and what it is of may come
    return answer
