"""A selection in the terms of columns."""

from datetime import date

from events.analytics.columnar.codes import CODES, WHOSE
from events.analytics.columnar.counting import Question


def question_of(selection) -> Question:
    """What a selection chooses. Words and codes are looked for by PostgreSQL, which knows every text of the record."""
    first, last = selection.window
    words = {
        name: tuple(CODES[name][word] for word in selection.cleaned[name]) for name in ("category", "type", "grade")
    }
    casualties = selection.cleaned["casualties"]
    found = selection.found()
    return Question(
        dataset=selection.dataset.pk,
        statuses=tuple(CODES["status"][status] for status in selection.statuses),
        first=_ordinal(first),
        last=_ordinal(last),
        role=selection.role.value,
        actors=tuple(actor.pk for actor in selection.actors),
        places=tuple(place.pk for place in selection.places),
        **words,
        casualties=() if "any" in casualties else tuple(casualties),
        claimants=tuple(source.pk for source in selection.claimants),
        harm=selection.harm.value,
        whose=WHOSE[selection.harm, selection.victims],
        found=None if found is None else tuple(sorted(found)),
    )


def _ordinal(day: date | None) -> int | None:
    return None if day is None else day.toordinal()
