from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from events.actions.acting import acting
from events.actions.assess import assess
from events.choices import RuleName, Status
from events.figures import Figure
from events.models import Decision, Incident

FIELDS = ["rule", "rule_because", "changed_by", "changed_since_review", "updated_at"]


@transaction.atomic
def choose_rule(*, incident: Incident, rule: RuleName | None, because: str, by) -> Incident:
    """Make an incident's numbers by a rule of its own, with a reason; None goes back to its dataset's rule (C6)."""
    acting(by=by, why=because)
    incident = _locked(incident)
    incident.rule, incident.rule_because = rule or "", because if rule else ""
    _changed(incident, by)
    assess(incidents=[incident.pk], by=by, because=because or _("Back to the rule of the dataset."))
    return incident


@transaction.atomic
def decide(
    *, incident: Incident, harm: str, victims: str, figure: Figure, because: str, by, on: date | None = None
) -> Decision:
    """Decide one number of an incident, from a day on (today's), in place of what the rule makes of the claims (C6)."""
    acting(by=by, why=because)
    incident = _locked(incident)
    decided, _made = Decision.objects.update_or_create(
        incident=incident,
        harm=harm,
        victims=victims,
        defaults={
            "low": figure.low,
            "best": figure.best,
            "high": figure.high,
            "because": because,
            "decided_by": by,
            "decided_on": on or timezone.localdate(),
        },
    )
    _changed(incident, by)
    assess(incidents=[incident.pk], by=by, because=because)
    return decided


@transaction.atomic
def undecide(*, decision: Decision, because: str, by) -> Incident:
    """Take a decision back: the rule speaks again. The history keeps the decision."""
    acting(by=by, why=because)
    incident = _locked(decision.incident)
    decision.delete()
    _changed(incident, by)
    assess(incidents=[incident.pk], by=by, because=because)
    return incident


def _locked(incident: Incident) -> Incident:
    return Incident.objects.select_for_update(of=["self"]).select_related("dataset").get(pk=incident.pk)


def _changed(incident: Incident, by) -> None:
    """A published incident whose number was decided anew returns to the queue."""
    incident.changed_by = by
    incident.changed_since_review |= incident.status == Status.PUBLISHED
    incident.save(update_fields=FIELDS)
