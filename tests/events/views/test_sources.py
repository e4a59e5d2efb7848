"""Sources: a page for each that readers may know of, under the filters of the page, and what it may not tell."""

import pytest
from django.contrib.auth.models import User

from events.models import Claim, Incident, Report, Source
from tests import world as drawn
from tests.parity.reading import headline_values, list_pages, page_text, plain

pytestmark = pytest.mark.django_db

HERE = "dataset=velmar-2024"


@pytest.fixture
def world(db) -> drawn.World:
    return drawn.build()


def listed(client, query: str = HERE) -> dict[str, str]:
    """Slug → the text of its row."""
    body = page_text(client.get(f"/sources/?{query}")).partition("<tbody>")[2].partition("</tbody>")[0]
    return {row.partition('href="/sources/')[2].partition("/")[0]: plain(row) for row in body.split("</tr>")[:-1]}


def test_each_source_with_what_it_speaks_of_and_what_it_printed(client, world):
    found = listed(client)
    assert set(found) == {"watch", "wire", "clinic", "radio"}
    assert found["watch"].startswith("Watch monitor 3 3 0 fewer than 10 incidents")
    assert found["wire"].startswith("Wire news agency 1 1 4 fewer than 10 incidents"), "it names nobody for one number"
    assert found["clinic"].startswith("Clinic hospital or rescue service 1 2 1")


def test_the_filters_narrow_the_sources(client, world):
    assert set(listed(client, f"{HERE}&type=killing")) == {"radio"}
    assert set(listed(client, f"{HERE}&as_of=2024-03-04")) == {"clinic", "radio"}


@pytest.mark.parametrize("slug", ["watch", "wire", "clinic", "radio"])
def test_the_number_on_a_sources_page_leads_to_exactly_those_incidents(client, world, slug: str):
    said = int(headline_values(page_text(client.get(f"/sources/{slug}/?{HERE}")))[0])
    assert said == len(list_pages(client, {"dataset": ["velmar-2024"], "claimant": [slug]})) > 0


def test_a_sources_page_says_how_reliable_it_is_held_to_be_and_why(client, world):
    assert "Judged" not in page_text(client.get("/sources/watch/"))
    Source.objects.filter(slug="watch").update(reliability="b", reliability_because="Its lists were checked.")
    assert "Judged usually reliable: Its lists were checked." in plain(page_text(client.get("/sources/watch/")))


def test_a_claim_leads_to_whose_it_is_as_known_on_the_same_day(client, world):
    html = page_text(client.get("/incidents/VLM-2024-0002/?as_of=2024-03-06"))
    assert 'href="/sources/clinic/?dataset=velmar-2024&amp;as_of=2024-03-06"' in html


@pytest.fixture
def secret(world) -> Source:
    """A source known from a draft, and from the report of an incident of a dataset that is not public."""
    informer = Source.objects.create(slug="informer", name="Informer of Ilm", kind="witness")
    draft = world.incidents.get("VLM-2024-0008") or world.people.analyst.incidents_entered.get()
    report = Report.objects.create(publisher=informer, headline="Whispered", published_on="2024-03-08")
    Claim.objects.create(
        incident=draft, report=report, claimant=informer, minimum=3, maximum=3, qualifier="exact",
        claimed_on="2024-03-08",
    )  # fmt: skip
    Incident.objects.get(code="DSK-2024-0001").reports.add(report)
    return informer


@pytest.mark.parametrize("who", ["nobody", "stranger"])
def test_c7_a_source_known_from_drafts_only_is_not_told_of(client, secret, who: str):
    if who == "stranger":
        client.force_login(User.objects.get(username="stranger"))
    for day in ("", "&as_of=2024-03-08", "&as_of=2024-12-31"):
        for path in ("/sources/", "/", "/incidents/", "/sources/watch/", "/claims.csv"):
            answer = client.get(f"{path}?{HERE}{day}")
            said = b"".join(answer).decode() if answer.streaming else page_text(answer)
            assert "nformer" not in said
        assert client.get(f"/sources/informer/?{HERE}{day}").status_code == 404
    assert client.get("/sources/?dataset=desk").status_code == 400


def test_an_analyst_opens_it_and_counts_it_when_drafts_are_asked_for(client, secret):
    client.force_login(User.objects.get(username="analyst"))
    assert client.get(f"/sources/informer/?{HERE}").status_code == 200
    assert "informer" not in listed(client)
    assert "informer" in listed(client, f"{HERE}&status=draft")


def test_no_such_source(client, world):
    assert client.get("/sources/nobody/").status_code == 404


def test_c13_a_bad_question_about_sources_gets_no_number(client, world):
    for path in ("/sources/", "/sources/watch/"):
        answer = client.get(f"{path}?{HERE}&actor=nobody")
        assert answer.status_code == 400
        assert "<table" not in page_text(answer)
