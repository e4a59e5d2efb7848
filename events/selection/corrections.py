"""The question that the corrections page, its file and its feed answer; as strict as every other (C13)."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from events.models import Dataset
from events.selection.question import BadQuestion

KNOWN = {"dataset", "after", "lang", "excel"}
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
LANGUAGES = {"en", "ar"}


@dataclass(frozen=True, slots=True)
class CorrectionsAsked:
    """Of which public dataset (None: of all), after which correction (when it was made, its id), and for Excel or not."""

    dataset: Dataset | None = None
    after: tuple[datetime, int] | None = None
    for_excel: bool = False

    def query(self, after: str | None = None) -> str:
        """The query string of this question, or of its next page; "" for none."""
        asked = {"dataset": self.dataset and self.dataset.slug, "after": after}
        kept = {name: value for name, value in asked.items() if value}
        return f"?{urlencode(kept)}" if kept else ""


def read_corrections(request) -> CorrectionsAsked:
    """What the address asks. Raises BadQuestion naming each parameter that is not understood."""
    given = request.GET
    problems = [(name, _("there is no such parameter")) for name in given if name not in KNOWN]
    problems += [
        (name, _("give it once; two answers cannot be added"))
        for name in given
        if name in KNOWN and len(set(given.getlist(name))) > 1
    ]
    dataset = Dataset.objects.public().filter(slug=given.get("dataset", "").strip()).first()
    after = read_key(given.get("after", ""))
    if given.get("dataset") and dataset is None:
        problems.append(("dataset", _("no dataset is called “%(value)s”") % {"value": given["dataset"]}))
    if given.get("after") and after is None:
        problems.append(("after", _("this is not a page of the list; begin again at its first page")))
    for name, allowed in (("excel", {"1"}), ("lang", LANGUAGES)):
        if given.get(name) and given[name] not in allowed:
            said = _("“%(value)s” is not one of: %(choices)s")
            problems.append((name, said % {"value": given[name], "choices": ", ".join(sorted(allowed))}))
    if problems:
        raise BadQuestion(problems)
    return CorrectionsAsked(dataset, after, given.get("excel") == "1")


def write_key(made_at: datetime, number: int) -> str:
    """Where a page ends: microseconds since 1970, and the id."""
    return f"{(made_at - EPOCH) // timedelta(microseconds=1)}-{number}"


def read_key(text: str) -> tuple[datetime, int] | None:
    found = re.fullmatch(r"([0-9]{1,16})-([0-9]{1,18})", text)
    if found is None:
        return None
    return EPOCH + timedelta(microseconds=int(found[1])), int(found[2])
