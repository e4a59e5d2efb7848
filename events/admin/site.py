"""The entry desk: Django's admin with an index of queues, and the two questions that its inputs ask while one types."""

from functools import update_wrapper

from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from events.admin import imports, inbox, likeness, queue, quoted, unfinished
from events.forms import fields, names

LONGEST = 600


class EntryDesk(AdminSite):
    site_title = _("Entry desk")
    site_header = _("Entry desk")
    index_title = _("Entry desk")
    enable_nav_sidebar = False

    def get_urls(self) -> list:
        return [
            path("suggest/<slug:kind>/", self.admin_view(suggest), name="events_suggest"),
            path("understand/", self.admin_view(understand), name="events_understand"),
            path("waiting/", self.admin_view(self.waiting), name="events_waiting"),
            path("inbox/", self.admin_view(self.inbox), name="events_inbox"),
            *imports.addresses(self),
            *likeness.addresses(self),
            *quoted.addresses(self),
            *unfinished.addresses(self),
            *super().get_urls(),
        ]

    def admin_view(self, view, cacheable: bool = False):
        """Only for those who may enter; what somebody typed whose sign-in had ended is carried to the page to sign in on."""
        guarded = super().admin_view(view, cacheable)

        def kept(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            if unfinished.is_entry(request) and not self.has_permission(request):
                return unfinished.sign_in_page(self, request)
            return guarded(request, *args, **kwargs)

        return update_wrapper(kept, guarded)

    def login(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        carried = request.POST.get("carried", "")
        answer = super().login(request, {"carried": carried} | (extra_context or {}))
        is_signed_in = carried and request.user.is_authenticated and answer.status_code == 302
        return (unfinished.taken_up(self, request, carried) if is_signed_in else None) or answer

    def index(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        context = {
            "queues": queue.counts(request.user),
            "alike": likeness.waiting(),
            "latest": queue.latest_of(request.user),
            "unfinished": unfinished.waiting(request.user),
        }
        return super().index(request, context | (extra_context or {}))

    def waiting(self, request: HttpRequest) -> HttpResponse:
        return queue.waiting_view(self, request, [likeness.waiting()])

    def inbox(self, request: HttpRequest) -> HttpResponse:
        return inbox.inbox_view(self, request)

    def app_index(self, request: HttpRequest, app_label: str, extra_context: dict | None = None) -> HttpResponse:
        return HttpResponseRedirect(reverse("admin:index"))


@require_safe
@never_cache
def suggest(request: HttpRequest, kind: str) -> JsonResponse:
    """What the letters typed so far could become: {"options": [{"value", "note"}]}."""
    if kind not in names.MODELS:
        return JsonResponse({"options": []}, status=404)
    found = names.suggestions(names.MODELS[kind], request.GET.get("text", "")[:LONGEST])
    return JsonResponse({"options": [{"value": one.value, "note": one.note} for one in found]})


@require_safe
@never_cache
def understand(request: HttpRequest) -> JsonResponse:
    """What words typed into an input mean: {"gist", "rest", "error"}; all empty for no words.

    `published` and `report` are what stands in section 1, which weekdays are read against.
    """
    kind, text = request.GET.get("kind", ""), request.GET.get("text", "")[:LONGEST]
    if kind not in fields.READERS:
        return JsonResponse({"error": _("There is no such kind of input.")}, status=404)
    day = None
    if kind in ("date", "day"):
        day = fields.reported_on(request.GET.get("published", "")[:LONGEST], request.GET.get("report", "")[:LONGEST])
    echo, error = fields.understood(kind, text, day)
    gist, _point, rest = echo.partition(" · ")
    return JsonResponse({"gist": gist, "rest": rest, "error": error})
