"""The public feed of corrections: every change of a published number with its reason, and nothing that is not public."""

import csv
import io
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client

from events import actions, workflow
from events.models import Correction, Dataset, Incident
from tests.events.models.rows import add
from tests.parity.reading import page_text

ATOM = "{http://www.w3.org/2005/Atom}"
WAYS = ["/corrections/", "/corrections.csv", "/corrections.atom"]
TWO_VOICES = "VLM-2024-0002"


def told(incident: Incident, *, because="Counted again.", at: datetime | None = None, **bounds) -> Correction:
    """Write one correction past every action: 14 before, 14–38 after, unless said otherwise."""
    made = Correction.objects.get(pk=add("correction", incident_id=incident.pk, because=because, **bounds))
    if at is not None:
        Correction.objects.filter(pk=made.pk).update(made_at=at)
    return made


def said(answer) -> str:
    return b"".join(answer).decode() if answer.streaming else page_text(answer)


def rows(client, **asked) -> list[dict]:
    return list(csv.DictReader(io.StringIO(said(client.get("/corrections.csv", asked)))))


@pytest.fixture
def incident(world) -> Incident:
    return world.incidents[TWO_VOICES]


def test_with_nothing_corrected_each_says_so(client, world) -> None:
    assert "No published number has changed." in said(client.get("/corrections/"))
    assert rows(client) == []
    feed = ElementTree.fromstring(client.get("/corrections.atom").content)
    assert feed.findall(f"{ATOM}entry") == []


def test_a_changed_number_is_told_with_both_values_and_the_reason(client, world, incident) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE events_claim SET minimum = 7, maximum = 7 WHERE incident_id = %s AND minimum = 21", [incident.pk]
        )
    actions.assess(incidents=[incident.pk], by=world.people.analyst, because="The Clinic corrected its list.")
    page = client.get("/corrections/")
    [one] = page.context["told"]
    assert (one.incident, one.because) == (incident, "The Clinic corrected its list.")
    changes = {correction.question_words: correction.change_words for correction in one.corrections}
    assert changes == dict.fromkeys(("killed, all victims", "killed, civilians"), "21–38 → 7–38")
    first = rows(client)[0]
    assert (first["incident"], first["was_low"], first["was_high"], first["low"], first["high"]) == (
        TWO_VOICES, "21", "38", "7", "38",
    )  # fmt: skip
    [entry, _other] = ElementTree.fromstring(client.get("/corrections.atom").content).findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title").startswith(f"{TWO_VOICES}: killed, ")
    assert entry.findtext(f"{ATOM}summary") == "The Clinic corrected its list."
    assert "Corrections" in said(client.get(incident.get_absolute_url()))


def test_a_retracted_number_is_withdrawn_and_its_title_not_repeated(client, world, incident) -> None:
    actions.move(incident=incident, step=workflow.RETRACT, by=world.people.editor, reason="It did not happen.")
    page = said(client.get("/corrections/"))
    assert "withdrawn" in page
    assert "It did not happen." in page
    assert incident.title not in page
    assert {(row["was_low"], row["low"], row["best"], row["high"]) for row in rows(client)} >= {("21", "", "", "")}


@pytest.mark.parametrize("path", WAYS)
def test_c7_drafts_and_private_datasets_are_in_none_of_them(client, world, path) -> None:
    told(world.incidents["VLM-2024-0008"], because="SECRET DRAFT")
    told(world.incidents["DSK-2024-0001"], because="SECRET DESK")
    told(world.incidents[TWO_VOICES], because="Open.")
    for reader in (client, signed_in(world.people.stranger), signed_in(world.people.analyst)):
        text = said(reader.get(path))
        assert "Open." in text
        assert "SECRET" not in text
        assert "DSK-" not in text


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize("path", WAYS)
def test_nobody_is_named(client, world, incident, path) -> None:
    told(incident, made_by_id=world.people.analyst.pk)
    text = said(client.get(path))
    assert TWO_VOICES in text
    assert world.people.analyst.username not in text.lower()


@pytest.mark.parametrize("path", WAYS)
@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("form=2017-10-01", "form"),
        ("dataset=desk", "dataset"),
        ("dataset=nothing", "dataset"),
        ("dataset=velmar-2024&dataset=desk", "dataset"),
        ("after=x", "after"),
        ("after=-1-2", "after"),
        ("after=99999999999999999-1", "after"),
        ("after=%D9%A1-1", "after"),
        ("excel=yes", "excel"),
        ("lang=de", "lang"),
        ("status=draft", "status"),
    ],
)
def test_c13_a_bad_question_gets_no_answer(client, world, path, query, named) -> None:
    answer = client.get(f"{path}?{query}")
    assert answer.status_code == 400
    assert {parameter for parameter, _why in answer.context["problems"]} == {named}


def test_blanks_and_marks_of_other_sites_are_dropped_by_a_redirect(client, world) -> None:
    assert client.get("/corrections/?utm_source=x&dataset=")["Location"] == "/corrections/"


@pytest.mark.parametrize("path", WAYS)
def test_they_are_only_read(client, world, path) -> None:
    for method in ("post", "put", "patch", "delete"):
        assert getattr(client, method)(path).status_code == 405


def test_the_list_is_paged_by_key_and_loses_nothing_among_equals(client, world, incident) -> None:
    moment = datetime(2024, 5, 1, 12, tzinfo=UTC)
    made = [
        told(incident, because=f"Reason {number}", at=moment + timedelta(days=number // 40)).pk for number in range(120)
    ]
    seen, address = [], "/corrections/"
    while address:
        context = client.get(address).context
        seen += [one.pk for entry in context["told"] for one in entry.corrections]
        address = context["next_address"]
    assert seen == made[::-1]


def test_a_dataset_is_asked_for_by_its_name(client, world, incident) -> None:
    other = add("incident", status="published", published_at="2024-01-01T00:00Z", published_by_id=None)
    told(Incident.objects.get(pk=other), because="Of the other.")
    told(incident, because="Of this one.")
    slug = Dataset.objects.get(incidents=other).slug
    assert [row["because"] for row in rows(client, dataset=slug)] == ["Of the other."]
    assert "Of this one." not in said(client.get("/corrections/", {"dataset": slug}))


@pytest.mark.parametrize("reason", ["=cmd()", "+1", "-1", "@x", "\t=x", " =x"])
def test_no_cell_is_a_formula(client, world, incident, reason) -> None:
    told(incident, because=reason)
    assert rows(client)[0]["because"] == f"'{reason}"


def test_what_xml_or_a_feed_reader_would_choke_on_is_written_safely(client, world, incident) -> None:
    told(incident, because="\x0b<script>alert(1)</script> & \x01“so”")
    feed = client.get("/corrections.atom")
    assert feed.status_code == 200
    assert feed["Content-Type"].startswith("application/atom+xml")
    [entry] = ElementTree.fromstring(feed.content).findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}summary") == "&lt;script&gt;alert(1)&lt;/script&gt; &amp; “so”"
    assert "<script>alert" not in client.get("/corrections/").content.decode()


def test_each_entry_of_the_feed_has_an_identity_of_its_own(client, world, incident) -> None:
    for _number in range(3):
        told(incident)
    entries = ElementTree.fromstring(client.get("/corrections.atom").content).findall(f"{ATOM}entry")
    assert len({entry.findtext(f"{ATOM}id") for entry in entries}) == 3


def test_whose_combatants_is_said(client, world, incident) -> None:
    norland = Incident.objects.get(code=TWO_VOICES).involvements.get(actor__slug="norland").actor
    told(incident, victims="combatants", combatants_of_id=norland.pk)
    assert "killed, combatants of Norland" in said(client.get("/corrections/")).lower().replace("norland", "Norland")
    assert rows(client)[0]["combatants_of"] == "Norland"


def test_the_list_takes_few_queries(client, world, incident, django_assert_max_num_queries) -> None:
    for _number in range(30):
        told(incident)
    with django_assert_max_num_queries(5):  # one of them for the tag
        client.get("/corrections/")
