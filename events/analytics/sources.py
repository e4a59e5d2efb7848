"""Sources as voices and as publishers, and what the record shows of how their numbers held: one statement (C2, C3).

Measures are of what a source said itself: claims that repeat another's number, or that an analyst set aside, are no part
of them.
"""

from dataclasses import dataclass

from events.models import Source
from events.models.estimate import standing_sql
from events.reading_from import reading_connection

ENOUGH = 10
"""Incidents from which on a source is measured: of fewer, a share says more of chance than of the source."""


@dataclass(frozen=True, slots=True)
class Share:
    """`part` of `whole`: both are told, so that nobody takes one of one for always."""

    part: int
    whole: int

    @property
    def percent(self) -> int | None:
        return round(100 * self.part / self.whole) if self.whole else None


@dataclass(frozen=True, slots=True)
class Measures:
    """first: incidents it spoke of first, or on the same day as the first, among those of which others spoke too.
    inside: first numbers that lie in the range that stands. off: the median of how many people they lie outside it, 0
    inside; None where none can be compared. replaced: own claims in place of which it later said another number.
    """

    first: Share
    inside: Share
    off: int | None
    replaced: Share


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One source among the chosen: incidents it speaks of and its claims on them; incidents of which it published reports.

    measures: None under ENOUGH incidents.
    """

    source: Source
    incidents: int
    claims: int
    published: int
    measures: Measures | None


SPOKEN = """told AS (
    SELECT m.id, m.incident_id, coalesce(m.claimant_id, r.publisher_id) AS voice, r.publisher_id, r.published_on, m.claimed_on,
        m.report_id, m.harm, m.victims, m.combatants_of_id, m.minimum, m.maximum, m.qualifier, m.best, m.supersedes_id,
        m.derives_from_id IS NULL AND m.set_aside_because = '' AS is_own
    FROM events_claim m JOIN events_report r ON r.id = m.report_id JOIN chosen ON chosen.id = m.incident_id
    WHERE r.published_on <= coalesce(%s::date, 'infinity')
), printed AS (
    SELECT publisher_id, incident_id FROM told
    UNION SELECT r.publisher_id, t.incident_id FROM events_incident_reports t JOIN events_report r ON r.id = t.report_id
        JOIN chosen ON chosen.id = t.incident_id WHERE r.published_on <= coalesce(%s::date, 'infinity')
), published AS (
    SELECT publisher_id, count(*) AS incidents FROM printed GROUP BY publisher_id
), spoken AS (
    SELECT voice, incident_id, count(*) AS claims, min(published_on) FILTER (WHERE is_own) AS first_on
    FROM told GROUP BY voice, incident_id
)"""
FIRST = """together AS (
    SELECT incident_id, min(first_on) AS earliest FROM spoken GROUP BY incident_id HAVING count(first_on) > 1
), firsts AS (
    SELECT voice, count(*) AS shared, count(*) FILTER (WHERE first_on = earliest) AS first
    FROM spoken JOIN together USING (incident_id) WHERE first_on IS NOT NULL GROUP BY voice
)"""
# An own value is the best stated, the number, the middle of a range rounded down, or the minimum of an "at least" (C6).
HELD = """numbers AS (
    SELECT DISTINCT ON (voice, incident_id) voice, incident_id, harm, victims, combatants_of_id,
        CASE WHEN best IS NOT NULL THEN best WHEN qualifier = 'at-least' THEN minimum ELSE (minimum + maximum) / 2 END AS number
    FROM told WHERE is_own AND harm = %s AND qualifier IN ('exact', 'about', 'between', 'none', 'at-least')
    ORDER BY voice, incident_id, published_on, claimed_on, id
), compared AS (
    SELECT voice, greatest(e.low - number, number - e.high, 0) AS off
    FROM numbers n JOIN events_estimate e ON e.incident_id = n.incident_id AND e.harm = n.harm AND e.victims = n.victims
        AND e.combatants_of_id IS NOT DISTINCT FROM n.combatants_of_id
    WHERE {standing}
), held AS (
    SELECT voice, count(*) AS compared, count(*) FILTER (WHERE off = 0) AS inside,
        floor(percentile_cont(0.5) WITHIN GROUP (ORDER BY off))::int AS off
    FROM compared GROUP BY voice
)"""
REPLACED = """statements AS (
    SELECT told.*, first_value((minimum, maximum, qualifier, best)) OVER same AS last_said FROM told WHERE is_own
    WINDOW same AS (PARTITION BY voice, incident_id, harm, victims, combatants_of_id
        ORDER BY claimed_on DESC, report_id DESC, id DESC)
), taken_back AS (
    SELECT DISTINCT s.id FROM statements t JOIN statements s ON s.id = t.supersedes_id AND s.voice = t.voice
    WHERE (t.harm, t.victims, t.combatants_of_id, t.minimum, t.maximum, t.qualifier, t.best)
        IS DISTINCT FROM (s.harm, s.victims, s.combatants_of_id, s.minimum, s.maximum, s.qualifier, s.best)
), kept AS (
    SELECT s.voice, count(*) AS claims, count(*) FILTER (
        WHERE taken_back.id IS NOT NULL OR (s.minimum, s.maximum, s.qualifier, s.best) IS DISTINCT FROM s.last_said
    ) AS replaced
    FROM statements s LEFT JOIN taken_back ON taken_back.id = s.id GROUP BY s.voice
)"""
SELECT = """SELECT source.id, coalesce(v.incidents, 0), coalesce(v.claims, 0), coalesce(published.incidents, 0),
    coalesce(first, 0), coalesce(shared, 0), coalesce(inside, 0), coalesce(compared, 0), off, coalesce(replaced, 0),
    coalesce(kept.claims, 0)
FROM events_source source
LEFT JOIN (SELECT voice, count(*) AS incidents, sum(claims)::bigint AS claims FROM spoken GROUP BY voice) v
    ON v.voice = source.id
LEFT JOIN published ON published.publisher_id = source.id LEFT JOIN firsts ON firsts.voice = source.id
LEFT JOIN held ON held.voice = source.id LEFT JOIN kept ON kept.voice = source.id
WHERE v.voice IS NOT NULL OR published.publisher_id IS NOT NULL"""


def sources(selection) -> list[SourceRow]:
    """Every source that speaks of the chosen incidents, or published reports of them; most incidents first."""
    sql, params = selection.incidents().order_by().values("id").query.sql_with_params()
    standing, days = standing_sql(selection.as_of)
    tables = ", ".join((SPOKEN, FIRST, HELD.format(standing=standing), REPLACED))
    asked = [*params, selection.as_of, selection.as_of, selection.harm, *days]
    with reading_connection().cursor() as cursor:
        cursor.execute(f"WITH chosen AS MATERIALIZED ({sql}), {tables} {SELECT}", asked)
        found = cursor.fetchall()
    named = Source.objects.select_related("actor").in_bulk([row[0] for row in found])
    rows = [_row(named[pk], *numbers) for pk, *numbers in found]
    return sorted(rows, key=lambda row: (-row.incidents, -row.published, row.source.name))


def one_source(selection, source: Source) -> SourceRow:
    """One source's numbers among the chosen, measured beside all others; all zero where it is not among them."""
    found = {row.source.pk: row for row in sources(selection)}
    return found.get(source.pk, SourceRow(source, 0, 0, 0, None))


def _row(source: Source, incidents: int, claims: int, published: int, *numbers) -> SourceRow:
    first, shared, inside, compared, off, replaced, own = numbers
    measures = Measures(Share(first, shared), Share(inside, compared), off, Share(replaced, own))
    return SourceRow(source, incidents, claims, published, measures if incidents >= ENOUGH else None)
