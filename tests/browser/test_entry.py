"""The entry desk in a browser: incident 2 of the Mayadeen report by keyboard, without a script, and for everybody's eyes."""

import os
import time
from datetime import date

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from events.choices import ActorKind, PlaceLevel, SourceKind, Status
from events.models import Actor, Dataset, Incident, Place, Source
from tests import world
from tests.browser.axe import sound

pytestmark = pytest.mark.django_db(transaction=True)

SECONDS = 120


@pytest.fixture
def desk(live_server, page: Page) -> world.People:
    """Names to enter incident 2 with, three people, and an empty dataset."""
    syria = Place.objects.create(slug="syria", name="Syria", level=PlaceLevel.COUNTRY)
    east = Place.objects.create(slug="deir-ez-zor", name="Deir ez-Zor", level=PlaceLevel.GOVERNORATE, parent=syria)
    Place.objects.create(
        slug="mayadeen", name="Mayadeen", name_local="الميادين", aliases=["Al-Mayadin"], level="locality", parent=east
    )
    Actor.objects.create(slug="russia", name="Russia", kind=ActorKind.STATE, aliases=["Russian Federation"])
    Source.objects.create(slug="afp", name="Agence France-Presse", kind=SourceKind.AGENCY, aliases=["AFP"])
    Source.objects.create(
        slug="sohr", name="Syrian Observatory for Human Rights", kind=SourceKind.MONITOR, aliases=["SOHR"]
    )
    Dataset.objects.create(
        slug="mayadeen-2017", name="Mayadeen 2017", code_prefix="MYD", is_public=True, is_default=True
    )
    page.set_default_timeout(10_000)
    return world.people()


def sign_in(page: Page, live_server, name: str) -> None:
    page.goto(f"{live_server.url}/admin/login/?next=/admin/")
    expect(page.locator("#id_username")).to_be_focused()
    page.keyboard.type(name)
    page.keyboard.press("Tab")
    page.keyboard.type(f"{name}-password")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{live_server.url}/admin/")


def tab_to(page: Page, label: str) -> None:
    """Press Tab until the input with this label has the focus."""
    for _press in range(40):
        if page.evaluate("document.activeElement.labels?.[0]?.textContent.trim() ?? ''") == label:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"no input called {label!r} is reached by Tab")


def fill(page: Page, label: str, text: str) -> None:
    tab_to(page, label)
    page.keyboard.type(text)


def echo(page: Page, field: str):
    return page.locator(f"#id_{field}_echo")


def enter_incident_2(page: Page) -> None:
    """The facts of the report, in the order of the form, by keyboard alone."""
    expect(page.locator("#id_report-chosen")).to_be_focused()
    fill(page, "Publisher", "afp")
    expect(page.get_by_role("option", name="Agence France-Presse")).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#id_report-publisher")).to_have_value("Agence France-Presse")
    fill(page, "Published on", "7 Oct 2017")
    fill(page, "Headline", "Syrian forces enter Mayadeen")
    fill(page, "Address", "https://news.example/2017/10/07/mayadeen")
    fill(page, "Type", "air")
    fill(page, "Date", "Thursday night")
    expect(echo(page, "when")).to_contain_text("Thursday 5 October 2017, night")
    fill(page, "Place", "Al-Mayadin")
    expect(echo(page, "place")).to_contain_text("Mayadeen, Deir ez-Zor, Syria")
    tab_to(page, "Place precision")
    page.keyboard.type("near")
    fill(page, "Actor", "Russia")
    fill(page, "The words", "14 people, three of them children, fleeing across the Euphrates on rafts")
    expect(page.get_by_role("button", name="How many 14")).to_be_visible()
    expect(page.get_by_role("button", name="Children 3")).to_be_visible()
    fill(page, "Claimant", "SOHR")
    fill(page, "On who did it", "alleges")
    fill(page, "How many", "14")
    expect(echo(page, "claim-0-number")).to_contain_text("exactly 14")
    fill(page, "Children", "three")
    expect(echo(page, "claim-0-children")).to_contain_text("3")
    page.keyboard.press("Control+Enter")


def test_incident_2_is_entered_by_keyboard_reviewed_and_read(desk, live_server, page: Page, browser) -> None:
    sign_in(page, live_server, "analyst")
    page.goto(f"{live_server.url}{reverse('admin:events_incident_add')}")
    begun = time.monotonic()
    enter_incident_2(page)
    expect(page.get_by_role("link", name="MYD-2017-0001")).to_be_visible()
    elapsed = time.monotonic() - begun
    print(f"incident 2 of Mayadeen entered by keyboard in {elapsed:.1f} s")
    assert elapsed < SECONDS
    incident = Incident.objects.get()
    assert (incident.title, incident.date_start, incident.part_of_day) == (
        "Air strike, Mayadeen",
        date(2017, 10, 5),
        "night",
    )
    [claim] = incident.claims.all()
    assert (claim.minimum, claim.maximum, claim.children_minimum, claim.claimant.slug) == (14, 14, 3, "sohr")
    assert [(one.actor.slug, one.stance) for one in claim.stances.all()] == [("russia", "alleges")]

    page.get_by_role("link", name="See it on the dashboard").click()
    expect(page.get_by_text("Air strike, Mayadeen").first).to_be_visible()
    page.goto(f"{live_server.url}{reverse('admin:events_incident_change', args=[incident.pk])}")
    page.get_by_role("button", name="Submit for review").first.click()
    expect(page.get_by_text("In review").first).to_be_visible()
    page.goto(f"{live_server.url}/?dataset=mayadeen-2017&status=in-review")
    expect(page.get_by_text("Air strike, Mayadeen").first).to_be_visible()
    expect_reader_finds(browser, live_server, count=0)

    page.get_by_role("button", name="Sign out").click()
    sign_in(page, live_server, "editor")
    page.get_by_role("link", name="Waiting for review").click()
    page.get_by_role("link", name="Air strike, Mayadeen").click()
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("Published: MYD-2017-0001")).to_be_visible()
    assert Incident.objects.get().status == Status.PUBLISHED
    expect_reader_finds(browser, live_server, count=1)


def expect_reader_finds(browser, live_server, *, count: int) -> None:
    reader = browser.new_context().new_page()
    reader.goto(f"{live_server.url}/incidents/?dataset=mayadeen-2017&from=2017-10-05&to=2017-10-05")
    expect(reader.get_by_role("link", name="Air strike, Mayadeen")).to_have_count(count)
    reader.context.close()


def test_incident_2_is_entered_without_javascript(desk, live_server, browser) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    sign_in(page, live_server, "analyst")
    page.goto(f"{live_server.url}{reverse('admin:events_incident_add')}")
    for name, text in {
        "report-publisher": "AFP",
        "report-published_on": "7 Oct 2017",
        "report-headline": "Syrian forces enter Mayadeen",
        "when": "Thursday night",
        "place": "mayadeen",
        "involvement-0-actor": "russia",
        "claim-0-claimant": "sohr",
        "claim-0-number": "14",
        "claim-0-children": "3",
    }.items():
        page.locator(f"[name={name}]").fill(text)
    page.locator("[name=type]").select_option("air-strike")
    expect(page.locator("[name=claim-2-number]")).to_be_visible()
    page.get_by_role("button", name="Add another claim").click()
    expect(page.locator("[name=claim-3-quote]")).to_be_focused()
    expect(page.locator("[name=claim-0-number]")).to_have_value("14")
    expect(page.get_by_text("There is a problem")).to_have_count(0)
    page.get_by_role("button", name="Check").click()
    expect(echo(page, "when")).to_contain_text("Thursday 5 October 2017, night")
    expect(echo(page, "claim-0-number")).to_contain_text("exactly 14")
    assert not Incident.objects.exists()
    page.get_by_role("button", name="Submit for review").click()
    expect(page.get_by_role("link", name="MYD-2017-0001")).to_be_visible()
    assert Incident.objects.get().status == Status.IN_REVIEW
    page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_at_the_entry_desk(desk, live_server, page: Page, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)
    strangers = []
    page.on("request", lambda request: strangers.append(request.url) if not is_ours(request.url, live_server) else None)
    complaints = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.goto(f"{live_server.url}/admin/login/")
    look(page, "login", scheme)
    sign_in(page, live_server, "analyst")
    look(page, "index", scheme)
    page.goto(f"{live_server.url}{reverse('admin:events_incident_add')}")
    look(page, "add", scheme)
    fill(page, "Published on", "7/10/17")
    fill(page, "Place", "may")
    expect(page.locator(".picker [role=option]").first).to_be_visible()
    look(page, "suggestions", scheme)
    page.keyboard.press("Escape")
    fill(page, "Claimant", "nobody at all")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".problem")).to_be_focused()
    expect(page.locator("#id_report-published_on")).to_have_value("7/10/17")
    look(page, "errors", scheme)
    page.goto(f"{live_server.url}{reverse('admin:events_incident_add')}")
    enter_incident_2(page)
    expect(page.get_by_role("link", name="MYD-2017-0001")).to_be_visible()
    look(page, "change", scheme)
    for name in ("incident", "actor", "claim"):
        page.goto(f"{live_server.url}/admin/events/{name}/")
        look(page, f"list-{name}", scheme)
    page.goto(f"{live_server.url}{reverse('admin:events_place_add')}")
    look(page, "place", scheme)
    assert (strangers, complaints) == ([], [])


def is_ours(address: str, live_server) -> bool:
    return address.startswith((live_server.url, "data:", "blob:"))


def look(page: Page, name: str, scheme: str) -> None:
    """Ask axe, and keep a picture where ENTRY_SCREENS names a folder."""
    folder = os.environ.get("ENTRY_SCREENS")
    if folder:
        page.screenshot(path=f"{folder}/{name}-{scheme}.png", full_page=True)
        page.set_viewport_size({"width": 390, "height": 844})
        page.screenshot(path=f"{folder}/{name}-{scheme}-390.png", full_page=True)
        page.set_viewport_size({"width": 1280, "height": 900})
    sound(page)
