"""Longer than 250 lines: every way past four eyes, tried in one place by raw SQL, as the application's role could write it.

No form, action or model stands between these statements and the tables.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection

from events.choices import Status
from events.models import Claim, Incident, Involvement
from tests.events.models.rows import add, insert, refused_by, sound, update, user

pytestmark = pytest.mark.django_db

PUBLISHED = {"status": "published", "published_at": "2017-10-09T00:00Z"}


@contextmanager
def acting(person: int | None) -> Iterator[None]:
    """What is written inside is written in the name of this person, or of nobody."""
    say(person)
    yield
    say(None)


def say(person: int | None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('conflict_tracker.by', %s, true)", ["" if person is None else str(person)])


def state(incident: int) -> tuple:
    """(status, changed since review, who changed it last, everybody who changed it)."""
    found = Incident.objects.get(pk=incident)
    return found.status, found.changed_since_review, found.changed_by_id, found.hands


@pytest.fixture
def author() -> int:
    return user()


@pytest.fixture
def editor() -> int:
    return user()


@pytest.fixture
def in_review(author: int) -> int:
    return add("incident", created_by_id=author, status="in-review")


@pytest.fixture
def published(in_review: int, editor: int) -> int:
    """Entered by the author, published by the editor, with a claim, a stance, an involvement and a report."""
    claim = add("claim", incident_id=in_review)
    add("claimstance", claim_id=claim)
    add("involvement", incident_id=in_review)
    insert("incident_reports", incident_id=in_review, report_id=add("report"))
    add("decision", incident_id=in_review)
    publish(in_review, editor)
    assert state(in_review)[:2] == ("published", False)
    return in_review


def publish(incident: int, person: int) -> None:
    with acting(person):
        update("incident", incident, published_by_id=person, changed_since_review=False, **PUBLISHED)


# --- who publishes -----------------------------------------------------------------------------------------------
def test_nobody_in_particular_publishes_nothing(in_review, editor):
    for person in (None, editor):
        with refused_by("incident_published_by_the_acting"):
            update("incident", in_review, published_by_id=person, **PUBLISHED)


def test_nobody_publishes_in_the_name_of_another(in_review, editor):
    with refused_by("incident_published_by_the_acting"), acting(user()):
        update("incident", in_review, published_by_id=editor, **PUBLISHED)


def test_a_draft_does_not_become_public_by_way_of_an_insert(author, editor):
    row = sound("incident", created_by_id=author, published_by_id=editor, **PUBLISHED)
    with refused_by("incident_published_by_the_acting"):
        insert("incident", **row)
    nameless = sound("incident", created_by_id=author, published_by_id=None, **PUBLISHED)
    with refused_by("incident_published_by_the_acting"), acting(author):
        insert("incident", **nameless)


def test_whoever_entered_an_incident_does_not_publish_it(in_review, author):
    row = sound("incident", created_by_id=author, published_by_id=author, **PUBLISHED)
    with refused_by("incident_four_eyes"), acting(author):
        insert("incident", **row)
    with refused_by("incident_four_eyes"):
        publish(in_review, author)


def test_an_incident_that_a_person_entered_is_published_by_somebody(in_review):
    """Even where no trigger looks."""
    with refused_by("incident_published_by_another"), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        update("incident", in_review, published_by_id=None, **PUBLISHED)


def test_what_is_published_has_the_day_of_it(in_review, editor):
    with refused_by("incident_published_has_date"), acting(editor):
        update("incident", in_review, published_by_id=editor, status="published")


def test_whoever_changed_it_does_not_publish_it(in_review, editor):
    with acting(editor):
        update("incident", in_review, summary="Better words")
    with refused_by("incident_reviewed_by_another"):
        publish(in_review, editor)
    with refused_by("incident_reviewed_by_another"), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        update("incident", in_review, published_by_id=editor, changed_by_id=editor, **PUBLISHED)
    publish(in_review, user())


def test_whoever_changed_it_before_somebody_else_did_does_not_publish_it_either(in_review, editor, author):
    for person in (editor, author):
        with acting(person):
            update("incident", in_review, summary=f"Words of {person}")
    assert state(in_review) == ("in-review", False, author, [editor, author])
    with refused_by("incident_reviewed_by_another"):
        publish(in_review, editor)


def test_changing_and_publishing_in_one_statement_is_refused(in_review, editor):
    with refused_by("incident_reviewed_by_another"), acting(editor):
        update("incident", in_review, published_by_id=editor, title="Another", **PUBLISHED)


def test_who_changed_it_is_not_rewritten(in_review, editor):
    with acting(editor):
        update("incident", in_review, summary="Better words")
    update("incident", in_review, hands=[], changed_by_id=None)
    update("incident", in_review, changed_by_id=user())
    with acting(user()):
        update("incident", in_review, hands=[])
    assert state(in_review)[2:] == (editor, [editor])
    with refused_by("incident_reviewed_by_another"):
        publish(in_review, editor)


def test_who_entered_it_is_not_rewritten(in_review):
    for person in (None, user()):
        with refused_by("incident_author_stays"):
            update("incident", in_review, created_by_id=person)


def test_a_loaded_incident_comes_published_and_is_reviewed_like_any_other_once_it_changes(editor):
    loaded = add("incident", created_by_id=None, **PUBLISHED)
    with acting(editor):
        update("incident", loaded, title="Another")
    assert state(loaded) == ("published", True, editor, [editor])
    with refused_by("incident_reviewed_by_another"):
        publish(loaded, editor)
    publish(loaded, user())
    assert state(loaded)[1::2] == (False, [])


# --- what is published returns to the queue ------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("column", "value"),
    [
        *[("title", "Another"), ("summary", "Other words"), ("type", "shelling"), ("date_words", "Thursday")],
        *[("place_words", "the ford"), ("part_of_day", "night"), ("location_precision", "near"), ("grade", "fair")],
        *[("code", "D-2017-9999"), ("rule_because", "A reason")],
    ],
)
def test_a_changed_column_returns_it_to_the_queue(published, author, column, value):
    with acting(author):
        update("incident", published, **{column: value})
    assert state(published) == ("published", True, author, [author])


def test_dates_place_point_and_dataset_return_it_to_the_queue(published):
    for changes in (
        {"date_start": "2017-10-01", "date_precision": "week"},
        {"place_id": add("place")},
        {"latitude": 35.0, "longitude": 40.4},
        {"dataset_id": add("dataset")},
    ):
        update("incident", published, **changes)
        assert state(published)[:2] == ("published", True)
        publish(published, user())


def test_where_it_stands_is_no_change(published, author):
    with acting(author):
        update("incident", published, version=7, updated_at="2018-01-01T00:00Z", title="Strike")
    assert state(published)[:2] == ("published", False)


PARTS = {
    "a claim's number": "UPDATE events_claim SET minimum = 99, maximum = 99 WHERE incident_id = %s",
    "a claim's words": "UPDATE events_claim SET quote = 'Other words' WHERE incident_id = %s",
    "a claim gone": "DELETE FROM events_claimstance; DELETE FROM events_claim WHERE incident_id = %s",
    "a stance": "UPDATE events_claimstance SET stance = 'denies' WHERE claim_id IN"
    " (SELECT id FROM events_claim WHERE incident_id = %s)",
    "a stance gone": "DELETE FROM events_claimstance WHERE claim_id IN"
    " (SELECT id FROM events_claim WHERE incident_id = %s)",
    "a role": "UPDATE events_involvement SET strength = 'denied' WHERE incident_id = %s",
    "a role gone": "DELETE FROM events_involvement WHERE incident_id = %s",
    "a decision": "UPDATE events_decision SET high = 20 WHERE incident_id = %s",
    "a decision gone": "DELETE FROM events_decision WHERE incident_id = %s",
    "a report gone": "DELETE FROM events_incident_reports WHERE incident_id = %s",
    "a report's day": "UPDATE events_report SET published_on = '2017-11-11' WHERE id IN"
    " (SELECT report_id FROM events_claim WHERE incident_id = %s)",
    "a report's headline": "UPDATE events_report SET headline = 'Other' WHERE id IN"
    " (SELECT report_id FROM events_incident_reports WHERE incident_id = %s)",
}


@pytest.mark.parametrize("written", PARTS.values(), ids=PARTS)
@pytest.mark.parametrize("is_known", [True, False], ids=["by somebody", "by nobody"])
def test_a_changed_part_returns_it_to_the_queue(published, author, written, is_known):
    """Nothing of a published incident changes silently, whoever writes; who did is told where it is known."""
    with acting(author if is_known else None), connection.cursor() as cursor:
        cursor.execute(written, [published])
    assert state(published) == ("published", True, author if is_known else None, [author] if is_known else [])


@pytest.mark.parametrize("part", ["claim", "involvement", "decision"])
def test_a_new_part_returns_it_to_the_queue(published, part):
    add(part, incident_id=published, **({"harm": "injured"} if part == "decision" else {}))
    assert state(published)[1]


def test_a_new_stance_or_report_returns_it_to_the_queue(published):
    add("claimstance", claim_id=Claim.objects.get(incident=published).pk)
    assert state(published)[1]
    publish(published, user())
    insert("incident_reports", incident_id=published, report_id=add("report"))
    assert state(published)[1]


def test_a_claim_that_moves_changes_both_incidents(published):
    other = add("incident", created_by_id=None, **PUBLISHED)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE events_claim SET incident_id = %s WHERE incident_id = %s", [other, published])
    assert (state(published)[1], state(other)[1]) == (True, True)


def test_in_bulk_too_and_only_what_was_written(published, django_assert_num_queries):
    others = [add("incident", created_by_id=None, **PUBLISHED) for _each in range(3)]
    for other in others:
        add("claim", incident_id=other)
        publish(other, user())
    with django_assert_num_queries(1):
        Claim.objects.filter(incident__in=others[:2]).update(quote="Written over in bulk")
    assert [state(one)[1] for one in (*others, published)] == [True, True, False, False]


def test_a_temporary_table_of_the_same_name_is_not_the_record(published):
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE events_incident (LIKE public.events_incident) ON COMMIT DROP")
        cursor.execute("UPDATE public.events_claim SET quote = 'Other words' WHERE incident_id = %s", [published])
        cursor.execute("DROP TABLE pg_temp.events_incident")
    assert state(published)[1]


def test_a_part_saved_as_it_was_changes_nothing(published):
    for part in (Claim, Involvement):
        part.objects.get(incident=published).save()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE events_report SET text = 'Private words'")
    assert not state(published)[1]


def test_the_mark_is_not_cleared_by_hand(published, author, editor):
    with acting(author):
        update("incident", published, title="Another")
    with refused_by("incident_published_by_the_acting"):
        update("incident", published, changed_since_review=False)
    with refused_by("incident_reviewed_by_another"), acting(author):
        update("incident", published, changed_since_review=False, published_by_id=author)
    publish(published, editor)
    assert not state(published)[1]


def test_whoever_changed_a_claim_does_not_confirm_it(published, editor):
    with acting(editor):
        update("claim", Claim.objects.get(incident=published).pk, quote="Better words")
    with refused_by("incident_reviewed_by_another"):
        publish(published, editor)


def test_a_draft_counts_who_changed_its_claims(in_review, editor):
    with acting(editor):
        add("claim", incident_id=in_review)
    assert state(in_review) == ("in-review", False, editor, [editor])


def test_since_when_it_stands_so_is_kept(published):
    first = Incident.objects.get(pk=published).stands_since
    update("incident", published, stands_since="2001-01-01T00:00Z")
    assert Incident.objects.get(pk=published).stands_since == first


# --- what was withdrawn ----------------------------------------------------------------------------------------------
def test_a_retracted_incident_does_not_slip_back(published, editor):
    update("incident", published, status="retracted", retracted_because="Wrong")
    for status in ("draft", "in-review"):
        with refused_by("incident_retracted_stays"):
            update("incident", published, status=status)
    with refused_by("incident_retracted_stays"):
        update("incident", published, status="merged", merged_into_id=add("incident"))
    with refused_by("incident_published_by_the_acting"):
        update("incident", published, status="published")


def beside(incident: int) -> int:
    """Another incident of its dataset: incidents of two are not merged."""
    return add("incident", dataset_id=Incident.objects.get(pk=incident).dataset_id)


def test_an_unpublished_incident_does_not_become_public_by_way_of_a_merge(in_review):
    for incident in (in_review, add("incident")):
        update("incident", incident, published_at="2017-10-09T00:00Z", published_by_id=user())
        update("incident", incident, status="merged", merged_into_id=beside(incident))
        with refused_by("incident_published_by_the_acting"):
            update("incident", incident, status="published", merged_into_id=None)
        update("incident", incident, status="draft", merged_into_id=None)


def test_a_published_one_comes_back_from_a_merge_and_to_the_queue(published):
    Claim.objects.filter(incident=published).delete()  # what is merged has none
    update("incident", published, status="merged", merged_into_id=beside(published))
    update("incident", published, status=Status.PUBLISHED, merged_into_id=None)
    assert state(published)[:2] == ("published", True)
