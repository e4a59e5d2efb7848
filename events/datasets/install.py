from collections.abc import Iterable
from dataclasses import asdict

from django.db import models, transaction

from events.actions import load
from events.datasets.contents import Contents, DraftActor, DraftSource
from events.drafts import DraftPlace
from events.models import Actor, Dataset, Incident, Place, Source


@transaction.atomic
def install(*, contents: Contents) -> list[Incident]:
    """Record a dataset that is not there yet, all or nothing. Returns its incidents.

    Places, actors and sources that are there already, by slug, are left as they are. A dataset that wants to be the
    default one is not where another is. Raises actions.naming's UnknownName, and what the database refuses.
    """
    described = asdict(contents.dataset)
    described["is_default"] &= not Dataset.objects.filter(is_default=True).exists()
    dataset = Dataset.objects.create(**described)
    _add_missing(Place, contents.places, refers="parent", to=Place)
    _add_missing(Actor, contents.actors, refers="parent", to=Actor)
    _add_missing(Source, contents.sources, refers="actor", to=Actor)
    return load(dataset=dataset, reports=contents.reports, incidents=contents.incidents, aggregates=contents.aggregates)


def _add_missing(
    model: type[models.Model],
    drafts: Iterable[DraftPlace | DraftActor | DraftSource],
    *,
    refers: str,
    to: type[models.Model],
) -> None:
    """Create those whose slug is new, in the order given: a tree grows from its root."""
    there = set(model.objects.values_list("slug", flat=True))
    ids = dict(to.objects.values_list("slug", "pk"))
    for draft in drafts:
        if draft.slug in there:
            continue
        values = asdict(draft) | {"aliases": list(draft.aliases)}
        other = values.pop(refers)
        row = model.objects.create(**values, **{f"{refers}_id": ids[other] if other else None})
        if model is to:
            ids[draft.slug] = row.pk
