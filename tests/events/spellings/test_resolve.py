"""Names of a file: remembered, the very same, or shown with candidates for a person to decide once."""

import pytest
from django.db import IntegrityError, transaction

from events.actions import remember_spelling
from events.choices import ActorKind, NamedKind, PlaceLevel, SourceKind
from events.drafts import DraftName
from events.models import Actor, Change, Place, Source, Spelling
from events.spellings import By, candidates, resolve

pytestmark = pytest.mark.django_db

SYRIA = [
    ("syria", "Syria", "سوريا", "country", None, "SY", None),
    ("deir", "Deir-ez-Zor", "دير الزور", "governorate", "syria", "SY09", (35.2, 40.3)),
    ("hama", "Hama", "حماة", "governorate", "syria", "SY05", (35.3, 37.3)),
    ("homs", "Homs", "حمص", "governorate", "syria", "SY04", (34.5, 38.2)),
    ("hama-district", "Hama", "حماة", "district", "hama", "SY0500", (35.1, 36.8)),
    ("hama-town", "Ḩamāh", "حماة", "locality", "hama-district", None, (35.13, 36.76)),
    ("mayadin", "Al Mayādīn", "الميادين", "locality", "deir", None, (35.02, 40.45)),
    ("suran-hama", "Suran", "صوران", "locality", "hama", None, (35.29, 36.74)),
    ("suran-homs", "Suran", "صوران", "locality", "homs", None, (34.60, 37.10)),
]


@pytest.fixture
def syria(db) -> dict[str, Place]:
    places = {}
    for slug, name, local, level, parent, pcode, point in SYRIA:
        places[slug] = Place.objects.create(
            slug=slug,
            name=name,
            name_local=local,
            level=level,
            parent=places.get(parent),
            pcode=pcode,
            latitude=point and point[0],
            longitude=point and point[1],
        )
    return places


def place(words: str, within: str = "", sort: str = "", **more) -> DraftName:
    """A place of a file, whose key is its words."""
    return DraftName(NamedKind.PLACE, more.pop("key", words), words, within, sort, **more)


def outcome(*names: DraftName) -> list:
    return list(resolve(names).values())


def meant(syria: dict[str, Place], *names: DraftName) -> list[str | None]:
    """Slugs of what is matched, in the order of the names."""
    slugs = {one.pk: slug for slug, one in syria.items()}
    return [slugs.get(one.meant) for one in outcome(*names)]


@pytest.mark.parametrize(
    ("words", "sort", "slug"),
    [
        ("DEIR EZ ZOR", "", "deir"),
        ("دير الزور", "", "deir"),
        ("deir", "", "deir"),
        ("Deir ez-Zor Governorate", "", "deir"),
        ("محافظة دير الزور", "governorate", "deir"),
        ("Hama", "governorate", "hama"),
        ("Hama", "district", "hama-district"),
        ("hamah", "locality", "hama-town"),
        ("Al-Mayadin", "", "mayadin"),
    ],
)
def test_the_very_same_name_is_matched_on_its_level(syria, words, sort, slug):
    assert meant(syria, place(words, sort=sort)) == [slug]
    assert outcome(place(words, sort=sort))[0].by == By.EXACT


def test_a_pcode_speaks_before_the_name(syria):
    assert meant(syria, place("Central region", pcode="sy05")) == ["hama"]


def test_two_places_of_one_name_are_told_apart_by_what_they_are_in_or_not_at_all(syria):
    alone, homs, below = outcome(place("Suran"), place("Homs", sort="governorate"), place("Suran", "Homs", key="below"))
    assert (alone.by, alone.meant) == (By.NONE, None)
    assert [(one.slug, one.score) for one in alone.candidates] == [("suran-hama", 1.0), ("suran-homs", 1.0)]
    assert [name for name, _local in alone.candidates[0].above] == ["Hama", "Syria"]
    assert below.meant == syria["suran-homs"].pk
    assert homs.meant == syria["homs"].pk


def test_the_nearer_one_is_shown_first_and_one_far_away_is_not_matched(syria):
    near = outcome(place("Suran", latitude=34.61, longitude=37.10))[0]
    assert near.meant == syria["suran-homs"].pk
    far = outcome(place("Al Mayadin", latitude=33.5, longitude=36.3))[0]
    assert far.by == By.NONE
    assert far.candidates[0].slug == "mayadin"
    assert far.candidates[0].km > 300


@pytest.mark.parametrize(
    ("sort", "slug"),
    [("governorate", "hama"), ("district", "hama-district"), ("locality", "hama-town"), ("site", "hama-town")],
)
def test_of_names_as_like_as_one_another_that_of_the_right_level_is_first(syria, sort, slug):
    assert outcome(place("Hammah", sort=sort))[0].candidates[0].slug == slug


def test_a_far_place_that_is_only_somewhat_alike_is_no_candidate(syria):
    near, far = (outcome(place("Saranda", latitude=at, longitude=37.10))[0] for at in (34.61, 33.0))
    assert "suran-homs" in [one.slug for one in near.candidates]
    assert far.candidates == ()


def test_another_spelling_is_shown_with_its_score_and_never_matched(syria):
    found = outcome(place("Dayr az Zawr", sort="governorate"))[0]
    assert found.by == By.NONE
    assert found.candidates[0].slug == "deir"
    assert 0.85 < found.candidates[0].score < 1


def test_what_stands_under_an_unmatched_name_waits_for_it(syria):
    above, below = outcome(place("Dayr az Zawr", sort="governorate"), place("Al-Mayadin", "Dayr az Zawr"))
    assert above.by == By.NONE
    assert (below.by, below.waits) == (By.NONE, True)
    remember_spelling(words="Dayr az Zawr", meant=syria["deir"], by=None)
    above, below = outcome(place("Dayr az Zawr", sort="governorate"), place("Al-Mayadin", "Dayr az Zawr"))
    assert (above.by, above.meant) == (By.SPELLING, syria["deir"].pk)
    assert (below.by, below.meant) == (By.EXACT, syria["mayadin"].pk)


def test_candidates_under_the_parent_come_alone_unless_nothing_there_is_likely(syria):
    homs = place("Homs", sort="governorate")
    suran = outcome(homs, place("Soran", "Homs"))[1]
    assert [one.slug for one in suran.candidates] == ["suran-homs"]
    mayadin = outcome(homs, place("Mayadeen", "Homs"))[1]
    assert "mayadin" in [one.slug for one in mayadin.candidates]


def test_a_decision_holds_under_the_same_words_above_only(syria):
    hama, homs = place("Hama", sort="governorate"), place("Homs", sort="governorate")
    country = place("Syria", sort="country")
    centre = place("The centre", "Hama", key="a")
    asked = outcome(hama, centre)[1]
    assert asked.within == "hama"
    remember_spelling(words="The Centre", within=asked.within, meant=syria["hama-town"], by=None)
    assert outcome(hama, centre)[1].meant == syria["hama-town"].pk
    assert outcome(homs, place("The centre", "Homs", key="b"))[1].meant is None
    under_a_country = place("Hama", "Syria", "governorate")
    assert outcome(country, under_a_country, centre)[2].by == By.SPELLING


def test_a_later_decision_speaks_instead_and_both_are_in_the_history(syria, django_user_model):
    editor = django_user_model.objects.create_user("editor")
    first = remember_spelling(words="Sooran", meant=syria["suran-hama"], by=editor)
    remember_spelling(words="SOORAN", meant=syria["suran-homs"], by=editor)
    assert Spelling.objects.get().pk == first.pk
    assert outcome(place("sooran"))[0].meant == syria["suran-homs"].pk
    assert set(Change.objects.filter(table="events_spelling", row=first.pk).values_list("by", flat=True)) == {editor.pk}


def test_words_without_a_letter_mean_nothing(syria):
    with pytest.raises(ValueError, match="without a letter"):
        remember_spelling(words="  ", meant=syria["deir"], by=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Spelling.objects.create(kind="place", words="", place=syria["deir"])


def test_actors_and_sources_are_matched_in_the_same_way():
    army = Actor.objects.create(slug="syrian-army", name="Syrian Arab Army", aliases=["SAA"], kind=ActorKind.STATE)
    sdf = Actor.objects.create(
        slug="sdf", name="Syrian Democratic Forces", name_local="قوات سوريا الديمقراطية", kind=ActorKind.ARMED_GROUP
    )
    sohr = Source.objects.create(slug="sohr", name="Syrian Observatory for Human Rights", kind=SourceKind.MONITOR)
    found = outcome(
        DraftName(NamedKind.ACTOR, "a", "saa"),
        DraftName(NamedKind.ACTOR, "b", "Syrian Democratic Force (SDF)", within="a"),
        DraftName(NamedKind.SOURCE, "a", "the syrian observatory for human-rights"),
        DraftName(NamedKind.SOURCE, "b", "Observatory of human rights, Syria"),
    )
    assert found[0].meant == army.pk
    assert found[1].by == By.NONE
    assert found[1].candidates[0].pk == sdf.pk
    assert not found[1].waits
    assert found[2].candidates[0].pk == sohr.pk
    assert found[3].candidates[0].sort == SourceKind.MONITOR


def test_one_name_is_looked_up_alone_and_within(syria):
    assert [one.slug for one in candidates(NamedKind.PLACE, "صوران")] == ["suran-hama", "suran-homs"]
    assert [one.slug for one in candidates(NamedKind.PLACE, "Sooran", within=syria["homs"].pk)] == ["suran-homs"]
    assert candidates(NamedKind.PLACE, "Zzyzx") == []
    assert candidates(NamedKind.PLACE, "") == []


def test_thousands_of_names_take_three_statements(syria, django_assert_num_queries):
    names = [place(f"Suran {number}", "Homs", PlaceLevel.LOCALITY) for number in range(1000)]
    actors = [DraftName(NamedKind.ACTOR, str(number), f"Brigade {number}") for number in range(1000)]
    with django_assert_num_queries(3):
        assert len(resolve([place("Homs", sort="governorate"), *names, *actors])) == 2001


def test_names_that_stand_under_each_other_end(syria):
    assert len(outcome(place("A", "B"), place("B", "A"))) == 2
