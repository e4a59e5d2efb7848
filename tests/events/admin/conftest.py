from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from events.models import Incident, Likeness
from tests import world as drawn


@pytest.fixture(autouse=True)
def _rights_of_the_web_server(db) -> None:
    """The desk is tried with the rights that it has in earnest (conflict_tracker/rights.py), not with its tester's; until
    the test's transaction ends. Tests that commit are emptied by TRUNCATE, which only the owner may."""
    if connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL ROLE conflict_tracker")


@pytest.fixture
def world(db) -> drawn.World:
    return drawn.build()


@pytest.fixture
def analyst(world: drawn.World) -> Client:
    return signed_in(world.people.analyst)


@pytest.fixture
def editor(world: drawn.World) -> Client:
    return signed_in(world.people.editor)


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


ADD = "/admin/events/incident/add/"


def change(incident) -> str:
    return reverse("admin:events_incident_change", args=[incident.pk])


def typed(**changes: str) -> dict[str, str]:
    """A filled page: an air strike on Aruna that Wire reports of Watch. A change to "" empties an input."""
    data = {
        "report-publisher": "Wire",
        "report-published_on": "9 Mar 2024",
        "report-headline": "Strike on Aruna",
        "report-url": "https://wire.example/aruna",
        "report-language": "en",
        "report-sensitivity": "staff",
        "entry_token": str(uuid4()),
        "dataset": "",
        "type": "air-strike",
        "when": "Thursday night",
        "place": "Arouna",
        "grade": "ungraded",
        **rows("involvement", 2),
        "involvement-0-actor": "the north",
        **rows("claim", 2),
        "claim-0-claimant": "velmar watch",
        "claim-0-number": "at least 18",
        "claim-0-children": "three",
        "claim-0-quote": "at least 18 people",
        "claim-0-stance_0": "alleges",
        "do": "save",
    }
    for number in range(2):
        data |= {
            f"involvement-{number}-role": "perpetrator",
            f"involvement-{number}-strength": "alleged",
            f"involvement-{number}-sharing": "joint",
            f"claim-{number}-harm": "killed",
            f"claim-{number}-victims": "not-stated",
        }
    return data | changes


def rows(prefix: str, total: int, recorded: int = 0) -> dict[str, str]:
    return {f"{prefix}-TOTAL_FORMS": str(total), f"{prefix}-INITIAL_FORMS": str(recorded)}


def shown(client: Client, incident) -> dict[str, str]:
    """What the change page holds, as a browser would send it back."""
    page = client.get(change(incident)).context["entry"]
    data = page.carried | {"do": "save"}
    for form in [page.involvements.management_form, page.claims.management_form, *page.forms]:
        for field in form:
            value = field.value()
            if field.widget_type == "checkbox":
                data |= {field.html_name: "on"} if value else {}
            else:
                data[field.html_name] = "" if value is None else str(value)
    if "because" in data:
        data["because"] = "A second report came."
    return data


def problems(response) -> dict[str, str]:
    """The id of the input → what is wrong there."""
    return {problem.at: problem.message for problem in response.context["entry"].problems}


@pytest.fixture
def dataset(world) -> str:
    return str(world.dataset.pk)


@pytest.fixture
def entered(analyst, dataset) -> Incident:
    response = analyst.post(ADD, typed(dataset=dataset))
    assert response.status_code == 302, problems(response)
    return Incident.objects.latest("pk")


# --- two that look alike ----------------------------------------------------------------------------------------------
@pytest.fixture
def strike(world) -> Incident:
    return world.incidents["VLM-2024-0001"]


@pytest.fixture
def raid(world) -> Incident:
    return world.incidents["VLM-2024-0004"]


@pytest.fixture
def stranger(world) -> Client:
    return signed_in(world.people.stranger)


def again(**changes: str) -> dict[str, str]:
    """The strike of 1 March, typed once more."""
    return typed(
        **{"when": "1 March 2024", "claim-0-number": "15", "involvement-0-actor": "Norland Air Force"} | changes
    )


@pytest.fixture
def pair(analyst, dataset, strike) -> Likeness:
    """What saving the strike once more put into the queue."""
    analyst.post(ADD, again(dataset=dataset, do="save"))
    return Likeness.objects.between(strike, Incident.objects.latest("pk")).get()


def told(pair: Likeness, **more: str) -> dict[str, str]:
    return {"first": str(pair.first_id), "second": str(pair.second_id)} | more
