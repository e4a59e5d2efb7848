"""Harm attributed to actors: sole, joint, contested and not attributed, and the line that reconciles them (C9)."""

from collections import defaultdict
from functools import partial

from events.analytics.chosen import ATTRIBUTED, TOTAL, Part, Row, Sql
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
FROM blame LEFT JOIN events_actor actor ON actor.id = actor_id"""


def part(*, within=None) -> Part:
    """Sums by attribution, in all and for the tops of the actor trees, or for the parts of one actor (`within`)."""
    above = within.lineage if within else []
    counted = partial(_counted, depth=len(above) + 1, under=within and within.pk)
    return Part("attribution", counted, lambda: Sql(SELECT, (TABLES,), (len(above) + 1, above)))


def _counted(chosen: Chosen, *, depth: int, under: int | None) -> list[Row]:
    actors = chosen.view.actors
    rows = [Row(total=total, a=how) for how, total in harmed.attributed(chosen).items()]
    for (number, how), total in harmed.attributed_to(chosen, depth, under).items():
        slug, name, name_local = actors.names(number)
        rows.append(Row(total=total, number=int(actors.ids[number]), a=how, c=slug, d=name, e=name_local))
    return rows


def read(rows: list[Row], whole: Total) -> AttributionPanel:
    """The rows of `part` → panel, largest best first. `whole` is the selection's total, which the four parts make up."""
    parts, by_actor = {}, defaultdict(dict)
    for row in rows:
        if row.number is None:
            parts[Attribution(row.a)] = row.total
        else:
            by_actor[row.c, row.d, row.e][Attribution(row.a)] = row.total
    actors = [
        ActorRow(*names, parts=by, incidents=sum(one.incidents for one in by.values()))
        for names, by in by_actor.items()
    ]
    return AttributionPanel(sorted(actors, key=_largest_first), parts, whole)


def _largest_first(row: ActorRow) -> tuple:
    bests = [part.best for part in row.parts.values() if part.best is not None]
    return -sum(bests), -row.incidents, row.name, row.slug
