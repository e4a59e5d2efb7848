from collections import Counter
from collections.abc import Iterable

from django.db import connection, transaction

from events.actions.naming import Names
from events.actions.writer import LOT, Writer
from events.drafts import DraftAggregate, DraftIncident, DraftReport
from events.models import (
    Actor,
    Claim,
    ClaimStance,
    Dataset,
    Estimate,
    EstimateClaim,
    Incident,
    Involvement,
    Place,
    Report,
    Source,
)


@transaction.atomic
def load(
    *,
    dataset: Dataset,
    reports: Iterable[DraftReport],
    incidents: Iterable[DraftIncident],
    aggregates: Iterable[DraftAggregate] = (),
) -> list[Incident]:
    """Record a whole batch of drafts in one transaction: all or nothing. Returns the incidents, in the order given.

    Places, actors and sources are named by slug. Drafts carry their status: a loaded incident has nobody who entered it,
    so four eyes has nothing to compare. Raises naming.UnknownName.
    """
    reports, incidents, aggregates = list(reports), list(incidents), list(aggregates)
    _refuse_doubles([draft.key for draft in incidents])
    writer = Writer(dataset=dataset, names=Names.of_slugs())
    writer.reports.write(reports, {})
    ids = [id for at in range(0, len(incidents), LOT) for id in writer.write(incidents[at : at + LOT])]
    writer.write_aggregates(aggregates)
    writer.link()
    tell_planner()
    recorded = Incident.objects.in_bulk(ids)
    return [recorded[id] for id in ids]


def tell_planner() -> None:
    """PostgreSQL learns sizes a minute later by itself; a page asked for before then can take a hundred times as long."""
    tables = (Incident, Involvement, Claim, ClaimStance, Report, Place, Actor, Source, Estimate, EstimateClaim)
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {', '.join(model._meta.db_table for model in tables)}")


def _refuse_doubles(keys: list[str]) -> None:
    """Raise ValueError for a key that stands twice: claims of the first would be recorded under the second."""
    doubles = sorted(key for key, times in Counter(keys).items() if times > 1)
    if doubles:
        raise ValueError(f"two drafts have the same key: {doubles[0]!r}")
