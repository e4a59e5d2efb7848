"""Entering and changing an incident: what a page that was sent leads to (ADR 12)."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from events import actions, workflow
from events.admin import inbox, unfinished
from events.admin.likeness import leads_on, merged_meanwhile
from events.admin.overtaken import judged, read
from events.admin.review import TAKE_GRADE
from events.admin.steps import BESIDE_THE_ENTRY, steps
from events.choices import Status
from events.forms.beside import hints
from events.forms.entry import Entry, status_words
from events.forms.grade import graded
from events.forms.rows import ROWS_AT_ONCE, with_copied_claim, with_more_rows
from events.models import Incident, Report

MORE_ROWS = {"add-actor": ("involvements", "actor"), "add-claim": ("claims", "quote")}
COPY_CLAIM = "copy-claim"
SAVES = {"save", "submit", "next"}


def answer(desk, request: HttpRequest, object_id: str | None) -> HttpResponse:
    """The page of an incident, or of a new one; `desk` is its ModelAdmin."""
    do = request.POST.get("do", "check")
    if do in SAVES:
        return _saved(desk, request, object_id, do)
    incident = wanted(desk, request, object_id)
    if request.method != "POST":
        if kept := unfinished.continued(request, incident):
            entry = Entry(by=request.user, incident=incident, data=unfinished.data_of(kept)).unjudged()
            return page(desk, request, entry, kept=kept)
        if incident and incident.merged_into_id:
            return leads_on(request, incident)
        entry = Entry(by=request.user, incident=incident, report=_carried(request))
        inbox.begin_from(inbox.carried(request), entry)
        return page(desk, request, entry)
    if do in MORE_ROWS:
        return page(desk, request, _with_more_rows(request, incident, *MORE_ROWS[do]))
    if do == COPY_CLAIM:
        return page(desk, request, _with_copied_claim(request, incident))
    if do == TAKE_GRADE and incident:
        return page(desk, request, _with_proposed_grade(request, incident))
    return page(desk, request, judged(request, incident, request.POST), is_checked=True)


def _saved(desk, request: HttpRequest, object_id: str | None, do: str) -> HttpResponse:
    try:
        with transaction.atomic():
            return _save(desk, request, object_id, do)
    except (IntegrityError, ProtectedError):
        return _raced(desk, request, object_id)


def wanted(desk, request: HttpRequest, object_id: str | None) -> Incident | None:
    """None for a new incident. Raises PermissionDenied or Http404."""
    if object_id is None:
        if not desk.has_add_permission(request):
            raise PermissionDenied
        return None
    incident = desk.get_object(request, object_id)
    if incident is None:
        raise Http404(_("There is no such incident."))
    if not desk.has_change_permission(request, incident):
        raise PermissionDenied
    return incident


def _save(desk, request: HttpRequest, object_id: str | None, do: str) -> HttpResponse:
    if object_id is not None:
        list(Incident.objects.select_for_update().filter(pk=object_id).values_list("pk"))
    incident = wanted(desk, request, object_id)
    if incident and incident.merged_into_id:
        entry = judged(request, incident, request.POST)
        entry.failure = merged_meanwhile(incident)
        return page(desk, request, entry)
    entry, overtaken = read(request, incident)
    if incident is None and (first := _entered_before(entry)):
        return _to_the_first(request, first)
    if overtaken and overtaken.asked:
        return page(desk, request, entry, overtaken=overtaken)
    if not entry.is_valid:
        return page(desk, request, entry)
    incident = _recorded(desk, request, entry, incident)
    if do == "submit" and incident.status == Status.DRAFT:
        incident = actions.move(incident=incident, step=workflow.SUBMIT, by=request.user)
    inbox.close_with(request, entry.report.report)
    for advice in entry.advice:
        messages.warning(request, advice)
    messages.success(request, said(_("Saved"), incident))
    if overtaken and overtaken.taken:
        messages.info(request, overtaken.joined)
    return HttpResponseRedirect(_after(do, incident, entry))


def _recorded(desk, request: HttpRequest, entry: Entry, incident: Incident | None) -> Incident:
    """The incident as the valid entry leaves it; what was kept of the form is no longer unfinished."""
    actions.forget_unfinished(owner=request.user, token=entry.token)
    if incident and not entry.has_changed:
        return incident
    words = entry.changed_words
    saved = entry.save()
    if incident:
        desk.log_change(request, saved, [{"changed": {"fields": words}}])
    else:
        desk.log_addition(request, saved, [{"added": {}}])
        unfinished.remember(request, entry.token)
    return saved


def _entered_before(entry: Entry) -> Incident | None:
    """What this very form was saved as already; nobody is told of somebody else's."""
    token = entry.token
    return token and Incident.objects.filter(entry_token=token, created_by=entry.by).first()


def _to_the_first(request: HttpRequest, first: Incident) -> HttpResponse:
    actions.forget_unfinished(owner=request.user, token=first.entry_token)
    unfinished.keep_what_differs(request, first.entry_token)
    messages.info(request, said(_("This form was saved already"), first))
    return HttpResponseRedirect(reverse("admin:events_incident_change", args=[first.pk]))


def _raced(desk, request: HttpRequest, object_id: str | None) -> HttpResponse:
    """Somebody wrote at the same moment; reading again finds what stands in the way, or the next try succeeds."""
    incident = wanted(desk, request, object_id)
    entry = judged(request, incident, request.POST)
    if incident is None and (first := _entered_before(entry)):
        return _to_the_first(request, first)
    entry.failure = _("Somebody saved the same report or claim at this moment. Look again, then save again.")
    return page(desk, request, entry)


def page(desk, request: HttpRequest, entry: Entry, *, is_checked=False, overtaken=None, kept=None) -> HttpResponse:
    """The form as it stands; HTTP 409 when somebody else changed the same."""
    incident = entry.instance if entry.instance.pk else None
    context = desk.admin_site.each_context(request) | {
        "title": incident.code if incident else _("New incident from a report"),
        "opts": desk.opts,
        "entry": entry,
        "incident": incident,
        "standing": status_words(incident) if incident else "",
        "estimates": incident.estimates.standing().select_related("combatants_of") if incident else [],
        "graded": graded(incident) if incident else None,
        "moves": steps(incident, request.user, BESIDE_THE_ENTRY) if incident else [],
        "is_checked": is_checked,
        "overtaken": overtaken,
        "hints": hints(data=entry.data, incident=incident),
        "kept": kept,
        "offered": unfinished.of_incident(request.user, incident) if incident and entry.data is None else None,
    }
    return render(request, "admin/events/incident/change_form.html", context, status=409 if overtaken else 200)


def _with_more_rows(request: HttpRequest, incident: Incident | None, rows: str, field: str) -> Entry:
    """What was typed, with blank rows more, the cursor in the first of them."""
    data = with_more_rows(request.POST, rows.removesuffix("s"))
    entry = Entry(by=request.user, incident=incident, data=data).unjudged()
    entry.begin_at(getattr(entry, rows).forms[-ROWS_AT_ONCE], field)
    return entry


def _with_proposed_grade(request: HttpRequest, incident: Incident) -> Entry:
    data = request.POST.copy()
    data["grade"] = graded(incident).proposal.grade
    return Entry(by=request.user, incident=incident, data=data).unjudged()


def _with_copied_claim(request: HttpRequest, incident: Incident | None) -> Entry:
    """What was typed, and one more claim of the last one's claimant, the cursor in its words."""
    data, row = with_copied_claim(request.POST)
    entry = Entry(by=request.user, incident=incident, data=data).unjudged()
    entry.begin_at(entry.claims.forms[row], "quote")
    return entry


def _carried(request: HttpRequest) -> Report | None:
    """The report that "enter the next from the same report" brought along."""
    carried = request.GET.get("report", "")
    return Report.objects.filter(pk=carried).first() if carried.isascii() and carried[:18].isdigit() else None


def said(what: str, incident: Incident):
    """A message with the incident's code and where readers, or only staff, find it now."""
    query = f"dataset={incident.dataset.slug}"
    if incident.status != Status.PUBLISHED:
        query += f"&status={incident.status}"
    return format_html(
        '{}: <a href="{}">{}</a>. <a href="{}?{}">{}</a>',
        what,
        reverse("admin:events_incident_change", args=[incident.pk]),
        incident.code,
        reverse("dashboard"),
        query,
        _("See it on the dashboard"),
    )


def _after(do: str, incident: Incident, entry: Entry) -> str:
    if do != "next":
        return reverse("admin:events_incident_change", args=[incident.pk])
    report = entry.report.report or entry.only_report
    address = reverse("admin:events_incident_add")
    return f"{address}?report={report.pk}" if report else address
