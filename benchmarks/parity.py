"""`python -m benchmarks.parity --scale 100k --selections 1000`: do the pages' numbers equal SQL's, on random selections?

Every panel of a dashboard is asked twice, of the product as it answers pages and of its SQL alone, and compared whole.
Prints each selection that differs; the exit code is 1 where one does.
"""

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from unittest.mock import patch
from urllib.parse import urlencode

from django.db import transaction

from benchmarks import questions, world
from benchmarks.line import Line
from events.analytics import answers
from events.analytics.columnar.live import live

SELECTIONS = {"5k": 100, "100k": 1000, "1m": 100, "2.5m": 100}
"""How many `make bench` asks; SQL takes its time."""


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("--scale", choices=world.SCALES, default="100k")
    arguments.add_argument("--kind", choices=world.KINDS, default="generated")
    arguments.add_argument("--selections", type=int, default=1000)
    arguments.add_argument("--seed", type=int, default=questions.HELD_OUT)
    asked = arguments.parse_args()
    with world.server(), world.standing(asked.scale, asked.kind) as name:
        world.write_snapshot(name)
        found = differing(asked.selections, asked.seed)
    print("\n".join([*found, f"{len(found)} of {asked.selections:,} selections differ"]))
    return 1 if found else 0


def differing(selections: int, seed: int = questions.HELD_OUT) -> list[str]:
    """The query strings of the selections whose panels differ."""
    found = []
    for question in islice(questions.random(seed), selections):
        with transaction.atomic():
            ours = answers.panels(questions.selection(question))
            with by_sql():
                theirs = answers.panels(questions.selection(question))
        if ours != theirs:
            found.append(urlencode(question, doseq=True))
    return found


@contextmanager
def by_sql() -> Iterator[None]:
    """Numbers are PostgreSQL's, as where there is no snapshot."""
    with patch.object(live(), "view", lambda: None):
        yield


def lines(scale: str) -> list[Line]:
    """How many of a scale's selections differ; none may."""
    wanted = SELECTIONS[scale]
    differ = differing(wanted)
    return [
        Line("Dashboards that differ from SQL's", len(differ), f"of {wanted} random selections{said(differ)}", 0, "")
    ]


def said(differ: list[str]) -> str:
    return f"; the first: {differ[0]}" if differ else ""


if __name__ == "__main__":
    sys.exit(main())
