"""The states of an incident, the moves between them, and who may make them. Pure."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.choices import Status


class MoveRefused(Exception):
    """A move that the workflow does not allow; the message says why and what would."""


@dataclass(frozen=True, slots=True)
class Move:
    """One step of the workflow. `permission` is the Django permission needed; `four_eyes`: not whoever entered it."""

    name: str
    label: str
    leaves: frozenset[Status]
    reaches: Status
    permission: str
    four_eyes: bool = False
    needs_reason: bool = False


SUBMIT = Move(
    "submit",
    gettext_lazy("Submit for review"),
    frozenset({Status.DRAFT}),
    Status.IN_REVIEW,
    "events.change_incident",
)
RETURN = Move(
    "return", gettext_lazy("Return to draft"), frozenset({Status.IN_REVIEW}), Status.DRAFT, "events.change_incident"
)
PUBLISH = Move(
    "publish",
    gettext_lazy("Publish"),
    frozenset({Status.IN_REVIEW, Status.PUBLISHED}),
    Status.PUBLISHED,
    "events.publish_incident",
    four_eyes=True,
)
RETRACT = Move(
    "retract",
    gettext_lazy("Retract"),
    frozenset({Status.PUBLISHED}),
    Status.RETRACTED,
    "events.publish_incident",
    needs_reason=True,
)
MOVES = {move.name: move for move in (SUBMIT, RETURN, PUBLISH, RETRACT)}


def refuse_unless_allowed(move: Move, *, status: Status, permissions: set[str], is_own: bool, reason: str) -> None:
    """Raise MoveRefused with a sentence for people unless the move may be made now by this person."""
    if status not in move.leaves:
        raise MoveRefused(
            _("“%(move)s” is not possible: the incident is %(status)s.")
            % {"move": move.label, "status": Status(status).label}
        )
    if move.permission not in permissions:
        who = (
            _("“%(move)s” is for editors.") if move.four_eyes or move.needs_reason else _("“%(move)s” is for analysts.")
        )
        raise MoveRefused(who % {"move": move.label})
    if move.four_eyes and is_own:
        raise MoveRefused(_("You entered this incident; somebody else publishes it."))
    if move.needs_reason and not reason.strip():
        raise MoveRefused(_("Say why: the reason is shown to readers."))
