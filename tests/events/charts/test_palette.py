import re

import pytest
from django.conf import settings

from events.charts.palette import CATEGORY_COLOURS, TOKENS

STYLES = (settings.BASE_DIR / "static" / "events" / "app.css").read_text()
LIGHT, DARK = (
    dict(re.findall(r"(--[\w-]+): (#[0-9a-f]{6})", re.search(rf"{start}.*?\n  }}", STYLES, re.DOTALL)[0]))
    for start in (":root, ", re.escape(':root[data-theme="dark"] {'))
)


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_charts_and_stylesheet_have_the_same_colours():
    assert {token: colour for colour, token in TOKENS.items()}.items() <= LIGHT.items()


@pytest.mark.parametrize("category", CATEGORY_COLOURS, ids=str)
def test_every_category_can_be_seen_on_both_papers(category):
    colour = CATEGORY_COLOURS[category]
    assert contrast(colour, LIGHT["--paper"]) >= 3
    assert contrast(colour, DARK["--paper"]) >= 3


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_text_and_range_marks_can_be_read(tokens):
    colours = LIGHT | tokens
    assert all(contrast(colours[ink], colours["--paper"]) >= 4.5 for ink in ("--ink", "--ink-2", "--ink-3", "--accent"))
    assert all(contrast(colours[mark], colours["--paper"]) >= 3 for mark in ("--range", "--range-line", "--control"))
