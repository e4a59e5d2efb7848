"""The reading inbox: many links at once, told apart by name, and closed by what came of them."""

import pytest

from events.actions import note_leads
from events.choices import LeadState
from events.models import Incident, Lead, Report
from tests.events.admin.conftest import ADD, signed_in, typed

INBOX = "/admin/inbox/"


def add(client, *lines: str, **more) -> str:
    return client.post(INBOX, {"do": "add", "links": "\n".join(lines)} | more, follow=True).content.decode()


@pytest.fixture
def lead(world) -> Lead:
    [made] = note_leads(found=[("https://news.example/market", "A market in Ilm")], by=world.people.editor)
    return made


def test_readers_are_asked_to_sign_in(client, world):
    for reader in (client, signed_in(world.people.stranger)):
        assert reader.get(INBOX).status_code == 302


def test_many_at_once_and_what_is_known_is_told_by_name(analyst, lead):
    text = add(
        analyst,
        "https://news.example/new  A new one",
        "",
        "https://news.example/new",
        "https://news.example/market",
        "https://radio.example/ilm",
    )
    assert "1 link added." in text
    assert "In the inbox already, to be read: A market in Ilm" in text
    assert "Recorded already: Radio" in text
    assert "Ilm under fire" in text
    assert Lead.objects.get(url="https://news.example/new").headline == "A new one"
    assert Lead.objects.count() == 2


def test_a_line_that_is_no_address_adds_nothing_and_is_not_lost(analyst, world):
    answer = analyst.post(INBOX, {"do": "add", "links": "https://news.example/1\njavascript:alert(1)\nnot one"})
    text = answer.content.decode()
    assert "Not an address: “javascript:alert(1)”, “not”" in text
    assert "https://news.example/1" in text
    assert not Lead.objects.exists()


def test_nothing_and_too_much_are_refused(analyst, world):
    assert "Paste at least one address." in add(analyst)
    assert "At most 200 addresses at once." in add(analyst, *(f"https://news.example/{n}" for n in range(201)))
    assert not Lead.objects.exists()


def test_mine_are_mine(analyst, editor, world):
    add(analyst, "https://news.example/1", is_mine="on")
    assert [one.url for one in analyst.get(f"{INBOX}?show=mine").context["page"]] == ["https://news.example/1"]
    assert list(editor.get(f"{INBOX}?show=mine").context["page"]) == []


def test_given_to_somebody_and_dropped_with_a_note(analyst, lead, world):
    editor = world.people.editor
    analyst.post(INBOX, {"do": f"assign-{lead.pk}", f"to-{lead.pk}": str(editor.pk)})
    lead.refresh_from_db()
    assert lead.assigned_to == editor
    assert "Say why it is not for this record" in drop(analyst, lead, "")
    assert "Dropped: A market in Ilm" in drop(analyst, lead, "Sport")
    lead.refresh_from_db()
    assert (lead.state, lead.note) == (LeadState.DROPPED, "Sport")
    assert "changed by somebody else" in drop(analyst, lead, "Again")
    analyst.post(INBOX, {"do": f"again-{lead.pk}"})
    lead.refresh_from_db()
    assert lead.state == LeadState.UNREAD


def drop(client, lead: Lead, note: str) -> str:
    data = {"do": f"drop-{lead.pk}", f"note-{lead.pk}": note}
    return client.post(INBOX, data, follow=True).content.decode()


def test_a_reader_is_somebody_of_the_desk(analyst, lead, world):
    for whom in (str(world.people.stranger.pk), "99999999999", "x", ""):
        analyst.post(INBOX, {"do": f"assign-{lead.pk}", f"to-{lead.pk}": whom})
        lead.refresh_from_db()
        assert lead.assigned_to is None


@pytest.mark.parametrize("do", ["", "drop-", "drop-x", "drop-²", "drop-99999999999999999999", "burn-1", "again-1"])
def test_what_is_made_up_is_refused_without_an_error_page(analyst, world, do):
    assert analyst.post(INBOX, {"do": do}).status_code == 302
    assert analyst.get(f"{INBOX}?show={do}&page={do}").status_code == 200


def test_entered_from_it_is_read(analyst, lead, dataset):
    page = analyst.get(f"{ADD}?lead={lead.pk}").content.decode()
    assert 'value="https://news.example/market"' in page
    assert 'value="A market in Ilm"' in page
    data = typed(dataset=dataset) | {"report-url": lead.url, "report-headline": lead.headline}
    answer = analyst.post(f"{ADD}?lead={lead.pk}", data, follow=True)
    assert "Read, and off the inbox: A market in Ilm" in answer.content.decode()
    lead.refresh_from_db()
    assert (lead.state, lead.report) == (LeadState.READ, Incident.objects.latest("pk").claims.get().report)


def test_a_form_that_is_refused_leaves_it_unread(analyst, lead, dataset):
    assert analyst.post(f"{ADD}?lead={lead.pk}", typed(dataset=dataset, when="")).status_code == 200
    lead.refresh_from_db()
    assert lead.state == LeadState.UNREAD


def test_one_that_was_recorded_meanwhile_is_chosen(analyst, world):
    [lead] = note_leads(found=[("https://radio.example/ilm", "")], by=world.people.editor)
    entry = analyst.get(f"{ADD}?lead={lead.pk}").context["entry"]
    assert f"#{Report.objects.get(url=lead.url).pk}" in entry.report["chosen"].value()


@pytest.mark.parametrize("number", ["", "x", "0", "99999999999999999999", "-1"])
def test_a_made_up_link_opens_the_blank_form(analyst, world, number):
    assert analyst.get(f"{ADD}?lead={number}").status_code == 200
