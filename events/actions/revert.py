"""Taking one change back: what was before it is written again, as a new change."""

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from events.actions.acting import acting
from events.actions.assess import assess
from events.actions.record import record
from events.choices import ChangeKind, Status
from events.models import Change, ClaimStance, Incident


class RevertRefused(Exception):
    """It cannot be taken back; the message says why and what would help. `later`: changes to take back first."""

    def __init__(self, message: str, later: tuple[Change, ...] = ()):
        super().__init__(message)
        self.later = later


@transaction.atomic
def revert(*, change: Change, columns: set[str], because: str, by) -> Incident:
    """Write again what stood in these columns before the change, as a new change, and make the numbers again.

    A row that was added goes, one that was removed comes back. Raises RevertRefused, with a sentence for people, when a
    later change touched the same, when the incident was public and a part of it would go, or when what was does not fit
    what is by now.
    """
    why = _("Revert of change %(number)s: %(reason)s") % {"number": change.pk, "reason": because}
    acting(by=by, why=why)
    incident = Incident.objects.select_for_update().get(pk=change.incident)
    refuse_unless_revertible(change=change, columns=columns, incident=incident)
    try:
        with transaction.atomic():
            _put_back(change, columns)
            incident.refresh_from_db()
            incident = record(incident=incident, by=by)
            assess(incidents=[incident.pk], by=by, because=why)
    except ValidationError as broken:
        raise RevertRefused(
            _("What was does not fit any more: %(why)s") % {"why": " ".join(broken.messages)}
        ) from broken
    except (IntegrityError, ProtectedError) as broken:
        raise RevertRefused(_("What was does not fit any more: something else rests on what is there now.")) from broken
    return incident


def refuse_unless_revertible(*, change: Change, columns: set[str], incident: Incident) -> None:
    """Raise RevertRefused unless the change can be taken back now."""
    if incident.status == Status.MERGED:
        raise RevertRefused(_("This incident was merged into another; its claims are there."))
    later = [other for other in _later(change) if _meets(other, change, columns)]
    if later:
        raise RevertRefused(_("A later change touched the same. Put that back first."), tuple(later))
    if change.kind == ChangeKind.INSERTED and incident.published_at is not None:
        raise RevertRefused(
            _("The incident was public, so no part of it goes: set the claim aside, or deny the involvement.")
        )


def _later(change: Change):
    return Change.objects.filter(table=change.table, row=change.row, pk__gt=change.pk).order_by("-id")


def _meets(other: Change, change: Change, columns: set[str]) -> bool:
    """Whether a later change of the row wrote what would be written again; of a row added or removed, anything."""
    if change.kind != ChangeKind.UPDATED or other.before is None or other.after is None:
        return True
    return any(other.before.get(column) != other.after.get(column) for column in columns)


def _put_back(change: Change, columns: set[str]) -> None:
    model = next(model for model in apps.get_app_config("events").get_models() if model._meta.db_table == change.table)
    if change.kind == ChangeKind.INSERTED:
        model.objects.get(pk=change.row).delete()
        return
    if change.kind == ChangeKind.DELETED:
        _write(model(), change.before, {field.column for field in model._meta.concrete_fields}, is_new=True)
        _bring_stances_back(change)
        return
    _write(model.objects.get(pk=change.row), change.before, columns, is_new=False)


def _write(thing: models.Model, image: dict, columns: set[str], *, is_new: bool) -> None:
    written = [field for field in thing._meta.concrete_fields if field.column in columns and not field.generated]
    for field in written:
        setattr(thing, field.attname, field.to_python(image.get(field.column)))
    thing.full_clean()
    thing.save(force_insert=is_new)


def _bring_stances_back(change: Change) -> None:
    """What a claim said of actors went with it, in the same transaction."""
    if change.table != "events_claim":
        return
    went = Change.objects.filter(
        table="events_claimstance", kind=ChangeKind.DELETED, transaction=change.transaction, at=change.at
    )
    for stance in went.filter(before__claim_id=change.row):
        _write(ClaimStance(), stance.before, {"id", "claim_id", "actor_id", "stance"}, is_new=True)
