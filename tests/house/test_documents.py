"""Documents are there, lead where they say, and speak of what there is."""

import re
from itertools import chain

import pytest
from django.apps import apps
from django.db.models import TextChoices
from django.utils import translation

from events import choices
from tests.house.files import PROJECT, named, pages, python

EXPECTED = (
    "README.md",
    "CHANGELOG.md",
    "LICENSE",
    "docs/glossary.md",
    "docs/how-we-count.md",
    "docs/how-to-enter.md",
    "docs/how-to-export.md",
    "docs/how-to-import.md",
    "docs/how-to-use-the-api.md",
    "docs/how-to-cite.md",
    "docs/how-to-places.md",
    "docs/how-to-deploy.md",
    "docs/scaling.md",
)
WORDS = (
    *("Dataset", "Incident", "Place", "Actor", "Involvement", "Source", "Report", "Claim", "Estimate", "Figure"),
    *("Grade", "Selection", "Batch", "Claimant", "Publisher", "Voice", "Own value", "Stance", "Aggregate claim"),
)
GLOSSARY = PROJECT / "docs" / "glossary.md"
VOCABULARIES = [
    one for one in vars(choices).values() if isinstance(one, type) and issubclass(one, TextChoices) and one.choices
]


def rows(text: str) -> list[list[str]]:
    """The cells of a Markdown table's body."""
    lines = [line for line in text.splitlines() if line.startswith("|")][2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def section(heading: str) -> str:
    """The glossary's text under the heading that has these words, up to the next one."""
    parts = re.split(r"(?m)^#{2,3} (.*)$", GLOSSARY.read_text())
    return next(text for title, text in zip(parts[1::2], parts[2::2], strict=True) if heading in title)


def anchors(document) -> set[str]:
    """The anchors that a document's headings make, as GitHub makes them."""
    headings = re.findall(r"(?m)^#+ (.*)$", document.read_text())
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("name", EXPECTED)
def test_what_people_look_for_is_there(name):
    assert (PROJECT / name).read_text().strip()


@pytest.mark.parametrize("document", pages(), ids=named)
def test_links_lead_somewhere(document):
    text = re.sub(r"```.*?```", "", document.read_text(), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"https?:|mailto:", target):
            continue
        name, _hash, anchor = target.partition("#")
        linked = (document.parent / name).resolve() if name else document
        assert linked.exists(), target
        assert not anchor or anchor in anchors(linked), target


def test_the_glossary_has_the_words_of_the_domain():
    defined = dict(rows(section("Words")))
    assert [word for word in WORDS if not defined.get(word)] == []


def test_the_glossary_has_every_kind_of_record():
    defined = {word.lower() for word, _meaning in rows(section("Words"))}
    with translation.override("en"):
        kinds = {str(model._meta.verbose_name) for model in apps.get_app_config("events").get_models()}
    assert kinds - defined == set()


@pytest.mark.parametrize("vocabulary", VOCABULARIES, ids=lambda one: one.__name__)
def test_the_glossary_has_every_vocabulary_value_by_value(vocabulary):
    text = section(f"(`{vocabulary.__name__}`)")
    with translation.override("en"):
        expected = [[f"`{value}`", str(label)] for value, label in vocabulary.choices]
    assert [row[:2] for row in rows(text)] == expected
    assert all(row[2] for row in rows(text))
    assert " ".join(vocabulary.__doc__.split()) in " ".join(text.split())


def test_the_glossary_has_no_other_vocabulary():
    assert len(re.findall(r"(?m)^### ", GLOSSARY.read_text())) == len(VOCABULARIES)


def test_every_rule_that_the_code_names_is_explained():
    explained = set(re.findall(r"\*\*(C\d+)\b", (PROJECT / "docs" / "how-we-count.md").read_text()))
    sources = chain(python("events", "conflict_tracker", "tests"), (PROJECT / "templates").rglob("*.html"))
    cited = {rule for path in sources for rule in re.findall(r"\bC(?:1[0-4]|[1-9])\b", path.read_text())}
    assert explained == {f"C{number}" for number in range(1, 15)}
    assert cited <= explained


def test_decisions_are_numbered_without_gaps():
    numbers = sorted(int(path.name[:4]) for path in (PROJECT / "docs" / "adr").glob("*.md"))
    assert numbers == list(range(1, len(numbers) + 1))
