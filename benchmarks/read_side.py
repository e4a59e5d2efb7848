"""`python -m benchmarks.read_side --scale 100k`: how fast the product answers, beside its rivals.

The questions with names, and forty held out. The product is asked as a page asks it: from the parameters of the address to
every number of the dashboard and its latest incidents. "Cold" is an answer that no cache holds, "cached" the same asked once
more. Each world is measured by a process of its own, so that nothing of another one is in its memory.
"""

import argparse
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field
from itertools import islice

from django.db import connection

from benchmarks import flat, questions, rivals, world
from benchmarks.line import Line
from benchmarks.questions import Question
from events.analytics import answers, listing
from events.analytics.columnar.live import live

HELD_OUT = 40
ROUNDS = 5
PATIENCE = 1.5
"""Seconds after which a question is not asked again: what takes that long needs no median, and is not kept."""
SLOW = (rivals.Datasette.name, rivals.PlainDjango.name)
BESIDE = {"all": rivals.RIVALS, "fast": (rivals.Postgresql, rivals.Duckdb), "sql": (rivals.Postgresql,)}
OURS, CACHED = "Conflict Tracker", "… cached"


@dataclass
class Asked:
    """One question: how many incidents it matches, and the seconds that each took."""

    name: str
    matching: int
    seconds: dict[str, float] = field(default_factory=dict)


@dataclass
class Measured:
    """A scale: seconds of the yardstick, the questions with names, and the held-out ones."""

    scan: float
    named: list[Asked]
    held_out: list[Asked]
    snapshot: tuple[float, int] | None = None  # seconds to write it, and its bytes

    @property
    def structured(self) -> list[Asked]:
        return [one for one in self.named if rivals.Postgresql.name in one.seconds]


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("--scale", choices=world.SCALES, default="100k")
    arguments.add_argument("--kind", choices=world.KINDS, default="generated")
    arguments.add_argument("--beside", choices=BESIDE, default="all")
    arguments.add_argument("--held-out", type=int, default=HELD_OUT)
    arguments.add_argument("--seed", type=int, default=questions.HELD_OUT)
    arguments.add_argument("--json", action="store_true")
    asked = arguments.parse_args()
    with world.server(), world.standing(asked.scale, asked.kind) as name:
        written = world.write_snapshot(name)
        found = measure(name, held_out=asked.held_out, beside=BESIDE[asked.beside], seed=asked.seed)
        found.snapshot = written
    if asked.json:
        print(json.dumps(asdict(found)))
    else:
        heads, rows = table(found)
        for cells in [heads, *rows, *(line.cells() for line in lines(found, is_whole=asked.scale == "2.5m"))]:
            print(" | ".join(cells))
    return 0


def alone(scale: str, kind: str = "generated", *, beside: str = "all", held_out: int = HELD_OUT) -> Measured:
    """Measured by a process of its own."""
    command = [sys.executable, "-m", "benchmarks.read_side", "--json", "--scale", scale, "--kind", kind]
    command += ["--beside", beside, "--held-out", str(held_out)]
    said = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout.splitlines()[-1])
    asked = {name: [Asked(**one) for one in said.pop(name)] for name in ("named", "held_out")}
    return Measured(**said, **asked)


# --- what is asked ---------------------------------------------------------------------------------------------------
def measure(
    database: str, *, held_out: int = HELD_OUT, beside: tuple = rivals.RIVALS, seed: int = questions.HELD_OUT
) -> Measured:
    """Ask all of them, on the world that Django's connections stand on."""
    named = questions.named()
    random = list(islice(questions.random(seed, only=questions.STRUCTURED), held_out))
    flat.make()
    with ExitStack() as stack:
        ready = [stack.enter_context(rival().ready(database)) for rival in beside]
        found = Measured(scan(), [], [])
        for name, question in named.items():
            found.named.append(_asked(name, question, ready if set(question) <= questions.STRUCTURED else []))
        fast = [rival for rival in ready if rival.name not in SLOW]
        found.held_out = [_asked(str(number), question, fast) for number, question in enumerate(random)]
        found.scan = min(found.scan, scan())
    return found


def scan() -> float:
    """Seconds of four sums over the flat table, by PostgreSQL in parallel."""
    with connection.cursor() as cursor:
        return median(lambda: cursor.execute(flat.FOUR_SUMS), rounds=9)


def _asked(name: str, question: Question, beside: list) -> Asked:
    begun = time.perf_counter()
    found = Asked(name, dashboard(question).incidents)
    first = time.perf_counter() - begun
    if first > PATIENCE and not beside:
        found.seconds[OURS] = first
        return found
    found.seconds[OURS] = median(lambda: dashboard(question), before=forget)
    dashboard(question)
    found.seconds[CACHED] = median(lambda: dashboard(question))
    for rival in beside:
        assert rivals.incidents(rival.ask(question)) == found.matching, (rival.name, question)
        found.seconds[rival.name] = median(lambda rival=rival: rival.ask(question))
    return found


def dashboard(question: Question):
    """All that the product's first page shows, but its markup; the total."""
    asked = questions.selection(question)
    panels, latest = answers.panels(asked), listing.latest(asked)
    assert len(latest) == min(10, panels.overview.total.incidents)
    return panels.overview.total


def forget() -> None:
    """No answer is kept any longer."""
    live().view().answers.clear()


def median(action: Callable[[], object], *, before: Callable[[], object] = lambda: None, rounds: int = ROUNDS) -> float:
    """Seconds; fewer rounds of what takes long."""
    seconds = []
    while len(seconds) < rounds and sum(seconds) < PATIENCE:
        before()
        begun = time.perf_counter()
        action()
        seconds.append(time.perf_counter() - begun)
    return statistics.median(seconds)


# --- what comes of it ------------------------------------------------------------------------------------------------
def ratios(found: list[Asked], above: str, below: str) -> list[float]:
    return [one.seconds[above] / one.seconds[below] for one in found if {above, below} <= one.seconds.keys()]


def lines(found: Measured, *, is_whole: bool) -> list[Line]:
    """The goals; those against the yardstick are for the largest scale (`is_whole`), where a scan is long."""
    cached = ratios(found.structured, CACHED, OURS)
    said = [Line("A dashboard asked again", 100 * statistics.median(cached), "of its first time; median", 5, "%")]
    for rival, goal in ((rivals.Datasette, 10), (rivals.PlainDjango, 50)):
        by = ratios(found.structured, rival.name, OURS)
        if by:
            against = (
                f"how many times as long it takes; the least of {len(by)} questions, median {statistics.median(by):.3g}"
            )
            said.append(Line(f"Faster than {rival.name}", min(by), against, goal, is_least=True))
    if is_whole:
        said[:0] = against_the_scan(found)
    return said


def against_the_scan(found: Measured) -> list[Line]:
    times = [one.seconds[OURS] / found.scan for one in found.held_out + found.structured]
    [whole] = [one for one in found.named if one.name == "unfiltered"]
    against = f"four sums over a flat table by PostgreSQL in parallel, {found.scan * 1000:.0f} ms"
    return [
        Line("Dashboard under any structured filter", max(times), f"{against}; the slowest of {len(times)}", 0.7),
        Line("Dashboard, unfiltered", whole.seconds[OURS] / found.scan, against, 0.4),
    ]


def growth(smaller: Measured, larger: Measured) -> Line:
    """Seconds per matching row at the larger scale, by those at the smaller: the worst of the questions with names."""
    before = {one.name: one.seconds[OURS] / max(one.matching, 1) for one in smaller.structured}
    by = {one.name: one.seconds[OURS] / max(one.matching, 1) / before[one.name] for one in larger.structured}
    worst = max(by, key=by.get)
    return Line(
        "Growth: time per matching row", by[worst], f"the same at 100 thousand; the worst question, “{worst}”", 1
    )


def table(found: Measured) -> tuple[list[str], list[list[str]]]:
    """Heads and rows: milliseconds of each question, and of the held-out ones the median, the 95th part and the slowest."""
    answering = [
        name for name in (OURS, CACHED, *(rival.name for rival in rivals.RIVALS)) if name in found.named[0].seconds
    ]
    heads = ["Question", "Matches", *answering, f"{OURS} ÷ scan"]
    rows = [_row(one.name, f"{one.matching:,}", one.seconds, answering, found.scan) for one in found.named]
    for name, pick in (("median", statistics.median), ("95 %", p95), ("slowest", max)):
        seconds = {
            who: pick([one.seconds[who] for one in found.held_out])
            for who in answering
            if found.held_out and all(who in one.seconds for one in found.held_out)
        }
        if seconds:
            rows.append(_row(f"{len(found.held_out)} held out, {name}", "", seconds, answering, found.scan))
    return heads, rows


def _row(name: str, matching: str, seconds: dict[str, float], answering: list[str], scan: float) -> list[str]:
    told = [f"{seconds[who] * 1000:,.1f} ms" if who in seconds else "–" for who in answering]
    return [name, matching, *told, f"{seconds[OURS] / scan:.2f}"]


def p95(values: list[float]) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * 0.95))]


if __name__ == "__main__":
    sys.exit(main())
