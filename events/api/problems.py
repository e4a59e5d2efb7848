"""Every error as JSON (RFC 9457): what is wrong, where, how to mend it; never a trace."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from rest_framework import exceptions
from rest_framework.response import Response

from events.exports.json import PROBLEM, problem
from events.selection import BadQuestion


class Gone(Exception):
    """An incident that was public and is no longer, with its code and the reason."""

    def __init__(self, code: str, reason: str):
        super().__init__(code)
        self.code, self.reason = code, reason


class NotKnownYet(Exception):
    """No report published by the day asked for tells of the incident of this code."""

    def __init__(self, code: str):
        super().__init__(code)
        self.code = code


def answered(error: Exception, context: dict) -> Response | None:
    """The answer to an exception of a view; None for one that nobody foresaw, which Django logs and answers with 500."""
    said = _said(error)
    if said is None:
        return None
    status, title, details = said
    headers = {"Cache-Control": "no-store"}
    if isinstance(error, exceptions.Throttled) and error.wait is not None:
        headers["Retry-After"] = str(error.wait)
    return Response(problem(status, title, details), status=status, headers=headers, content_type=PROBLEM)


def _said(error: Exception) -> tuple[int, str, list[tuple[str, str]]] | None:
    """(status, title, problems: what is meant and what is wrong with it)."""
    if isinstance(error, BadQuestion):
        return 400, _("This address asks something we do not understand"), error.problems
    if isinstance(error, NotKnownYet):
        return 404, _("%(code)s was not known yet") % {"code": error.code}, []
    if isinstance(error, Gone):
        return 410, _("This incident was retracted"), [(error.code, error.reason)]
    if isinstance(error, Http404):
        return 404, _("There is nothing at this address"), []
    if isinstance(error, exceptions.MethodNotAllowed):
        return 405, _("This is read only: ask with GET, HEAD or OPTIONS"), []
    if isinstance(error, exceptions.NotAcceptable):
        return 406, _("Answers are JSON only: accept application/json"), []
    if isinstance(error, exceptions.Throttled):
        return 429, _too_many(error), []
    if isinstance(error, PermissionDenied):
        return 403, _("This is not open to you"), []
    return None


def _too_many(error: exceptions.Throttled) -> str:
    said = ngettext(
        "Too many requests in a minute; ask again in %(count)s second",
        "Too many requests in a minute; ask again in %(count)s seconds",
        error.wait or 60,
    )
    return said % {"count": error.wait or 60}
