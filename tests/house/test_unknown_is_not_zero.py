"""C1 in the source: nothing turns an unknown bound into a zero."""

import ast
import re

import pytest

from tests.house.files import named, python, static, templates

SOURCES = python("events", "conflict_tracker")
BOUNDS = {"low", "best", "high", "minimum", "maximum"}


def is_zero(node) -> bool:
    return isinstance(node, ast.Constant) and node.value == 0 and not isinstance(node.value, bool)


def is_bound(node) -> bool:
    """Whether the expression speaks of a bound: figure.low, row["killed_high"], measured__best."""
    words = re.split(r"[^a-z]+|_", ast.unparse(node).lower())
    return bool(BOUNDS & set(words))


@pytest.mark.parametrize("path", SOURCES, ids=named)
def test_c1_no_unknown_becomes_zero_by_or(path):
    found = [
        ast.unparse(node)
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.Or) and any(map(is_zero, node.values[1:]))
    ]
    assert found == []


@pytest.mark.parametrize("path", SOURCES, ids=named)
def test_c1_no_unknown_becomes_zero_by_a_default(path):
    """None of Coalesce(low, 0), Sum("low", default=0), row.get("low", 0), getattr(row, "low", 0), "0 if low is None"."""
    found = []
    for node in ast.walk(ast.parse(path.read_text())):
        zero = (
            isinstance(node, ast.Call)
            and ast.unparse(node.func).split(".")[-1] in {"Coalesce", "Sum", "Min", "Max", "get", "getattr"}
            and (
                any(is_zero(part) or ast.unparse(part) == "Value(0)" for part in node.args)
                or any(keyword.arg == "default" and is_zero(keyword.value) for keyword in node.keywords)
            )
        ) or (
            isinstance(node, ast.IfExp)
            and (is_zero(node.body) or is_zero(node.orelse))
            and "charts" not in path.parts  # "12 or fewer" is drawn hollow, from the axis: a place on paper, no number
        )
        if zero and is_bound(node):
            found.append(ast.unparse(node))
    assert found == []


@pytest.mark.parametrize("path", [*SOURCES, *python("events/migrations")], ids=named)
def test_c1_no_sql_coalesces_a_bound_to_zero(path):
    assert (
        re.findall(r"(?i)coalesce\s*\([^()]*\b(?:low|best|high|minimum|maximum)\b[^()]*,\s*0\s*\)", path.read_text())
        == []
    )


@pytest.mark.parametrize("path", [*templates(), *static(".js")], ids=named)
def test_c1_no_page_shows_zero_for_unknown(path):
    text = path.read_text()
    assert re.findall(r"default(?:_if_none)?:\s*[\"']?0\b", text) == []
    assert re.findall(r"(?:low|best|high)\w*\s*(?:\|\||\?\?)\s*0\b", text) == []
