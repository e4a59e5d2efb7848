"""`python -m benchmarks.asked --requests 10000`: half by the API's own schema, half of every page, most of them hostile.

Prints how many there were, by class of status, and each that broke something; the exit code is 1 where one did.
"""

import argparse
import logging
import os
import sys
import time

import psycopg
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.test import Client
from hypothesis import HealthCheck, Phase, given, seed, settings

from tests.asked import Tally, answer_of, answer_to, by_schema, of_pages
from tests.parity import invented
from tests.recorded import INVENTED, standing_on
from tests.settings import CLUSTER

AT_A_TIME = 250


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--requests", type=int, default=10_000)
    wanted = parser.parse_args().requests
    name = f"asked_{os.getpid()}"
    logging.disable(logging.CRITICAL)  # thousands of refusals are no news
    with CLUSTER, psycopg.connect(CLUSTER.url, autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}")
        try:
            with standing_on(name):
                fill()
                api, pages = ask_the_api(wanted // 2), ask_pages(wanted - wanted // 2)
        finally:
            admin.execute(f"DROP DATABASE {name} WITH (FORCE)")
    print(report("API, by its schema", api))
    print(report("Pages", pages))
    return 1 if api.broken or api.traces or pages.broken or pages.traces else 0


def fill() -> None:
    call_command("migrate", verbosity=0)
    call_command("load_datasets", verbosity=0)
    invented.install(INVENTED)
    User.objects.create_user("analyst", is_staff=True).groups.add(Group.objects.get(name="analysts"))


def ask_the_api(wanted: int) -> Tally:
    tally, client, asked = Tally(), Client(raise_request_exception=False), by_schema()

    def ask(case):
        answer = answer_to(case, client)
        tally.add(f"{answer.request.method} {answer.request.url}", answer.status_code, answer.content)

    return until(wanted, tally, asked, ask)


def ask_pages(wanted: int) -> Tally:
    tally, reader, analyst = Tally(), Client(raise_request_exception=False), Client(raise_request_exception=False)
    analyst.force_login(User.objects.get(username="analyst"))
    return until(wanted, tally, of_pages(), lambda asked: tally.add(repr(asked), *answer_of(asked, reader, analyst)))


def until(wanted: int, tally: Tally, strategy, ask) -> Tally:
    """Ask, a batch after the other, each of a seed of its own: the same requests in every run."""
    batch, started = 0, time.monotonic()
    while tally.requests < wanted:
        most = min(AT_A_TIME, wanted - tally.requests)
        bounds = settings(
            max_examples=most,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        seed(batch)(bounds(given(strategy)(lambda one: ask(one))))()
        batch += 1
        print(f"{tally.requests} in {time.monotonic() - started:.0f} s", file=sys.stderr, flush=True)
    return tally


def report(name: str, tally: Tally) -> str:
    statuses = ", ".join(f"{count} × {kind}" for kind, count in sorted(tally.statuses.items()))
    lines = [
        f"{name}: {tally.requests} requests: {statuses}; 5xx: {len(tally.broken)}; stack traces: {len(tally.traces)}"
    ]
    return "\n".join(lines + [f"  {one[:300]}" for one in [*tally.broken, *tally.traces][:20]])


if __name__ == "__main__":
    sys.exit(main())
