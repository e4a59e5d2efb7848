from django.http import HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _

from events.analytics import evidence
from events.analytics.answers import framing
from events.analytics.listing import page
from events.analytics.narrative import days
from events.analytics.pairs import correspondences
from events.analytics.record import whole
from events.models import Incident
from events.selection.filters import PresentationForm
from events.selection.sentence import day_text
from events.views.asking import asks, asks_as_of, may_enter, page_context
from events.views.laid_out import laid_out


@asks
def incident_list(request, selection):
    """The list behind every number."""
    found = page(selection)
    seen, facets = framing(selection, with_status=may_enter(request))
    context = page_context(request, selection) | {
        "page": found.incidents,
        "total": seen.total,
        "rules": seen.rules,
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
        "rules": seen.rules,
        "next_address": found.after and selection.address(after=found.after),
        "previous_address": selection.address() if "after" in selection.data else None,
        "facets": facets,
        "aggregates": evidence.aggregates(selection, window=covered(grouped)) if grouped else [],
    }
    return render(request, "events/timeline.html", context)


def covered(grouped):
    """First and last day of a page of the narrative, so that wider claims stand on the page whose days they speak of."""
    return min(day.start for day in grouped), max(day.end for day in grouped)


@asks_as_of
def incident_detail(request, as_of, code):
    """One incident with everything said about it by a day; 410 with the reason where it was retracted."""
    found = Incident.objects.coded(code)
    incident = whole(found.visible_to(request.user).unmerged(), as_of).first()
    if incident is None:
        return elsewhere(request, found)
    if as_of and not found.known_by(as_of).exists():
        return not_known_yet(request, incident, as_of)
    context = page_context(request) | {"as_of": as_of}
    context["correspondences"] = correspondences(incident, request.user, as_of)
    context |= laid_out(incident, context["answered_at"], as_of)
    return render(request, "events/incident_detail.html", context)


def not_known_yet(request, incident, as_of):
    """HTTP 404: no report published by that day tells of the incident; where it is told of today."""
    said = _("No report published by %(day)s tells of it.") % {"day": day_text(as_of)}
    title = _("%(code)s was not known yet") % {"code": incident.code}
    context = {"status": 404, "title": title, "problems": [(incident.code, said)], "today": incident.get_absolute_url()}
    return render(request, "events/problem.html", page_context(request) | context, status=404)


def elsewhere(request, found):
    """Where a code leads that shows no incident: 301 where it was merged, 410 where it was retracted, or else 404."""
    merged = found.leading_on(request.user).first()
    if merged:
        return leads_on(request, merged)
    return withdrawn(request, get_object_or_404(found.retracted()))


def leads_on(request, merged):
    """HTTP 301 to the incident that was kept, for ever; asked again each time, since a merge can be undone."""
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    answer = HttpResponsePermanentRedirect(f"{merged.kept.get_absolute_url()}{query}")
    patch_cache_control(answer, no_cache=True)
    return answer


def withdrawn(request, incident):
    """HTTP 410: the incident was public and is no longer; the reason, and no number."""
    said = _("%(code)s was retracted: %(reason)s") % {"code": incident.code, "reason": incident.retracted_because}
    context = {"status": 410, "title": _("This incident was retracted"), "problems": [(incident.code, said)]}
    return render(request, "events/problem.html", page_context(request) | context, status=410)
