"""The narrative: incidents grouped under the days, or the intervals, they are dated to."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from events.analytics.listing import Page, page
from events.choices import DatePrecision
from events.models import Incident

PAGE = 40


@dataclass(frozen=True, slots=True)
class Day:
    """One heading of the narrative. `is_day` is False for an interval: those incidents happened somewhere inside it."""

    start: date
    end: date
    precision: DatePrecision
    incidents: list[Incident]

    @property
    def is_day(self) -> bool:
        return self.start == self.end


def days(selection) -> tuple[list[Day], Page]:
    """The days of one page of the selection, in its order."""
    found = page(selection, size=PAGE)
    dated = groupby(found.incidents, key=lambda one: (one.date_start, one.date_end, one.date_precision))
    return [Day(start, end, DatePrecision(how), list(group)) for (start, end, how), group in dated], found
