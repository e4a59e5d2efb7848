"""The review of one incident: everything laid out to be checked, marks beside what matters, publish or return."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events import actions, workflow
from events.admin.steps import UNDER_THE_REVIEW, steps
from events.choices import Grade, Sensitivity, Status
from events.forms.entry import status_words
from events.forms.grade import graded
from events.forms.marks import Review
from events.models import Claim, ClaimStance, Incident

STEPS = {step.name: step for step in UNDER_THE_REVIEW}
TAKE_GRADE = "take-grade"


def urls(model_admin) -> list:
    """The page of each incident, under its own in the entry desk."""

    def view(request: HttpRequest, pk: int) -> HttpResponse:
        return review_view(model_admin, request, pk)

    return [path("<int:pk>/review/", model_admin.admin_site.admin_view(view), name="events_incident_review")]


def review_view(model_admin, request: HttpRequest, pk: int) -> HttpResponse:
    """GET shows; POST takes every mark and answer, then `do`: mark, submit, publish, return or take-grade."""
    incident = _wanted(pk)
    if not model_admin.has_change_permission(request, incident):
        raise PermissionDenied
    if incident.status == Status.MERGED:
        raise Http404(_("This incident was merged into another; its claims are there."))
    claims = _claims(incident)
    if request.method != "POST":
        return _page(model_admin, request, incident, Review(incident, claims))
    review = Review(incident, claims, request.POST)
    if review.errors:
        return _page(model_admin, request, incident, review)
    do = request.POST.get("do", "")
    if do == workflow.PUBLISH.name and review.was_overtaken:
        messages.error(request, workflow.changed_meanwhile())
        return _page(model_admin, request, incident, review, status=409)
    _write(request, incident, review)
    if do == TAKE_GRADE:
        _take_grade(model_admin, request, incident)
    elif do in STEPS:
        _step(model_admin, request, incident, STEPS[do])
    return HttpResponseRedirect(reverse("admin:events_incident_review", args=[pk]))


def _wanted(pk: int) -> Incident:
    people = ("created_by", "changed_by", "published_by")
    found = Incident.objects.select_related("dataset", "place__parent", *people).prefetch_related("involvements__actor")
    return get_object_or_404(found, pk=pk)


def _claims(incident: Incident) -> list[Claim]:
    stances = Prefetch("stances", ClaimStance.objects.select_related("actor").order_by("pk"))
    origins = ("derives_from__claimant", "derives_from__report__publisher")
    return list(incident.claims.with_sources().select_related(*origins).prefetch_related(stances))


@transaction.atomic
def _write(request: HttpRequest, incident: Incident, review: Review) -> None:
    """Answers first: a mark made in the same breath on the same matter is the later word."""
    settled = actions.settle(incident=incident, answers=review.answers, by=request.user)
    marked = [] if _is_author(incident, request.user) else review.marked
    actions.mark(incident=incident, marked=marked, by=request.user)
    if settled:
        messages.success(
            request, ngettext("%(count)s mark answered.", "%(count)s marks answered.", settled) % {"count": settled}
        )
    if marked:
        count = len(marked)
        messages.success(request, ngettext("%(count)s mark made.", "%(count)s marks made.", count) % {"count": count})


def _step(model_admin, request: HttpRequest, incident: Incident, step: workflow.Move) -> None:
    reason = request.POST.get("reason", "").strip()
    try:
        incident = actions.move(incident=incident, step=step, by=request.user, reason=reason, seen=incident.version)
    except workflow.MoveRefused as why:
        messages.error(request, str(why))
        return
    model_admin.log_change(request, incident, f"{step.label}: {reason}".rstrip(": "))
    messages.success(request, f"{incident.code}: {incident.get_status_display()}.")


def _take_grade(model_admin, request: HttpRequest, incident: Incident) -> None:
    proposal = graded(incident).proposal
    incident.grade = proposal.grade
    actions.record(incident=incident, by=request.user, why=proposal.reason)
    model_admin.log_change(request, incident, f"{_('Grade')}: {proposal.grade.label}. {proposal.reason}")
    messages.success(request, _("Grade: %(grade)s.") % {"grade": Grade(incident.grade).label})


def _page(model_admin, request: HttpRequest, incident: Incident, review: Review, *, status: int = 200) -> HttpResponse:
    may_publish = request.user.has_perm(workflow.PUBLISH.permission)
    offered = steps(incident, request.user, UNDER_THE_REVIEW, are_marks_settled_here=True)
    context = model_admin.admin_site.each_context(request) | {
        "title": _("Review of %(code)s") % {"code": incident.code},
        "opts": model_admin.opts,
        "incident": incident,
        "review": review,
        "standing": status_words(incident),
        "estimates": incident.estimates.standing().select_related("combatants_of"),
        "graded": graded(incident),
        "marks_it": not _is_author(incident, request.user),
        "steps": offered,
        "refusals": [one["refusal"] for one in offered if one["refusal"]],
        "readable": {Sensitivity.STAFF, Sensitivity.EDITORS} if may_publish else {Sensitivity.STAFF},
    }
    return render(request, "admin/events/incident/review.html", context, status=status)


def _is_author(incident: Incident, user) -> bool:
    return incident.created_by_id == user.pk
