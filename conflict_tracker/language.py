"""`?lang=en|ar`: the address chooses the language of the page, and the choice is kept in Django's language cookie."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import translation

PARAMETER = "lang"


class LanguageParameterMiddleware:
    """Stands after LocaleMiddleware and overrules it. A value it does not know is left for the page to refuse.

    The admin's lists read every parameter as a filter of theirs, so there the parameter is dropped by a redirect.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked = request.GET.getlist(PARAMETER)
        if len(asked) != 1 or asked[0] not in dict(settings.LANGUAGES):
            return self.get_response(request)
        language = asked[0]
        translation.activate(language)
        request.LANGUAGE_CODE = language
        in_admin = request.method == "GET" and request.path.startswith(reverse("admin:index"))
        response = self._without_parameter(request) if in_admin else self.get_response(request)
        is_kept = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME) == language
        if is_kept or self._is_for_programs(request):  # what sets no cookie may be kept for all
            return response
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=settings.LANGUAGE_COOKIE_AGE,
            path=settings.LANGUAGE_COOKIE_PATH,
            domain=settings.LANGUAGE_COOKIE_DOMAIN,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
            samesite=settings.LANGUAGE_COOKIE_SAMESITE,
        )
        return response

    @staticmethod
    def _is_for_programs(request: HttpRequest) -> bool:
        """An address of the API, but for the page about it: a program is told in the language it asks for, each time."""
        api = reverse("api")
        return request.path.startswith(api) and request.path != api

    @staticmethod
    def _without_parameter(request: HttpRequest) -> HttpResponse:
        remaining = request.GET.copy()
        del remaining[PARAMETER]
        query = remaining.urlencode()
        return HttpResponseRedirect(request.path + ("?" + query if query else ""))
