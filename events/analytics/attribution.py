"""Harm attributed to actors: sole, joint, contested and not attributed, and the line that reconciles them (C9)."""

from collections import defaultdict

from events.analytics.chosen import ATTRIBUTED, TOTAL, Chosen, as_total, fetch
from events.analytics.rows import ActorRow, AttributionPanel
from events.choices import Attribution
from events.figures import Total

# `answering` are the actors a row is made for: the tops of the trees, or the children of one actor. Each perpetrator
# answers to the one above it; an incident counts once in a row, however many perpetrators under it took part.
SQL = """
WITH {chosen}, {attributed}, answering AS (
    SELECT DISTINCT i.incident_id, a.lineage[%s] AS actor_id
    FROM events_involvement i JOIN events_actor a ON a.id = i.actor_id JOIN chosen ON chosen.id = i.incident_id
    WHERE i.role = 'perpetrator' AND i.strength <> 'denied' AND a.lineage @> %s::bigint[]
), shared AS (
    SELECT answering.actor_id, attributed.* FROM attributed JOIN answering ON answering.incident_id = attributed.id
    WHERE answering.actor_id IS NOT NULL
), summed AS (
    SELECT NULL::bigint AS actor_id, attribution, {total} FROM attributed GROUP BY attribution
    UNION ALL SELECT actor_id, attribution, {total} FROM shared GROUP BY actor_id, attribution
)
SELECT actor.slug, actor.name, actor.name_local, summed.* FROM summed LEFT JOIN events_actor actor ON actor.id = actor_id
"""


def attribution(selection, whole: Total, *, within=None) -> AttributionPanel:
    """Rows for the tops of the actor trees, or for the parts of one actor (`within`); largest best first.

    `whole` is the selection's total, which the four parts make up.
    """
    chosen = Chosen.of(selection.incidents())
    sql = SQL.format(chosen=chosen.cte(), attributed=ATTRIBUTED, total=TOTAL)
    above = within.lineage if within else []
    parts, rows = {}, defaultdict(dict)
    for slug, name, name_local, actor, how, *row in fetch(sql, (*chosen.params, len(above) + 1, above)):
        if actor is None:
            parts[Attribution(how)] = as_total(row)
        else:
            rows[slug, name, name_local][Attribution(how)] = as_total(row)
    actors = [
        ActorRow(*names, parts=by, incidents=sum(part.incidents for part in by.values())) for names, by in rows.items()
    ]
    return AttributionPanel(sorted(actors, key=_largest_first), parts, whole)


def _largest_first(row: ActorRow) -> tuple:
    bests = [part.best for part in row.parts.values() if part.best is not None]
    return -sum(bests), -row.incidents, row.name
