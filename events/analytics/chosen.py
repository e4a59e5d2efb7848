"""The chosen incidents as SQL, and the honest sum over them (C8), shared by every aggregate."""

from dataclasses import dataclass

from django.db import connection

from events.figures import Total

COLUMNS = (
    "id",
    "date_start",
    "date_end",
    "date_precision",
    "category",
    "type",
    "grade",
    "status",
    "place_id",
    "low",
    "best",
    "high",
    "uncounted",
    "casualty_state",
)

# Seven columns, in the order of Total's fields. A part without a best lends its low; a sum is open if any part is (C8).
TOTAL = """count(*), sum(low), sum(CASE WHEN best IS NULL THEN low ELSE best END),
    CASE WHEN bool_or(low IS NOT NULL AND high IS NULL) THEN NULL ELSE sum(high) END,
    count(*) FILTER (WHERE low IS NULL), count(*) FILTER (WHERE best IS NULL AND low IS NOT NULL),
    count(*) FILTER (WHERE uncounted)"""

# How an incident is attributed, from its perpetrators that are not denied (C9). Needs the table `chosen`.
ATTRIBUTED = """blamed AS (
    SELECT i.incident_id, count(*) AS perpetrators, bool_or(i.sharing = 'alternative') AS is_contested
    FROM events_involvement i JOIN chosen ON chosen.id = i.incident_id
    WHERE i.role = 'perpetrator' AND i.strength <> 'denied' GROUP BY i.incident_id
), attributed AS (
    SELECT chosen.*, CASE WHEN perpetrators IS NULL THEN 'none' WHEN perpetrators = 1 THEN 'sole'
        WHEN is_contested THEN 'contested' ELSE 'joint' END AS attribution
    FROM chosen LEFT JOIN blamed ON blamed.incident_id = chosen.id
)"""


@dataclass(frozen=True, slots=True)
class Chosen:
    """`sql` selects COLUMNS of the chosen incidents; `params` fill it."""

    sql: str
    params: tuple

    @classmethod
    def of(cls, incidents) -> "Chosen":
        return cls(*incidents.order_by().values(*COLUMNS).query.sql_with_params())

    def cte(self, name: str = "chosen") -> str:
        return f"{name} AS MATERIALIZED ({self.sql})"


def fetch(sql: str, params) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()


def as_total(row) -> Total:
    """Seven columns of TOTAL → Total. PostgreSQL's sums of integers are whole numbers, or NULL for no known part (C1)."""
    incidents, low, best, high, unknown, lent, uncounted = row
    return Total(incidents, low, best, high, unknown, lent, uncounted)
