"""One statement for all the numbers of a page: the chosen incidents once, and every panel's sums over them (C8, C14)."""

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from events.figures import Total
from events.reading_from import reading_connection

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
    "made_by_rule",
)


def total_columns(incidents: str = "count(*)") -> str:
    """The seven columns of an honest sum (C8), in the order of Total's fields; `incidents` is how its parts are counted.

    A part without a best lends its low; a sum is open if any part is.
    """
    return f"""{incidents} AS incidents, sum(low) AS low, sum(CASE WHEN best IS NULL THEN low ELSE best END) AS best,
    CASE WHEN bool_or(low IS NOT NULL AND high IS NULL) THEN NULL ELSE sum(high) END AS high,
    count(*) FILTER (WHERE low IS NULL) AS unknown, count(*) FILTER (WHERE best IS NULL AND low IS NOT NULL) AS lent,
    count(*) FILTER (WHERE uncounted) AS uncounted"""


TOTAL = total_columns()

# PostgreSQL's sums of integers are whole numbers, and NULL where no part is known (C1).
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
class Part:
    """One panel's share of the statement: rows of (part, number, first, last, a, b, c, d, e) and the seven of TOTAL.

    `ctes` are its own tables, read after `chosen`; `others` are further choices of incidents by table name.
    """

    name: str
    select: str
    ctes: tuple[str, ...] = ()
    params: tuple = ()
    others: dict = field(default_factory=dict)


class Row(NamedTuple):
    """One row of an answer: its keys, as its part defines them, and its total."""

    number: int | None
    first: date | None
    last: date | None
    a: str | None
    b: str | None
    c: str | None
    d: str | None
    e: str | None
    total: Total


def answer(selection, *parts: Part) -> dict[str, list[Row]]:
    """Ask everything a page needs in one statement, so that all its numbers come from one moment (C14).

    Returns the rows of each part by its name.
    """
    tables = {"chosen": selection.incidents()}
    for part in parts:
        tables |= part.others
    ctes, params = [], []
    for name, incidents in tables.items():
        sql, values = incidents.order_by().values(*COLUMNS).query.sql_with_params()
        ctes.append(f"{name} AS MATERIALIZED ({sql})")
        params += values
    for part in parts:
        ctes += part.ctes
        params += part.params
    selects = " UNION ALL ".join(f"({part.select})" for part in parts)
    found = {part.name: [] for part in parts}
    with reading_connection().cursor() as cursor:
        cursor.execute(f"WITH {', '.join(ctes)} {selects}", params)
        for name, *keys in cursor.fetchall():
            found[name].append(Row(*keys[:8], Total(*keys[8:])))
    return found
