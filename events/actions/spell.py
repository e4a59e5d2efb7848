from django.db import transaction

from events.actions.acting import acting
from events.choices import NamedKind
from events.matching import spelled
from events.models import Actor, Place, Source, Spelling


@transaction.atomic
def remember_spelling(*, words: str, within: str = "", meant: Place | Actor | Source, by) -> Spelling:
    """Remember which of ours the words of a file mean, so that nobody is asked again; a later decision speaks instead.

    within: `Resolved.within` of events.spellings, the words that the name stands under in the file; "" decides it for
    wherever the words stand. `meant` tells what kind of name it is. Raises ValueError for words without a letter or digit.
    """
    kind = KINDS[type(meant)]
    key = spelled(words)
    if not key:
        raise ValueError("a name without a letter or digit means nothing")
    acting(by=by)
    spelling, _is_new = Spelling.objects.update_or_create(
        kind=kind, words=key, within=within, defaults={kind.value: meant, "decided_by": by}
    )
    return spelling


KINDS = {Place: NamedKind.PLACE, Actor: NamedKind.ACTOR, Source: NamedKind.SOURCE}
