"""How PostgreSQL is led to read a file's rows: in time that grows with them, whatever it expects of a filter."""

from collections.abc import Iterator

import pytest
from django.db import connection

from events.analytics.listing import ordered
from events.exports import rows
from events.exports.csv import cell
from events.selection import Selection

GROUPED = {"b", "s", "e", "n", "t"}
"""The grouped tables of INCIDENTS_FROM."""


def joined(plan: dict) -> Iterator[tuple[str, str]]:
    """(kind of join, alias) of each table that a plan joins."""
    for part in plan.get("Plans", []):
        if "Alias" in part:
            yield plan["Node Type"], part["Alias"]
        if part["Node Type"] == "Hash":
            yield from ((plan["Node Type"], inner["Alias"]) for inner in part["Plans"] if "Alias" in inner)
        yield from joined(part)


@pytest.mark.django_db
@pytest.mark.usefixtures("recorded")
@pytest.mark.parametrize("part", ["", f"LIMIT {rows.FIRST}", f"OFFSET {rows.FIRST}"])
@pytest.mark.parametrize("asked", ["", "&casualties=reported", "&q=strike", "&grade=fair&casualties=unknown"])
def test_no_grouped_table_is_made_again_for_each_incident(asked: str, part: str):
    """PostgreSQL expects one row of thousands where two filters meet, and nested loops over groups took 90 times as long."""
    selection = Selection.of_readers(f"dataset=demonstration{asked}")
    statement, params = rows.incidents(ordered(selection), site="http://testserver").statement(cell, "{rows}", part)
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (FORMAT JSON) {statement}", params)
        [[[plan]]] = cursor.fetchall()
    found = [(kind, alias) for kind, alias in joined(plan["Plan"]) if alias in GROUPED]
    assert {alias for _kind, alias in found} == GROUPED
    assert "Nested Loop" not in {kind for kind, _alias in found}
