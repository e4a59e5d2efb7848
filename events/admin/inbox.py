"""The reading inbox: links to reports that somebody is still to read, and what became of each."""

from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events import actions
from events.choices import LeadState
from events.forms.inbox import Known, LinksForm
from events.models import Lead, Report

AT_ONCE = 50
LONGEST_NOTE = 300


def inbox_view(site, request: HttpRequest) -> HttpResponse:
    """GET shows, `show` mine, unread or closed; POST `do` is add, or assign-, drop- or again- with a link's number."""
    if not request.user.has_perm("events.add_lead"):
        raise PermissionDenied
    form = LinksForm(label_suffix="")
    if request.method == "POST":
        do, _dash, number = request.POST.get("do", "").partition("-")
        if do == "add":
            form = LinksForm(request.POST, label_suffix="")
            if form.is_valid():
                _add(request, form)
                return _back(request)
        else:
            _change(request, do, _lead(number))
            return _back(request)
    return render(request, "admin/inbox.html", _context(site, request, form))


def _context(site, request: HttpRequest, form: LinksForm) -> dict:
    shows = {
        "mine": (_("Mine, to be read"), Lead.objects.unread().assigned_to(request.user)),
        "unread": (_("To be read"), Lead.objects.unread()),
        "closed": (_("Read or dropped"), Lead.objects.closed()),
    }
    show = request.GET.get("show") if request.GET.get("show") in shows else "unread"
    page = Paginator(shows[show][1].with_people(), AT_ONCE).get_page(request.GET.get("page"))
    return site.each_context(request) | {
        "title": _("Reports to read"),
        "form": form,
        "tabs": [(name, label, leads.count(), name == show) for name, (label, leads) in shows.items()],
        "show": show,
        "page": page,
        "readers": User.objects.filter(is_active=True, is_staff=True).order_by("username"),
    }


def _back(request: HttpRequest) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse('admin:events_inbox')}?show={request.GET.get('show', 'unread')}")


def _lead(number: str) -> Lead | None:
    return Lead.objects.filter(pk=number[:18]).first() if number.isascii() and number.isdecimal() else None


def _add(request: HttpRequest, form: LinksForm) -> None:
    mine = request.user if form.cleaned_data["is_mine"] else None
    added = len(actions.note_leads(found=form.fresh, by=request.user, assigned_to=mine))
    if added:
        messages.success(request, ngettext("%(count)s link added.", "%(count)s links added.", added) % {"count": added})
    for known in form.known:
        messages.warning(request, _said(known))


def _said(known: Known) -> str:
    if known.report:
        return _("Recorded already: %(report)s") % {"report": known.report}
    state = {"link": known.lead, "state": known.lead.get_state_display()}
    return _("In the inbox already, %(state)s: %(link)s") % state


def _change(request: HttpRequest, do: str, lead: Lead | None) -> None:
    """Somebody may have closed it in the meantime; then it stays as it is, and the page says so."""
    if lead is None or (lead.state != LeadState.UNREAD) != (do == "again"):
        messages.error(request, _("This link was changed by somebody else; look again."))
    elif do == "assign":
        to = request.POST.get(f"to-{lead.pk}", "")
        reader = User.objects.filter(pk=to[:9], is_active=True, is_staff=True).first() if to.isdecimal() else None
        actions.assign_lead(lead=lead, to=reader, by=request.user)
    elif do == "drop":
        note = request.POST.get(f"note-{lead.pk}", "").strip()[:LONGEST_NOTE]
        if not note:
            messages.error(request, _("Say why it is not for this record: %(link)s") % {"link": lead})
            return
        actions.close_lead(lead=lead, by=request.user, note=note)
        messages.success(request, _("Dropped: %(link)s") % {"link": lead})
    elif do == "again":
        actions.reopen_lead(lead=lead, by=request.user)


def carried(request: HttpRequest) -> Lead | None:
    """The unread link that "enter from this" brought along."""
    lead = _lead(request.GET.get("lead", ""))
    return lead if lead and lead.state == LeadState.UNREAD else None


def begin_from(lead: Lead | None, entry) -> None:
    """Fill the report of a blank entry with what the inbox knows of it."""
    if lead is not None:
        recorded = Report.objects.filter(url=lead.url).select_related("publisher").first()
        entry.report.carry(recorded, url=lead.url, headline=lead.headline)


def close_with(request: HttpRequest, report: Report | None) -> None:
    """The link that an entry began from was read, now that its report is recorded."""
    lead = carried(request)
    if lead is not None and report is not None:
        actions.close_lead(lead=lead, by=request.user, report=report)
        messages.success(request, _("Read, and off the inbox: %(link)s") % {"link": lead})
