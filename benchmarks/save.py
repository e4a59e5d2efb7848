"""A save as the entry desk makes it, against the bare inserts of the same rows.

The save: the incident with a code, its report, three actors, four claims with what they say of who did it, its estimates
with the claims considered, and its history. (What looks like it is searched for too; benchmarks/likeness.py times that.)
The bare inserts: the same rows of the same tables, codes and times worked out beforehand, with every trigger off, in one
transaction by the same driver.
"""

import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta

from django.contrib.auth.models import User
from django.db import connection, transaction

from events import actions
from events.models import Actor, Claim, ClaimStance, Dataset, Incident, Involvement, Place, Report, Source

ROUNDS = 200
DAY = date(2025, 3, 7)


class Rows:
    """The rows of one incident, not saved yet; each call of `fresh` makes another one of the same shape."""

    def __init__(self, dataset: str = "demonstration") -> None:
        self.dataset = Dataset.objects.get(slug=dataset)
        self.place = Place.objects.filter(incidents__dataset=self.dataset).first()
        self.actors = list(Actor.objects.all()[:3])
        self.sources = list(Source.objects.all()[:4])
        self.by = User.objects.create_user("bench", is_staff=True)
        self.made = 0

    def fresh(self) -> tuple[Report, Incident, list[Involvement], list[Claim], list[ClaimStance]]:
        self.made += 1
        day = DAY + timedelta(self.made % 300)
        report = Report(publisher=self.sources[0], headline=f"Report {self.made}", published_on=day)
        incident = Incident(
            dataset=self.dataset,
            title=f"Air strike {self.made}",
            type="air-strike",
            date_start=day,
            date_end=day,
            date_precision="day",
            place=self.place,
        )
        involved = [Involvement(incident=incident, actor=actor) for actor in self.actors]
        claims = [
            Claim(
                incident=incident,
                report=report,
                claimant=source,
                victims="civilians",
                minimum=14 + number,
                maximum=14 + number,
                children_minimum=3,
                children_maximum=3,
                qualifier="exact",
                quote=f"{14 + number} civilians, three of them children, were killed in the strike",
                claimed_on=day,
            )
            for number, source in enumerate(self.sources)
        ]
        stances = [ClaimStance(claim=claim, actor=self.actors[0]) for claim in claims]
        return report, incident, involved, claims, stances


def parts(report: Report, incident: Incident, involved: list, claims: list, stances: list) -> Iterator:
    """Everything but the incident, in the order in which it can be written."""
    for row in [*involved, *claims, *stances]:
        for name in ("incident", "report", "claim"):
            if hasattr(row, f"{name}_id"):
                setattr(row, name, getattr(row, name))
        yield row


def save(rows: Rows) -> Incident:
    """As forms/entry.py saves it, once the form is read."""
    report, incident, *rest = rows.fresh()
    with transaction.atomic():
        report.save()
        incident = actions.record(incident=incident, by=rows.by)
        incident.reports.add(report)
        for row in parts(report, incident, *rest):
            row.save()
        actions.assess(incidents=[incident.pk], by=rows.by)
    return incident


class Bare:
    """Plain inserts of the rows that a save left behind, copied under new ids."""

    def __init__(self, pattern: Incident) -> None:
        self.statements = list(_copies(pattern))

    def insert(self) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            for sql, params in self.statements:
                cursor.execute(sql, params)


def _copies(pattern: Incident) -> Iterator[tuple[str, list]]:
    claims, estimates = pattern.claims.all(), pattern.estimates.all()
    report = pattern.reports.get()
    yield _insert(report)
    yield _insert(pattern, code="md5(random()::text)")
    yield from (_insert(row) for row in pattern.involvements.all())
    for claim in claims:
        yield _insert(claim)
        yield from (_insert(row) for row in claim.stances.all())
    for estimate in estimates:
        yield _insert(estimate, is_current="false")
        yield from (_insert(row, estimate_id="currval('events_estimate_id_seq')") for row in estimate.considered.all())


def _insert(row, **said: str) -> tuple[str, list]:
    """The row again: references to the row itself lead to its copy where a constraint asks for it."""
    said = {"entry_token": "NULL", "url": "''"} | OWN.get(type(row).__name__, {}) | said
    fields = [field for field in row._meta.concrete_fields if not field.primary_key and not field.generated]
    values = {field.column: field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields}
    cells, params = [], []
    for column, value in values.items():
        cells.append(said.get(column, "%s"))
        params += [] if column in said else [value]
    columns = ", ".join(f'"{column}"' for column in values)
    return f"INSERT INTO {row._meta.db_table} ({columns}) VALUES ({', '.join(cells)})", params


NEWEST = "currval('events_{}_id_seq')"
OWN = {
    "Involvement": {"incident_id": NEWEST.format("incident")},
    "Claim": {"incident_id": NEWEST.format("incident"), "report_id": NEWEST.format("report")},
    "ClaimStance": {"claim_id": NEWEST.format("claim")},
    "Estimate": {"incident_id": NEWEST.format("incident")},
}


@contextmanager
def triggers_off() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        try:
            yield
        finally:
            cursor.execute("SET session_replication_role = origin")


def measured() -> tuple[float, float]:
    """(seconds of a save, seconds of the bare inserts), medians of alternating rounds."""
    rows = Rows()
    bare = Bare(save(rows))
    saves, inserts = [], []
    for _round in range(ROUNDS):
        saves.append(_timed(lambda: save(rows)))
        with triggers_off():
            inserts.append(_timed(bare.insert))
    return statistics.median(saves), statistics.median(inserts)


def _timed(action: Callable[[], object]) -> float:
    begun = time.perf_counter()
    action()
    return time.perf_counter() - begun
