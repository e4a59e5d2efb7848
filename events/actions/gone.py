"""What a newer release no longer holds, and taking incidents back from readers, many at once."""

from collections.abc import Sequence

from django.db.models import F, QuerySet
from django.db.models.expressions import RawSQL
from django.utils import timezone

from events.choices import FileFormat, Status
from events.models import Batch, Correction, Estimate, Incident, Origin

WHOLE = (FileFormat.UCDP, FileFormat.GTD)
"""Formats whose files are whole releases: what is missing in a newer one was taken out by its publisher."""


def gone_from(*, batch: Batch) -> QuerySet[Origin]:
    """Origins whose key none of the rows read so far had (naming.Keys), of incidents that stand as they were imported."""
    if batch.format not in WHOLE:
        return Origin.objects.none()
    standing = Origin.objects.filter(dataset=batch.dataset, incident__version=F("version"))
    return standing.exclude(incident__status__in=[Status.RETRACTED, Status.MERGED]).exclude(
        key__in=RawSQL("SELECT key FROM loaded_keys WHERE kind = 'row'", [])
    )


def retract_all(*, incidents: Sequence[int], because: str, by) -> None:
    """Retract these incidents (ids) with a reason, and tell readers of each number of today that is withdrawn."""
    list(Incident.objects.filter(pk__in=incidents).order_by("pk").select_for_update().values_list("pk"))
    tell_withdrawn(incidents=incidents, because=because, by=by)
    Incident.objects.filter(pk__in=incidents).update(
        status=Status.RETRACTED, retracted_because=because, version=F("version") + 1, updated_at=timezone.now()
    )
    Origin.objects.filter(incident__in=incidents).update(version=F("version") + 1)


def tell_withdrawn(*, incidents: Sequence[int], because: str, by) -> None:
    """Tell readers of the numbers of today of those of the incidents (ids) that are public and will not be."""
    public = Incident.objects.filter(pk__in=incidents, status=Status.PUBLISHED).in_bulk()
    Correction.objects.bulk_create(
        Correction.of(public[one.incident_id], one.question, was=one.figure, now=None, because=because, made_by=by)
        for one in Estimate.objects.standing().filter(incident__in=public)
    )
