from collections.abc import Iterable
from itertools import groupby

from django.db import transaction

from events.actions.acting import acting
from events.choices import PlaceLevel
from events.drafts import DraftPlace
from events.imports.places.geonames import Country, Town
from events.imports.places.pcodes import Coding
from events.imports.places.plan import Plan, plan
from events.models import Change, Place

WHY = "places loaded"
"""What the history says of every write of this action, and by which it knows its own again."""


@transaction.atomic
def load_places(
    *, country: Country, towns: Iterable[Town], coding: Coding | None = None, is_trial: bool = False
) -> Plan:
    """Add a country's places, all or nothing, and return what was done; with `is_trial` what would be.

    A recorded place keeps its name, parent and point: blanks are filled when it gets its p-code, and a town that nobody
    has touched moves down from the country once it is known where it stands. Twice the same is once.
    """
    rows = list(Place.objects.values("pk", *OWN, "parent__slug"))
    made = plan(country, towns, coding, [_draft(row) for row in rows], _untouched())
    if not is_trial:
        acting(by=None, why=WHY)
        _write(made, {row["slug"]: row["pk"] for row in rows})
    return made


OWN = ("slug", "name", "name_local", "aliases", "level", "pcode", "latitude", "longitude")


def _draft(row: dict) -> DraftPlace:
    values = {name: row[name] for name in OWN} | {"aliases": tuple(row["aliases"]), "level": PlaceLevel(row["level"])}
    return DraftPlace(**values, parent=row["parent__slug"] or "")


def _untouched() -> set[str]:
    """Slugs of the towns directly in a country of which the history knows no other writer."""
    touched = Change.objects.filter(table=Place._meta.db_table).exclude(why=WHY).values("row")
    towns = Place.objects.filter(level=PlaceLevel.LOCALITY, parent__level=PlaceLevel.COUNTRY)
    return set(towns.exclude(pk__in=touched).values_list("slug", flat=True))


def _write(made: Plan, ids: dict[str, int]) -> None:
    """Level by level: the trigger that keeps lineages wants a parent there before what stands in it."""
    for whole in made.complete:
        Place.objects.filter(pk=ids[whole.slug]).update(
            pcode=whole.pcode,
            name_local=whole.name_local,
            aliases=list(whole.aliases),
            latitude=whole.latitude,
            longitude=whole.longitude,
        )
    order = PlaceLevel.values.index
    for _level, drafts in groupby(
        sorted(made.add, key=lambda draft: order(draft.level)), key=lambda draft: draft.level
    ):
        created = Place.objects.bulk_create([_place(draft, ids) for draft in drafts], batch_size=1000)
        ids |= {place.slug: place.pk for place in created}
    moved = {place.slug: place for place in Place.objects.filter(slug__in=[slug for slug, _parent in made.down])}
    for slug, parent in made.down:
        moved[slug].parent_id = ids[parent]
    Place.objects.bulk_update(moved.values(), ["parent"], batch_size=1000)


def _place(draft: DraftPlace, ids: dict[str, int]) -> Place:
    values = {name: getattr(draft, name) for name in OWN} | {"aliases": list(draft.aliases)}
    return Place(**values, parent_id=ids[draft.parent] if draft.parent else None)
