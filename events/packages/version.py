"""The data version: which changes of the record count, so that the record can be seen again as it stood (docs/adr/0015)."""

import json
from dataclasses import dataclass, field

from django.db import connection
from django.db.models import Q

from events.choices import ChangeKind
from events.models import Change, Incident

# What a package is made of, each with the column by which its rows belong to a chosen dataset, and to which table of these.
RECORD: dict[str, tuple[str, str] | None] = {
    "events_dataset": None,
    "events_place": None,
    "events_actor": None,
    "events_source": None,
    "events_report": None,
    "events_incident": ("dataset_id", "events_dataset"),
    "events_incident_reports": ("incident_id", "events_incident"),
    "events_involvement": ("incident_id", "events_incident"),
    "events_claim": ("incident_id", "events_incident"),
    "events_claimstance": ("claim_id", "events_claim"),
    "events_estimate": ("incident_id", "events_incident"),
    "events_estimateclaim": ("estimate_id", "events_estimate"),
    "events_correction": ("incident_id", "events_incident"),
}

# Gaps before a row of the last two days: none older can still be filled, as no transaction stays open for a day.
NOW = """
SELECT coalesce(max(id), 0), coalesce(
    jsonb_agg(jsonb_build_array(before + 1, id - 1) ORDER BY id) FILTER (WHERE id > before + 1 AND at > now() - interval '2 days'),
    '[]')
FROM (SELECT id, at, lag(id, 1, 0::bigint) OVER (ORDER BY id) AS before FROM events_change) listed
"""


@dataclass(frozen=True, slots=True)
class Version:
    """The state of the history at one moment: the changes up to `last_change`, but for those not seen then.

    Ids are given out while transactions write. One that commits late fills a gap among ids that were seen: `missing` names
    the gaps of then, as pairs of the first and the last id. Transactions' own numbers would tell less: a database that was
    dumped and loaded counts them anew, and a snapshot does not name all that were open.
    """

    last_change: int
    missing: list[list[int]] = field(default_factory=list)

    @property
    def is_later(self) -> Q:
        """The condition that a change is not in it."""
        later = Q(pk__gt=self.last_change)
        for first, last in self.missing:
            later |= Q(pk__range=(first, last))
        return later


def version_now() -> Version:
    """That of this statement's moment; in a transaction of one moment, of everything read in it."""
    with connection.cursor() as cursor:
        cursor.execute(NOW)
        last_change, missing = cursor.fetchone()
        return Version(last_change, json.loads(missing))


def changed_since(version: Version):
    """Changes of what packages are made of that are not in that version, whichever dataset they belong to."""
    return Change.objects.filter(version.is_later, table__in=RECORD)


def is_same_record(one: Version, other: Version, dataset: int) -> bool:
    """Whether what a package of this dataset (its id) is made of stood alike in both."""
    differing = (one.is_later & ~other.is_later) | (other.is_later & ~one.is_later)
    return not Change.objects.filter(differing, _touching(dataset)).exists()


def has_changed_since(version: Version, dataset: int) -> bool:
    """Whether what a package of this dataset is made of stands otherwise today."""
    return changed_since(version).filter(_touching(dataset)).exists()


def _touching(dataset: int) -> Q:
    """The condition that a change could alter a package of the dataset. Who or what is only new is named nowhere yet: the
    row that names it is a change too."""
    named = [table for table, belongs in RECORD.items() if belongs is None and table != "events_dataset"]
    bound = [table for table, belongs in RECORD.items() if belongs is not None and table != "events_incident"]
    theirs = Q(incident=None) | Q(incident__in=Incident.objects.filter(dataset=dataset).values("pk"))
    return (
        Q(table="events_dataset", row=dataset)
        | (Q(table__in=named) & ~Q(kind=ChangeKind.INSERTED))
        | (Q(table="events_incident") & (Q(before__dataset_id=dataset) | Q(after__dataset_id=dataset)))
        | (Q(table__in=bound) & theirs)
    )
