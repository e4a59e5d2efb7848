"""In what a town stands: by name, by code, by points, in this order, and never by a guess."""

from events.choices import PlaceLevel
from events.imports.places.placing import Means, Node, Placed, place
from tests.events.imports.places.land import TOWNS, WIDE, read


def nodes() -> list[Node]:
    made = {}
    for coded in read(WIDE).places:
        above = made.get(coded.above)
        governorate = coded.slug if coded.level == PlaceLevel.GOVERNORATE else above.governorate
        district = coded.slug if coded.level == PlaceLevel.DISTRICT else above.district if above else ""
        names = (coded.name, coded.name_local)
        made[coded.pcode] = Node(coded.slug, coded.level, names, coded.point, governorate, district)
    return list(made.values())


def test_every_town_is_placed_by_the_surest_means_there_is():
    placed = place(TOWNS, nodes())
    assert placed == {
        1: Placed("kasra-mt010102", Means.NAME),
        2: Placed("zembra-mt010201", Means.NAME),
        3: Placed("zembra-mt0102", Means.POINTS),
        4: Placed("vell-mt01", Means.CODE),
        5: Placed("suran-mt020102", Means.NAME),
        6: Placed("suran-mt010202", Means.NAME),
        7: Placed("dorra-mt02", Means.NEAREST),
        8: Placed("", Means.COUNTRY),
    }


def test_without_areas_nothing_says_where_a_town_stands():
    assert {placed.means for placed in place(TOWNS, []).values()} == {Means.COUNTRY}
