"""A file is the record at one moment, however long it takes to read and whoever writes meanwhile."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from events.analytics.listing import ordered
from events.exports import rows
from events.exports.csv import csv_of
from events.models import Claim, Incident
from tests import world as drawn
from tests.connections import elsewhere


def written_meanwhile() -> None:
    """Somebody else changes a title, claims a number, and withdraws an incident."""
    Incident.objects.filter(code="VLM-2024-0002").update(title="Changed meanwhile")
    [claim] = Claim.objects.filter(incident__code="VLM-2024-0001", harm="killed")[:1]
    Claim.objects.create(
        incident=claim.incident,
        report=claim.report,
        claimed_on=claim.claimed_on,
        minimum=3,
        maximum=3,
        qualifier="exact",
    )
    Incident.objects.filter(code="VLM-2024-0003").update(status="retracted", retracted_because="A test.")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("read", [rows.incidents, rows.claims])
def test_what_others_write_between_two_parts_is_in_neither(client, monkeypatch, read):
    drawn.build()
    selection = client.get("/?dataset=velmar-2024").context["selection"]
    before = b"".join(csv_of(read(ordered(selection), site="http://testserver")))
    monkeypatch.setattr(rows, "FIRST", 1)
    pieces = csv_of(read(ordered(selection), site="http://testserver"))
    begun = next(pieces)
    with ThreadPoolExecutor(1) as pool:
        pool.submit(elsewhere(written_meanwhile)).result()
    assert begun + b"".join(pieces) == before
    after = b"".join(csv_of(read(ordered(selection), site="http://testserver")))
    assert after != before
    assert not connection.in_atomic_block
