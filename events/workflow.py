"""The states of an incident, the moves between them, and who may make them. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from events.choices import Status


class MoveRefused(Exception):
    """A move that the workflow does not allow; the message says why and what would."""


@dataclass(frozen=True, slots=True)
class Move:
    """One step of the workflow. `permission` is the Django permission needed.

    `four_eyes`: not by whoever entered the incident or changed it since its last review, and not while marks are open.
    """

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


@dataclass(frozen=True, slots=True)
class Standing:
    """An incident as the workflow sees it, for one person: `is_own` entered, `is_changed` by that person since the last
    review; `open_marks` are the questions and wrongs that nobody settled, in words."""

    status: Status
    is_own: bool = False
    is_changed: bool = False
    open_marks: Sequence[str] = ()


def refuse_unless_allowed(move: Move, standing: Standing, *, permissions: set[str], reason: str = "") -> None:
    """Raise MoveRefused with a sentence for people unless the move may be made now by this person."""
    if standing.status not in move.leaves:
        raise MoveRefused(
            _("“%(move)s” is not possible: the incident is %(status)s.")
            % {"move": move.label, "status": Status(standing.status).label}
        )
    if move.permission not in permissions:
        who = (
            _("“%(move)s” is for editors.") if move.four_eyes or move.needs_reason else _("“%(move)s” is for analysts.")
        )
        raise MoveRefused(who % {"move": move.label})
    if move.four_eyes:
        _refuse_without_four_eyes(standing)
    if move.needs_reason and not reason.strip():
        raise MoveRefused(_("Say why: the reason is shown to readers."))


def _refuse_without_four_eyes(standing: Standing) -> None:
    if standing.is_own:
        raise MoveRefused(_("You entered this incident; somebody else publishes it."))
    if standing.is_changed:
        raise MoveRefused(_("You changed this incident since it was last reviewed; somebody else publishes it."))
    if standing.open_marks:
        raise MoveRefused(
            ngettext(
                "A mark is open: %(marks)s. It is settled before the incident is published.",
                "%(count)s marks are open: %(marks)s. They are settled before the incident is published.",
                len(standing.open_marks),
            )
            % {"count": len(standing.open_marks), "marks": "; ".join(standing.open_marks)}
        )


def changed_meanwhile() -> str:
    """Why an incident is not published as it was when somebody looked at it."""
    return _("It was changed while you looked at it. Look again, then publish it.")


def broken_rule(constraint: str) -> str:
    """What a rule of the database about review says to people, by its name; "" for any other rule."""
    return {
        "incident_four_eyes": _("You entered this incident; somebody else publishes it."),
        "incident_reviewed_by_another": _(
            "You changed this incident since it was last reviewed; somebody else publishes it."
        ),
        "incident_published_by_another": _("An incident that a person entered is published by another person."),
        "incident_published_by_the_acting": _("An incident is published by the person who acts, in their own name."),
        "incident_author_stays": _("Who entered an incident does not change."),
        "incident_retracted_stays": _("A retracted incident stays retracted, unless it is published again."),
    }.get(constraint, "")
