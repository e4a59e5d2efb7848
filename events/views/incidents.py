from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from events.analytics import evidence
from events.analytics.answers import framing
from events.analytics.listing import page
from events.analytics.narrative import days
from events.analytics.record import whole
from events.models import Incident
from events.selection.filters import PresentationForm
from events.views.asking import asks, may_enter, page_context
from events.views.laid_out import laid_out


@asks
def incident_list(request, selection):
    """The list behind every number."""
    found = page(selection)
    seen, facets = framing(selection, with_status=may_enter(request))
    context = page_context(request, selection) | {
        "page": found.incidents,
        "total": seen.total,
        "next_address": found.after and selection.address(after=found.after),
        "previous_address": selection.address() if "after" in selection.data else None,
        "sort": selection.shown["sort"] or "-date",
        "sort_addresses": {name: selection.address(sort=name) for name in PresentationForm.SORTS},
        "columns": selection.shown["columns"],
        "facets": facets,
    }
    return render(request, "events/incident_list.html", context)


@asks
def timeline(request, selection):
    """The narrative, day by day."""
    grouped, found = days(selection)
    seen, facets = framing(selection, with_status=may_enter(request))
    context = page_context(request, selection) | {
        "days": grouped,
        "total": seen.total,
        "next_address": found.after and selection.address(after=found.after),
        "previous_address": selection.address() if "after" in selection.data else None,
        "facets": facets,
        "aggregates": evidence.aggregates(selection, window=covered(grouped)) if grouped else [],
    }
    return render(request, "events/timeline.html", context)


def covered(grouped):
    """First and last day of a page of the narrative, so that wider claims stand on the page whose days they speak of."""
    return min(day.start for day in grouped), max(day.end for day in grouped)


@require_safe
def incident_detail(request, code):
    """One incident with everything said about it; 410 with the reason where it was retracted."""
    found = Incident.objects.coded(code)
    incident = whole(found.visible_to(request.user)).first()
    if incident is None:
        return withdrawn(request, get_object_or_404(found.retracted()))
    context = page_context(request)
    context |= laid_out(incident, context["answered_at"])
    return render(request, "events/incident_detail.html", context)


def withdrawn(request, incident):
    """HTTP 410: the incident was public and is no longer; the reason, and no number."""
    said = _("%(code)s was retracted: %(reason)s") % {"code": incident.code, "reason": incident.retracted_because}
    context = {"status": 410, "title": _("This incident was retracted"), "problems": [(incident.code, said)]}
    return render(request, "events/problem.html", page_context(request) | context, status=410)
