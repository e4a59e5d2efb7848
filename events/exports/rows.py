"""The rows of an export, as SQL over exactly the incidents chosen; the formats say how each is written.

What a file holds is one snapshot, however long it takes to read: it is streamed inside one transaction that sees nothing
of what others write meanwhile. A list in its order comes in two parts, its first rows and the rest: those few are found in
milliseconds, while the rest of a million is joined as a whole, which is the fastest way and gives no row for seconds.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from psycopg import Copy

from events.exports.columns import CLAIMS, CORRECTIONS, ESTIMATED, INCIDENTS, REPORTS, Column, Kind
from events.models.estimate import standing_sql
from events.reading_from import reading_connection

FIRST = 200
"""Incidents in the first part."""

# The grouped tables hold chosen incidents only, so FULL JOIN finds what LEFT JOIN would. But it has no nested loop: PostgreSQL
# expects one row of many a filter that leaves thousands, and would make each table again for every one of them.
INCIDENTS_FROM = """
FROM chosen JOIN events_incident i ON i.id = chosen.id JOIN events_dataset d ON d.id = i.dataset_id
JOIN events_place p ON p.id = i.place_id LEFT JOIN LATERAL (
    SELECT max(a.name) FILTER (WHERE a.level = 'governorate') AS governorate,
        max(a.name) FILTER (WHERE a.level = 'country') AS country
    FROM events_place a WHERE a.id = ANY (p.lineage)
) g ON true
FULL JOIN blamed b ON b.incident_id = i.id FULL JOIN spoken s ON s.incident_id = i.id
FULL JOIN estimated e ON e.incident_id = i.id FULL JOIN involved n ON n.incident_id = i.id
FULL JOIN linked t ON t.incident_id = i.id
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
numbered AS MATERIALIZED ({{chosen}}), chosen AS MATERIALIZED (
    SELECT id, row_number() OVER () AS place_in_list FROM numbered
), known AS (
    SELECT coalesce(%s::date, 'infinity') AS day
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
), linked AS (
    SELECT t.incident_id, string_agg(t.report_id::text, '; ' ORDER BY t.id) AS reports
    FROM events_incident_reports t JOIN events_report r ON r.id = t.report_id JOIN chosen ON chosen.id = t.incident_id
    WHERE r.published_on <= (SELECT day FROM known) GROUP BY t.incident_id
), estimated AS (
    SELECT e.incident_id, {ESTIMATES} FROM events_estimate e JOIN chosen ON chosen.id = e.incident_id
    WHERE {{standing}} AND e.combatants_of_id IS NULL GROUP BY e.incident_id
)"""


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows that are not read yet: of which `columns`, for which incidents or corrections (`ordered`, in the order of the
    list), as known on which day. `site`: scheme and host for addresses."""

    columns: list[Column]
    source: str
    ordered: object
    site: str
    as_of: date | None = None
    is_listed: bool = True
    """Whether they follow the chosen ones in their order, so that they can come in two parts."""

    def read(self, cell: Callable[[Column], str], options: str, whole: str = "{rows}") -> Iterator[Copy]:
        """A running COPY for each part, inside one snapshot. `cell` makes the SQL of one column, `whole` of a row, with
        `{rows}` where they come from; `options` are COPY's."""
        with one_snapshot(), reading_connection().cursor() as cursor:
            for part in (f"LIMIT {FIRST}", f"OFFSET {FIRST}") if self.is_listed else ("",):
                statement, params = self.statement(cell, whole, part)
                with cursor.cursor.copy(f"COPY ({statement}) TO STDOUT WITH ({options})", params) as copy:
                    yield copy

    def count(self) -> int:
        """How many there are; counted by what reads them."""
        with one_snapshot(), reading_connection().cursor() as cursor:
            cursor.execute(*self.statement(lambda column: "0", "SELECT count(*) FROM ({rows}) r"))
            return cursor.fetchone()[0]

    def statement(self, cell: Callable[[Column], str], whole: str = "{rows}", part: str = "") -> tuple[str, tuple]:
        """(SQL, parameters) of the rows; without a `part`, of all of them."""
        inner, params = self.ordered.values("id").query.sql_with_params()
        standing, days = standing_sql(self.as_of)
        selected = ", ".join(f"{cell(column)} AS {column.name}" for column in self.columns)
        rows = f"SELECT {selected} {self.source.format(standing=standing)}"
        tables = TABLES.format(chosen=f"{inner} {part}", standing=standing)
        sites = [self.site] * rows.count("%s::text")
        return (
            f"WITH {tables} {whole.format(rows=rows)}",
            (*params, self.as_of, *days, *sites, *days * self.source.count("{standing}")),
        )


def incidents(ordered, *, site: str, as_of: date | None = None) -> Rows:
    """One for each incident of `ordered`. `as_of`: the day up to which what was published counts, for claims and estimates
    alike; None is today (C3)."""
    return Rows(INCIDENTS, INCIDENTS_FROM, ordered, site, as_of)


def claims(ordered, *, site: str, as_of: date | None = None) -> Rows:
    """Every claim about the incidents published by `as_of`; within an incident as they were entered."""
    return Rows(CLAIMS, CLAIMS_FROM, ordered, site, as_of)


def reports(ordered, *, site: str, as_of: date | None = None) -> Rows:
    """Every report published by `as_of` that tells of the incidents or carries their claims, by its number."""
    return Rows(REPORTS, REPORTS_FROM, ordered, site, as_of, is_listed=False)


def corrections(ordered, *, site: str) -> Rows:
    """`ordered`: the corrections of the list, in its order."""
    return Rows(CORRECTIONS, CORRECTIONS_FROM, ordered, site, is_listed=False)


def value(column: Column) -> str:
    """The SQL of a cell as what it is, of one type for each kind; an empty text is NULL, which is unknown."""
    sql = column.sql % {"site": "%s::text"} if "%(site)s" in column.sql else column.sql
    return f"nullif(({sql})::text, '')" if column.kind is Kind.TEXT else f"({sql})::{TYPE[column.kind]}"


def typed(rows: Rows, cell: Callable[[Column], str]) -> Iterator[tuple]:
    """The rows as Python's own strings, numbers and dates, none of them kept."""
    for copy in rows.read(cell, "FORMAT binary"):
        copy.set_types([TYPE[column.kind] for column in rows.columns])
        yield from copy.rows()


TYPE = {Kind.TEXT: "text", Kind.ADDRESS: "text", Kind.WHOLE: "bigint", Kind.DECIMAL: "float8", Kind.DATE: "date"}


@contextmanager
def one_snapshot() -> Iterator[None]:
    """A transaction in which every statement sees the record as it stood at its first one, and works for as long as it needs.
    Inside another transaction that one's snapshot holds, whatever it is."""
    reading = reading_connection()
    begins = not reading.in_atomic_block
    with transaction.atomic(using=reading.alias), reading.cursor() as cursor:
        if begins:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SET LOCAL statement_timeout = 0")
        yield
