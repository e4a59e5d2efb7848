"""The figures beside the headline, and combatants by whose they were: sums over current estimates of the chosen."""

from events.analytics.chosen import TOTAL, Chosen, as_total, fetch
from events.analytics.overview import Overview
from events.analytics.rows import Headline, SufferedRow
from events.choices import Casualties, Harm, Subset, VictimGroup
from events.figures import Total

COMPANIONS = {
    "civilians": (Harm.KILLED, VictimGroup.CIVILIANS),
    "not_stated": (Harm.KILLED, VictimGroup.NOT_STATED),
    "children": (Harm.KILLED, Subset.CHILDREN),
    "injured": (Harm.INJURED, VictimGroup.ALL),
}

SQL = """
WITH {chosen}, told AS (
    SELECT e.harm, e.victims, a.lineage[1] AS root, e.low, e.best, e.high, e.is_uncounted AS uncounted
    FROM events_estimate e JOIN chosen ON chosen.id = e.incident_id LEFT JOIN events_actor a ON a.id = e.combatants_of_id
    WHERE e.is_current AND (e.combatants_of_id IS NULL OR e.harm = %s)
)
SELECT told.harm, told.victims, root, min(actor.slug), min(actor.name), min(actor.name_local), {total}
FROM told LEFT JOIN events_actor actor ON actor.id = told.root
GROUP BY told.harm, told.victims, root
ORDER BY 9 DESC NULLS LAST, 4
"""


def headline(selection, overview: Overview) -> tuple[Headline, list[SufferedRow]]:
    """The headline's figures, and who suffered: combatants of each actor, largest best first (C9)."""
    chosen = Chosen.of(selection.incidents())
    sql = SQL.format(chosen=chosen.cte(), total=TOTAL)
    rows = fetch(sql, (*chosen.params, selection.harm))
    told = {(harm, victims): row for harm, victims, root, _slug, _name, _local, *row in rows if root is None}
    whole = overview.total.incidents
    companions = {name: _of_all(told.get(key), whole) for name, key in COMPANIONS.items()}
    suffered = [
        SufferedRow(slug, name, local, as_total(row)) for _harm, _victims, root, slug, name, local, *row in rows if root
    ]
    states = overview.counts["casualties"]
    return Headline(
        main=overview.total,
        **companions,
        recorded=states.get(Casualties.REPORTED, 0),
        none=states.get(Casualties.NONE, 0),
        unknown=states.get(Casualties.UNKNOWN, 0),
    ), suffered


def _of_all(row, incidents: int) -> Total:
    """A total over estimates, told of all incidents: those without an estimate are among the unknown."""
    if row is None:
        return Total(incidents=incidents, unknown=incidents)
    part = as_total(row)
    return Total(
        incidents, part.low, part.best, part.high, incidents - part.incidents + part.unknown, part.lent, part.uncounted
    )
