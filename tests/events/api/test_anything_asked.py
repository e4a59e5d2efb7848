"""Whatever is asked, of the API or of any page, is answered or refused: no 5xx, no trace; `benchmarks.asked` asks far more."""

import logging
from collections.abc import Iterator

import pytest
from django.contrib.auth.models import User
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.asked import Tally, answer_of, answer_to, by_schema, of_pages

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("recorded")]

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
QUICKLY = {
    "derandomize": True,
    "deadline": None,
    "database": None,
    "phases": [Phase.generate],
    "suppress_health_check": list(HealthCheck),
}


@pytest.fixture(autouse=True)
def _no_log() -> Iterator[None]:
    """A thousand refusals are no news."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


def test_the_api_answers_as_its_schema_says_whatever_is_asked():
    tally, client = Tally(), Client(raise_request_exception=False)

    @settings(max_examples=120, **QUICKLY)
    @given(case=by_schema())
    def ask(case):
        answer = answer_to(case, client)
        tally.add(case.formatted_path, answer.status_code, answer.content)
        case.validate_response(answer, checks=CHECKS)

    ask()
    assert tally.requests >= 100
    assert (tally.broken, tally.traces) == ([], [])
    assert tally.statuses["2xx"] > 10


def test_every_page_answers_or_refuses_whatever_is_asked():
    tally, reader, analyst = Tally(), Client(raise_request_exception=False), Client(raise_request_exception=False)
    analyst.force_login(User.objects.get(username="analyst"))

    @settings(max_examples=200, **QUICKLY)
    @given(asked=of_pages())
    def ask(asked):
        tally.add(repr(asked), *answer_of(asked, reader, analyst))

    ask()
    assert tally.requests >= 180
    assert (tally.broken, tally.traces) == ([], [])
    assert tally.statuses["2xx"] > 10
