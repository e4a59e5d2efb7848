"""Of two incidents that are one, the claims of one move to the other and its code leads there for ever; and back again."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from events.actions.acting import acting
from events.actions.assess import assess
from events.actions.moving import Moved, carry, carry_back
from events.choices import Answer, Status
from events.models import Incident, Likeness, Merge

MERGEABLE = {Status.DRAFT, Status.IN_REVIEW, Status.PUBLISHED}


class MergeRefused(Exception):
    """A merge, or the undoing of one, that may not be; the message says why and what would."""


@dataclass(frozen=True, slots=True)
class Undone:
    """A merge that was undone, and sentences about what could not be given back."""

    merge: Merge
    left: list[str]


@transaction.atomic
def merge(*, loser: Incident, winner: Incident, by, because: str) -> Merge:
    """Merge `loser` into `winner`, both drafts or an editor's to change, and make the estimates of both again.

    The row that is returned says what moved, so that `undo_merge` can give it back. Raises MergeRefused.
    """
    because = because.strip()[:300]
    loser, winner = _locked(loser, winner)
    refuse_unless_mergeable(loser=loser, winner=winner, by=by)
    if not because:
        raise MergeRefused(_("Say why the two are one incident: readers may see the reason."))
    acting(by=by, why=because)
    before = {"status": loser.status, "answer": _answered(loser, winner, by, because)}
    moved = carry(loser=loser, winner=winner)
    assess(incidents=[loser.pk, winner.pk], by=by, because=because)
    _changed(winner, by)
    loser.status, loser.merged_into = Status.MERGED, winner
    loser.version += 1
    loser.save(update_fields=["status", "merged_into", "version", "updated_at"])
    noted = before | moved.as_data()
    return Merge.objects.create(loser=loser, winner=winner, because=because, merged_by=by, moved=noted)


@transaction.atomic
def undo_merge(*, merge: Merge, by) -> Undone:
    """Give back what moved, as far as it is still there, and make the estimates of both again. Raises MergeRefused.

    Published ones return to the queue, as after any change of what readers see (sql/review.sql).
    """
    merge = Merge.objects.select_for_update().get(pk=merge.pk)
    loser, winner = _locked(merge.loser, merge.winner)
    before = merge.moved
    if merge.undone_at:
        raise MergeRefused(_("This merge is undone already."))
    if winner.status == Status.MERGED:
        raise MergeRefused(_("%(code)s was merged on since: undo that first.") % {"code": winner.code})
    _refuse_unless_permitted({winner.status, before["status"]}, by)
    because = _("The merge of %(loser)s into %(winner)s is undone.") % {"loser": loser.code, "winner": winner.code}
    acting(by=by, why=because)
    loser.status, loser.merged_into = before["status"], None
    loser.version += 1
    loser.save(update_fields=["status", "merged_into", "version", "updated_at"])
    left = carry_back(loser=loser, winner=winner, moved=Moved.of_data(before))
    _changed(winner, by)
    assess(incidents=[loser.pk, winner.pk], by=by, because=because)
    _unanswered(loser, winner, before["answer"])
    merge.undone_by, merge.undone_at = by, timezone.now()
    merge.save(update_fields=["undone_by", "undone_at"])
    return Undone(merge, left)


def refuse_unless_mergeable(*, loser: Incident, winner: Incident, by) -> None:
    """Raise MergeRefused with a sentence for people unless this person may merge the one into the other now."""
    if loser.pk == winner.pk:
        raise MergeRefused(_("That is one incident, not two."))
    if loser.dataset_id != winner.dataset_id:
        raise MergeRefused(
            _("Incidents of two datasets are not merged: say that they are the same, and they are compared (C12).")
        )
    for incident in (loser, winner):
        if incident.status not in MERGEABLE:
            state = {"code": incident.code, "status": incident.get_status_display()}
            raise MergeRefused(_("%(code)s is %(status)s, and is not merged.") % state)
    _refuse_unless_permitted({loser.status, winner.status}, by)
    if loser.status == Status.PUBLISHED and winner.status != Status.PUBLISHED:
        raise MergeRefused(
            _("Readers see %(loser)s and not %(winner)s: keep %(loser)s, or publish %(winner)s first.")
            % {"loser": loser.code, "winner": winner.code}
        )


def _refuse_unless_permitted(statuses: set[str], by) -> None:
    if Status.PUBLISHED in statuses and not by.has_perm("events.publish_incident"):
        raise MergeRefused(_("One of them is published: an editor does this."))
    if not by.has_perm("events.change_incident"):
        raise MergeRefused(_("Analysts and editors merge incidents."))


def _locked(loser: Incident, winner: Incident) -> tuple[Incident, Incident]:
    """Both as they stand now, locked in the order of their ids, as every writer of several incidents locks them."""
    rows = Incident.objects.filter(pk__in=[loser.pk, winner.pk]).order_by("pk").select_for_update()
    found = {incident.pk: incident for incident in rows}
    return found[loser.pk], found[winner.pk]


def _changed(winner: Incident, by) -> None:
    """The kept incident has another version from here on: whoever has it open is told."""
    Incident.objects.filter(pk=winner.pk).update(
        version=winner.version + 1,
        changed_by=by,
        changed_since_review=winner.changed_since_review or winner.status == Status.PUBLISHED,
        updated_at=timezone.now(),
    )


# --- merging is an answer too ----------------------------------------------------------------------------------------
def _answered(loser: Incident, winner: Incident, by, because: str) -> dict | None:
    """Answer *same*; what stood there before, None where the two were never held side by side."""
    first, second = sorted((loser.pk, winner.pk))
    said = {"answer": Answer.SAME, "part": None, "note": because, "answered_by": by, "answered_at": timezone.now()}
    row, is_new = Likeness.objects.select_for_update().get_or_create(
        first_id=first, second_id=second, defaults=said | {"score": 1.0}
    )
    if is_new:
        return None
    before = {
        "answer": row.answer,
        "part": row.part_id,
        "note": row.note,
        "answered_by": row.answered_by_id,
        "answered_at": row.answered_at.isoformat() if row.answered_at else None,
    }
    Likeness.objects.filter(pk=row.pk).update(**said)
    return before


def _unanswered(loser: Incident, winner: Incident, before: dict | None) -> None:
    """Put back what was answered before the merge; a pair that was waiting waits again."""
    first, second = sorted((loser.pk, winner.pk))
    row = Likeness.objects.filter(first_id=first, second_id=second, answer=Answer.SAME)
    if before is None:
        row.delete()
    else:
        row.update(**before)
