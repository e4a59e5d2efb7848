"""The incident's page: one entry with its parts, the steps of the workflow, and the list as a work queue."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Prefetch, ProtectedError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.formats import time_format
from django.utils.html import format_html
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events import actions, dates, workflow
from events.admin import number
from events.admin.desk import DeskAdmin
from events.admin.queue import QueueFilter
from events.choices import Harm, Status, VictimGroup
from events.figures import range_text
from events.forms.entry import ROWS_AT_ONCE, Entry, status_words, with_more_rows
from events.models import Incident, Involvement, Report

MORE_ROWS = {"add-actor": ("involvements", "actor"), "add-claim": ("claims", "claimant")}
SAVES = {"save", "submit", "next"}


@admin.register(Incident)
class IncidentAdmin(DeskAdmin):
    list_display = ["what", "state", "day", "where", "who", "killed", "entered_by"]
    list_display_links = ["what"]
    list_filter = [QueueFilter, "status", "dataset", "type", "grade"]
    search_fields = ["code", "title", "place__name"]
    search_help_text = gettext_lazy("Code, title or place")
    ordering = ["-updated_at"]

    # --- the list ------------------------------------------------------------------------------------------------
    def get_queryset(self, request):
        involved = Involvement.objects.perpetrators().select_related("actor")
        return (
            super()
            .get_queryset(request)
            .with_figure(Harm.KILLED, VictimGroup.ALL)
            .select_related("place", "created_by", "dataset")
            .prefetch_related(Prefetch("involvements", involved, to_attr="perpetrators"))
        )

    @admin.display(description=gettext_lazy("incident"), ordering="code")
    def what(self, incident):
        return format_html('<span class="code">{}</span> <span>{}</span>', incident.code, incident.title)

    @admin.display(description=gettext_lazy("status"), ordering="status")
    def state(self, incident):
        if incident.changed_since_review:
            return format_html("{}<small>{}</small>", incident.get_status_display(), _("changed since review"))
        return incident.get_status_display()

    @admin.display(description=gettext_lazy("date"), ordering="date_start")
    def day(self, incident):
        return dates.text(incident.date_start, incident.date_end, incident.date_precision, incident.part_of_day or None)

    @admin.display(description=gettext_lazy("place"), ordering="place__name")
    def where(self, incident):
        return format_html("<bdi>{}</bdi>", incident.place.name)

    @admin.display(description=gettext_lazy("perpetrators"))
    def who(self, incident):
        return ", ".join(involvement.actor.name for involvement in incident.perpetrators) or _("not attributed")

    @admin.display(description=gettext_lazy("killed"), ordering="low")
    def killed(self, incident):
        return range_text(incident.low, incident.high)

    @admin.display(description=gettext_lazy("entered by"), ordering="created_by__username")
    def entered_by(self, incident):
        return incident.created_by.get_username() if incident.created_by else _("loaded")

    # --- entering ------------------------------------------------------------------------------------------------
    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        incident = self._wanted(request, object_id)
        do = request.POST.get("do", "check")
        if request.method != "POST":
            return self._page(request, Entry(by=request.user, incident=incident, report=_carried(request)))
        if do in MORE_ROWS:
            return self._page(request, _with_more_rows(request, incident, *MORE_ROWS[do]))
        if do not in SAVES:
            return self._page(request, _judged(request, incident), is_checked=True)
        try:
            with transaction.atomic():
                return self._save(request, object_id, do)
        except (IntegrityError, ProtectedError):
            return self._raced(request, object_id)

    def _wanted(self, request: HttpRequest, object_id: str | None) -> Incident | None:
        """None for a new incident. Raises PermissionDenied or Http404."""
        if object_id is None:
            if not self.has_add_permission(request):
                raise PermissionDenied
            return None
        incident = self.get_object(request, object_id)
        if incident is None:
            raise Http404(_("There is no such incident."))
        if not self.has_change_permission(request, incident):
            raise PermissionDenied
        return incident

    def _save(self, request: HttpRequest, object_id: str | None, do: str) -> HttpResponse:
        if object_id is not None:
            list(Incident.objects.select_for_update().filter(pk=object_id).values_list("pk"))
        incident = self._wanted(request, object_id)
        entry = _judged(request, incident)
        if incident and request.POST.get("version") != incident.updated_at.isoformat():
            return self._page(request, entry, stale=incident)
        if not entry.is_valid:
            return self._page(request, entry)
        is_new = incident is None
        if is_new or entry.has_changed:
            words = entry.changed_words
            incident = entry.save()
            changes = [{"added": {}} if is_new else {"changed": {"fields": words}}]
            (self.log_addition if is_new else self.log_change)(request, incident, changes)
        if do == "submit" and incident.status == Status.DRAFT:
            incident = actions.move(incident=incident, step=workflow.SUBMIT, by=request.user)
        for advice in entry.advice:
            messages.warning(request, advice)
        messages.success(request, _said(_("Saved"), incident))
        return HttpResponseRedirect(_after(do, incident, entry))

    def _raced(self, request: HttpRequest, object_id: str | None) -> HttpResponse:
        """Somebody wrote at the same moment; reading again finds what stands in the way, or the next try succeeds."""
        entry = _judged(request, self._wanted(request, object_id))
        entry.failure = _("Somebody saved the same report or claim at this moment. Look again, then save again.")
        return self._page(request, entry)

    def _page(self, request: HttpRequest, entry: Entry, *, is_checked=False, stale=None) -> HttpResponse:
        incident = entry.instance if entry.instance.pk else None
        context = self.admin_site.each_context(request) | {
            "title": incident.code if incident else _("New incident from a report"),
            "opts": self.opts,
            "entry": entry,
            "incident": incident,
            "standing": status_words(incident) if incident else "",
            "estimates": incident.estimates.standing().select_related("combatants_of") if incident else [],
            "moves": _moves(incident, request.user) if incident else [],
            "is_checked": is_checked,
            "stale": stale,
            "stale_at": time_format(localtime(stale.updated_at), "H:i") if stale else "",
        }
        return render(request, "admin/events/incident/change_form.html", context, status=409 if stale else 200)

    # --- the workflow --------------------------------------------------------------------------------------------
    def get_urls(self) -> list:
        move = self.admin_site.admin_view(self.move_view)
        return [path("<int:pk>/move/", move, name="events_incident_move"), *number.urls(self), *super().get_urls()]

    def move_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """POST `step` (a name of workflow.MOVES), and `reason` where the step needs one."""
        incident = get_object_or_404(Incident, pk=pk)
        step = workflow.MOVES.get(request.POST.get("step", ""))
        if request.method != "POST" or step is None:
            raise Http404(_("There is no such step."))
        if not self.has_change_permission(request, incident):
            raise PermissionDenied
        try:
            incident = actions.move(
                incident=incident, step=step, by=request.user, reason=request.POST.get("reason", "")
            )
        except workflow.MoveRefused as why:
            messages.error(request, str(why))
        else:
            self.log_change(request, incident, f"{step.label}: {request.POST.get('reason', '')}".rstrip(": "))
            messages.success(request, _said(incident.get_status_display().capitalize(), incident))
        return HttpResponseRedirect(reverse("admin:events_incident_change", args=[pk]))


def _judged(request: HttpRequest, incident: Incident | None) -> Entry:
    entry = Entry(by=request.user, incident=incident, data=request.POST)
    entry.is_valid  # noqa: B018 - reads what was typed; the page then says what was understood
    return entry


def _with_more_rows(request: HttpRequest, incident: Incident | None, rows: str, field: str) -> Entry:
    """What was typed, with blank rows more, the cursor in the first of them."""
    data = with_more_rows(request.POST, rows.removesuffix("s"))
    entry = Entry(by=request.user, incident=incident, data=data).unjudged()
    entry.begin_at(getattr(entry, rows).forms[-ROWS_AT_ONCE], field)
    return entry


def _carried(request: HttpRequest) -> Report | None:
    """The report that "enter the next from the same report" brought along."""
    carried = request.GET.get("report", "")
    return Report.objects.filter(pk=carried).first() if carried.isascii() and carried[:18].isdigit() else None


def _said(what: str, incident: Incident):
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


def _moves(incident: Incident, user) -> list[dict]:
    """The steps beside the form: each possible one, and those that another person could take. Submitting saves too, so
    its button stands under the form."""
    steps = []
    for step in workflow.MOVES.values():
        is_offered = step is not workflow.SUBMIT and incident.status in step.leaves and user.has_perm(step.permission)
        if not is_offered or (step is workflow.PUBLISH and not _awaits_review(incident)):
            continue
        own = step.four_eyes and incident.created_by_id == user.pk
        label = _("Confirm the changes") if incident.status == step.reaches else step.label
        steps.append({"step": step, "label": label, "is_own": own})
    return steps


def _awaits_review(incident: Incident) -> bool:
    return incident.status == Status.IN_REVIEW or incident.changed_since_review
