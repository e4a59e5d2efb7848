from datetime import date
from types import SimpleNamespace

import pytest
from django.utils import translation

from events.choices import Attribution, DatePrecision
from events.figures import Figure, Total
from events.templatetags.record import (
    both_names,
    cell,
    figure,
    incident_range,
    isolated,
    named,
    number,
    perpetrators,
    rangetext,
    when,
)


def incident(**fields):
    return SimpleNamespace(**fields)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (Figure(14, 14, 14), "14"),
        (Figure(1265, 1341, 1613), "1,265–1,613"),
        (Figure(18, 18), "18 or more"),
        (Figure(high=12), "12 or fewer"),
        (Figure(0, 0, 0), "0 stated"),
        (Figure(), "not known"),
        (Total(incidents=3, unknown=3), "not known"),
    ],
)
def test_c1_a_range_is_said_and_unknown_never_as_zero(value, words):
    for made in (rangetext(value), figure(value)):
        assert " ".join("".join(part.rpartition(">")[2] for part in made.split("<")).split()) == words


def test_c1_an_empty_cell_of_a_table_says_not_known_and_a_zero_is_zero():
    assert "not known" in cell(None)
    assert cell(0) == "0"
    assert number(None) == "not known"


def test_deaths_nobody_counted_are_said_in_words():
    assert "nobody counted" in incident_range(incident(uncounted=True, figure=Figure(1)))
    assert "nobody counted" not in incident_range(incident(uncounted=False, figure=Figure(1)))


def test_a_name_keeps_its_direction_and_cannot_carry_markup():
    assert isolated("Aruna") == "<bdi>Aruna</bdi>"
    assert isolated("عرونة") == '<bdi lang="ar">عرونة</bdi>'
    assert isolated("<script>") == "<bdi>&lt;script&gt;</bdi>"


def test_names_stand_in_the_script_of_the_page():
    place = SimpleNamespace(name="Aruna", name_local="عرونة")
    assert named(place) == "<bdi>Aruna</bdi>"
    assert both_names(place).startswith("<bdi>Aruna")
    with translation.override("ar"):
        assert "عرونة" in named(place)
        assert both_names(place).startswith('<bdi lang="ar">')
        assert named(SimpleNamespace(name="Ilm", name_local="")) == "<bdi>Ilm</bdi>"


@pytest.mark.parametrize(
    ("attribution", "words"),
    [(Attribution.JOINT, "A with B"), (Attribution.CONTESTED, "A or B")],
)
def test_c9_joint_and_contested_attribution_read_differently(attribution, words):
    actors = [SimpleNamespace(actor=SimpleNamespace(name=name, name_local="")) for name in "AB"]
    made = perpetrators(incident(perpetrators=actors, attribution=attribution))
    assert made.replace("<bdi>", "").replace("</bdi>", "") == words


def test_an_incident_of_nobodys_says_so():
    assert "not attributed" in perpetrators(incident(perpetrators=[], attribution=Attribution.NONE))


def test_c11_a_date_is_said_no_more_exactly_than_it_is_known():
    year = incident(
        date_start=date(2015, 1, 1), date_end=date(2015, 12, 31), date_precision=DatePrecision.LONGER, part_of_day=""
    )
    assert when(year) == "2015"
