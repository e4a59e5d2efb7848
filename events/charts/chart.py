"""Chart: everything about one drawing, for the page, its table, its picture and its CSV alike."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from events.charts.palette import TOKENS


@dataclass(frozen=True, slots=True)
class Key:
    """One entry of a legend: the name of its sample in templates/events/_marks.svg, what it stands for, how many."""

    mark: str
    label: str
    count: int | None = None
    address: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """A figure with its words and its numbers.

    draw: makes its Plotly figure as a plain dict, dates as ISO strings, "wide" or, under 44 rem of width, "narrow". Pages
    that only link to the figure never have it drawn.
    columns, rows: the same numbers as a table; unknown is None, never 0 (C1).
    reading: how to read it, in a sentence. left_out: what is not drawn, or "". sums: the line that reconciles, or "".
    others: how many there are beside those in the table, which then holds the first; the CSV holds all.
    """

    name: str
    title: str
    reading: str
    caption: str
    left_out: str
    draw: Callable[[str], dict]
    columns: list[str]
    rows: list[list]
    unit: str
    legend: tuple[Key, ...] = ()
    sums: tuple[tuple[str, str], ...] = ()
    others: int = 0

    @property
    def is_empty(self) -> bool:
        return not self.rows

    @property
    def figure(self) -> dict:
        return self.draw("wide")

    @property
    def narrow(self) -> dict:
        return self.draw("narrow")

    @property
    def data_id(self) -> str:
        """The id of the element that holds the payload on a page."""
        return f"data-{self.name}"

    @property
    def payload(self) -> dict:
        """What chart.js needs: both drawings, the colours to put in, and the words of a downloaded picture."""
        words = [self.caption, self.left_out]
        figure, narrow = self.figure, self.narrow
        return {
            "figure": figure,
            "narrow": {"layout": narrow["layout"]} if narrow["data"] == figure["data"] else narrow,
            "tokens": TOKENS,
            "picture": {"name": self.name, "title": self.title, "lines": [line for line in words if line]},
        }


def caption_of(sentence: str, answered_at: datetime, unit: str) -> str:
    """The line under every chart: the selection in words, as of when, and the unit."""
    moment = timezone.localtime(answered_at)
    day = date_format(moment, "j F Y, H:i")
    return _("%(sentence)s. As of %(day)s UTC. Unit: %(unit)s.") % {"sentence": sentence, "day": day, "unit": unit}
