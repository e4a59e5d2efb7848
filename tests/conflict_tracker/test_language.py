"""?lang= chooses the language of a page and is remembered; a value nobody knows is the page's to refuse."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.utils import translation

from conflict_tracker.language import LanguageParameterMiddleware


@pytest.fixture(autouse=True)
def _language_of_the_next_test() -> None:
    with translation.override("en"):
        yield


def answered_in(address: str) -> tuple[str, HttpResponse]:
    seen = []

    def page(request: HttpRequest) -> HttpResponse:
        seen.append(translation.get_language())
        return HttpResponse()

    answer = LanguageParameterMiddleware(page)(RequestFactory().get(address))
    return (seen or [""])[0], answer


def test_lang_chooses_the_language_and_is_remembered() -> None:
    language, answer = answered_in("/?lang=ar")
    assert language == "ar"
    assert answer.cookies["django_language"].value == "ar"
    assert answer.cookies["django_language"]["httponly"]


def test_who_has_the_cookie_gets_no_other_so_that_the_answer_may_be_kept_for_all() -> None:
    request = RequestFactory().get("/?lang=ar", headers={"Cookie": "django_language=ar"})
    assert not LanguageParameterMiddleware(lambda request: HttpResponse())(request).cookies
    request = RequestFactory().get("/?lang=ar", headers={"Cookie": "django_language=en"})
    assert LanguageParameterMiddleware(lambda request: HttpResponse())(request).cookies["django_language"].value == "ar"


@pytest.mark.parametrize("query", ["", "?lang=xx", "?lang=", "?lang=ar&lang=en"])
def test_anything_else_changes_nothing(query: str) -> None:
    language, answer = answered_in("/" + query)
    assert language == "en"
    assert not answer.cookies


def test_the_admin_takes_lang_too_and_drops_it_from_the_address() -> None:
    _, answer = answered_in("/admin/?lang=ar&q=x")
    assert answer.status_code == 302
    assert answer["Location"] == "/admin/?q=x"
    assert answer.cookies["django_language"].value == "ar"


@pytest.mark.django_db
def test_the_remembered_language_is_used_without_the_parameter(client: Client) -> None:
    client.get("/admin/login/?lang=ar")
    answer = client.get("/admin/login/")
    assert answer["Content-Language"] == "ar"
    assert b'dir="rtl"' in answer.content
