"""An imported file into the record: one transaction, all of it or nothing."""

import gc
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from django.db import DatabaseError, connection, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from psycopg.types.json import Jsonb

from events.actions.acting import acting
from events.actions.batch_rows import Rows, read_ahead, rows_of
from events.actions.beat import Beat, Stopped
from events.actions.copying import copy_rows
from events.actions.ending import BatchRefused, ended, reason, refused_by_database
from events.actions.fates import Fate, Fated, fated
from events.actions.gone import gone_from, retract_all
from events.actions.load import tell_planner
from events.actions.names import NameRefused, ids_of_names
from events.actions.naming import Names, UnknownName
from events.actions.renew import Renewal, cells_of
from events.actions.writer import LOT, Writer
from events.choices import BatchState, Status
from events.drafts import DraftIncident
from events.models import Batch, Dataset, Origin
from events.words import Unreadable

ORIGIN = ("incident_id", "dataset_id", "batch_id", "key", "row", "digest", "values", "version")


def load_batch(*, batch: Batch, by=None, rows: Rows | None = None) -> Batch:
    """Record what a checked file holds, all of it or nothing, and say in the batch what came of it. Never raises for people.

    The batch ends *loaded*, *cancelled* where somebody asked for that, or *failed* with the reason. Rows with errors are
    left out where `good_rows_only`, else they refuse the whole. While it runs `heard_at` and `rows_done` move every second.
    """
    expected = sum(number for fate, number in batch.counts.items() if fate != "gone")
    try:
        with _collecting_by_lot(), Beat(batch, rows_all=expected) as beat, transaction.atomic():
            counts = _Loading(batch, by).run(rows or rows_of(batch=batch), beat)
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            beat.silence()
            _loaded(batch, counts)
        tell_planner()
    except Stopped:
        ended(batch=batch, state=BatchState.CANCELLED)
    except (BatchRefused, NameRefused, UnknownName, Unreadable) as why:
        ended(batch=batch, state=BatchState.FAILED, failed_because=str(why))
    except DatabaseError as why:
        ended(batch=batch, state=BatchState.FAILED, failed_because=refused_by_database(why=why))
    batch.refresh_from_db()
    return batch


@contextmanager
def _collecting_by_lot() -> Iterator[None]:
    """Python looks for unused circles of objects when a lot is written, and not whenever some thousand rows were made: with
    all drafts of a lot alive, looking took as long as all the rest."""
    gc.freeze()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.unfreeze()


def _loaded(batch: Batch, counts: Counter) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()::text::bigint")
        [number] = cursor.fetchone()
    ended(batch=batch, state=BatchState.LOADED, transaction=number, counts=dict(counts), failed_because="")


class _Loading:
    """One load, lot by lot."""

    def __init__(self, batch: Batch, by):
        self.batch, self.by = batch, by
        self.counts: Counter = Counter()

    def run(self, rows: Rows, beat: Beat) -> Counter:
        acting(by=self.batch.uploaded_by or self.by, why=reason(batch=self.batch))
        self.batch.dataset = Dataset.objects.select_for_update().get(pk=self.batch.dataset_id)  # one load at a time
        refuse_unless_loadable(batch=self.batch)
        self._open_dataset()
        self.writer = Writer(
            dataset=self.batch.dataset,
            names=Names(ids_of_names(batch=self.batch)),
            entered_by=self.batch.uploaded_by,
            publishes=self.batch.publish,
        )
        self.renewal = Renewal(self.batch, self.writer, self.batch.uploaded_by or self.by)
        with rows() as read, read_ahead(rows=read) as lots:
            for lot in lots:
                self._write(fated(batch=self.batch, lot=lot, keys=self.writer.keys))
                beat.done(len(lot))
        self.writer.link()
        self._let_go(gone_from(batch=self.batch))
        return self.counts

    def _open_dataset(self) -> None:
        """One that was made for a file is shown to readers once an editor has confirmed that it is published; one that a
        person made before stays as private as that person left it."""
        dataset, is_confirmed = self.batch.dataset, self.batch.publish and self.batch.confirmed_by_id
        if is_confirmed and not dataset.incidents.exists() and dataset.was_made_for_a_file():
            dataset.is_public = True
            dataset.save(update_fields=["is_public"])

    def _write(self, lot: Sequence[Fated]) -> None:
        self.counts.update(one.fate for one in lot)
        if self.counts[Fate.REFUSED] and not self.batch.good_rows_only:
            raise BatchRefused(_refused(next(one for one in lot if one.fate == Fate.REFUSED)))
        by_fate = {fate: [one for one in lot if one.fate == fate] for fate in Fate}
        self._add(by_fate[Fate.ADDED])
        self.renewal.renew(by_fate[Fate.CHANGED] + by_fate[Fate.BACK])
        with connection.cursor() as cursor:
            # foreign keys are looked at lot by lot: the list of what to look at stays short
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
        gc.collect()

    def _add(self, lot: Sequence[Fated]) -> None:
        drafts = [self._stands(one.draft) for one in lot]
        ids = self.writer.write(drafts, [report for one in lot for report in one.row.reports])
        copy_rows(
            into=Origin,
            columns=ORIGIN,
            rows=(self._origin(one, id) for one, id in zip(lot, ids, strict=True)),
        )

    def _let_go(self, gone: QuerySet[Origin]) -> None:
        """What the release no longer holds is retracted only by choice."""
        ids = list(gone.order_by("incident").values_list("incident", flat=True))
        if ids:
            self.counts["gone"] = len(ids)
        if not ids or not self.batch.retract_gone:
            return
        if self.by is not None and not self.by.has_perm("events.publish_incident"):
            raise BatchRefused(_("What is gone from a release is retracted by an editor."))
        for start in range(0, len(ids), LOT):
            retract_all(incidents=ids[start : start + LOT], because=reason(batch=self.batch), by=self.by)

    def _stands(self, draft: DraftIncident) -> DraftIncident:
        """What was retracted stays so; all else comes published, or as a draft."""
        if draft.status == Status.RETRACTED:
            return draft
        return replace(draft, status=Status.PUBLISHED if self.batch.publish else Status.DRAFT)

    def _origin(self, one: Fated, incident: int) -> tuple:
        return (
            *(incident, self.batch.dataset_id, self.batch.pk, one.draft.key, one.row.row),
            *(one.digest, Jsonb(cells_of(one=one)), 1),
        )


def refuse_unless_loadable(*, batch: Batch) -> None:
    """Raise BatchRefused for what the dataset has already, and for what nobody else confirmed."""
    same = Batch.objects.loaded().filter(dataset=batch.dataset, sha256=batch.sha256).exclude(pk=batch.pk).first()
    if same is not None:
        said = _("The very same file was loaded on %(day)s, as import %(number)s: it changes nothing.")
        raise BatchRefused(said % {"day": same.ended_at.date().isoformat(), "number": same.pk}, earlier=same)
    if batch.publish and batch.uploaded_by_id is not None and batch.confirmed_by_id in (None, batch.uploaded_by_id):
        raise BatchRefused(_("A file that is published is confirmed by somebody else than whoever uploaded it."))


def _refused(one: Fated) -> str:
    [first, *_rest] = [error for error in one.errors if error.gravity == "error"] or [None]
    said = _("Row %(row)s has errors, and only good rows are loaded by choice: %(problem)s")
    return said % {"row": one.row.row, "problem": first.problem if first else _("it could not be read.")}
