"""C14: for 200 random questions, page, chart tables, list and CSV agree with a brute-force count, to the unit."""

import re
from collections import Counter
from datetime import date, timedelta

import pytest

from events.choices import Category
from tests.parity.counter import Question, Record, bucket_of
from tests.parity.questions import question
from tests.parity.reading import (
    get,
    headline_values,
    json_pages,
    list_pages,
    number,
    page_text,
    status_line,
    table,
)
from tests.parity.sums import Sum, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("recorded")]

ASKED = [("mayadeen-2017", seed) for seed in range(30)]
ASKED += [
    ("demonstration", seed) for seed in range(30)
]  # the count of one takes a second; the rare is in what is invented
ASKED += [("invented", seed) for seed in range(140)]
EVERY_FIFTH = [asked for number, asked in enumerate(ASKED) if number % 5 == 0]
A_WALK = 500
"""More incidents than this make a walk of ten pages and more: four weeks of them are asked for instead."""
CATEGORIES = {str(category.label): category.value for category in Category}


def as_sum(total, incidents: int) -> Sum:
    """A total of the page's context as the count's own type."""
    assert total.incidents == incidents
    return Sum(incidents, total.low, total.best, total.high, total.unknown, total.lent, total.uncounted)


@pytest.mark.parametrize(("dataset", "seed"), ASKED)
def test_c14_page_chart_and_csv_agree_with_a_plain_count(client, record: Record, dataset: str, seed: int):
    asked = question(record, dataset, seed)
    chosen = record.chosen(asked)
    page = get(client, "/", asked)
    assert_headline(page, record, asked, chosen)
    assert_options(page.context["facets"], record, asked)
    assert_attribution_reconciles(page.context["attribution"], record, asked, chosen)
    assert_chart(client, record, asked, chosen, ("incidents", "casualties", "attributed", "suffered")[seed % 4])
    rows = table(get(client, "/incidents.csv", asked))
    assert sorted(row["code"] for row in rows) == sorted(one.code for one in chosen)
    assert_csv_figures(rows, record, asked)


def assert_headline(page, record: Record, asked: Question, chosen: list) -> None:
    """C8 in the context and, word for word, in the page."""
    headline, whole = page.context["headline"], record.total(chosen, asked)
    civilians = killed_of(record, chosen, asked, "civilians")
    injured = record.total(chosen, then(asked) | {"harm": ["injured"]})
    assert as_sum(headline.main, len(chosen)) == whole
    assert as_sum(headline.civilians, len(chosen)) == civilians
    assert as_sum(headline.injured, len(chosen)) == injured
    assert as_sum(headline.not_stated, len(chosen)) == killed_of(record, chosen, asked, "not-stated")
    assert as_sum(headline.children, len(chosen)) == killed_of(record, chosen, asked, "children")
    assert_rules(headline, record, asked, chosen)
    states = [record.state(one, asked) for one in chosen]
    split = [states.count(state) for state in ("reported", "none", "unknown")]
    assert [headline.recorded, headline.none, headline.unknown] == split
    html = page_text(page)
    assert re.match(rf"{len(chosen):,} incidents?\b", status_line(html))
    said = [text_of(whole), text_of(civilians), text_of(injured), f"{len(chosen):,}"] if chosen else []
    assert headline_values(html) == said


def then(asked: Question) -> Question:
    """The day of the question alone, without what it counts."""
    return {name: values for name, values in asked.items() if name == "as_of"}


def killed_of(record: Record, chosen: list, asked: Question, victims: str) -> Sum:
    return record.total(chosen, then(asked) | {"victims": [victims]})


def assert_rules(headline, record: Record, asked: Question, chosen: list) -> None:
    """Every sum says in how many of its incidents which rule made the number."""
    counted = {
        "main": asked,
        "civilians": {"victims": ["civilians"]} | then(asked),
        "not_stated": {"victims": ["not-stated"]} | then(asked),
        "children": {"victims": ["children"]} | then(asked),
        "injured": {"harm": ["injured"]} | then(asked),
    }
    for name, what in counted.items():
        numbers = [record.figure(one, what) for one in chosen]
        assert headline.rules[name] == Counter(number.rule for number in numbers if number), name


def assert_options(facets: list, record: Record, asked: Question) -> None:
    for facet in facets:
        counts = record.options(asked, facet.parameter)
        shown = {option.value: option.count for option in facet.options}
        assert {value: count for value, count in shown.items() if count} == counts, facet.parameter


def assert_attribution_reconciles(panel, record: Record, asked: Question, chosen: list) -> None:
    """C9: the parts are disjoint and make up the whole; a row is an actor with everything under it."""
    by_how = {}
    for one in chosen:
        by_how.setdefault(record.attribution(one), []).append(one)
    assert {how.value: as_sum(part, len(by_how[how])) for how, part in panel.parts.items()} == {
        how: record.total(incidents, asked) for how, incidents in by_how.items()
    }
    assert as_sum(panel.whole, len(chosen)) == record.total(chosen, asked)
    assert sum(part.incidents for part in panel.parts.values()) == len(chosen)


def assert_csv_figures(rows: list[dict], record: Record, asked: Question) -> None:
    """Each row holds its incident's own numbers as known on the day asked for; an unknown is an empty cell and a stated none
    a 0 (C1)."""
    by_code = {one.code: one for one in record.incidents}
    for row in rows:
        incident = by_code[row["code"]]
        for prefix, (harm, victims) in (
            ("killed", ("killed", "all")),
            ("civilians_killed", ("killed", "civilians")),
            ("injured", ("injured", "all")),
        ):
            cells = tuple(number(row[f"{prefix}_{bound}"]) for bound in ("low", "best", "high"))
            estimate = record.figure(incident, then(asked) | {"harm": [harm], "victims": [victims]})
            assert cells == ((estimate.low, estimate.best, estimate.high) if estimate else (None, None, None)), row
        assert row["attribution"] == record.attribution(incident)
        claims = record.said(incident, asked)
        voices = {record.voice(one) for one in claims}
        assert (int(row["claims"]), int(row["claimants"])) == (len(claims), len(voices))


def assert_chart(client, record: Record, asked: Question, chosen: list, name: str) -> None:
    """The table of a chart. Each of the four charts takes its turn."""
    rows = table(get(client, f"/charts/{name}.csv", asked))
    if name in ("incidents", "casualties"):
        assert_over_time(rows, record, asked, chosen)
    elif name == "attributed":
        assert_rows_of_actors(rows, record, asked, chosen)
    else:
        said = {row["Actor"]: cells(row) for row in rows}
        assert said == {
            name: (figure.low, figure.best, figure.high, incidents)
            for name, (incidents, figure) in record.suffered(chosen, asked).items()
        }


def cells(row: dict) -> tuple:
    return (*(number(row[name]) for name in ("Low", "Best", "High")), int(row["Incidents"]))


def assert_over_time(rows: list[dict], record: Record, asked: Question, chosen: list) -> None:
    """C11: nothing on a made-up day, nothing lost; an empty bucket is a gap and not a zero of people."""
    bucket = (
        {"Day": "day", "Week from": "week", "Month from": "month", "Year from": "year"}[next(iter(rows[0]))]
        if (rows)
        else "month"
    )
    wanted = record.over_time(chosen, bucket)
    left = dict(wanted)
    for row in rows:
        start, end = list(row.values())[:2]
        inside = next((key for key in left if (key[0].isoformat(), key[1].isoformat()) == (start, end)), None)
        assert_one_interval(row, record, asked, left.pop(inside) if inside else [])
    assert not left, "intervals that the chart leaves out"
    if "bucket" in asked and rows:
        assert asked["bucket"] == [bucket]


def assert_one_interval(row: dict, record: Record, asked: Question, inside: list) -> None:
    if "All" in row:
        said = {CATEGORIES[label]: int(row[label]) for label in CATEGORIES}
        assert said == {category: sum(one.category == category for one in inside) for category in said}
        assert int(row["All"]) == len(inside)
        return
    figure = record.total(inside, asked)
    assert cells(row) == (figure.low, figure.best, figure.high, len(inside))
    assert (int(row["Not known"]), int(row["Uncounted"])) == (figure.unknown, figure.uncounted)


def assert_rows_of_actors(rows: list[dict], record: Record, asked: Question, chosen: list) -> None:
    labels = {"sole": "sole", "joint": "joint", "contested": "contested", "not attributed": "none"}
    said = {(row["Actor"], labels[row["Attribution"]]): cells(row) for row in rows}
    wanted = {}
    for (name, how), incidents in record.by_actor(chosen).items():
        figure = record.total(incidents, asked)
        wanted[name, how] = (figure.low, figure.best, figure.high, len(incidents))
    assert said == wanted
    assert len(rows) == len(wanted)


@pytest.mark.parametrize(("dataset", "seed"), EVERY_FIFTH)
def test_c14_the_list_page_by_page_is_the_csv_row_by_row(client, record: Record, dataset: str, seed: int):
    asked = question(record, dataset, seed)
    if len(record.chosen(asked)) > A_WALK:
        asked |= {"from": ["2024-05-06"], "to": ["2024-06-02"]}
    sort = ("-date", "date", "-killed", "killed", "code", "-code")[seed // 5 % 6]
    sorted_ = asked | {"sort": [sort]}
    in_csv = [row["code"] for row in table(get(client, "/incidents.csv", sorted_))]
    in_json = json_pages(client, sorted_)
    assert list_pages(client, sorted_) == in_csv == [row["code"] for row in in_json]
    assert sorted(in_csv) == sorted(one.code for one in record.chosen(asked))
    by_code = {one.code: one for one in record.incidents}
    for row in in_json:
        figure = record.figure(by_code[row["code"]], asked)
        said = (row["low"], row["best"], row["high"])
        assert said == ((figure.low, figure.best, figure.high) if figure else (None, None, None))


def test_the_buckets_of_the_count_hold_every_day_once():
    """The count's own calendar: a bucket starts where the one before it ended."""
    for bucket in ("day", "week", "month", "year"):
        start, end = bucket_of(bucket, date(2023, 12, 30))
        following = bucket_of(bucket, end + timedelta(days=1))
        assert following[0] == end + timedelta(days=1)
        assert start <= date(2023, 12, 30) <= end
