"""No reader ever sees a stale number: random writes of every kind between random questions, asked as a browser asks that keeps
what it has. Each answer, whether fresh or kept for a 304, is compared with a brute-force count of the record of that moment.

Everything is committed, as in earnest, and a second connection writes too, which ends its transactions late or takes them back.
"""

from collections import Counter
from contextlib import closing, suppress
from datetime import timedelta
from random import Random

import psycopg
import pytest
from django.db import IntegrityError, connection, transaction
from django.http import HttpResponse
from django.test import Client

from events.actions import MergeRefused, assess, load, merge, move
from events.choices import IncidentType, Status
from events.models import Actor, Claim, Dataset, Incident, Involvement, Place
from events.workflow import PUBLISH, RETRACT, SUBMIT, MoveRefused
from tests import world
from tests.parity import invented
from tests.parity.counter import Question, Record
from tests.parity.questions import question
from tests.parity.reading import get, page_text, status_line, table
from tests.parity.test_api import assert_totals, told
from tests.parity.test_random_questions import (
    assert_attribution_reconciles,
    assert_chart,
    assert_csv_figures,
    assert_headline,
    assert_options,
)
from tests.settings import CLUSTER

pytestmark = pytest.mark.django_db(transaction=True)

INCIDENTS, QUESTIONS, STEPS = 40, 3, 50
UNDER = [
    *(("betania-north", "betania"), ("betania-north", "gammar"), ("alphaland-air", "alphaland")),
    *(("alphaland-air", "deltish"), ("gammar", "deltish"), ("alphaland-air-wing", "betania")),
]


class Browser:
    """Keeps every answer that has a tag, and shows it again where the server says that it still stands."""

    def __init__(self) -> None:
        self.client, self.copies, self.shown_again = Client(), {}, 0

    def get(self, address: str):
        kept = self.copies.get(address)
        answer = self.client.get(address, headers={"If-None-Match": kept["ETag"]} if kept else {})
        if answer.status_code == 304:
            self.shown_again += 1
            return kept
        if answer.streaming:
            answer = HttpResponse(b"".join(answer), headers=answer.headers)
        self.copies[address] = answer
        return answer


class Writers:
    """Who writes: people by actions, somebody past the program, and one whose transactions stay open for a while."""

    def __init__(self, rng: Random, late: psycopg.Connection) -> None:
        self.rng, self.late, self.people = rng, late, world.people()
        self.dataset = Dataset.objects.get(slug="invented")
        ids = list(self.dataset.incidents.order_by("pk").values_list("pk", flat=True))
        self.of_the_late, self.ids = ids[::8], [pk for number, pk in enumerate(ids) if number % 8]
        self.loaded, self.is_open = 0, False

    def write(self) -> None:
        """One write of some kind, or one that is refused and changes nothing."""
        kinds = [self.number, self.number, self.claim_gone, self.nobody_blamed, self.publish, self.retract, self.merge]
        kinds += [self.place, self.actor, self.by_hand, self.by_hand, self.file]
        with suppress(IndexError, IntegrityError, MergeRefused, MoveRefused), transaction.atomic():
            self.rng.choice(kinds)()

    def incident(self, *statuses: str) -> Incident:
        found = Incident.objects.filter(pk__in=self.ids, status__in=statuses).order_by("pk")
        return self.rng.choice(found)

    def number(self) -> None:
        claim = self.rng.choice(Claim.objects.filter(incident__in=self.ids).order_by("pk"))
        exact = {"minimum": (number := self.rng.randint(10, 90)), "maximum": number, "qualifier": "exact"}
        Claim.objects.filter(pk=claim.pk).update(**exact, best=None)
        assess(incidents=[claim.incident_id], by=self.people.editor, because="Read again.")

    def claim_gone(self) -> None:
        claim = self.rng.choice(
            Claim.objects.filter(incident__in=self.ids, copies=None, superseded_by=None).order_by("pk")
        )
        claim.delete()
        assess(incidents=[claim.incident_id])

    def nobody_blamed(self) -> None:
        self.rng.choice(Involvement.objects.filter(incident__in=self.ids).order_by("pk")).delete()

    def publish(self) -> None:
        incident = self.incident(Status.DRAFT, Status.IN_REVIEW)
        if incident.status == Status.DRAFT:
            incident = move(incident=incident, step=SUBMIT, by=self.people.analyst)
        move(incident=incident, step=PUBLISH, by=self.people.editor)

    def retract(self) -> None:
        move(incident=self.incident(Status.PUBLISHED), step=RETRACT, by=self.people.editor, reason="It was not so.")

    def merge(self) -> None:
        loser, winner = self.incident(Status.PUBLISHED), self.incident(Status.PUBLISHED)
        if loser != winner:
            merge(loser=loser, winner=winner, by=self.people.editor, because="Entered twice.")

    def place(self) -> None:
        slug = self.rng.choice(["nowhere-ford", "nowhere-mill", "nowhere-quay"])
        above = self.rng.choice(["nowhere-middle", "nowhere-south", "nowhere-north"])
        Place.objects.filter(slug=slug).update(parent=Place.objects.get(slug=above))

    def actor(self) -> None:
        slug, above = self.rng.choice(UNDER)
        Actor.objects.filter(slug=slug).update(parent=Actor.objects.get(slug=above))

    def by_hand(self) -> None:
        columns = ["type = 'clash'", "grade = 'weak'", "date_start = date_start + 9, date_end = date_end + 9"]
        with connection.cursor() as cursor:
            sql = f"UPDATE events_incident SET {self.rng.choice(columns)} WHERE id = %s"
            cursor.execute(sql, [self.rng.choice(self.ids)])

    def file(self) -> None:
        self.loaded += 1
        draft = invented._incident(self.rng, self.loaded, "Invented", Status.PUBLISHED)
        self.ids += [one.pk for one in load(dataset=self.dataset, reports=invented._reports("x"), incidents=[draft])]

    def write_late(self) -> None:
        """What it wrote takes its number among the changes now, and is seen when it ends: after others that came later."""
        if self.is_open:
            self.rng.choice([self.late.commit, self.late.commit, self.late.rollback])()
        else:
            days, kind = timedelta(days=self.rng.choice([-30, 30])), self.rng.choice(IncidentType.values)
            sql = "UPDATE events_incident SET type = %s, date_start = date_start + %s, date_end = date_end + %s"
            self.late.execute(f"{sql} WHERE id = ANY(%s)", [kind, days, days, self.of_the_late])
        self.is_open = not self.is_open


def assert_is_of_this_moment(browser: Browser, record: Record, asked: Question, what: str) -> None:
    chosen = record.chosen(asked)
    if what == "page":
        page = get(browser, "/", asked)
        assert_headline(page, record, asked, chosen)
        assert_options(page.context["facets"], record, asked)
        assert_attribution_reconciles(page.context["attribution"], record, asked, chosen)
    elif what == "list":
        assert status_line(page_text(get(browser, "/incidents/", asked))).startswith(f"{len(chosen):,} incident")
    elif what == "file":
        rows = table(get(browser, "/incidents.csv", asked))
        assert sorted(row["code"] for row in rows) == sorted(one.code for one in chosen)
        assert_csv_figures(rows, record, asked)
    elif what == "api":
        assert_totals(told(browser, "totals", asked), record, asked, chosen)
    elif what == "sources":
        voices = [{record.voice(claim) for claim in record.said(one, asked)} for one in chosen]
        spoken = Counter(record.sources[voice].slug for of_one in voices for voice in of_one)
        rows = get(browser, "/sources/", asked).context["sources"]
        assert {row.source.slug: row.incidents for row in rows if row.incidents} == spoken
    else:
        assert_chart(browser, record, asked, chosen, what)


@pytest.mark.parametrize("seed", [1, 2])
def test_whatever_is_written_no_answer_is_stale(seed: int) -> None:
    rng = Random(seed)
    invented.install(INCIDENTS, seed=seed)
    record, browser = Record(), Browser()
    questions = [{"dataset": ["invented"]}, *(question(record, "invented", number) for number in range(QUESTIONS))]
    for asked in questions:
        asked.pop("code", None)  # of an incident that is withdrawn meanwhile it is refused
    kinds = ["page", "list", "file", "api", "sources", "incidents", "casualties", "attributed"]
    with closing(psycopg.connect(CLUSTER.url, dbname=connection.settings_dict["NAME"])) as late:
        writers = Writers(rng, late)
        for _step in range(STEPS):
            rng.choice([writers.write, writers.write_late, int])()  # or nobody
            record = Record()
            for asked, what in zip(rng.choices(questions, k=4), rng.choices(kinds, k=4), strict=True):
                assert_is_of_this_moment(browser, record, asked, what)
    assert browser.shown_again > 5, "nothing was ever kept, so nothing was tried"
