"""CSV: the columns of the contract, exactly the rows of the list, safe in a spreadsheet, honest when it fails."""

import csv
import json
from io import StringIO

import psycopg
import pytest
from django.db import connection

from events.analytics.listing import ordered
from events.exports import rows
from events.exports.columns import CLAIMS, INCIDENTS
from events.exports.csv import BOM, csv_of
from events.models import Claim
from tests.parity.reading import table
from tests.settings import CLUSTER

CONTRACT = [
    "dataset",
    "code",
    "title",
    "date_start",
    "date_end",
    "date_precision",
    "category",
    "type",
    "place",
    "admin1",
    "country",
    "latitude",
    "longitude",
    "location_precision",
    "perpetrators",
    "attribution",
    "grade",
    "killed_low",
    "killed_best",
    "killed_high",
    "civilians_killed_low",
    "civilians_killed_best",
    "civilians_killed_high",
    "injured_low",
    "injured_best",
    "injured_high",
    "claims",
    "claimants",
    "status",
    "url",
]
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def text_of(answer) -> str:
    return b"".join(answer).decode()


def test_the_columns_of_the_contract_come_first_and_in_order(client, world):
    rows = table(client.get("/incidents.csv?dataset=velmar-2024"))
    assert list(rows[0])[: len(CONTRACT)] == CONTRACT


def test_c1_unknown_is_empty_a_stated_none_is_0_and_an_open_end_is_an_empty_high(client, world):
    rows = {row["code"]: row for row in table(client.get("/incidents.csv?dataset=velmar-2024"))}
    bounds = {code: tuple(row[f"killed_{end}"] for end in ("low", "best", "high")) for code, row in rows.items()}
    assert bounds["VLM-2024-0001"] == ("14", "14", "14")
    assert bounds["VLM-2024-0002"] == ("21", "29", "38")
    assert bounds["VLM-2024-0003"] == ("18", "18", "")
    assert bounds["VLM-2024-0004"] == ("0", "0", "0")
    assert bounds["VLM-2024-0005"] == ("1", "", "")
    assert bounds["VLM-2023-0006"] == ("", "", "")
    assert set(bounds) == {*(f"VLM-2024-000{number}" for number in range(1, 6)), "VLM-2023-0006"}


def test_a_row_in_full(client, world):
    [row] = table(client.get("/incidents.csv?dataset=velmar-2024&q=VLM-2024-0002"))
    assert {name: row[name] for name in ("place", "admin1", "country", "perpetrators", "attribution", "grade")} == {
        "place": "Ilm",
        "admin1": "Ilm",
        "country": "Velmar",
        "perpetrators": "Norland; Sudland",
        "attribution": "joint",
        "grade": "fair",
    }
    assert (row["latitude"], row["longitude"]) == ("34.5", "39.1")
    assert (row["claims"], row["claimants"]) == ("4", "3")
    assert row["url"] == "http://testserver/incidents/VLM-2024-0002/"
    assert (row["injured_low"], row["injured_best"], row["injured_high"]) == ("24", "", "")


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("/incidents.csv?dataset=velmar-2024", "velmar-2024-incidents.csv"),
        ("/incidents.csv?dataset=velmar-2024&from=2024-03-01&to=2024-03-31", "velmar-2024-incidents-2024-03-01-to-2024-03-31.csv"),
        ("/incidents.csv?dataset=velmar-2024&from=2024-03-01", "velmar-2024-incidents-from-2024-03-01.csv"),
        ("/claims.csv?dataset=velmar-2024&to=2024-03-31", "velmar-2024-claims-to-2024-03-31.csv"),
        ("/charts/suffered.csv?dataset=velmar-2024", "velmar-2024-chart-suffered.csv"),
    ],
)  # fmt: skip
def test_the_file_is_named_after_dataset_and_window(client, world, address: str, name: str):
    answer = client.get(address)
    assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
    assert answer["Content-Type"] == "text/csv; charset=utf-8"


@pytest.mark.parametrize("path", ["/incidents.csv", "/claims.csv"])
def test_for_excel_the_same_with_a_byte_order_mark(client, world, path: str):
    plain = b"".join(client.get(f"{path}?dataset=velmar-2024"))
    marked = b"".join(client.get(f"{path}?dataset=velmar-2024&excel=1"))
    assert not plain.startswith(BOM)
    assert marked == b"\xef\xbb\xbf" + plain


@pytest.mark.parametrize(("path", "columns"), [("/incidents.csv", INCIDENTS), ("/claims.csv", CLAIMS)])
def test_with_hxl_the_same_with_tags_under_the_header(client, world, path: str, columns: list):
    plain = text_of(client.get(f"{path}?dataset=velmar-2024")).splitlines(keepends=True)
    tagged = text_of(client.get(f"{path}?dataset=velmar-2024&hxl=1")).splitlines(keepends=True)
    assert tagged == [plain[0], ",".join(column.hxl for column in columns) + "\n", *plain[1:]]


def test_claims_are_those_of_the_incidents_chosen_each_with_its_words(client, world):
    rows = table(client.get("/claims.csv?dataset=velmar-2024"))
    public = Claim.objects.filter(
        incident__in=[one.pk for one in world.incidents.values() if one.status == "published"]
    )
    public = public.exclude(incident__dataset=world.desk)
    assert sorted(int(row["claim"]) for row in rows) == sorted(public.values_list("pk", flat=True))
    [row] = [row for row in rows if row["incident"] == "VLM-2024-0001"]
    assert (row["claimant"], row["publisher"], row["minimum"], row["maximum"]) == ("Watch", "Wire", "14", "14")
    assert (row["children_minimum"], row["children_maximum"], row["women_minimum"]) == ("3", "3", "")
    assert row["quote"] == Claim.objects.get(pk=row["claim"]).quote != ""
    assert row["use"] == "used"
    unnamed = [row for row in rows if row["incident"] == "VLM-2024-0003"]
    assert [(row["claimant"], row["minimum"], row["maximum"]) for row in unnamed] == [("", "18", "")]
    copied = [row["use"] for row in rows if row["publisher"] == "Radio" and row["incident"] == "VLM-2024-0002"]
    assert copied == ["derived"]


def test_c5_aggregates_are_in_no_file_of_claims_of_incidents(client, world):
    rows = table(client.get("/claims.csv?dataset=velmar-2024"))
    assert str(world.aggregate.pk) not in {row["claim"] for row in rows}


@pytest.mark.django_db
@pytest.mark.usefixtures("recorded")
class TestInTheInventedRecord:
    """Titles, quotes, places, actors and sources there begin like formulas."""

    @pytest.mark.parametrize(
        "path", ["/incidents.csv", "/claims.csv", "/charts/attributed.csv", "/charts/suffered.csv"]
    )
    def test_no_cell_starts_a_formula(self, client, path: str):
        answer = client.get(f"{path}?dataset=invented")
        said = text_of(answer) if answer.streaming else answer.content.decode()
        cells = [cell for row in csv.reader(StringIO(said, newline="")) for cell in row]
        assert len(cells) > 20
        assert not [cell for cell in cells if cell.lstrip(" ").startswith(STARTS_A_FORMULA)]

    def test_words_are_kept_behind_the_apostrophe(self, client):
        titles = {row["title"] for row in table(client.get("/incidents.csv?dataset=invented"))}
        assert {"'=HYPERLINK(1)", "'+1 hour of shelling", "'-5 degrees, a clash", "'@dawn a strike"} <= titles
        assert "غارة, two “quotes”" in titles
        quotes = {row["quote"] for row in table(client.get("/claims.csv?dataset=invented"))}
        assert "'=cmd|' /C calc'!A0" in quotes

    def test_numbers_below_zero_stay_numbers(self, client):
        """A latitude is no formula: only text gets the apostrophe."""
        rows = table(client.get("/incidents.csv?dataset=demonstration&from=2025-01-01&to=2025-01-14"))
        points = [float(row["longitude"]) for row in rows if row["longitude"]]
        assert points
        assert min(points) < 0

    def test_a_copy_that_fails_half_way_is_not_taken_for_whole(self, client):
        pieces = iter(client.get("/incidents.csv?dataset=demonstration"))
        begun = [next(pieces) for _ in range(3)]
        assert begun[0].startswith(b"dataset,code,")
        with psycopg.connect(CLUSTER.url, autocommit=True) as other:
            other.execute("SELECT pg_cancel_backend(%s)", [connection.connection.info.backend_pid])
        with pytest.raises(psycopg.errors.QueryCanceled):
            list(pieces)

    def test_a_reader_who_leaves_half_way_leaves_the_connection_usable(self, client):
        selection = client.get("/?dataset=demonstration").context["selection"]
        pieces = csv_of(rows.incidents(ordered(selection), site="http://testserver"))
        next(pieces)
        pieces.close()
        assert client.get("/incidents.csv?dataset=mayadeen-2017").status_code == 200

    def test_json_says_null_for_unknown_and_where_the_next_page_is(self, client):
        answer = json.loads(client.get("/incidents.json?dataset=mayadeen-2017&q=oilfield").content)
        [row] = answer["incidents"]
        assert (row["low"], row["best"], row["high"]) == (None, None, None)
        assert answer["next"] is None
        first = json.loads(client.get("/incidents.json?dataset=demonstration").content)
        assert first["next"].startswith("http://testserver/incidents.json?dataset=demonstration")
