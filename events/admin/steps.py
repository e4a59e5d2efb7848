"""The steps of the workflow that lead on from where an incident stands, and why this person may not take one."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from events import actions, workflow
from events.choices import Status
from events.models import Incident

BESIDE_THE_ENTRY = (workflow.RETURN, workflow.PUBLISH, workflow.RETRACT)
"""Submitting saves too, so its button stands under the entry form."""
UNDER_THE_REVIEW = (workflow.SUBMIT, workflow.PUBLISH, workflow.RETURN)


def steps(incident: Incident, user, offered: Iterable[workflow.Move], *, are_marks_settled_here=False) -> list[dict]:
    """Each possible step with its label; `refusal` says why it waits for somebody else, or for an answer."""
    found = []
    for step in offered:
        has_nothing_to_review = step is workflow.PUBLISH and not _awaits_review(incident)
        if incident.status not in step.leaves or not user.has_perm(step.permission) or has_nothing_to_review:
            continue
        label = _("Confirm the changes") if incident.status == step.reaches else step.label
        standing = actions.standing_for(incident=incident, by=user, with_marks=not are_marks_settled_here)
        found.append({"step": step, "label": label, "refusal": _refusal(step, standing, user)})
    return found


def _refusal(step: workflow.Move, standing: workflow.Standing, user) -> str:
    if not step.four_eyes:
        return ""
    try:
        workflow.refuse_unless_allowed(step, standing, permissions=user.get_all_permissions())
    except workflow.MoveRefused as why:
        return str(why)
    return ""


def _awaits_review(incident: Incident) -> bool:
    return incident.status == Status.IN_REVIEW or incident.changed_since_review
