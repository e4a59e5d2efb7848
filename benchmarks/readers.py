"""`python -m benchmarks.readers PORT CLIENTS SECONDS [KIND]`: readers who ask again as soon as they are answered; prints JSON.

Each has one connection kept open and asks, by weight: the dashboard and the list under filters, an incident, the CSV of a
filter, and something it has already (by ETag), which is answered with 304 where nothing changed.
"""

import http.client
import json
import random
import resource
import sys
import threading
import time
from collections import defaultdict
from urllib.parse import urlencode

WEIGHTS = {"dashboard": 40, "list": 20, "incident": 20, "csv": 5, "again": 15}
PATHS = {"dashboard": "/", "list": "/incidents/", "csv": "/incidents.csv", "again": "/api/totals/"}
HEADERS = {"Accept-Encoding": "gzip", "Accept": "text/html,application/json,*/*"}
KNOWN = 4
"""Different questions in all that is asked again: each reader has each answer soon, and then it is a question of 304."""
WARM = 3
"""Seconds before anything is counted."""


class Reader:
    """One connection; each answer's kind, status and milliseconds."""

    def __init__(self, port: int, rows: list[dict], seed: int, weights: dict[str, int]) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        self.rows, self.rng, self.weights = rows, random.Random(seed), weights
        self.tags: dict[str, str] = {}
        self.counted: list[tuple[str, int, float]] = []

    def read(self, begin: float, end: float) -> None:
        """Ask until `end`; what is asked before `begin` is not counted."""
        while (now := time.monotonic()) < end:
            kind = self.rng.choices(list(self.weights), list(self.weights.values()))[0]
            status = self.ask(kind)
            if now >= begin:
                self.counted.append(("304" if status == 304 else kind, status, (time.monotonic() - now) * 1000))

    def ask(self, kind: str) -> int:
        address = self.address(kind)
        tag = {"If-None-Match": self.tags[address]} if address in self.tags else {}
        self.connection.request("GET", address, headers=HEADERS | tag)
        answer = self.connection.getresponse()
        answer.read()
        if kind == "again" and answer.getheader("ETag"):
            self.tags[address] = answer.getheader("ETag")
        return answer.status

    def address(self, kind: str) -> str:
        about = self.rng.choice(self.rows[:KNOWN] if kind == "again" else self.rows)
        if kind == "incident":
            return f"/incidents/{about['code']}/"
        return f"{PATHS[kind]}?{urlencode({'dataset': 'demonstration'} | self.filters(about, kind))}"

    def filters(self, about: dict, kind: str) -> dict[str, str]:
        """None, or what an incident has: its type, its place, the time since it."""
        wanted = {"type": about["type"], "place": about["place_slug"], "from": about["date_start"]}
        if kind == "again":
            return {"from": about["date_start"]}
        names = self.rng.choice([(), ("type",), ("place",), ("from",), ("type", "from")])
        return {name: wanted[name] for name in names}


def rows_of(port: int) -> list[dict]:
    """Some incidents of the demonstration, of all its years."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    rows, address = [], "/incidents.json?dataset=demonstration"
    while address and len(rows) < 1000:
        connection.request("GET", address)
        found = json.loads(connection.getresponse().read())
        rows += found["incidents"]
        address = found["next"] and found["next"].partition(f":{port}")[2]
    random.Random(0).shuffle(rows)
    return rows


def main() -> int:
    port, clients, seconds = (int(given) for given in sys.argv[1:4])
    rows, weights = rows_of(port), {sys.argv[4]: 1} if len(sys.argv) > 4 else WEIGHTS
    readers = [Reader(port, rows, seed, weights) for seed in range(clients)]
    begin = time.monotonic() + WARM
    threads = [threading.Thread(target=reader.read, args=(begin, begin + seconds)) for reader in readers]
    for thread in threads:
        thread.start()
    time.sleep(max(0.0, begin - time.monotonic()))
    print("begun", flush=True)
    cpu = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
    time.sleep(seconds)
    print("over", flush=True)
    cpu = sum(resource.getrusage(resource.RUSAGE_SELF)[:2]) - cpu
    for thread in threads:
        thread.join()
    kinds, statuses = defaultdict(list), defaultdict(int)
    for kind, status, milliseconds in (one for reader in readers for one in reader.counted):
        kinds[kind].append(milliseconds)
        statuses[status] += 1
    print(json.dumps({"cpu": cpu, "kinds": kinds, "statuses": statuses}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
