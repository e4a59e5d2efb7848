"""The API's own description, OpenAPI 3.1, written from the code that answers (fields.py, parameters.py, views.py)."""

import json
from functools import lru_cache

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.renderers import OpenApiJsonRenderer

from events.api import parameters
from events.api.fields import Problem
from events.exports.json import PROBLEM

JSON = "application/json"
VERSION = "1.0"
"""Of the API: its first number rises when an address, a parameter or a field goes or means something else."""
MADE_UP = "x-spec-enum-id"


class Schema(AutoSchema):
    """What an `Answering` says of itself, instead of what could be guessed."""

    def get_operation_id(self) -> str:
        return self.view.operation

    def get_summary(self) -> str:
        return str(self.view.summary)

    def get_description(self) -> str:
        return str(self.view.says)

    def get_tags(self) -> list[str]:
        return []

    def get_auth(self) -> list:
        return []

    def get_override_parameters(self) -> list:
        asked = parameters.filters() if self.view.has_filters else []
        if self.view.is_of_one:
            asked = [parameters.code(), parameters.as_of()]
        return [*asked, *parameters.presented(*self.view.own, "lang")]

    def get_response_serializers(self) -> dict:
        wrong = (400, 404, 406, 410, 429, 503) if self.view.is_of_one else (400, 406, 429, 503)
        elsewhere = {301: None} if self.view.is_of_one else {}
        return {(200, JSON): self.view.fields} | elsewhere | {(status, PROBLEM): Problem for status in wrong}

    def _get_response_for_code(self, serializer, status_code, media_types=None, direction="response") -> dict:
        found = super()._get_response_for_code(serializer, status_code, media_types, direction)
        return found | {"description": said_of(int(status_code))}


def said_of(status: int) -> str:
    """What an answer of this status means."""
    return {
        200: _("The answer."),
        301: _("The incident was merged; the header Location says into which."),
        400: _("A parameter is not understood; no number is given."),
        404: _("There is no such incident, or none was known of then."),
        406: _("Something else than JSON was asked for."),
        410: _("The incident was retracted; the reason."),
        429: _("Too many requests; the header Retry-After says when to ask again."),
        503: _("The answer takes too long; ask for fewer days, one place or one actor."),
    }[status]


def schema() -> dict:
    """The description in the language of the request."""
    return json.loads(written(get_language()))


@lru_cache(maxsize=8)
def written(language: str) -> bytes:
    """The description as JSON; the same for everybody, as long as the program is."""
    from events.api.urls import answering

    made = SchemaGenerator(patterns=answering).get_schema(public=True)
    made["info"] = {
        "title": _("Conflict Tracker"),
        "version": VERSION,
        "description": _(
            "Conflict incidents and casualty claims, read only. The parameters are those of the pages, and the numbers too: a"
            " page’s query string asks the same here. A number that is not known is null; 0 was stated by a source. A parameter"
            " that is not understood is refused, never passed over; those of presentation that mean nothing here (columns,"
            " excel and the like) are taken and change nothing."
        ),
        "license": {"name": _("The program: AGPL-3.0-or-later. Each dataset has terms of its own.")},
    }
    prefix = reverse("api").rstrip("/")
    made["paths"] = {f"{prefix}{path}": found for path, found in made["paths"].items()}
    made["servers"] = [{"url": "/"}]
    plain = json.loads(OpenApiJsonRenderer().render(_without_made_up_names(made)))  # lazy sentences become texts
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode()


def _without_made_up_names(node):
    """The same without the marks by which drf-spectacular would put enumerations together."""
    if isinstance(node, dict):
        return {name: _without_made_up_names(value) for name, value in node.items() if name != MADE_UP}
    if isinstance(node, list):
        return [_without_made_up_names(value) for value in node]
    return node
