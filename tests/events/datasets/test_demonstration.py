"""The generated dataset: the same every time, every hard case of real data in it, and nothing that could pass for real."""

import hashlib
import os
import subprocess
import sys
from datetime import date
from functools import cache

import pytest

from events import dates, quantities
from events.choices import (
    CATEGORY_OF,
    ActorKind,
    Category,
    DatePrecision,
    Grade,
    Harm,
    LocationPrecision,
    PlaceLevel,
    Qualifier,
    Role,
    Sharing,
    SourceKind,
    Stance,
    Status,
    Strength,
    Subset,
    VictimGroup,
)
from events.datasets import demonstration

DIGEST = """
import django; django.setup()
import hashlib
from events.datasets import demonstration
print(hashlib.sha256(repr(demonstration.contents()).encode()).hexdigest())
"""


@cache
def contents():
    return demonstration.contents()


def incidents():
    return contents().incidents


def claims():
    return [claim for incident in incidents() for claim in incident.claims]


def involvements():
    return [one for incident in incidents() for one in incident.involvements]


def perpetrators(incident):
    return [one for one in incident.involvements if one.role == Role.PERPETRATOR and one.strength != Strength.DENIED]


def is_arabic(text: str) -> bool:
    return any("\u0600" <= letter <= "\u06ff" for letter in text)


def test_two_generations_are_the_same_in_another_process_and_another_order_of_sets():
    here = hashlib.sha256(repr(contents()).encode()).hexdigest()
    there = subprocess.run(
        [sys.executable, "-c", DIGEST],
        env=os.environ | {"PYTHONHASHSEED": "7", "DJANGO_SETTINGS_MODULE": "tests.settings", "TZ": "Asia/Tokyo"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert there.stdout.strip() == here


def test_5000_incidents_of_two_years():
    assert len(incidents()) == 5000
    assert min(incident.when.start for incident in incidents()) >= date(2024, 1, 1)
    assert max(incident.when.end for incident in incidents()) <= date(2025, 12, 31)
    assert len(contents().reports) >= 600
    assert len(contents().actors) >= 18
    assert len(contents().sources) >= 25


def test_velmar_lies_in_the_open_atlantic_and_says_that_it_is_invented():
    assert contents().dataset.is_generated
    for place in contents().places:
        assert 27 < place.latitude < 35
        assert -47 < place.longitude < -39
        assert place.slug.startswith("velmar")
    for report in contents().reports:
        assert report.url.split("/")[2].endswith(".example")


@pytest.mark.parametrize(
    ("status", "least"),
    [(Status.PUBLISHED, 4300), (Status.DRAFT, 100), (Status.IN_REVIEW, 50), (Status.RETRACTED, 30)],
)
def test_every_status_occurs(status, least):
    found = [incident for incident in incidents() if incident.status == status]
    assert len(found) >= least
    assert all((incident.retracted_because != "") == (status == Status.RETRACTED) for incident in found)


def count(things, test) -> int:
    return sum(bool(test(thing)) for thing in things)


@pytest.mark.parametrize("precision", DatePrecision)
def test_every_date_precision_occurs(precision):
    assert count(incidents(), lambda incident: incident.when.precision == precision) >= 20


@pytest.mark.parametrize("precision", LocationPrecision)
def test_every_place_precision_occurs(precision):
    assert count(incidents(), lambda incident: incident.location_precision == precision) >= 3


@pytest.mark.parametrize("category", Category)
def test_every_category_occurs(category):
    assert count(incidents(), lambda incident: CATEGORY_OF[incident.type] == category) >= 200


@pytest.mark.parametrize("grade", Grade)
def test_every_grade_occurs(grade):
    assert count(incidents(), lambda incident: incident.grade == grade) >= 50


@pytest.mark.parametrize("qualifier", Qualifier)
def test_every_qualifier_occurs(qualifier):
    assert count(claims(), lambda claim: claim.quantity.qualifier == qualifier) >= 4


@pytest.mark.parametrize("harm", Harm)
def test_every_harm_occurs(harm):
    assert count(claims(), lambda claim: claim.harm == harm) >= 100


@pytest.mark.parametrize("victims", VictimGroup)
def test_every_victim_group_occurs(victims):
    assert count(claims(), lambda claim: claim.victims == victims) >= 100


@pytest.mark.parametrize("role", Role)
def test_every_role_occurs(role):
    assert count(involvements(), lambda one: one.role == role) >= 100


@pytest.mark.parametrize("stance", Stance)
def test_every_stance_occurs(stance):
    assert count(claims(), lambda claim: stance in dict(claim.stances).values()) >= 50


@pytest.mark.parametrize(
    ("vocabulary", "used"), [(ActorKind, "actors"), (SourceKind, "sources"), (PlaceLevel, "places")]
)
def test_actors_sources_and_places_come_in_every_kind(vocabulary, used):
    kinds = {getattr(one, "level" if used == "places" else "kind") for one in getattr(contents(), used)}
    assert kinds >= set(vocabulary) - {SourceKind.OTHER}


def spoken(incident):
    return [(claim.claimant, claim.harm, claim.quote) for claim in incident.claims if claim.claimant]


HARD_CASES = {
    "four voices or more": (100, lambda i: len({c.claimant for c in i.claims if c.harm == Harm.KILLED}) >= 4),
    "no claim at all": (300, lambda i: not i.claims),
    "nobody was killed, as stated": (500, lambda i: i.claims and all(c.quantity.maximum == 0 for c in i.claims)),
    "some say none, others a number": (
        30,
        lambda i: {c.quantity.maximum == 0 for c in i.claims if c.harm == Harm.KILLED} == {True, False},
    ),
    "joint perpetrators": (
        300,
        lambda i: len(perpetrators(i)) > 1 and all(one.sharing == Sharing.JOINT for one in perpetrators(i)),
    ),
    "contested perpetrators": (
        300,
        lambda i: len(perpetrators(i)) > 1 and all(one.sharing == Sharing.ALTERNATIVE for one in perpetrators(i)),
    ),
    "nobody blamed": (500, lambda i: not perpetrators(i)),
    "a denied role": (30, lambda i: any(one.strength == Strength.DENIED for one in i.involvements)),
    "a very long title": (40, lambda i: len(i.title) > 120),
    "Arabic in the title": (50, lambda i: is_arabic(i.title)),
    "part of the day known": (500, lambda i: i.when.part_of_day),
    "a claim in Arabic": (500, lambda i: any(is_arabic(c.quote) for c in i.claims)),
    "an open end": (500, lambda i: any(c.quantity.maximum is None for c in i.claims)),
    "no lower end": (100, lambda i: any(c.quantity.minimum is None for c in i.claims)),
    "a number replaced in so many words": (200, lambda i: any(c.supersedes for c in i.claims)),
    "a copy of another’s number": (200, lambda i: any(c.derives_from for c in i.claims)),
    "a claim put aside by an analyst": (50, lambda i: any(c.set_aside_because for c in i.claims)),
    "a number for which nobody is named": (300, lambda i: any(not c.claimant for c in i.claims)),
    "children, women and men among them": (
        50,
        lambda i: {subset for c in i.claims for subset in c.subsets} == set(Subset),
    ),
    "combatants of a party": (300, lambda i: any(c.combatants_of for c in i.claims)),
    "a whole with its parts": (
        100,
        lambda i: {VictimGroup.ALL, VictimGroup.COMBATANTS} <= {c.victims for c in i.claims},
    ),
    "one voice printed twice": (200, lambda i: len(spoken(i)) > len(set(spoken(i)))),
}


@pytest.mark.parametrize("case", HARD_CASES)
def test_the_hard_case_occurs(case):
    least, test = HARD_CASES[case]
    assert count(incidents(), test) >= least


def test_subsets_stay_within_their_total():
    for claim in claims():
        if claim.subsets:
            assert sum(quantity.minimum for quantity in claim.subsets.values()) <= claim.quantity.minimum


def test_dates_and_numbers_are_what_the_readers_make_of_the_words():
    for incident in incidents()[::25]:
        assert dates.read(incident.when.words) == incident.when
    for claim in claims()[::25]:
        if not claim.subsets and not is_arabic(claim.quote):
            assert quantities.read(claim.quote) == claim.quantity


def test_a_few_actors_do_most_and_offensives_stand_out():
    acting = [one.actor for one in involvements() if one.role == Role.PERPETRATOR]
    shares = sorted((acting.count(actor) / len(acting) for actor in set(acting)), reverse=True)
    assert sum(shares[:4]) > 0.5
    assert shares[-1] < 0.02
    months = [(incident.when.start.year, incident.when.start.month) for incident in incidents()]
    numbers = sorted(months.count(month) for month in set(months))
    assert numbers[-1] > 4 * numbers[0] > 0


def test_tallies_stand_beside_the_incidents_they_cover():
    tallies = contents().aggregates
    assert count(tallies, lambda tally: tally.covers) >= 10
    assert count(tallies, lambda tally: not tally.covers) >= 10
    assert count(tallies, lambda tally: tally.status == Status.PUBLISHED) >= 30
