from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from events.views.asking import page_context


@require_safe
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
    return _problem(request, 404, _("There is no such page"))


def server_error(request):
    """Says sorry without asking the database anything: it may be what failed."""
    return render(request, "500.html", status=500)


def _problem(request, status: int, title: str):
    context = {"status": status, "title": title, "problems": []}
    return render(request, "events/problem.html", page_context(request) | context, status=status)
