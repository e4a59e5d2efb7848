"""A loaded file taken back whole, from the history: what it added is retracted, what it changed is as it was before."""

from collections.abc import Sequence

from django.db import DatabaseError, connection, transaction
from django.db.models import F, OuterRef, Subquery
from django.utils.translation import gettext as _

from events.actions.acting import acting
from events.actions.assess import assess
from events.actions.beat import Beat, Stopped
from events.actions.ending import BatchRefused, ended, refused_by_database
from events.actions.gone import retract_all, tell_withdrawn
from events.actions.putting_back import bring_back, put_back, take_away
from events.actions.renew import CONTENT, tell_given_back
from events.actions.writer import LOT
from events.choices import BatchState, ChangeKind, Gravity, Status
from events.models import (
    Batch,
    BatchProblem,
    Change,
    EstimateClaim,
    Incident,
    Mark,
    Origin,
)

PARTS = ("events_claim", "events_claimstance", "events_involvement", "events_incident_reports")
"""Tables of what stands on an incident, a claim before what stands on it."""
ORIGIN = ("batch_id", "row", "digest", "values")


def undo_batch(*, batch: Batch, by, because: str) -> Batch:
    """Take a loaded file back in one transaction, all of it or nothing, and say in the batch what came of it.

    What it added is retracted with the reason, never deleted, and keeps its origin: the same file loaded again brings the
    same incidents back. What it changed has its row, claims, involvements and reports of before, and its estimates are
    made again. What a person has changed since is left as it is, and listed among the batch's problems.
    """
    try:
        with Beat(batch, rows_all=batch.origins.count()) as beat, transaction.atomic():
            why = _("Import of %(file)s undone: %(reason)s") % {"file": batch.file_name, "reason": because}
            acting(by=by, why=why)
            left = _Undoing(batch, by, why).run(beat)
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            beat.silence()
            counts = batch.counts | ({"left": left} if left else {})
            ended(batch=batch, state=BatchState.UNDONE, counts=counts, failed_because="")
    except Stopped:
        ended(batch=batch, state=BatchState.LOADED)
    except BatchRefused as refused:
        ended(batch=batch, state=BatchState.LOADED, failed_because=str(refused))
    except DatabaseError as refused:
        ended(batch=batch, state=BatchState.LOADED, failed_because=refused_by_database(why=refused))
    batch.refresh_from_db()
    return batch


class _Undoing:
    """One undoing, lot by lot."""

    def __init__(self, batch: Batch, by, why: str):
        self.batch, self.by, self.why = batch, by, why

    def run(self, beat: Beat) -> int:
        """Take everything back; of how many incidents that was left."""
        later = (
            Batch.objects.loaded().filter(dataset=self.batch.dataset, transaction__gt=self.batch.transaction).first()
        )
        if later is not None:
            said = _("“%(file)s” was loaded into the same dataset after it: undo that first.")
            raise BatchRefused(said % {"file": later.file_name}, earlier=later)
        touched = self._changes("events_origin").order_by().values_list("incident", flat=True).distinct()
        ids, left = sorted(touched), 0
        for start in range(0, len(ids), LOT):
            lot = ids[start : start + LOT]
            left += self._undo(lot)
            beat.done(len(lot))
        return left

    def _changes(self, table: str):
        return Change.objects.filter(transaction=self.batch.transaction, table=table)

    def _undo(self, lot: Sequence[int]) -> int:
        list(Incident.objects.filter(pk__in=lot).order_by("pk").select_for_update().values_list("pk"))
        edited = Origin.objects.filter(incident__in=lot).edited().select_related("incident")
        kept = {origin.incident_id: origin for origin in edited}
        self._list(kept.values())
        added = set(
            self._changes("events_incident").filter(kind=ChangeKind.INSERTED, row__in=lot).values_list("row", flat=True)
        )
        retract_all(incidents=sorted(added - kept.keys()), because=self.why, by=self.by)
        self._restore([one for one in lot if one not in added and one not in kept])
        return len(kept)

    def _list(self, origins) -> None:
        said = _("A person has changed %(code)s since, so it is left as it is.")
        BatchProblem.objects.bulk_create(
            BatchProblem(
                batch=self.batch,
                gravity=Gravity.NOTE,
                row=origin.row,
                value=origin.incident.code,
                problem=said % {"code": origin.incident.code},
            )
            for origin in origins
        )

    def _restore(self, ids: list[int]) -> None:
        """Incidents that were there before: as they were before."""
        if not ids:
            return
        before = dict(Incident.objects.filter(pk__in=ids).values_list("pk", "status"))
        public = [pk for pk, status in before.items() if status == Status.PUBLISHED]
        withdrawn = self._to_be_withdrawn(public)
        tell_withdrawn(incidents=withdrawn, because=self.why, by=self.by)
        self._take_claims_away(ids)
        number = self.batch.transaction
        for table in reversed(PARTS):
            take_away(table=table, transaction=number, incidents=ids)
        for table in PARTS:
            bring_back(table=table, transaction=number, incidents=ids)
        put_back(table="events_origin", columns=ORIGIN, transaction=number, incidents=ids)
        put_back(
            table="events_incident",
            columns=(*CONTENT, "status", "retracted_because"),
            transaction=number,
            incidents=ids,
        )
        Incident.objects.filter(pk__in=ids).update(version=F("version") + 1)  # whoever has it open is told
        itself = Incident.objects.filter(pk=OuterRef("incident")).values("version")
        Origin.objects.filter(incident__in=ids).update(version=Subquery(itself))
        assess(incidents=ids, by=self.by, because=self.why)
        now = dict(Incident.objects.filter(pk__in=ids).values_list("pk", "status"))
        back = [pk for pk in ids if now[pk] == Status.PUBLISHED and before[pk] == Status.RETRACTED]
        tell_given_back(incidents=back, because=self.why, by=self.by)

    def _to_be_withdrawn(self, public: Sequence[int]) -> list[int]:
        """Those that this batch gave back to readers."""
        given = self._changes("events_incident").filter(row__in=public, before__status=Status.RETRACTED)
        return list(given.values_list("row", flat=True))

    def _take_claims_away(self, ids: list[int]) -> None:
        """What leans on claims that go: estimates that looked at them, marks on them."""
        claims = self._changes("events_claim").filter(kind=ChangeKind.INSERTED, incident__in=ids).values("row")
        EstimateClaim.objects.filter(claim__in=claims).delete()
        Mark.objects.filter(claim__in=claims).delete()
