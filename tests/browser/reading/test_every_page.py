"""Every readers' page in a browser: nothing for axe, nothing sideways, nothing from elsewhere, in both languages and lights."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.reading.pages import PAGES, PROBLEMS, in_language

EVERY = {**{name: (path, 200) for name, path in PAGES.items()}, **PROBLEMS}
WIDTHS = (320, 390, 768, 1280, 1920)
SIDEWAYS = """() => {
    const root = document.scrollingElement;
    if (root.scrollWidth <= root.clientWidth) return [];
    return [...document.querySelectorAll("body *")].filter((one) => {
        const box = one.getBoundingClientRect();
        return box.width && (box.right > root.clientWidth + 1 || box.left < -1);
    }).slice(0, 5).map((one) => `${one.tagName}.${one.className}`).concat(`page ${root.scrollWidth} px wide`);
}"""


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("name", EVERY)
def test_axe_finds_nothing_in_light_and_dark_on_desk_and_phone(reader, name: str, language: str):
    one = reader()
    path, status = EVERY[name]
    one.open(in_language(path, language), status=status)
    assert one.page.locator("html").get_attribute("dir") == {"en": "ltr", "ar": "rtl"}[language]
    one.see_charts_drawn()
    one.open_tables()
    for width in (1280, 390):
        one.page.set_viewport_size({"width": width, "height": 900})
        for light in ("light", "dark"):
            one.page.emulate_media(color_scheme=light, reduced_motion="reduce")
            one.see_charts_drawn()
            found = Axe().run(one.page)
            assert found.violations_count == 0, f"{width} px, {light}: {found.generate_report()}"


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("name", EVERY)
def test_no_page_scrolls_sideways(reader, name: str, language: str):
    one = reader()
    path, status = EVERY[name]
    one.open(in_language(path, language), status=status)
    one.open_tables()
    for width in WIDTHS:
        one.page.set_viewport_size({"width": width, "height": 900})
        one.see_charts_drawn()
        assert one.page.evaluate(SIDEWAYS) == [], f"at {width} px"


def test_axe_finds_nothing_with_the_filters_and_a_menu_open_on_a_phone(reader):
    one = reader(viewport={"width": 390, "height": 844}, has_touch=True)
    one.open(PAGES["dashboard of many"])
    one.page.locator("details.filters > summary").click()
    one.page.locator("details.more > summary").click()
    assert Axe().run(one.page).violations_count == 0
    one.page.locator("details.menu > summary").first.click()
    assert Axe().run(one.page).violations_count == 0
