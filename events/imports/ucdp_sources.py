"""The documents that UCDP names as its sources for an event: kept as reports without claims, for what it says it says itself."""

import re
from datetime import date, timedelta
from functools import lru_cache

from django.utils.translation import gettext as _

from events.dates import When
from events.drafts import DraftReport
from events.imports.naming import report
from events.imports.rows import Row

ARTICLE = re.compile(r"(.+?),\s*(\d{4}-\d{2}-\d{2}),\s*(.*)", re.DOTALL)
FIRST = date(1980, 1, 1)
LATER = timedelta(366)
"""Older days of sources are a database's zero or slips of the keyboard, and so are those long after the event and the release."""


def reports_of(row: Row, when: When | None, released: DraftReport) -> tuple[DraftReport, ...]:
    """The documents of a row, each once; none where its days cannot be read. A day that cannot be right is noted."""
    if when is None:
        return ()
    named, odd = _named_sources(
        row.text("source_article"), row.text("source_office"), row.text("source_date"), row.text("source_headline")
    )
    found = []
    for office, day, headline in named:
        if day is None or not FIRST <= day <= max(released.published_on, when.end + LATER):
            odd, day = odd or day is not None, when.end
        found.append(report(office, day, headline))
    if odd:
        row.note("source_date", _("A date of a source cannot be right: that of the event stands in its place."))
    return tuple(dict.fromkeys(found))


@lru_cache(1000)
def _named_sources(
    article: str, office: str, days: str, headline: str
) -> tuple[tuple[tuple[str, date | None, str], ...], bool]:
    """((publisher, day, headline), …), whether a day cannot be read. From `source_article`, or the columns beside it."""
    parts = [ARTICLE.fullmatch(part) for part in re.split(r'"?;\s*"', article.strip('" '))] if article else []
    if parts and all(parts):
        named = [(found[1].strip(), found[2], found[3].replace('""', '"')) for found in parts]
    elif office or headline or article:
        named = [(office or "UCDP", days[:10], headline or article)]
    else:
        named = []
    read = tuple((publisher, _iso(day), headline) for publisher, day, headline in named)
    return read, any(day is None and text for (_one, day, _two), (_o, text, _h) in zip(read, named, strict=True))


def _iso(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
