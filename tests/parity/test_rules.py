"""C8–C12 on the small named world (tests/world.py), each with figures that can be counted on fingers."""

from datetime import date

import pytest

from events.actions import assess
from events.models import Actor, Claim, Involvement
from tests import world as drawn
from tests.parity.reading import get, headline_values, listed_codes, page_text, status_line, table

HERE = {"dataset": ["velmar-2024"]}
MARCH = HERE | {"from": ["2024-03-01"], "to": ["2024-03-31"]}


@pytest.fixture(autouse=True)
def world(db) -> drawn.World:
    return drawn.build()


def main(client, asked: dict):
    return get(client, "/", asked).context["headline"].main


def codes(client, asked: dict) -> set[str]:
    return {code[-4:] for code in listed_codes(page_text(get(client, "/incidents/", asked)))}


def test_c8_lows_bests_and_highs_are_added_apart_and_one_open_part_opens_the_sum(client):
    """14 and 21–38 (best 29) and 18 or more and a stated none and somebody, uncounted, and one not known."""
    total = main(client, HERE)
    assert (total.low, total.best, total.high) == (14 + 21 + 18 + 0 + 1, 14 + 29 + 18 + 0 + 1, None)
    assert (total.incidents, total.unknown, total.lent, total.uncounted) == (6, 1, 1, 1)
    assert headline_values(page_text(get(client, "/", HERE)))[0] == "54 or more"


def test_c8_deaths_nobody_counted_are_said_beside_the_sum(client):
    html = page_text(get(client, "/", HERE))
    assert "+ 1 incident with people harmed whom nobody counted" in html


def test_c8_a_closed_sum_has_a_high(client):
    total = main(client, HERE | {"type": ["air-strike", "shelling", "raid"]})
    assert (total.low, total.best, total.high) == (35, 43, 52)


def test_c9_an_incident_of_two_actors_stands_under_both_and_once_in_the_whole(client):
    rows = {(row["Actor"], row["Attribution"]): row for row in table(get(client, "/charts/attributed.csv", HERE))}
    assert rows["Norland", "joint"]["Best"] == rows["Sudland", "joint"]["Best"] == "29"
    assert rows["Norland", "sole"]["Best"] == "14"
    assert rows["Norland", "contested"]["Low"] == rows["League", "contested"]["Low"] == "18"
    assert rows["Norland", "contested"]["High"] == ""
    assert rows["Sudland", "sole"]["Incidents"] == "2"
    assert rows["Not attributed", "not attributed"]["Incidents"] == "1"
    panel = get(client, "/", HERE).context["attribution"]
    assert {how.value: part.incidents for how, part in panel.parts.items()} == {
        "sole": 3,
        "joint": 1,
        "contested": 1,
        "none": 1,
    }
    assert panel.whole.incidents == 6


def test_c10_combatants_of_an_actor_and_of_its_part_are_harmed_in_one_incident(client, world):
    shelling = world.incidents["VLM-2024-0002"]
    said = {"incident": shelling, "report": shelling.claims.first().report, "victims": "combatants"}
    for slug, killed in (("norland", 3), ("norland-air-force", 2)):
        whose = Actor.objects.get(slug=slug)
        bounds = {"minimum": killed, "maximum": killed, "qualifier": "exact"}
        Claim.objects.create(combatants_of=whose, claimed_on=date(2024, 3, 4), **said, **bounds)
    assess(incidents=[shelling.pk])
    [row] = table(get(client, "/charts/suffered.csv", HERE))
    assert (row["Actor"], row["Best"], row["Incidents"]) == ("Norland", "5", "1")


def test_c10_an_incident_of_an_actor_and_of_its_part_counts_once_in_its_row_and_beside_its_option(client, world):
    strike, norland = world.incidents["VLM-2024-0001"], Actor.objects.get(slug="norland")
    Involvement.objects.create(incident=strike, actor=norland, role="perpetrator")
    rows = {(row["Actor"], row["Attribution"]): row for row in table(get(client, "/charts/attributed.csv", HERE))}
    assert (rows["Norland", "joint"]["Best"], rows["Norland", "joint"]["Incidents"]) == (str(14 + 29), "2")
    [actors] = [facet for facet in get(client, "/", HERE).context["facets"] if facet.parameter == "actor"]
    counts = {option.value: option.count for option in actors.options}
    assert (counts["norland"], counts["norland-air-force"]) == (3, 1)


def test_c9_denied_is_shown_and_never_counted(client, world):
    strike = world.incidents["VLM-2024-0001"]
    strike.involvements.update(strength="denied")
    assert codes(client, HERE | {"actor": ["norland"]}) == {"0002", "0003"}
    [row] = [row for row in table(get(client, "/incidents.csv", HERE)) if row["code"] == "VLM-2024-0001"]
    assert (row["perpetrators"], row["attribution"]) == ("", "none")


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"actor": ["norland"]}, {"0001", "0002", "0003"}),
        ({"actor": ["norland-air-force"]}, {"0001"}),
        ({"actor": ["norland", "norland-air-force"]}, {"0001", "0002", "0003"}),
        ({"actor": ["norland"], "role": ["target"]}, set()),
        ({"place": ["tesh"]}, {"0001", "0003", "0004", "0005"}),
        ({"place": ["VL01"]}, {"0001", "0003", "0004", "0005"}),
        ({"place": ["velmar", "aruna"]}, {"0001", "0002", "0003", "0004", "0005", "0006"}),
        ({"q": ["نورلاند"]}, {"0002", "0003"}),
        ({"q": ["al-aruna"]}, {"0001", "0004"}),
    ],
)
def test_c10_choosing_includes_everything_under_it_and_aliases_find_it(client, asked: dict, found: set[str]):
    assert codes(client, HERE | asked) == found
    assert status_line(page_text(get(client, "/", HERE | asked))).startswith(f"{len(found)} incident")


@pytest.mark.parametrize(
    ("first", "last", "found"),
    [
        ("2024-03-01", "2024-03-01", {"0001", "0003"}),
        ("2024-03-02", "2024-03-02", {"0003"}),
        ("2024-03-31", "2024-04-30", {"0003"}),
        ("2024-04-01", "2024-04-30", set()),
        ("2023-12-31", "2024-02-29", {"0006"}),
        ("2023-06-15", "2023-06-15", {"0006"}),
        ("2022-01-01", "2022-12-31", set()),
    ],
)
def test_c11_an_imprecise_date_counts_in_every_window_it_overlaps(client, first: str, last: str, found: set[str]):
    assert codes(client, HERE | {"from": [first], "to": [last]}) == found


def test_c11_a_month_is_an_interval_under_the_days_and_never_on_one(client):
    rows = table(get(client, "/charts/incidents.csv", MARCH | {"bucket": ["day"]}))
    intervals = {(row["Day"], row["to"]): int(row["All"]) for row in rows if int(row["All"])}
    days = {(day, day): 1 for day in ("2024-03-01", "2024-03-03", "2024-03-04", "2024-03-05")}
    assert intervals == days | {("2024-03-01", "2024-03-31"): 1}
    assert len(rows) == 31 + 1


def test_c11_what_the_columns_leave_out_is_said(client):
    charts = {chart.name: chart for chart in get(client, "/", MARCH | {"bucket": ["day"]}).context["charts"]}
    assert "18 or more" in charts["casualties"].left_out
    assert "1 incident" in charts["incidents"].left_out


def test_c12_two_datasets_are_never_added(client, world):
    world.desk.is_public = True
    world.desk.save()
    assert main(client, HERE).incidents == 6
    assert main(client, {"dataset": ["desk"]}).low == 99
    assert client.get("/?dataset=desk&dataset=velmar-2024").status_code == 400


def test_c5_an_aggregate_is_beside_the_sum_and_not_in_it(client, world):
    before = main(client, HERE)
    world.aggregate.delete()
    assert main(client, HERE) == before
