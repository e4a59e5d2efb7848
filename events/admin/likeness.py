"""The desk's pages of likely duplicates: hints beside the form, the queue of pairs, merging and undoing it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from events import actions
from events.admin.queue import Queue
from events.analytics.pairs import laid_out, side_by_side
from events.choices import Answer, Status
from events.forms.beside import hints
from events.models import Incident, Likeness, Merge

PAGE = 10
ANSWERS = {
    "same": (Answer.SAME, None),
    "first-part": (Answer.PART, 0),
    "second-part": (Answer.PART, 1),
    "different": (Answer.DIFFERENT, None),
}
"""What the buttons under a pair say: the answer, and which of the two is the part."""


def addresses(site) -> list:
    """The addresses of this module, for the desk (`site`)."""
    return [
        path("likenesses/hints/", site.admin_view(hints_view), name="events_hints"),
        path("likenesses/", site.admin_view(queue_view), {"site": site}, name="events_likenesses"),
        path("likenesses/beside/", site.admin_view(beside_view), {"site": site}, name="events_beside"),
        path("likenesses/answer/", site.admin_view(answer_view), name="events_answer"),
        path("merges/new/", site.admin_view(merge_view), {"site": site}, name="events_merge"),
        path("merges/<int:pk>/undo/", site.admin_view(undo_view), name="events_undo_merge"),
    ]


def waiting() -> Queue:
    """The pairs that a person is asked about, for the desk's index."""
    return Queue(_("Likely the same"), Likeness.objects.waiting().count(), reverse("admin:events_likenesses"))


@require_POST
@never_cache
def hints_view(request: HttpRequest) -> HttpResponse:
    """A fragment: what looks like the entry being typed; ?incident= is the id of one being changed."""
    _must(request, "events.add_incident")
    pk = request.GET.get("incident", "")
    incident = get_object_or_404(Incident, pk=pk) if pk.isascii() and pk[:18].isdigit() else None
    found = hints(data=request.POST, incident=incident)
    return render(request, "admin/likeness/_hints.html", {"hints": found})


@require_safe
def queue_view(request: HttpRequest, site) -> HttpResponse:
    """Pairs that wait for an answer; ?show=answered for those that have one, ?show=merged for merges."""
    _must(request, "events.view_likeness")
    show = request.GET.get("show", "waiting")
    rows = {
        "waiting": Likeness.objects.waiting,
        "answered": Likeness.objects.answered,
        "merged": Merge.objects.select_related("loser", "winner", "merged_by", "undone_by").all,
    }.get(show)
    if rows is None:
        raise Http404(_("There is no such list."))
    page = Paginator(rows(), PAGE).get_page(request.GET.get("page"))
    context = site.each_context(request) | {
        "title": _("Likely the same"),
        "show": show,
        "page": page,
        "pairs": [] if show == "merged" else side_by_side(page.object_list),
        "merges": page.object_list if show == "merged" else [],
        "waiting": Likeness.objects.waiting().count(),
    }
    return render(request, "admin/likeness/queue.html", context)


@require_safe
def beside_view(request: HttpRequest, site) -> HttpResponse:
    """Any two incidents side by side, by their codes `one` and `other`, with what was answered of them."""
    _must(request, "events.view_likeness")
    codes = [request.GET.get(name, "").strip() for name in ("one", "other")]
    found = {incident.code: incident for code in codes for incident in Incident.objects.coded(code)}
    missing = [code for code in codes if code.upper() not in found]
    if missing or len(found) != 2:
        said = _("No incident has the code %(codes)s.") % {"codes": _(", ").join(missing)}
        messages.error(request, said if missing else _("That is one incident, not two."))
        return HttpResponseRedirect(reverse("admin:events_likenesses"))
    first, second = sorted(found.values(), key=lambda incident: incident.pk)
    row = Likeness.objects.between(first, second).first() or Likeness(first=first, second=second)
    context = site.each_context(request) | {"title": _("Side by side"), "pairs": side_by_side([row])}
    return render(request, "admin/likeness/beside.html", context)


@require_POST
def answer_view(request: HttpRequest) -> HttpResponse:
    """POST `first`, `second` (ids), `answer` (a key of ANSWERS) and a `note`; *same* of one dataset leads on to a merge."""
    _must(request, "events.change_incident")
    two = _two(request, "first", "second")
    if request.POST.get("answer") not in ANSWERS:
        raise Http404(_("There is no such answer."))
    said, part = ANSWERS[request.POST["answer"]]
    try:
        actions.answer(
            one=two[0],
            other=two[1],
            said=said,
            part=None if part is None else two[part],
            note=request.POST.get("note", ""),
            by=request.user,
        )
    except actions.AnswerRefused as why:
        messages.error(request, str(why))
        return HttpResponseRedirect(reverse("admin:events_likenesses"))
    messages.success(request, _answered(two, said))
    if said == Answer.SAME and two[0].dataset_id == two[1].dataset_id:
        return HttpResponseRedirect(_address("merge", one=two[0].code, other=two[1].code))
    return HttpResponseRedirect(reverse("admin:events_likenesses"))


def merge_view(request: HttpRequest, site) -> HttpResponse:
    """GET `one` and `other` (codes): which to keep, and why. POST `first`, `second`, `keep` (ids) and `because`."""
    _must(request, "events.change_incident")
    if request.method == "POST":
        first, second = two = _two(request, "first", "second")
        winner = next((one for one in two if str(one.pk) == request.POST.get("keep")), None)
        problem = _merged(request, second if winner == first else first, winner)
        if problem is None:
            return HttpResponseRedirect(reverse("admin:events_incident_change", args=[winner.pk]))
    else:
        two, winner, problem = _coded(request), None, ""
    laid = laid_out(one.pk for one in two)
    sides = [laid[one.pk] for one in two]
    context = site.each_context(request) | {
        "title": _("Merge two incidents"),
        "sides": sides,
        "keep": (winner or _likelier_kept(sides)).pk,
        "because": request.POST.get("because", ""),
        "problem": problem,
    }
    return render(request, "admin/likeness/merge.html", context, status=400 if problem else 200)


@require_POST
def undo_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Give back what a merge moved."""
    _must(request, "events.change_incident")
    merge = get_object_or_404(Merge.objects.select_related("loser", "winner"), pk=pk)
    try:
        undone = actions.undo_merge(merge=merge, by=request.user)
    except actions.MergeRefused as why:
        messages.error(request, str(why))
        return HttpResponseRedirect(f"{reverse('admin:events_likenesses')}?show=merged")
    for sentence in undone.left:
        messages.warning(request, sentence)
    messages.success(request, _("Undone: %(code)s stands by itself again.") % {"code": merge.loser.code})
    return HttpResponseRedirect(reverse("admin:events_incident_change", args=[merge.loser_id]))


def leads_on(request: HttpRequest, incident: Incident) -> HttpResponse:
    """Where the entry page of a merged incident leads: to the kept one, with the way to undo it."""
    row = incident.merges_away.select_related("merged_by", "winner").get(undone_at=None)
    said = _("%(loser)s was merged into %(winner)s by %(name)s: %(because)s") % {
        "loser": incident.code,
        "winner": row.winner.code,
        "name": row.merged_by.get_username(),
        "because": row.because,
    }
    undo = format_html('<a href="{}?show=merged">{}</a>', reverse("admin:events_likenesses"), _("Merges, to undo it"))
    messages.warning(request, format_html("{} {}", said, undo))
    return HttpResponseRedirect(reverse("admin:events_incident_change", args=[incident.kept.pk]))


def merged_meanwhile(incident: Incident) -> str:
    """What whoever was changing an incident is told when it was merged before they saved."""
    return _(
        "%(code)s was merged into %(kept)s while you were writing. Nothing of yours is saved, or lost: enter it there."
    ) % {
        "code": incident.code,
        "kept": incident.kept.code,
    }


# --- pieces ----------------------------------------------------------------------------------------------------------
def _must(request: HttpRequest, permission: str) -> None:
    if not request.user.has_perm(permission):
        raise PermissionDenied


def _two(request: HttpRequest, *names: str) -> list[Incident]:
    ids = [request.POST.get(name, "")[:18] for name in names]
    if not all(pk.isascii() and pk.isdigit() for pk in ids):
        raise Http404(_("There is no such incident."))
    return [get_object_or_404(Incident.objects.select_related("dataset"), pk=pk) for pk in ids]


def _coded(request: HttpRequest) -> list[Incident]:
    found = [get_object_or_404(Incident.objects.coded(request.GET.get(name, ""))) for name in ("one", "other")]
    if found[0] == found[1]:
        raise Http404(_("That is one incident, not two."))
    return found


def _merged(request: HttpRequest, loser: Incident, winner: Incident | None) -> str | None:
    """What stands in the way of the merge; None when it is done."""
    if winner is None:
        return _("Choose which of the two to keep.")
    try:
        actions.merge(loser=loser, winner=winner, by=request.user, because=request.POST.get("because", ""))
    except actions.MergeRefused as why:
        return str(why)
    said = _("%(loser)s is merged into %(winner)s; its address leads there from now on.")
    messages.success(request, said % {"loser": loser.code, "winner": winner.code})
    return None


def _likelier_kept(sides: list[Incident]) -> Incident:
    """Readers' one, else the one with more claims, else the one entered first."""
    return min(sides, key=lambda one: (one.status != Status.PUBLISHED, -len(one.said), one.pk))


def _answered(two: list[Incident], said: Answer) -> str:
    codes = ", ".join(one.code for one in two)
    return format_html(
        '{}: {}. <a href="{}">{}</a>',
        codes,
        said.label,
        _address("beside", one=two[0].code, other=two[1].code),
        _("Change"),
    )


def _address(name: str, **query: str) -> str:
    asked = "&".join(f"{key}={value}" for key, value in query.items())
    return f"{reverse(f'admin:events_{name}')}?{asked}"
