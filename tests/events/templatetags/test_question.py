import re

import pytest
from django.http import QueryDict
from django.test import RequestFactory

from events.analytics.rows import Facet, Option
from events.selection import Selection
from events.templatetags.question import (
    SHORTLIST,
    actor_address,
    beyond_shortlist,
    choices_of,
    kept_hidden,
    next_sort,
    shortlist,
    sort_state,
    typed,
)
from tests import world


@pytest.fixture
def asked(db):
    """Read an address as a reader's selection."""
    made = world.build()

    def read(query: str) -> Selection:
        request = RequestFactory().get(f"/incidents/?{query}")
        request.user = made.people.stranger
        return Selection.read(request)

    return read


def options(count: int, chosen: tuple[int, ...] = ()) -> list[Option]:
    return [Option(f"a{index}", f"A {index}", count - index, index in chosen) for index in range(count)]


def test_a_short_vocabulary_is_shown_whole():
    facet = Facet("category", "Category", options(12))
    assert len(shortlist(facet)) == 12
    assert beyond_shortlist(facet) == ""


def test_a_chosen_actor_is_shown_however_far_down_and_the_rest_can_be_searched():
    facet = Facet("actor", "Actor", options(12, chosen=(11,)))
    assert [option.value for option in shortlist(facet)[SHORTLIST:]] == ["a11"]
    assert re.findall('value="(.*?)" label="(.*?)"', beyond_shortlist(facet)) == [
        ("a8", "A 8"),
        ("a9", "A 9"),
        ("a10", "A 10"),
    ]


def test_a_name_cannot_carry_markup_into_the_list_that_is_searched():
    named = Option("a", 'A "brigade" <b>', 1, chosen=False)
    assert 'label="A &quot;brigade&quot; &lt;b&gt;"' in beyond_shortlist(Facet("actor", "Actor", [*options(8), named]))


def test_the_filter_form_keeps_what_it_has_no_field_for(asked):
    selection = asked("sort=code&columns=type&columns=injured&claimant=watch&q=river")
    kept = kept_hidden(selection, [Facet("category", "Category")])
    assert kept == [("sort", "code"), ("columns", "type"), ("columns", "injured"), ("claimant", "watch")]
    assert typed(selection, "q") == "river"


def test_an_actors_page_keeps_the_other_filters(asked):
    selection = asked("actor=sudland&role=target&from=2024-03-01")
    assert QueryDict(actor_address("norland", selection).partition("?")[2]).dict() == {"from": "2024-03-01"}
    assert actor_address("norland", selection).startswith("/actors/norland/?")


def test_a_default_asks_nothing(asked):
    assert ("", "killed", True) in choices_of(asked(""), "harm")
    assert ("injured", "injured", True) in choices_of(asked("harm=injured"), "harm")


def test_a_heading_turns_the_order_it_is_in():
    addresses = {"-date": "?newest", "date": "?oldest"}
    assert next_sort(addresses, "-date", "-date", "date") == "?oldest"
    assert next_sort(addresses, "killed", "-date", "date") == "?newest"
    assert sort_state("-date", "date") == 'aria-sort="descending"'
    assert sort_state("-date", "killed") == ""
