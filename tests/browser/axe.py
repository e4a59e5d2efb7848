"""Axe on a page: everything in the light; in the dark, where nothing but colours differs, the rules about colours."""

from collections.abc import Callable

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

ALL = {"resultTypes": ["violations"]}
COLOURS = ALL | {"runOnly": ["color-contrast", "link-in-text-block"]}


def sound(page: Page, where: str = "", asked: dict = ALL) -> None:
    """Axe finds nothing on the page as it stands. `where` says in a failure which page it was."""
    found = Axe().run(page, options=asked)
    assert found.violations_count == 0, f"{where}: {found.generate_report()}"


def sound_in_both_lights(page: Page, where: str = "", settled: Callable[[], None] = lambda: None) -> None:
    """Axe finds nothing in light and in dark. `settled` waits until the page stands after a change of light."""
    for light, asked in (("light", ALL), ("dark", COLOURS)):
        page.emulate_media(color_scheme=light, reduced_motion="reduce")
        settled()
        sound(page, f"{where}, {light}", asked)
