"""`python -m benchmarks.likeness`: suggestions of likely duplicates, measured on the events of a UCDP GED file.

The file's 16,566 events of the war in Syria become a dataset. 500 of them are told once more, as another analyst would
enter them from another report: a day earlier or later, the number a fifth higher or lower, the place one level up, title,
headline and quote in other spellings. Each is typed into the form's question (its words, through every middleware), and
the answer is looked through for the event it was made from. Precision is the share of pairs, of those likely enough for
the queue, that are the true pair; true duplicates that the file itself may hold count against it.
"""

import os
import random
import re
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

import psycopg
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from benchmarks import ged
from benchmarks.line import Line
from events import actions, dates
from events.analytics.likeness import alike
from events.analytics.pairs import like
from events.datasets.install import install
from events.forms import names
from events.forms.beside import typed
from events.likeness import ASKED_FROM, MOST
from events.models import Incident
from tests.recorded import standing_on
from tests.settings import CLUSTER

SAMPLE = 500
SEED = 20171005
CODE = re.compile(r"\bGED-\d{4}-\d+\b")
EVERY = 25
"""One misspelling in this many letters."""


@dataclass
class Seen:
    """Of one way of telling events once more: seconds of each answer, and what was found."""

    seconds: list[float] = field(default_factory=list)
    found: int = 0
    asked: int = 0
    true: int = 0

    @property
    def recall(self) -> float:
        return self.found / len(self.seconds)


def main() -> int:
    if not ged.FILE.exists():
        sys.exit(f"no file of UCDP GED at {ged.FILE}; name one by UCDP=")
    for line in on_a_database_of_its_own(lines):
        print(" | ".join(line.cells()))
    return 0


def on_a_database_of_its_own(measure: Callable[[], list[Line]]) -> list[Line]:
    """Measure on a database made for it on the throw-away server, and drop it."""
    name = f"likeness_{os.getpid()}"
    with CLUSTER, psycopg.connect(CLUSTER.url, autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}")
        try:
            with standing_on(name):
                return measure()
        finally:
            admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


def lines() -> list[Line]:
    """Load the file, ask, and judge."""
    call_command("migrate", verbosity=0)
    install(contents=ged.contents(ged.rows()))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    client = signed_in()
    told = asked_of(client, words=True)
    bare = asked_of(client, words=False)
    of = f"of {Incident.objects.count():,} UCDP events, {len(told.seconds)} told once more"
    times = [seconds * 1000 for seconds in told.seconds + bare.seconds]
    share = told.true / told.asked
    noting = (
        statistics.median(noted(pk) for pk in Incident.objects.order_by("?").values_list("pk", flat=True)[:100]) * 1000
    )
    return [
        Line("Suggested duplicates, an answer", statistics.median(times), f"the form's question, median; {of}", 150, "ms"),
        Line("Suggested duplicates, the slowest answer", max(times), f"the worst of {len(times):,}", 150, "ms"),
        Line("Suggested duplicates, recall", told.recall, "the true one among the first five", 0.95, "", is_least=True),
        Line("… where only date, place, actors and number are told", bare.recall, "a goal of our own", 0.9, "", is_least=True),
        Line("Queue of duplicates, precision", share, f"{told.true} of {told.asked} pairs asked about", 0.7, "", is_least=True),
        Line("Looking for duplicates at a save", noting, "its part in a save, median of 100; a goal of our own", 50, "ms"),
    ]  # fmt: skip


def noted(incident: int) -> float:
    """Seconds that a save spends on what its incident looks like."""
    begun = time.perf_counter()
    actions.note_likenesses(incident=incident, found=like(incident))
    return time.perf_counter() - begun


def signed_in() -> Client:
    analyst = User.objects.create_user("analyst", is_staff=True)
    analyst.groups.add(Group.objects.get(name="analysts"))
    client = Client()
    client.force_login(analyst)
    return client


def asked_of(client: Client, *, words: bool) -> Seen:
    """Tell a sample once more, ask each, and look for the event that it was made from."""
    chance, seen = random.Random(SEED), Seen()
    address = reverse("admin:events_hints")
    whole = Incident.objects.select_related("place__parent").prefetch_related("involvements__actor", "claims__report")
    client.post(address, told_again(whole.first(), chance, words=words))
    for incident in chance.sample(list(whole.order_by("pk")), SAMPLE):
        data = told_again(incident, chance, words=words)
        begun = time.perf_counter()
        answer = client.post(address, data)
        seen.seconds.append(time.perf_counter() - begun)
        assert answer.status_code == 200
        seen.found += incident.code in CODE.findall(answer.content.decode())
        likely = [one for one in alike(typed(as_sent(data))) if one.score >= ASKED_FROM][:MOST]
        seen.asked += len(likely)
        seen.true += incident.pk in {one.incident for one in likely}
    return seen


def as_sent(data: dict[str, str]) -> QueryDict:
    sent = QueryDict(mutable=True)
    sent.update(data)
    return sent


def told_again(incident: Incident, chance: random.Random, *, words: bool) -> dict[str, str]:
    """What another analyst would type: `words` in other spellings, or none."""
    [claim] = incident.claims.all()
    day = timedelta(chance.choice((-1, 1)))
    start, end = incident.date_start + day, incident.date_end + day
    number = round(claim.minimum * chance.choice((0.8, 1.2)))
    data = {
        "dataset": str(incident.dataset_id),
        "type": incident.type,
        "when": dates.write(dates.When(start, end, dates.precision_of(start, end))),
        "place": names.words_for(incident.place.parent or incident.place),
        "claim-0-harm": "killed",
        "claim-0-number": str(number) if number else "none",
    }
    for row, involvement in enumerate(incident.involvements.all()):
        data[f"involvement-{row}-actor"] = names.words_for(involvement.actor)
    if words:
        data["title"] = misspelt(incident.title, chance)
        data["claim-0-quote"] = misspelt(claim.quote, chance)
        data["report-headline"] = misspelt(claim.report.headline, chance)
    return data


def misspelt(text: str, chance: random.Random) -> str:
    """A letter left out, doubled, or changed with its neighbour, in every EVERY."""
    letters = list(text)
    for _slip in range(max(1, len(text) // EVERY)):
        at = chance.randrange(max(1, len(letters) - 1))
        pair = letters[at : at + 2]
        letters[at : at + 2] = chance.choice((pair[1:], [*pair[:1], *pair], pair[::-1]))
    return "".join(letters)


if __name__ == "__main__":
    sys.exit(main())
