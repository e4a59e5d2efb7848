"""ACLED, Airwars and GTD: each number means what its publisher means by it, and what is not known stays so (C1)."""

import io
from datetime import date

import pytest

from events.choices import (
    DatePrecision,
    Grade,
    Harm,
    IncidentType,
    LocationPrecision,
    Role,
    Sharing,
    Strength,
    Subset,
    VictimGroup,
)
from events.imports import files
from events.imports.base import Release
from events.imports.readers import READERS, format_of
from events.quantities import Quantity
from tests.events.imports import examples

RELEASE = Release("2020-01", date(2020, 1, 1))


def read(format: str, *rows: dict[str, str], header: list[str] | None = None):
    with files.opened(io.BytesIO(examples.written(list(rows), header).encode())) as file:
        assert format_of(file.tables) == format
        return list(READERS[format].read(file.by_name, RELEASE))


def one(format: str, **told: str):
    """The sound row with some cells told otherwise."""
    sound = {"acled": examples.ACLED, "airwars": examples.AIRWARS, "gtd": examples.GTD}[format]
    (row,) = read(format, sound | told)
    return row


def claimed(row) -> dict[tuple[str, str], Quantity]:
    return {(claim.harm, claim.victims): claim.quantity for claim in row.incident.claims}


def killed(row, victims: str = VictimGroup.ALL) -> Quantity | None:
    return claimed(row).get((Harm.KILLED, victims))


def involved(row) -> set[tuple[str, str]]:
    return {(one.actor, one.role) for one in row.incident.involvements}


class TestAcled:
    @pytest.mark.parametrize(
        ("notes", "stated"),
        [
            ("Shelling hit a school. Casualties unknown.", False),
            ("No fatalities were reported.", False),
            ("No reported fatalities.", False),
            ("There were no casualties.", True),
            ("A strike without injuries or fatalities.", True),
            ("", False),
        ],
    )
    def test_nought_is_none_only_where_the_notes_say_so(self, notes, stated):
        row = one("acled", fatalities="0", notes=notes)
        assert (killed(row) == Quantity(0, 0, "none")) == stated
        assert (killed(row) is None and len(row.errors) == 1) != stated

    @pytest.mark.parametrize(
        ("people", "notes", "kept"),
        [
            ("3", "Several fighters were killed.", Quantity(3, None, "several")),
            ("10", "An unknown number of deaths, coded as 10.", Quantity(10, None, "several")),
            ("12", "Dozens died.", Quantity(12, None, "dozens")),
            ("100", "Hundreds were killed.", Quantity(100, None, "hundreds")),
            ("3", "Several shells fell; three people were killed.", Quantity(3, 3, "exact")),
            ("10", "10 were killed, many wounded.", Quantity(10, 10, "exact")),
            ("11", "Dozens died.", Quantity(11, 11, "exact")),
        ],
    )
    def test_imputed_numbers_are_told_from_counted_ones(self, people, notes, kept):
        row = one("acled", fatalities=people, notes=notes)
        assert killed(row) == kept
        assert bool(row.errors) == kept.is_uncounted

    def test_the_sides_of_a_fight_are_parties_and_who_helps_supports(self):
        assert involved(one("acled")) == {
            *(("Military Forces of A (2000-)", Role.PARTY), ("B", Role.PARTY)),
            *(("Militia X", Role.SUPPORTER), ("Militia W", Role.SUPPORTER)),
        }

    def test_who_harms_civilians_is_the_perpetrator(self):
        told = {"actor1": "Civilians (A)", "inter1": "Civilians", "actor2": "B", "assoc_actor_1": "Teachers (A)"}
        row = one("acled", event_type="Violence against civilians", sub_event_type="Attack", **told)
        assert involved(row) == {("B", Role.PERPETRATOR)}
        assert row.incident.type == IncidentType.KILLING

    def test_the_order_of_actors_in_a_cell_changes_nothing(self):
        assert one("acled", assoc_actor_1="Militia W;Militia X").incident == one("acled").incident

    @pytest.mark.parametrize(
        ("precision", "kept", "days"),
        [("1", DatePrecision.DAY, 1), ("2", DatePrecision.WEEK, 7), ("3", DatePrecision.MONTH, 31)],
    )
    def test_an_imprecise_day_is_an_interval(self, precision, kept, days):
        when = one("acled", time_precision=precision).incident.when
        assert (when.precision, (when.end - when.start).days + 1) == (kept, days)

    def test_where_only_the_region_is_known_its_chief_town_is_not_the_place(self):
        row = one("acled", geo_precision="3")
        assert row.incident.place == "A / Raqqa"
        assert row.incident.location_precision == LocationPrecision.GOVERNORATE

    def test_days_are_read_as_the_whole_column_writes_them(self):
        rows = [examples.ACLED | {"event_id_cnty": day, "event_date": day} for day in ("05/10/2017", "25/10/2017")]
        assert [row.incident.when.start.day for row in read("acled", *rows)] == [5, 25]
        assert one("acled", event_date="05/10/2017").incident is None
        assert one("acled", event_date="05 October 2017").incident.when.start == date(2017, 10, 5)

    def test_the_layout_before_2023(self):
        old = {"event_type": "Battle-No change of territory", "sub_event_type": "", "inter1": "1", "inter2": "2"}
        row = one("acled", event_date="05 October 2017", **old)
        assert row.incident.type == IncidentType.ARMED_CLASH
        assert {report.publisher for report in row.reports} == {"ACLED", "Monitor", "Agency One"}


class TestAirwars:
    def test_minimum_and_maximum_by_group(self):
        row = one("airwars")
        (civilians,) = [claim for claim in row.incident.claims if claim.victims == VictimGroup.CIVILIANS]
        assert civilians.quantity == Quantity(4, 6, "between")
        assert civilians.subsets == {Subset.CHILDREN: Quantity(1, 2, "between")}
        assert killed(row, VictimGroup.COMBATANTS) == Quantity(0, 0, "none")
        assert (Harm.INJURED, VictimGroup.CIVILIANS) not in claimed(row)
        assert row.incident.grade == Grade.FAIR

    def test_a_blank_minimum_is_not_nought(self):
        assert killed(one("airwars", killed_min=""), VictimGroup.CIVILIANS) == Quantity(None, 6, "at-most")

    def test_several_suspects_stand_instead_of_each_other(self):
        suspects = one("airwars").incident.involvements
        assert {(one.actor, one.strength, one.sharing) for one in suspects} == {
            ("A", Strength.ALLEGED, Sharing.ALTERNATIVE),
            ("B", Strength.ALLEGED, Sharing.ALTERNATIVE),
        }
        (known,) = one("airwars", belligerent="Known: A").incident.involvements
        assert (known.strength, known.sharing) == (Strength.CONFIRMED, Sharing.JOINT)

    def test_both_bounds_in_one_cell(self):
        header = ["civilians_killed" if name == "killed_min" else name for name in examples.AIRWARS]
        told = {
            "killed_min": "15 – 21 ( 9–10 children, 2 women )",
            "killed_max": "",
            "children_min": "",
            "children_max": "",
        }
        (row,) = read("airwars", examples.AIRWARS | told, header=header)
        (civilians,) = [claim for claim in row.incident.claims if claim.victims == VictimGroup.CIVILIANS]
        assert civilians.quantity == Quantity(15, 21, "between")
        assert civilians.subsets == {Subset.CHILDREN: Quantity(9, 10, "between"), Subset.WOMEN: Quantity(2, 2, "exact")}

    def test_bounds_the_wrong_way_round_are_an_error(self):
        row = one("airwars", killed_min="9")
        assert row.incident is None
        assert [error.column for error in row.errors] == ["killed_min"]

    def test_sources_are_kept_with_their_addresses(self):
        told = {report.publisher: report.url for report in one("airwars").reports[1:]}
        assert told == {"Monitor": "https://monitor.example/1", "agency.example": "https://agency.example/2"}


class TestGtd:
    def test_sentinels_are_not_known(self):
        row = one("gtd", nwound="-99", nkill="-999")
        assert claimed(row) == {(Harm.KILLED, VictimGroup.COMBATANTS): Quantity(1, 1, "exact")}

    def test_the_dead_and_the_attackers_among_them(self):
        row = one("gtd")
        assert killed(row) == Quantity(7, 7, "exact")
        (own,) = [claim for claim in row.incident.claims if claim.victims == VictimGroup.COMBATANTS]
        assert (own.quantity, own.combatants_of) == (Quantity(1, 1, "exact"), "B")

    @pytest.mark.parametrize(
        ("month", "day", "kept"),
        [("10", "0", DatePrecision.MONTH), ("0", "0", DatePrecision.LONGER), ("10", "5", "day")],
    )
    def test_nought_in_a_date_is_not_known(self, month, day, kept):
        assert one("gtd", imonth=month, iday=day).incident.when.precision == kept

    @pytest.mark.parametrize(
        ("told", "strength"),
        [({"claimed": "1"}, "confirmed"), ({"guncertain1": "1", "claimed": "1"}, "alleged"), ({}, "likely")],
    )
    def test_how_firmly_a_group_is_held_to_have_done_it(self, told, strength):
        (group,) = one("gtd", **told).incident.involvements
        assert group.strength == strength

    def test_nobody_is_accused_where_the_group_is_unknown(self):
        assert one("gtd", gname="Unknown").incident.involvements == ()

    def test_doubt_and_citations(self):
        row = one("gtd", doubtterr="1")
        assert [error.column for error in row.errors] == ["doubtterr"]
        assert [(report.publisher, report.published_on) for report in row.reports[1:]] == [
            ("Agency One", date(2017, 10, 6))
        ]

    def test_types_by_what_was_done(self):
        assert one("gtd", suicide="1").incident.type == IncidentType.SUICIDE_ATTACK
        assert one("gtd", attacktype1_txt="Armed Assault").incident.type == IncidentType.ARMED_CLASH
        assert (
            one("gtd", attacktype1_txt="Armed Assault", targtype1_txt="Business").incident.type == IncidentType.KILLING
        )
