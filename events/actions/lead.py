from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from events.actions.acting import acting
from events.choices import LeadState
from events.models import Lead, Report


@transaction.atomic
def note_leads(*, found: Iterable[tuple[str, str]], by, assigned_to=None) -> list[Lead]:
    """Put (address, headline) pairs into the inbox. An address that is there already is left as it is."""
    acting(by=by)
    found = dict(found)
    known = set(Lead.objects.filter(url__in=found).values_list("url", flat=True))
    new = {url: headline for url, headline in found.items() if url not in known}
    leads = (Lead(url=url, headline=headline, added_by=by, assigned_to=assigned_to) for url, headline in new.items())
    Lead.objects.bulk_create(leads, ignore_conflicts=True)
    return list(Lead.objects.filter(url__in=new))


@transaction.atomic
def assign_lead(*, lead: Lead, to, by) -> Lead:
    """Say who reads it; None for nobody in particular."""
    acting(by=by)
    lead.assigned_to = to
    lead.save(update_fields=["assigned_to"])
    return lead


@transaction.atomic
def close_lead(*, lead: Lead, by, report: Report | None = None, note: str = "") -> Lead:
    """It was read, and `report` came of it; or, without one, it is not for this record, with a note why."""
    acting(by=by, why=note)
    lead.state = LeadState.DROPPED if report is None else LeadState.READ
    lead.report, lead.note, lead.closed_at = report, note or lead.note, timezone.now()
    lead.save(update_fields=["state", "report", "note", "closed_at"])
    return lead


@transaction.atomic
def reopen_lead(*, lead: Lead, by) -> Lead:
    """It is to be read after all; what came of it before stays recorded where it is."""
    acting(by=by)
    lead.state, lead.report, lead.closed_at = LeadState.UNREAD, None, None
    lead.save(update_fields=["state", "report", "closed_at"])
    return lead
