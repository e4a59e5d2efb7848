"""A whole review in a browser: submitted, questioned, answered, published, changed, and back in the queue."""

import os

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from events.models import Incident, Report
from tests import world as drawn
from tests.browser.axe import sound

pytestmark = pytest.mark.django_db(transaction=True)

PRIVATE = "What the witness told us, and nobody else."


@pytest.fixture
def world(live_server) -> drawn.World:
    """The small world; the draft's claim has words, and its report a private text."""
    made = drawn.build()
    draft = made.incidents["VLM-2024-0008"]
    draft.claims.update(quote="Nine people were killed, among them a family of four.")
    Report.objects.filter(claims__incident=draft).update(text=PRIVATE)
    return made


@pytest.fixture
def at(live_server, browser: Browser):
    """Open a page of the entry desk as somebody, in a context of its own: at("analyst", "/admin/")."""
    pages: dict[str, Page] = {}

    def go(name: str, path: str) -> Page:
        if name not in pages:
            page = browser.new_context().new_page()
            page.set_default_timeout(10_000)
            page.goto(f"{live_server.url}/admin/login/?next=/admin/")
            page.fill("#id_username", name)
            page.fill("#id_password", f"{name}-password")
            page.press("#id_password", "Enter")
            expect(page).to_have_url(f"{live_server.url}/admin/")
            pages[name] = page
        pages[name].goto(f"{live_server.url}{path}")
        return pages[name]

    yield go
    for page in pages.values():
        page.context.close()


def on(incident: Incident, page: str) -> str:
    return reverse(f"admin:events_incident_{page}", args=[incident.pk])


def look(page: Page, name: str) -> None:
    """Ask axe in English and Arabic, and keep pictures where ENTRY_SCREENS names a folder."""
    address = page.url
    for language in ("ar", "en"):
        page.goto(f"{address}{'&' if '?' in address else '?'}lang={language}")
        folder = os.environ.get("ENTRY_SCREENS")
        if folder:
            for scheme, width in (("light", 1280), ("dark", 1280), ("light", 390)):
                page.emulate_media(color_scheme=scheme)
                page.set_viewport_size({"width": width, "height": 900})
                page.screenshot(path=f"{folder}/{name}-{language}-{scheme}-{width}.png", full_page=True)
            page.set_viewport_size({"width": 1280, "height": 900})
        sound(page)
    page.goto(address)


def test_a_review_from_draft_to_publication_and_back_to_the_queue(world, at) -> None:
    draft = world.incidents["VLM-2024-0008"]
    page = at("analyst", on(draft, "change"))
    page.get_by_role("button", name="Submit for review").click()
    expect(page.get_by_text("In review").first).to_be_visible()
    the_editor_asks(at, draft)
    the_analyst_answers(at)
    the_editor_publishes(at, draft)
    page = at("analyst", on(draft, "change"))
    page.locator("[name=summary]").fill("A strike on the market of Ilm.")
    page.locator("[name=because]").fill("The place was named too widely.")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Changed since it was reviewed.")).to_be_visible()
    look(page, "change")
    page = at("editor", "/admin/waiting/")
    page.get_by_role("region", name="Changed since review", exact=False).get_by_role(
        "link", name="VLM-2024-0008"
    ).click()
    page.get_by_role("button", name="Confirm the changes").click()
    draft.refresh_from_db()
    assert (draft.changed_since_review, draft.hands) == (False, [])


def the_editor_asks(at, draft: Incident) -> None:
    """About the number, once the page has said that a question needs words; publishing is then refused."""
    [claim] = draft.claims.all()
    page = at("editor", "/admin/waiting/")
    look(page, "waiting")
    page.get_by_role("link", name="VLM-2024-0008").click()
    expect(page.locator("mark")).to_have_text("Nine")
    page.get_by_text("The report’s text, not for readers").click()
    expect(page.get_by_text(PRIVATE)).to_be_visible()
    look(page, "review")
    page.locator("#id_date").get_by_label("fine").check()
    number = page.locator(f"#id_claim-{claim.pk}-number")
    number.get_by_label("question").check()
    page.get_by_role("button", name="Save the marks").last.click()
    expect(page.locator(".problem")).to_be_focused()
    expect(page.locator(".problem")).to_contain_text("Say what the question is, or what is wrong.")
    sound(page)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    number.get_by_label("Comment on: Number").fill("Nine, or nine beside the family?")
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("2 marks made.")).to_be_visible()
    expect(page.get_by_text("A mark is open: number, Radio.")).to_be_visible()


def the_analyst_answers(at) -> None:
    page = at("analyst", "/admin/")
    page.get_by_role("link", name="Questions to answer").click()
    at("analyst", "/admin/waiting/")
    look(page, "waiting-analyst")
    page.get_by_role("link", name="VLM-2024-0008").first.click()
    expect(page.get_by_text("Nine, or nine beside the family?")).to_be_visible()
    look(page, "review-author")
    page.get_by_label("Answer, which settles it").fill("Nine in all; the desk of Radio confirmed it.")
    page.get_by_role("button", name="Save the answers").last.click()
    expect(page.get_by_text("1 mark answered.")).to_be_visible()


def the_editor_publishes(at, draft: Incident) -> None:
    page = at("editor", on(draft, "review"))
    expect(page.get_by_text("Nine in all; the desk of Radio confirmed it.")).to_be_visible()
    look(page, "review-answered")
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("VLM-2024-0008: published.")).to_be_visible()
    at("editor", "/admin/waiting/")
    expect(page.get_by_role("link", name="VLM-2024-0008")).to_have_count(0)


def test_reviewing_needs_no_script(world, browser: Browser, live_server) -> None:
    draft = world.incidents["VLM-2024-0008"]
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{live_server.url}/admin/login/?next={on(draft, 'review')}")
    page.fill("#id_username", "editor")
    page.fill("#id_password", "editor-password")
    page.press("#id_password", "Enter")
    page.locator("#id_place").get_by_label("wrong").check()
    page.get_by_label("Comment on: Place").fill("Ilm the town, or the governorate?")
    page.get_by_label("Comment on: Place").press("Enter")
    expect(page.get_by_text("1 mark made.")).to_be_visible()
    page.context.close()


def test_a_link_of_the_inbox_becomes_a_report(world, at) -> None:
    page = at("analyst", "/admin/inbox/")
    links = "https://radio.example/ilm\nhttps://wire.example/market A market in Ilm\nhttps://wire.example/market"
    page.get_by_label("Addresses").fill(links)
    page.get_by_label("I read them").check()
    page.get_by_role("button", name="Add").last.click()
    expect(page.get_by_text("1 link added.")).to_be_visible()
    expect(page.get_by_text("Recorded already: Radio")).to_be_visible()
    look(page, "inbox")
    page.get_by_role("link", name="Enter from this").click()
    expect(page.locator("[name=report-url]")).to_have_value("https://wire.example/market")
    expect(page.locator("[name=report-headline]")).to_have_value("A market in Ilm")
    for name, text in {
        "report-publisher": "Wire",
        "report-published_on": "9 Mar 2024",
        "when": "8 Mar 2024",
        "place": "Aruna",
        "claim-0-claimant": "Watch",
        "claim-0-number": "4",
    }.items():
        page.locator(f"[name={name}]").fill(text)
    page.locator("[name=type]").select_option("air-strike")
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_text("Read, and off the inbox: A market in Ilm")).to_be_visible()
    at("analyst", "/admin/inbox/?show=closed")
    expect(page.get_by_role("link", name="A market in Ilm", exact=True)).to_be_visible()
    look(page, "inbox-closed")
