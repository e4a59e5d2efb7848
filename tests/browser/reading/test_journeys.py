"""What a reader does: filter, see the new count, go back; and all of it without JavaScript."""

import csv
import re
from pathlib import Path

from playwright.sync_api import expect

from tests.browser.reading.pages import OCTOBER, PAGES


def test_filtering_changes_the_address_says_the_count_and_back_restores_it(reader):
    one = reader()
    one.open(PAGES["dashboard"])
    assert one.status().startswith("4 incidents")
    strikes = one.page.locator("#filter-category-strike")
    one.page.evaluate("window.stillHere = true")
    strikes.check()
    expect(one.page).to_have_url(re.compile("category=strike"))
    expect(one.page.locator("[role=status]").first).to_contain_text("3 incidents")
    assert one.page.evaluate("window.stillHere"), "the page was loaded again instead of a fragment"
    expect(strikes).to_be_focused()
    one.see_charts_drawn()
    one.page.go_back()
    expect(one.page).to_have_url(re.compile(f"{re.escape(OCTOBER)}$"))
    expect(one.page.locator("[role=status]").first).to_contain_text("4 incidents")
    expect(one.page.locator("#filter-category-strike")).not_to_be_checked()


def test_an_input_left_empty_stays_out_of_the_address(reader):
    one = reader()
    one.open(PAGES["list"].split("?")[0] + "?dataset=mayadeen-2017")
    one.page.locator("#filter-from").fill("2017-10-05")
    one.page.locator("#filter-from").press("Tab")
    expect(one.page).to_have_url(re.compile("from=2017-10-05"))
    assert "to=" not in one.page.url
    assert "q=" not in one.page.url


def test_a_shared_address_answers_the_same_in_another_browser(reader):
    one = reader()
    one.open(PAGES["dashboard"])
    one.page.locator("#filter-actor-russia").check()
    expect(one.page.locator("[role=status]").first).to_contain_text("2 incidents, 52 killed")
    another = reader()
    another.open(one.page.url.removeprefix(one.site))
    assert another.status() == one.status()


def test_a_day_asked_for_is_kept_from_page_to_page_until_it_is_taken_away(reader):
    one = reader()
    one.open("/?dataset=demonstration")
    one.page.locator("#filter-as-of").fill("2024-12-05")
    one.page.locator("#filter-as-of").press("Tab")
    expect(one.page).to_have_url(re.compile("as_of=2024-12-05"))
    expect(one.page.locator("h1")).to_contain_text("as known on 5 December 2024")
    then = one.status()
    one.page.get_by_role("link", name="Incidents", exact=True).click()
    expect(one.page).to_have_url(re.compile("/incidents/.*as_of=2024-12-05"))
    assert one.status().partition(",")[0] == then.partition(",")[0]
    one.page.goto(f"{one.site}/incidents/?dataset=demonstration&q=VEL-2024-2348&as_of=2024-12-05")
    one.page.locator("a.rowlink").click()
    expect(one.page).to_have_url(re.compile(r"/incidents/VEL-2024-2348/\?as_of=2024-12-05"))
    expect(one.page.locator(".big")).to_contain_text("140–240")
    one.page.get_by_role("link", name="As known today").click()
    expect(one.page.locator(".big")).to_contain_text("150–240")
    one.page.locator("#h-known").scroll_into_view_if_needed()
    one.page.get_by_role("link", name="4 Dec 2024", exact=True).click()
    expect(one.page.locator(".big")).to_contain_text("140")
    one.page.get_by_role("link", name="Halem Rescue Service").first.wait_for(state="detached")


def test_the_sums_say_which_rules_made_them(reader):
    one = reader(viewport={"width": 390, "height": 844})
    one.open(PAGES["dashboard"])
    expect(one.page.locator(".figures .lead")).to_contain_text("over 4 incidents: range of independent claimants (3)")
    expect(one.page.locator(".figures li").nth(1)).to_contain_text("by the same rule")
    one.page.locator(".figures .lead a[href*='#rules']").click()
    expect(one.page).to_have_url(re.compile("/about/#rules"))


def test_a_bar_of_the_timeline_leads_to_its_days(reader):
    one = reader()
    one.open(PAGES["dashboard"])
    one.see_charts_drawn()
    figure = one.page.locator("#figure-incidents")
    figure.scroll_into_view_if_needed()
    bar = figure.locator(".bars .point path").last
    box = bar.bounding_box()
    one.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(one.page).to_have_url(re.compile(r"from=2017-10-0\d&to=2017-10-0\d"))


def test_the_whole_journey_without_javascript(reader, tmp_path: Path):
    one = reader(java_script_enabled=False)
    page = one.page
    one.open("/?dataset=mayadeen-2017")
    assert one.status().startswith("5 incidents")
    page.locator("#filter-from").fill("2017-10-01")
    page.locator("#filter-to").fill("2017-10-31")
    page.locator("#filter-category-strike").check()
    page.get_by_role("button", name="Show these incidents").click()
    expect(page).to_have_url(re.compile("from=2017-10-01&to=2017-10-31.*category=strike"))
    assert one.status().startswith("3 incidents")
    page.get_by_role("link", name=re.compile("Category.*remove")).click()
    assert one.status().startswith("4 incidents")
    page.get_by_role("link", name="Clear all").click()
    assert one.status().startswith("5 incidents")
    one.open(PAGES["dashboard"])
    expect(page.locator("#table-casualties").get_by_role("row").nth(1)).to_be_visible()
    expect(page.locator("#figure-casualties [data-plot]")).to_be_hidden()
    with page.expect_download() as download:
        page.get_by_role("link", name="Incidents as CSV").click()
    saved = tmp_path / download.value.suggested_filename
    download.value.save_as(saved)
    assert saved.name == "mayadeen-2017-incidents-2017-10-01-to-2017-10-31.csv"
    assert len(list(csv.DictReader(saved.read_text().splitlines()))) == 4
    page.get_by_role("link", name=re.compile("All 4 incidents")).click()
    page.locator("a.rowlink").first.click()
    expect(page.locator("h1")).to_be_visible()
    one.open("/incidents/?dataset=demonstration")
    page.get_by_role("link", name="Next page").click()
    expect(page).to_have_url(re.compile("after="))
    assert page.locator("a.rowlink").count() == 50
