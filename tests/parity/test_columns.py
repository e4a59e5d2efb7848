"""C14: whatever is asked, the columns come to what SQL does: of a snapshot alone, and with changes beside it."""

from random import Random

import pytest
from django.db import connection
from django.db.models import F

from events.analytics import answers, overview
from events.analytics.columnar import live as living
from events.analytics.columnar import writing
from events.analytics.columnar.live import live
from events.analytics.listing import latest, page
from events.choices import Grade, Strength
from events.models import Actor, Estimate, Incident, Involvement
from events.selection import Selection
from tests.parity.counter import Question, Record
from tests.parity.questions import question

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("recorded")]

EACH = 8
SEEDS = range(1_000, 1_005)


@pytest.fixture(scope="module")
def _snapshot(recorded, django_db_blocker, tmp_path_factory):
    """Of the recorded datasets, for all tests here."""
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock():
        patch.setattr("django.conf.settings.SNAPSHOT_DIR", tmp_path_factory.mktemp("snapshots"))
        patch.setattr(living, "SMALL", 0)
        live().forget()
        writing.write_now()
        yield
        live().forget()


def selection_of(asked: Question) -> Selection:
    asked = {name: values for name, values in asked.items() if name != "as_of"}  # of the past PostgreSQL answers alone
    return Selection.of_readers("&".join(f"{name}={value}" for name, values in asked.items() for value in values))


def everything(asked: Question) -> list:
    """What pages show of it: every number, the latest incidents and the first page of the list."""
    selection = selection_of(asked)
    within = selection.actors[0] if selection.actors else None
    seen = answers.panels(selection, with_status=True, within=within)
    return [seen, [one.pk for one in latest(selection)], [one.pk for one in page(selection).incidents]]


def assert_the_same(asked: Question, monkeypatch: pytest.MonkeyPatch) -> None:
    counted = everything(asked)
    with monkeypatch.context() as patch:
        patch.setattr(live(), "view", lambda: None)
        assert counted == everything(asked), asked


@pytest.mark.usefixtures("_snapshot")
@pytest.mark.parametrize("seed", SEEDS)
def test_c14_a_snapshot_comes_to_what_sql_does(record: Record, monkeypatch, seed: int):
    assert live().view().name is not None
    for dataset in ("mayadeen-2017", "demonstration", "invented"):
        for number in range(EACH):
            assert_the_same(question(record, dataset, seed * EACH + number), monkeypatch)


@pytest.mark.usefixtures("_snapshot")
@pytest.mark.parametrize("seed", SEEDS)
def test_c14_changes_beside_a_snapshot_come_to_what_sql_does(record: Record, monkeypatch, seed: int):
    change(Random(seed))
    for dataset in ("demonstration", "invented"):
        for number in range(EACH):
            assert_the_same(question(record, dataset, seed * EACH + number), monkeypatch)
    assert len(live().view().changed) > 100


@pytest.mark.usefixtures("_snapshot")
def test_c11_of_many_intervals_the_months_and_years_around_them_are_told(monkeypatch):
    asked = {"dataset": ["demonstration"], "bucket": ["week"]}
    exact = answers.panels(selection_of(asked)).overview
    monkeypatch.setattr(overview, "MOST_STRIPS", 5)
    live().forget()
    held = answers.panels(selection_of(asked)).overview
    assert_the_same(asked, monkeypatch)
    assert len(exact.timeline.strips) > len(held.timeline.strips)
    assert exact.timeline.not_drawn == held.timeline.not_drawn
    assert exact.timeline.slots == held.timeline.slots
    for strip in held.timeline.strips:
        assert strip.start.day == 1
        assert (strip.end.month, strip.end.day) == (12, 31) or strip.start.month == strip.end.month


def change(rng: Random) -> None:
    """Something of some incidents, of every kind that counts; one test at a time, or they would wait for each other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('tests.parity.test_columns'))")
    some = lambda share: [pk for pk in Incident.objects.values_list("pk", flat=True) if rng.random() < share]  # noqa: E731
    Incident.objects.filter(pk__in=some(0.02)).update(grade=rng.choice(Grade.values), date_end=F("date_end"))
    Incident.objects.filter(pk__in=some(0.02), date_precision="day").update(
        date_start=F("date_start") + 20, date_end=F("date_end") + 20
    )
    Incident.objects.filter(pk__in=some(0.02)).update(type=rng.choice(["raid", "shelling", "siege"]))
    Involvement.objects.filter(incident__in=some(0.01)).update(strength=Strength.DENIED)
    Estimate.objects.filter(incident__in=some(0.01), is_current=True, low__isnull=False).update(
        high=None, is_uncounted=True
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE events_place SET parent_id = parent_id, name = name || '*' WHERE id %% 7 = %s", [rng.randint(0, 6)]
        )
    children = Actor.objects.exclude(parent=None).order_by("pk")
    moved = children[rng.randrange(children.count())]
    Actor.objects.filter(pk=moved.pk).update(parent=None)
