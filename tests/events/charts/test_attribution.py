from html import escape

import plotly.graph_objects as go
import pytest
from django.utils import translation

from events.analytics.rows import ActorRow, AttributionPanel, Suffered, SufferedRow
from events.charts.attribution import attributed, suffered
from events.choices import Attribution
from events.figures import Total
from tests.events.charts.samples import NONE, NOTHING, OPEN, RANGE, WORDS, panel


def chart(**changes):
    return attributed(panel(), measure="killed", **WORDS, **changes)


@pytest.mark.parametrize("drawing", ["figure", "narrow"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_plotly_accepts_every_figure(language, drawing):
    with translation.override(language):
        go.Figure(getattr(chart(), drawing))


def test_c9_sole_joint_and_unattributed_stand_apart_and_a_line_reconciles_them():
    assert [(row[0], row[1], row[2:5]) for row in chart().rows] == [
        ("Norland", "sole", [3, 5, 9]),
        ("Norland", "joint", [18, 18, None]),
        ("Sudland <south>", "joint", [18, 18, None]),
        ("Not attributed", "not attributed", [None, None, None]),
    ]
    assert chart().sums == (
        ("sole", "3–9"),
        ("joint", "18 or more"),
        ("not attributed", "not known"),
        ("", "21 or more"),
    )


def test_each_attribution_is_told_by_its_pattern_not_by_a_hue():
    columns = [trace for trace in chart().figure["data"] if trace.get("name") in ("sole", "joint")]
    assert [trace["marker"]["pattern"]["shape"] for trace in columns] == ["", "/"]


def test_c1_a_number_not_known_is_words_and_no_mark():
    notes = [note["text"] for note in chart().figure["layout"]["annotations"]]
    assert "not known" in notes
    assert "not attributed" not in [trace.get("name") for trace in chart().figure["data"]]


def test_names_cannot_carry_markup_into_the_chart():
    notes = [note["text"] for note in chart().figure["layout"]["annotations"]]
    assert f"<b>{escape('Sudland <south>')}</b>" in notes


def test_arabic_names_and_bars_from_the_right_in_arabic():
    with translation.override("ar"):
        layout = chart().figure["layout"]
    assert any("<b>نورلاند</b>" in note["text"] for note in layout["annotations"])
    assert layout["xaxis"]["range"][0] > layout["xaxis"]["range"][1] == 0


def test_a_click_adds_the_actor():
    made = chart(link=lambda **changes: f"?actor={changes['actor']}")
    assert next(trace for trace in made.figure["data"] if trace.get("name") == "sole")["customdata"] == [
        "?actor=norland"
    ]


def test_no_actor_is_an_empty_chart():
    assert attributed(AttributionPanel([], {}, NOTHING), measure="killed", **WORDS).is_empty


def test_suffered_shows_each_actors_combatants_and_says_who_is_missing():
    rows = [SufferedRow("norland", "Norland", "", RANGE), SufferedRow("league", "League", "", OPEN)]
    told = Suffered([*rows, SufferedRow("sudland", "Sudland", "", NONE)])
    made = suffered(told, measure="combatants killed", **WORDS)
    go.Figure(made.figure)
    assert [row[:4] for row in made.rows] == [
        ["Norland", 3, 5, 9],
        ["League", 18, 18, None],
        ["Sudland", 0, 0, 0],
    ]
    assert "0 stated" in "".join(note["text"] for note in made.figure["layout"]["annotations"])
    assert "civilians" in made.left_out


def test_of_many_actors_those_with_most_are_drawn_and_the_others_are_told_of():
    rows = [
        ActorRow(f"actor-{number}", f"Actor {number}", "", {Attribution.SOLE: Total(1, 9, 9, 9)}, 1)
        for number in range(50)
    ]
    whole = Total(1_250, 9, 9, 9)
    chart = attributed(AttributionPanel(rows, {Attribution.SOLE: whole}, whole, 1_200), measure="killed", **WORDS)
    assert (len(chart.rows), chart.others) == (50, 1_200)
    assert chart.left_out.endswith("1,230 more actors are not drawn.")
    assert chart.figure["layout"]["height"] < 1_200
