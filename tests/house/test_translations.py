"""A language is offered only when every sentence of it is there, and every placeholder in every sentence."""

import ast
import re
from pathlib import Path

import pytest
from django.utils.translation.template import templatize

from tests.house.files import PROJECT, named, python, templates

CATALOGUES = sorted(path for folder in ("conflict_tracker", "events") for path in (PROJECT / folder).rglob("*.po"))
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]")


def entries(path: Path) -> list[dict[str, str]]:
    """The messages of a catalogue: msgid, msgid_plural, msgstr, msgstr[0] …, and its flags."""
    found = []
    for block in path.read_text().split("\n\n"):
        entry, key = {"flags": ""}, None
        for line in block.splitlines():
            if line.startswith("#,"):
                entry["flags"] += line
            elif match := re.match(r'(msg\w+(?:\[\d\])?) "(.*)"$', line):
                key, entry[match[1]] = match[1], match[2]
            elif (match := re.match(r'"(.*)"$', line)) and key:
                entry[key] += match[1]
        if entry.get("msgid"):
            found.append(entry)
    return found


def said(entry: dict[str, str]) -> list[str]:
    return [text for key, text in entry.items() if key.startswith("msgstr")]


@pytest.mark.parametrize("path", CATALOGUES, ids=named)
def test_every_sentence_is_translated(path):
    missing = [entry["msgid"] for entry in entries(path) if "" in said(entry) or "fuzzy" in entry["flags"]]
    assert missing == []


@pytest.mark.parametrize("path", CATALOGUES, ids=named)
def test_a_translation_keeps_the_placeholders(path):
    """A plural form may say its number in a word: "two incidents" is one word in Arabic."""
    for entry in entries(path):
        wanted = set(PLACEHOLDER.findall(entry["msgid"] + entry.get("msgid_plural", "")))
        for text in filter(None, said(entry)):
            kept = set(PLACEHOLDER.findall(text))
            assert kept <= wanted, entry["msgid"]
            assert "msgid_plural" in entry or kept == wanted, entry["msgid"]


def sentences(source: str) -> set[str]:
    """The first argument of every call in Python source that marks a sentence for translation."""
    marks = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "gettext_noop"}
    calls = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call) and node.args)
    marked = (node.args[0] for node in calls if isinstance(node.func, ast.Name) and node.func.id in marks)
    return {argument.value for argument in marked if isinstance(argument, ast.Constant)}


def written() -> set[str]:
    """Every sentence in our Python files and templates; Django itself turns a template into calls."""
    found = set()
    for path in python("events", "conflict_tracker"):
        found |= sentences(path.read_text())
    for path in templates():
        calls = re.findall(r"(?<![\w.])n?gettext\(.*?\)(?= |$)|(?<![\w.])_\(.*?\)(?= |$)", templatize(path.read_text()))
        found |= {sentence for call in calls for sentence in sentences(call.strip())}
    return found


@pytest.mark.parametrize("path", CATALOGUES, ids=named)
def test_every_sentence_of_the_program_is_in_the_catalogue(path):
    listed = {ast.literal_eval(f'"{entry["msgid"]}"') for entry in entries(path)}
    assert sorted(written() - listed) == []
