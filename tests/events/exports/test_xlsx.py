"""XLSX: every cell as what it is, nothing that runs, and what a reader must know in the same file."""

from datetime import date, datetime
from io import BytesIO

import openpyxl
import pytest
from django.utils import timezone

from events.analytics.listing import ordered
from events.exports import rows, xlsx
from events.exports.about import About
from events.exports.columns import INCIDENTS, Kind
from events.formulas import safe_cell
from events.models import Claim, Incident
from events.workbook_text import in_a_cell, of_a_cell

SELECTION = "/incidents.xlsx?dataset=velmar-2024"


def opened(client, address: str):
    answer = client.get(address)
    assert answer.status_code == 200
    return openpyxl.load_workbook(BytesIO(b"".join(answer)))


def column(sheet, name: str) -> list:
    names = [cell.value for cell in sheet[1]]
    return [row[names.index(name)] for row in sheet.iter_rows(min_row=2)]


def test_cells_are_dates_numbers_and_text(client, world):
    sheet = opened(client, SELECTION)["incidents"]
    assert [cell.value for cell in sheet[1]] == [column.name for column in INCIDENTS]
    types = {Kind.DATE: datetime, Kind.WHOLE: int, Kind.DECIMAL: float, Kind.TEXT: str, Kind.ADDRESS: str}
    for described in INCIDENTS:
        values = [cell.value for cell in column(sheet, described.name)]
        assert {type(value) for value in values} <= {types[described.kind], type(None)}, described.name
    assert {cell.number_format for cell in column(sheet, "date_start")} == {"yyyy-mm-dd"}


def test_c1_unknown_is_an_empty_cell_and_a_stated_none_is_0(client, world):
    sheet = opened(client, SELECTION)["incidents"]
    lows = {code.value: low.value for code, low in zip(column(sheet, "code"), column(sheet, "killed_low"), strict=True)}
    assert lows["VLM-2024-0004"] == 0
    assert lows["VLM-2023-0006"] is None


@pytest.mark.parametrize("text", ["=1+1", "#N/A", "#REF!", "=cmd|' /C calc'!A0", "TRUE", "12", "2024-03-01", "’=1"])
def test_text_stays_text_whatever_it_looks_like(client, world, text: str):
    Incident.objects.filter(code="VLM-2024-0001").update(title=text)
    [title] = column(opened(client, f"{SELECTION}&q=VLM-2024-0001")["incidents"], "title")
    assert (title.value, title.data_type) == (safe_cell(text), "s")


@pytest.mark.parametrize(
    "text", ["a\rb", "a\r\nb", "\x01\x08\x0b\x1f", "\ufffe", "_x000D_", "_x_x0041_", " غارة  \n", "a\tb"]
)
def test_what_xml_cannot_hold_comes_back(client, world, text: str):
    assert of_a_cell(in_a_cell(text)) == text
    Incident.objects.filter(code="VLM-2024-0001").update(summary=f"x{text}")
    [summary] = column(opened(client, f"{SELECTION}&q=VLM-2024-0001")["incidents"], "summary")
    assert of_a_cell(summary.value) == f"x{text}"


def test_a_day_that_excel_takes_for_another_is_text(client, world):
    early = date(1900, 2, 28)
    Incident.objects.filter(code="VLM-2024-0001").update(date_start=early, date_precision="longer")
    [start] = column(opened(client, f"{SELECTION}&q=VLM-2024-0001")["incidents"], "date_start")
    assert start.value == "1900-02-28"


def test_the_header_stays_in_sight_and_filters(client, world):
    sheet = opened(client, SELECTION)["incidents"]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == f"A1:{sheet.cell(7, len(INCIDENTS)).coordinate}"
    assert sheet.max_row == 7


def test_the_readme_says_which_rows_whose_and_how_they_are_written(client, world):
    book = opened(client, f"{SELECTION}&from=2024-03-01&as_of=2024-03-20")
    assert book.sheetnames == ["incidents", "readme", "codebook"]
    said = {row[0].value: row[1].value for row in book["readme"].iter_rows() if row[0].value}
    assert (
        said["Selection"]
        == client.get("/?dataset=velmar-2024&from=2024-03-01&as_of=2024-03-20").context["selection"].sentence
    )
    assert said["As known on"] == "2024-03-20"
    assert said["Address"] == "http://testserver/incidents/?dataset=velmar-2024&from=2024-03-01&as_of=2024-03-20"
    assert said["Licence"]
    assert "Velmar" in said["Citation"]
    text = " ".join(row[1].value for row in book["readme"].iter_rows())
    assert "An empty cell is not known; 0 was stated by a source." in text
    meanings = {row[0].value: row[1].value for row in book["codebook"].iter_rows(min_row=2)}
    assert meanings == {column.name: str(column.says) for column in INCIDENTS}


@pytest.mark.parametrize(("language", "right"), [("en", False), ("ar", True)])
def test_sheets_run_as_the_language_does(client, world, language: str, right: bool):
    book = opened(client, f"/claims.xlsx?dataset=velmar-2024&lang={language}")
    assert [bool(sheet.sheet_view.rightToLeft) for sheet in book] == [right] * 3


def test_too_many_rows_are_refused_with_the_way_out(client, world, monkeypatch):
    monkeypatch.setattr(xlsx, "MOST", 5)
    answer = client.get(SELECTION)
    assert answer.status_code == 400
    said = answer.content.decode()
    assert "at most 5 rows" in said
    assert "these are 6" in said
    assert "take the CSV" in said


def test_rows_that_come_while_it_is_written_do_not_slip_past_the_limit(client, world, monkeypatch):
    """The count is asked first, and the rows are read later."""
    monkeypatch.setattr(xlsx, "MOST", 5)
    monkeypatch.setattr(rows.Rows, "count", lambda self: 5)
    selection = client.get("/?dataset=velmar-2024").context["selection"]
    about = About(selection.sentence, selection.dataset, "http://testserver/", timezone.now())
    with pytest.raises(xlsx.DoesNotFit):
        xlsx.write_xlsx(BytesIO(), {"incidents": rows.incidents(ordered(selection), site="")}, about)


def test_a_text_that_no_cell_holds_is_refused_and_not_cut(client, world):
    claim = Claim.objects.filter(incident__code="VLM-2024-0001").first()
    Claim.objects.filter(pk=claim.pk).update(quote="x" * 32_768)
    answer = client.get("/claims.xlsx?dataset=velmar-2024")
    assert answer.status_code == 400
    assert "32,767" in answer.content.decode()
