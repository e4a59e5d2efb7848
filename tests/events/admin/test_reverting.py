"""Putting back what was before a change: a new change, by way of the constraints, the numbers and the queue."""

import pytest

from events import actions
from events.choices import Status
from events.models import Change, Claim, Correction, Incident, Involvement
from tests.events.admin.test_history import DRAFT, TWO_VOICES, address, run, saved, text


@pytest.fixture
def incident(world) -> Incident:
    return world.incidents[TWO_VOICES]


@pytest.fixture
def draft(world) -> Incident:
    return world.incidents[DRAFT]


def latest(table: str, row: int) -> Change:
    return Change.objects.filter(table=f"events_{table}", row=row).order_by("-id")[0]


def revert(client, incident, change, because="It was right before."):
    return client.post(f"{address(incident)}{change.pk}/", {"because": because})


def test_a_change_is_put_back_as_a_new_change_and_the_numbers_follow(analyst, world, draft) -> None:
    saved(analyst, draft, **{"claim-0-number": "12"})
    [claim] = draft.claims.all()
    change = latest("claim", claim.pk)
    page = analyst.get(f"{address(draft)}{change.pk}/")
    assert [(line.label, line.before, line.after) for line in page.context["lines"]] == [
        ("minimum", "12", "9"),
        ("maximum", "12", "9"),
    ]
    assert revert(analyst, draft, change).status_code == 302
    claim.refresh_from_db()
    assert (claim.minimum, claim.maximum) == (9, 9)
    assert [str(one.figure) for one in draft.estimates.standing().filter(victims="all")] == ["9"]
    new = latest("claim", claim.pk)
    assert new.pk > change.pk
    assert (new.by, new.why) == (world.people.analyst, f"Revert of change {change.pk}: It was right before.")


def test_a_revert_can_be_put_back_too(analyst, draft) -> None:
    saved(analyst, draft, title="Other")
    revert(analyst, draft, latest("incident", draft.pk))
    draft.refresh_from_db()
    assert draft.title == "Air strike on Ilm"
    back = Change.objects.filter(table="events_incident", row=draft.pk, after__title="Air strike on Ilm").order_by(
        "-id"
    )
    wrote = next(change for change in back if change.before and change.before["title"] == "Other")
    assert revert(analyst, draft, wrote).status_code == 302
    draft.refresh_from_db()
    assert draft.title == "Other"


def test_only_what_the_change_touched_is_written_again(analyst, draft) -> None:
    saved(analyst, draft, title="Other")
    change = latest("incident", draft.pk)
    saved(analyst, Incident.objects.get(pk=draft.pk), summary="Written later.")
    assert revert(analyst, draft, change).status_code == 302
    draft.refresh_from_db()
    assert (draft.title, draft.summary) == ("Air strike on Ilm", "Written later.")


def test_a_change_that_was_overwritten_is_refused_and_the_later_one_offered(analyst, draft) -> None:
    saved(analyst, draft, title="Second")
    first = latest("incident", draft.pk)
    saved(analyst, Incident.objects.get(pk=draft.pk), title="Third")
    later = latest("incident", draft.pk)
    answer = revert(analyst, draft, first)
    assert answer.status_code == 409
    assert "A later change touched the same. Put that back first." in text(answer)
    assert f"{address(draft)}{later.pk}/" in answer.content.decode()
    draft.refresh_from_db()
    assert draft.title == "Third"


def test_a_public_number_put_back_is_told_to_readers_and_returns_to_the_queue(editor, world, incident) -> None:
    clinic = incident.claims.get(claimant__slug="clinic", harm="killed")
    run("UPDATE events_claim SET minimum = 2, maximum = 2 WHERE id = %s", clinic.pk)
    actions.assess(incidents=[incident.pk], because="An error")
    assert revert(editor, incident, latest("claim", clinic.pk)).status_code == 302
    incident.refresh_from_db()
    assert (incident.status, incident.changed_since_review) == (Status.PUBLISHED, True)
    told = Correction.objects.filter(incident=incident, harm="killed", victims="all").latest("id")
    assert (str(told.was), str(told.now)) == ("2–38", "21–38")
    assert told.because.startswith("Revert of change ")


def test_what_was_removed_comes_back_whole(analyst, draft) -> None:
    [claim] = draft.claims.all()
    claim.stances.create(actor=draft.involvements.get().actor, stance="alleges")
    number = claim.pk
    claim.delete()
    assert revert(analyst, draft, latest("claim", number)).status_code == 302
    back = Claim.objects.get(pk=number)
    assert (back.incident_id, back.minimum, back.stances.get().stance) == (draft.pk, 9, "alleges")


def test_what_was_added_to_a_draft_goes_and_to_a_public_incident_stays(analyst, editor, draft, incident) -> None:
    involved = draft.involvements.get()
    assert revert(analyst, draft, latest("involvement", involved.pk)).status_code == 302
    assert not Involvement.objects.filter(pk=involved.pk).exists()
    public = incident.involvements.all()[0]
    answer = revert(editor, incident, latest("involvement", public.pk))
    assert answer.status_code == 409
    assert "The incident was public, so no part of it goes" in text(answer)
    assert Involvement.objects.filter(pk=public.pk).exists()


def test_what_no_longer_fits_is_refused_and_nothing_is_half_written(analyst, draft) -> None:
    run(
        "UPDATE events_incident SET title = 'Other', date_end = '2024-03-09', date_precision = 'few-days' WHERE id = %s",
        draft.pk,
    )
    first = latest("incident", draft.pk)
    run("UPDATE events_incident SET date_start = '2024-03-08' WHERE id = %s", draft.pk)
    answer = revert(analyst, draft, first)
    assert answer.status_code == 409
    assert "What was does not fit any more" in text(answer)
    draft.refresh_from_db()
    assert (draft.title, str(draft.date_end)) == ("Other", "2024-03-09")


def test_a_reason_is_asked_for(analyst, draft) -> None:
    saved(analyst, draft, title="Other")
    answer = revert(analyst, draft, latest("incident", draft.pk), because=" ")
    assert answer.status_code == 200
    assert "Say why" in text(answer)
    draft.refresh_from_db()
    assert draft.title == "Other"


def test_steps_of_the_workflow_are_not_put_back_here(analyst, editor, draft) -> None:
    analyst.post(f"/admin/events/incident/{draft.pk}/move/", {"step": "submit"})
    change = latest("incident", draft.pk)
    assert change.after["status"] == "in-review"
    assert revert(editor, draft, change).status_code == 404


def test_a_change_of_another_incident_is_not_found(analyst, draft, incident) -> None:
    saved(analyst, draft, title="Other")
    assert revert(analyst, incident, latest("incident", draft.pk)).status_code == 404
