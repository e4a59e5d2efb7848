from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from events.actions.acting import acting
from events.choices import Matter, Verdict
from events.models import Claim, Incident, Mark


@dataclass(frozen=True, slots=True)
class Marked:
    """One thing a reviewer says: of the incident, or of one of its claims. `basis` is what stood there."""

    matter: Matter
    verdict: Verdict
    claim: Claim | None = None
    comment: str = ""
    basis: str = ""


@transaction.atomic
def mark(*, incident: Incident, marked: Iterable[Marked], by) -> list[Mark]:
    """Write what a reviewer says of an incident; each speaks instead of an earlier mark on the same matter.

    Raises IntegrityError for a question or a wrong without a comment.
    """
    acting(by=by)
    return Mark.objects.bulk_create(
        Mark(
            incident=incident,
            claim=one.claim,
            matter=one.matter,
            verdict=one.verdict,
            comment=one.comment.strip(),
            basis=one.basis,
            marked_by=by,
        )
        for one in marked
    )


@transaction.atomic
def settle(*, incident: Incident, answers: dict[int, str], by) -> int:
    """Answer open marks of an incident, by id; an answered one is settled. Returns how many were.

    A mark that somebody settled, or spoke over, in the meantime is left as it is.
    """
    acting(by=by)
    list(Incident.objects.select_for_update().filter(pk=incident.pk).values_list("pk"))
    settled = list(Mark.objects.open().filter(incident=incident, pk__in=[pk for pk, said in answers.items() if said]))
    for one in settled:
        one.settled_by, one.settled_at, one.answer = by, timezone.now(), answers[one.pk]
    Mark.objects.bulk_update(settled, ["settled_by", "settled_at", "answer"])
    return len(settled)
