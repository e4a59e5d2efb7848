"""Names that say nothing are no names, public functions say what they do, and layers stay in their rooms."""

import ast
from functools import cache

import pytest

from tests.house.files import PACKAGES, PROJECT, named, python

SAY_NOTHING = {
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "managers",
    "services",
    "signals",
    "misc",
    "tools",
    "lib",
}


def test_no_module_has_a_name_that_says_nothing():
    names = {part for path in python(*PACKAGES) for part in path.relative_to(PROJECT).with_suffix("").parts}
    assert names & SAY_NOTHING == set()


@cache
def called_elsewhere() -> frozenset[tuple[str, str]]:
    """(module or package, name) for everything that some module imports from another, or reaches through it."""
    found = set()
    for path in python("events", "conflict_tracker"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ImportFrom) and node.module:
                found |= {(node.module.split(".")[-1], alias.name) for alias in node.names}
            elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                found.add((node.value.id, node.attr))
    return frozenset(found)


def public_functions(path) -> list[ast.FunctionDef]:
    """Functions of the module's top floor that other modules call."""
    return [
        node
        for node in ast.parse(path.read_text()).body
        if isinstance(node, ast.FunctionDef)
        and {(path.stem, node.name), (path.parent.name, node.name)} & called_elsewhere()
    ]


def says_itself(node: ast.FunctionDef) -> bool:
    """A function of one statement whose name and types are all there is to say needs no docstring."""
    return ast.get_docstring(node) is not None or (len(node.body) == 1 and node.returns is not None)


def test_public_functions_have_a_docstring():
    silent = {
        named(path): [node.name for node in public_functions(path) if not says_itself(node)]
        for path in python("events", "conflict_tracker")
    }
    assert {path: names for path, names in silent.items() if names} == {}


@pytest.mark.parametrize("path", python("events/actions"), ids=named)
def test_actions_take_their_arguments_by_name(path):
    for node in public_functions(path):
        assert not node.args.args, f"{node.name} takes {node.args.args[0].arg} by position"


@pytest.mark.parametrize("path", python("events/views"), ids=named)
def test_views_do_not_filter(path):
    """The domain's words are QuerySet methods; a view that filters has a rule that nobody else knows."""
    called = {
        node.func.attr
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    }
    assert called & {"filter", "exclude", "annotate", "aggregate", "raw", "extra"} == set()


@pytest.mark.parametrize("path", python(*PACKAGES), ids=named)
def test_nothing_is_left_to_do(path):
    assert not any(mark in path.read_text() for mark in ("TO" + "DO", "FIX" + "ME", "XX" + "X:"))
