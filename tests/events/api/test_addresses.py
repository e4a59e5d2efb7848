"""The API's manners: read only, JSON only, errors that say what and where, few queries, nothing kept of who asked."""

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from events.choices import Status
from events.models import Incident, Report
from tests.events.api.addresses import EVERY, LISTS, RECORD, pages
from tests.parity.reading import table

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("recorded")]

MOST_QUERIES = 12
MANY = "?dataset=demonstration&from=2024-02-01&category=strike&category=ground&casualties=reported&q=a&as_of=2025-01-31"


def assert_problem(answer, status: int, *named: str) -> dict:
    said = answer.json()
    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["Cache-Control"] == "no-store"
    assert "ETag" not in answer
    assert said["status"] == status
    assert said["title"]
    assert [one["name"] for one in said["problems"]] == list(named)
    assert all(one["message"] for one in said["problems"])
    return said


@pytest.mark.parametrize("path", EVERY)
def test_every_address_answers_get_head_and_options_in_json_and_nothing_else(client, path: str):
    answer, head, options = client.get(path), client.head(path), client.options(path)
    assert (answer.status_code, head.status_code, options.status_code) == (200, 200, 204)
    assert answer["Content-Type"] == head["Content-Type"] == "application/json"
    assert answer.json()
    assert head.content == options.content == b""
    assert answer["Allow"] == options["Allow"] == "GET, HEAD, OPTIONS"
    for method in ("post", "put", "patch", "delete", "trace"):
        assert_problem(getattr(client, method)(path), 405)


@pytest.mark.parametrize("path", EVERY)
def test_nothing_is_kept_of_who_asked(client, path: str):
    for address in (path, f"{path}?lang=ar"):
        answer = client.get(address)
        assert answer.status_code == 200
        assert not answer.cookies


@pytest.mark.parametrize("path", EVERY)
def test_somebody_signed_in_reads_too_and_writes_no_more_than_others(path: str):
    analyst = Client(enforce_csrf_checks=True)
    analyst.force_login(User.objects.get(username="analyst"))
    answer = analyst.get(path)
    assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-cache")
    assert_problem(analyst.post(path), 405)


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize(
    ("parameter", "query"),
    [
        ("form", "form=2017-10-01"),
        ("page", "page=2"),
        ("format", "format=html"),
        ("from", "from=2017-13-01"),
        ("from", "from=2017-10-02&to=2017-10-01"),
        ("actor", "actor=nobody"),
        ("place", "place=%00"),
        ("sort", "sort=price"),
        ("as_of", "as_of=2999-01-01"),
        ("status", "status=draft"),
        ("dataset", "dataset=mayadeen-2017&dataset=demonstration"),
        ("dataset", "dataset=hidden"),
    ],
)
def test_c13_a_bad_question_gets_400_and_its_parameter_named(client, path: str, parameter: str, query: str):
    assert_problem(client.get(f"{path}?{query}"), 400, parameter)


@pytest.mark.parametrize(("path", "query"), [(RECORD, "from=2017-10-01"), ("/api/datasets/", "dataset=demonstration")])
def test_c13_what_means_nothing_there_is_refused(client, path: str, query: str):
    assert_problem(client.get(f"{path}?{query}"), 400, query.partition("=")[0])


def test_several_problems_are_all_named_in_the_language_asked_for(client):
    said = assert_problem(
        client.get("/api/totals/?form=1&actor=nobody&sort=price&lang=ar"), 400, "form", "actor", "sort"
    )
    assert "لا" in said["problems"][0]["message"]


@pytest.mark.parametrize("after", ["AAAA", "%21", "WyJhXHUwMDAwIiwxXQ", "WyJhXHVkODAwIiwxXQ", "W0luZmluaXR5LDFd"])
@pytest.mark.parametrize("path", [f"{path}?sort=code" for path in LISTS[:5]])
def test_c13_an_after_that_is_no_page_of_the_list(client, path: str, after: str):
    """The last three: a NUL, half a sign, and a number beyond all numbers."""
    assert_problem(client.get(f"{path}&after={after}"), 400, "after")


@pytest.mark.parametrize(
    "path", ["/api/nothing/", "/api/incidents/MYD-1999-0001/", "/api/incidents/a%00b/", "/api/x.json"]
)
def test_what_is_not_there_is_404_in_json(client, path: str):
    assert_problem(client.get(path), 404)


def test_only_json_is_given(client):
    assert_problem(client.get("/api/totals/", headers={"Accept": "text/html"}), 406)
    assert client.get("/api/totals/", headers={"Accept": "text/html,*/*;q=0.1"}).status_code == 200


def test_a_site_that_is_not_ours_is_400_in_json(client):
    assert_problem(client.get("/api/totals/", headers={"Host": "elsewhere.example"}), 400)


def test_what_breaks_is_500_in_json_without_a_trace(client, monkeypatch):
    def broken(selection):
        raise RuntimeError("secret-of-the-inside")

    monkeypatch.setattr("events.analytics.answers.harm_told", broken)
    client.raise_request_exception = False
    answer = client.get("/api/totals/")
    assert_problem(answer, 500)
    assert b"secret" not in answer.content


@pytest.mark.parametrize("path", [*LISTS, RECORD, "/api/datasets/"])
@pytest.mark.parametrize("who", ["nobody", "analyst"])
def test_every_address_takes_few_queries_whatever_the_rows(client, path: str, who: str):
    if who != "nobody":
        client.force_login(User.objects.get(username=who))
    for query in ("?dataset=demonstration", MANY) if path in LISTS else ("",):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(path + query).status_code == 200
        assert len(asked) <= MOST_QUERIES


# --- what is in them ---------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("dataset", ["mayadeen-2017", "invented"])
def test_c14_claims_page_by_page_are_the_rows_of_the_file(client, dataset: str):
    query = f"?dataset={dataset}&as_of=2025-06-30"
    rows = pages(client, f"/api/claims/{query}", "claims")
    filed = {row["claim"]: row for row in table(client.get(f"/claims.csv{query}"))}
    assert [str(row["number"]) for row in rows] == sorted(filed, key=int)
    for row in rows:
        cells = filed[str(row["number"])]
        said = (row["incident"], row["harm"], row["victims"], row["qualifier"], row["use"], row["url"])
        assert said == tuple(cells[name] for name in ("incident", "harm", "victims", "qualifier", "use", "url"))
        for bound in ("minimum", "maximum", "best"):
            assert ("" if row[bound] is None else str(row[bound])) == cells[bound]


@pytest.mark.parametrize("path", ["actors", "places", "sources"])
def test_names_come_each_once_in_order_through_all_pages(client, path: str, monkeypatch):
    whole = [row["slug"] for row in pages(client, f"/api/{path}/?dataset=demonstration", path)]
    monkeypatch.setattr("events.analytics.directory.PAGE", 3)
    assert [row["slug"] for row in pages(client, f"/api/{path}/?dataset=demonstration", path)] == whole
    assert whole == sorted(set(whole))


def test_a_reader_is_told_of_public_datasets_and_an_analyst_of_all(client):
    said = [row["slug"] for row in client.get("/api/datasets/").json()["datasets"]]
    assert "hidden" not in said
    assert said[0] == "mayadeen-2017"
    client.force_login(User.objects.get(username="analyst"))
    assert "hidden" in [row["slug"] for row in client.get("/api/datasets/").json()["datasets"]]


# --- C7 ----------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("path", LISTS)
def test_c7_nothing_that_is_not_published_is_let_out(client, path: str):
    secret = Incident.objects.exclude(status=Status.PUBLISHED, dataset__is_public=True)
    codes = set(secret.values_list("code", flat=True))
    assert len(codes) > 20
    for more in ("", "&q=Unpublished", "&casualties=reported", "&sort=code"):
        said = client.get(f"{path}?dataset=invented{more}").content.decode()
        assert not [code for code in codes if code in said]
        assert "Hidden" not in said
        assert "Unpublished " not in said


def test_c7_an_incident_opens_only_when_it_is_published(client):
    for incident in Incident.objects.filter(dataset__slug__in=["invented", "hidden"]).order_by("pk")[:60]:
        is_open = incident.status == Status.PUBLISHED and incident.dataset.slug == "invented"
        is_gone = incident.status == Status.RETRACTED and incident.dataset.slug == "invented"
        answer = client.get(f"/api/incidents/{incident.code}/")
        assert answer.status_code == (200 if is_open else 410 if is_gone else 404)
        if is_gone:
            assert_problem(answer, 410, incident.code)
        if not is_open:
            assert incident.title not in answer.content.decode()


def test_c7_an_analyst_sees_drafts_only_when_asked_to(client):
    client.force_login(User.objects.get(username="analyst"))
    for status, _label in Status.shown():
        said = client.get(f"/api/totals/?dataset=invented&status={status}").json()
        assert said["total"]["incidents"] == Incident.objects.filter(dataset__slug="invented", status=status).count()
    unasked = client.get("/api/totals/?dataset=invented").json()
    assert unasked == Client().get("/api/totals/?dataset=invented").json()


def test_the_private_text_of_a_report_is_never_given(client):
    """Nor who entered what."""
    Report.objects.filter(claims__incident__code="MYD-2017-0002").update(text="the-private-text")
    client.force_login(User.objects.get(username="analyst"))
    for path in (RECORD, "/api/claims/?dataset=mayadeen-2017"):
        said = client.get(path).content.decode()
        assert "the-private-text" not in said
        assert "analyst" not in said


def test_c3_an_incident_as_known_on_a_day(client):
    moved = "/api/incidents/VEL-2024-2348/"
    then, now = client.get(f"{moved}?as_of=2024-12-04").json(), client.get(moved).json()
    assert then["as_of"] == "2024-12-04"
    assert then["said"]
    assert all(claim["report"]["published_on"] <= "2024-12-04" for claim in then["said"])
    assert len(then["said"]) < len(now["said"])
    assert (then["low"], then["best"], then["high"]) != (now["low"], now["best"], now["high"])
    assert_problem(client.get(f"{RECORD}?as_of=2017-10-01"), 404)
