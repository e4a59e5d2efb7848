"""The page "How the number is made": the rules side by side, a rule of the incident's own, numbers decided."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.translation import gettext as _

from events import actions
from events.analytics.evidence import claims_on
from events.analytics.reasoning import reasoning
from events.choices import RuleName, Status
from events.forms.number import DecisionForm, RuleForm, TakeBackForm
from events.models import Decision, Incident


def urls(model_admin) -> list:
    """The page of each incident, under its own in the entry desk."""

    def view(request: HttpRequest, pk: int) -> HttpResponse:
        return number_view(model_admin, request, pk)

    return [path("<int:pk>/number/", model_admin.admin_site.admin_view(view), name="events_incident_number")]


def number_view(model_admin, request: HttpRequest, pk: int) -> HttpResponse:
    """GET shows; POST `do` is rule, decide, or back-<id of a decision>."""
    incident = get_object_or_404(Incident.objects.select_related("dataset"), pk=pk)
    if not model_admin.has_change_permission(request, incident):
        raise PermissionDenied
    if incident.status == Status.MERGED:
        raise Http404(_("This incident was merged into another; its claims are there."))
    do = request.POST.get("do", "") if request.method == "POST" else ""
    initial = {"rule": incident.rule, "because": incident.rule_because}
    forms = {
        "rule": RuleForm(_data(request, do == "rule"), prefix="rule", dataset=incident.dataset, initial=initial),
        "decide": DecisionForm(_data(request, do == "decide"), prefix="decide"),
    }
    back = _wanted(incident, do)
    forms["back"] = TakeBackForm(_data(request, back is not None), prefix="back")
    form = forms.get("back" if back else do)
    if form is not None and form.is_valid():
        said = _done(incident, do, back, form, request.user)
        model_admin.log_change(request, incident, said)
        messages.success(request, said)
        return HttpResponseRedirect(reverse("admin:events_incident_number", args=[pk]))
    return _page(model_admin, request, incident, forms, back)


def _data(request: HttpRequest, is_sent: bool):
    return request.POST if is_sent else None


def _wanted(incident: Incident, do: str) -> Decision | None:
    number = do.removeprefix("back-")
    if number == do or not number.isdecimal():
        return None
    return incident.decisions.filter(pk=number[:18]).first()


def _done(incident: Incident, do: str, back: Decision | None, form, by) -> str:
    cleaned = form.cleaned_data
    if back is not None:
        actions.undecide(decision=back, because=cleaned["because"], by=by)
        return _("The decision is taken back; the rule speaks again.")
    if do == "rule":
        rule = RuleName(cleaned["rule"]) if cleaned["rule"] else None
        actions.choose_rule(incident=incident, rule=rule, because=cleaned["because"], by=by)
        return _("The numbers are made again by this rule.")
    actions.decide(
        incident=incident,
        harm=cleaned["harm"],
        victims=cleaned["victims"],
        figure=form.figure,
        because=cleaned["because"],
        by=by,
    )
    return _("Decided.")


def _page(model_admin, request: HttpRequest, incident: Incident, forms: dict, back: Decision | None) -> HttpResponse:
    claims, _covering = claims_on(incident)
    decisions = list(incident.decisions.select_related("decided_by"))
    context = model_admin.admin_site.each_context(request) | {
        "title": _("How the number is made"),
        "opts": model_admin.opts,
        "incident": incident,
        "reasoning": reasoning(incident, claims, decisions),
        "decisions": decisions,
        "forms": forms,
        "asked_back": back,
        "problems": [form for form in forms.values() if form.errors],
    }
    return render(request, "admin/events/incident/number.html", context)
