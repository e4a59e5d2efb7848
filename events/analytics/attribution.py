"""Harm attributed to actors: sole, joint, contested and not attributed, and the line that reconciles them (C9)."""

from collections import defaultdict
from functools import partial

from events.analytics.chosen import ATTRIBUTED, TOTAL, Part, Row, Sql, counted
from events.analytics.columnar import harmed
from events.analytics.columnar.counting import Chosen
from events.analytics.rows import ActorRow, AttributionPanel
from events.choices import Attribution
from events.figures import Total

# `answering` are the actors a row is made for: the tops of the trees, or the children of one actor. Each perpetrator
# answers to the one above it; an incident counts once in a row, however many perpetrators under it took part.
TABLES = f"""{ATTRIBUTED}, answering AS (
    SELECT DISTINCT i.incident_id, a.lineage[%s] AS actor_id
    FROM events_involvement i JOIN events_actor a ON a.id = i.actor_id JOIN chosen ON chosen.id = i.incident_id
    WHERE i.role = 'perpetrator' AND i.strength <> 'denied' AND a.lineage @> %s::bigint[]
), shared AS (
    SELECT answering.actor_id, attributed.* FROM attributed JOIN answering ON answering.incident_id = attributed.id
    WHERE answering.actor_id IS NOT NULL
), blame AS (
    SELECT NULL::bigint AS actor_id, attribution, {TOTAL} FROM attributed GROUP BY attribution
    UNION ALL SELECT actor_id, attribution, {TOTAL} FROM shared GROUP BY actor_id, attribution
)"""
SELECT = """SELECT 'attribution', actor_id, NULL::date, NULL::date, attribution, NULL::text, actor.slug, actor.name,
    actor.name_local, blame.incidents, blame.low, blame.best, blame.high, blame.unknown, blame.lent, blame.uncounted
FROM blame LEFT JOIN events_actor actor ON actor.id = actor_id
UNION ALL SELECT 'attribution', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
    count(DISTINCT actor_id), NULL, NULL, NULL, NULL, NULL, NULL FROM blame"""


def part(*, within=None, most: int | None = None) -> Part:
    """Sums by attribution, in all and for the tops of the actor trees, or for the parts of one actor (`within`); of no more
    actors than `read` then keeps."""
    above = within.lineage if within else []
    from_columns = partial(_counted, depth=len(above) + 1, under=within and within.pk, most=most)
    return Part("attribution", from_columns, lambda: Sql(SELECT, (TABLES,), (len(above) + 1, above)))


def _counted(chosen: Chosen, *, depth: int, under: int | None, most: int | None) -> list[Row]:
    actors = chosen.view.actors
    rows = [Row(total=total, a=how) for how, total in harmed.attributed(chosen).items()]
    found, there_are = harmed.attributed_to(chosen, depth, under, most)
    for (number, how), total in found.items():
        slug, name, name_local = actors.names(number)
        rows.append(Row(total=total, number=int(actors.ids[number]), a=how, c=slug, d=name, e=name_local))
    return [*rows, Row(total=counted(there_are))]


def read(rows: list[Row], whole: Total, *, most: int | None = None) -> AttributionPanel:
    """The rows of `part` → panel, largest best first, of the first `most` actors. `whole` is the selection's total, which the
    four parts make up."""
    parts, by_actor, there_are = {}, defaultdict(dict), 0
    for row in rows:
        if row.number is not None:
            by_actor[row.c, row.d, row.e][Attribution(row.a)] = row.total
        elif row.a is not None:
            parts[Attribution(row.a)] = row.total
        else:
            there_are = row.total.incidents
    actors = [
        ActorRow(*names, parts=by, incidents=sum(one.incidents for one in by.values()))
        for names, by in by_actor.items()
    ]
    told = sorted(actors, key=_largest_first)[:most]
    return AttributionPanel(told, parts, whole, there_are - len(told))


def _largest_first(row: ActorRow) -> tuple:
    bests = [part.best for part in row.parts.values() if part.best is not None]
    return -sum(bests), -row.incidents, row.name, row.slug
