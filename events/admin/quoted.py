"""The question that a claim's row asks while one types: do the words carry the numbers, and which would they give?"""

from django.http import HttpRequest, JsonResponse
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from events.forms import quoted

LONGEST = 20_000


def addresses(site) -> list:
    """One address, for POST only: a report's words do not belong into addresses, which servers write down."""
    return [path("read-words/", site.admin_view(read_words), name="events_read_words")]


@require_POST
@never_cache
def read_words(request: HttpRequest) -> JsonResponse:
    """POST `quote`, `number` and subsets as typed: {"advice", "offers"}; nothing is kept."""
    words, typed = request.POST.get("quote", "")[:LONGEST], request.POST.dict()
    return JsonResponse({"advice": quoted.advice(words, quoted.read(typed)), "offers": quoted.offers(words, typed)})
