"""The history, putting a change back, and the corrections that readers see of it, in a browser."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from events.models import Incident
from tests import world as drawn
from tests.browser import axe
from tests.browser.test_entry import sign_in

pytestmark = pytest.mark.django_db(transaction=True)

TWO_VOICES = "VLM-2024-0002"
WHY = "The Clinic corrected its list."
BACK = "The Clinic withdrew its correction."


@pytest.fixture
def incident(live_server, page: Page) -> Incident:
    page.set_default_timeout(10_000)
    return drawn.build().incidents[TWO_VOICES]


def sound(page: Page, where: str) -> None:
    """Nothing for axe and nothing sideways, wide and narrow, in light and dark."""
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth"), f"{where} at {width} px"
        axe.sound_in_lights(page, f"{where}, {width} px")


def change_the_clinics_number(page: Page, site: str, incident: Incident) -> None:
    page.goto(f"{site}{reverse('admin:events_incident_change', args=[incident.pk])}")
    page.locator("[name=claim-1-number]").fill("7")
    page.locator("[name=because]").fill(WHY)
    page.locator("button[value=save]").first.click()
    expect(page.locator(".messages")).to_contain_text("Saved")


def test_a_number_is_changed_seen_in_the_history_and_put_back(live_server, page: Page, incident: Incident) -> None:
    sign_in(page, live_server, "analyst")
    change_the_clinics_number(page, live_server.url, incident)
    page.get_by_role("link", name="Who changed what, and when").click()
    first = page.locator(".history > li").first
    expect(first).to_contain_text("analyst")
    expect(first).to_contain_text(WHY)
    expect(first.locator(".change", has_text="What the claims come to")).to_contain_text("21–38, best 29")
    expect(first.locator(".change", has_text="What the claims come to")).to_contain_text("7–38, best 22")
    page.locator("details.data").evaluate_all("all => all.forEach((one) => { one.open = true; })")
    sound(page, "history")
    first.locator(".change", has_text="Claim").get_by_role("link", name="Put back what was before").click()
    expect(page.locator(".changed del").first).to_have_text("7")
    expect(page.locator(".changed ins").first).to_have_text("21")
    sound(page, "revert")
    page.get_by_role("button", name="Put it back").click()
    expect(page.locator(".problem, .bad").first).to_contain_text("Say why")
    page.locator("[name=because]").fill(BACK)
    page.get_by_role("button", name="Put it back").click()
    expect(page.locator(".history > li").first).to_contain_text(BACK)
    assert str(incident.estimates.standing().get(harm="killed", victims="all").figure) == "21–38"

    page.goto(f"{live_server.url}/corrections/")
    expect(page.locator(".told > li")).to_have_count(2)
    expect(page.locator(".told > li").last).to_contain_text(WHY)
    sound(page, "corrections")
    page.goto(f"{live_server.url}/corrections/?lang=ar")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    sound(page, "corrections in Arabic")
    page.goto(f"{live_server.url}{reverse('admin:events_incident_history', args=[incident.pk])}")
    sound(page, "history in Arabic")
