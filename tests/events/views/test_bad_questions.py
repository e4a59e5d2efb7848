"""C13: a question that is not understood is an error that names the parameter; it gets no number, on any address."""

import base64
import json
import re

import pytest
from django.test import Client

from tests.parity.reading import page_text, plain

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("recorded")]

HERE = "dataset=mayadeen-2017"
BAD = [
    ("form", "form=2017-10-01"),
    ("page", "page=2"),
    ("From", "From=2017-10-01"),
    ("from", "from=2017-13-01"),
    ("from", "from=01/10/2017"),
    ("from", "from=2017-1-1"),
    ("from", "from=20171001"),
    ("from", "from=2017-10-01&from=2017-10-02"),
    ("from", "from=2017-10-02&to=2017-10-01"),
    ("to", "to=yesterday"),
    ("actor", "actor=nobody"),
    ("actor", "actor=russia&actor=nobody"),
    ("actor", "actor=Russia"),
    ("actor", "actor=%00"),
    ("role", "role=victim"),
    ("place", "place=atlantis"),
    ("place", "place=%00"),
    ("category", "category=war"),
    ("category", "category=strike&category=war"),
    ("type", "type=strike"),
    ("grade", "grade=high"),
    ("harm", "harm=hurt"),
    ("harm", "harm=killed&harm=injured"),
    ("victims", "victims=children"),
    ("casualties", "casualties=0"),
    ("claimant", "claimant=nobody"),
    ("status", "status=draft"),
    ("status", "status=published"),
    ("code", "code=MYD-2017-0001 NOWHERE-1"),
    ("code", "code=%00"),
    ("code", "code=MYD-2017-0001&code=MYD-2017-0002"),
    ("q", "q=" + "a" * 201),
    ("q", "q=%00"),
    ("bucket", "bucket=hour"),
    ("sort", "sort=price"),
    ("columns", "columns=created_by"),
    ("lang", "lang=fr"),
    ("excel", "excel=yes"),
    ("after", "after=%21"),
]
BAD_DATASETS = [
    ("dataset", "dataset=mayadeen-2017&dataset=demonstration"),
    ("dataset", "dataset=nowhere"),
    ("dataset", "dataset=hidden"),
    ("dataset", "dataset=%00"),
]
PAGES = ["/", "/incidents/", "/timeline/", "/actors/", "/actors/russia/"]
FILES = ["/incidents.csv", "/claims.csv", "/incidents.json", "/charts/incidents.csv", "/charts/attributed.json"]


def assert_refused(answer, parameter: str) -> None:
    assert answer.status_code == 400
    html = page_text(answer)
    assert f"<code>{parameter}</code>" in html
    main = re.search(r"<main.*</main>", html, re.DOTALL)[0]
    echoed = r"“[^”]*”|\d{4}-\d\d-\d\d|one of: .*|at most 200 characters \(it has 201\)"
    assert not re.findall(r"\d", re.sub(echoed, "", plain(main))), "a number on the page of a bad question"
    assert "<table" not in html
    assert "data-chart" not in html


@pytest.mark.parametrize(("parameter", "query"), [*((name, f"{HERE}&{query}") for name, query in BAD), *BAD_DATASETS])
def test_c13_a_bad_question_gets_400_its_parameter_named_and_no_number(client, parameter: str, query: str):
    assert_refused(client.get(f"/?{query}"), parameter)


@pytest.mark.parametrize("path", PAGES + FILES)
@pytest.mark.parametrize(("parameter", "query"), [BAD[0], BAD[3], ("actor", "actor=nobody"), *BAD_DATASETS[:3]])
def test_c13_on_every_address(client, path: str, parameter: str, query: str):
    query = query if parameter == "dataset" else f"{HERE}&{query}"
    assert_refused(client.get(f"{path}?{query}"), parameter)


def key(*value) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


@pytest.mark.parametrize("path", ["/incidents/", "/timeline/", "/incidents.json"])
@pytest.mark.parametrize(
    "after", ["AAAA", key("2017-10-01"), key("October", 1), key("2017-10-01", "x"), key("2017-10-01", 1, 2), key(1, 1)]
)
def test_c13_an_after_that_is_no_page_of_the_list(client, path: str, after: str):
    assert_refused(client.get(f"{path}?{HERE}&after={after}"), "after")


@pytest.mark.parametrize("after", [key(10**30, 1), key(1, 10**30), key("2017-10-01", 10**30), key(-1, -1)])
@pytest.mark.parametrize("sort", ["killed", "-date", "code"])
def test_c13_a_made_up_after_never_breaks_the_page(client, after: str, sort: str):
    assert client.get(f"/incidents/?{HERE}&sort={sort}&after={after}").status_code in (200, 400)


def test_several_problems_are_all_named(client):
    answer = client.get(f"/?{HERE}&form=2017-10-01&actor=nobody&sort=price")
    assert {parameter for parameter, _message in answer.context["problems"]} == {"form", "actor", "sort"}


def test_what_is_echoed_is_escaped(client):
    html = page_text(client.get(f"/?{HERE}&actor=<script>alert(1)</script>&<b>=1"))
    assert "<script>alert" not in html
    assert "<b>=" not in html
    assert "<code><b></code>" not in html


def test_staff_may_ask_for_a_status(client, django_user_model):
    analyst = Client()
    analyst.force_login(django_user_model.objects.get(username="analyst"))
    answer = analyst.get("/?dataset=invented&status=draft&status=published")
    assert answer.status_code == 200
    assert "Not only published incidents." in page_text(answer)
    assert_refused(analyst.get("/?dataset=invented&status=secret"), "status")


def test_the_widest_window_is_answered(client):
    for bucket in ("", "&bucket=day", "&bucket=year"):
        assert client.get(f"/?{HERE}&from=0001-01-01&to=9999-12-31{bucket}").status_code == 200


@pytest.mark.parametrize("host", ["elsewhere.example", "["])
@pytest.mark.parametrize("path", ["/", "/incidents.csv", "/admin/", "/nothing/"])
def test_a_request_to_a_host_that_is_not_ours_is_400_on_a_page_of_ours(client, path: str, host: str):
    client.raise_request_exception = False
    answer = client.get(path, headers={"Host": host})
    assert answer.status_code == 400
    assert "This request is not one we understand" in page_text(answer)


@pytest.mark.parametrize("value", ["\0", "\ud800"])
def test_c13_an_after_that_no_database_takes_is_refused(client, value: str):
    """It was a 500 where the list is sorted by code."""
    assert_refused(client.get(f"/incidents/?{HERE}&sort=code&after={key(value, 1)}"), "after")


def test_c13_an_after_beyond_all_numbers_is_refused(client):
    assert_refused(client.get(f"/incidents/?{HERE}&sort=killed&after={key(float('inf'), 1)}"), "after")
