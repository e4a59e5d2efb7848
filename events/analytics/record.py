"""One incident as its page needs it, and what stands near it."""

from datetime import date, timedelta

from django.db.models import Prefetch

from events.choices import FileFormat, Status
from events.models import Incident, Involvement, Origin, Report
from events.models.incident import governorate_of

NEAR_DAYS = 2
NEAR_MOST = 6


def whole(incidents, as_of: date | None = None):
    """With place, governorate, dataset, every involvement, and the reports that tell of it, those published by `as_of`."""
    return (
        incidents.select_related("place", "dataset", "origin__batch")
        .annotate(admin1=governorate_of("place__lineage"))
        .prefetch_related(
            Prefetch("involvements", Involvement.objects.select_related("actor")),
            Prefetch("reports", Report.objects.published_by(as_of).select_related("publisher")),
        )
    )


def as_in_file(incident: Incident, as_of: date | None = None) -> tuple[Origin, list[tuple[str, str]]] | None:
    """Where it stands in which file, and (column, text) of its row there; None where it came from none that was out by then.

    A file of our own is between those who work on it, its name too: before anything is published its words are mended here.
    """
    origin = getattr(incident, "origin", None)
    if origin is None or origin.batch.format == FileFormat.TEMPLATE or (as_of and origin.batch.released_on > as_of):
        return None
    return origin, [(column, text) for column, text in origin.values.items() if text.strip()]


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
