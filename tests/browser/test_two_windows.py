"""Two windows on one incident, and what is kept while one types, in a browser."""

import os

import pytest
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, expect

from events.models import Incident, Unfinished
from tests import world as drawn
from tests.browser.test_entry import is_ours, sound

pytestmark = pytest.mark.django_db(transaction=True)
ADD = "admin:events_incident_add"


@pytest.fixture
def world(live_server) -> drawn.World:
    return drawn.build()


def signed_in(browser, live_server, name: str, **options) -> BrowserContext:
    context = browser.new_context(**options)
    context.set_default_timeout(15_000)
    page = context.new_page()
    page.goto(f"{live_server.url}/admin/login/?next=/admin/")
    page.locator("#id_username").fill(name)
    page.locator("#id_password").fill(f"{name}-password")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{live_server.url}/admin/")
    return context


def change(live_server, incident: Incident) -> str:
    return f"{live_server.url}{reverse('admin:events_incident_change', args=[incident.pk])}"


def look(page: Page, name: str) -> None:
    """Ask axe, and keep pictures where ENTRY_SCREENS names a folder."""
    folder = os.environ.get("ENTRY_SCREENS")
    if folder:
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)
        page.set_viewport_size({"width": 390, "height": 844})
        page.screenshot(path=f"{folder}/{name}-390.png", full_page=True)
        page.set_viewport_size({"width": 1280, "height": 900})
    sound(page)


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("javascript", [True, False], ids=["scripted", "plain"])
def test_two_windows_in_conflict(world, live_server, browser, language: str, javascript: bool) -> None:
    incident = world.incidents["VLM-2024-0008"]
    here = signed_in(browser, live_server, "analyst", java_script_enabled=javascript)
    there = signed_in(browser, live_server, "editor", java_script_enabled=javascript)
    mine, theirs = here.pages[0], there.pages[0]
    for page in (mine, theirs):
        page.goto(f"{change(live_server, incident)}?lang={language}")
    theirs.locator("#id_title").fill("Their title")
    theirs.locator("#id_grade").select_option("weak")
    theirs.locator("button[value=save]").click()
    expect(theirs.locator("#id_title")).to_have_value("Their title")
    mine.locator("#id_title").fill("My title")
    mine.locator("#id_summary").fill("My summary")
    mine.locator("button[value=save]").click()
    expect(mine.locator(".versions")).to_have_count(1)
    expect(mine.locator(".overtaken")).to_contain_text("Their title")
    expect(mine.locator(".overtaken")).to_contain_text("My title")
    expect(mine.locator("#id_summary")).to_have_value("My summary")
    expect(mine.locator("html")).to_have_attribute("dir", "rtl" if language == "ar" else "ltr")
    if javascript:
        expect(mine.locator(".overtaken")).to_be_focused()
        look(mine, f"conflict-{language}")
    mine.locator("input[name=keep-title][value=theirs]").check()
    mine.locator("button[value=save]").click()
    expect(mine.locator(".overtaken")).to_have_count(0)
    incident.refresh_from_db()
    assert (incident.title, incident.summary, incident.grade) == ("Their title", "My summary", "weak")
    here.close()
    there.close()


def test_a_closed_tab_loses_nothing(world, live_server, browser) -> None:
    context = signed_in(browser, live_server, "analyst")
    page = context.pages[0]
    strangers = []
    page.on("request", lambda request: strangers.append(request.url) if not is_ours(request.url, live_server) else None)
    page.goto(f"{live_server.url}{reverse(ADD)}")
    page.locator("#id_title").fill("Half a title")
    expect(page.locator("[data-kept]")).to_contain_text("Kept ")
    page.locator("#id_place").fill("Aruna")
    page.close(run_before_unload=False)
    page = context.new_page()
    page.goto(f"{live_server.url}/admin/")
    expect(page.locator(".unfinished-list")).to_contain_text("Half a title")
    look(page, "unfinished")
    page.get_by_role("link", name="Half a title").click()
    expect(page.locator("#id_title")).to_have_value("Half a title")
    look(page, "continued")
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('unfinished:')).length") == 0
    page.get_by_role("button", name="Throw away").click()
    expect(page.locator(".unfinished-list")).to_have_count(0)
    assert strangers == []
    context.close()


def test_what_was_typed_last_is_sent_when_the_page_is_left(world, live_server, browser) -> None:
    context = signed_in(browser, live_server, "analyst")
    page = context.pages[0]
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(f"{live_server.url}{reverse(ADD)}")
    page.locator("#id_title").fill("Typed and gone")
    page.goto(f"{live_server.url}/admin/")
    for _look in range(20):  # what is sent at leaving arrives when it arrives
        page.reload()
        if page.locator(".unfinished-list").count():
            break
    expect(page.locator(".unfinished-list")).to_contain_text("Typed and gone")
    context.close()


def test_a_lost_line_is_said_and_what_was_typed_is_sent_once_it_is_back(world, live_server, browser) -> None:
    context = signed_in(browser, live_server, "analyst")
    page = context.pages[0]
    page.goto(f"{live_server.url}{reverse(ADD)}")
    held = "Object.keys(localStorage).filter((key) => key.startsWith('unfinished:')).length"
    context.set_offline(True)
    page.locator("#id_title").fill("Written without a line")
    expect(page.locator("[data-kept]")).to_contain_text("No connection")
    assert page.evaluate(held) == 1
    context.set_offline(False)
    expect(page.locator("[data-kept]")).to_contain_text("Kept ")
    assert page.evaluate(held) == 0
    assert Unfinished.objects.get().typed["title"] == ["Written without a line"]
    context.close()


def test_signing_out_leaves_no_copy_in_the_browser(world, live_server, browser) -> None:
    context = signed_in(browser, live_server, "analyst")
    page = context.pages[0]
    page.evaluate("localStorage.setItem('unfinished:7:x', 'title=Private')")
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_load_state()
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('unfinished:')).length") == 0
    context.close()


def test_an_ended_sign_in_is_said_and_the_form_is_back_after_the_next(world, live_server, browser) -> None:
    context = signed_in(browser, live_server, "analyst")
    page = context.pages[0]
    page.goto(f"{live_server.url}{reverse(ADD)}")
    context.clear_cookies(name="sessionid")
    page.locator("#id_title").fill("Typed while signed out")
    expect(page.locator("[data-kept]")).to_contain_text("You are signed out")
    page.locator("button[value=save]").click()
    expect(page.get_by_text("Your sign-in had ended.")).to_be_visible()
    look(page, "carried")
    page.locator("#id_username").fill("analyst")
    page.locator("#id_password").fill("analyst-password")
    page.keyboard.press("Enter")
    expect(page.locator("#id_title")).to_have_value("Typed while signed out")
    context.close()


def test_numbers_in_pasted_words_are_offered_and_missing_ones_are_said(world, live_server, browser) -> None:
    context = signed_in(browser, live_server, "analyst")
    page = context.pages[0]
    page.goto(f"{live_server.url}{reverse(ADD)}")
    page.locator("#id_claim-0-quote").fill("14 people, including three children")
    page.get_by_role("button", name="How many 14").click()
    expect(page.locator("#id_claim-0-number")).to_have_value("14")
    expect(page.locator("#id_claim-0-number_echo")).to_contain_text("exactly 14")
    look(page, "offers")
    page.get_by_role("button", name="Children 3").click()
    expect(page.locator("#claim-0 [data-offers]")).to_be_empty()
    page.locator("#id_claim-0-number").fill("41")
    expect(page.locator("#claim-0 [data-advice]")).to_contain_text("Not in the words: How many 41")
    page.locator("#id_claim-0-claimant").fill("Watch")
    page.get_by_role("button", name="Copy the last claim").click()
    expect(page.locator("#id_claim-1-quote")).to_be_focused()
    expect(page.locator("#id_claim-1-claimant")).to_have_value("Watch")
    look(page, "copied")
    context.close()
