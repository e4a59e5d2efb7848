"""The incident's page: one entry with its parts, the steps of the workflow, and the list as a work queue."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events import actions, dates, workflow
from events.admin import entering, history, number, review
from events.admin.desk import DeskAdmin
from events.admin.queue import QueueFilter
from events.choices import Harm, VictimGroup
from events.figures import range_text
from events.models import Incident, Involvement


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
        return entering.answer(self, request, object_id)

    # --- the workflow --------------------------------------------------------------------------------------------
    def get_urls(self) -> list:
        move = self.admin_site.admin_view(self.move_view)
        return [
            path("<int:pk>/move/", move, name="events_incident_move"),
            *number.urls(self),
            *history.urls(self),
            *review.urls(self),
            *super().get_urls(),
        ]

    def history_view(self, request: HttpRequest, object_id: str, extra_context=None) -> HttpResponse:
        return history.history_view(self, request, object_id)

    def move_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """POST `step` (a name of workflow.MOVES), and `reason` where the step needs one."""
        incident = get_object_or_404(Incident, pk=pk)
        step = workflow.MOVES.get(request.POST.get("step", ""))
        if request.method != "POST" or step is None:
            raise Http404(_("There is no such step."))
        if not self.has_change_permission(request, incident):
            raise PermissionDenied
        seen = request.POST.get("seen", "")[:9]
        try:
            incident = actions.move(
                incident=incident,
                step=step,
                by=request.user,
                reason=request.POST.get("reason", ""),
                seen=int(seen) if seen.isascii() and seen.isdigit() else None,
            )
        except workflow.MoveRefused as why:
            messages.error(request, str(why))
        else:
            self.log_change(request, incident, f"{step.label}: {request.POST.get('reason', '')}".rstrip(": "))
            messages.success(request, entering.said(incident.get_status_display().capitalize(), incident))
        return HttpResponseRedirect(reverse("admin:events_incident_change", args=[pk]))
