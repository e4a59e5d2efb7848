from django.db import IntegrityError, transaction
from django.utils import timezone

from events import workflow
from events.actions.acting import acting
from events.choices import Status
from events.models import Correction, Incident

# What a step may write; everything else is left to whoever edits.
MOVED = [
    *("status", "published_by", "published_at", "changed_since_review"),
    *("retracted_because", "returned_because", "updated_at"),
]


@transaction.atomic
def move(*, incident: Incident, step: workflow.Move, by, reason: str = "", seen: int | None = None) -> Incident:
    """Take one step of the workflow. Raises workflow.MoveRefused, with a sentence for people, when it may not be taken.

    `seen` is the version that this person looked at: another one is not published unseen. A retraction withdraws the
    incident's numbers of today and tells readers why.
    """
    reason = reason.strip()
    acting(by=by, why=reason)
    incident = Incident.objects.select_for_update().get(pk=incident.pk)
    workflow.refuse_unless_allowed(
        step, standing_for(incident=incident, by=by), permissions=by.get_all_permissions(), reason=reason
    )
    if step.four_eyes and seen not in (None, incident.version):
        raise workflow.MoveRefused(workflow.changed_meanwhile())
    incident.status = step.reaches
    if step is workflow.PUBLISH:
        incident.published_by = by
        incident.published_at = incident.published_at or timezone.now()
        incident.changed_since_review = False
    if step is workflow.RETRACT:
        incident.retracted_because = reason
        _withdraw(incident, by)
    incident.returned_because = reason if step is workflow.RETURN else ""
    _write(incident)
    return incident


def standing_for(*, incident: Incident, by, with_marks: bool = True) -> workflow.Standing:
    """The incident as the workflow judges it for this person; without its open marks where they are not asked about."""
    return workflow.Standing(
        status=Status(incident.status),
        is_own=incident.created_by_id == by.pk,
        is_changed=by.pk in incident.hands,
        open_marks=[mark.about for mark in incident.marks.open().with_people()] if with_marks else (),
    )


def _withdraw(incident: Incident, by) -> None:
    Correction.objects.bulk_create(
        Correction.of(
            incident,
            estimate.question,
            was=estimate.figure,
            now=None,
            because=incident.retracted_because,
            made_by=by,
        )
        for estimate in incident.estimates.standing()
    )


def _write(incident: Incident) -> None:
    """The database has the last word on who may publish (sql/review.sql)."""
    try:
        with transaction.atomic():
            incident.save(update_fields=MOVED)
    except IntegrityError as broken:
        why = workflow.broken_rule(getattr(broken.__cause__.diag, "constraint_name", "") or "")
        if not why:
            raise
        raise workflow.MoveRefused(why) from broken
