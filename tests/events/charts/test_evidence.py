import plotly.graph_objects as go
import pytest

from events.charts.evidence import ForestRow, claims_forest
from events.figures import Figure
from tests.events.charts.samples import WORDS

WATCH = {"claimant": "Watch", "publisher": "Wire", "when": "6 Mar 2024"}
ROWS = [
    ForestRow(**WATCH, group="civilians", low=38, best=38, high=38, used=True),
    ForestRow(**WATCH, group="children", low=3, best=3, high=3, used=False, subset=True, note="a subset, never added"),
    ForestRow("Clinic", "Clinic", "4 Mar 2024", "civilians", 21, 21, None, used=True),
    ForestRow("Radio", "Radio", "4 Mar 2024", "all victims", 10, None, 40, used=False, note="derived"),
    ForestRow("Council", "Radio", "5 Mar 2024", "all victims", None, None, None, used=False),
]


ADOPTED = Figure(21, 29, 38)


def chart(adopted=ADOPTED):
    return claims_forest(ROWS, adopted, measure="killed", **WORDS)


def points(made):
    return next(trace for trace in made.figure["data"] if trace.get("mode") == "markers")


@pytest.mark.parametrize("adopted", [ADOPTED, Figure(18), Figure(None, None, 12), Figure()])
@pytest.mark.parametrize("drawing", ["figure", "narrow"])
def test_plotly_accepts_every_figure(adopted, drawing):
    go.Figure(getattr(chart(adopted), drawing))


def test_c2_claims_are_grouped_by_who_speaks():
    assert [row[0] for row in chart().rows] == ["Clinic", "Council", "Radio", "Watch", "Watch"]
    assert "2 claims" in [note["text"] for note in chart().figure["layout"]["annotations"]]


def test_c2_a_copy_stands_under_whom_it_copies_and_is_faint():
    copy = ForestRow(
        "Radio", "Radio", "7 Mar 2024", "civilians", 38, 38, 38, used=False, repeats="Watch", is_faint=True
    )
    made = claims_forest([copy, *ROWS], ADOPTED, measure="killed", **WORDS)
    assert [row[0] for row in made.rows] == ["Clinic", "Council", "Radio", "Watch", "Watch", "Radio"]
    notes = [note["text"] for note in made.figure["layout"]["annotations"]]
    assert "3 claims" in notes
    assert "Radio, 7 Mar 2024" in notes
    assert points(made)["marker"]["opacity"][-1] < 1 == points(made)["marker"]["opacity"][0]


def test_filled_is_used_hollow_is_a_part_or_set_aside():
    made = points(chart())
    filled = dict(zip(made["x"], made["marker"]["color"], strict=True))
    assert filled[38] == filled[21] != filled[3] == filled[10]


def test_c1_a_claim_without_a_number_has_its_row_and_no_mark():
    made = chart()
    assert len(made.rows) == 5
    assert len(points(made)["x"]) == 4
    assert "not known" in [note["text"] for note in made.figure["layout"]["annotations"]]


def test_at_least_is_an_arrow_and_a_range_a_bar():
    made = chart()
    assert next(trace for trace in made.figure["data"] if trace.get("name") == "or more")["x"][0] == 21
    bar = next(trace for trace in made.figure["data"] if trace["type"] == "bar")
    assert (bar["base"], bar["x"]) == ([10], [30])


def test_the_adopted_estimate_is_a_band_behind_the_claims():
    band = next(shape for shape in chart().figure["layout"]["shapes"] if shape["type"] == "rect")
    assert band["x0"] < 21 < 38 < band["x1"]
    assert not [shape for shape in chart(Figure()).figure["layout"]["shapes"] if shape["type"] == "rect"]


def test_a_long_name_is_cut_to_its_margin_and_whole_in_the_table():
    name = "Committee of the Velmar Valley for the Documentation of Losses"
    row = ForestRow("Watch", name, "6 Mar 2024", "civilians", 38, 38, 38, used=True)
    made = claims_forest([row], ADOPTED, measure="killed", **WORDS)
    [said] = [note["text"] for note in made.figure["layout"]["annotations"] if "6 Mar 2024" in note["text"]]
    assert said.startswith("through Committee")
    assert "…, 6 Mar 2024" in said
    assert made.rows[0][1] == name


def test_who_prints_its_own_number_is_named_once():
    notes = [note["text"] for note in chart().figure["layout"]["annotations"]]
    assert "4 Mar 2024" in notes
    assert not [text for text in notes if "through Clinic" in text]


def test_on_a_phone_the_words_stand_above_their_mark():
    layout = chart().narrow["layout"]
    words = [note["y"] for note in layout["annotations"] if "Mar 2024" in note["text"]]
    marks = next(trace for trace in chart().narrow["data"] if trace.get("mode") == "markers")["y"]
    assert all(min(abs(word - mark) for mark in marks) > 20 for word in words)
