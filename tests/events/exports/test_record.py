"""All of a selection in one file, and our own template empty: what is read of either is what was written."""

import io
import zipfile

import openpyxl
import pytest

from events.exports import record, template
from events.imports import template as reader
from events.imports.files import opened
from events.imports.readers import format_of
from tests.events.imports.test_template import RELEASE
from tests.parity.reading import table


def content(answer) -> bytes:
    assert answer.status_code == 200
    return b"".join(answer)


@pytest.mark.parametrize("form", ["xlsx", "zip"])
def test_one_file_holds_the_tables_that_the_site_gives_one_by_one(client, world, form: str):
    answer = client.get(f"/record.{form}?dataset=velmar-2024")
    assert answer["Content-Disposition"] == f'attachment; filename="velmar-2024-record.{form}"'
    with opened(io.BytesIO(content(answer))) as found:
        tables = {name: list(one.rows) for name, one in found.by_name.items()}
        assert set(record.TABLES) <= set(tables)
        for name in ("incidents", "claims", "reports"):
            alone = table(client.get(f"/{name}.csv?dataset=velmar-2024"))
            assert len(tables[name]) == len(alone) > 0


@pytest.mark.parametrize("form", ["xlsx", "zip"])
def test_one_file_is_read_back_without_an_error(client, world, form: str):
    with opened(io.BytesIO(content(client.get(f"/record.{form}?dataset=velmar-2024")))) as found:
        assert format_of(found.tables) == reader.FORMAT
        rows = list(reader.read(found.by_name, RELEASE))
    assert [error for row in rows for error in row.errors] == []
    codes = [row["code"] for row in table(client.get("/incidents.csv?dataset=velmar-2024"))]
    assert [row.incident.code for row in rows] == codes


@pytest.mark.parametrize("form", ["xlsx", "zip"])
def test_an_empty_template_is_of_our_format_and_has_no_rows(form: str):
    file = io.BytesIO()
    template.WRITE[form](file)
    with opened(file) as found:
        assert format_of(found.tables) == reader.FORMAT
        assert list(reader.read(found.by_name, RELEASE)) == []


def test_each_column_of_the_template_is_explained_under_its_header():
    for name in template.COLUMNS:
        assert len(template.columns(name)) == len(template.explained(name)) > 1
        assert all(template.explained(name))
    assert (
        "at-least" in template.explained("claims")[[one.name for one in template.columns("claims")].index("qualifier")]
    )


@pytest.mark.parametrize("form", ["xlsx", "zip"])
def test_whoever_may_import_gets_the_template_and_nobody_else(client, admin_client, form: str):
    assert client.get(f"/admin/imports/template.{form}").status_code == 302
    answer = admin_client.get(f"/admin/imports/template.{form}")
    assert answer["Content-Disposition"] == f'attachment; filename="template.{form}"'
    file = io.BytesIO(content(answer))
    if form == "xlsx":
        assert openpyxl.load_workbook(file).sheetnames == list(template.COLUMNS)
    else:
        assert zipfile.ZipFile(file).namelist() == [f"{name}.csv" for name in template.COLUMNS]
    assert admin_client.get("/admin/imports/template.exe").status_code == 404
