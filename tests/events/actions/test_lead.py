"""The inbox: links added once, given to somebody, and closed with what came of them."""

import pytest

from events.actions import assign_lead, close_lead, note_leads, reopen_lead
from events.choices import LeadState
from events.models import Lead, Report


@pytest.fixture
def lead(world) -> Lead:
    [made] = note_leads(found=[("https://news.example/1", "One")], by=world.people.analyst)
    return made


def test_a_link_is_added_once(world, lead):
    found = [("https://news.example/1", "Again"), ("https://news.example/2", "")]
    added = note_leads(found=found, by=world.people.editor, assigned_to=world.people.analyst)
    assert [(one.url, one.assigned_to) for one in added] == [("https://news.example/2", world.people.analyst)]
    lead.refresh_from_db()
    assert (lead.headline, lead.added_by, lead.state) == ("One", world.people.analyst, LeadState.UNREAD)


def test_it_is_given_to_somebody_and_taken_back(world, lead):
    for reader in (world.people.editor, None):
        assign_lead(lead=lead, to=reader, by=world.people.analyst)
        lead.refresh_from_db()
        assert lead.assigned_to == reader


def test_read_it_leads_to_its_report(world, lead):
    report = Report.objects.first()
    close_lead(lead=lead, by=world.people.analyst, report=report)
    lead.refresh_from_db()
    assert (lead.state, lead.report) == (LeadState.READ, report)
    assert list(Lead.objects.unread()) == []


def test_dropped_it_says_why_and_may_come_back(world, lead):
    close_lead(lead=lead, by=world.people.analyst, note="Sport")
    lead.refresh_from_db()
    assert (lead.state, lead.note, lead.closed_at is None) == (LeadState.DROPPED, "Sport", False)
    reopen_lead(lead=lead, by=world.people.analyst)
    assert list(Lead.objects.unread()) == [lead]
