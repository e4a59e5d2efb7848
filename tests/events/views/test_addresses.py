"""The contract of addresses: what they answer to, what they redirect, how many queries they take."""

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.models import Incident, Source
from tests.parity.reading import page_text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("recorded")]

MOST_QUERIES = 12
OF_A_RECORD = 16
"""A page of one incident also asks for decisions, and for what other records hold of it."""
PAGES = ["/", "/incidents/", "/timeline/", "/actors/", "/sources/", "/about/", "/packages/", "/packages/new/"]
THEN = "as_of=2025-01-31"
FILES = ["/incidents.csv", "/claims.csv", "/incidents.json", "/charts/incidents.csv", "/charts/suffered.json"]
NARROWED = (
    "&from=2024-02-01&to=2025-08-31&category=strike&category=ground&casualties=reported&grade=fair&grade=weak&q=a"
)


@pytest.mark.parametrize("path", PAGES + FILES)
def test_readers_addresses_answer_get_and_head_and_nothing_else(client, path: str):
    assert client.get(path).status_code == 200
    head = client.head(path)
    assert head.status_code == 200
    assert head.content == b"" if not head.streaming else True
    for method in ("post", "put", "patch", "delete"):
        assert getattr(client, method)(path).status_code == 405


@pytest.mark.parametrize("path", [*PAGES[:5], *FILES])
def test_marks_of_other_sites_are_dropped_by_a_redirect(client, path: str):
    marks = "utm_source=x&utm_campaign=y&fbclid=1&gclid=2"
    answer = client.get(f"{path}?{marks}&dataset=mayadeen-2017&actor=russia")
    assert (answer.status_code, answer["Location"]) == (302, f"{path}?dataset=mayadeen-2017&actor=russia")
    assert client.get(f"{path}?{marks}")["Location"] == path


def test_an_input_left_empty_asks_nothing_and_is_dropped_by_a_redirect(client):
    answer = client.get("/?dataset=mayadeen-2017&from=&to=&q=%20&actor=&actor=russia")
    assert (answer.status_code, answer["Location"]) == (302, "/?dataset=mayadeen-2017&actor=russia")


def test_a_mark_does_not_hide_a_bad_question(client):
    assert client.get("/?utm_source=x&form=2017-10-01", follow=True).status_code == 400


@pytest.mark.parametrize(
    "path",
    [
        "/nothing/",
        "/incidents/MYD-2017-9999/",
        "/actors/nobody/",
        "/charts/secret.csv",
        "/charts/incidents.xlsx",
        "/sources.csv",
    ],
)
def test_what_is_not_there_is_404_on_a_page_of_ours(client, path: str):
    answer = client.get(path)
    assert answer.status_code == 404
    assert "There is no such page" in page_text(answer)
    assert 'class="figure-value"' not in page_text(answer)


def test_a_code_is_found_in_small_letters_too(client):
    assert client.get("/incidents/myd-2017-0001/").status_code == 200


@pytest.mark.parametrize("who", ["nobody", "analyst"])
@pytest.mark.parametrize("dataset", ["mayadeen-2017", "demonstration"])
def test_every_page_takes_few_queries_whatever_the_rows(client, dataset: str, who: str):
    if who != "nobody":
        client.force_login(User.objects.get(username=who))
    whole, narrowed = f"?dataset={dataset}", f"?dataset={dataset}{NARROWED}"
    with_most = Incident.objects.filter(dataset__slug=dataset).public().order_by("-claims__id")[:3]
    actor = "/actors/russia/" if dataset == "mayadeen-2017" else f"/actors/{an_actor(dataset)}/"
    listed = [path + query for path in (*PAGES[:5], actor, *FILES) for query in (whole, narrowed, f"{whole}&{THEN}")]
    source = f"/sources/{a_source(dataset)}/"
    records = [one.get_absolute_url() for one in with_most]
    counts = {}
    for address in [*listed, source + whole, *PAGES[5:], *records]:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            answer = client.get(address)
            body = b"".join(answer) if answer.streaming else answer.content
        assert answer.status_code == 200, address
        assert body
        counts[address] = len(asked)
    most = dict.fromkeys(records, OF_A_RECORD)
    assert not {address: count for address, count in counts.items() if count > most.get(address, MOST_QUERIES)}


def a_source(dataset: str) -> str:
    return Source.objects.filter(claims__incident__dataset__slug=dataset).order_by("pk").first().slug


def an_actor(dataset: str) -> str:
    found = Incident.objects.filter(
        dataset__slug=dataset, involvements__role="perpetrator", involvements__actor__parent=None
    )
    return found.values_list("involvements__actor__slug", flat=True).order_by("pk").first()


def test_htmx_gets_the_same_numbers_in_a_fragment(client):
    whole = client.get("/incidents/?dataset=mayadeen-2017")
    fragment = client.get("/incidents/?dataset=mayadeen-2017", headers={"HX-Request": "true"})
    assert "<html" not in page_text(fragment)
    assert 'id="view"' in page_text(fragment)
    assert fragment.context["total"] == whole.context["total"]
    assert "HX-Request" in fragment["Vary"]


def test_a_page_says_of_what_dataset_and_as_of_when_it_speaks(client):
    html = page_text(client.get("/?dataset=mayadeen-2017"))
    assert "Mayadeen" in html
    assert "As of" in html
