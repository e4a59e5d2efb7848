import re
from collections.abc import Sequence

from events.actions.record import new_codes
from events.drafts import DraftIncident
from events.models import Dataset, Incident


def codes_for(*, dataset: Dataset, drafts: Sequence[DraftIncident]) -> list[str]:
    """A code for each draft: the one it brings where that is of this dataset's prefix and free, else the next one.

    So a file that we wrote keeps its codes in an empty dataset; the counter goes on above them. Must run in a transaction.
    """
    own = {draft.code: int(found[1]) for draft in drafts if (found := _numbered(dataset, draft.code))}
    taken = set(Incident.objects.filter(code__in=own).values_list("code", flat=True)) if own else set()
    kept = own.keys() - taken
    if kept:
        last = max(own[code] for code in kept)
        Dataset.objects.filter(pk=dataset.pk, last_number__lt=last).update(last_number=last)
    fresh = iter(new_codes(dataset=dataset, years=[one.when.start.year for one in drafts if one.code not in kept]))
    return [draft.code if draft.code in kept else next(fresh) for draft in drafts]


def _numbered(dataset: Dataset, code: str) -> re.Match | None:
    return re.fullmatch(rf"{dataset.code_prefix}-[0-9]{{4}}-([0-9]{{4,9}})", code)
