"""The pages of packages: made from a selection, cited, downloaded and listed; bad questions and bounds."""

import hashlib
import json
from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.utils import timezone

from events.models import Dataset, Package
from events.packages import make as making
from tests import world as drawn
from tests.events.models.rows import add, update
from tests.parity.reading import page_text, plain

pytestmark = pytest.mark.django_db
QUESTION = "dataset=velmar-2024&category=strike"


@pytest.fixture
def world(db) -> drawn.World:
    return drawn.build()


def made(client, query: str = QUESTION) -> Package:
    answer = client.post("/packages/make/", {"query": query})
    assert answer.status_code == 302, plain(page_text(answer))
    return Package.objects.get(public_id=answer["Location"].split("/")[-2])


def downloaded(client, package: Package) -> ZipFile:
    answer = client.get(f"/packages/{package}.zip")
    assert answer.status_code == 200
    return ZipFile(BytesIO(b"".join(answer)))


def test_a_reader_makes_cites_and_downloads_one(client, world):
    asked = plain(page_text(client.get(f"/packages/new/?{QUESTION}&sort=killed&columns=type&lang=en")))
    assert "Strikes, published incidents" in asked
    package = made(client)
    page = plain(page_text(client.get(package.get_absolute_url())))
    assert package.sha256 in page
    assert f"http://testserver/packages/{package}/" in page
    assert "The record still stands as it did" in page
    answer = client.get(f"/packages/{package}.zip")
    assert answer["Content-Disposition"] == f'attachment; filename="{package}.zip"'
    assert hashlib.sha256(b"".join(answer)).hexdigest() == package.sha256


def test_its_tables_are_those_of_the_downloads(client, world):
    archive = downloaded(client, made(client))
    for name in ("incidents", "claims"):
        inside = archive.read(f"{name}.csv")
        assert inside == b"".join(client.get(f"/{name}.csv?{QUESTION}&sort=date"))
    slugs = {name: sorted(_column(archive, name, "slug")) for name in ("sources", "actors", "places")}
    assert slugs == {
        "sources": ["clinic", "radio", "watch", "wire"],
        "actors": ["league", "norland", "norland-air-force", "sudland"],
        "places": ["aruna", "ilm", "ilm-town", "tesh", "velmar"],
    }


def _column(archive: ZipFile, name: str, column: str) -> list[str]:
    header, *rows = (line.split(",") for line in archive.read(f"{name}.csv").decode().splitlines())
    return [row[header.index(column)] for row in rows]


def test_the_manifest_says_what_was_asked_and_what_came_of_it(client, world):
    package = made(client, f"{QUESTION}&as_of=2024-03-06")
    archive = downloaded(client, package)
    text = archive.read("manifest.json").decode()
    said = json.loads(text)
    assert text == json.dumps(said, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    assert said["parameters"] == {"dataset": ["velmar-2024"], "category": ["strike"]}
    assert (said["id"], said["as_of"]) == (package.public_id, "2024-03-06")
    assert said["data_version"] == {"last_change": package.last_change, "missing": package.missing_changes}
    assert (said["counts"]["incidents"], said["sum"]["low"]) == (3, 53)
    assert said["rules"] == [{"rule": "independent-range", "version": 2, "estimates": said["rules"][0]["estimates"]}]
    for one in said["files"]:
        assert hashlib.sha256(archive.read(one["name"])).hexdigest() == one["sha256"]
    readme = archive.read("README.md").decode()
    assert package.sentence in readme
    assert package.permanent_address in readme


@pytest.mark.parametrize("language", ["en", "ar"])
def test_it_is_in_the_language_in_which_it_was_asked_for(client, world, language):
    client.get(f"/packages/new/?{QUESTION}&lang={language}")
    package = made(client)
    assert package.language == language
    assert made(client).pk == package.pk


def test_the_same_question_asked_otherwise_gives_the_same_package(client, world):
    first = made(client, "dataset=velmar-2024&actor=sudland&actor=norland&harm=killed&casualties=any&casualties=none")
    assert made(client, "actor=norland&actor=sudland&dataset=velmar-2024&role=perpetrator").pk == first.pk
    assert made(client, "actor=norland&dataset=velmar-2024").pk != first.pk
    update("incident", world.incidents["VLM-2024-0001"].pk, title="Another")
    assert made(client, "dataset=velmar-2024&actor=norland&actor=sudland").pk != first.pk


def test_one_address_kept_by_a_browser_is_not_made_again(client, world):
    package = made(client)
    answer = client.get(f"/packages/{package}.zip", headers={"If-None-Match": f'"{package.sha256}"'})
    assert (answer.status_code, answer.content) == (304, b"")
    head = client.head(f"/packages/{package}.zip")
    assert (head["Content-Length"], head["ETag"]) == (str(package.size), f'"{package.sha256}"')


# --- drafts and closed datasets --------------------------------------------------------------------------------------
def test_c7_nobody_gets_a_draft_into_a_package(client, world):
    client.force_login(world.people.editor)
    refused = client.get("/packages/new/?dataset=velmar-2024&status=draft")
    assert refused.status_code == 400
    assert "status" in page_text(refused)
    assert client.post("/packages/make/", {"query": "dataset=velmar-2024&status=draft"}).status_code == 400
    for path, status in (("/packages/new/?dataset=desk", 400), ("/packages/make/", 400)):
        answer = client.get(path) if "?" in path else client.post(path, {"query": "dataset=desk"})
        assert answer.status_code == status
    archive = downloaded(client, made(client, "dataset=velmar-2024"))
    text = b"".join(archive.read(name) for name in archive.namelist()).decode()
    assert "VLM-2024-0008" not in text, "a draft"
    assert "VLM-2024-0007" not in text, "retracted before"
    assert "Not for readers" not in text


def test_whoever_may_see_a_dataset_finds_it_in_the_menu_of_a_readers_question_too(client, world):
    menu = f'href="/?dataset={world.desk.slug}"'
    assert menu not in page_text(client.get("/packages/new/?dataset=velmar-2024"))
    client.force_login(world.people.analyst)
    assert menu in page_text(client.get("/packages/new/?dataset=velmar-2024"))


def test_a_dataset_that_is_closed_takes_its_packages_along(client, world):
    package = made(client)
    Dataset.objects.filter(slug="velmar-2024").update(is_public=False, is_default=False)
    for path in (package.get_absolute_url(), f"/packages/{package}.zip"):
        assert client.get(path).status_code == 404
    assert package.public_id not in page_text(client.get("/packages/"))
    assert client.get(f"/packages/compare/?a={package}").status_code == 400


# --- bounds ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "query", ["dataset=velmar-2024&form=1", "dataset=nothing", "from=2024-13-01", "sort=code&q=%00"]
)
def test_c13_a_bad_question_makes_none(client, world, query):
    assert client.post("/packages/make/", {"query": query}).status_code == 400
    assert not Package.objects.exists()


@pytest.mark.parametrize(
    "path",
    [
        "/packages/?after=x",
        "/packages/?page=2",
        "/packages/compare/",
        "/packages/compare/?a=nothing",
        "/packages/compare/?a=%00",
        "/packages/compare.csv?a=nothing&b=nothing",
        "/packages/new/?from=x",
    ],
)
def test_c13_a_bad_address_is_refused_by_name(client, world, path):
    assert client.get(path).status_code == 400


def test_what_is_too_large_is_refused_with_what_to_do(client, world, monkeypatch):
    monkeypatch.setattr(making, "MOST_INCIDENTS", 2)
    answer = client.post("/packages/make/", {"query": QUESTION})
    assert answer.status_code == 413
    assert "3 incidents, and a package holds 2 at most: choose fewer days or places" in plain(page_text(answer))
    assert not Package.objects.exists()


def test_many_in_a_short_time_are_refused_and_asking_the_same_is_not(client, world):
    package = made(client)
    for _number in range(making.MOST_IN_AN_HOUR):
        add("package", made_at=timezone.now())
    answer = client.post("/packages/make/", {"query": "dataset=velmar-2024"})
    assert answer.status_code == 429
    assert "Try again in an hour" in plain(page_text(answer))
    assert made(client).pk == package.pk
    [last] = Package.objects.order_by("-id")[:1]
    assert last.made_at > timezone.now() - timedelta(minutes=5)


def test_the_list_goes_on_over_pages(client, world):
    for _number in range(31):
        add("package", dataset_id=world.dataset.pk, counts=json.dumps({"measure": {"incidents": 1}}))
    first = page_text(client.get("/packages/"))
    assert first.count('class="rowlink"') == 30
    after = first.split("/packages/?after=")[1].split('"')[0]
    assert page_text(client.get(f"/packages/?after={after}")).count('class="rowlink"') == 1


def test_what_differs_is_a_page_and_never_a_file(client, world, monkeypatch):
    package = made(client)
    monkeypatch.setattr("events.packages.again.digest_of", lambda file: "0" * 64)
    answer = client.get(f"/packages/{package}.zip")
    assert answer.status_code == 500
    assert "could not be made again as it was cited" in plain(page_text(answer))
