"""UCDP GED: its numbers are kept to the unit, whatever the release names its columns; no row is lost."""

import csv
import io
import re
from collections import Counter
from datetime import date

import pytest

from events.choices import DatePrecision, Gravity, IncidentType, LocationPrecision, NamedKind, Role, VictimGroup
from events.figures import Figure
from events.imports import files, ucdp
from events.imports.base import RELEASE, Release
from events.imports.readers import format_of
from events.words import Unreadable
from tests.events.imports import examples

OLD = re.split(
    ",",
    "id,year,active_year,type_of_violence,conflict_new_id,conflict_name,dyad_new_id,dyad_name,side_a_new_id,side_a,"
    "side_b_new_id,gwnob,side_b,number_of_sources,source_article,source_office,source_date,source_headline,source_original,"
    "where_prec,where_coordinates,adm_1,adm_2,latitude,longitude,geom_wkt,priogrid_gid,country,country_id,region,"
    "event_clarity,date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,low,best,high",
)
NEW_NAMES = {"dyad_new_id": "dyad_dset_id", "side_a_new_id": "side_a_dset_id", "gwnob": "gwnoa", "low": "low_est"}
OLDEST_NAMES = {"low": "low_est", "best": "best_est", "high": "high_est"}
RELEASED = Release("UCDP GED 19.1", date(2019, 6, 1))


def event(**told) -> dict[str, str]:
    """A fight at Sabkha on 5 October 2017: two of A, one of B, four civilians."""
    return examples.UCDP | told


def table(*events: dict[str, str], renamed: dict[str, str] | None = None, more: tuple[str, ...] = ()) -> bytes:
    written = io.StringIO()
    out = csv.writer(written)
    out.writerow([(renamed or {}).get(name, name) for name in [*OLD, *more]])
    out.writerows([one.get(name, "") for name in [*OLD, *more]] for one in events)
    return written.getvalue().encode()


def read(content: bytes, release: Release = RELEASED):
    with files.opened(io.BytesIO(content)) as file:
        assert format_of(file.tables) == "ucdp-ged"
        return list(ucdp.read(file.by_name, release))


def one(**told):
    (row,) = read(table(event(**told)))
    return row


def numbers(row) -> dict[tuple[str, str], Figure]:
    return {(claim.victims, claim.combatants_of): claim.quantity.figure for claim in row.incident.claims}


def problems(row) -> list[tuple[str, str]]:
    return [(error.gravity, error.column) for error in row.errors]


def test_an_event_becomes_an_incident_with_claims_of_one_statement():
    row = one()
    incident = row.incident
    assert (incident.key, incident.title) == ("901", "Government of A - B, Sabkha village")
    assert (incident.type, incident.location_precision) == (IncidentType.ARMED_CLASH, LocationPrecision.EXACT)
    assert (incident.when.start, incident.when.precision) == (date(2017, 10, 5), DatePrecision.DAY)
    assert numbers(row) == {
        (VictimGroup.ALL, ""): Figure(6, 7, 9),
        (VictimGroup.CIVILIANS, ""): Figure(4, 4, 4),
        (VictimGroup.COMBATANTS, "Government of A"): Figure(2, 2, 2),
        (VictimGroup.COMBATANTS, "B"): Figure(1, 1, 1),
    }
    assert {(claim.report, claim.claimed_on) for claim in incident.claims} == {(RELEASE, date(2019, 6, 1))}
    assert row.errors == ()


def test_names_stand_under_each_other_and_sources_are_kept():
    row = one()
    names = {name.key: name for name in row.names}
    place = names[row.incident.place]
    above = [place.words]
    while place.within:
        place = names[place.within]
        above.append(place.words)
    assert above == ["Sabkha village", "Raqqa district", "Raqqa Governorate", "A"]
    told = [(one.publisher, one.headline) for one in row.reports if one.key != RELEASE]
    assert told == [("Agency One", "Seven die, says a doctor"), ("Monitor", '"Heavy" fighting')]
    assert {"UCDP", "Agency One", "Monitor"} <= {name.key for name in row.names if name.kind == NamedKind.SOURCE}


@pytest.mark.parametrize(("kind", "roles"), [("1", {Role.PARTY}), ("2", {Role.PARTY}), ("3", {Role.PERPETRATOR})])
def test_only_one_sided_violence_has_a_perpetrator(kind, roles):
    row = one(type_of_violence=kind, side_b="Civilians" if kind == "3" else "B")
    assert {involved.role for involved in row.incident.involvements} == roles
    assert all(involved.actor != "Civilians" for involved in row.incident.involvements)


def test_several_parties_of_a_side_are_each_a_party_and_their_dead_nobodys_alone():
    row = one(side_b="B, C")
    assert [involved.actor for involved in row.incident.involvements] == ["Government of A", "B", "C"]
    assert numbers(row)[VictimGroup.COMBATANTS, ""] == Figure(1, 1, 1)


@pytest.mark.parametrize(
    ("low", "best", "high", "kept"),
    [("9", "7", "9", (7, 7, 9)), ("6", "7", "5", (6, 7, 7)), ("9", "7", "2", (7, 7, 7)), ("", "7", "", (7, 7, 7))],
)
def test_bounds_that_do_not_hold_their_best_are_widened_and_told(low, best, high, kept):
    row = one(low=low, best=best, high=high)
    assert numbers(row)[VictimGroup.ALL, ""] == Figure(*kept)
    ((gravity, _column),) = problems(row)
    assert gravity == Gravity.NOTE


def test_c1_nought_beside_the_unknown_is_not_none():
    row = one(deaths_civilians="0", deaths_unknown="4")
    assert (VictimGroup.CIVILIANS, "") not in numbers(row)
    assert numbers(row)[VictimGroup.NOT_STATED, ""] == Figure(4, 4, 4)
    assert numbers(one(deaths_civilians="0", best="3", low="3"))[VictimGroup.CIVILIANS, ""] == Figure(0, 0, 0)


def test_c4_parts_above_the_whole_are_told_and_stay():
    row = one(deaths_civilians="40")
    assert problems(row) == [(Gravity.NOTE, "best")]
    assert numbers(row)[VictimGroup.CIVILIANS, ""] == Figure(40, 40, 40)


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        ({"deaths_civilians": "40"}, {"deaths_a": "90"}, "deaths_civilians 40; deaths_unknown 0; best 7"),
        ({"low": "9"}, {"low": "8", "best": "7"}, "low 9; best 7; high 9"),
        ({"date_start": "2015-01-01", "date_prec": "5"}, {"date_start": "2016-01-01", "date_prec": "5"}, "2015-01-01"),
    ],
)
def test_a_problem_is_one_kind_whatever_its_numbers(first, second, told):
    """They stand in the value: a report of problems by kind is as long as there are kinds."""
    ((one_error,), (other_error,)) = one(**first).errors, one(**second).errors
    assert one_error.problem == other_error.problem
    assert told in one_error.value
    assert one_error.value != other_error.value


@pytest.mark.parametrize("renamed", [{}, NEW_NAMES, OLDEST_NAMES, {"date_start": "Date_Start", "id": " ID "}])
def test_every_dialect_says_the_same(renamed):
    ours = [row.incident for row in read(table(event()))]
    theirs = table(event(date_start="2017-10-05 00:00:00.000", relid="A-2017-1-1-1"), renamed=renamed, more=("relid",))
    assert [row.incident for row in read(theirs)] == ours


def test_relid_is_the_key_only_where_there_is_no_id():
    content = table(event(id="", relid="A-2017-1-1-1"), more=("relid",))
    assert read(content)[0].incident.key == "A-2017-1-1-1"


def test_every_error_of_a_row_is_told_at_once():
    row = one(id="", date_start="2017-10-xx", latitude="4239.00416", best="many", where_prec="9", type_of_violence="")
    assert row.incident is None
    assert {column for gravity, column in problems(row) if gravity == Gravity.ERROR} == {
        *("id", "date_start", "latitude", "best", "where_prec", "type_of_violence")
    }


def test_years_and_sources_that_cannot_be_right_are_noted():
    row = one(date_end="2018-12-31", date_prec="5", source_article='"M,2919-02-06,Late"')
    assert problems(row) == [(Gravity.NOTE, "date_end"), (Gravity.NOTE, "source_date")]
    assert row.incident.when.precision == DatePrecision.LONGER


def test_a_point_whose_degrees_have_changed_places_is_noticed():
    rows = read(table(*(event(id=str(n)) for n in range(4)), event(id="9", latitude="39.2", longitude="35.8")))
    assert [problems(row) for row in rows] == [[]] * 4 + [[(Gravity.NOTE, "latitude")]]


def test_a_table_that_is_none_of_theirs_is_refused():
    with files.opened(io.BytesIO(b"id,name\n1,x\n")) as file, pytest.raises(Unreadable, match="type_of_violence"):
        list(ucdp.read(file.by_name, RELEASED))


def test_sums_are_those_of_the_file():
    """By a few lines that know nothing of drafts: per year, side and governorate."""
    events = [
        event(
            id=str(n),
            date_start=f"{2016 + n % 4}-03-01",
            date_end=f"{2016 + n % 4}-03-01",
            side_a=("Government of A", "D")[n % 2],
            adm_1=f"Province {n % 5}",
            deaths_a=str(n % 3),
            deaths_b=str(n % 2),
            deaths_civilians=str(n % 7),
            deaths_unknown=str(n % 4 // 3),
            low=str(n % 6),
            best=str(n % 3 + n % 2 + n % 7 + n % 4 // 3),
            high=str(n % 9),
        )
        for n in range(400)
    ]
    expected, found = Counter(), Counter()
    for told in events:
        for where in (told["date_start"][:4], told["side_a"], told["adm_1"]):
            expected[where, "all"] += int(told["best"])
            expected[where, "civilians"] += int(told["deaths_civilians"])
            expected[where, "combatants"] += int(told["deaths_a"]) + int(told["deaths_b"])
            expected[where, "not-stated"] += int(told["deaths_unknown"])
    rows = read(table(*events))
    for row in rows:
        names = {name.key: name for name in row.names}
        province = next(name.words for name in names.values() if name.sort == "governorate")
        for where in (str(row.incident.when.start.year), row.incident.involvements[0].actor, province):
            for claim in row.incident.claims:
                found[where, claim.victims] += claim.quantity.own_value
    assert len(rows) == 400
    assert found == expected
