from django.db import transaction
from django.db.models import F

from events.actions.acting import acting
from events.choices import Status
from events.models import Dataset, Incident

# What `move` writes and an edit never does.
STANDING = (
    "status",
    "retracted_because",
    "changed_since_review",
    "published_by_id",
    "published_at",
    "created_by_id",
    "merged_into_id",
)


@transaction.atomic
def record(*, incident: Incident, by, why: str = "") -> Incident:
    """Save one incident as entered by a person: a code on its first save, the next version on later ones.

    A published one is *changed since review* from then on. Its involvements and claims are saved after it; then `assess`
    makes its estimates.
    """
    acting(by=by, why=why)
    if incident.pk is None:
        incident.created_by = by
        [incident.code] = new_codes(dataset=incident.dataset, years=[incident.date_start.year])
    else:
        _keep_standing(incident)
        incident.changed_by = by
    incident.save()
    return incident


def _keep_standing(incident: Incident) -> None:
    """Take over where the incident stands by now: somebody may have moved it while it was being edited."""
    standing = Incident.objects.select_for_update().get(pk=incident.pk)
    for field in STANDING:
        setattr(incident, field, getattr(standing, field))
    incident.version = standing.version + 1
    incident.changed_since_review |= incident.status == Status.PUBLISHED


def new_codes(*, dataset: Dataset, years: list[int]) -> list[str]:
    """The next free codes of a dataset, MYD-2017-0001 and on, one for each year given.

    Must run in a transaction: the dataset's row stays locked until it ends, so that no two incidents get one code.
    """
    counter = Dataset.objects.filter(pk=dataset.pk)
    counter.update(last_number=F("last_number") + len(years))
    prefix, last = counter.values_list("code_prefix", "last_number").get()
    return [f"{prefix}-{year}-{number:04d}" for number, year in enumerate(years, start=last - len(years) + 1)]
