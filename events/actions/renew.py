"""Incidents that a newer release has otherwise: written anew by the least writes, so that the older release can still be asked."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from events.actions.acting import acting
from events.actions.assess import assess
from events.actions.ending import BatchRefused, reason
from events.actions.fates import Fate, Fated
from events.actions.reporting import Printed
from events.actions.restating import Restating
from events.actions.writer import TOLD_BY, Writer, named_in
from events.choices import NamedKind, Status
from events.models import Batch, Claim, Correction, Estimate, Incident, Involvement, Origin

CONTENT = (
    *("title", "summary", "type", "date_start", "date_end", "date_precision", "part_of_day", "date_words", "place_id"),
    *("location_precision", "place_words", "latitude", "longitude", "grade", "rule", "rule_because"),
)
"""What a file says of an incident in its own row."""


@dataclass
class Renewal:
    """Renews the incidents of one batch, lot by lot, in the transaction of its caller."""

    batch: Batch
    writer: Writer
    by: object = None

    def renew(self, lot: Sequence[Fated]) -> None:
        """Write anew what differs, the estimates, and corrections of published numbers that change."""
        if not lot:
            return
        ids = [one.origin.incident_id for one in lot]
        rows = Incident.objects.filter(pk__in=ids).order_by("pk").select_for_update()
        incidents = {incident.pk: incident for incident in rows}
        standing = {
            pk for pk, row in incidents.items() if row.status == Status.PUBLISHED and not row.changed_since_review
        }
        printed = self.writer.reports.write(
            [report for one in lot for report in one.row.reports], named_in(drafts=[one.draft for one in lot])
        )
        self._write_rows(lot, incidents)
        self._write_involvements(lot)
        self._write_told(lot, printed)
        Restating(self.batch, self.writer).write(lot, printed)
        self._write_origins(lot, incidents)
        because = reason(batch=self.batch)
        assess(incidents=ids, by=self.by, because=because)
        tell_given_back(
            incidents=[one.origin.incident_id for one in lot if one.fate == Fate.BACK], because=because, by=self.by
        )
        self._review(standing)

    def _write_rows(self, lot: Sequence[Fated], incidents: dict[int, Incident]) -> None:
        now = timezone.now()
        for one in lot:
            incident, draft = incidents[one.origin.incident_id], one.draft
            place = self.writer.names.id(NamedKind.PLACE, draft.place, where=draft.key)
            when = draft.when
            dated = (when.start, when.end, when.precision, when.part_of_day or "", when.words)
            said = (draft.title, draft.summary, draft.type, *dated, place, draft.location_precision, draft.place_words)
            said = (*said, draft.latitude, draft.longitude, draft.grade, draft.rule, draft.rule_because)
            for name, value in zip(CONTENT, said, strict=True):
                setattr(incident, name, value)
            if one.fate == Fate.BACK:
                incident.status = self._status_again(incident)
                incident.retracted_because = ""
            incident.version += 1
            incident.updated_at = now
        written = [
            *(name.removesuffix("_id") for name in CONTENT),
            "status",
            "retracted_because",
            "version",
            "updated_at",
        ]
        Incident.objects.bulk_update(incidents.values(), written, batch_size=500)

    def _status_again(self, incident: Incident) -> Status:
        """What was public comes back so, and an editor confirms that: the file may say something else by now. What a person
        entered and nobody reviewed is a draft again (sql/again.sql)."""
        if incident.published_at is not None and not self.batch.publish:
            said = _(
                "%(code)s was public before its import was undone. Send the file to be published: an editor confirms that."
            )
            raise BatchRefused(said % {"code": incident.code})
        was_reviewed = incident.published_at is not None or incident.created_by_id is None
        return Status.PUBLISHED if self.batch.publish and was_reviewed else Status.DRAFT

    def _write_involvements(self, lot: Sequence[Fated]) -> None:
        recorded = defaultdict(dict)
        for row in Involvement.objects.filter(incident__in=[one.origin.incident_id for one in lot]):
            recorded[row.incident_id][row.actor_id, row.role] = row
        gone, new, changed = [], [], []
        for one in lot:
            theirs = recorded[one.origin.incident_id]
            said = {}
            for draft in one.draft.involvements:
                actor = self.writer.names.id(NamedKind.ACTOR, draft.actor, where=one.draft.key)
                said.setdefault((actor, draft.role), draft)
            gone += [row.pk for key, row in theirs.items() if key not in said]
            new += [(one.origin.incident_id, draft, one.draft.key) for key, draft in said.items() if key not in theirs]
            for key in said.keys() & theirs.keys():
                row, draft = theirs[key], said[key]
                if (row.strength, row.sharing) != (draft.strength, draft.sharing):
                    row.strength, row.sharing = draft.strength, draft.sharing
                    changed.append(row)
        Involvement.objects.filter(pk__in=gone).delete()
        Involvement.objects.bulk_update(changed, ["strength", "sharing"], batch_size=500)
        self.writer.write_involvements(new)

    def _write_told(self, lot: Sequence[Fated], printed: dict[str, Printed]) -> None:
        """Which reports tell of it; one in which a claim stands keeps its link."""
        ids = [one.origin.incident_id for one in lot]
        needed = set(Claim.objects.filter(incident__in=ids).values_list("incident_id", "report_id"))
        linked = {(row.incident_id, row.report_id): row.pk for row in TOLD_BY.objects.filter(incident__in=ids)}
        said = {(one.origin.incident_id, printed[key].id) for one in lot for key in one.draft.reports}
        TOLD_BY.objects.filter(pk__in=[linked[pair] for pair in linked.keys() - said - needed]).delete()
        TOLD_BY.objects.bulk_create(
            TOLD_BY(incident_id=incident, report_id=report) for incident, report in sorted(said - linked.keys())
        )

    # --- the end of a lot --------------------------------------------------------------------------------------------
    def _write_origins(self, lot: Sequence[Fated], incidents: dict[int, Incident]) -> None:
        for one in lot:
            origin = one.origin
            origin.batch, origin.row, origin.digest = self.batch, one.row.row, one.digest
            origin.values = cells_of(one=one)
            origin.version = incidents[origin.incident_id].version
        written = ["batch", "row", "digest", "values", "version"]
        Origin.objects.bulk_update([one.origin for one in lot], written, batch_size=500)

    def _review(self, standing: Iterable[int]) -> None:
        """Whoever confirmed a file that is published has reviewed what it changed, but nothing that waited before."""
        confirmed = self.batch.confirmed_by
        if not self.batch.publish or confirmed is None:
            return
        acting(by=confirmed)
        reviewed = Incident.objects.filter(pk__in=standing, changed_since_review=True).reviewable_by(confirmed)
        reviewed.update(published_by=confirmed, changed_since_review=False)
        acting(by=self.by)


def cells_of(*, one: Fated) -> dict[str, str]:
    """The row as in the file; a NUL cannot be kept."""
    return {column: text.replace("\0", "") for column, text in one.row.values.items()}


def tell_given_back(*, incidents: Sequence[int], because: str, by) -> None:
    """Tell readers of the numbers of today of public incidents (ids) that were withdrawn before."""
    public = Incident.objects.filter(pk__in=incidents, status=Status.PUBLISHED).in_bulk()
    Correction.objects.bulk_create(
        Correction.of(public[one.incident_id], one.question, was=None, now=one.figure, because=because, made_by=by)
        for one in Estimate.objects.standing().filter(incident__in=public)
    )
