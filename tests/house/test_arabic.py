"""The Arabic catalogue: it has every sentence of the source, is compiled, and its examples can be typed as they stand."""

import ast
import gettext
import re
import struct
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.utils.translation.template import templatize

from events import dates, quantities
from events.words import Unreadable
from tests.house.files import PROJECT, named, python, templates
from tests.house.test_translations import entries

ARABIC = PROJECT / "conflict_tracker" / "locale" / "ar" / "LC_MESSAGES" / "django.po"
FUNCTIONS = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy"}
LITERAL = r"u?('(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")"
IN_TEMPLATE = re.compile(rf"\b(?:_|gettext|ngettext)\({LITERAL}")
ONE_OF_EACH_FORM = (0, 1, 2, 3, 11, 100)
"""A number for each of the six Arabic plural forms."""

REPORTED = date(2017, 10, 7)


def unescaped(entry: dict[str, str]) -> dict[str, str]:
    return {key: ast.literal_eval(f'"{text}"') for key, text in entry.items() if key.startswith("msg")}


CATALOGUE = [unescaped(entry) for entry in entries(ARABIC)]


def marked_in_python(path: Path) -> set[str]:
    """Read as Python does, not as xgettext does, which passes over words inside an f-string without a word."""
    calls = (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call) and node.args)
    return {
        call.args[0].value
        for call in calls
        if getattr(call.func, "id", None) in FUNCTIONS and isinstance(call.args[0], ast.Constant)
    }


def marked_in_template(path: Path) -> set[str]:
    return {ast.literal_eval(literal) for literal in IN_TEMPLATE.findall(templatize(path.read_text()))}


@pytest.mark.parametrize("path", [*python("conflict_tracker", "events"), *templates()], ids=named)
def test_every_sentence_of_the_source_is_in_the_catalogue(path):
    marked = marked_in_python(path) if path.suffix == ".py" else marked_in_template(path)
    assert marked - {entry["msgid"] for entry in CATALOGUE} == set()


def test_the_compiled_catalogue_is_the_one_in_words():
    compiled = ARABIC.with_suffix(".mo")
    with compiled.open("rb") as opened:
        arabic = gettext.GNUTranslations(opened)
    for entry in CATALOGUE:
        if "msgid_plural" not in entry:
            assert arabic.gettext(entry["msgid"]) == entry["msgstr"]
            continue
        said = [arabic.ngettext(entry["msgid"], entry["msgid_plural"], number) for number in ONE_OF_EACH_FORM]
        assert said == [entry[f"msgstr[{form}]"] for form in range(len(ONE_OF_EACH_FORM))]
    (count,) = struct.unpack_from("<I", compiled.read_bytes(), 8)
    assert count == len(CATALOGUE) + 1, "the header counts; more than that are sentences that are no longer there"


def test_quotation_marks_are_those_of_arabic():
    foreign = [
        text for entry in CATALOGUE for key, text in entry.items() if "msgstr" in key and re.search('[“”"]', text)
    ]
    assert foreign == []


# --- what a sentence says to type ------------------------------------------------------------------------------------
def examples(text: str) -> list[str]:
    """What stands in quotation marks, and the pieces of a list of four or more, after a colon if there is one."""
    listed = re.split("[,،] ", text.rpartition(": ")[2].rstrip("."))
    pieces = [piece.removeprefix("أو ") for piece in listed] if len(listed) > 3 else []
    return [*re.findall("[“«](.+?)[”»]", text), *pieces]


def meant(words: str) -> tuple | None:
    """What the program reads in the words, as a number of people or a date; None where it reads nothing."""
    try:
        return ("people", quantities.read(words))
    except Unreadable:
        pass
    try:
        when = dates.read(words, REPORTED)
    except Unreadable:
        return None
    return ("days", when.start, when.end, when.part_of_day)


def pairs() -> Iterator[tuple[str, str]]:
    """Each example that can be typed in English, with the one that stands in its place in Arabic."""
    for entry in CATALOGUE:
        if "msgid_plural" not in entry:
            english, arabic = examples(entry["msgid"]), examples(entry["msgstr"])
            yield from ((one, other) for one, other in zip(english, arabic, strict=False) if meant(one))


def test_an_example_that_can_be_typed_in_english_can_be_typed_in_arabic():
    found = set(pairs())
    assert {"at least 18", "dozens", "Thursday night", "early October 2017"} <= {one for one, _other in found}
    assert [(one, other) for one, other in sorted(found) if meant(one) != meant(other)] == []
