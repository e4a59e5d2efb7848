"""Which recorded incidents look like one that is recorded or being entered, within its dataset and in others (C12)."""

from bisect import bisect_left
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from events import likeness
from events.choices import CATEGORY_OF, Harm, IncidentType, PlaceLevel, VictimGroup
from events.figures import Figure
from events.likeness import Found
from events.reading_from import reading_connection

CANDIDATES = 200
"""Incidents whose words are compared; nearer ones first."""

NEAREST = 40
"""As many are enough for the queue, which asks about the likeliest few: a save pays for them."""

APART = 60
"""Kilometres beyond which two points are not one place, however roughly it is told."""

SAME_WORDS = 0.1
"""Words that differ by no more in their likeness to others are held to be the same words."""

LONGEST = 400
"""Characters of a quote or headline that are compared."""


@dataclass(frozen=True, slots=True)
class Probe:
    """What is known so far of the incident that others are held beside; anything but the first may be missing.

    `actors`, `reports`, `without` and `place` are ids; `without` are the incidents never to be named.
    """

    is_generated: bool
    start: date | None = None
    end: date | None = None
    place: int | None = None
    latitude: float | None = None
    longitude: float | None = None
    actors: tuple[int, ...] = ()
    figure: Figure = field(default_factory=Figure)
    reports: tuple[int, ...] = ()
    quotes: tuple[str, ...] = ()
    headline: str = ""
    title: str = ""
    type: IncidentType | None = None
    without: tuple[int, ...] = ()


# One statement: a few hundred candidates by day, by report or by a sentence in common, and what is known of each pair.
STATEMENT = """
WITH here AS (
    SELECT p.id, p.lineage, p.level, coalesce(%(latitude)s::float8, p.latitude) AS latitude,
        coalesce(%(longitude)s::float8, p.longitude) AS longitude
    FROM (SELECT 1) one LEFT JOIN events_place p ON p.id = %(place)s
), blamed AS (
    SELECT array_agg(DISTINCT above) AS kin FROM events_actor a, unnest(a.lineage) above WHERE a.id = ANY (%(actors)s::bigint[])
), teller AS MATERIALIZED (
    SELECT report_id, incident_id FROM events_incident_reports WHERE report_id = ANY (%(reports)s::bigint[])
    UNION SELECT report_id, incident_id FROM events_claim WHERE report_id = ANY (%(reports)s::bigint[]) AND incident_id IS NOT NULL
), told AS MATERIALIZED (
    SELECT t.incident_id, min(n.tells) AS told_of FROM teller t
    JOIN (SELECT report_id, count(*) AS tells FROM teller GROUP BY report_id) n USING (report_id) GROUP BY t.incident_id
), candidate AS (
    SELECT id FROM events_incident WHERE daterange(date_start, date_end, '[]') && daterange(%(from)s::date, %(to)s::date, '[]')
        AND %(from)s::date IS NOT NULL
    UNION SELECT incident_id FROM told
    UNION SELECT incident FROM events_claims_worded_like(%(copied)s::text[])
), near AS MATERIALIZED (
    SELECT *, row_number() OVER (ORDER BY told_of NULLS LAST, days, CASE WHEN nested THEN 0 ELSE km END) AS nearness FROM (
        SELECT i.id, i.title, i.type, i.category, p.level, p.lineage, told.told_of,
            greatest(i.date_start - %(end)s::date, %(start)s::date - i.date_end, 0) AS days,
            greatest(i.date_end - i.date_start, %(end)s::date - %(start)s::date) > 7 AS is_vague,
            p.lineage @> ARRAY[here.id] OR here.lineage @> ARRAY[p.id] AS nested,
            cardinality(p.lineage) - cardinality(here.lineage) AS deeper,
            12742 * asin(least(1, sqrt(
                power(sin(radians(coalesce(i.latitude, p.latitude) - here.latitude) / 2), 2)
                + cos(radians(here.latitude)) * cos(radians(coalesce(i.latitude, p.latitude)))
                * power(sin(radians(coalesce(i.longitude, p.longitude) - here.longitude) / 2), 2)
            ))) AS km,
            here.level AS here_level, here.lineage[2] = p.lineage[2] AS is_one_governorate, here.id IS NULL AS is_anywhere
        FROM candidate JOIN events_incident i USING (id) JOIN events_place p ON p.id = i.place_id
        JOIN events_dataset d ON d.id = i.dataset_id CROSS JOIN here LEFT JOIN told ON told.incident_id = i.id
        WHERE i.status <> 'merged' AND (i.status <> 'retracted' OR %(with_retracted)s) AND d.is_generated = %(is_generated)s
            AND i.id <> ALL (%(without)s::bigint[])
    ) beside
    WHERE told_of IS NOT NULL OR is_anywhere OR nested OR km <= %(apart)s OR (km IS NULL AND is_one_governorate)
        OR days > %(most_days)s OR %(start)s::date IS NULL
    ORDER BY nearness LIMIT %(candidates)s
)
SELECT near.id, CASE WHEN %(start)s::date IS NULL THEN NULL ELSE near.days END AS days,
    coalesce(near.is_vague, false) AS is_vague, near.km, near.nested, near.deeper,
    CASE WHEN near.deeper > 0 THEN near.here_level ELSE near.level END AS wider,
    involved.shared, involved.kin, involved.named, e.low, e.best, e.high, near.told_of, words.alike AS words,
    CASE WHEN %(title)s = '' THEN NULL ELSE similarity(near.title, %(title)s) END AS title, near.type, near.category
FROM near CROSS JOIN blamed
LEFT JOIN LATERAL (
    SELECT count(*) AS named,
        json_agg(DISTINCT jsonb_build_array(a.name, a.name_local)) FILTER (WHERE a.id = ANY (%(actors)s::bigint[])) AS shared,
        json_agg(DISTINCT jsonb_build_array(a.name, a.name_local))
            FILTER (WHERE a.lineage && %(actors)s::bigint[] OR a.id = ANY (blamed.kin)) AS kin
    FROM events_involvement v JOIN events_actor a ON a.id = v.actor_id
    WHERE v.incident_id = near.id AND v.strength <> 'denied'
) involved ON true
LEFT JOIN events_estimate e ON e.incident_id = near.id AND e.harm = %(harm)s AND e.victims = %(victims)s
    AND e.combatants_of_id IS NULL AND e.is_current AND e.known_until IS NULL
LEFT JOIN LATERAL (
    SELECT max(alike) AS alike FROM (
        SELECT similarity(left(c.quote, %(longest)s), q) AS alike FROM events_claim c, unnest(%(quotes)s::text[]) q
            WHERE c.incident_id = near.id AND c.quote <> ''
        UNION ALL
        SELECT similarity(left(r.headline, %(longest)s), %(headline)s) FROM events_report r WHERE %(headline)s <> '' AND r.id IN (
            SELECT report_id FROM events_claim WHERE incident_id = near.id
            UNION ALL SELECT report_id FROM events_incident_reports WHERE incident_id = near.id
        )
    ) said
) words ON true
"""


class Row(NamedTuple):
    """One row of the statement."""

    incident: int
    days: int | None
    is_vague: bool
    km: float | None
    nested: bool | None
    deeper: int | None
    wider: str | None
    shared: list | None
    kin: list | None
    named: int
    low: int | None
    best: int | None
    high: int | None
    told_of: int | None
    words: float | None
    title: float | None
    type: str
    category: str


def alike(
    probe: Probe, *, with_retracted: bool = False, with_copies: bool = True, most: int = CANDIDATES
) -> list[Found]:
    """Everything that looks at all alike, likeliest first; nothing where neither a date, a report nor a quote is known.

    `with_copies` also finds a sentence that was copied from another date; `most` are compared.
    """
    margin = timedelta(days=likeness.DAYS)
    quotes = [quote[:LONGEST] for quote in probe.quotes if quote]
    known = asdict(probe) | {
        "figure": None,
        "from": _moved(probe.start, -margin),
        "to": _moved(probe.end, margin),
        "most_days": likeness.DAYS,
        "actors": list(probe.actors),
        "reports": list(probe.reports),
        "quotes": quotes,
        "copied": quotes if with_copies else [],
        "headline": probe.headline[:LONGEST],
        "without": list(probe.without),
        "harm": Harm.KILLED,
        "victims": VictimGroup.ALL,
        "apart": APART,
        "candidates": most,
        "longest": LONGEST,
        "with_retracted": with_retracted,
    }
    with reading_connection().cursor() as cursor:
        cursor.execute(STATEMENT, known)
        rows = [Row(*row) for row in cursor.fetchall()]
    worded = sorted(row.words for row in rows if row.words is not None)
    judged = [(row.incident, likeness.judge(_pair(probe, row, worded))) for row in rows]
    found = [Found(incident, one.score, one.reasons) for incident, one in judged]
    return sorted(found, key=lambda one: (-one.score, one.incident))


def _pair(probe: Probe, row: Row, worded: list[float]) -> likeness.Pair:
    """What is known of the two. `worded` are the likenesses of the words of all candidates, the least first."""
    return likeness.Pair(
        days=row.days,
        is_vague=row.is_vague,
        km=row.km,
        within=PlaceLevel(row.wider) if row.nested else None,
        levels=abs(row.deeper) if row.nested else 0,
        actors=tuple(tuple(names) for names in row.shared or row.kin or ()),
        are_kin=not row.shared,
        are_strangers=bool(probe.actors and row.named and not row.kin),
        figure=probe.figure if probe.figure.is_known else None,
        other=Figure(row.low, row.best, row.high) if (row.low, row.high) != (None, None) else None,
        told_of=row.told_of,
        words=row.words,
        echoes=1 if row.words is None else len(worded) - bisect_left(worded, row.words - SAME_WORDS),
        title=row.title,
        is_same_type=row.type == probe.type if probe.type else None,
        is_same_category=row.category == CATEGORY_OF[probe.type] if probe.type else None,
    )


def _moved(day: date | None, by: timedelta) -> date | None:
    """The day moved; the calendar's own first or last day where there is none so far away."""
    if day is None:
        return None
    try:
        return day + by
    except OverflowError:
        return day
