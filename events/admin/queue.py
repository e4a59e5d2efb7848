"""The work queue: what waits for whom, since when, and how many questions are open."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.admin import SimpleListFilter
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.choices import Status
from events.models import Incident, Lead

LATEST = 5
SHOWN = 50
"""Of each queue on the page; the list has the rest."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One queue: what it holds for a person, whom that waits for, and whether only editors have it."""

    label: str
    waits_for: str
    incidents: Callable
    is_for_editors: bool = False


@dataclass(frozen=True, slots=True)
class Queue:
    """A count of what waits, and where it is listed."""

    label: str
    count: int
    address: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """One queue laid out: the incidents that wait longest first, and how many there are in all."""

    name: str
    label: str
    waits_for: str
    incidents: list[Incident]
    count: int
    address: str


def to_answer(user) -> QuerySet:
    """One's own, with questions or wrongs that nobody has settled; and loaded ones, which are everybody's."""
    own = Incident.objects.filter(Q(created_by=user) | Q(created_by=None)).exclude(status=Status.MERGED)
    return own.asked_about()


def drafts_of(user) -> QuerySet:
    return Incident.objects.filter(status=Status.DRAFT, created_by=user)


def own_in_review(user) -> QuerySet:
    return Incident.objects.filter(status=Status.IN_REVIEW, created_by=user)


def waiting_for(user) -> QuerySet:
    """In review, and neither entered nor changed by this person (four eyes)."""
    return Incident.objects.filter(status=Status.IN_REVIEW).reviewable_by(user)


def changed(user) -> QuerySet:
    """Published, and changed since an editor looked at it, by somebody else."""
    return Incident.objects.filter(status=Status.PUBLISHED, changed_since_review=True).reviewable_by(user)


def own_changed(user) -> QuerySet:
    """Published, and changed since by this person, or entered by this person and changed by anybody."""
    waiting = Incident.objects.filter(status=Status.PUBLISHED, changed_since_review=True)
    return waiting.filter(Q(created_by=user) | Q(hands__contains=[user.pk]))


YOU, AN_EDITOR = gettext_lazy("you"), gettext_lazy("an editor")
QUEUES = {
    "answer": Kind(gettext_lazy("Questions to answer"), YOU, to_answer),
    "drafts": Kind(gettext_lazy("My drafts"), YOU, drafts_of),
    "mine-in-review": Kind(gettext_lazy("Mine, in review"), AN_EDITOR, own_in_review),
    "mine-changed": Kind(gettext_lazy("Mine, changed since review"), AN_EDITOR, own_changed),
    "review": Kind(gettext_lazy("Waiting for review"), YOU, waiting_for, is_for_editors=True),
    "changed": Kind(gettext_lazy("Changed since review"), YOU, changed, is_for_editors=True),
}


def _kinds_for(user) -> dict[str, Kind]:
    is_editor = user.has_perm("events.publish_incident")
    return {name: kind for name, kind in QUEUES.items() if is_editor or not kind.is_for_editors}


def counts(user) -> list[Queue]:
    """What waits for this person; reviews are for editors."""
    queues = [
        Queue(str(kind.label), kind.incidents(user).count(), _listed(name)) for name, kind in _kinds_for(user).items()
    ]
    return [*queues, to_read(user)]


def to_read(user) -> Queue:
    """The links of the inbox that this person is to read."""
    count = Lead.objects.unread().assigned_to(user).count()
    return Queue(_("Reports to read"), count, f"{reverse('admin:events_inbox')}?show=mine")


def waiting(user) -> list[Waiting]:
    """Every queue of this person, laid out."""
    laid = []
    for name, kind in _kinds_for(user).items():
        found = kind.incidents(user)
        longest = (
            found.with_open_marks().select_related("place", "created_by", "changed_by").order_by("stands_since", "pk")
        )
        laid.append(
            Waiting(name, str(kind.label), str(kind.waits_for), list(longest[:SHOWN]), found.count(), _listed(name))
        )
    return laid


def _listed(name: str) -> str:
    return f"{reverse('admin:events_incident_changelist')}?{QueueFilter.parameter_name}={name}"


def waiting_view(site, request: HttpRequest, besides: list[Queue]) -> HttpResponse:
    """The page "What waits for whom"; `besides` are counts of what is no incident."""
    context = site.each_context(request) | {
        "title": _("What waits for whom"),
        "queues": waiting(request.user),
        "others": [*besides, to_read(request.user)],
    }
    return render(request, "admin/waiting.html", context)


def latest_of(user) -> QuerySet:
    return Incident.objects.filter(created_by=user).select_related("place").order_by("-updated_at")[:LATEST]


class QueueFilter(SimpleListFilter):
    title = gettext_lazy("queue")
    parameter_name = "queue"

    def lookups(self, request, model_admin) -> list:
        return [(name, kind.label) for name, kind in QUEUES.items()]

    def queryset(self, request, queryset: QuerySet) -> QuerySet:
        kind = QUEUES.get(self.value())
        return queryset if kind is None else queryset.filter(pk__in=kind.incidents(request.user).values("pk"))
