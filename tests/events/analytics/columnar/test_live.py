"""What is committed is in the next answer, whoever wrote it and however late; what is not committed is in none."""

from collections import Counter
from contextlib import closing
from random import Random

import psycopg
import pytest
from django.db import connection, transaction

from events.analytics.columnar import live as living
from events.analytics.columnar import position, writing
from events.analytics.columnar.live import live
from events.models import Actor, Dataset, Incident, Place, Source
from tests import world
from tests.events.analytics.columnar.asking import by_sql, panels
from tests.settings import CLUSTER

TURNS = 1_000
GRADES = ["confirmed", "fair", "weak", "contested", "ungraded"]


@pytest.mark.django_db(transaction=True)
def test_c14_an_answer_holds_every_commit_before_it_late_ones_too(folder):
    """Several writers take their numbers in one order and commit in another, a thousand times, or take it back."""
    world.build()
    writing.write_now()
    rng, ids = (
        Random(5),
        list(Incident.objects.filter(dataset__slug="velmar-2024").public().values_list("pk", flat=True)),
    )
    database = {"dbname": connection.settings_dict["NAME"]}
    with (
        closing(psycopg.connect(CLUSTER.url, **database)) as first,
        closing(psycopg.connect(CLUSTER.url, **database)) as second,
        closing(psycopg.connect(CLUSTER.url, **database, autocommit=True)) as truth,
    ):
        open_since, answered = {first: None, second: None}, Counter()
        for _turn in range(TURNS):
            writer, of_it = rng.choice([(first, ids[::2]), (second, ids[1::2])])
            if open_since[writer] is None:
                writer.execute(
                    "UPDATE events_incident SET grade = %s WHERE id = %s", [rng.choice(GRADES), rng.choice(of_it)]
                )
                open_since[writer] = "begun"
            else:
                rng.choice([writer.commit, writer.commit, writer.rollback])()
                open_since[writer] = None
            counts = truth.execute(
                "SELECT grade, count(*) FROM events_incident WHERE id = ANY(%s) GROUP BY grade", [ids]
            ).fetchall()
            found = panels().overview.counts["grade"]
            assert found == dict(counts)
            answered[tuple(sorted(found.items()))] += 1
        for writer in open_since:
            writer.rollback()
    assert len(answered) > 5, "nothing changed, so nothing was tried"


@pytest.mark.django_db(transaction=True)
def test_c14_a_late_commit_of_a_number_above_all_that_were_seen_is_in_the_answer(folder):
    """The later transaction takes the lower id of a change, and the earlier one commits first: a snapshot in between neither
    names the later one as open nor reaches as far as its number."""
    made = world.build()
    writing.write_now()
    grade = "UPDATE events_incident SET grade = 'confirmed' WHERE id = %s"
    database = {"dbname": connection.settings_dict["NAME"]}
    with (
        closing(psycopg.connect(CLUSTER.url, **database)) as earlier,
        closing(psycopg.connect(CLUSTER.url, **database)) as later,
    ):
        earlier.execute("SELECT pg_current_xact_id()")
        later.execute(grade, [made.incidents["VLM-2024-0001"].pk])
        earlier.execute(grade, [made.incidents["VLM-2024-0002"].pk])
        before = panels().overview.counts["grade"].get("confirmed", 0)
        earlier.commit()
        assert panels().overview.counts["grade"]["confirmed"] == before + 1
        later.commit()
        assert panels().overview.counts["grade"]["confirmed"] == before + 2


@pytest.mark.django_db(transaction=True)
def test_what_a_transaction_wrote_that_is_taken_back_is_kept_by_nobody(folder):
    world.build()
    writing.write_now()
    before = panels()
    with transaction.atomic():
        Incident.objects.filter(dataset__slug="velmar-2024").public().update(grade="confirmed")
        assert panels().overview.counts["grade"] == {"confirmed": 6}
        transaction.set_rollback(True)
    assert panels() == before


@pytest.mark.django_db(transaction=True)
def test_an_answer_is_given_again_until_something_changes(folder, monkeypatch):
    world.build()
    writing.write_now()
    before = panels()
    looked = []
    monkeypatch.setattr(living, "since", lambda seen: looked.append(seen) or position.since(seen))
    assert all(panels() is before for _time in range(20))
    assert len(looked) < 20, "what happened is asked only where anything did; other tests write beside this one"
    Incident.objects.filter(code="VLM-2024-0001").update(grade="weak")
    assert panels() != before


@pytest.mark.django_db(transaction=True)
def test_of_more_changes_than_are_kept_postgresql_answers(folder, monkeypatch):
    world.build()
    writing.write_now()
    monkeypatch.setattr(position, "MOST", 2)
    Incident.objects.update(grade="weak")
    assert live().state() == "not used: more was changed since the snapshot than is kept beside it"
    assert panels().overview.counts["grade"] == {"weak": 6}
    name = writing.write_now()
    assert live().view().name == name


@pytest.mark.django_db
def test_a_small_record_is_read_by_each_process_itself_and_read_again_when_much_changed(monkeypatch):
    world.build()
    live().forget()
    monkeypatch.setattr(living, "SMALL", 20)
    assert live().state() == "not needed"
    Incident.objects.update(grade="weak")
    assert panels().overview.counts["grade"] == {"weak": 6}
    assert not len(live().view().changed)
    live().forget()


@pytest.mark.django_db
def test_a_record_that_has_grown_is_read_by_processes_no_longer(monkeypatch):
    world.build()
    live().forget()
    monkeypatch.setattr(living, "SMALL", 9)
    assert live().state() == "not needed"
    monkeypatch.setattr(living, "SMALL", 8)
    Incident.objects.update(grade="weak")
    assert live().state() == "not used: there is no snapshot yet"
    live().forget()


@pytest.mark.django_db
@pytest.mark.parametrize("model", [Dataset, Source, Actor, Place])
def test_an_answer_is_of_what_is_named_now_whoever_had_the_name_before(folder, monkeypatch, model):
    world.build()
    first, second = {
        Dataset: ("velmar-2024", "desk"),
        Source: ("watch", "radio"),
        Actor: ("norland", "sudland"),
        Place: ("tesh", "ilm"),
    }[model]
    Dataset.objects.update(is_public=True)
    writing.write_now()
    names = {Dataset: "dataset", Source: "claimant", Actor: "actor", Place: "place"}
    query = f"{'' if model is Dataset else 'dataset=velmar-2024&'}{names[model]}={first}"
    before = panels(query)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {model._meta.db_table} SET slug = slug || '-x' WHERE slug = %s;"
            f"UPDATE {model._meta.db_table} SET slug = %s WHERE slug = %s;"
            f"UPDATE {model._meta.db_table} SET slug = %s WHERE slug = %s || '-x'",
            [first, first, second, second, first],
        )
    assert panels(query) == by_sql(query, monkeypatch) != before


@pytest.mark.django_db
def test_answers_do_not_pile_up(folder, monkeypatch):
    world.build()
    writing.write_now()
    view = live().view()
    for number in range(living.MOST_KEPT + 5):
        view.keep(number, number)
    assert len(view.answers) == living.MOST_KEPT
    assert 0 not in view.answers
