"""Names that a file uses, as drafts: each the same object for as long as it is named the same. Pure."""

import re
from datetime import date
from functools import lru_cache
from hashlib import blake2b

from events.choices import ActorKind, NamedKind, PlaceLevel, SourceKind
from events.drafts import DraftName, DraftReport
from events.imports.base import RELEASE, Release

LONGEST_NAME = 200
LONGEST_KEY = 180
REMEMBERED = 50_000
STATE = re.compile(r"^(Government of|Military Forces of|Police Forces of)\b")


@lru_cache(REMEMBERED)
def place_chain(*above: tuple[str, PlaceLevel | str]) -> tuple[DraftName, ...]:
    """(words, level) from the country down: each under the one before; what is empty, or named again, is left out."""
    chain: list[DraftName] = []
    for words, level in above:
        if words and words not in {name.words for name in chain}:
            within = chain[-1].key if chain else ""
            key = short(f"{within} / {words}" if within else words)
            chain.append(DraftName(NamedKind.PLACE, key, words[:LONGEST_NAME], within, level))
    return tuple(chain)


@lru_cache(REMEMBERED)
def actor(words: str, kind: ActorKind | str = "") -> DraftName:
    """A party, a state body where its name says so, an armed group otherwise."""
    kind = kind or (ActorKind.STATE if STATE.match(words) else ActorKind.ARMED_GROUP)
    return DraftName(NamedKind.ACTOR, short(words), words[:LONGEST_NAME], sort=kind)


@lru_cache(REMEMBERED)
def source(words: str, kind: SourceKind | str = "") -> DraftName:
    return DraftName(NamedKind.SOURCE, short(words), words[:LONGEST_NAME], sort=kind)


def short(key: str) -> str:
    """A key that an index can hold: the whole of it, or its beginning and what tells it from others that begin so."""
    if len(key) <= LONGEST_KEY:
        return key
    return f"{key[:LONGEST_KEY]}#{blake2b(key.encode(), digest_size=8).hexdigest()}"


def cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def release_report(coder: str, series: str, release: Release) -> DraftReport:
    """The file itself as the report in which its coder says its numbers; all of them on the day it came out."""
    name = release.name if release.name.casefold().startswith(series.casefold()) else f"{series} {release.name}"
    return DraftReport(RELEASE, coder, release.released_on, cut(name.strip(), 300))


@lru_cache(REMEMBERED)
def report(publisher: str, published_on: date, headline: str, url: str = "") -> DraftReport:
    """A document that a file names as its source, without a claim: what the file says, it says itself."""
    key = short(f"{publisher}, {published_on}, {headline or url}")
    return DraftReport(key, short(publisher), published_on, cut(headline or url or publisher, 300), url=url[:1000])
