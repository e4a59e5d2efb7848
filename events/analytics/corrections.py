"""Every change of a number that readers could see, newest first, with the reason; who made it is nobody's business here."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db.models import Q, QuerySet

from events.models import Correction, Incident
from events.selection.corrections import CorrectionsAsked, write_key

PAGE = 50


@dataclass(frozen=True, slots=True)
class Told:
    """One change of one incident: the numbers that it moved, for one reason."""

    day: date
    incident: Incident
    because: str
    corrections: list[Correction]


@dataclass(frozen=True, slots=True)
class Page:
    """`after` is the key of the next page, or None."""

    told: list[Told]
    after: str | None


def listed(asked: CorrectionsAsked) -> QuerySet:
    """What readers may see of it, newest first."""
    found = Correction.objects.public().order_by("-made_at", "-pk")
    return found if asked.dataset is None else found.filter(incident__dataset=asked.dataset)


def page(asked: CorrectionsAsked, *, size: int = PAGE) -> Page:
    """One page of them, one entry for each change of an incident."""
    found = listed(asked).with_incidents()
    if asked.after is not None:
        at, number = asked.after
        found = found.filter(Q(made_at__lt=at) | Q(made_at=at, pk__lt=number))
    rows = list(found[: size + 1])
    kept = rows[:size]
    return Page(_told(kept), write_key(kept[-1].made_at, kept[-1].pk) if len(rows) > size else None)


def latest(asked: CorrectionsAsked, *, size: int = PAGE) -> list[Correction]:
    """The newest alone, each by itself, as a feed lists them."""
    return list(listed(asked).with_incidents()[:size])


def told_of(incident: Incident) -> list[Told]:
    """What readers are told of one incident."""
    return _told(list(incident.corrections.with_incidents()))


def _told(rows: list[Correction]) -> list[Told]:
    grouped = groupby(rows, key=lambda one: (one.made_at.date(), one.incident_id, one.because))
    told = []
    for (day, _incident, because), same in grouped:
        corrections = sorted(same, key=lambda one: one.pk)
        told.append(Told(day, corrections[0].incident, because, corrections))
    return told
