"""The pure rooms import neither Django's ORM nor the models, so that a file and a newspaper text become the same draft.

import-linter cannot look inside an external package, so `django.db` is watched here.
"""

import ast
import tomllib

import pytest

from conflict_tracker.local import PROJECT

CONTRACTS = tomllib.loads((PROJECT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
PURE = next(contract["source_modules"] for contract in CONTRACTS if contract["name"].startswith("pure rooms"))
CHOICES_MAY = {"django.db.models.TextChoices"}


def imported(source: str) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


@pytest.mark.parametrize("room", PURE)
def test_a_pure_room_does_not_import_the_orm(room: str) -> None:
    place = PROJECT / room.replace(".", "/")
    sources = place.rglob("*.py") if place.is_dir() else [place.with_suffix(".py")]
    orm = {name for source in sources for name in imported(source.read_text()) if name.startswith("django.db")}
    assert orm <= (CHOICES_MAY if room == "events.choices" else set())


def test_an_import_of_the_orm_would_be_seen() -> None:
    assert imported("def f():\n    from django.db import models") == {"django.db.models"}
