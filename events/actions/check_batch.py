"""An imported file looked through: every problem, every name, and what it would do to the record. Nothing is recorded."""

from collections import Counter
from collections.abc import Iterable, Sequence

from django.db import DatabaseError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from events.actions.acting import acting
from events.actions.batch_rows import chosen, file_of, read_ahead, release_of
from events.actions.beat import Beat, Stopped
from events.actions.copying import copy_rows
from events.actions.ending import ended, refused_by_database
from events.actions.fates import Fate, Fated, fated
from events.actions.gone import gone_from
from events.actions.looking import look
from events.actions.names import note_names
from events.actions.naming import Keys
from events.choices import BatchState, Gravity, NamedKind
from events.drafts import DraftName, RowError
from events.imports.files import opened
from events.imports.readers import READERS
from events.models import Batch, BatchProblem, Origin
from events.words import Unreadable

PROBLEM = ("batch_id", "gravity", "row", "column", "value", "problem", "mend")
LONGEST = {"column": 200, "value": 300}
SAMPLES = 5
CHANGES = 6
"""Incidents, and columns of each, that are shown of what would change."""
MOST_PROBLEMS = 10_000
"""Of each gravity; beyond, it is told how many more there are: nobody reads on, and a file can be all errors."""


def check_batch(*, batch: Batch, by=None) -> Batch:
    """Look a file through, and say in the batch what was found. Never raises for people.

    The batch ends *checked*, *cancelled* where somebody asked for that, or *failed* where the file as a whole cannot be
    read. `counts` says how many incidents would be added, changed and so on; `reading["found"]` how it was read, and some of
    what would change. While it runs `heard_at` and `rows_done` move every second.
    """
    checking = _Checking(batch)
    told = {name: value for name, value in batch.reading.items() if name != "found"}
    try:
        with Beat(batch) as beat, transaction.atomic():
            acting(by=by)
            checking.run(beat)
            beat.silence()
            reading = {"reading": told | {"found": checking.found}, "counts": dict(checking.counts)}
            rows = {"rows_done": beat.rows_done, "rows_all": beat.rows_done, "failed_because": ""}
            Batch.objects.filter(pk=batch.pk).update(
                state=BatchState.CHECKED, heard_at=timezone.now(), **reading, **rows
            )
    except Stopped:
        ended(batch=batch, state=BatchState.CANCELLED)
    except Unreadable as why:
        found = {"reading": told | {"found": checking.found}, "counts": {}}
        ended(batch=batch, state=BatchState.FAILED, failed_because=str(why), **found)
    except DatabaseError as why:
        ended(batch=batch, state=BatchState.FAILED, failed_because=refused_by_database(why=why))
    batch.refresh_from_db()
    return batch


class _Checking:
    """One look through a file, lot by lot."""

    def __init__(self, batch: Batch):
        self.batch = batch
        self.found: dict = {}
        self.counts: Counter = Counter()
        self.told: Counter = Counter()
        self.names: dict[tuple[NamedKind, str], tuple[DraftName, list[int]]] = {}
        self.samples: dict[str, list[dict]] = {}

    def run(self, beat: Beat) -> None:
        batch = self.batch
        batch.problems.all().delete()
        keys = Keys()
        with file_of(batch=batch) as file, opened(file, **chosen(batch=batch)) as read:
            self.found, tables = look(batch=batch, opened=read)
            beat.rows_all = read.lines
            rows = READERS[batch.format].read(tables, release_of(batch=batch))
            with read_ahead(rows=rows) as lots:
                for lot in lots:
                    self._note(fated(batch=batch, lot=lot, keys=keys))
                    beat.done(len(lot))
            self._keep(read.notes)
        self._note_gone()
        self._note_more()
        note_names(batch=batch, names={name: (rows, first) for name, (rows, first) in self.names.values()})
        self.found |= {"would": self.samples}

    def _note(self, lot: Sequence[Fated]) -> None:
        self.counts.update(str(one.fate) for one in lot)
        self._keep(error for one in lot for error in (*(one.errors or one.row.errors), *_kept(one)))
        for one in lot:
            for name in one.row.names:
                known = self.names.get((name.kind, name.key))
                if known is None:
                    self.names[name.kind, name.key] = (name, [1, one.row.row])
                else:
                    known[1][0] += 1
            if one.fate not in (Fate.UNCHANGED, Fate.REFUSED):
                self._sample(one)

    def _sample(self, one: Fated) -> None:
        kept = self.samples.setdefault(str(one.fate), [])
        if len(kept) < SAMPLES:
            was, now = one.origin.values if one.origin else {}, one.row.values
            changed = [name for name in now.keys() | was.keys() if was.get(name, "") != now.get(name, "")]
            pairs = [[name, was.get(name, ""), now.get(name, "")] for name in sorted(changed)[:CHANGES]]
            kept.append({"row": one.row.row, "title": one.draft.title, "changes": pairs if one.origin else []})

    def _note_gone(self) -> None:
        """Incidents of the dataset that came from a file before and are not in this one, where it is a whole release."""
        gone = gone_from(batch=self.batch).select_related("incident").order_by("row", "id")
        if number := gone.count():
            self.counts["gone"] = number
            titles = gone.values_list("incident__title", flat=True)[:SAMPLES]
            self.samples["gone"] = [{"row": None, "title": title, "changes": []} for title in titles]
            self._keep(map(_gone, gone.iterator(chunk_size=2000)))

    def _note_more(self) -> None:
        """Of how many problems there was no room."""
        for gravity, number in list(self.told.items()):
            if number > MOST_PROBLEMS:
                said = _("There are %(count)s more such problems.") % {"count": number - MOST_PROBLEMS}
                more = self._problem(RowError(None, "", "", said, gravity=gravity))
                copy_rows(into=BatchProblem, columns=PROBLEM, rows=[more])

    def _keep(self, errors: Iterable[RowError]) -> None:
        written = []
        for error in errors:
            self.told[error.gravity] += 1
            if self.told[error.gravity] <= MOST_PROBLEMS:
                written.append(self._problem(error))
        copy_rows(into=BatchProblem, columns=PROBLEM, rows=written)

    def _problem(self, error: RowError) -> tuple:
        texts = (
            error.column[: LONGEST["column"]],
            error.value[: LONGEST["value"]],
            str(error.problem),
            str(error.mend),
        )
        return (self.batch.pk, error.gravity, error.row, *(text.replace("\0", "") for text in texts))


def _kept(one: Fated) -> tuple[RowError, ...]:
    if one.fate != Fate.KEPT:
        return ()
    said = _("A person has changed it since it was imported, so it stays as it is.")
    return (RowError(one.row.row, "", one.origin.incident.code, said, gravity=Gravity.NOTE),)


def _gone(origin: Origin) -> RowError:
    value = f"{origin.incident.code} ({origin.key})"
    return RowError(None, "", value, _("It is no longer in the file."), gravity=Gravity.NOTE)
