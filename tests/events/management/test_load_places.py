"""`manage.py load_places`: what is missing is added, what is there is left as it is, and how each was placed is told."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from openpyxl import Workbook

from events.actions import acting
from events.choices import PlaceLevel
from events.imports.places import geonames
from events.models import Change, Place
from tests.events.imports.places.land import LONG, TOWNS, WIDE

SHEETS = {
    "ADM1": [["ADM1_EN", "ADM1_AR", "ADM1_PCODE", "y", "x"], ["Vell", "فل", "MT01", 35.2, 14.1]],
    "ADM2": [
        ["ADM1_EN", "ADM1_AR", "ADM1_PCODE", "ADM2_EN", "ADM2_AR", "ADM2_PCODE", "y", "x"],
        ["Vell", "فل", "MT01", "Vell", "فل", "MT0101", 35.0, 14.0],
        ["Vell", "فل", "MT01", "Zembra", "زمبرة", "MT0102", 35.4, 14.3],
    ],
}

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _invented_towns(monkeypatch):
    monkeypatch.setattr(geonames, "towns", lambda of: TOWNS)


@pytest.fixture
def file(tmp_path):
    def write(text: str, encoding: str = "utf-8") -> Path:
        path = tmp_path / "codes.csv"
        path.write_bytes(text.encode(encoding))
        return path

    return write


def load(*arguments, **options) -> str:
    out = StringIO()
    call_command("load_places", *arguments, stdout=out, **options)
    return out.getvalue()


def everything() -> list[dict]:
    return list(Place.objects.order_by("pk").values())


def path(slug: str) -> list[str]:
    place = Place.objects.get(slug=slug)
    names = dict(Place.objects.values_list("pk", "name"))
    return [names[pk] for pk in place.lineage]


def test_a_country_is_loaded_from_the_top_down(file):
    said = load("malta", pcodes=file(WIDE))
    assert path("kasrah-g1") == ["Malta", "Vell", "Vell", "Kasra", "Kasrah"]
    assert path("hamlin-g3") == ["Malta", "Vell", "Zembra", "Hamlin"]
    assert path("between-g4") == ["Malta", "Vell", "Between"]
    assert path("nowhere-g8") == ["Malta", "Nowhere"]
    assert [path(slug)[1] for slug in ("suran-g5", "suran-g6")] == ["Dorra", "Vell"]
    malta = Place.objects.get(slug="malta")
    assert (malta.pcode, malta.name_local, malta.aliases) == ("MT", "جمهورية مالطا", ["Republic of Malta"])
    suran = Place.objects.get(pcode="MT020102")
    assert (suran.level, suran.aliases, suran.latitude) == (PlaceLevel.SUBDISTRICT, ["Sooran"], 35.10)
    for line in (
        "governorate: 2 added, 0 already there",
        "locality: 8 added, 0 already there",
        "4 by the name of its subdistrict",
        "1 by GeoNames' code of its governorate",
        "1 by the two nearest p-code points only",
        "1 not placed below the country:\n  Nowhere",
    ):
        assert line in said


def test_loading_twice_changes_nothing(file):
    load("MT", pcodes=file(WIDE))
    before, changes = everything(), Change.objects.count()
    said = load("MT", pcodes=file(WIDE))
    assert everything() == before
    assert Change.objects.count() == changes
    assert "8 as they were recorded" in said
    assert " 0 added, 8 already there" in said
    assert "differ" not in said


def test_a_dry_run_says_the_same_and_writes_nothing(file):
    said = load("MT", pcodes=file(WIDE), dry_run=True)
    assert everything() == []
    assert said == load("MT", pcodes=file(WIDE)) + "A dry run: nothing was changed.\n"


def test_what_a_person_wrote_is_left_and_what_differs_is_told(file):
    load("MT", pcodes=file(WIDE))
    kasra, town = Place.objects.get(pcode="MT010102"), Place.objects.get(slug="suran-g6")
    kasra.name, kasra.parent, kasra.latitude = "Casra", Place.objects.get(pcode="MT0102"), 36.5
    kasra.save()
    town.parent = Place.objects.get(pcode="MT0201")
    town.save()
    before = everything()
    said = load("MT", pcodes=file(WIDE))
    assert everything() == before
    assert "kasra-mt010102, name: Casra; the table: Kasra" in said
    assert "kasra-mt010102, part of: zembra-mt0102; the table: vell-mt0101" in said
    assert "kasra-mt010102, point: 36.5, 14.0; the table: 156 km away" in said
    assert "suran-g6, part of: dorra-mt0201; the table: suran-mt010202" in said


def test_a_newer_table_adds_and_tells_what_it_no_longer_has(file):
    load("MT", pcodes=file(WIDE))
    newer = WIDE.replace("Suran,Sooran,صوران,MT020102", "Marsa,,مرسى,MT020103")
    said = load("MT", pcodes=file(newer))
    assert "subdistrict: 1 added, 5 already there" in said
    assert "1 recorded p-codes that the table does not have:\n  MT020102" in said
    assert Place.objects.filter(pcode="MT020102").exists()


def test_towns_loaded_first_move_down_once_it_is_known_where_they_stand_unless_a_person_touched_them(file):
    load("MT")
    assert path("kasrah-g1") == ["Malta", "Kasrah"]
    acting(by=None, why="written by hand")
    Place.objects.filter(slug="zembra-g2").update(name="Zembra town")
    said = load("MT", pcodes=file(WIDE))
    assert path("kasrah-g1") == ["Malta", "Vell", "Vell", "Kasra", "Kasrah"]
    assert path("zembra-g2") == ["Malta", "Zembra town"]
    assert "kasrah-g1 → kasra-mt010102" in said
    before = everything()
    load("MT", pcodes=file(WIDE))
    assert everything() == before


def test_places_entered_by_hand_are_known_again_and_only_their_blanks_are_filled(file):
    malta = Place.objects.create(slug="our-malta", name="Malta", level="country", pcode="MT")
    vell = Place.objects.create(slug="vell", name="Vell governorate", level="governorate", parent=malta)
    Place.objects.create(
        slug="kasra", name="Qasra", aliases=["Kasrah"], level="locality", parent=vell, latitude=35.1, longitude=14.0
    )
    said = load("MT", pcodes=file(WIDE))
    vell.refresh_from_db()
    assert (vell.name, vell.pcode, vell.name_local, vell.aliases) == ("Vell governorate", "MT01", "فل", ["Vell"])
    assert "vell: MT01" in said
    assert not Place.objects.filter(slug="kasrah-g1").exists()
    assert path("kasra") == ["Malta", "Vell governorate", "Qasra"]
    assert Place.objects.get(pcode="MT0101").parent == vell


def test_a_row_for_each_place_and_neighbourhoods(file):
    load("Malta", pcodes=file("\ufeff" + LONG.replace(",", ";"), "utf-16"))
    assert path("harbour-n0001") == ["Malta", "Vell", "Vell", "Harbour"]


def test_the_history_says_what_wrote_them(file):
    load("MT", pcodes=file(WIDE))
    assert set(Change.objects.filter(table="events_place").values_list("why", flat=True)) == {"places loaded"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("id,title\n1,a\n", "not that of a p-code table"),
        ("", "The file is empty."),
        (WIDE.replace("MT0", "CY0"), "is no p-code of Malta"),
        (WIDE.replace("35.10,15.00", "35.10,x"), "row 8, Longitude: x is not a number of degrees"),
        (
            WIDE.replace(",35.10,15.00\n", ""),
            "row 8, Latitude: 13 cells; the header has 15 The row ends before this column",
        ),
    ],
)
def test_a_wrong_table_is_refused_whole(file, text, said):
    with pytest.raises(CommandError) as refused:
        load("MT", pcodes=file(text))
    assert said in str(refused.value)
    assert "nothing was changed" in str(refused.value).lower()
    assert everything() == []


def test_a_table_in_another_encoding_is_read_and_told(file):
    said = load("MT", pcodes=file(WIDE, "cp1256"))
    assert "Read as Windows-1256" in said
    assert Place.objects.get(pcode="MT02").name_local == "درة"


def test_a_workbook_with_a_sheet_for_each_level_is_one_table(tmp_path):
    book, path = Workbook(), tmp_path / "codes.xlsx"
    book.active.append(["made by an office"])
    for title, rows in SHEETS.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(path)
    said = load("MT", pcodes=path)
    assert "governorate: 1 added" in said
    assert "district: 2 added" in said
    vell = Place.objects.get(pcode="MT01")
    assert (vell.latitude, vell.name_local) == (35.2, "فل")


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(CommandError, match="No such file"):
        load("MT", pcodes=tmp_path / "none.csv")


def test_an_unknown_country_is_refused_with_those_near_it():
    with pytest.raises(CommandError, match=r"No country has the name or ISO code “Mlata”.*Malta \(MT\)"):
        load("Mlata")
