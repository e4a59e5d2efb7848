"""The history of an incident in the entry desk: who, when, why, and what, in words."""

import re

import pytest
from django.db import connection

from events.models import Incident
from tests.events.admin.conftest import change as change_page
from tests.events.admin.conftest import shown, signed_in

TWO_VOICES, DRAFT = "VLM-2024-0002", "VLM-2024-0008"
WHY = "The Clinic corrected its list."


@pytest.fixture
def incident(world) -> Incident:
    return world.incidents[TWO_VOICES]


@pytest.fixture
def draft(world) -> Incident:
    return world.incidents[DRAFT]


def address(incident) -> str:
    return f"/admin/events/incident/{incident.pk}/history/"


def text(answer) -> str:
    """What a person reads, tags and doubled blanks left out."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def saved(client, incident, **typed):
    """Save the form of an incident as a browser would, with these inputs changed."""
    return client.post(
        change_page(incident), shown(client, incident) | {"incident-because": WHY, "because": WHY} | typed
    )


def run(statement: str, *values) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_an_edit_is_told_with_who_why_and_both_values_in_words(analyst, world, draft) -> None:
    answer = saved(analyst, draft, title="Air strikes on Ilm", **{"claim-0-number": "at least 12"})
    assert answer.status_code == 302
    entry = analyst.get(address(draft)).context["entries"][0]
    assert entry.who == world.people.analyst.username
    said = {item.title: {line.label: (line.before, line.after) for line in item.lines} for item in entry.items}
    assert said["Incident"]["title"] == ("Air strike on Ilm", "Air strikes on Ilm")
    [claim] = draft.claims.all()  # (made in the test's own transaction, so the number was not known before)
    assert said[f"Claim {claim.pk} of Radio"] == {
        "minimum": ("9", "12"),
        "maximum": ("9", "not known"),
        "qualifier": ("exactly", "at least"),
    }
    assert said["What the claims come to"]["killed, all victims"] == ("not known", "12 or more, best 12")


def test_keys_are_said_by_the_names_of_what_they_lead_to(analyst, draft) -> None:
    run(
        "UPDATE events_incident SET place_id = (SELECT id FROM events_place WHERE slug = 'tesh') WHERE id = %s",
        draft.pk,
    )
    items = analyst.get(address(draft)).context["entries"][0].items
    assert [("place", "Ilm", "Tesh")] in [
        [(line.label, line.before, line.after) for line in item.lines] for item in items
    ]


def test_a_write_past_the_application_shows_the_database_role(analyst, incident) -> None:
    run("UPDATE events_claim SET minimum = 2, maximum = 2 WHERE incident_id = %s AND qualifier = 'exact'", incident.pk)
    page = analyst.get(address(incident))
    assert page.context["entries"][0].role == "tracker"
    assert "database role tracker" in text(page)


def test_what_is_added_and_removed_is_told(analyst, draft) -> None:
    [claim] = draft.claims.all()
    [involved] = draft.involvements.all()
    involved.delete()
    titles = [(item.title, item.kind) for item in analyst.get(address(draft)).context["entries"][0].items]
    assert (f"Claim {claim.pk} of Radio", "added") in titles
    assert ("Involvement of Norland", "removed") in titles


def test_private_texts_are_not_shown(analyst, incident) -> None:
    run("UPDATE events_report SET text = 'SECRET WITNESS', headline = 'Other' WHERE headline = 'Admissions'")
    said = text(analyst.get(address(incident)))
    assert "SECRET WITNESS" not in said
    assert "private, not shown" in said


def test_readers_and_strangers_do_not_see_it(client, world, incident) -> None:
    assert client.get(address(incident)).status_code == 302
    assert signed_in(world.people.stranger).get(address(incident)).status_code == 302


@pytest.mark.parametrize("bad", ["x", "-1", "1e3", "9" * 30, "١"])
def test_a_bad_page_is_not_found(analyst, incident, bad) -> None:
    assert analyst.get(address(incident), {"before": bad}).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_a_long_history_is_paged_and_nothing_is_lost(world) -> None:
    client, draft = signed_in(world.people.analyst), world.incidents[DRAFT]
    for number in range(45):
        run("UPDATE events_incident SET title = %s WHERE id = %s", f"Title {number}", draft.pk)
    seen, page, before = [], 0, None
    while page == 0 or before:
        context = client.get(address(draft), {"before": before} if before else {}).context
        seen += [line.after for entry in context["entries"] for item in entry.items for line in item.lines]
        page, before = page + 1, context["older"]
    told = [after for after in seen if after.startswith("Title")]
    assert told == [f"Title {number}" for number in reversed(range(45))]
    assert page == 3
