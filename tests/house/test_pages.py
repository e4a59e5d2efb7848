"""Templates, styles and scripts: no inline code (the CSP forbids it), no side of the page, nothing from elsewhere."""

import re
from collections.abc import Iterator

import pytest

from tests.house.files import named, static, templates

MARKUP = templates()
STYLES = static(".css")
SCRIPTS = static(".js")

PHYSICAL = re.compile(
    r"(?<![-\w])(?:margin|padding|border|inset|scroll-margin|scroll-padding)-(?:left|right)\b"
    r"|(?<![-\w])(?:left|right)\s*:"
    r"|(?:text-align|float|clear|caption-side)\s*:\s*(?:left|right)\b"
    r"|border-(?:top|bottom)-(?:left|right)-radius"
)
SAME_EVERYWHERE = ("UTC", "English", "XLSX", "ZIP")
# a namespace is a name, not an address that anything is loaded from
NAMESPACE = re.compile(r"xmlns(?::\w+)?=[\"']https?://www\.w3\.org/[^\"']*[\"']|[\"']http://www\.w3\.org/2000/svg[\"']")


def without_comments(text: str) -> str:
    return re.sub(r"/\*.*?\*/|\{#.*?#\}|\{% comment %\}.*?\{% endcomment %\}|<!--.*?-->", "", text, flags=re.DOTALL)


@pytest.mark.parametrize("path", MARKUP, ids=named)
def test_no_script_is_written_into_a_page(path):
    text = without_comments(path.read_text())
    assert re.findall(r"<script(?![^>]*\bsrc=)[^>]*>", text) == []
    assert re.findall(r"\s(?:on[a-z]+|hx-on[:\w-]*)\s*=\s*[\"']", text) == []
    assert "javascript:" not in text


@pytest.mark.parametrize("path", MARKUP, ids=named)
def test_no_style_is_written_into_a_page(path):
    text = without_comments(path.read_text())
    assert re.findall(r"<style\b|\sstyle\s*=", text) == []


@pytest.mark.parametrize("path", [*MARKUP, *STYLES, *SCRIPTS, *static(".svg")], ids=named)
def test_nothing_is_loaded_from_elsewhere(path):
    text = NAMESPACE.sub("", without_comments(path.read_text()))
    assert re.findall(r"(?:src|href|action|data|poster|srcset)\s*=\s*[\"'](?:https?:)?//[^\"']*", text) == []
    assert re.findall(r"(?:url\(|@import\s+|import\s+|fetch\()\s*[\"']?(?:https?:)?//[^\"')]*", text) == []
    assert path.suffix == ".html" or re.findall(r"https?://[^\s\"')]+", text) == []


@pytest.mark.parametrize("path", STYLES, ids=named)
def test_styles_know_no_left_and_right(path):
    assert PHYSICAL.findall(without_comments(path.read_text())) == []


@pytest.mark.parametrize("path", MARKUP, ids=named)
def test_words_of_a_page_can_be_translated(path):
    """Text between tags that is neither a variable nor inside a translation."""
    text = without_comments(path.read_text())
    text = re.sub(r"\{% blocktranslate.*?\{% endblocktranslate %\}", "", text, flags=re.DOTALL)
    text = re.sub(r"\{[%{].*?[%}]\}", "", text, flags=re.DOTALL)
    # examples of what to type are code; a language is called by its own name; UTC and kinds of files are so called everywhere
    text = re.sub(r"<(script|code|kbd|samp)\b.*?</\1>", "", text, flags=re.DOTALL)
    if path.suffix == ".html":
        between = re.sub(r"<[^>]*>", "\0", text)
        words = [part.strip() for part in between.split("\0")]
        assert [part for part in words if re.search(r"[A-Za-z]{3,}", part) and part not in SAME_EVERYWHERE] == []


def declared(style: str) -> Iterator[tuple[str, str]]:
    """(all that it stands in, property) of each declaration."""
    within: list[str] = []
    for part, end in re.findall(r"([^{};]*)([{};])", without_comments(style)):
        if end == "{":
            within.append(part.strip())
            continue
        if ":" in part:
            yield " ".join(within), part.partition(":")[0].strip()
        if end == "}":
            within.pop()


DARK = re.compile(r"prefers-color-scheme:\s*dark|data-theme=[\"']?dark")


def test_the_dark_has_other_tokens_and_no_rules_of_its_own():
    """What is one rule in both lights is looked at in one of them, and holds in the other."""
    dark = [name for path in STYLES for within, name in declared(path.read_text()) if DARK.search(within)]
    assert {"color-scheme", "--paper", "--ink"} <= set(dark)
    assert [name for name in dark if name != "color-scheme" and not name.startswith("--")] == []
