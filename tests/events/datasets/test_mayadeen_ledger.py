"""Several voices on two incidents of Mayadeen (C2–C6): what changes a range, what does not, and what the page says."""

import re
from datetime import date

import pytest

from events.actions import assess
from events.choices import Harm, SourceKind, VictimGroup
from events.datasets import SHIPPED, install
from events.models import Claim, Estimate, Incident, Report, Source

FLIGHT, RAFTS = "Air strike on people fleeing the fighting", "Air strikes on people fleeing over the Euphrates"


pytestmark = pytest.mark.django_db


@pytest.fixture
def incidents():
    install(contents=SHIPPED["mayadeen-2017"]())
    return {title: Incident.objects.get(title__startswith=title) for title in (FLIGHT, RAFTS)}


def source(slug: str, kind: SourceKind = SourceKind.AGENCY) -> Source:
    return Source.objects.get_or_create(slug=slug, defaults={"name": slug, "kind": kind})[0]


def report(publisher: Source, day: date) -> Report:
    return Report.objects.create(publisher=publisher, headline=f"{publisher} of {day}", published_on=day)


def say(incident, number: int, claimant: Source, day: date, *, publisher=None, victims="civilians", **more) -> Claim:
    told = more.pop("report", None) or report(publisher or claimant, day)
    return Claim.objects.create(
        incident=incident, report=told, claimant=claimant, victims=victims, minimum=number, maximum=number,
        qualifier="exact", claimed_on=day, **more,
    )  # fmt: skip


def made(incident, victims=VictimGroup.ALL) -> tuple:
    assess(incidents=[incident.pk])
    one = Estimate.objects.standing().get(incident=incident, harm=Harm.KILLED, victims=victims, combatants_of=None)
    return one.low, one.best, one.high, one.voices


def told(client, incident) -> str:
    return " ".join(client.get(incident.get_absolute_url()).content.decode().split())


def beside(client, incident) -> str:
    """The wider claims beside an incident, as text."""
    [covered] = re.findall(r'<p class="covered">(.*?)</p>', told(client, incident))
    return " ".join(re.sub(r"<[^>]+>", "", covered).split())


def test_c2_ucdps_number_derived_from_the_observatory_changes_nothing_and_the_page_says_why(client, incidents):
    incident, observatory = incidents[FLIGHT], Source.objects.get(slug="sohr")
    earlier = say(incident, 21, observatory, date(2017, 10, 4))
    ucdp = say(incident, 21, source("ucdp", SourceKind.MONITOR), date(2018, 6, 1), derives_from=earlier)
    assert made(incident) == made(incident, VictimGroup.CIVILIANS) == (38, 38, 38, 1)
    page = told(client, incident)
    assert "38: one independent claimant, Syrian Observatory for Human Rights, out of 3 claims; 1 superseded" in page
    assert "1 repeats Syrian Observatory for Human Rights" in page
    assert (
        "it repeats Syrian Observatory for Human Rights’s 21, in place of which the same claimant later said 38" in page
    )
    assert f'href="#claim-{ucdp.pk}"' in page


def test_c6_the_same_number_of_an_independent_claimant_makes_a_range(client, incidents):
    incident = incidents[FLIGHT]
    say(incident, 21, source("ucdp", SourceKind.MONITOR), date(2018, 6, 1))
    assert made(incident) == (21, 29, 38, 2)
    assert "21–38: range of 2 independent claimants out of 2 claims" in told(client, incident)


def test_c2_three_agencies_that_quote_the_observatory_change_neither_range_nor_count(client, incidents):
    incident, observatory = incidents[FLIGHT], Source.objects.get(slug="sohr")
    say(incident, 21, source("ucdp", SourceKind.MONITOR), date(2018, 6, 1))
    before = made(incident)
    for slug in ("reuters", "ap", "dpa"):
        say(incident, 38, observatory, date(2017, 10, 8), publisher=source(slug))
    assert made(incident) == before == (21, 29, 38, 2)
    assert "out of 5 claims; 3 repeat Syrian Observatory for Human Rights" in told(client, incident)


def test_c6_seven_civilians_and_seven_of_unstated_status_are_fourteen_and_nothing_is_doubled(client, incidents):
    incident, network = incidents[RAFTS], source("network", SourceKind.MONITOR)
    assert made(incident) == (14, 14, 14, 1)
    both = report(network, date(2017, 10, 9))
    say(incident, 7, network, date(2017, 10, 9), report=both)
    say(incident, 7, network, date(2017, 10, 9), report=both, victims="not-stated")
    assert made(incident) == (14, 14, 14, 2)
    assert made(incident, VictimGroup.CIVILIANS) == (7, 7, 7, 1)
    assert "14: range of 2 independent claimants out of 3 claims" in told(client, incident)


def test_c5_what_covers_an_incident_stands_beside_it_with_the_remainder(client, incidents):
    wider = Claim.objects.aggregates().get()
    page = beside(client, incidents[FLIGHT])
    assert "together 38 (not known in 1); remainder not known" in page, "14 of the 52 are not said to be civilians"
    wider.minimum, wider.maximum, wider.qualifier = 60, 60, "exact"
    wider.save()
    assert "remainder 22 or fewer" in beside(client, incidents[FLIGHT])
    wider.minimum = wider.maximum = 20
    wider.save()
    assert "more than this claim says (C4)" in beside(client, incidents[FLIGHT])
