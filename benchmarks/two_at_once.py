"""`python -m benchmarks.two_at_once --pairs 10000 --double 1000`: is anything lost when two people save at one moment?

A pair is two edits of one field of one incident from the same version, sent at one moment: one is saved, the other gets
HTTP 409 with its text. Gunicorn as in production, on the loopback address, as the web server's own role.
"""

import argparse
import os
import sys
from functools import partial

import psycopg
from django.core.management import call_command

from events.models import Incident
from tests.recorded import standing_on
from tests.reliability import at_once
from tests.reliability.test_two_at_once import at_once_world
from tests.settings import CLUSTER

ROUNDS = (1, 2, 3, 4)
"""Incidents edited beside each other, by two writers each: 2, 4, 6 and 8 writers, a quarter of the pairs each."""


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("--pairs", type=int, default=1000)
    arguments.add_argument("--double", type=int, default=100)
    asked = arguments.parse_args()
    name = f"two_at_once_{os.getpid()}"
    with CLUSTER, psycopg.connect(CLUSTER.url, autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}")
        try:
            with standing_on(name):
                return measured(name, asked.pairs, asked.double)
        finally:
            admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


def measured(database: str, pairs: int, double: int) -> int:
    """Print what was seen; 0 when nothing was lost and nothing doubled."""
    call_command("migrate", verbosity=0)
    incidents = at_once_world(max(ROUNDS))
    edits, forms = at_once.Tally(), at_once.Tally()
    with at_once.serving(database) as port:
        for beside in ROUNDS:
            before = edits.pairs, edits.seconds
            share = [pairs // len(ROUNDS) // beside] * beside
            share[0] += pairs // len(ROUNDS) - sum(share) + (pairs % len(ROUNDS) if beside == ROUNDS[-1] else 0)
            at_once.all_at_once(
                [partial(at_once.edit_in_pairs, port, *each, edits) for each in zip(incidents, share, strict=False)],
                edits,
            )
            speed = (edits.pairs - before[0]) / (edits.seconds - before[1])
            print(f"{2 * beside} writers: {edits.pairs - before[0]:,} pairs, {speed:.1f} pairs/s", flush=True)
        recorded = Incident.objects.count()
        at_once.all_at_once(
            [partial(at_once.send_twice, port, part, forms) for part in (double // 2, double - double // 2)], forms
        )
        recorded = Incident.objects.count() - recorded
    saved = sum(version - 1 for version in Incident.objects.filter(pk__in=incidents).values_list("version", flat=True))
    statuses = ", ".join(f"{count:,} × {status}" for status, count in sorted(edits.statuses.items()))
    print(f"pairs {edits.pairs:,}: {statuses}; {saved:,} versions saved; texts lost {edits.lost}")
    print(f"{edits.pairs / edits.seconds:.1f} pairs/s, {edits.seconds:.0f} s")
    print(f"sent twice {forms.doubled:,}: {recorded:,} incidents; duplicates {forms.duplicates}; {forms.seconds:.0f} s")
    sound = not edits.lost and saved == edits.pairs and not forms.duplicates and recorded == forms.doubled
    print("nothing lost, nothing doubled" if sound else "SOMETHING WAS LOST OR DOUBLED")
    return 0 if sound else 1


if __name__ == "__main__":
    sys.exit(main())
