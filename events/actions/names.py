"""The names of an imported file: found in ours, decided by a person, or made when the file is loaded."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict

from django.db import transaction
from django.utils.translation import gettext as _

from events.actions.acting import acting
from events.actions.making import make
from events.actions.spell import remember_spelling
from events.choices import NamedKind, NameState, PlaceLevel
from events.drafts import DraftName
from events.matching import spelled
from events.models import Actor, Batch, BatchName, Place, Source
from events.spellings import Resolved, resolve

LOT = 2000
AT_ONCE = 500
"""Names resolved together: each look reads all of ours once."""
ALIAS = 200


class NameRefused(Exception):
    """A decision that cannot be; the message says why and what can."""


@transaction.atomic
def note_names(*, batch: Batch, names: Mapping[DraftName, tuple[int, int | None]]) -> None:
    """Keep the names of a file, each with (how many rows have it, the first of them), in place of those kept before.

    What a person decided as new stays so. Those that are ours, by their very name or by a decision, are found.
    """
    new = set(batch.names.filter(state=NameState.NEW).values_list("kind", "key"))
    batch.names.all().delete()
    found = resolve(names)
    BatchName.objects.bulk_create(
        (
            _noted(batch, found[name.kind, name.key], *told, (name.kind, name.key) in new)
            for name, told in names.items()
        ),
        batch_size=LOT,
    )


def _noted(batch: Batch, found: Resolved, rows: int, first: int | None, was_new: bool) -> BatchName:
    noted = BatchName.of_draft(batch, found.name, rows=rows, first_row=first)
    _take(noted, found)
    if was_new and noted.state == NameState.OPEN:
        noted.state = NameState.NEW
    return noted


def _take(noted: BatchName, found: Resolved) -> None:
    noted.within, noted.waits, noted.meant = found.within, found.waits, found.meant
    noted.state = NameState.OPEN if found.meant is None else NameState.MATCHED
    noted.candidates = [asdict(candidate) for candidate in found.candidates]


@transaction.atomic
def decide_name(*, name: BatchName, meant: Place | Actor | Source, by) -> None:
    """Say which of ours a name means, for this file and every later one; what stood below it is looked for again.

    An actor's and a source's other name is one more of its aliases, so that search finds it.
    """
    remember_spelling(words=name.words, within=name.within, meant=meant, by=by)
    if name.kind != NamedKind.PLACE:
        _learn_alias(meant, name.words)
    same = [
        one.pk
        for one in name.batch.names.filter(kind=name.kind, within=name.within)
        if spelled(one.words) == spelled(name.words)
    ]
    BatchName.objects.filter(pk__in=same).update(state=NameState.MATCHED, meant=meant.pk, waits=False)
    _look_again(name.batch, name.kind)


@transaction.atomic
def take_as_new(*, names: Iterable[BatchName], by, with_lookalikes: bool = True) -> int:
    """Have these made when the file is loaded, with what stands below them. Returns how many.

    Without `with_lookalikes`, what stands below and looks like one of ours is left for a person to look at.
    Raises NameRefused for a place of which the file does not say what it is part of.
    """
    acting(by=by)
    names = list(names)
    for name in names:
        if _stands_nowhere(name):
            said = _("The file does not say what “%(place)s” is part of: choose one of ours, or add the place first.")
            raise NameRefused(said % {"place": name.words})
    taken = 0
    ours, asked = {name.batch_id for name in names}, {name.pk for name in names}
    for batch in ours:
        waiting = list(BatchName.objects.undecided().filter(batch=batch))
        free = [name for name in waiting if with_lookalikes or not name.candidates]
        keys = {(name.kind, name.key) for name in free if name.pk in asked}
        for _depth in PlaceLevel:
            keys |= {(name.kind, name.key) for name in free if (name.kind, name.draft["within"]) in keys}
        pks = [name.pk for name in free if (name.kind, name.key) in keys]
        taken += BatchName.objects.filter(pk__in=pks).update(state=NameState.NEW)
        decided = [name.pk for name in waiting if (name.kind, name.draft["within"]) in keys]
        BatchName.objects.filter(pk__in=[*pks, *decided]).update(waits=False)
    return taken


@transaction.atomic
def reopen_name(*, name: BatchName, by) -> None:
    """Take a "new one" back."""
    acting(by=by)
    BatchName.objects.filter(pk=name.pk, state=NameState.NEW).update(state=NameState.OPEN)


def _stands_nowhere(name: BatchName) -> bool:
    return name.kind == NamedKind.PLACE and not name.draft["within"] and name.draft["sort"] != PlaceLevel.COUNTRY


def _learn_alias(meant: Actor | Source, words: str) -> None:
    known = {spelled(name) for name in (meant.name, meant.name_local, *meant.aliases) if name}
    if spelled(words) not in known and len(words) <= ALIAS:
        meant.aliases = [*meant.aliases, words]
        meant.save(update_fields=["aliases"])


def _look_again(batch: Batch, kind: str) -> None:
    """What waited for a decision above it may be found now."""
    waiting = list(batch.names.undecided().filter(kind=kind, waits=True))
    if not waiting:
        return
    drafts = {name.key: name.as_draft() for name in batch.names.filter(kind=kind)}
    for start in range(0, len(waiting), AT_ONCE):
        lot = waiting[start : start + AT_ONCE]
        found = resolve(_with_those_above(lot, drafts))
        for name in lot:
            _take(name, found[NamedKind(kind), name.key])
        BatchName.objects.bulk_update(lot, ["state", "meant", "within", "waits", "candidates"], batch_size=LOT)


def _with_those_above(names: Iterable[BatchName], drafts: Mapping[str, DraftName]) -> list[DraftName]:
    wanted: dict[str, DraftName] = {}
    for name in names:
        key = name.key
        while key in drafts and key not in wanted:
            wanted[key] = drafts[key]
            key = drafts[key].within
    return list(wanted.values())


def _find_made_meanwhile(batch: Batch) -> None:
    """Names that were new when they were decided, and have been made since, as by another file: those are meant."""
    new = list(batch.names.filter(state=NameState.NEW))
    if not new:
        return
    found = resolve((name.as_draft() for name in batch.names.filter(kind__in={name.kind for name in new})), limit=0)
    made = [name for name in new if found[name.kind, name.key].meant is not None]
    for name in made:
        _take(name, found[name.kind, name.key])
    BatchName.objects.bulk_update(made, ["state", "meant", "within", "waits", "candidates"], batch_size=LOT)


@transaction.atomic
def ids_of_names(*, batch: Batch) -> dict[str, dict[str, int]]:
    """kind → {key of a DraftName: id of ours}; those decided as new are made first. For whoever loads the batch.

    Raises NameRefused when a name is still to be decided.
    """
    undecided = batch.names.undecided().count()
    if undecided:
        raise NameRefused(_("%(count)s names are still to be decided.") % {"count": undecided})
    _find_made_meanwhile(batch)
    make(names=list(batch.names.filter(state=NameState.NEW)))
    ids: dict[str, dict[str, int]] = defaultdict(dict)
    for kind, key, meant in batch.names.values_list("kind", "key", "meant"):
        ids[kind][key] = meant
    return {kind: ids[kind] for kind in NamedKind}
