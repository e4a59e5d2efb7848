"""The shortened look of axe still finds what the whole one would: in the first text of its paint, and in any other."""

import pytest
from playwright.sync_api import Page

from tests.browser.axe import COLOURS, sound

PAGE = """<!doctype html><html lang="en"><head><title>A page</title></head><body style="background: #fff"><main><h1>A page</h1>
<table><caption>Rows</caption><thead><tr><th scope="col">One</th></tr></thead><tbody>
<tr><td style="color: {first}">first</td></tr><tr><td style="color: {later}">later</td></tr>
<tr><td style="color: {later}">last</td></tr></tbody></table>{more}</main></body></html>"""
DARK, FAINT = "#000", "#ddd"


@pytest.mark.parametrize(("first", "later"), [(FAINT, DARK), (DARK, FAINT), (FAINT, FAINT)])
@pytest.mark.parametrize("asked", [{}, COLOURS])
def test_a_text_too_faint_is_found_wherever_it_stands(page: Page, first: str, later: str, asked: dict):
    page.set_content(PAGE.format(first=first, later=later, more=""))
    with pytest.raises(AssertionError, match="color-contrast"):
        sound(page, "the page", asked)


def test_what_is_no_matter_of_colour_is_found(page: Page):
    page.set_content(PAGE.format(first=DARK, later=DARK, more='<img src="data:,"><button></button>'))
    with pytest.raises(AssertionError, match="button-name"):
        sound(page)


def test_a_sound_page_is_sound_and_no_mark_is_left(page: Page):
    page.set_content(PAGE.format(first=DARK, later=DARK, more=""))
    sound(page)
    assert page.locator("[data-painted-like-another]").count() == 0
