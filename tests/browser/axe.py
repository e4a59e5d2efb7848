"""Axe on a page, asked for no more than can differ: nearly all its time goes into the contrast of texts painted alike.

A text needs no look of its own when another has the same tags and classes up to the root and the same computed paint on each
of them: all but the first row of most tables. In the dark nothing but colours differs, so only the rules about them are asked.
"""

from collections.abc import Callable

from axe_playwright_python.base import AXE_SCRIPT, AxeResults
from playwright.sync_api import Page

COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"]}
MARK = "data-painted-like-another"
MARKING = """(mark) => {
    const PAINT = ["color", "backgroundColor", "backgroundImage", "opacity", "fontSize", "fontWeight", "fontFamily",
        "textShadow", "display", "visibility", "filter", "mixBlendMode", "position"];
    const numbers = new Map(), painted = new Map();
    const number = (words) => numbers.get(words) ?? numbers.set(words, numbers.size).get(words);
    const paint = (one) => {
        if (!one) return 0;
        if (!painted.has(one)) {
            const style = getComputedStyle(one);
            const own = [one.localName, one.getAttribute("class"), ...PAINT.map((name) => style[name])];
            painted.set(one, number([paint(one.parentElement), ...own].join("|")));
        }
        return painted.get(one);
    };
    const stands = (one) => !one || (!["absolute", "fixed"].includes(getComputedStyle(one).position) && stands(one.parentElement));
    const seen = new Set();
    for (const one of document.body.querySelectorAll("*")) {
        const words = [...one.childNodes].some((child) => child.nodeType === Node.TEXT_NODE && child.data.trim());
        if (!words || one.ownerSVGElement || !one.checkVisibility() || !stands(one)) continue;
        if (seen.has(paint(one))) one.setAttribute(mark, "");
        else seen.add(paint(one));
    }
}"""
ASKING = """async ([mark, options]) => {
    axe.configure({ rules: [{ id: "color-contrast", selector: `:not([${mark}])` }] });
    try {
        return await axe.run({ resultTypes: ["violations"], ...options });
    } finally {
        document.querySelectorAll(`[${mark}]`).forEach((one) => one.removeAttribute(mark));
    }
}"""


def sound(page: Page, where: str = "", asked: dict | None = None) -> None:
    """Axe finds nothing on the page as it stands. `where` says in a failure which page it was; `asked` narrows the rules."""
    page.wait_for_load_state()  # a page that moves on by itself may be between two
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    page.evaluate(MARKING, MARK)
    found = AxeResults(page.evaluate(ASKING, [MARK, asked or {}]))
    assert found.violations_count == 0, f"{where}: {found.generate_report()}"


def sound_in_lights(
    page: Page,
    where: str = "",
    settled: Callable[[], None] = lambda: None,
    *,
    lights: tuple[str, ...] = ("light", "dark"),
) -> None:
    """Axe finds nothing in each light. `settled` waits until the page stands after a change of light."""
    for light in lights:
        page.emulate_media(color_scheme=light, reduced_motion="reduce")
        settled()
        sound(page, f"{where}, {light}", COLOURS if light == "dark" else {})
