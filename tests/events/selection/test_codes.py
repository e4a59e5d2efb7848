"""A selection can be a list of incidents by their codes: for pages, charts and files alike."""

import re
from urllib.parse import urlencode

import pytest
from django.utils import timezone

from events.choices import Status
from events.models import Dataset, Incident
from tests import world as drawn
from tests.events.packages.changed import change_everything
from tests.parity.reading import get, headline_values, list_pages, page_text, plain, table

pytestmark = pytest.mark.django_db

HERE = {"dataset": ["velmar-2024"]}


@pytest.fixture
def world(db) -> drawn.World:
    return drawn.build()


def of(codes: str) -> dict:
    return HERE | {"code": [codes]}


def main_of(answer) -> str:
    """What a page says, without the time that stands at its foot."""
    return plain(re.search(r"<main.*</main>", page_text(answer), re.DOTALL)[0])


@pytest.mark.parametrize("between", [" ", ",", ", ", ";", "\r\n", "\t"])
def test_codes_are_read_in_any_case_and_whatever_stands_between_them(client, world, between):
    found = list_pages(client, of(between.join(["vlm-2024-0002", "VLM-2024-0001", "VLM-2024-0002"])))
    assert sorted(found) == ["VLM-2024-0001", "VLM-2024-0002"]


def test_c14_page_list_and_files_hold_the_same_incidents(client, world):
    asked = of("VLM-2024-0001 VLM-2024-0002")
    page = get(client, "/", asked)
    assert headline_values(page_text(page))[-1] == "2"
    assert sorted(row["code"] for row in table(get(client, "/incidents.csv", asked))) == [
        "VLM-2024-0001",
        "VLM-2024-0002",
    ]
    assert {row["incident"] for row in table(get(client, "/claims.csv", asked))} == {"VLM-2024-0001", "VLM-2024-0002"}


def test_other_filters_narrow_them_further(client, world):
    asked = of("VLM-2024-0001 VLM-2024-0002 VLM-2024-0003")
    every = {one.code: one.type for one in Incident.objects.filter(code__in=asked["code"][0].split())}
    assert len(set(every.values())) > 1
    wanted = every["VLM-2024-0001"]
    assert sorted(list_pages(client, asked | {"type": [wanted]})) == sorted(
        code for code, kind in every.items() if kind == wanted
    )


def test_the_page_says_which_and_a_chip_takes_them_away(client, world):
    codes = [f"VLM-2024-000{number}" for number in (1, 2, 3, 4, 5)]
    html = page_text(get(client, "/incidents/", of(" ".join(codes))))
    assert "VLM-2024-0001, VLM-2024-0002, VLM-2024-0003 and 2 more codes" in plain(html)
    assert '<textarea class="input" id="filter-code" name="code"' in html
    assert 'href="/incidents/?dataset=velmar-2024"' in html


def test_a_code_that_was_merged_is_the_incident_that_was_kept(client, world):
    change_everything(world)
    here = {"dataset": [Dataset.objects.get(pk=world.dataset.pk).slug]}
    assert list_pages(client, here | {"code": ["VLM-2024-0005"]}) == ["VLM-2024-0001"]
    assert list_pages(client, here | {"code": ["VLM-2024-0005 VLM-2024-0001"]}) == ["VLM-2024-0001"]


def test_c7_a_reader_is_not_told_that_a_draft_has_a_code(client, world):
    Incident.objects.filter(code="VLM-2024-0002").update(status=Status.DRAFT, published_at=None)
    asked = of("VLM-2024-0002")
    for_draft, for_none = (
        main_of(client.get(f"/?{urlencode(one, doseq=True)}")) for one in (asked, of("VLM-2024-9999"))
    )
    assert for_draft == for_none.replace("VLM-2024-9999", "VLM-2024-0002")
    assert "no incident has the code “VLM-2024-0002”" in for_draft
    client.force_login(world.people.analyst)
    assert list_pages(client, asked | {"status": ["draft"]}) == ["VLM-2024-0002"]


def test_c13_a_code_of_another_dataset_is_refused_and_the_dataset_named(client, world):
    Dataset.objects.filter(pk=world.desk.pk).update(is_public=True)
    Incident.objects.filter(code="VLM-2024-0002").update(dataset=world.desk)
    answer = client.get("/incidents.csv", of("VLM-2024-0001 VLM-2024-0002"))
    assert answer.status_code == 400
    assert f"“VLM-2024-0002” is of another dataset, {world.desk.slug}; ask for it there" in page_text(answer)
    assert list_pages(client, {"dataset": [world.desk.slug], "code": ["VLM-2024-0002"]}) == ["VLM-2024-0002"]


def test_c13_a_code_that_was_retracted_is_refused_and_its_page_named(client, world):
    retracted = Incident.objects.get(status=Status.RETRACTED).code
    Incident.objects.filter(code=retracted).update(published_at=timezone.now())
    answer = client.get("/incidents.csv", of(f"VLM-2024-0001 {retracted}"))
    assert answer.status_code == 400
    assert f"“{retracted}” was retracted; its page says why" in page_text(answer)


def test_c13_more_codes_than_an_address_holds_are_refused_with_how_many(client, world):
    answer = client.get("/incidents.csv", of(" ".join(f"VLM-2024-{number}" for number in range(101))))
    assert answer.status_code == 400
    assert "at most 100 codes at once (there are 101)" in page_text(answer)
