"""Plain pages for what incidents refer to, and for claims over several of them."""

from django.contrib import admin, messages
from django.contrib.admin.models import ADDITION, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events import actions, dates
from events.admin.desk import DeskAdmin
from events.choices import RuleName, Status
from events.forms.named import ActorForm, AggregateForm, PlaceForm, RecordedReportForm, SourceForm
from events.models import Actor, Claim, Dataset, Incident, Place, Report, Source


@admin.register(Actor)
class ActorAdmin(DeskAdmin):
    form = ActorForm
    list_display = ["name", "name_local", "kind", "parent"]
    list_filter = ["kind"]
    list_select_related = ["parent"]
    search_fields = ["name", "name_local", "slug", "aliases"]
    search_help_text = gettext_lazy("Any spelling")


@admin.register(Place)
class PlaceAdmin(DeskAdmin):
    form = PlaceForm
    list_display = ["name", "name_local", "level", "parent", "pcode"]
    list_filter = ["level"]
    list_select_related = ["parent"]
    search_fields = ["name", "name_local", "slug", "aliases", "pcode"]
    search_help_text = gettext_lazy("Any spelling, or the p-code")


@admin.register(Source)
class SourceAdmin(DeskAdmin):
    form = SourceForm
    list_display = ["name", "name_local", "kind", "reliability"]
    list_filter = ["kind", "reliability"]
    search_fields = ["name", "name_local", "slug", "aliases"]
    search_help_text = gettext_lazy("Any spelling")

    def save_model(self, request, source, form, change) -> None:
        """A source judged anew makes the numbers again that go by the most reliable claimant."""
        super().save_model(request, source, form, change)
        if change and "reliability" in form.changed_data:
            theirs = Incident.objects.ruled_by(RuleName.MOST_RELIABLE).told_by(source)
            why = _("%(source)s was judged anew: %(reason)s") % {
                "source": source,
                "reason": source.reliability_because or source.get_reliability_display(),
            }
            actions.replay(incidents=theirs, by=request.user, because=why)


@admin.register(Report)
class ReportAdmin(DeskAdmin):
    form = RecordedReportForm
    list_display = ["headline", "publisher", "published_on", "language", "claim_count"]
    list_filter = ["language"]
    list_select_related = ["publisher"]
    search_fields = ["headline", "url", "publisher__name"]
    search_help_text = gettext_lazy("Headline, address or publisher")

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(claim_count=Count("claims"))

    @admin.display(description=gettext_lazy("claims"), ordering="claim_count")
    def claim_count(self, report):
        return report.claim_count


@admin.register(Dataset)
class DatasetAdmin(DeskAdmin):
    """Whose coding it is, and what is public: for superusers."""

    list_display = ["name", "slug", "code_prefix", "rule", "is_public", "is_default", "is_generated"]

    def save_model(self, request, dataset, form, change) -> None:
        """Another rule, or another coder, makes all numbers of the dataset again, save those with a rule of their own."""
        super().save_model(request, dataset, form, change)
        if change and {"rule", "coder"} & set(form.changed_data):
            why = _("The rule of the dataset is now: %(rule)s.") % {"rule": dataset.get_rule_display()}
            actions.replay(incidents=dataset.incidents.all(), by=request.user, because=why)

    def has_module_permission(self, request) -> bool:
        return request.user.is_superuser

    def has_view_permission(self, request, obj=None) -> bool:
        return request.user.is_superuser

    def has_add_permission(self, request) -> bool:
        return request.user.is_superuser

    def has_change_permission(self, request, obj=None) -> bool:
        return request.user.is_superuser


@admin.register(Claim)
class AggregateAdmin(DeskAdmin):
    """Claims over several incidents. Those about one incident are on the incident's page."""

    form = AggregateForm
    list_display = ["number", "harm", "claimant", "report", "place", "days", "status"]
    list_filter = ["status", "dataset"]
    search_fields = ["quote", "claimant__name", "place__name"]

    def get_queryset(self, request):
        return super().get_queryset(request).aggregates().with_sources().select_related("place", "dataset")

    @admin.display(description=gettext_lazy("how many"))
    def number(self, claim):
        return claim.quantity.qualifier.label if claim.quantity.is_uncounted else str(claim.quantity.figure)

    @admin.display(description=gettext_lazy("days"), ordering="date_start")
    def days(self, claim):
        return dates.text(claim.date_start, claim.date_end, dates.precision_of(claim.date_start, claim.date_end))

    def get_form(self, request, obj=None, change=False, **options):
        may_publish = request.user.has_perm("events.publish_incident") and not (obj and _entered(obj, request.user))
        form = super().get_form(request, obj, change=change, **options)

        class Form(form):
            def __init__(self, *args, **given):
                super().__init__(*args, may_publish=may_publish and obj is not None, **given)

        return Form

    def has_change_permission(self, request, obj=None) -> bool:
        """Once public, a claim over several incidents is changed by editors."""
        settled = obj is not None and obj.status in (Status.PUBLISHED, Status.RETRACTED)
        return super().has_change_permission(request, obj) and (
            not settled or request.user.has_perm("events.publish_incident")
        )

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if form.advice:
            messages.warning(request, _("Recorded as written. %(advice)s") % {"advice": form.advice})


def _entered(claim: Claim, user) -> bool:
    """Whether this person entered it: whoever entered a thing does not publish it."""
    made = LogEntry.objects.filter(content_type=ContentType.objects.get_for_model(Claim), object_id=str(claim.pk))
    return made.filter(action_flag=ADDITION, user=user).exists()
