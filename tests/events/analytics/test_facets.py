"""Counts beside the options of a filter: what each would leave, under every other filter and without its own."""

import pytest
from django.contrib.auth.models import User
from django.test import RequestFactory

from events.analytics import facets
from events.analytics.answers import framing
from events.analytics.chosen import Row, counted
from events.selection import Selection
from tests import world as drawn


@pytest.fixture
def world(db) -> drawn.World:
    return drawn.build()


def counts(user: User, parameter: str, query: str = "") -> dict[str, int]:
    request = RequestFactory().get(f"/?{query}")
    request.user = user
    _seen, facets = framing(Selection.read(request), with_status=True)
    [facet] = [one for one in facets if one.parameter == parameter]
    return {option.value: option.count for option in facet.options}


def test_staff_see_how_many_drafts_there_are_before_asking_for_them(world):
    assert counts(world.people.analyst, "status") == {"draft": 1, "in-review": 0, "published": 6, "retracted": 1}


def test_choosing_a_status_leaves_its_counts_and_changes_the_others(world):
    asked = "status=draft"
    assert counts(world.people.analyst, "status", asked)["published"] == 6
    assert counts(world.people.analyst, "category", asked)["strike"] == 1


def test_of_thousands_of_places_the_largest_are_offered_and_what_is_chosen_always(world, monkeypatch):
    reader = world.people.analyst
    every = counts(reader, "place")
    assert len(every) > 3
    monkeypatch.setattr("events.analytics.facets.MOST", 3)
    assert counts(reader, "place") == dict(list(every.items())[:3])
    assert next(iter(counts(reader, "place", "place=marra-ford"))) == "marra-ford"


def test_c14_options_alike_stand_in_one_order_whoever_counted_them():
    rows = [Row(number=2, a="place", b=slug, c="Ilm", d="", total=counted(3)) for slug in ("ilm-2", "ilm-1", "ilm-3")]
    for told in (rows, rows[::-1]):
        options = facets._named("place", "Place", {"place": told}, []).options
        assert [option.value for option in options] == ["ilm-1", "ilm-2", "ilm-3"]
