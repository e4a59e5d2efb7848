"""Places, actors and sources that a file brings along and nobody had before."""

from collections.abc import Iterable, Sequence

from django.utils.text import slugify

from events.choices import ActorKind, NamedKind, NameState, PlaceLevel, SourceKind
from events.matching import spelled
from events.matching.letters import ascii_of
from events.models import Actor, BatchName, Place, Source

MODELS = {NamedKind.PLACE: Place, NamedKind.ACTOR: Actor, NamedKind.SOURCE: Source}
LONGEST_SLUG = 80
LONGEST_NAME = 200
LOT = 2000


def make(*, names: Sequence[BatchName]) -> None:
    """Make one of ours of each name, those above first, and let the name mean it. Must run in a transaction."""
    for kind, model in MODELS.items():
        ours = [name for name in names if name.kind == kind]
        if ours:
            _make(kind, model, ours)


def _make(kind: NamedKind, model: type, names: list[BatchName]) -> None:
    slugs = set(model.objects.values_list("slug", flat=True))
    pcodes = set(Place.objects.exclude(pcode=None).values_list("pcode", flat=True))
    ids = dict(names[0].batch.names.filter(kind=kind).exclude(meant=None).values_list("key", "meant"))
    waiting = names
    while waiting:
        new = {name.key for name in waiting}
        lot = [name for name in waiting if name.draft["within"] not in new] or waiting  # a ring stands under nothing
        # a name that a file writes in several ways ("SDF PRESS Office") is one
        same = {_spelled(name): name for name in reversed(lot)}
        made = [model(**_columns(kind, name, slugs, pcodes, ids)) for name in same.values()]
        made = dict(zip(same, model.objects.bulk_create(made, batch_size=LOT), strict=True))
        for name in lot:
            ids[name.key] = name.meant = made[_spelled(name)].pk
            name.state = NameState.MATCHED
        BatchName.objects.bulk_update(lot, ["state", "meant"], batch_size=LOT)
        waiting = [name for name in waiting if name.key not in ids]


def _spelled(name: BatchName) -> tuple[str, str]:
    return spelled(name.words) or name.words, name.draft["within"]


def _columns(kind: NamedKind, name: BatchName, slugs: set[str], pcodes: set[str], ids: dict[str, int]) -> dict:
    draft = name.as_draft()
    slug = draft.slug if draft.slug and draft.slug not in slugs else _free_slug(draft.words, slugs)
    slugs.add(slug)
    columns = {
        "slug": slug,
        "name": draft.words[:LONGEST_NAME],
        "name_local": draft.local[:LONGEST_NAME],
        "aliases": _short(draft.aliases),
    }
    if kind == NamedKind.SOURCE:
        return columns | {"kind": draft.sort or SourceKind.OTHER}
    columns["parent_id"] = ids.get(draft.within)
    if kind == NamedKind.ACTOR:
        return columns | {"kind": draft.sort or ActorKind.OTHER}
    pcode = draft.pcode if draft.pcode and draft.pcode not in pcodes else None
    pcodes.add(draft.pcode)
    return columns | {
        "level": draft.sort or PlaceLevel.LOCALITY,
        "pcode": pcode,
        "latitude": draft.latitude,
        "longitude": draft.longitude,
    }


def _short(aliases: Iterable[str]) -> list[str]:
    return [alias for alias in aliases if len(alias) <= LONGEST_NAME]


def _free_slug(words: str, taken: set[str]) -> str:
    base = slugify(ascii_of(words))[: LONGEST_SLUG - 8].strip("-") or "name"
    number, slug = 1, base
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug
