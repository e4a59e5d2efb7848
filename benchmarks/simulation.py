"""`python -m benchmarks.simulation`: how many readers one machine serves, on the demonstration, without and with a replica.

Gunicorn and PostgreSQL as they are started for use, and readers in a process of their own (benchmarks/readers.py), all on
this machine: what counts beside requests a second is whose processor time they take. Prints the tables of docs/scaling.md.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
from collections.abc import Callable

import psutil

from conflict_tracker.local import PROJECT
from tests.reliability.at_once import gunicorn
from tests.reliability.two_servers import Pair, settings_of, two_servers

PREPARE = """
from django.core.management import call_command
from django.db import connection
call_command("load_datasets", verbosity=0)
connection.cursor().execute("ANALYZE")
"""
CLIENTS = (1, 4, 16, 64)


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("--seconds", type=int, default=15, help="of each of the eight runs")
    seconds = arguments.parse_args().seconds
    os.environ |= {"SECRET_KEY": "only-for-measuring-" + "0123456789" * 4, "ALLOWED_HOSTS": "127.0.0.1"}
    begun = os.getloadavg()[0]
    with two_servers(PREPARE) as pair:
        alone = [run(pair, clients, seconds, {"REPLICA_DATABASE_URL": ""}) for clients in CLIENTS]
        beside = [run(pair, clients, seconds, {}) for clients in CLIENTS]
        again = run(pair, 4, seconds, {"REPLICA_DATABASE_URL": ""}, "again")
    print(f"{os.cpu_count()} cores; load before and after: {begun:.1f} and {os.getloadavg()[0]:.1f}.\n")
    print("| Databases | Readers | Requests/s | Median | p95 | Web | Primary | Replica | Readers' own |")
    print("| --- | --: | --: | --: | --: | --: | --: | --: | --: |")
    for name, runs in (("one", alone), ("primary and replica", beside)):
        for found in runs:
            print(f"| {name} | {found.row()} |")
    print(f"| one; every answer is known | {again.row()} |")
    print("\n| Asked | Share | Median, 1 reader | Median, 16 readers |\n| --- | --: | --: | --: |")
    for kind, times in sorted(alone[0].kinds.items()):
        share = len(times) / alone[0].requests
        print(f"| {kind} | {share:.0%} | {middle(times):.0f} ms | {middle(alone[2].kinds[kind]):.0f} ms |")
    print("\nMemory: " + ", ".join(f"a {what} {held:.0f} MB" for what, held in alone[2].megabytes.items()))
    return 0


class Run:
    """What one run found; processor time in seconds, by whose it was."""

    def __init__(
        self, clients: int, seconds: int, said: dict, cpu: dict[str, float], megabytes: dict[str, float]
    ) -> None:
        self.clients, self.seconds, self.kinds, self.cpu = clients, seconds, said["kinds"], cpu
        self.megabytes = megabytes
        self.times = sorted(time for times in self.kinds.values() for time in times)
        self.requests = len(self.times)
        assert set(said["statuses"]) <= {"200", "304"}, said["statuses"]

    def row(self) -> str:
        """Requests a second, times, and milliseconds of processor time for each request."""
        took = [f"{1000 * seconds / self.requests:.1f} ms" for seconds in self.cpu.values()]
        p95 = self.times[int(self.requests * 0.95)]
        rate = self.requests / self.seconds
        return " | ".join([f"{self.clients}", f"{rate:.1f}", f"{middle(self.times):.0f} ms", f"{p95:.0f} ms", *took])


def middle(times: list[float]) -> float:
    return statistics.median(times) if times else 0.0


def run(pair: Pair, clients: int, seconds: int, changes: dict[str, str], *kinds: str) -> Run:
    """A web server of its own for each run. `kinds`: what is asked, where it is not everything."""
    more = {"API_REQUESTS_PER_MINUTE": "1000000", "LOG_LEVEL": "CRITICAL"}
    with gunicorn(settings_of(pair.primary) | pair.settings | more | changes) as port:
        web = next(child for child in psutil.Process().children() if f"127.0.0.1:{port}" in child.cmdline())
        whose: dict[str, Callable[[], float]] = {
            "web": lambda: spent(web),
            "primary": lambda: spent(server_of(pair.primary)),
            "replica": lambda: spent(server_of(pair.replica)),
        }
        command = [sys.executable, "-m", "benchmarks.readers", f"{port}", f"{clients}", f"{seconds}", *kinds]
        readers = subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True)
        assert readers.stdout is not None
        assert readers.stdout.readline() == "begun\n"
        before = {name: measure() for name, measure in whose.items()}
        assert readers.stdout.readline() == "over\n"
        cpu = {name: measure() - before[name] for name, measure in whose.items()}
        megabytes = {
            "web process": held(web),
            "connection": held(server_of(pair.primary), "postgres: conflict_tracker"),
        }
        said = json.loads(readers.stdout.read())
        readers.wait()
    found = Run(clients, seconds, said, cpu | {"readers": said["cpu"]}, megabytes)
    print(found.row(), file=sys.stderr, flush=True)
    return found


def held(root: psutil.Process, name: str = "") -> float:
    """Memory in MB that nobody shares: the mean of its children of that name."""
    found = [child.memory_full_info().uss for child in root.children() if name in " ".join(child.cmdline())]
    return statistics.mean(found) / 1e6 if found else 0.0


def server_of(cluster) -> psutil.Process:
    return psutil.Process(int((cluster.data / "postmaster.pid").read_text().split()[0]))


def spent(root: psutil.Process) -> float:
    """Processor seconds of a process, its children, and those that have ended."""
    own = root.cpu_times()
    living = [child.cpu_times() for child in root.children(recursive=True)]
    return own.children_user + own.children_system + sum(one.user + one.system for one in [own, *living])


if __name__ == "__main__":
    sys.exit(main())
