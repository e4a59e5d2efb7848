from django.db import transaction
from django.utils import timezone

from events import workflow
from events.models import Incident


@transaction.atomic
def move(*, incident: Incident, step: workflow.Move, by, reason: str = "") -> Incident:
    """Take one step of the workflow. Raises workflow.MoveRefused, with a sentence for people, when it may not be taken."""
    incident = Incident.objects.select_for_update().get(pk=incident.pk)
    workflow.refuse_unless_allowed(
        step,
        status=incident.status,
        permissions=by.get_all_permissions(),
        is_own=incident.created_by_id == by.pk,
        reason=reason,
    )
    incident.status = step.reaches
    if step is workflow.PUBLISH:
        incident.published_by = by
        incident.published_at = incident.published_at or timezone.now()
        incident.changed_since_review = False
    if step is workflow.RETRACT:
        incident.retracted_because = reason.strip()
    incident.save()
    return incident
