"""One incident as its page needs it, and what stands near it."""

from datetime import timedelta

from django.db.models import Prefetch

from events.choices import Harm, Status, VictimGroup
from events.models import Incident, Involvement, Report

NEAR_DAYS = 2
NEAR_MOST = 6


def whole(incidents):
    """With the figure of everybody killed, place, dataset, every involvement, and the perpetrators apart."""
    involvements = Involvement.objects.select_related("actor")
    return (
        incidents.with_figure(Harm.KILLED, VictimGroup.ALL)
        .select_related("place", "dataset", "created_by", "published_by")
        .prefetch_related(
            Prefetch("involvements", involvements),
            Prefetch("involvements", involvements.perpetrators(), to_attr="perpetrators"),
            Prefetch("reports", Report.objects.select_related("publisher")),
        )
    )


def near(incident: Incident) -> list[Incident]:
    """Published incidents of the same dataset within two days and the same governorate, or country where it has none."""
    around = incident.place.lineage[:2]
    margin = timedelta(days=NEAR_DAYS)
    return list(
        whole(Incident.objects.filter(dataset=incident.dataset, status=Status.PUBLISHED))
        .overlapping(incident.date_start - margin, incident.date_end + margin)
        .filter(place__lineage__contains=around)
        .exclude(pk=incident.pk)
        .order_by("-date_end", "-pk")[:NEAR_MOST]
    )
