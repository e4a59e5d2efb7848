"""The real input: what October 2017 in Mayadeen comes to, straight from claims and estimates (issue 2, “It must show”)."""

from datetime import date

import pytest

from events.choices import DatePrecision, Harm, PartOfDay, Role, Status, VictimGroup
from events.datasets import SHIPPED, install
from events.figures import Figure, total
from events.models import Actor, Claim, Dataset, Estimate, Incident, Place

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def recorded():
    return install(contents=SHIPPED["mayadeen-2017"]())


def october():
    return Incident.objects.public().overlapping(date(2017, 10, 1), date(2017, 10, 31))


def killed(incidents, victims=VictimGroup.ALL):
    estimates = Estimate.objects.standing().filter(incident__in=incidents, harm=Harm.KILLED, victims=victims)
    return total((estimate.figure, estimate.is_uncounted) for estimate in estimates)


def by(slug: str):
    perpetrators = Actor.objects.under(Actor.objects.filter(slug=slug).values_list("pk", flat=True))
    return october().filter(involvements__role=Role.PERPETRATOR, involvements__actor__in=perpetrators).distinct()


def range_of(figure):
    return figure.low, figure.best, figure.high


def test_october_has_four_incidents_and_70_or_more_killed():
    assert october().count() == 4
    assert range_of(killed(october())) == (70, 70, None)


def test_civilians_not_stated_and_children_are_kept_apart():
    assert range_of(killed(october(), VictimGroup.CIVILIANS)) == (56, 56, None)
    assert range_of(killed(october(), VictimGroup.NOT_STATED)) == (14, 14, 14)
    assert range_of(killed(october(), "children")) == (3, 3, 3)


def test_russia_is_the_perpetrator_of_two_incidents_and_only_supports_the_advance():
    assert by("russia").count() == 2
    assert range_of(killed(by("russia"))) == (52, 52, 52)
    advance = october().get(type="advance")
    assert {(row.actor.slug, row.role) for row in advance.involvements.all()} == {
        ("syrian-government", Role.GAINS),
        ("islamic-state", Role.LOSES),
        ("russia", Role.SUPPORTER),
    }
    assert not Estimate.objects.filter(incident=advance).exists()


def test_the_coalition_strike_on_raqqa_has_no_claimant_and_is_open_above():
    strike = by("us-led-coalition").get()
    assert range_of(killed([strike])) == (18, 18, None)
    assert strike.claims.get().claimant is None


def test_deir_ez_zor_has_three_incidents_and_52_killed():
    places = Place.objects.under(Place.objects.filter(pcode="SY09").values_list("pk", flat=True))
    there = october().filter(place__in=places)
    assert there.count() == 3
    assert range_of(killed(there)) == (52, 52, 52)


def test_the_year_2015_has_one_incident_of_the_whole_year_and_no_number():
    oilfield = Incident.objects.public().overlapping(date(2015, 1, 1), date(2015, 12, 31)).get()
    assert (oilfield.date_start, oilfield.date_end) == (date(2015, 1, 1), date(2015, 12, 31))
    assert oilfield.date_precision == DatePrecision.LONGER
    assert oilfield.claims.count() == oilfield.estimates.count() == 0


def test_a_weekday_is_counted_back_from_the_report():
    rafts = october().get(date_words="Thursday night")
    assert (rafts.date_start, rafts.date_end, rafts.part_of_day) == (*[date(2017, 10, 5)] * 2, PartOfDay.NIGHT)


def test_a_number_of_civilians_is_shown_beside_two_incidents_and_in_no_sum():
    [aggregate] = [one for one in Claim.objects.aggregates() if one.is_public]
    assert aggregate.quantity.figure == Figure(1, None, None)
    assert aggregate.quantity.is_uncounted
    assert {incident.date_words for incident in aggregate.covers.all()} == {"Thursday night", "Wednesday"}
    assert not aggregate.considered.exists()


def test_no_zero_stands_for_what_nobody_said():
    assert not Estimate.objects.filter(low=0).exists()
    assert not Claim.objects.filter(minimum=0).exists()


def test_everything_is_public_and_the_default():
    dataset = Dataset.objects.get()
    assert (dataset.is_default, dataset.is_public, dataset.is_generated) == (True, True, False)
    assert set(Incident.objects.values_list("status", flat=True)) == {Status.PUBLISHED}
    assert set(Incident.objects.order_by("code").values_list("code", flat=True)) == {
        *(f"MYD-2017-000{number}" for number in range(1, 5)),
        "MYD-2015-0005",
    }


@pytest.mark.parametrize(
    ("spelling", "slug"),
    [("Daesh", "islamic-state"), ("داعش", "islamic-state"), ("CJTF-OIR", "us-led-coalition"), ("روسيا", "russia")],
)
def test_an_actor_is_found_by_any_spelling(spelling, slug):
    assert [actor.slug for actor in Actor.objects.called(spelling)] == [slug]
