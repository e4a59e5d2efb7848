"""GeoJSON, JSON lines and Parquet: what each reader expects, and what is not offered."""

import json
from io import BytesIO

import pyarrow.parquet
import pytest

from events.exports import parquet
from events.exports.columns import CLAIMS, INCIDENTS, Kind
from events.models import Incident, Place

OF = "?dataset=velmar-2024"


def whole(answer) -> bytes:
    assert answer.status_code == 200
    return b"".join(answer)


@pytest.mark.parametrize(
    ("path", "kind", "name"),
    [
        ("/incidents.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "incidents.xlsx"),
        ("/incidents.geojson", "application/geo+json", "incidents.geojson"),
        ("/claims.parquet", "application/vnd.apache.parquet", "claims.parquet"),
        ("/reports.jsonl", "application/jsonl", "reports.jsonl"),
    ],
)
def test_a_file_says_what_it_is(client, world, path: str, kind: str, name: str):
    answer = client.get(path + OF)
    assert whole(answer)
    assert answer["Content-Type"] == kind
    assert answer["Content-Disposition"] == f'attachment; filename="velmar-2024-{name}"'


def test_geojson_is_a_collection_of_points(client, world):
    told = json.loads(whole(client.get(f"/incidents.geojson{OF}")))
    assert told["type"] == "FeatureCollection"
    assert told["selection"] == "Incidents, published incidents"
    assert told["address"] == "http://testserver/incidents/?dataset=velmar-2024"
    feature = next(feature for feature in told["features"] if feature["id"] == "VLM-2024-0002")
    assert feature["type"] == "Feature"
    assert feature["geometry"] == {"type": "Point", "coordinates": [39.1, 34.5]}, "longitude first"
    assert feature["properties"]["location_precision"]
    assert feature["properties"]["killed_low"] == 21


def test_an_incident_without_a_point_is_in_the_geojson_without_geometry(client, world):
    Incident.objects.update(latitude=None, longitude=None)
    Place.objects.update(latitude=None, longitude=None)
    told = json.loads(whole(client.get(f"/incidents.geojson{OF}")))
    assert [feature["geometry"] for feature in told["features"]] == [None] * 6


@pytest.mark.parametrize("form", ["geojson", "jsonl", "xlsx", "parquet", "csv"])
def test_of_nothing_there_is_a_file_too(client, world, form: str):
    file = whole(client.get(f"/incidents.{form}{OF}&q=nothing-like-this"))
    if form == "geojson":
        assert json.loads(file)["features"] == []
    elif form == "jsonl":
        assert file == b""
    elif form == "parquet":
        assert pyarrow.parquet.read_table(BytesIO(file)).num_rows == 0
    else:
        assert file


@pytest.mark.parametrize("text", ['"quoted", {braces}', "a\nb\r\nc", "\\.", "\x01\x02", "غارة", "\u2028"])
def test_json_lines_hold_any_text_in_one_line(client, world, text: str):
    Incident.objects.filter(code="VLM-2024-0001").update(title=text)
    [line, rest] = whole(client.get(f"/incidents.jsonl{OF}&q=VLM-2024-0001")).split(b"\n")
    assert json.loads(line)["title"] == text
    assert rest == b""


def test_parquet_is_typed_and_holds_its_codebook(client, world):
    table = pyarrow.parquet.read_table(BytesIO(whole(client.get(f"/claims.parquet{OF}"))))
    types = {
        Kind.TEXT: "string",
        Kind.ADDRESS: "string",
        Kind.WHOLE: "int64",
        Kind.DECIMAL: "double",
        Kind.DATE: "date32[day]",
    }
    assert {field.name: str(field.type) for field in table.schema} == {
        column.name: types[column.kind] for column in CLAIMS
    }
    assert table.schema.field("quote").metadata[b"says"] == b"the words that carry the number"
    assert table.schema.metadata[b"selection"] == b"Incidents, published incidents"
    assert json.loads(table.schema.metadata[b"codebook"]).keys() == {column.name for column in CLAIMS}


def test_without_pyarrow_parquet_is_not_offered_and_its_address_says_what_to_install(client, world, monkeypatch):
    assert "incidents.parquet" in client.get(f"/export/{OF}").content.decode()
    monkeypatch.setattr(parquet, "is_available", lambda: False)
    assert ".parquet" not in client.get(f"/export/{OF}").content.decode()
    answer = client.get(f"/incidents.parquet{OF}")
    assert answer.status_code == 501
    assert "pip install pyarrow" in answer.content.decode()


def test_claims_have_no_points(client, world):
    assert client.get(f"/claims.geojson{OF}").status_code == 404


@pytest.mark.parametrize("form", ["csv", "xlsx", "geojson", "jsonl", "parquet"])
def test_c13_a_bad_question_gets_no_file(client, world, form: str):
    answer = client.get(f"/incidents.{form}{OF}&colour=red")
    assert answer.status_code == 400
    assert "Content-Disposition" not in answer


@pytest.mark.parametrize("form", ["xlsx", "parquet"])
def test_what_is_built_whole_fails_as_an_error_page_and_no_file(client, world, monkeypatch, form: str):
    monkeypatch.setattr("events.exports.rows.TYPE", dict.fromkeys(Kind, "no_such_type"))
    client.raise_request_exception = False
    answer = client.get(f"/incidents.{form}{OF}")
    assert (answer.status_code, answer.get("Content-Disposition")) == (500, None)
    assert "Something went wrong here" in answer.content.decode()


def test_what_incidents_say_of_themselves_is_on_the_page_of_downloads(client, world):
    page = client.get(f"/export/{OF}&from=2024-03-01").content.decode()
    assert "published incidents" in page
    assert all(f'<code dir="ltr">{column.name}</code>' in page for column in (*INCIDENTS, *CLAIMS))
    assert "/incidents.csv?dataset=velmar-2024&amp;from=2024-03-01&amp;hxl=1" in page
    assert "Active filters" in page
