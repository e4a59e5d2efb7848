"""CSV by COPY: one statement over exactly the chosen incidents, streamed in pieces, safe to open in a spreadsheet."""

from collections.abc import Iterator
from datetime import date

from django.db import connection, transaction

from events.exports.columns import CLAIMS, CORRECTIONS, ESTIMATED, INCIDENTS, REPORTS, Column, Kind
from events.formulas import safe_sql
from events.models.estimate import standing_sql

BOM = "\N{ZERO WIDTH NO-BREAK SPACE}".encode()
PIECE = 64 * 1024

INCIDENTS_FROM = """
FROM chosen JOIN events_incident i ON i.id = chosen.id JOIN events_dataset d ON d.id = i.dataset_id
JOIN events_place p ON p.id = i.place_id JOIN gazetteer g ON g.id = p.id
LEFT JOIN blamed b ON b.incident_id = i.id LEFT JOIN spoken s ON s.incident_id = i.id
LEFT JOIN estimated e ON e.incident_id = i.id LEFT JOIN involved n ON n.incident_id = i.id
LEFT JOIN LATERAL (
    SELECT coalesce(
        (SELECT string_agg(t.report_id::text, '; ' ORDER BY t.id) FROM events_incident_reports t JOIN events_report r
            ON r.id = t.report_id AND r.published_on <= (SELECT day FROM known) WHERE t.incident_id = i.id),
        CASE WHEN s.claims > 0 THEN 'none' END
    ) AS told
) t ON true
ORDER BY chosen.place_in_list
"""

CLAIMS_FROM = """
FROM chosen JOIN events_incident i ON i.id = chosen.id JOIN events_dataset d ON d.id = i.dataset_id
JOIN events_claim m ON m.incident_id = i.id JOIN events_report r ON r.id = m.report_id AND r.published_on <= (SELECT day FROM known)
JOIN events_source publisher ON publisher.id = r.publisher_id LEFT JOIN events_source claimant ON claimant.id = m.claimant_id
LEFT JOIN events_actor whose ON whose.id = m.combatants_of_id
LEFT JOIN LATERAL (
    SELECT string_agg(a.name || ' (' || t.stance || ')', '; ' ORDER BY a.name) AS said,
        string_agg(a.slug || ': ' || t.stance, '; ' ORDER BY t.id) AS exactly
    FROM events_claimstance t JOIN events_actor a ON a.id = t.actor_id WHERE t.claim_id = m.id
) stances ON true
LEFT JOIN LATERAL (
    SELECT CASE x.set_aside WHEN '' THEN 'used' ELSE x.set_aside END AS use
    FROM events_estimateclaim x JOIN events_estimate e ON e.id = x.estimate_id
    WHERE x.claim_id = m.id AND {standing} AND e.victims = 'all'
) u ON true
ORDER BY chosen.place_in_list, m.id
"""

REPORTS_FROM = """
FROM events_report r JOIN events_source publisher ON publisher.id = r.publisher_id
WHERE r.published_on <= (SELECT day FROM known) AND r.id IN (
    SELECT m.report_id FROM events_claim m JOIN chosen ON chosen.id = m.incident_id
    UNION SELECT t.report_id FROM events_incident_reports t JOIN chosen ON chosen.id = t.incident_id
)
ORDER BY r.id
"""

CORRECTIONS_FROM = """
FROM chosen JOIN events_correction n ON n.id = chosen.id JOIN events_incident i ON i.id = n.incident_id
JOIN events_dataset d ON d.id = i.dataset_id LEFT JOIN events_actor whose ON whose.id = n.combatants_of_id
ORDER BY chosen.place_in_list
"""

# One row an incident: its estimates that stand side by side. Each is alone of its kind (a constraint), so max() only picks it.
ESTIMATES = ", ".join(
    f"max(e.{bound}) FILTER (WHERE e.harm = '{harm}' AND e.victims = '{victims}') AS {name}_{bound}"
    for name, (harm, victims) in ESTIMATED.items()
    for bound in ("low", "best", "high")
)

TABLES = f"""
known AS (
    SELECT coalesce(%s::date, 'infinity') AS day
), gazetteer AS (
    SELECT p.id, max(a.name) FILTER (WHERE a.level = 'governorate') AS governorate,
        max(a.name) FILTER (WHERE a.level = 'country') AS country
    FROM events_place p JOIN events_place a ON a.id = ANY (p.lineage) GROUP BY p.id
), blamed AS (
    SELECT v.incident_id, string_agg(a.name, '; ' ORDER BY v.id) AS names,
        CASE WHEN count(*) = 1 THEN 'sole' WHEN bool_or(v.sharing = 'alternative') THEN 'contested' ELSE 'joint' END AS attribution
    FROM events_involvement v JOIN events_actor a ON a.id = v.actor_id JOIN chosen ON chosen.id = v.incident_id
    WHERE v.role = 'perpetrator' AND v.strength <> 'denied' GROUP BY v.incident_id
), involved AS (
    SELECT v.incident_id, string_agg(a.slug || ': ' || concat_ws(', ', v.role, v.strength, v.sharing), '; ' ORDER BY v.id) AS said
    FROM events_involvement v JOIN events_actor a ON a.id = v.actor_id JOIN chosen ON chosen.id = v.incident_id
    GROUP BY v.incident_id
), spoken AS (
    SELECT m.incident_id, count(*) AS claims, count(DISTINCT coalesce(m.claimant_id, r.publisher_id)) AS claimants
    FROM events_claim m JOIN events_report r ON r.id = m.report_id JOIN chosen ON chosen.id = m.incident_id
    WHERE r.published_on <= (SELECT day FROM known) GROUP BY m.incident_id
), estimated AS (
    SELECT e.incident_id, {ESTIMATES} FROM events_estimate e JOIN chosen ON chosen.id = e.incident_id
    WHERE {{standing}} AND e.combatants_of_id IS NULL GROUP BY e.incident_id
)"""


def incidents_csv(ordered, *, site: str, for_excel: bool, as_of: date | None = None) -> Iterator[bytes]:
    """`ordered`: the incidents of the list, in its order. `site`: scheme and host for addresses. `as_of`: the day up to
    which what was published counts, for claims and estimates alike; None is today (C3).

    Empty is unknown, 0 is stated. UTF-8; with a byte-order mark for Excel, which guesses wrong without.
    """
    return _copied(_statement(INCIDENTS, INCIDENTS_FROM, ordered, site, as_of), for_excel)


def claims_csv(ordered, *, site: str, for_excel: bool, as_of: date | None = None) -> Iterator[bytes]:
    """Every claim about the incidents of the list published by `as_of`, in its order; within an incident as they were
    entered."""
    return _copied(_statement(CLAIMS, CLAIMS_FROM, ordered, site, as_of), for_excel)


def reports_csv(ordered, *, site: str, for_excel: bool, as_of: date | None = None) -> Iterator[bytes]:
    """Every report published by `as_of` that tells of the incidents of the list or carries their claims, by its number."""
    return _copied(_statement(REPORTS, REPORTS_FROM, ordered, site, as_of), for_excel)


def corrections_csv(ordered, *, site: str, for_excel: bool) -> Iterator[bytes]:
    """`ordered`: the corrections of the list, in its order."""
    inner, params = ordered.values("id").query.sql_with_params()
    selected = ", ".join(f"{_cell(column)} AS {column.name}" for column in CORRECTIONS)
    statement = (
        f"COPY (WITH numbered AS MATERIALIZED ({inner}), chosen AS MATERIALIZED (SELECT id, row_number() OVER ()"
        f" AS place_in_list FROM numbered) SELECT {selected} {CORRECTIONS_FROM}) TO STDOUT WITH (FORMAT csv, HEADER true)"
    )
    return _copied((statement, (*params, *[site] * selected.count("%s"))), for_excel)


def _copied(statement: tuple[str, tuple], for_excel: bool) -> Iterator[bytes]:
    if for_excel:
        yield BOM
    with transaction.atomic(), connection.cursor() as cursor, cursor.cursor.copy(*statement) as rows:
        piece = bytearray()
        for row in rows:
            piece += row
            if len(piece) >= PIECE:
                yield bytes(piece)
                piece.clear()
        yield bytes(piece)


def _statement(columns: list[Column], source: str, ordered, site: str, as_of: date | None) -> tuple[str, tuple]:
    inner, params = ordered.query.sql_with_params()
    standing, days = standing_sql(as_of)
    selected = ", ".join(f"{_cell(column)} AS {column.name}" for column in columns)
    statement = (
        f"COPY (WITH numbered AS MATERIALIZED ({inner}), chosen AS MATERIALIZED ("
        f"SELECT id, row_number() OVER () AS place_in_list FROM numbered), {TABLES.format(standing=standing)} "
        f"SELECT {selected} {source.format(standing=standing)}) TO STDOUT WITH (FORMAT csv, HEADER true)"
    )
    stood = days * source.count("{standing}")
    return statement, (*params, as_of, *days, *[site] * selected.count("%s"), *stood)


def _cell(column: Column) -> str:
    """Text is made safe against formulas; numbers, dates and addresses of this site stay bare."""
    sql = column.sql % {"site": "%s::text"} if "%(site)s" in column.sql else column.sql
    return safe_sql(f"({sql})::text") if column.kind is Kind.TEXT else sql
