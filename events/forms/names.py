"""Names as people type them: an actor, place or source by any of its spellings, a report by words of its headline.

What is typed is found exactly or refused with what would do; nothing is guessed (C13).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from events.models import Actor, Place, Report, Source
from events.models.named import Named, Tree

MODELS = {"actor": Actor, "place": Place, "source": Source, "report": Report}
SHOWN = 8
"""Suggestions under an input, and candidates in an error."""

COMMAS = re.compile("[,،]")
NUMBERED = re.compile(r"#(\d{1,18})\s*$")


class Unfound(ValueError):
    """The words name nothing, or more than one thing. The message, for whoever wrote them, says what to write."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One thing that was perhaps meant: the words that find it, and what it is."""

    value: str
    note: str


def find(model: type, text: str) -> Named | Report:
    """The one thing that the words name, in any case. Raises Unfound.

    Of two places or actors with one name, "Mayadeen, Deir ez-Zor" tells which is meant; "Mayadeen #12" always does.
    """
    text = _typed(text)
    found = _named(model, text)
    if len(found) == 1:
        return found[0]
    raise Unfound(_ambiguous(text, suggested(found)) if found else _unknown(model, text))


def found(model: type, text: str) -> Named | Report | None:
    """The one thing that the words name; None for nothing, for more than one, and for a name that is not typed out yet."""
    text = _typed(text)
    things = _named(model, text) if text else []
    return things[0] if len(things) == 1 else None


def suggestions(model: type, text: str) -> list[Suggestion]:
    """What the first letters could become, likeliest first; nothing for no letters."""
    text = _typed(text)
    return suggested(_like(model, text)) if text else []


def words_for(thing: Named | Report | None) -> str:
    """Words that `find` finds it by: the name, with what it is part of where that is needed, or its number."""
    if thing is None:
        return ""
    if isinstance(thing, Report):
        return f"{thing} #{thing.pk}"
    tries = [thing.name]
    if isinstance(thing, Tree) and thing.parent_id is not None:
        tries.append(f"{thing.name}, {thing.parent.name}")
    for words in tries:
        if _called(type(thing), words) == [thing]:
            return words
    return f"{thing.name} #{thing.pk}"


def describe(things: Iterable) -> list[str]:
    """What each is, in one line: "Mayadeen, Deir ez-Zor, Syria · locality"."""
    things = list(things)
    above = {pk for thing in things if isinstance(thing, Tree) for pk in thing.lineage}
    names = dict(type(things[0]).objects.filter(pk__in=above).values_list("pk", "name")) if above else {}
    return [_described(thing, names) for thing in things]


def suggested(things: Iterable) -> list[Suggestion]:
    things = list(things)[:SHOWN]
    return [Suggestion(words_for(thing), note) for thing, note in zip(things, describe(things), strict=True)]


def _described(thing, names: dict[int, str]) -> str:
    if isinstance(thing, Report):
        return str(thing)
    if isinstance(thing, Tree):
        path = ", ".join(names[pk] for pk in reversed(thing.lineage))
        return f"{path} · {thing.get_level_display() if isinstance(thing, Place) else thing.get_kind_display()}"
    return f"{thing.name} · {thing.get_kind_display()}"


def _typed(text: str) -> str:
    """Bars separate spellings in the database, so they cannot be part of one."""
    return " ".join(text.replace("|", " ").replace("\x00", " ").split())


def _named(model: type, text: str) -> list:
    return _numbered(model, text) or (_reports(text) if model is Report else _called(model, text))


def _numbered(model: type, text: str) -> list:
    numbered = NUMBERED.search(text)
    return list(model.objects.filter(pk=numbered[1])) if numbered else []


def _called(model: type[Named], text: str) -> list:
    found = list(model.objects.called(text)[: SHOWN + 1])
    if found or not issubclass(model, Tree):
        return found
    name, *above = [part.strip() for part in COMMAS.split(text)]
    if not above or not name or not all(above):
        return []
    within = model.objects.called(name)
    for part in above:
        within = within.under(model.objects.called(part).values_list("pk", flat=True))
    found = list(within.exclude(parent=None)[: SHOWN + 1])
    parents = set(model.objects.called(above[0])) if len(found) > 1 else set()
    direct = [thing for thing in found if thing.parent in parents]
    return direct if len(direct) == 1 else found


def _reports(text: str) -> list[Report]:
    """By its address, its whole headline, or words that only one report has."""
    found = list(Report.objects.like(text)[: SHOWN + 1])
    exact = [report for report in found if text.lower() in (report.url.lower(), report.headline.lower())]
    return exact if len(exact) == 1 else found


def _like(model: type, text: str) -> list:
    if model is Report:
        return _reports(text)[:SHOWN]
    found = model.objects.like(text)
    return list((found.select_related("parent") if issubclass(model, Tree) else found)[:SHOWN])


def _ambiguous(text: str, candidates: list[Suggestion]) -> str:
    return _("“%(text)s” can be more than one. Write which: %(candidates)s.") % {
        "text": text,
        "candidates": "; ".join(
            f"{one.value} ({kind})" if kind else one.value
            for one, kind in ((one, one.note.partition(" · ")[2]) for one in candidates)
        ),
    }


def _unknown(model: type, text: str) -> str:
    near = _like(model, text)
    if not near:
        beginnings = (word[:length] for word in text.split()[:4] for length in (5, 4, 3) if len(word) >= length)
        near = next((found for found in (_like(model, start) for start in beginnings) if found), [])
    said = {"text": text, "candidates": "; ".join(one.value for one in suggested(near))}
    kind = {
        Actor: _("No actor is called “%(text)s”."),
        Place: _("No place is called “%(text)s”."),
        Source: _("No source is called “%(text)s”."),
        Report: _("No report has “%(text)s” in its headline, address or publisher."),
    }[model] % said
    mend = _("Perhaps you mean: %(candidates)s.") % said if near else _("Check the spelling, or add it first.")
    return f"{kind} {mend}"
