"""Every readers' page in a browser: nothing for axe, nothing sideways, nothing from elsewhere, in both languages and lights."""

import pytest

from tests.browser import axe
from tests.browser.reading.pages import PAGES, PROBLEMS, in_language

EVERY = {**{name: (path, 200) for name, path in PAGES.items()}, **PROBLEMS}
WIDTHS = (320, 390, 768, 1280, 1920)
AXE_AT = (390, 1280)
LIGHTS = {"en": ("light", "dark"), "ar": ("light",)}  # of a language nothing but the direction differs, and no colour
SIDEWAYS = """() => {
    const root = document.scrollingElement;
    if (root.scrollWidth <= root.clientWidth) return [];
    const box = (one) => one.getBoundingClientRect();
    const out = (one) => box(one).right > root.clientWidth + 1 || box(one).left < -1;
    const scrolls = (one) => getComputedStyle(one).overflowX !== "visible" && !out(one);
    const held = (one) => one !== document.body && (scrolls(one) || held(one.parentElement));
    const inside = [...document.querySelectorAll("main *, header *, footer *")];
    const culprits = inside.filter((one) => out(one) && !held(one.parentElement)).slice(0, 3);
    return [`the page is ${root.scrollWidth} px wide`, ...culprits.map((one) => `${one.tagName} ${one.className}`)];
}"""


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("name", EVERY)
def test_a_page_fits_every_width_and_axe_finds_nothing_in_light_and_dark(reader, name: str, language: str):
    one = reader()
    path, status = EVERY[name]
    one.open(in_language(path, language), status=status)
    assert one.page.locator("html").get_attribute("dir") == {"en": "ltr", "ar": "rtl"}[language]
    one.open_tables()
    for width in WIDTHS:
        one.page.set_viewport_size({"width": width, "height": 900})
        one.see_charts_drawn()
        assert one.page.evaluate(SIDEWAYS) == [], f"at {width} px"
        if width in AXE_AT:
            axe.sound_in_lights(one.page, f"{width} px", one.see_charts_drawn, lights=LIGHTS[language])


def test_axe_finds_nothing_with_the_filters_and_a_menu_open_on_a_phone(reader):
    one = reader(viewport={"width": 390, "height": 844}, has_touch=True)
    one.open(PAGES["dashboard of many"])
    one.page.locator("details.filters > summary").click()
    one.page.locator("details.more > summary").click()
    axe.sound(one.page)
    one.page.locator("details.menu > summary").first.click()
    axe.sound(one.page)
