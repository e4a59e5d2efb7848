"""What happened to one incident, newest first: one entry for each transaction, in words."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Max, Q, QuerySet

from events.analytics.change_words import Item, Words
from events.models import Change, Incident, Report

PAGE = 20


@dataclass(frozen=True, slots=True)
class Entry:
    """What one transaction did. `role` is the database role, where it was not the application's own or names nobody."""

    at: datetime
    who: str
    role: str
    why: str
    items: list[Item]


@dataclass(frozen=True, slots=True)
class Page:
    """`before` is the key of the next, older page, or None."""

    entries: list[Entry]
    before: int | None


def history(incident: Incident, *, before: int | None = None, size: int = PAGE) -> Page:
    """A page of the incident's own history, and of what stands on it, its reports included."""
    whole = changes_of(incident)
    # by time too: a database that was dumped and loaded counts its transactions anew
    heads = whole.order_by().values("transaction", "at").annotate(last=Max("id")).order_by("-last")
    if before is not None:
        heads = heads.filter(last__lt=before)
    found = list(heads[: size + 1])
    kept = found[:size]
    rows = _rows(whole, kept)
    words = Words([change for changes in rows for change in changes], was_public=incident.published_at is not None)
    entries = [_entry(changes, words) for changes in rows]
    return Page(entries, kept[-1]["last"] if len(found) > size else None)


def changes_of(incident: Incident) -> QuerySet:
    """Every row of the history that the incident's page tells of."""
    told = Report.objects.filter(Q(incidents=incident) | Q(claims__incident=incident)).values_list("pk", flat=True)
    return Change.objects.filter(Q(incident=incident.pk) | Q(table="events_report", row__in=set(told)))


def _rows(whole: QuerySet, heads: list[dict]) -> list[list[Change]]:
    """The changes of each of these transactions, in the order in which they were made."""
    wanted = whole.filter(transaction__in=[head["transaction"] for head in heads]).select_related("by").order_by("id")
    grouped = {(head["transaction"], head["at"]): [] for head in heads}
    for change in wanted:
        if (change.transaction, change.at) in grouped:
            grouped[change.transaction, change.at].append(change)
    return list(grouped.values())


def _entry(changes: list[Change], words: Words) -> Entry:
    last = changes[-1]
    by = next((change.by for change in reversed(changes) if change.by), None)
    foreign = last.role != (settings.APPLICATION_ROLE or settings.DATABASES["default"]["USER"])
    return Entry(
        at=last.at,
        who=by.get_username() if by else "",
        role=last.role if foreign or by is None else "",
        why=next((change.why for change in reversed(changes) if change.why), ""),
        items=words.items(changes),
    )
