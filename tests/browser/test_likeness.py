"""Duplicates in a browser: a hint while typing, the queue, a merge, where the code leads, and undoing it; for everybody's
eyes, in English and from right to left."""

import os
from collections.abc import Callable, Iterator

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from events.models import Incident
from tests import world as drawn
from tests.browser.axe import sound

pytestmark = pytest.mark.django_db(transaction=True)

LOOKS = {
    "en": {"locale": "en-GB", "viewport": {"width": 1280, "height": 900}},
    "ar": {"locale": "ar", "viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
}


@pytest.fixture
def world(live_server) -> drawn.World:
    return drawn.build()


@pytest.fixture
def desk(live_server, browser: Browser, client) -> Iterator[Callable[..., Page]]:
    """Open the desk as somebody, in a language; nothing may be asked of another site or refused."""
    opened, complaints = [], []

    def new(user, language: str, **more) -> Page:
        client.force_login(user)
        context = browser.new_context(**LOOKS[language] | more)
        cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
        context.add_cookies([cookie])
        page = context.new_page()
        page.set_default_timeout(10_000)
        # the browser also reports the page that says why a merge is refused
        page.on(
            "console", lambda line: line.type == "error" and "400" not in line.text and complaints.append(line.text)
        )
        page.on("pageerror", lambda error: complaints.append(str(error)))
        opened.append(context)
        return page

    yield new
    for context in opened:
        context.close()
    assert complaints == []


def look(page: Page, name: str, language: str) -> None:
    """Ask axe, and keep a picture where LIKENESS_SCREENS names a folder."""
    folder = os.environ.get("LIKENESS_SCREENS")
    if folder:
        page.screenshot(path=f"{folder}/{name}-{language}.png", full_page=True)
        page.set_viewport_size({"width": 390, "height": 844})
        page.screenshot(path=f"{folder}/{name}-{language}-390.png", full_page=True)
        page.set_viewport_size({"width": 1280, "height": 900})
    sound(page)
    assert page.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_what_looks_alike_is_named_while_one_types(world, live_server, desk, language: str) -> None:
    page = desk(world.people.editor, language)
    page.goto(f"{live_server.url}{reverse('admin:events_incident_add')}")
    page.locator("[name=when]").fill("2 March 2024")
    page.locator("[name=place]").fill("Aruna")
    page.locator("[name='involvement-0-actor']").fill("Norland Air Force")
    page.locator("[name=type]").select_option("air-strike")
    page.locator("[name='claim-0-number']").fill("15")
    hint = page.locator("#alike").get_by_role("link", name="Air strike on Aruna").first
    expect(hint).to_be_visible()
    expect(hint).to_have_attribute("target", "_blank")
    expect(page.locator("[data-likeness-said]")).not_to_be_empty()
    page.keyboard.press("Escape")
    look(page, "hints", language)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_queue_merge_redirect_and_undo(world, live_server, desk, browser: Browser, language: str) -> None:
    first, second = world.incidents["VLM-2024-0001"], world.incidents["VLM-2024-0002"]
    page, queue = desk(world.people.editor, language), f"{live_server.url}{reverse('admin:events_likenesses')}"
    page.goto(queue)
    look(page, "empty", language)
    merge_by_codes(page, first, second, language)
    assert Incident.objects.get(pk=first.pk).kept == second

    reader = browser.new_page()
    reader.goto(f"{live_server.url}{first.get_absolute_url()}")
    expect(reader).to_have_url(f"{live_server.url}{second.get_absolute_url()}")
    for show in ("answered", "merged"):
        page.goto(f"{queue}?show={show}")
        look(page, show, language)
    page.locator(".merges form button").click()
    expect(page.locator(".messages")).to_contain_text(first.code)
    reader.goto(f"{live_server.url}{first.get_absolute_url()}")
    expect(reader).to_have_url(f"{live_server.url}{first.get_absolute_url()}")
    reader.close()
    assert Incident.objects.get(pk=first.pk).claims.count() == 1


def merge_by_codes(page: Page, first: Incident, second: Incident, language: str) -> None:
    """Hold the two beside each other, say that they are the same, and keep the second."""
    page.locator("#one").fill(second.code)
    page.locator("#other").fill(first.code)
    page.locator(".any-two button").click()
    expect(page.locator(".pair")).to_contain_text("Shelling of Ilm")
    look(page, "beside", language)
    page.locator("button[value=same]").click()
    expect(page.locator("[name=keep]")).to_have_count(2)
    page.locator(f"[name=keep][value='{second.pk}']").check()
    page.locator(".actions button").click()
    expect(page.locator(".problem")).to_be_focused()
    look(page, "refused", language)
    page.locator("#because").fill("One and the same night")
    page.locator(".actions button").click()
    expect(page.locator(".messages")).to_contain_text(first.code)


def test_hints_come_without_a_script_when_the_form_is_checked(world, live_server, desk) -> None:
    page = desk(world.people.analyst, "en", java_script_enabled=False)
    page.goto(f"{live_server.url}{reverse('admin:events_incident_add')}")
    page.locator("[name=when]").fill("1 March 2024")
    page.locator("[name=place]").fill("Aruna")
    page.get_by_role("button", name="Check").click()
    expect(page.locator("#alike").get_by_role("link", name="Air strike on Aruna").first).to_be_visible()


def test_two_records_that_correspond_say_so_on_both_pages(world, live_server, desk, browser: Browser) -> None:
    strike, memo = world.incidents["VLM-2024-0001"], world.incidents["DSK-2024-0001"]
    type(memo.dataset).objects.filter(pk=memo.dataset_id).update(is_public=True)
    page = desk(world.people.analyst, "en")
    page.goto(f"{live_server.url}/admin/likenesses/beside/?one={strike.code}&other={memo.code}")
    page.locator("[name=note]").fill("Wire's own count")
    page.locator("button[value=same]").click()
    expect(page.locator(".messages")).to_contain_text(memo.code)
    for here, there in ((strike, memo), (memo, strike)):
        page.goto(f"{live_server.url}{here.get_absolute_url()}")
        expect(page.locator("aside").get_by_role("link", name=there.code)).to_be_visible()
        look(page, f"corresponds-{here.code}", "en")
