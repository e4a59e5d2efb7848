"""The schema says what there is: valid OpenAPI 3.1, every parameter and field described, no answer that holds anything else."""

import re
from urllib.parse import unquote

import pytest
from django.utils.html import strip_tags
from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.validation import validate_schema

from events.api.fields import Fields
from events.api.schema import schema, written
from events.selection.filters import IncidentFilter, PresentationForm
from events.selection.question import SINGLE
from tests.events.api.addresses import EVERY, LISTS, VIEWS
from tests.house.files import PROJECT

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("recorded")]

NOT_HERE = {"columns", "excel", "hxl"}
"""Of presentation, and nothing to a program."""


@pytest.fixture(scope="module")
def told() -> dict:
    return schema()


def test_it_is_valid_openapi_31_and_nothing_had_to_be_guessed(told: dict):
    assert told["openapi"] == "3.1.1"
    validate_schema(told)
    written.cache_clear()
    with GENERATOR_STATS.silence():
        schema()
        assert not GENERATOR_STATS


def test_it_has_every_address(client, told: dict):
    assert client.get("/api/schema.json").json() == told
    assert {path for path in told["paths"] if "{" not in path} == {*EVERY} - {
        "/api/incidents/MYD-2017-0002/",
        "/api/schema.json",
    }
    assert {"get"} == {method for found in told["paths"].values() for method in found}


@pytest.mark.parametrize("path", LISTS)
def test_every_parameter_of_the_contract_is_there_with_its_values(told: dict, path: str):
    asked = {one["name"]: one for one in told["paths"][path]["get"]["parameters"]}
    assert all(one["description"] for one in asked.values())
    assert list(asked)[: len(IncidentFilter.base_filters)] == list(IncidentFilter.base_filters)
    for name, one in asked.items():
        assert (one["schema"].get("type") == "array") == (name not in SINGLE)
    assert asked["grade"]["schema"]["items"]["enum"][0] == "confirmed"
    assert asked["as_of"]["schema"]["format"] == "date"


def test_no_parameter_of_the_contract_is_forgotten(told: dict):
    asked = {one["name"] for found in told["paths"].values() for one in found["get"]["parameters"]}
    assert asked == {*IncidentFilter.base_filters, *PresentationForm.base_fields} - NOT_HERE


def test_every_field_is_described(told: dict):
    things = told["components"]["schemas"]
    silent = [
        f"{name}.{field}"
        for name, thing in things.items()
        for field, one in thing["properties"].items()
        if not one.get("description")
    ]
    assert silent == []


def test_every_kind_of_thing_is_an_allow_list():
    """No serializer that gives whatever a model has."""
    for view in VIEWS.values():
        assert issubclass(view.fields, Fields)
    source = (PROJECT / "events" / "api" / "fields.py").read_text()
    assert not re.findall(r"ModelSerializer|__all__|ModelViewSet", source)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_page_tells_every_address_parameter_and_field(client, told: dict, language: str):
    html = client.get(f"/api/?lang={language}").content.decode()
    text = strip_tags(html)
    for path, found in told["paths"].items():
        assert path in text
        assert all(f">{one['name']}</code>" in html for one in found["get"]["parameters"])
    for name, thing in told["components"]["schemas"].items():
        for field in thing["properties"]:
            assert f">{field}</code>" in html, name
    assert set(re.findall(r'href="#([^"]+)"', html)) <= set(re.findall(r'id="([^"]+)"', html))


def test_every_example_of_the_page_answers(client):
    html = client.get("/api/").content.decode()
    tried = [unquote(one).replace("&amp;", "&") for one in re.findall(r'<li><a href="(/api/[^"]+)"', html)]
    assert len(tried) >= len(VIEWS)
    for address in tried:
        assert client.get(address).status_code == 200, address
