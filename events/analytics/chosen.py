"""All the numbers of a page at once: the chosen incidents, and every panel's sums over them (C8, C14).

They are counted from columns (columnar/), or in one statement of PostgreSQL's where there are none, and of the past.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import NamedTuple, TypeVar

from django.utils.translation import get_language

from events.analytics.columnar import harmed
from events.analytics.columnar.asking import question_of
from events.analytics.columnar.counting import Chosen
from events.analytics.columnar.live import View, live
from events.figures import Total
from events.reading_from import reading_connection

Answer = TypeVar("Answer")
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
class Sql:
    """One panel's share of the statement: rows of (part, number, first, last, a, b, c, d, e) and the seven of TOTAL.

    `ctes` are its own tables, read after `chosen`; `others` are further choices of incidents by table name.
    """

    select: str
    ctes: tuple[str, ...] = ()
    params: tuple = ()
    others: dict = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Part:
    """One panel's share of an answer, which can be had in two ways that come to the same: counted from columns, or by SQL."""

    name: str
    counted: Callable[[Chosen], list["Row"]]
    sql: Callable[[], Sql]


class Row(NamedTuple):
    """One row of an answer: its keys, as its part defines them, and its total."""

    number: int | None = None
    first: date | None = None
    last: date | None = None
    a: str | None = None
    b: str | None = None
    c: str | None = None
    d: str | None = None
    e: str | None = None
    total: Total = Total()


def counted(incidents: int) -> Total:
    """How many there are, of no figure."""
    return Total(incidents=incidents)


Rows = dict[str, list[Row]]
"""The rows of each part by its name."""


def answer(selection, what: tuple, made: Callable[[Callable[..., Rows]], Answer]) -> Answer:
    """What `made` makes of the rows of parts, which it asks for together, so that all its numbers are of one moment (C14).

    `what` tells it from other answers about the same selection: one that was made since the last change of the record is
    given again.
    """
    view = _view(selection)
    if view is None:
        return made(partial(sql_rows, selection))
    asked = what, selection.canonical, _named(selection), selection.shown["bucket"], get_language()
    known = view.answers.get(asked)
    if known is None:
        known = made(partial(_rows, _chosen(selection, view)))
        view.keep(asked, known)
    return known


def last_of(selection, size: int, before: tuple[date, int] | None = None) -> list[int] | None:
    """The ids of the last chosen by last day and id, of those before (day, id); None where no columns tell."""
    view = _view(selection)
    if view is None:
        return None
    key = before and (before[0].toordinal(), before[1])
    return harmed.newest(_chosen(selection, view), size, key)


def _named(selection) -> tuple[int, ...]:
    """Which rows are named: a permanent name is given to another one when somebody changes it in the database."""
    named = [selection.dataset, *selection.actors, *selection.places, *selection.claimants, *selection.cleaned["code"]]
    return tuple(one.pk for one in named)


def _view(selection) -> View | None:
    """One state of the record for all that is asked of a selection; None where PostgreSQL is asked: of the past, and when
    columnar/live.py says so."""
    if "view" not in selection.once:
        selection.once["view"] = live().view() if selection.as_of is None else None
    return selection.once["view"]


def _chosen(selection, view: View) -> Chosen:
    if "chosen" not in selection.once:
        selection.once["chosen"] = Chosen(view, question_of(selection))
    return selection.once["chosen"]


def _rows(chosen: Chosen, *parts: Part) -> Rows:
    return {part.name: part.counted(chosen) for part in parts}


def sql_rows(selection, *parts: Part) -> Rows:
    """By PostgreSQL, in one statement."""
    tables = {"chosen": selection.incidents()}
    shares = [part.sql() for part in parts]
    for share in shares:
        tables |= share.others
    ctes, params = [], []
    for name, incidents in tables.items():
        sql, values = incidents.order_by().values(*COLUMNS).query.sql_with_params()
        ctes.append(f"{name} AS MATERIALIZED ({sql})")
        params += values
    for share in shares:
        ctes += share.ctes
        params += share.params
    selects = " UNION ALL ".join(f"({share.select})" for share in shares)
    found = {part.name: [] for part in parts}
    with reading_connection().cursor() as cursor:
        cursor.execute(f"WITH {', '.join(ctes)} {selects}", params)
        for name, *keys in cursor.fetchall():
            found[name].append(Row(*keys[:8], Total(*keys[8:])))
    return found
