"""One incident as its page needs it, and what stands near it."""

from datetime import date, timedelta

from django.db.models import Prefetch

from events.choices import Status
from events.models import Incident, Involvement, Report
from events.models.incident import governorate_of

NEAR_DAYS = 2
NEAR_MOST = 6


def whole(incidents, as_of: date | None = None):
    """With place, governorate, dataset, every involvement, and the reports that tell of it, those published by `as_of`."""
    return (
        incidents.select_related("place", "dataset")
        .annotate(admin1=governorate_of("place__lineage"))
        .prefetch_related(
            Prefetch("involvements", Involvement.objects.select_related("actor")),
            Prefetch("reports", Report.objects.published_by(as_of).select_related("publisher")),
        )
    )


def near(incident: Incident, as_of: date | None = None) -> list[Incident]:
    """Published incidents of the same dataset within two days and the same governorate, or country where it has none; of
    those known by `as_of`."""
    around = incident.place.lineage[:2]
    margin = timedelta(days=NEAR_DAYS)
    return list(
        Incident.objects.filter(dataset=incident.dataset, status=Status.PUBLISHED)
        .select_related("place")
        .known_by(as_of)
        .overlapping(incident.date_start - margin, incident.date_end + margin)
        .filter(place__lineage__contains=around)
        .exclude(pk=incident.pk)
        .order_by("-date_end", "-pk")[:NEAR_MOST]
    )
