"""C14: for random questions the API gives the numbers of a brute-force count, which are those of page and CSV."""

from collections import Counter

import pytest

from tests.events.api.addresses import pages
from tests.parity.counter import Question, Record
from tests.parity.questions import question
from tests.parity.reading import address, get, number, table
from tests.parity.sums import Sum
from tests.parity.test_random_questions import A_WALK, ASKED, killed_of, then

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("recorded")]

EVERY_FOURTH = [asked for place, asked in enumerate(ASKED) if place % 4 == 1]


def told(client, path: str, asked: Question) -> dict:
    return get(client, f"/api/{path}/", asked).json()


def as_sum(total: dict) -> Sum:
    return Sum(**total)


@pytest.mark.parametrize(("dataset", "seed"), EVERY_FOURTH)
def test_c14_totals_series_and_attribution_agree_with_a_plain_count(client, record: Record, dataset: str, seed: int):
    asked = question(record, dataset, seed)
    chosen = record.chosen(asked)
    assert_totals(told(client, "totals", asked), record, asked, chosen)
    assert_series(told(client, "series", asked), record, asked, chosen)
    assert_attribution(told(client, "attribution", asked), record, asked, chosen)


def assert_totals(said: dict, record: Record, asked: Question, chosen: list) -> None:
    """C8, and what is known of how many."""
    assert as_sum(said["total"]) == record.total(chosen, asked)
    assert as_sum(said["injured"]) == record.total(chosen, then(asked) | {"harm": ["injured"]})
    for name in ("civilians", "not_stated", "children"):
        assert as_sum(said[name]) == killed_of(record, chosen, asked, name.replace("_", "-"))
    states = Counter(record.state(one, asked) for one in chosen)
    assert (said["recorded"], said["none"], said["unknown"]) == (states["reported"], states["none"], states["unknown"])
    numbers = [record.figure(one, asked) for one in chosen]
    assert said["rules"]["total"] == Counter(one.rule for one in numbers if one)


def assert_series(said: dict, record: Record, asked: Question, chosen: list) -> None:
    """C11: every incident once, in its bucket or as the interval it is known to."""
    wanted = {
        (start.isoformat(), end.isoformat()): inside
        for (start, end), inside in record.over_time(chosen, said["bucket"]).items()
    }
    assert said["bucket"] == asked.get("bucket", [said["bucket"]])[0]
    for stretch in (*said["slots"], *said["strips"]):
        inside = wanted.pop((stretch["start"], stretch["end"]), [])
        assert as_sum(stretch["total"]) == record.total(inside, asked)
        assert stretch["categories"] == Counter(one.category for one in inside)
    assert not wanted, "intervals that the series leaves out"
    assert said["not_in_slots"]["incidents"] == sum(strip["total"]["incidents"] for strip in said["strips"])


def assert_attribution(said: dict, record: Record, asked: Question, chosen: list) -> None:
    """C9: four parts that make up the whole, and rows that are never added."""
    ways = {how: [one for one in chosen if record.attribution(one) == how] for how in said["parts"]}
    assert as_sum(said["total"]) == record.total(chosen, asked)
    assert {how: part and as_sum(part) for how, part in said["parts"].items()} == {
        how: record.total(inside, asked) if inside else None for how, inside in ways.items()
    }
    rows = {
        (row["name"], how): as_sum(part) for row in said["attributed"] for how, part in row["parts"].items() if part
    }
    by_actor = {key: inside for key, inside in record.by_actor(chosen).items() if key[1] != "none"}
    assert rows == {key: record.total(inside, asked) for key, inside in by_actor.items()}
    suffered = {
        row["name"]: (row["total"]["low"], row["total"]["best"], row["total"]["high"]) for row in said["suffered"]
    }
    assert suffered == {
        name: (figure.low, figure.best, figure.high)
        for name, (_incidents, figure) in record.suffered(chosen, asked).items()
    }


@pytest.mark.parametrize(("dataset", "seed"), EVERY_FOURTH[::2])
def test_c14_lists_page_by_page_are_the_files_row_by_row(client, record: Record, dataset: str, seed: int):
    asked = question(record, dataset, seed)
    if len(record.chosen(asked)) > A_WALK:
        asked |= {"from": ["2024-05-06"], "to": ["2024-06-02"]}
    chosen = record.chosen(asked)
    assert_incidents(client, record, asked)
    claims = pages(client, address("/api/claims/", asked), "claims")
    assert [row["number"] for row in claims] == sorted(
        one.pk for incident in chosen for one in record.said(incident, asked)
    )
    for path in ("actor", "place"):
        rows = pages(client, address(f"/api/{path}s/", asked), f"{path}s")
        counted = Counter(value for one in chosen for value in record.values_of(one, asked, path))
        assert {row["slug"]: row["incidents"] for row in rows} == counted
    voices = Counter(
        slug for one in chosen for slug in {record.sources[record.voice(c)].slug for c in record.said(one, asked)}
    )
    sources = pages(client, address("/api/sources/", asked), "sources")
    assert {row["slug"]: row["incidents"] for row in sources if row["incidents"]} == voices


def assert_incidents(client, record: Record, asked: Question) -> None:
    rows = pages(client, address("/api/incidents/", asked), "incidents")
    filed = table(get(client, "/incidents.csv", asked))
    assert [row["code"] for row in rows] == [row["code"] for row in filed]
    by_code = {one.code: one for one in record.incidents}
    for row, cells in zip(rows, filed, strict=True):
        figure = record.figure(by_code[row["code"]], asked)
        assert (row["low"], row["best"], row["high"]) == (
            (figure.low, figure.best, figure.high) if figure else (None,) * 3
        )
        for name in (
            "title",
            "date_start",
            "date_end",
            "category",
            "type",
            "place",
            "place_slug",
            "attribution",
            "url",
        ):
            assert row[name] == cells[name].removeprefix("'"), name
        for name in ("claims", "claimants"):
            assert row[name] == number(cells[name])
        for name in ("latitude", "longitude"):
            assert row[name] == (float(cells[name]) if cells[name] else None)
        assert (row["admin1"] or "") == cells["admin1"]
