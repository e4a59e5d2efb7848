"""Our own template as a person fills it in: read with the least that is needed, or refused cell by cell."""

from dataclasses import replace
from datetime import date

import pytest

from events.drafts import RowError
from events.imports import template
from events.imports.base import Table
from events.words import Unreadable
from tests.events.imports.test_template import RELEASE

INCIDENT = {"code": "a1", "title": "Raid on a ford", "type": "raid", "date_start": "2024-03-05", "place": "Ford"}
CLAIM = {
    "incident": "a1",
    "publisher": "Agency",
    "report": "Raid on a ford",
    "report_date": "2024-03-06",
    "minimum": "14",
    "maximum": "14",
}


def table(name: str, *rows: dict) -> Table:
    header = tuple(dict.fromkeys(column for row in rows for column in row))
    return Table(
        name, header, [(line, [row.get(column, "") for column in header]) for line, row in enumerate(rows, start=2)]
    )


def read(incident: dict, *claims: dict, **others: Table):
    """The one row that an incident and its claims make."""
    tables = {"incidents": table("incidents", INCIDENT | incident), **others}
    if claims:
        tables["claims"] = table("claims", *[CLAIM | claim for claim in claims])
    [row] = template.read(tables, RELEASE)
    return row


def errors(row) -> set[tuple]:
    return {(error.row, error.column) for error in row.errors}


def test_a_row_with_the_least_that_is_needed():
    row = read({}, {})
    assert row.errors == ()
    incident = row.incident
    assert (incident.when.start, incident.when.end, incident.when.precision) == (
        date(2024, 3, 5),
        date(2024, 3, 5),
        "day",
    )
    assert (incident.status, incident.grade, incident.location_precision) == ("published", "ungraded", "exact")
    [claim] = incident.claims
    assert (claim.quantity.qualifier, claim.victims, claim.harm, claim.claimant) == (
        "exact",
        "not-stated",
        "killed",
        "",
    )
    assert claim.claimed_on == date(2024, 3, 6)
    assert incident.reports == (claim.report,)


def test_c1_an_empty_bound_is_not_known_and_zero_is_stated():
    row = read({}, {"minimum": "18", "maximum": ""}, {"minimum": "0", "maximum": "0"}, {"minimum": "", "maximum": "9"})
    said = [(claim.quantity.minimum, claim.quantity.maximum, claim.quantity.qualifier) for claim in row.incident.claims]
    assert said == [(18, None, "at-least"), (0, 0, "none"), (None, 9, "at-most")]


def test_a_date_in_words_and_actors_by_name():
    row = read(
        {
            "date_start": "",
            "date_words": "early October 2017",
            "perpetrators": "Alpha; Beta",
            "attribution": "contested",
        }
    )
    assert (row.incident.when.start, row.incident.when.words) == (date(2017, 10, 1), "early October 2017")
    assert [(one.actor, one.sharing) for one in row.incident.involvements] == [
        ("Alpha", "alternative"),
        ("Beta", "alternative"),
    ]
    assert {name.words for name in row.names} == {"Alpha", "Beta", "Ford"}


def test_a_place_stands_under_its_governorate_and_country():
    row = read({"admin1": "North", "country": "Nowhere"})
    assert [(name.words, name.within, name.sort) for name in row.names] == [
        ("Nowhere", "", "country"), ("North", "Nowhere", "governorate"), ("Ford", "Nowhere / North", "locality"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("incident", "claim", "column"),
    [
        ({"code": ""}, None, "code"),
        ({"title": ""}, None, "title"),
        ({"title": "x" * 201}, None, "title"),
        ({"type": "bombing"}, None, "type"),
        ({"type": ""}, None, "type"),
        ({"date_start": "5/3/2024"}, None, "date_start"),
        ({"date_start": "2024-02-30"}, None, "date_start"),
        ({"date_start": ""}, None, "date_start"),
        ({"date_end": "2024-03-04"}, None, "date_end"),
        ({"date_end": "2024-03-09", "date_precision": "day"}, None, "date_precision"),
        ({"place": ""}, None, "place"),
        ({"latitude": "4239.00416", "longitude": "40"}, None, "latitude"),
        ({"latitude": "35"}, None, "longitude"),
        ({"status": "merged"}, None, "status"),
        ({"status": "retracted"}, None, "retracted_because"),
        ({"retracted_because": "It was not so"}, None, "retracted_because"),
        ({"rule": "decision"}, None, "rule"),
        ({"rule": "most-reliable"}, None, "rule_because"),
        ({"involved": "alpha"}, None, "involved"),
        ({"involved": "alpha: victim, alleged, joint"}, None, "involved"),
        ({"reports": "7"}, None, "reports"),
        ({"killed_low": "3"}, None, "killed_low"),
        ({}, {"publisher": ""}, "claims: publisher"),
        ({}, {"report": ""}, "claims: report"),
        ({}, {"report_date": ""}, "claims: report_date"),
        ({}, {"report_date": "yesterday"}, "claims: report_date"),
        ({}, {"report_url": "javascript:alert(1)"}, "claims: report_url"),
        ({}, {"minimum": "fourteen"}, "claims: minimum"),
        ({}, {"minimum": "-1"}, "claims: minimum"),
        ({}, {"minimum": "", "maximum": ""}, "claims: minimum"),
        ({}, {"minimum": "15"}, "claims: qualifier"),
        ({}, {"qualifier": "at-least"}, "claims: qualifier"),
        ({}, {"qualifier": "roughly"}, "claims: qualifier"),
        ({}, {"victims": "soldiers"}, "claims: victims"),
        ({}, {"combatants_of": "Alpha"}, "claims: combatants_of"),
        ({}, {"children_minimum": "4", "children_maximum": "3"}, "claims: children_minimum"),
        ({}, {"blames": "Alpha"}, "claims: blames"),
        ({}, {"stances": "alpha: accuses"}, "claims: stances"),
        ({}, {"supersedes": "9"}, "claims: supersedes"),
        ({}, {"claim": "4", "derives_from": "4"}, "claims: derives_from"),
        ({}, {"incident": "b7"}, "incident"),
    ],
)
def test_a_bad_cell_is_named(incident, claim, column):
    tables = {"incidents": table("incidents", INCIDENT | incident)}
    if claim is not None:
        tables["claims"] = table("claims", CLAIM | claim)
    rows = list(template.read(tables, RELEASE))
    found = [error for row in rows for error in row.errors]
    wanted = "claims: incident" if column == "incident" else column
    assert [(error.row, error.column) for error in found] == [(2, wanted)]
    assert found[0].problem
    assert any(row.incident is None for row in rows)


def test_all_errors_of_a_row_are_told_not_the_first_alone():
    row = read({"title": "", "type": "x", "latitude": "north", "longitude": "40"}, {"minimum": "x", "publisher": ""})
    assert errors(row) == {(2, "title"), (2, "type"), (2, "latitude"), (2, "claims: minimum"), (2, "claims: publisher")}


def test_errors_of_the_other_tables_are_told_with_their_rows():
    reports = table("reports", {"report_number": "7", "publisher": "Agency", "report": "Raid", "report_date": "soon"})
    places = table("places", {"slug": "ford", "name": "Ford", "level": "village", "latitude": "99", "longitude": "4"})
    tables = {"incidents": table("incidents", INCIDENT | {"place_slug": "ford"}), "reports": reports, "places": places}
    found = [(error.row, error.column) for row in template.read(tables, RELEASE) for error in row.errors]
    assert found == [(2, "reports: report_date"), (2, "places: latitude"), (2, "places: level")]


def test_the_line_of_explanation_is_no_row():
    explained = Table(
        "incidents", ("code", "title", "type"), [(2, ["↑ permanent code", "what happened", "one of: raid"])]
    )
    assert list(template.read({"incidents": explained}, RELEASE)) == []


def test_what_is_wrong_with_a_line_of_the_file_is_an_error_of_its_row():
    cut = RowError(2, "date_start", "", "The row ends before this column.")
    incidents = table("incidents", INCIDENT)
    [row] = template.read({"incidents": replace(incidents, problems={2: [cut]})}, RELEASE)
    assert (row.incident, row.errors) == (None, (cut,))


def test_a_code_that_stands_twice_is_an_error_on_the_second_row():
    tables = {"incidents": table("incidents", INCIDENT, INCIDENT | {"code": " A1"})}
    first, second = template.read(tables, RELEASE)
    assert (first.errors, errors(second)) == ((), {(3, "code")})


def test_a_table_without_a_needed_column_is_refused_by_name():
    with pytest.raises(Unreadable, match="title"):
        list(template.read({"incidents": Table("incidents", ("code", "type"), [])}, RELEASE))
    with pytest.raises(Unreadable, match="incidents"):
        list(template.read({"claims": table("claims", CLAIM), "reports": table("reports", CLAIM)}, RELEASE))
