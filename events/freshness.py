"""Whether an answer still stands: its tag, made of all that it is made of, so that a reader never keeps a stale one.

What is read of the record changes only with a row of the history (events/sql/history.sql): triggers write one for every
write, in its own transaction. So the history's position tells the record's. What a page reads beside it, it names (`also`).

The moment that a page tells ("answered at") is not in the tag: where 304 comes back, the reader keeps the older moment, at
which the numbers were true, and still are. So tags are weak: they promise the same answer, not the same bytes.
"""

import hashlib
from collections.abc import Callable
from functools import cache, wraps
from importlib.metadata import distributions

from django.conf import settings
from django.contrib.messages import get_messages
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.translation import get_language

from events.reading_from import reading_connection

PROGRAM = {"events": ("*.py", "*.sql"), "conflict_tracker": ("*.py", "*.[mp]o"), "templates": ("*.html", "*.svg")}

# The last change seen is not enough: ids are given out while transactions write, and one that commits late brings ids below
# it. Every such one has its number before it takes an id, so it stands among those the snapshot names as open: the tag
# holds them, and when one of them ends it is another tag. Or its number is above all that the snapshot reaches, and so above
# that of the last change: the tag counts such changes. `at` tells a database restored from a backup from what it was.
# A replica's snapshot names none of those open, and only tells whether there are any: while there are, nothing is promised.
POSITION = """
SELECT last.id || ' ' || last.at, split_part(now::text, ':', 3), (
    SELECT count(*) FROM events_change late WHERE late.id < last.id
        AND late.transaction > last.transaction AND late.transaction < pg_snapshot_xmax(now)::text::bigint
)
FROM pg_current_snapshot() now
LEFT JOIN (SELECT id, at, transaction FROM events_change ORDER BY id DESC LIMIT 1) last ON true
WHERE NOT pg_is_in_recovery() OR pg_snapshot_xmin(now) = pg_snapshot_xmax(now)
"""


def kept(view: Callable, also: Callable[[], tuple] = tuple) -> Callable:
    """The view of a page or a file whose answers anybody may keep; it is asked only where its reader has none that stands.

    Pages of people who are signed in hold their tokens and messages: they get no tag. `also` tells what the view reads that
    the history does not record.
    """

    @wraps(view)
    def answered(request, *args, **kwargs):
        # Asked before anything is read. What is committed in between may be in the answer already: its tag is of a position
        # that never comes back, so it is asked for again, once too often and never once too few.
        etag = tag(request, *also()) if is_for_anybody(request) else ""
        response = unchanged(request, etag) or view(request, *args, **kwargs)
        if not response.has_header("ETag"):  # but for a file that is known by its own digest
            keep(response, request, etag if is_for_anybody(request) else "")
        patch_vary_headers(response, ["HX-Request"])
        return response

    return answered


def is_for_anybody(request) -> bool:
    """Whether what is answered holds nothing of its reader's own: no name, no message, no form's token."""
    has_token = request.META.get("CSRF_COOKIE_NEEDS_UPDATE", False)
    return not (request.user.is_authenticated or has_token or len(get_messages(request)))


def tag(request, *also) -> str:
    """The ETag of what this request asks, asked of the database before the answer is; "" where none can be given.

    It holds whatever an answer depends on: the record, the program, the day, the address, the language, whether a page or its
    fragment is asked for, and whether the reader may see what is not published.
    """
    position = _position()
    if position is None or settings.DEBUG:  # whoever works at the pages sees each as it is
        return ""
    may_enter = request.user.has_perm("events.add_incident")
    reader = (request.build_absolute_uri(), get_language(), bool(request.htmx), may_enter)
    parts = (*position, *also, program(), timezone.localdate(), *reader)
    return f'W/"{hashlib.sha256(repr(parts).encode()).hexdigest()[:32]}"'


def _position() -> tuple | None:
    with reading_connection().cursor() as cursor:
        cursor.execute(POSITION)
        return cursor.fetchone()


@cache
def program() -> str:
    """A digest of the program, its words, its pages and what they lead to: another version may count or write otherwise."""
    digest = hashlib.sha256()
    for place, kinds in PROGRAM.items():
        for path in sorted(path for kind in kinds for path in (settings.BASE_DIR / place).rglob(kind)):
            digest.update(str(path.relative_to(settings.BASE_DIR)).encode() + b"\0")
            digest.update(path.read_bytes())
    installed = sorted(f"{one.name} {one.version}" for one in distributions())
    addresses_of_files = getattr(staticfiles_storage, "manifest_hash", "")  # none where files keep their names
    digest.update(repr((installed, addresses_of_files)).encode())
    return digest.hexdigest()


def unchanged(request, etag: str) -> HttpResponse | None:
    """HTTP 304 where the reader has this very answer. "Any answer at all" (`*`) is nobody's copy."""
    if not etag or request.headers.get("If-None-Match", "").strip() == "*":
        return None
    answer = get_conditional_response(request, etag=etag)
    return answer if answer is not None and answer.status_code == 304 else None


def keep(response, request, etag: str) -> None:
    """Whoever keeps an answer asks each time whether it still stands; one with something of its reader's is theirs alone.
    Errors and redirects have no tag."""
    whose = "public" if is_for_anybody(request) else "private"
    response["Cache-Control"] = f"{whose}, no-cache"
    if etag and response.status_code in (200, 304):
        response["ETag"] = etag
    # a cache takes these over from a 304, which is too short to be compressed
    patch_vary_headers(response, ["Accept-Encoding", "Accept-Language", "Cookie"])
