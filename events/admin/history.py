"""Who changed what on one incident, when and why; and putting back what was before a change."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from events import actions
from events.analytics.change_words import Words, can_be_put_back, columns_to_put_back
from events.analytics.history import changes_of, history
from events.forms.history import RevertForm
from events.models import Change, Incident


def urls(model_admin) -> list:
    """The page on which one change is put back; the history itself stands where Django's would."""

    def view(request: HttpRequest, pk: int, number: int) -> HttpResponse:
        return revert_view(model_admin, request, pk, number)

    address = "<int:pk>/history/<int:number>/"
    return [path(address, model_admin.admin_site.admin_view(view), name="events_incident_revert")]


def history_view(model_admin, request: HttpRequest, object_id: str) -> HttpResponse:
    """The incident's history, newest first; `before` is the key of an older page."""
    incident = get_object_or_404(Incident, pk=object_id) if object_id.isdecimal() else None
    before = request.GET.get("before", "")
    if incident is None or (before and not _is_number(before)):
        raise Http404(_("There is no such page."))
    if not model_admin.has_view_or_change_permission(request, incident):
        raise PermissionDenied
    found = history(incident, before=int(before) if before else None)
    return _render(model_admin, request, "history", incident, {
        "title": _("Who changed what, and when"),
        "entries": found.entries,
        "older": found.before,
        "is_older": bool(before),
        "may_revert": model_admin.has_change_permission(request, incident),
    })  # fmt: skip


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= 18


def revert_view(model_admin, request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """GET shows what would be written again; POST `because` does it."""
    incident = get_object_or_404(Incident, pk=pk)
    if not model_admin.has_change_permission(request, incident):
        raise PermissionDenied
    change = get_object_or_404(changes_of(incident).select_related("by"), pk=number)
    if not can_be_put_back(change):
        raise Http404(_("This change cannot be put back by itself."))
    form = RevertForm(request.POST if request.method == "POST" else None)
    refused = _refusal(change, incident)
    if refused is None and form.is_valid():
        try:
            _done(request, model_admin, change, form.cleaned_data["because"])
        except actions.RevertRefused as why:
            refused = why
        else:
            return HttpResponseRedirect(reverse("admin:events_incident_history", args=[pk]))
    return _confirmation(model_admin, request, incident, change, form, refused)


def _refusal(change: Change, incident: Incident) -> actions.RevertRefused | None:
    try:
        actions.refuse_unless_revertible(change=change, columns=columns_to_put_back(change), incident=incident)
    except actions.RevertRefused as why:
        return why
    return None


def _done(request: HttpRequest, model_admin, change: Change, because: str) -> None:
    incident = actions.revert(change=change, columns=columns_to_put_back(change), because=because, by=request.user)
    model_admin.log_change(request, incident, _("Put back what was before change %(number)s") % {"number": change.pk})
    messages.success(request, _("What was before the change is written again."))


def _confirmation(model_admin, request: HttpRequest, incident: Incident, change: Change, form, refused) -> HttpResponse:
    words = Words([change])
    [item] = words.items([change])
    page = reverse("admin:events_incident_history", args=[incident.pk])
    later = [
        format_html(
            '<a href="{}">{}</a>',
            reverse("admin:events_incident_revert", args=[incident.pk, other.pk]) if can_be_put_back(other) else page,
            _("Change %(number)s") % {"number": other.pk},
        )
        for other in getattr(refused, "later", ())
    ]
    context = {
        "title": _("Put back what was before"),
        "change": change,
        "item": item,
        "lines": words.lines_backwards(change),
        "form": form,
        "refused": refused,
        "later": later,
    }
    status = 409 if refused and request.method == "POST" else 200
    return _render(model_admin, request, "revert", incident, context, status)


def _render(model_admin, request, name: str, incident: Incident, context: dict, status: int = 200) -> HttpResponse:
    shared = model_admin.admin_site.each_context(request) | {"opts": model_admin.opts, "incident": incident}
    return render(request, f"admin/events/incident/{name}.html", shared | context, status=status)
