"""What every address of the API shares: one question, read as strictly as a page's (C13), answered as JSON and nothing else."""

from django.http import HttpResponse
from django.utils.cache import patch_vary_headers
from rest_framework.authentication import BaseAuthentication
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from events import freshness
from events.api.limits import Limit
from events.api.schema import Schema
from events.selection import Selection


class SignedIn(BaseAuthentication):
    """Whoever is signed in at the site. Nothing is written here, so no form's token is asked for."""

    def authenticate(self, request: Request) -> tuple | None:
        user = request._request.user
        return (user, None) if user.is_authenticated else None


class Answering(APIView):
    """An address. `operation`, `summary`, `says` and `fields` are what the schema tells of it, `own` the parameters that
    mean something here beside the filters; `examples` are queries to try. A subclass says what it answers in `answer`, as
    what `fields` takes, after `read`, which raises BadQuestion."""

    authentication_classes = (SignedIn,)
    throttle_classes = (Limit,)
    schema = Schema()
    http_method_names = ["get", "head", "options"]
    operation = ""
    summary = ""
    says = ""
    fields: type
    own: tuple[str, ...] = ()
    has_filters = True
    is_of_one = False
    examples: tuple[str, ...] = ("",)

    def read(self, request: Request):
        return Selection.read(request)

    def get(self, request: Request, **named: str) -> HttpResponse:
        etag = freshness.tag(request)
        response = freshness.unchanged(request, etag) or self._answered(request, named)
        freshness.keep(response, request, etag)
        patch_vary_headers(response, ["Accept"])
        return response

    def _answered(self, request: Request, named: dict[str, str]) -> HttpResponse:
        found = self.answer(request, self.read(request), **named)
        if isinstance(found, HttpResponse):
            return found
        response = Response(self.fields(found, context={"absolute": request.build_absolute_uri}).data)
        following = response.data.get("next")
        if following:
            response["Link"] = f'<{following}>; rel="next"'
        return response

    def options(self, request: Request, **named: str) -> Response:
        """What may be done here stands in the header Allow."""
        return Response(status=204)


def framed(selection: Selection, **found) -> dict:
    """What is found, with the question it answers: in words, of which dataset, as known on which day."""
    return {"selection": selection.sentence, "dataset": selection.dataset.slug, "as_of": selection.as_of} | found


def following(request: Request, selection: Selection, after: str | None) -> str | None:
    """The whole address of the next page; None after the last."""
    return after and request.build_absolute_uri(selection.address(after=after))
