"""The work queue: what waits for whom."""

from dataclasses import dataclass

from django.contrib.admin import SimpleListFilter
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy

from events.choices import Status
from events.models import Incident

LATEST = 5


@dataclass(frozen=True, slots=True)
class Queue:
    """A count of incidents that wait, and where they are listed."""

    label: str
    count: int
    address: str


def drafts_of(user) -> QuerySet:
    return Incident.objects.filter(status=Status.DRAFT, created_by=user)


def waiting_for(user) -> QuerySet:
    """In review, and not one's own (four eyes)."""
    return Incident.objects.filter(status=Status.IN_REVIEW).exclude(created_by=user)


def changed() -> QuerySet:
    """Published, and changed since an editor looked at it."""
    return Incident.objects.filter(status=Status.PUBLISHED, changed_since_review=True)


def own_in_review(user) -> QuerySet:
    return Incident.objects.filter(status=Status.IN_REVIEW, created_by=user)


QUEUES = {
    "drafts": (gettext_lazy("My drafts"), drafts_of),
    "mine-in-review": (gettext_lazy("Mine, in review"), own_in_review),
    "review": (gettext_lazy("Waiting for review"), waiting_for),
    "changed": (gettext_lazy("Changed since review"), lambda user: changed()),
}
FOR_EDITORS = {"review", "changed"}


def counts(user) -> list[Queue]:
    """What waits for this person; reviews are for editors."""
    here = reverse("admin:events_incident_changelist")
    return [
        Queue(str(label), incidents(user).count(), f"{here}?{QueueFilter.parameter_name}={name}")
        for name, (label, incidents) in QUEUES.items()
        if name not in FOR_EDITORS or user.has_perm("events.publish_incident")
    ]


def latest_of(user) -> QuerySet:
    return Incident.objects.filter(created_by=user).select_related("place").order_by("-updated_at")[:LATEST]


class QueueFilter(SimpleListFilter):
    title = gettext_lazy("queue")
    parameter_name = "queue"

    def lookups(self, request, model_admin) -> list:
        return [(name, label) for name, (label, _incidents) in QUEUES.items()]

    def queryset(self, request, queryset: QuerySet) -> QuerySet:
        if self.value() not in QUEUES:
            return queryset
        _label, incidents = QUEUES[self.value()]
        return queryset.filter(pk__in=incidents(request.user).values("pk"))
