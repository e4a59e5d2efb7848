"""A package made again is the same byte for byte, whatever became of the record; or it is not given out."""

import hashlib
import logging
from zipfile import ZipFile

import pytest
from django.db import ProgrammingError, connection, transaction

from events.exports import rows
from events.exports.columns import Column
from events.models import Actor, Claim, Incident, Merge, Package, Source
from events.packages.again import Differs, made_again
from events.packages.make import version_of
from events.packages.past import MOST_AT_ONCE, Busy, as_stood
from events.packages.version import RECORD, changed_since
from tests import world as drawn
from tests.connections import elsewhere, while_uncommitted
from tests.events.models.rows import update
from tests.events.packages.changed import change_everything, changes
from tests.events.packages.conftest import packed

QUESTIONS = [
    "dataset=velmar-2024",
    "dataset=velmar-2024&as_of=2024-03-06",
    "dataset=velmar-2024&actor=norland&place=tesh&grade=contested&q=drone",
    "dataset=velmar-2024&claimant=watch&casualties=reported&harm=injured&category=strike",
    "dataset=velmar-2024&from=2031-01-01",
]


def content(package: Package) -> bytes:
    with made_again(package) as file:
        return file.read()


def test_the_file_has_the_digests_that_are_on_record(world):
    package = packed()
    whole = content(package)
    assert (hashlib.sha256(whole).hexdigest(), len(whole)) == (package.sha256, package.size)
    with made_again(package) as file, ZipFile(file) as archive:
        assert [one.filename for one in archive.infolist()] == [one["name"] for one in package.files]
        for one in package.files:
            inside = archive.read(one["name"])
            assert (hashlib.sha256(inside).hexdigest(), len(inside)) == (one["sha256"], one["bytes"])


@pytest.mark.parametrize("language", ["en", "ar"])
def test_it_is_the_same_after_everything_has_changed(world, language):
    packages = [packed(query, language=language) for query in QUESTIONS]
    before = [content(package) for package in packages]
    change_everything(world)
    assert changed_since(version_of(packages[0])).values("table").distinct().count() >= len(RECORD) - 1
    assert [content(package) for package in packages] == before
    [changed] = Package.objects.filter(pk=packed("dataset=velmar", language=language).pk)
    assert changed.sha256 != packages[0].sha256
    assert [content(package) for package in packages] == before, "another package is no change of the record"


def test_each_of_many_is_of_its_own_moment(world):
    packages = [packed()]
    whole = [content(packages[0])]
    for number, _step in enumerate(changes(world)):
        packages.append(packed("dataset=velmar" if number == 3 else "dataset=velmar-2024"))
        whole.append(content(packages[-1]))
    assert len({package.sha256 for package in packages}) == 5
    assert [content(package) for package in packages] == whole


def test_the_record_is_the_present_one_again_afterwards(world):
    package = packed()
    Actor.objects.filter(slug="norland").update(name="Other")
    content(package)
    assert Actor.objects.get(slug="norland").name == "Other"
    assert not Merge.objects.exists()


def test_what_was_never_written_in_the_history_is_right_too(world):
    """As rows are that a database held before it kept one: the first change tells what stood before it."""
    past_the_triggers("UPDATE events_incident SET title = 'From before' WHERE code = 'VLM-2024-0001'")
    package = packed()
    whole = content(package)
    update("incident", world.incidents["VLM-2024-0001"].pk, title="After")
    assert b"From before" in whole
    assert content(package) == whole


def test_what_stood_then_is_read_and_no_table_of_now(world):
    """A question about a table that is not laid out anew fails; it never answers from the present."""
    package = packed()
    Source.objects.filter(slug="watch").update(name="Other")
    with as_stood(version_of(package), package.dataset_id):
        assert Source.objects.get(slug="watch").name == "Watch"
        with pytest.raises(ProgrammingError), transaction.atomic():
            list(Merge.objects.all())


def test_the_web_server_may_do_all_that_it_needs(world):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE conflict_tracker")
        package = packed()
        whole = content(package)
        update("incident", world.incidents["VLM-2024-0001"].pk, title="Other")
        update("actor", Actor.objects.get(slug="norland").pk, name="Other")
        assert content(package) == whole
        cursor.execute("SET LOCAL ROLE NONE")


# --- two at one moment -----------------------------------------------------------------------------------------------
@pytest.mark.django_db(transaction=True)
def test_what_commits_late_is_not_in_it():
    """Written before, by a transaction that ends after: its changes have smaller ids than later ones that were seen."""
    world = drawn.build()
    strike, raid = world.incidents["VLM-2024-0001"], world.incidents["VLM-2024-0004"]

    def see_another_and_make() -> Package:
        update("incident", raid.pk, title="Seen")
        return packed_by_itself()

    with while_uncommitted(lambda: update("incident", strike.pk, title="Late"), see_another_and_make) as made:
        early = made.result()
    late = changed_since(version_of(early))
    assert [change.after["title"] for change in late] == ["Late"]
    assert late.get().pk <= early.last_change
    titles = {row.split(",")[1]: row.split(",")[2] for row in table_of(early, "incidents.csv")[1:]}
    assert (titles[strike.code], titles[raid.code]) == (strike.title, "Seen")
    assert packed().pk != early.pk, "the record is another one now"


def packed_by_itself() -> Package:
    return packed()


def table_of(package: Package, name: str) -> list[str]:
    with made_again(package) as file, ZipFile(file) as archive:
        return archive.read(name).decode().splitlines()


@pytest.mark.django_db(transaction=True)
def test_two_who_ask_the_same_at_one_moment_get_one_package():
    drawn.build()
    first: list[Package] = []
    with while_uncommitted(lambda: first.append(packed()), packed) as second:
        pass
    assert second.result().pk == first[0].pk
    assert Package.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_no_more_than_a_few_are_made_at_once():
    drawn.build()
    package = packed()

    def hold_all() -> None:
        with connection.cursor() as cursor:
            for place in range(MOST_AT_ONCE):
                cursor.execute("SELECT pg_advisory_xact_lock(hashtext('events.packages'), %s)", [place])

    with while_uncommitted(hold_all, lambda: content(package)) as second:
        assert isinstance(second.exception(), Busy)
    assert elsewhere(lambda: content(package))()


# --- never silently another ------------------------------------------------------------------------------------------
def past_the_triggers(statement: str, *params: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(statement, params)
        cursor.execute("SET LOCAL session_replication_role = origin")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE events_package SET sha256 = repeat('0', 64)",
        "UPDATE events_package SET texts = jsonb_set(texts, '{README.md}', '\"Other\"')",
        "UPDATE events_package SET query = 'dataset=velmar-2024&category=strike'",
        "UPDATE events_package SET query = 'dataset=velmar-2024&form=1'",
        "UPDATE events_package SET last_change = 0",
        "UPDATE events_incident SET title = 'Written past the history' WHERE code = 'VLM-2024-0001'",
    ],
)
def test_other_bytes_are_refused_and_logged(world, caplog, statement):
    package = packed()
    past_the_triggers(statement)
    package.refresh_from_db()
    with caplog.at_level(logging.ERROR), pytest.raises(Differs):
        made_again(package)
    assert package.public_id in caplog.text


def test_a_column_that_came_since_is_left_out(world, monkeypatch):
    package = packed()
    whole = content(package)
    new = Column("new", "i.code", "added by a later release", "#meta+new")
    monkeypatch.setattr(rows, "INCIDENTS", [*rows.INCIDENTS, new])
    assert content(package) == whole
    update("incident", world.incidents["VLM-2024-0001"].pk, title="Other")
    assert "new" in packed().files[0]["columns"]


def test_a_column_that_is_gone_is_no_silent_change(world, monkeypatch):
    package = packed()
    monkeypatch.setattr(rows, "INCIDENTS", rows.INCIDENTS[:-1])
    with pytest.raises(Differs):
        made_again(package)


def test_what_it_reads_is_what_the_history_keeps(world):
    """Every table that it is made of has a history, or there would be no going back."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'history_of_update'")
        assert RECORD.keys() <= {table for [table] in cursor.fetchall()}
    assert Incident.objects.exists()
    assert Claim.objects.exists()
