"""Whether an answer still stands: its tag, made of all that it is made of, so that a reader never keeps a stale one.

What is read of the record changes only with a row of the history (events/sql/history.sql): triggers write one for every
write, in its own transaction. So the history's position tells the record's.
"""

import hashlib
from functools import cache
from pathlib import Path

from django.http import HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.translation import get_language

from events.reading_from import reading_connection

PROGRAM = Path(__file__).resolve().parents[1]

# The last change seen is not enough: ids are given out while transactions write, and one that commits late brings ids below
# it. Every such one has its number before it takes an id, so it stands among those the snapshot names as open: the tag
# holds them, and when one of them ends it is another tag. Or its number is above all that the snapshot reaches, and so above
# that of the last change: the tag counts such changes, as far back as ids are given out in a moment. `at` tells a database
# restored from a backup from what it was.
# A replica's snapshot names none of those open, and only tells whether there are any: while there are, nothing is promised.
POSITION = """
SELECT last.id || ' ' || last.at, split_part(now::text, ':', 3), (
    SELECT count(*) FROM events_change late
    WHERE late.id BETWEEN last.id - 10000 AND last.id - 1 AND late.transaction > last.transaction
)
FROM pg_current_snapshot() now
LEFT JOIN (SELECT id, at, transaction FROM events_change ORDER BY id DESC LIMIT 1) last ON true
WHERE NOT pg_is_in_recovery() OR pg_snapshot_xmin(now) = pg_snapshot_xmax(now)
"""


def tag(request) -> str:
    """The ETag of what this request asks, asked of the database before the answer is; "" where none can be given.

    It holds whatever an answer depends on: the record, the program, the address, the language, and whether the reader may see
    what is not published.
    """
    position = _position()
    if position is None:
        return ""
    may_enter = request.user.has_perm("events.add_incident")
    parts = (*position, program(), request.build_absolute_uri(), get_language(), may_enter)
    return f'"{hashlib.sha256(repr(parts).encode()).hexdigest()[:32]}"'


def _position() -> tuple | None:
    with reading_connection().cursor() as cursor:
        cursor.execute(POSITION)
        return cursor.fetchone()


@cache
def program() -> str:
    """A digest of the program and its words: another version of it may count otherwise, or write otherwise."""
    digest = hashlib.sha256()
    for place, kind in ((PROGRAM, "*.py"), (PROGRAM, "*.sql"), (PROGRAM.parent / "conflict_tracker", "*.[mp]o")):
        for path in sorted(place.rglob(kind)):
            digest.update(path.read_bytes())
    return digest.hexdigest()


def unchanged(request, etag: str) -> HttpResponse | None:
    """HTTP 304 where the reader has this very answer. "Any answer at all" (`*`) is nobody's copy."""
    if not etag or request.headers.get("If-None-Match", "").strip() == "*":
        return None
    answer = get_conditional_response(request, etag=etag)
    return answer if answer is not None and answer.status_code == 304 else None


def keep(response, request, etag: str) -> None:
    """Anybody may keep an answer, and asks each time whether it still stands; one for somebody signed in is theirs alone."""
    whose = "private" if request.user.is_authenticated else "public"
    response["Cache-Control"] = f"{whose}, no-cache"
    if etag:
        response["ETag"] = etag
    patch_vary_headers(response, ["Accept", "Accept-Language", "Cookie"])
