"""What a file says of itself: which question it answers, whose coding it is, when, and how it writes what is not known."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from events.models import Dataset


@dataclass(frozen=True, slots=True)
class About:
    """`selection` in words; `address` of the page that shows the same; `as_of`, the day up to which what was published
    counts (None: today); `answered_at`, when it was asked."""

    selection: str
    dataset: Dataset
    address: str
    answered_at: datetime
    as_of: date | None = None

    @property
    def licence(self) -> str:
        return self.dataset.licence or _("not stated: ask before you publish it")

    @property
    def citation(self) -> str:
        """The dataset's own words, or else its name; with when it was read and where."""
        cited = self.dataset.citation or self.dataset.name
        return _("%(cited)s Read %(day)s at %(address)s.") % {
            "cited": f"{cited.rstrip('.')}.",
            "day": self.answered_at.date().isoformat(),
            "address": self.address,
        }

    @property
    def parts(self) -> dict[str, str]:
        """Name that never changes → what it is, for formats that programs read."""
        said = {
            "selection": self.selection,
            "dataset": self.dataset.slug,
            "dataset_name": self.dataset.name,
            "licence": self.licence,
            "citation": self.citation,
            "known_on": self.as_of.isoformat() if self.as_of else "",
            "read_at": self.answered_at.isoformat(timespec="seconds"),
            "address": self.address,
        }
        if self.dataset.is_generated:
            said["generated"] = _("Generated data: nothing in it happened.")
        return {name: text for name, text in said.items() if text}

    @property
    def lines(self) -> list[tuple[str, str]]:
        """(label, text), for people."""
        labels = {
            "selection": _("Selection"),
            "dataset_name": _("Dataset"),
            "generated": _("Note"),
            "licence": _("Licence"),
            "citation": _("Citation"),
            "known_on": _("As known on"),
            "read_at": _("Read at"),
            "address": _("Address"),
        }
        parts = self.parts
        return [(label, parts[name]) for name, label in labels.items() if name in parts]


def how_it_is_written() -> list[str]:
    """What whoever reads a table must know, in sentences."""
    return [
        _("An empty cell is not known; 0 was stated by a source."),
        _("An empty high beside a low is open above: “18 or more”."),
        _("A text that a spreadsheet would run as a formula has an apostrophe before it."),
        _("Never add rows of two datasets: they code the same events."),
        _("Recorded deaths are a documented minimum, not a total."),
    ]
