"""The reports that drafts name: recorded once each, whichever file they came with."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection

from events.actions import rows
from events.actions.copying import copy_rows, take_ids
from events.actions.naming import Keys, Names, UnknownName
from events.choices import NamedKind
from events.drafts import DraftReport
from events.models import Report


@dataclass(frozen=True, slots=True)
class Printed:
    """What a rule asks of the report that a claim stands in."""

    id: int
    publisher: int
    published_on: date


class Reports:
    """Reports by the key that a file has for them; those written are remembered for its later rows.

    The same document is one report: one of the same address, or of the same publisher, day and headline.
    """

    def __init__(self, names: Names, keys: Keys):
        self.names, self.keys = names, keys
        self.last_before = Report.objects.order_by("-pk").values_list("pk", flat=True).first()

    def write(self, reports: Iterable[DraftReport], named: dict[str, str]) -> dict[str, Printed]:
        """Record those that are not there yet; all that are named (key → where), by key. Raises UnknownName."""
        given = {report.key: report for report in reports}
        ids = self.keys.find("report", given)
        fresh = [
            (report, self.names.id(NamedKind.SOURCE, report.publisher, where=key))
            for key, report in given.items()
            if key not in ids
        ]
        there = self._recorded(fresh)
        missing = [(report, publisher) for report, publisher in fresh if report.key not in there]
        written = {}
        for (report, publisher), id in zip(missing, take_ids(of=Report, count=len(missing)), strict=True):
            row = rows.report_row(id=id, draft=report, publisher=publisher)
            there[report.key] = written.setdefault(report.url or report.key, row)[0]
        copy_rows(into=Report, columns=rows.REPORT, rows=written.values())
        self.keys.add("report", there)
        return self.known(named, ids | there)

    def known(self, named: dict[str, str], ids: dict[str, int] | None = None) -> dict[str, Printed]:
        """Key → what rules ask of it, for reports that are there, given with where each is named. Raises UnknownName."""
        ids = ids or {}
        found = ids | self.keys.find("report", named.keys() - ids.keys())
        for key, where in named.items():
            if key not in found:
                raise UnknownName.of("report", key, where)
        facts = Report.objects.filter(pk__in={found[key] for key in named})
        printed = {row[0]: Printed(*row) for row in facts.values_list("pk", "publisher_id", "published_on")}
        return {key: printed[found[key]] for key in named}

    def _recorded(self, reports: Sequence[tuple[DraftReport, int]]) -> dict[str, int]:
        """Key → id of those that were in the record before."""
        addresses = {draft.url: draft.key for draft, _publisher in reports if draft.url}
        there = dict(Report.objects.filter(url__in=addresses).values_list("url", "pk")) if addresses else {}
        found = {draft.key: there[draft.url] for draft, _publisher in reports if draft.url in there}
        plain = [(draft, publisher) for draft, publisher in reports if not draft.url]
        if self.last_before is None or not plain:
            return found
        with connection.cursor() as cursor:
            cursor.execute(
                SAME_DOCUMENT,
                [
                    [draft.key for draft, _publisher in plain],
                    [publisher for _draft, publisher in plain],
                    [draft.published_on for draft, _publisher in plain],
                    [draft.headline for draft, _publisher in plain],
                    self.last_before,
                ],
            )
            taken = set()
            for key, report in cursor.fetchall():
                if key not in found and report not in taken:  # two drafts stay two reports
                    found[key] = report
                    taken.add(report)
        return found


SAME_DOCUMENT = """
    SELECT drafted.key, report.id
    FROM unnest(%s::text[], %s::bigint[], %s::date[], %s::text[]) AS drafted (key, publisher, day, headline)
    JOIN events_report report ON report.publisher_id = drafted.publisher AND report.published_on = drafted.day
        AND report.headline = drafted.headline AND report.url = ''
    WHERE report.id <= %s ORDER BY report.id
"""
