"""What looks alike is put to people; only they answer, and an answer is never asked for twice."""

from collections.abc import Iterable

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from events.actions.acting import acting
from events.choices import Answer
from events.likeness import ASKED_FROM, MOST, Found
from events.models import Incident, Likeness


class AnswerRefused(Exception):
    """An answer that cannot be given; the message says why."""


@transaction.atomic
def note_likenesses(*, incident: int, found: Iterable[Found]) -> int:
    """Put what an incident looks like into the queue; returns how many pairs wait there because of it.

    `found` is everything that looks at all alike, likeliest first. What was answered stays answered; a pair that waits is
    told its likeness anew, or taken out where the two have grown apart.
    """
    asked = {one.incident: one for one in found if one.score >= ASKED_FROM}
    known = {
        (row.second_id if row.first_id == incident else row.first_id): row
        for row in Likeness.objects.filter(Q(first=incident) | Q(second=incident)).order_by("pk")
    }
    gone, again = [], []
    for other, row in known.items():
        if row.answer:
            continue
        if other not in asked:
            gone.append(row.pk)
        elif (row.score, row.reasons) != (asked[other].score, asked[other].reasons):
            row.score, row.reasons = asked[other].score, asked[other].reasons
            again.append(row)
    if gone:
        Likeness.objects.filter(pk__in=gone).delete()
    if again:
        Likeness.objects.bulk_update(again, ["score", "reasons"])
    likeliest = list(asked)[:MOST]
    free = _not_being_saved([other for other in likeliest if other not in known])
    Likeness.objects.bulk_create((_row(incident, asked[other]) for other in free), ignore_conflicts=True)
    return len(likeliest)


def _not_being_saved(incidents: list[int]) -> list[int]:
    """Those that nobody is saving at this moment: two people who save two like incidents would wait for each other for
    ever. What is passed over is found at the next save, or by `find_likenesses`."""
    if not incidents:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM events_incident WHERE id = ANY (%s) ORDER BY id FOR KEY SHARE SKIP LOCKED", [incidents]
        )
        return [pk for (pk,) in cursor.fetchall()]


def _row(incident: int, one: Found) -> Likeness:
    first, second = sorted((incident, one.incident))
    return Likeness(first_id=first, second_id=second, score=one.score, reasons=one.reasons)


@transaction.atomic
def answer(
    *, one: Incident, other: Incident, said: Answer, by, part: Incident | None = None, note: str = ""
) -> Likeness:
    """Say what two incidents are to each other, whichever is named first; a later answer takes the place of an earlier one.

    `part` is the one that is part of the other, where one is. Of two incidents that the machine never held side by side
    a person may speak too. Raises AnswerRefused.
    """
    if not by.has_perm("events.change_incident"):
        raise AnswerRefused(_("Analysts and editors answer this."))
    if one.pk == other.pk:
        raise AnswerRefused(_("That is one incident, not two."))
    if (said == Answer.PART) != (part is not None) or (part is not None and part.pk not in (one.pk, other.pk)):
        raise AnswerRefused(_("Say which of the two is the part."))
    acting(by=by, why=note)
    first, second = sorted((one, other), key=lambda incident: incident.pk)
    row, _made = Likeness.objects.select_for_update().get_or_create(first=first, second=second, defaults={"score": 1.0})
    row.answer, row.part, row.note = said, part, note.strip()[:300]
    row.answered_by, row.answered_at = by, timezone.now()
    row.save()
    return row
