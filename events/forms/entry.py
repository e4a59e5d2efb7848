"""The whole page of an incident: its report, the incident, who was involved, and the claims, as one thing to fill in."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from uuid import UUID, uuid4

from django.db import transaction
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from events import actions
from events.analytics.pairs import like
from events.choices import Status
from events.forms import edits, names
from events.forms.claim_rows import claim_rows
from events.forms.incident import IncidentForm, involvement_rows
from events.forms.report import ReportForm
from events.models import Dataset, Incident, Report

BLANK_CLAIMS = 3
BLANK_INVOLVEMENTS = 2
BLANK_LATER = 1


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend, and the id of the input where."""

    at: str
    message: str


class Entry:
    """An incident being entered or changed. `data` is what was typed; without it the page shows what is recorded.

    Nothing is removed once it was published: then claims are set aside and roles denied, each for a reason.
    """

    def __init__(
        self, *, by, incident: Incident | None = None, data: QueryDict | None = None, report: Report | None = None
    ):
        self.by, self.instance, self.data = by, incident or Incident(), data
        recorded = self.instance.pk is not None
        self.report = ReportForm(data, prefix="report", initial={"chosen": names.words_for(report)})
        initial = {} if recorded else {"dataset": last_used_dataset(by)}
        self.incident = IncidentForm(data, instance=self.instance, initial=initial, label_suffix="")
        removable = self.instance.published_at is None
        rows = {"data": data, "instance": self.instance}
        self.involvements = involvement_rows(
            removable=removable, blank=BLANK_LATER if recorded else BLANK_INVOLVEMENTS
        )(prefix="involvement", **rows)
        self.claims = claim_rows(removable=removable, blank=BLANK_LATER if recorded else BLANK_CLAIMS)(
            prefix="claim", **rows
        )
        self.failure = ""
        if data is None and not recorded:
            self.begin_at(*((self.incident, "type") if report else (self.report, "chosen")))

    # --- what was typed ------------------------------------------------------------------------------------------
    @property
    def forms(self) -> list:
        return [self.report, self.incident, *self.involvements.forms, *self.claims.forms]

    @cached_property
    def carried(self) -> dict[str, str]:
        """What travels with the form unseen: its token, and for a recorded incident its version and what was shown."""
        if self.data is not None:
            return {name: self.data.get(name, "") for name in edits.CARRIED}
        token = {"entry_token": str(uuid4())}
        return token | edits.of_recorded(self) if self.instance.pk else token

    @property
    def token(self) -> UUID | None:
        """Of the form, from the moment it was first shown until it is saved; None for one that was made up."""
        try:
            return UUID(self.carried["entry_token"])
        except ValueError:
            return None

    def _is_token_of_another(self) -> bool:
        return Incident.objects.filter(entry_token=self.token).exclude(created_by=self.by).exists()

    @property
    def has_changed(self) -> bool:
        return self.report.is_described or any(form.has_changed() for form in self.forms[1:])

    @cached_property
    def is_valid(self) -> bool:
        """Reads everything, section 1 first: its date is what weekdays below are read against."""
        sound = [self.report.is_valid()]
        self.incident.fields["when"].reported_on = self.reported_on
        sound.append(self.incident.is_valid())
        sound.append(self.involvements.is_valid())
        perpetrators = self.involvements.perpetrators()
        for form in self.claims.forms:
            form.perpetrators = perpetrators
            form.fields["claimed_on"].reported_on = self.reported_on
        sound.append(self.claims.is_valid())
        sound.append(self._claims_have_a_report())
        sound.append(self._a_change_has_a_reason())
        return all(sound)

    @property
    def reported_on(self) -> date | None:
        """The date of section 1's report, or else of the one report that tells of the recorded incident."""
        return self.report.reported_on or (self.only_report.published_on if self.only_report else None)

    @cached_property
    def reports(self) -> list[Report]:
        """The reports that tell of the recorded incident, with or without a number, newest first."""
        if self.instance.pk is None:
            return []
        told = self.instance.reports.select_related("publisher")
        found = {*told, *(claim.report for claim in self.claims.get_queryset())}
        return sorted(found, key=lambda report: (report.published_on, report.pk), reverse=True)

    @property
    def only_report(self) -> Report | None:
        """The one report that tells of the recorded incident, where it is one: a new claim is of it too."""
        return self.reports[0] if len(self.reports) == 1 else None

    def _claims_have_a_report(self) -> bool:
        if self.report.errors or self.report.report or self.only_report:
            return True
        orphans = [form for form in self.claims.kept() if not form.cleaned_data.get("report")]
        for form in orphans:
            if "report" not in form.errors:
                form.add_error("report", _("Choose or describe the report in section 1, or name another here."))
        return not orphans

    @property
    def because(self) -> str:
        """Why a published incident is changed; "" where nobody need be told."""
        return self.incident.cleaned_data.get("because", "")

    def _a_change_has_a_reason(self) -> bool:
        if "because" not in self.incident.fields or self.because or not self.has_changed:
            return True
        self.incident.add_error("because", _("Say why you change a published incident: readers are told."))
        return False

    # --- what is wrong -------------------------------------------------------------------------------------------
    @property
    def is_judged(self) -> bool:
        return self.data is not None and not self.report.is_unjudged

    @property
    def problems(self) -> list[Problem]:
        """Everything to mend, from top to bottom."""
        found = [Problem("entry", self.failure)] if self.failure else []
        if not self.is_judged:
            return found
        found += _problems(self.report) + _problems(self.incident)
        for label, rows in ((_("Actor %(number)s"), self.involvements), (_("Claim %(number)s"), self.claims)):
            found += [Problem(f"id_{rows.prefix}-TOTAL_FORMS", message) for message in rows.non_form_errors()]
            for number, form in enumerate(rows.forms, start=1):
                found += _problems(form, label % {"number": number})
        return found

    @property
    def advice(self) -> list[str]:
        """What is recorded as written and looks wrong (C4)."""
        return [
            _("Claim %(number)s: %(advice)s") % {"number": number, "advice": form.advice}
            for number, form in enumerate(self.claims.forms, start=1)
            if getattr(form, "cleaned_data", None) and form.advice
        ]

    def unjudged(self) -> "Entry":
        """Show what was typed without saying what is wrong with it: whoever asks for another row is not done yet."""
        for form in self.forms:
            form.is_unjudged = True
        return self

    def begin_at(self, form, field: str) -> None:
        """Put the cursor there when the page opens."""
        form.fields[field].widget.attrs["autofocus"] = True

    # --- saving --------------------------------------------------------------------------------------------------
    @transaction.atomic
    def save(self) -> Incident:
        """Record a valid entry: its report if it is new, the incident with its parts, and the estimates made of them."""
        actions.acting(by=self.by, why=self.because)
        report = self.report.report or self.only_report
        if report and report.pk is None:
            report.save()
        incident = self.incident.save(commit=False)
        if incident.pk is None and not self._is_token_of_another():
            incident.entry_token = self.token  # my own, used already: the database refuses the second
        incident = actions.record(incident=incident, by=self.by, why=self.because)
        if report:
            incident.reports.add(report)
        for rows in (self.involvements, self.claims):
            rows.instance = incident
        for form in self.claims.kept():
            claim = form.instance
            claim.report = form.cleaned_data.get("report") or report
            claim.claimed_on = form.cleaned_data.get("claimed_on") or claim.report.published_on
        self.involvements.save()
        self.claims.save()
        for form in self.claims.kept():
            form.save_stances()
        actions.assess(incidents=[incident.pk], by=self.by, because=self.because)
        actions.note_likenesses(incident=incident.pk, found=like(incident.pk))
        return incident

    @property
    def changed_words(self) -> list[str]:
        """The labels of what was changed, for the log."""
        changed = {str(form.fields[name].label) for form in self.forms[1:] for name in form.changed_data}
        return sorted(changed)


def _problems(form, row: str = "") -> list[Problem]:
    fields = [(field.id_for_label, field.errors) for field in form if field.errors]
    first = next(iter(form)).id_for_label
    whole = [] if form.is_unjudged else form.non_field_errors()
    found = [(first, whole)] * bool(whole) + fields
    return [Problem(at, f"{row}: {message}" if row else str(message)) for at, messages in found for message in messages]


def last_used_dataset(by) -> Dataset | None:
    """The dataset of the last incident that this person entered, or else the default one."""
    last = Incident.objects.filter(created_by=by).order_by("-pk").select_related("dataset").first()
    return last.dataset if last else Dataset.objects.filter(is_generated=False).first()


def status_words(incident: Incident) -> str:
    """Where the incident stands, in a sentence."""
    said = {
        Status.DRAFT: _("Draft. Readers do not see it until somebody else publishes it."),
        Status.IN_REVIEW: _("In review. Readers do not see it until an editor publishes it."),
        Status.PUBLISHED: _("Published. What you save is public at once and returns to the queue to be looked at."),
        Status.RETRACTED: _("Retracted: %(reason)s") % {"reason": incident.retracted_because},
        Status.MERGED: _("Merged into another: its claims are there now."),
    }
    return capfirst(said[Status(incident.status)])
