"""Unfinished entries: what is kept on the server while somebody types, for nobody else; and forms of people signed out."""

import hashlib
import json
from uuid import UUID, uuid4

from django.contrib import admin, messages
from django.contrib.admin.forms import AdminAuthenticationForm
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.formats import time_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views import csrf
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from events import actions
from events.models import Incident, Unfinished

SALT = "events.admin.unfinished"
SENT = "entry_forms_sent"
REMEMBERED = 10
"""Forms of one session; going back further than that is rare."""

NOT_TYPED = {"csrfmiddlewaretoken", "do"}
MAY_ENTER = "events.add_incident"


def addresses(site) -> list:
    """Where forms are kept and thrown away."""
    return [
        path("unfinished/keep/", site.admin_view(keep_view), name="events_unfinished_keep"),
        path("unfinished/<uuid:token>/throw-away/", site.admin_view(throw_away), name="events_unfinished_throw_away"),
    ]


# --- while one types -------------------------------------------------------------------------------------------------
@require_POST
@never_cache
def keep_view(request: HttpRequest) -> JsonResponse:
    """POST the inputs of an entry form: {"said"} when it is kept, {"error"} with 403, 404 or 413 when it is not."""
    token, incident = _token(request.POST), _incident(request.POST)
    if not request.user.has_perm(MAY_ENTER):
        return JsonResponse({"error": _("This account may not enter incidents.")}, status=403)
    if token is None or incident is False:
        return JsonResponse({"error": _("There is no such form.")}, status=404)
    try:
        kept = actions.keep_unfinished(owner=request.user, token=token, typed=typed(request.POST), incident=incident)
    except actions.TooMuch as why:
        said = {
            "long": _("This is more than is kept unfinished: save it."),
            "many": _("You have too many unfinished entries: throw some away."),
        }
        return JsonResponse({"error": said[str(why)]}, status=413)
    return JsonResponse({"said": _("Kept %(at)s UTC") % {"at": time_format(localtime(kept.saved_at), "H:i")}})


@require_POST
def throw_away(request: HttpRequest, token: UUID) -> HttpResponse:
    """POST: the entry is gone."""
    get_object_or_404(Unfinished.objects.of(request.user), token=token)
    actions.forget_unfinished(owner=request.user, token=token)
    messages.success(request, _("Thrown away."))
    return HttpResponseRedirect(reverse("admin:index"))


def typed(data: QueryDict) -> dict[str, list[str]]:
    """What stands in the form, without what belongs to one sending of it."""
    return {name: values for name, values in data.lists() if name not in NOT_TYPED}


def _token(data: QueryDict) -> UUID | None:
    try:
        return UUID(data.get("entry_token", ""))
    except ValueError:
        return None


def _incident(data: QueryDict) -> Incident | bool | None:
    """The incident that the form changes, None for a new one, False for one that is not there."""
    of = data.get("entry_of", "")
    if not of:
        return None
    return (of.isascii() and of.isdecimal() and Incident.objects.filter(pk=of[:18]).first()) or False


# --- going on ----------------------------------------------------------------------------------------------------------
def waiting(user) -> list[Unfinished]:
    """What this person can go on with, newest first."""
    found = list(Unfinished.objects.of(user).unsaved().select_related("incident"))
    for one in found:
        one.address = address_of(one)
    return found


def of_incident(user, incident: Incident) -> Unfinished | None:
    """My newest unfinished edit of an incident."""
    return Unfinished.objects.of(user).filter(incident=incident).first()


def continued(request: HttpRequest, incident: Incident | None) -> Unfinished | None:
    """The entry that ?unfinished= names; None without one. Raises Http404 for one that is not mine or not of this page."""
    asked = request.GET.get("unfinished")
    if asked is None:
        return None
    try:
        token = UUID(asked)
    except ValueError:
        token = None
    return get_object_or_404(Unfinished.objects.of(request.user), token=token, incident=incident)


def data_of(kept: Unfinished) -> QueryDict:
    """As if it was sent just now."""
    data = QueryDict(mutable=True)
    for name, values in kept.typed.items():
        data.setlist(name, values)
    return data


def address_of(kept: Unfinished) -> str:
    """The form with everything in it again."""
    name, of = (
        ("admin:events_incident_change", [kept.incident_id]) if kept.incident_id else ("admin:events_incident_add", [])
    )
    return f"{reverse(name, args=of)}?unfinished={kept.token}"


# --- a form sent again after it was saved ------------------------------------------------------------------------------
def remember(request: HttpRequest, token: UUID | None) -> None:
    """What a new form held when it was saved, for as long as its writer may go back to it."""
    sent = request.session.get(SENT, [])[1 - REMEMBERED :]
    request.session[SENT] = [*sent, [str(token), _digest(request.POST)]]


def keep_what_differs(request: HttpRequest, token: UUID) -> None:
    """Keep a saved form that was gone back to, changed and sent again; the same form sent twice is nothing new."""
    before = dict(request.session.get(SENT, [])).get(str(token))
    if before is None or before == _digest(request.POST):
        return
    again = uuid4()
    held = typed(request.POST) | {"entry_token": [str(again)]}
    try:
        actions.keep_unfinished(owner=request.user, token=again, typed=held)
    except actions.TooMuch:
        return
    messages.warning(request, _("What you sent now differs from what was saved: it is kept under “Unfinished”."))


def _digest(data: QueryDict) -> str:
    return hashlib.sha256(json.dumps(typed(data), sort_keys=True).encode()).hexdigest()[:32]


# --- a form sent by somebody whose sign-in had ended -----------------------------------------------------------------
def is_entry(request: HttpRequest) -> bool:
    """Whether somebody presses a button of an entry form."""
    return request.method == "POST" and "entry_token" in request.POST and "do" in request.POST


def sign_in_page(site, request: HttpRequest, carried: str = "") -> HttpResponse:
    """The page to sign in on, which carries what was typed; nothing of it is saved yet."""
    carried = carried or signing.dumps(typed(request.POST), salt=SALT, compress=True)
    context = site.each_context(request) | {
        "app_path": reverse("admin:login"),
        "form": AdminAuthenticationForm(request),
        "next": reverse("admin:index"),
        "carried": carried,
        "may_enter": request.user.has_perm(MAY_ENTER),
    }
    return render(request, "admin/login.html", context, status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Somebody signed in anew in another window: what was typed in this one is not turned away with its old token."""
    return sign_in_page(admin.site, request) if is_entry(request) else csrf.csrf_failure(request, reason)


def taken_up(site, request: HttpRequest, carried: str) -> HttpResponse | None:
    """After signing in: keep what was carried for whoever signed in, and lead back to the form; None for nothing sound."""
    try:
        data = QueryDict(mutable=True)
        for name, values in signing.loads(carried, salt=SALT).items():
            data.setlist(name, values)
    except signing.BadSignature:
        return None
    if not request.user.has_perm(MAY_ENTER):
        return sign_in_page(site, request, carried)
    token, incident = _token(data), _incident(data)
    if token is None or incident is False:
        return None
    try:
        kept = actions.keep_unfinished(owner=request.user, token=token, typed=typed(data), incident=incident)
    except actions.TooMuch:
        return sign_in_page(site, request, carried)
    messages.info(request, _("You are signed in again. Nothing was saved yet, and nothing you typed is lost."))
    return HttpResponseRedirect(address_of(kept))
