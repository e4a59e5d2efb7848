"""What the constraints must let through, so that a test of a refusal cannot pass for another reason."""

import pytest

from tests.events.models.rows import SOUND, add, aggregate

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("table", SOUND)
def test_a_sound_row_is_taken(table):
    assert add(table)


def test_a_sound_aggregate_is_taken():
    assert add("claim", **aggregate())


@pytest.mark.parametrize(
    ("qualifier", "minimum", "maximum"),
    [
        ("exact", 14, 14),
        ("about", 14, 14),
        ("between", 14, 17),
        ("between", 0, 17),
        ("at-least", 18, None),
        ("at-most", None, 12),
        ("some", 1, None),
        ("several", 3, None),
        ("dozens", 24, None),
        ("hundreds", 200, None),
        ("none", 0, 0),
    ],
)
def test_each_qualifier_has_a_shape_that_is_taken(qualifier, minimum, maximum):
    assert add("claim", qualifier=qualifier, minimum=minimum, maximum=maximum)


@pytest.mark.parametrize("point", [(90.0, 180.0), (-90.0, -180.0), (0.0, 0.0)])
def test_the_edges_of_the_globe_are_on_it(point):
    assert add("place", latitude=point[0], longitude=point[1])


def test_an_earlier_estimate_stands_beside_the_current_one():
    incident = add("incident")
    add("estimate", incident_id=incident, is_current=False)
    add("estimate", incident_id=incident, is_current=False)
    assert add("estimate", incident_id=incident)


def test_combatants_have_one_current_estimate_in_all_and_one_for_each_actor():
    incident = add("incident")
    for actor in (None, add("actor"), add("actor")):
        assert add("estimate", incident_id=incident, victims="combatants", combatants_of_id=actor)


def test_reports_without_an_address_are_many():
    add("report", url="")
    assert add("report", url="")


def test_one_actor_has_two_roles_in_one_incident():
    involved = {"incident_id": add("incident"), "actor_id": add("actor")}
    add("involvement", **involved, role="party")
    assert add("involvement", **involved, role="gains-control")
