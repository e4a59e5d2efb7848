"""The colours of charts, named as in static/events/app.css, which holds their dark twins too.

A figure carries the light values; chart.js puts in what the page's custom properties say when it draws.
"""

from events.choices import Category

PAPER = "#ffffff"
INK = "#15191c"
INK_2 = "#454d54"
INK_3 = "#616a72"
RULE = "#d8dce0"
RANGE = "#7b868f"
RANGE_LINE = "#59636b"
BAND = "#e3e6e9"

CATEGORY_COLOURS = {
    Category.STRIKE: "#0072b2",
    Category.GROUND: "#d55e00",
    Category.EXPLOSIVE: "#009e73",
    Category.AGAINST: "#cc79a7",
    Category.OTHER: "#5b6770",
}
# the second channel, for those who cannot tell the hues apart and for print without colour
CATEGORY_PATTERNS = {
    Category.STRIKE: "",
    Category.GROUND: "/",
    Category.EXPLOSIVE: ".",
    Category.AGAINST: "-",
    Category.OTHER: "",
}

TOKENS = {
    PAPER: "--paper",
    INK: "--ink",
    INK_2: "--ink-2",
    INK_3: "--ink-3",
    RULE: "--rule",
    RANGE: "--range",
    RANGE_LINE: "--range-line",
    BAND: "--band",
    **{colour: f"--{category}" for category, colour in CATEGORY_COLOURS.items()},
}
CLEAR = "rgba(0,0,0,0)"
