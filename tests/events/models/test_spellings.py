"""All spellings of a thing in one text, the same for a thing with no other names, and an index by it."""

import pytest
from django.db import connection

from events.models import Place

pytestmark = pytest.mark.django_db


def test_every_name_stands_between_bars_in_lower_case():
    Place.objects.create(
        slug="deir", name="Deir ez-Zor", name_local="دير الزور", aliases=["Der", "ДЕЙР"], level="country"
    )
    Place.objects.create(slug="bare", name="Bare", level="country")
    said = dict(Place.objects.with_spellings().values_list("slug", "spellings"))
    assert said == {"deir": "|deir|deir ez-zor|دير الزور|der|дейр|", "bare": "|bare|bare|||"}


def test_a_name_is_looked_up_by_the_index_of_places():
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")  # of an empty table the planner reads everything
        assert "place_spellings" in Place.objects.called("Deir ez-Zor").explain()
        assert "place_spellings" in Place.objects.like("deir").explain()
