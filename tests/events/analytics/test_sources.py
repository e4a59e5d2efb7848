"""How the numbers of a source held: case by case, and only where there is enough of it."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from events.actions import assess
from events.analytics.sources import ENOUGH, sources
from events.choices import IncidentType, Status
from events.models import Claim, Incident, Report, Source
from events.selection import Selection
from tests import world as drawn

pytestmark = pytest.mark.django_db


def rows(query: str) -> dict:
    request = RequestFactory().get(f"/sources/?{query}")
    request.user = AnonymousUser()
    return {row.source.slug: row for row in sources(Selection.read(request))}


@pytest.fixture
def world(db) -> drawn.World:
    return drawn.build()


def strikes(world, count: int) -> list[Incident]:
    """Strikes of which Watch says 10 on the second day, and Clinic 12 on the first and 20 on the third."""
    watch, clinic, wire = (Source.objects.get(slug=slug) for slug in ("watch", "clinic", "wire"))
    days = [date(2024, 4, 1) + timedelta(days=after) for after in range(3)]
    reports = [Report.objects.create(publisher=wire, headline=f"Day {day}", published_on=day) for day in days]
    shared = {"dataset": world.dataset, "type": IncidentType.AIR_STRIKE, "date_precision": "day"}
    first = world.incidents["VLM-2024-0001"]
    made = []
    for number in range(count):
        incident = Incident.objects.create(
            code=f"VLM-2024-1{number:03}", title="Strike", place=first.place, date_start=days[0], date_end=days[0],
            status=Status.PUBLISHED, published_at=first.published_at, **shared,
        )  # fmt: skip
        for source, killed, day in ((clinic, 12, 0), (watch, 10, 1), (clinic, 20, 2)):
            Claim.objects.create(
                incident=incident, report=reports[day], claimant=source, minimum=killed, maximum=killed,
                qualifier="exact", claimed_on=days[day], victims="civilians",
            )  # fmt: skip
        made.append(incident)
    assess(incidents=[incident.pk for incident in made])
    return made


APRIL = "dataset=velmar-2024&from=2024-04-01&to=2024-04-30&type=air-strike"


def test_nothing_is_measured_under_ten_incidents(world):
    strikes(world, ENOUGH - 1)
    assert [row.measures for row in rows(APRIL).values()] == [None] * 3


def test_who_spoke_first_whose_number_held_and_who_replaced_its_own(world):
    strikes(world, ENOUGH)
    found = rows(APRIL)
    clinic, watch = found["clinic"].measures, found["watch"].measures
    assert (clinic.first.part, clinic.first.whole, watch.first.part) == (10, 10, 0)
    assert (clinic.replaced.part, clinic.replaced.whole, watch.replaced.part) == (10, 20, 0)
    assert (clinic.inside.part, watch.inside.part, clinic.off) == (10, 10, 0), "12 lies in 10–20"
    assert (found["wire"].incidents, found["wire"].published) == (0, 10)


def test_a_first_number_outside_the_range_is_off_by_people(world):
    made = strikes(world, ENOUGH)
    Claim.objects.filter(incident__in=made, minimum=12).update(minimum=2, maximum=2)
    assess(incidents=[incident.pk for incident in made])
    assert (rows(APRIL)["clinic"].measures.off, rows(APRIL)["clinic"].measures.inside.part) == (8, 0)


def test_the_same_number_again_is_no_replacement_and_a_copy_is_not_measured(world):
    made = strikes(world, ENOUGH)
    Claim.objects.filter(incident__in=made, minimum=12).update(minimum=20, maximum=20)
    assert rows(APRIL)["clinic"].measures.replaced.part == 0
    for incident in made:
        origin = incident.claims.get(claimant__slug="watch")
        incident.claims.filter(claimant__slug="clinic").update(derives_from=origin)
    measures = rows(APRIL)["clinic"].measures
    assert (measures.first.whole, measures.replaced.whole, measures.inside.whole, measures.off) == (0, 0, 0, None)
    assert rows(APRIL)["clinic"].incidents == 10, "what it says is still what it says"


def test_as_known_on_a_day_the_later_number_is_not_there_yet(world):
    strikes(world, ENOUGH)
    before = rows(f"{APRIL}&as_of=2024-04-02")["clinic"]
    assert (before.claims, before.measures.replaced.part) == (10, 0)
    assert rows(f"{APRIL}&as_of=2024-04-01")["clinic"].measures.first.whole == 0, "alone so far"


def test_a_number_taken_back_for_another_harm_was_replaced(world):
    """ "Injured, not killed": no later number of killed, and yet the first one stands no more."""
    made = strikes(world, ENOUGH)
    for incident in made:
        Claim.objects.filter(incident=incident, claimant__slug="clinic", minimum=20).update(
            harm="injured", minimum=12, maximum=12,
            supersedes=incident.claims.get(claimant__slug="clinic", report__published_on=date(2024, 4, 1)),
        )  # fmt: skip
    measures = rows(APRIL)["clinic"].measures
    assert (measures.replaced.part, measures.replaced.whole) == (10, 20)
