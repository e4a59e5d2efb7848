"""P-code tables under their many headers; and what is wrong with one, every row of it."""

import pytest

from events.choices import PlaceLevel
from events.words import Unreadable
from tests.events.imports.places.land import LONG, SHORT, WIDE, read


def test_a_row_of_all_levels_gives_every_place_once_with_its_point_where_it_is_lowest():
    coding = read(WIDE)
    assert coding.errors == []
    assert (coding.country.name, coding.country.name_local) == ("Republic of Malta", "جمهورية مالطا")
    assert [(one.pcode, one.level) for one in coding.places[:3]] == [
        ("MT01", PlaceLevel.GOVERNORATE),
        ("MT02", PlaceLevel.GOVERNORATE),
        ("MT0101", PlaceLevel.DISTRICT),
    ]
    by_code = {one.pcode: one for one in coding.places}
    assert len(by_code) == len(coding.places) == 11
    suran = by_code["MT020102"]
    assert (suran.name, suran.name_local, suran.aliases) == ("Suran", "صوران", ("Sooran",))
    assert (suran.above, suran.point, suran.slug) == ("MT0201", (35.10, 15.00), "suran-mt020102")
    assert by_code["MT01"].above == ""
    assert by_code["MT01"].point is None


def test_a_row_for_each_place_stands_in_the_deepest_code_that_it_names_in_any_order():
    by_code = {one.pcode: one for one in read(LONG).places}
    assert {code: one.above for code, one in by_code.items()} == {
        "MT01": "", "MT0101": "MT01", "MT010102": "MT0101", "N0001": "MT0101",
    }  # fmt: skip
    assert by_code["MT01"].point == (35.2, 14.1)
    assert by_code["N0001"].level == PlaceLevel.LOCALITY


def test_capital_headers_without_points_are_known_too():
    places = read(SHORT).places
    assert [(one.name, one.name_local, one.pcode) for one in places] == [
        ("Vell", "فل", "MT01"),
        ("Vell", "فل", "MT0101"),
    ]


def test_english_and_arabic_columns_that_were_swapped_are_changed_back_and_told():
    swapped = read(SHORT.replace("ADM1_EN,ADM1_AR", "ADM1_AR,ADM1_EN"))
    assert swapped.swapped == [1]
    assert swapped.places[0].name == "Vell"
    assert read(SHORT).swapped == []


@pytest.mark.parametrize(
    ("old", "new", "row", "said"),
    [
        ("35.10,15.00", "95.10,15.00", 8, "95.10 is not a number of degrees"),
        ("35.10,15.00", "35.10,x", 8, "x is not a number of degrees"),
        ("35.10,15.00", "35.10,", 8, "a latitude needs a longitude"),
        ("35.10,15.00", "35.10", 8, "14 cells; the header has 15"),
        (
            "درة,MT02,Dorra,درة,MT0201,Suran",
            "درة,MT02,Dora,درة,MT0201,Suran",
            8,
            "MT0201 is Dora here and Dorra in row 7",
        ),
        ("صوران,MT020102", "صوران," + "M" * 33, 8, "a p-code of 1 to 32 characters"),
    ],
)
def test_what_is_wrong_with_a_row_is_told_with_its_number(old, new, row, said):
    assert old in WIDE
    [error] = read(WIDE.replace(old, new)).errors
    assert error.row == row
    assert said in f"{error.value} {error.problem}"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("2,MT0101,Vell,فل", "2,MT0109,Vell,فل", "MT0101, is not in the table"),
        ("1,MT01,", "first,MT01,", "is not a level from 0"),
        ("3,MT010102,Kasra,كسرة", "3,MT01,Kasra,كسرة", "already that of"),
        ("3,MT010102,Kasra,كسرة", "3,MT010102,,", "a name of 1 to 200"),
    ],
)
def test_every_row_of_places_must_be_whole(old, new, said):
    assert any(said in error.problem for error in read(LONG.replace(old, new)).errors)


@pytest.mark.parametrize("text", ["id,title,date\n1,a,2017-01-01\n", "ADM1_EN,ADM1_AR\nVell,فل\n", "x\n"])
def test_another_sort_of_table_is_refused_with_the_headers_that_are_needed(text):
    with pytest.raises(Unreadable, match=r"needs admin1Name_en and admin1Pcode"):
        read(text)


def test_a_table_without_rows_is_refused():
    with pytest.raises(Unreadable, match="nothing under it"):
        read(SHORT.splitlines()[0] + "\n")
