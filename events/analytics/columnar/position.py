"""Where in the history an answer stands, and what was committed since.

Every write of the record has a row in the history, of the same transaction (events/sql/history.sql), so the history tells
which incidents changed, whoever changed them and how. Its ids alone do not: they are given out while transactions write,
and one that commits late brings ids below those already seen. So a position is a snapshot of PostgreSQL's too: what is seen
later and would not have been seen in that one is news, whatever its id. Its number tells which changes to look at: nothing
below `oldest` was open any more, and whatever is seen is below what the later snapshot reaches.
"""

from dataclasses import dataclass

from events.reading_from import reading_connection

MOST = 200_000
"""Changed incidents that a process keeps beside a snapshot; of more than these, PostgreSQL answers until the next one."""


@dataclass(frozen=True, slots=True)
class Position:
    """`last`: the id of the last change that was seen, 0 of none, and `mark` what it was, by which a history is known from
    another one. `snapshot`: what was seen; every transaction below `oldest` had ended."""

    last: int
    mark: str
    oldest: int
    snapshot: str


@dataclass(frozen=True, slots=True)
class Since:
    """What happened since a position: in which incidents, and whether places or actors were changed.

    is_ours: the asking transaction has written itself, so what it sees may never be. same: whether the history is the one in
    which that position stood. incidents: None if there are more than MOST.
    """

    position: Position
    is_ours: bool
    same: bool
    incidents: list[int] | None
    places: bool
    actors: bool

    @property
    def is_news(self) -> bool:
        return self.incidents is None or bool(self.incidents) or self.places or self.actors


WATCHED = ("events_incident", "events_involvement", "events_claim", "events_estimate")
NOW = """pg_current_snapshot()::text, pg_is_in_recovery(), pg_current_xact_id_if_assigned() IS NOT NULL,
    coalesce(newest.id, 0), coalesce(newest.mark, nothing.mark)"""
# the same change of the same server: in a backup restored elsewhere transactions have other numbers, and a server that was
# promoted may lack what others saw
MARK = """(
    (extract(epoch FROM at) * 1000000)::bigint || ' ' || transaction || ' '
    || (SELECT system_identifier FROM pg_control_system()) || ' ' || (SELECT timeline_id FROM pg_control_checkpoint())
)"""
NEWEST = f"""(SELECT 'database ' || oid AS mark FROM pg_database WHERE datname = current_database()) nothing
    LEFT JOIN (SELECT id, {MARK} AS mark FROM events_change ORDER BY id DESC LIMIT 1) newest ON true"""
CHANGES = """SELECT "table", row, incident,
        CASE WHEN kind = 'update' AND "table" = ANY(%(watched)s) THEN (before ->> 'incident_id')::bigint END AS was_of,
        "table" = 'events_report' AND kind = 'update'
            AND before -> 'publisher_id' IS DISTINCT FROM after -> 'publisher_id' AS speaks
    FROM events_change WHERE "table" = ANY(%(watched)s || ARRAY['events_report', 'events_place', 'events_actor'])"""
LATE = f"""{CHANGES} AND id <= %(last)s
        AND transaction >= %(oldest)s AND transaction < pg_snapshot_xmax(pg_current_snapshot())::text::bigint
        AND NOT pg_visible_in_snapshot(transaction::text::xid8, %(snapshot)s::pg_snapshot)"""
SINCE = f"""WITH late AS MATERIALIZED ({CHANGES} AND id > %(last)s UNION ALL {LATE}), touched AS (
    SELECT incident AS id FROM late WHERE "table" = ANY(%(watched)s) AND incident IS NOT NULL -- a claim can be of several (C5)
    UNION SELECT was_of FROM late WHERE was_of IS NOT NULL
    UNION SELECT m.incident_id FROM events_claim m
        WHERE m.report_id IN (SELECT row FROM late WHERE speaks) AND m.incident_id IS NOT NULL
) SELECT {NOW},
    %(mark)s = coalesce((SELECT {MARK} FROM events_change WHERE id = %(last)s), nothing.mark),
    ARRAY(SELECT id FROM touched LIMIT %(most)s),
    EXISTS (SELECT FROM late WHERE "table" = 'events_place'), EXISTS (SELECT FROM late WHERE "table" = 'events_actor')
FROM {NEWEST}"""


def position() -> Position:
    """Where the history stands for whoever asks now."""
    snapshot, is_replica, _is_ours, last, mark = _now()
    return _position(snapshot, is_replica, last, mark)


def stands(seen: Position) -> bool:
    """Whether nothing has happened since a position; asked sooner than what has. False may be too careful.

    Who sees the same as in its snapshot, and last the same change, sees no other. Compared as PostgreSQL tells it: a replica's
    position says less than its snapshot, and is the same one while those end that were open.
    """
    snapshot, _is_replica, _is_ours, last, mark = _now()
    return (snapshot, last, mark) == (seen.snapshot, seen.last, seen.mark)


def _now() -> tuple[str, bool, bool, int, str]:
    with reading_connection().cursor() as cursor:
        cursor.execute(f"SELECT {NOW} FROM {NEWEST}")
        return cursor.fetchone()


def since(seen: Position) -> Since:
    """What can be seen now that could not be seen at a position."""
    params = {"watched": list(WATCHED), "most": MOST + 1, "last": seen.last, "mark": seen.mark}
    params |= {"oldest": seen.oldest, "snapshot": seen.snapshot}
    with reading_connection().cursor() as cursor:
        cursor.execute(SINCE, params)
        snapshot, is_replica, is_ours, last, mark, same, incidents, places, actors = cursor.fetchone()
    changed = incidents if len(incidents) <= MOST else None
    return Since(_position(snapshot, is_replica, last, mark), is_ours, bool(same), changed, places, actors)


def _position(snapshot: str, is_replica: bool, last: int, mark: str) -> Position:
    oldest = int(snapshot.split(":")[0])
    if is_replica:  # its snapshots do not name those that are open: any that may have been is looked at again
        snapshot = f"{oldest}:{oldest}:"
    return Position(last, mark, oldest, snapshot)
