"""Files and functions stay small enough to be read at once; a file that cannot says why in its first line."""

import ast

import pytest

from tests.house.files import PACKAGES, named, python, static, templates

FILE, FUNCTION, VIEW = 250, 40, 15
EXCUSE = f"Longer than {FILE} lines"


def functions(path) -> list:
    nodes = ast.walk(ast.parse(path.read_text()))
    return [node for node in nodes if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def length(node) -> int:
    """Lines from the def line to the end."""
    return node.end_lineno - node.lineno + 1


def body_length(node) -> int:
    """Lines of the body, the docstring left out."""
    body = node.body[1:] if ast.get_docstring(node) is not None else node.body
    return body[-1].end_lineno - body[0].lineno + 1 if body else 0


@pytest.mark.parametrize("path", [*python(*PACKAGES), *templates(), *static(".css", ".js")], ids=named)
def test_a_file_is_short_or_says_why_it_is_not(path):
    lines = path.read_text().splitlines()
    assert len(lines) <= FILE or EXCUSE in lines[0]


@pytest.mark.parametrize("path", [*python(*PACKAGES), *templates(), *static(".css", ".js")], ids=named)
def test_a_file_that_says_why_is_long_indeed(path):
    lines = path.read_text().splitlines()
    assert not lines or EXCUSE not in lines[0] or len(lines) > FILE


@pytest.mark.parametrize("path", python(*PACKAGES), ids=named)
def test_functions_are_short(path):
    assert {node.name: length(node) for node in functions(path) if length(node) > FUNCTION} == {}


@pytest.mark.parametrize("path", python("events/views"), ids=named)
def test_a_view_is_preconditions_one_call_one_response(path):
    assert {node.name: body_length(node) for node in functions(path) if body_length(node) > VIEW} == {}
