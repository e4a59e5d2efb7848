"""The figures beside the headline, and combatants by whose they were: sums over the estimates of the chosen that stand."""

from collections import defaultdict
from dataclasses import replace
from functools import partial

from events.analytics.chosen import TOTAL, Part, Row, Sql, counted, total_columns
from events.analytics.columnar import harmed
from events.analytics.columnar.codes import WHOSE
from events.analytics.columnar.counting import Chosen
from events.analytics.overview import Overview
from events.analytics.rows import Headline, Suffered, SufferedRow
from events.choices import Casualties, Harm, RuleName, Subset, VictimGroup
from events.figures import Total
from events.models.estimate import standing_sql

COMPANIONS = {
    "civilians": (Harm.KILLED, VictimGroup.CIVILIANS),
    "not_stated": (Harm.KILLED, VictimGroup.NOT_STATED),
    "children": (Harm.KILLED, Subset.CHILDREN),
    "injured": (Harm.INJURED, VictimGroup.ALL),
}

TABLES = """told AS (
    SELECT e.incident_id, e.harm, e.victims, e.rule, a.lineage[1] AS root, e.low, e.best, e.high,
        e.is_uncounted AS uncounted
    FROM events_estimate e JOIN chosen ON chosen.id = e.incident_id LEFT JOIN events_actor a ON a.id = e.combatants_of_id
    WHERE {standing} AND (e.combatants_of_id IS NULL OR e.harm = %s)
)"""
# The second half says by which rules the first half's numbers were made: the rule stands where a row of actors has a slug.
# Two of an actor's own forces can be harmed in one incident: their combatants add up, the incident counts once (C10).
SELECT = f"""SELECT 'totals', told.root, NULL::date, NULL::date, told.harm, told.victims, min(actor.slug), min(actor.name),
    min(actor.name_local), {total_columns("count(DISTINCT told.incident_id)")}
FROM told LEFT JOIN events_actor actor ON actor.id = told.root GROUP BY told.harm, told.victims, told.root
UNION ALL SELECT 'totals', NULL, NULL, NULL, harm, victims, rule, NULL, NULL, {TOTAL}
FROM told WHERE root IS NULL GROUP BY harm, victims, rule
UNION ALL SELECT 'totals', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
    count(DISTINCT (root, victims)) FILTER (WHERE root IS NOT NULL), NULL, NULL, NULL, NULL, NULL, NULL FROM told"""


def part(selection, *, most: int | None = None) -> Part:
    """Sums of the estimates that stand by harm and group, each by rule too, and of combatants by the top of the tree of
    whose they were; of no more of these than `read` then keeps."""
    standing, days = standing_sql(selection.as_of)
    tables = (TABLES.format(standing=standing),)
    return Part("totals", partial(_counted, most=most), lambda: Sql(SELECT, tables, (*days, selection.harm)))


def _counted(chosen: Chosen, *, most: int | None) -> list[Row]:
    rows, actors = [], chosen.view.actors
    for harm, victims in COMPANIONS.values():
        told = harmed.summed(chosen, WHOSE[harm, victims])
        rows += [Row(total=told.estimated, a=harm, b=victims)] if told.estimated.incidents else []
        rows += [Row(total=counted(n), a=harm, b=victims, c=rule) for rule, n in told.rules.items()]
    harm = chosen.question.harm
    found, there_are = harmed.suffered(chosen, harm, most)
    for (number, victims), total in found.items():
        slug, name, name_local = actors.names(number)
        pk = int(actors.ids[number])
        rows.append(Row(total=total, number=pk, a=harm, b=victims, c=slug, d=name, e=name_local))
    return [*rows, Row(total=counted(there_are))]


def read(rows: list[Row], overview: Overview, *, most: int | None = None) -> tuple[Headline, Suffered]:
    """The rows of `part` → the headline, and who suffered: combatants of the first `most` actors, largest best first (C9)."""
    told = {(row.a, row.b): row.total for row in rows if row.number is None and row.c is None}
    rules = defaultdict(dict)
    for row in rows:
        if row.number is None and row.c is not None:
            rules[row.a, row.b][RuleName(row.c)] = row.total.incidents
    states = overview.counts["casualties"]
    headline = Headline(
        main=overview.total,
        **{name: _of_all(told.get(key), overview.total.incidents) for name, key in COMPANIONS.items()},
        recorded=states.get(Casualties.REPORTED, 0),
        none=states.get(Casualties.NONE, 0),
        unknown=states.get(Casualties.UNKNOWN, 0),
        rules={"main": overview.rules} | {name: rules[key] for name, key in COMPANIONS.items()},
    )
    suffered = [SufferedRow(row.c, row.d, row.e, row.total) for row in rows if row.number is not None]
    suffered = sorted(suffered, key=_largest_first)[:most]
    return headline, Suffered(suffered, told[None, None].incidents - len(suffered))


def _of_all(part: Total | None, incidents: int) -> Total:
    """A total over estimates, told of all incidents: those without an estimate are among the unknown."""
    if part is None:
        return Total(incidents=incidents, unknown=incidents)
    return replace(part, incidents=incidents, unknown=incidents - part.incidents + part.unknown)


def _largest_first(row: SufferedRow) -> tuple:
    best = row.total.best
    return (1, 0, row.name, row.slug) if best is None else (0, -best, row.name, row.slug)
