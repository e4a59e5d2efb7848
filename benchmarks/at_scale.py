"""What `make bench` measures on a world: the read side and its rivals, load, exports, writes, and parity with SQL."""

import sys
from collections.abc import Iterator

from django.utils import timezone

from benchmarks import export, ged, load, parity, performance, read_side, world, write_cost
from benchmarks.line import Line
from benchmarks.read_side import Measured

SMALLEST, LARGEST = "100k", "2.5m"
OF_UCDP = 20
"""Held-out questions about the second world."""


def measured(scale: str) -> Iterator[tuple[list[Line], str]]:
    """The goals, and the section of docs/performance.md: of what times are taken, and then with parity, which takes as long
    again. Says on stderr where it is: a large scale takes an hour, and what is known of it by then shall not be lost."""
    with world.server():
        said("the read side and its rivals")
        found = read_side.alone(scale)
        lines = read_side.lines(found, is_whole=scale == LARGEST)
        if scale != SMALLEST:
            said("growth")
            lines.append(read_side.growth(read_side.alone(SMALLEST, beside="sql", held_out=0), found))
        said("the second world")
        second = read_side.alone(scale, "ucdp", beside="fast", held_out=OF_UCDP) if ged.FILE.exists() else None
        with world.standing(scale) as name:
            said("load")
            under, cold = load.measure(name)
            lines += load.lines(under, cold, found.scan, is_whole=scale == LARGEST)
            said("exports")
            lines += export.lines(name)
            said("writes")
            lines += write_cost.lines(scale, name)
            tables = found, second, load.table(under, cold)
            yield lines, "\n\n".join(_section(lines, *tables))
            said("parity with SQL")
            lines = lines + parity.lines(scale)
            yield lines, "\n\n".join(_section(lines, *tables))


def said(what: str) -> None:
    print(f"{timezone.now():%H:%M:%S} {what}", file=sys.stderr, flush=True)


def _section(lines: list[Line], found: Measured, second: Measured | None, loaded: tuple) -> list[str]:
    yardstick = f"The scan that ratios refer to: {found.scan * 1000:.1f} ms, four sums over a flat table by PostgreSQL in parallel."
    parts = [
        f"{performance.made_on()} The generated world of [world.sql](../benchmarks/world.sql). {yardstick}",
        performance.table(performance.GOALS, [line.cells() for line in lines]),
        "### A dashboard, and its rivals\n\n" + performance.table(*read_side.table(found)),
    ]
    if found.snapshot:
        seconds, size = found.snapshot
        parts.append(f"The columns that pages count from are written in {seconds:.1f} s: {size / 2**20:,.0f} MiB.")
    if second:
        of = "Real events of UCDP GED, repeated to the same scale ([how](../benchmarks/ucdp_world.py));"
        of += f" a scan takes {second.scan * 1000:.1f} ms."
        parts.append(f"### The second world\n\n{of}\n\n" + performance.table(*read_side.table(second)))
    else:
        parts.append("The second world, of real events of UCDP GED, was not measured: its file was not there.")
    return [*parts, "### Whole pages, over HTTP\n\n" + performance.table(*loaded)]
