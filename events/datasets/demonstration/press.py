"""The reports of Velmar's press: each publisher has its days, and what is said before one of them stands in that issue. Pure."""

from datetime import date, timedelta

from events.datasets.demonstration.parties import LANGUAGES, PRINTING, SOURCES
from events.drafts import DraftReport

NAMES = {source.slug: source for source in SOURCES}
DAYS = {"midocean-press": (0, 2, 4), "halyard-news": (1, 3)}
"""Weekdays of issue, Monday first; anybody else comes out on one day of the week."""


class Press:
    """Every report that was asked for, once each."""

    def __init__(self):
        self.reports: dict[str, DraftReport] = {}

    def report(self, publisher: str, said_on: date) -> DraftReport:
        """The first issue on or after the day on which something was said."""
        days = DAYS.get(publisher, (list(PRINTING).index(publisher) % 7,))
        published = said_on + timedelta(days=min((day - said_on.weekday()) % 7 for day in days))
        key = f"{publisher}-{published}"
        if key not in self.reports:
            self.reports[key] = self._issue(key, publisher, published)
        return self.reports[key]

    def _issue(self, key: str, publisher: str, published: date) -> DraftReport:
        named = NAMES[publisher]
        language = LANGUAGES[publisher]
        headline = f"نشرة {named.name_local}" if language == "ar" else f"{named.name}: what was reported from Velmar"
        return DraftReport(
            key=key,
            publisher=publisher,
            published_on=published,
            headline=f"{headline}, {published}",
            language=language,
            url=f"https://{publisher}.example/{published:%Y/%m/%d}",
        )
