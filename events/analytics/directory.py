"""Who and what the chosen incidents speak of: actors, places and sources by their permanent name, a page at a time."""

from dataclasses import dataclass

from events.analytics.listing import plain, read_key, write_key
from events.analytics.sources import SourceRow, sources
from events.models import Actor, Place
from events.reading_from import reading_connection

PAGE = 100

# Under {chosen} every incident once, and every node above the one that stands in it (C10).
TOOK_PART = """SELECT DISTINCT i.incident_id, unnest(a.lineage) AS node
    FROM chosen c JOIN events_involvement i ON i.incident_id = c.id JOIN events_actor a ON a.id = i.actor_id
    WHERE i.role = %s AND i.strength <> 'denied'"""
STOOD_IN = (
    """SELECT c.id AS incident_id, unnest(p.lineage) AS node FROM chosen c JOIN events_place p ON p.id = c.place_id"""
)
SELECT = """WITH chosen AS MATERIALIZED ({chosen}), counted AS (
    SELECT node, count(*) AS incidents FROM ({within}) each GROUP BY node
) SELECT n.id, counted.incidents FROM counted JOIN {table} n ON n.id = counted.node
WHERE n.slug > %s ORDER BY n.slug LIMIT %s"""


@dataclass(frozen=True, slots=True)
class Found:
    """An actor or a place, with how many of the chosen incidents it is in, or anything under it."""

    one: Actor | Place
    incidents: int


@dataclass(frozen=True, slots=True)
class Page:
    """One page; `after` is the key of the next one, or None."""

    rows: list
    after: str | None


def actors(selection) -> Page:
    """Actors that have the role asked for in the chosen incidents, and what they are part of."""
    return _nodes(selection, Actor, TOOK_PART, [selection.role.value])


def places(selection) -> Page:
    """Places of the chosen incidents, and what they lie in."""
    return _nodes(selection, Place, STOOD_IN, [])


def voices(selection) -> Page:
    """Sources that speak of the chosen incidents, or published reports of them."""
    beyond = _after(selection)
    rows = sorted((row for row in sources(selection) if row.source.slug > beyond), key=lambda row: row.source.slug)
    return _page(rows[: PAGE + 1], lambda row: row.source)


def _nodes(selection, model: type[Actor] | type[Place], within: str, params: list) -> Page:
    chosen, values = selection.incidents().order_by().values("id", "place_id").query.sql_with_params()
    statement = SELECT.format(chosen=chosen, within=within, table=model._meta.db_table)
    with reading_connection().cursor() as cursor:
        cursor.execute(statement, [*values, *params, _after(selection), PAGE + 1])
        counts = dict(cursor.fetchall())
    named = model.objects.select_related("parent").in_bulk(list(counts))
    return _page([Found(named[pk], incidents) for pk, incidents in counts.items()], lambda row: row.one)


def _after(selection) -> str:
    """The permanent name after which the page begins; "" comes before every name."""
    key = selection.shown["after"]
    return read_key(key, plain)[0] if key else ""


def _page(rows: list[Found] | list[SourceRow], named) -> Page:
    if len(rows) <= PAGE:
        return Page(rows, None)
    last = named(rows[PAGE - 1])
    return Page(rows[:PAGE], write_key(last.slug, last.pk))
