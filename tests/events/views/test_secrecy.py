"""C7: what is not published, and what is in a dataset that is not public, is not to be had by readers on any address."""

import re

import pytest
from django.contrib.auth.models import User
from django.test import Client

from events.choices import Status
from events.models import Incident
from tests.parity.reading import page_text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("recorded")]

LISTS = ["/", "/incidents/", "/timeline/", "/actors/", "/actors/alphaland/", "/incidents.csv", "/incidents.json"]
FILES = ["/claims.csv", *(f"/charts/{name}.{form}" for name in ("incidents", "casualties", "attributed", "suffered")
                          for form in ("csv", "json"))]  # fmt: skip
ECHOED = re.compile(r'“Hidden”|\\u201cHidden\\u201d|value="Hidden"|q=Hidden')
ABOUT = ["", "&q=Unpublished", "&q=Hidden", "&sort=code", "&sort=-killed", "&casualties=reported", "&harm=injured"]


@pytest.fixture(params=["nobody", "stranger"])
def reader(request) -> Client:
    """Somebody without an account, and somebody with an account that is in no group."""
    client = Client()
    if request.param == "stranger":
        client.force_login(User.objects.create_user("stranger", is_staff=True))
    return client


def body(answer) -> str:
    return b"".join(answer).decode() if answer.streaming else page_text(answer)


@pytest.mark.parametrize("path", LISTS + FILES)
def test_c7_no_list_chart_or_file_lets_out_what_is_not_published(reader: Client, path: str):
    secret = Incident.objects.exclude(status=Status.PUBLISHED).filter(dataset__slug="invented")
    codes = {
        *secret.values_list("code", flat=True),
        *Incident.objects.filter(dataset__slug="hidden").values_list("code", flat=True),
    }
    assert len(codes) > 20
    for more in ABOUT:
        said = body(reader.get(f"{path}?dataset=invented{more}"))
        assert not [code for code in codes if code in said]
        assert "Unpublished " not in said
        assert "Hidden" not in ECHOED.sub("", said)


def test_c7_a_page_of_an_incident_opens_only_when_it_is_published(reader: Client):
    for incident in Incident.objects.filter(dataset__slug__in=["invented", "hidden"]).order_by("pk")[:60]:
        is_open = incident.status == Status.PUBLISHED and incident.dataset.slug == "invented"
        answer = reader.get(incident.get_absolute_url())
        wanted = 200 if is_open else 410 if incident.status == Status.RETRACTED else 404
        assert answer.status_code == wanted, incident
        if not is_open:
            assert incident.title not in page_text(answer)


def test_c7_pages_of_published_incidents_name_no_other(reader: Client):
    secret = Incident.objects.exclude(status=Status.PUBLISHED).values_list("code", flat=True)
    for incident in Incident.objects.filter(dataset__slug="invented", status=Status.PUBLISHED)[:40]:
        html = page_text(reader.get(incident.get_absolute_url()))
        assert not [code for code in secret if code in html]


def test_a_retracted_incident_is_gone_with_its_reason_and_no_number(reader: Client):
    incident = Incident.objects.filter(dataset__slug="invented", status=Status.RETRACTED).first()
    answer = reader.get(incident.get_absolute_url())
    assert answer.status_code == 410
    assert "It did not happen." in page_text(answer)
    assert 'class="figure-value"' not in page_text(answer)


def test_c7_a_published_incident_of_a_private_dataset_stays_closed(reader: Client):
    incident = Incident.objects.filter(dataset__slug="hidden").first()
    assert incident.status == Status.PUBLISHED
    assert reader.get(incident.get_absolute_url()).status_code == 404
    assert "Hidden" not in page_text(reader.get("/about/"))


@pytest.mark.parametrize("path", LISTS + FILES)
@pytest.mark.parametrize("status", Status.values)
def test_c7_readers_may_not_ask_for_a_status(reader: Client, path: str, status: str):
    assert reader.get(f"{path}?dataset=invented&status={status}").status_code == 400


def test_c7_an_analyst_counts_drafts_only_when_asked_to(client):
    client.force_login(User.objects.get(username="analyst"))
    for status, _label in Status.shown():
        total = client.get(f"/?dataset=invented&status={status}").context["headline"].main.incidents
        assert total == Incident.objects.filter(dataset__slug="invented", status=status).count()
    assert client.get(f"/?dataset=invented&status={Status.MERGED}").status_code == 400
    unasked = client.get("/?dataset=invented").context["headline"].main.incidents
    assert unasked == Incident.objects.filter(dataset__slug="invented", status=Status.PUBLISHED).count()
