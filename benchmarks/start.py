"""How long a second `make run` takes, until it says that it is ready: the database is there, and nothing changed since."""

import statistics
import time

from benchmarks.line import Line
from tests.reliability.site import prepared

ROUNDS = 5
GOAL = 5


def lines() -> list[Line]:
    with prepared() as site:
        took = []
        for _round in range(ROUNDS):
            begun = time.perf_counter()
            site.start()
            took.append(time.perf_counter() - begun)
            site.end()
    against = f"from the command to the line that says ready, median of {ROUNDS}"
    return [Line("A second start", statistics.median(took), against, GOAL, "s")]


if __name__ == "__main__":
    for line in lines():
        print(" | ".join(line.cells()))
