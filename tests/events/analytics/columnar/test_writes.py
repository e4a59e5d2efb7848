"""C14: whatever is written, and by whichever way, the columns say what SQL says."""

import pytest
from django.db import connection

from events.actions import merge
from events.analytics.columnar import writing
from events.analytics.columnar.live import live
from events.models import Actor, Claim, Incident, Involvement, Place, Report, Source
from tests import world
from tests.events.analytics.columnar.asking import by_sql, panels


def _number(incidents) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE events_estimate SET high = high + 5 WHERE incident_id = %s AND is_current",
            [incidents["VLM-2024-0001"].pk],
        )


WRITES = {
    "a date by raw SQL": lambda made: Incident.objects.filter(code="VLM-2024-0001").update(
        date_start="2024-02-01", date_precision="month"
    ),
    "a number by raw SQL": lambda made: _number(made.incidents),
    "an involvement gone": lambda made: Involvement.objects.filter(incident__code="VLM-2024-0004").delete(),
    "an involvement moved": lambda made: Involvement.objects.filter(incident__code="VLM-2024-0004").update(
        incident=made.incidents["VLM-2024-0005"]
    ),
    "a claim moved": lambda made: Claim.objects.filter(incident__code="VLM-2024-0004").update(
        incident=made.incidents["VLM-2024-0005"]
    ),
    "a claim taken from its incident": lambda made: Claim.objects.filter(incident__code="VLM-2024-0004").delete(),
    "a report of another publisher": lambda made: Report.objects.update(publisher=Source.objects.get(slug="radio")),
    "an actor under another": lambda made: Actor.objects.filter(slug="norland-air-force").update(
        parent=Actor.objects.get(slug="sudland")
    ),
    "an actor renamed": lambda made: Actor.objects.filter(slug="sudland").update(name="Southland"),
    "a place under another": lambda made: Place.objects.filter(slug="aruna").update(
        parent=Place.objects.get(slug="ilm")
    ),
    "a merge": lambda made: merge(
        loser=made.incidents["VLM-2024-0004"],
        winner=made.incidents["VLM-2024-0001"],
        by=made.people.editor,
        because="One.",
    ),
    "a retraction": lambda made: Incident.objects.filter(code="VLM-2024-0002").update(
        status="retracted", retracted_because="Not so."
    ),
    "an incident removed past the program": lambda made: _removed(made.incidents["VLM-2023-0006"].pk),
}
QUESTIONS = [
    "dataset=velmar-2024",
    "dataset=velmar-2024&actor=norland",
    "dataset=velmar-2024&actor=sudland",
    "dataset=velmar-2024&place=tesh",
    "dataset=velmar-2024&claimant=radio",
    "dataset=velmar-2024&claimant=watch&from=2024-03-01",
]


def _removed(pk: int) -> None:
    with connection.cursor() as cursor:
        for table in ("events_involvement", "events_incident_reports", "events_claim", "events_estimate"):
            cursor.execute(f"DELETE FROM {table} WHERE incident_id = %s", [pk])
        cursor.execute("DELETE FROM events_incident WHERE id = %s", [pk])


@pytest.mark.django_db
@pytest.mark.parametrize("what", WRITES)
def test_c14_whatever_is_written_the_columns_say_what_sql_says(folder, monkeypatch, what: str):
    made = world.build()
    writing.write_now()
    before = [panels(query) for query in QUESTIONS]
    WRITES[what](made)
    after = [panels(query) for query in QUESTIONS]
    assert after == [by_sql(query, monkeypatch) for query in QUESTIONS]
    assert after != before
    assert live().view().base.size == 9, "the snapshot itself was read anew"
