"""What is to become of the rows of a file, against what the record has of their dataset."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

import orjson
from django.utils.translation import gettext as _

from events.actions.naming import Keys
from events.actions.sound import unsound
from events.choices import BatchState, Gravity, Status
from events.drafts import DraftIncident, DraftRow, RowError
from events.imports.base import RELEASE
from events.models import Batch, Origin


class Fate(StrEnum):
    """Of a row. `back`: its incident was taken away by undoing an import, and comes back as the same one."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    KEPT = "kept"
    BACK = "back"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Fated:
    """A row with what is to become of it; `origin` is that of its incident where there is one."""

    row: DraftRow
    fate: Fate
    digest: str = ""
    origin: Origin | None = None
    errors: tuple[RowError, ...] = ()

    @property
    def draft(self) -> DraftIncident:
        return self.row.incident


def fated(*, batch: Batch, lot: Sequence[DraftRow], keys: Keys) -> list[Fated]:
    """What is to become of each row of a lot. A key that stood in the file before is an error of the later row."""
    drafted = [row.incident.key for row in lot if row.incident]
    found = Origin.objects.filter(dataset=batch.dataset, key__in=drafted)
    origins = {origin.key: origin for origin in found.select_related("incident", "batch")}
    seen = keys.find("row", drafted)
    known = len(seen)
    judged = [_judged(batch, row, origins, seen) for row in lot]
    keys.add("row", dict(list(seen.items())[known:]))
    return judged


def _judged(batch: Batch, row: DraftRow, origins: dict[str, Origin], seen: dict[str, int]) -> Fated:
    draft = row.incident
    errors = row.errors + (unsound(row=row) if draft else ())
    if draft and draft.key in seen:
        errors += (_double(row, seen[draft.key]),)
    elif draft:
        seen[draft.key] = row.row
    if draft is None or any(error.gravity == Gravity.ERROR for error in errors):
        return Fated(row, Fate.REFUSED, errors=errors)
    origin, digest = origins.get(draft.key), digest_of(row=row)
    return Fated(row, fate_of(origin=origin, digest=digest), digest, origin, errors)


def fate_of(*, origin: Origin | None, digest: str) -> Fate:
    """Of a sound row: against the incident that came from it before, as that stands now."""
    if origin is None:
        return Fate.ADDED
    incident = origin.incident
    if origin.version != incident.version or (
        incident.status in (Status.RETRACTED, Status.MERGED) and origin.batch.state != BatchState.UNDONE
    ):
        return Fate.UNCHANGED if origin.digest == digest else Fate.KEPT
    if incident.status == Status.RETRACTED:
        return Fate.BACK
    return Fate.UNCHANGED if origin.digest == digest else Fate.CHANGED


def _double(row: DraftRow, first: int) -> RowError:
    value = _("%(key)s, as in row %(row)s") % {"key": row.incident.key, "row": first}
    said = _("The same key stands in an earlier row: one incident stands in one row.")
    return RowError(row.row, "", value, said, _("Leave one of the two, or give this one a key of its own."))


def digest_of(*, row: DraftRow) -> str:
    """Of what was understood, so that another name of a column changes nothing.

    Nor does it that the same is said again: of the report that the release itself is, only what stands in it counts.
    """
    draft = row.incident
    said = tuple(replace(one, claimed_on=date.min) if one.report == RELEASE else one for one in draft.claims)
    reports = [report for report in row.reports if report.key != RELEASE]
    packed = orjson.dumps([replace(draft, claims=said), reports], option=orjson.OPT_NON_STR_KEYS)
    return hashlib.sha256(packed).hexdigest()
