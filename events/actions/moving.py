"""What goes with an incident that is merged into another, by id, and what of it goes back."""

from dataclasses import asdict, dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.models import Claim, Decision, Incident, Involvement, Mark

REPORTS = Incident.reports.through
COVERS = Claim.covers.through


@dataclass(frozen=True, slots=True)
class Moved:
    """Ids. `reports` were linked to the winner, which lacked them; `covered` aggregate claims covered the loser and do no
    longer, `covers` those of them that the winner was new to."""

    claims: list[int] = field(default_factory=list)
    marks: list[int] = field(default_factory=list)
    involvements: list[int] = field(default_factory=list)
    decisions: list[int] = field(default_factory=list)
    reports: list[int] = field(default_factory=list)
    covered: list[int] = field(default_factory=list)
    covers: list[int] = field(default_factory=list)

    def as_data(self) -> dict[str, list[int]]:
        return asdict(self)

    @classmethod
    def of_data(cls, data: dict) -> "Moved":
        return cls(**{name: data[name] for name in cls.__slots__})


def carry(*, loser: Incident, winner: Incident) -> Moved:
    """Give the winner the loser's claims with the marks on them, and what else it lacks. The rest stays with the loser."""
    claims = _given(Claim.objects.filter(incident=loser), winner)
    marks = _given(Mark.objects.filter(incident=loser, claim__in=claims), winner)
    roles = set(winner.involvements.values_list("actor", "role"))
    involved = [one.pk for one in loser.involvements.all() if (one.actor_id, one.role) not in roles]
    numbers = set(winner.decisions.values_list("harm", "victims"))
    decided = [one.pk for one in loser.decisions.all() if (one.harm, one.victims) not in numbers]
    told = _linked(REPORTS, "report", loser)
    reports = sorted(told - _linked(REPORTS, "report", winner))
    REPORTS.objects.bulk_create(REPORTS(incident=winner, report_id=report) for report in reports)
    covered = _linked(COVERS, "claim", loser)
    covers = sorted(covered - _linked(COVERS, "claim", winner))
    COVERS.objects.filter(incident=loser).delete()
    COVERS.objects.bulk_create(COVERS(incident=winner, claim_id=claim) for claim in covers)
    return Moved(
        claims=claims,
        marks=marks,
        involvements=_given(Involvement.objects.filter(pk__in=involved), winner),
        decisions=_given(Decision.objects.filter(pk__in=decided), winner),
        reports=reports,
        covered=sorted(covered),
        covers=covers,
    )


def carry_back(*, loser: Incident, winner: Incident, moved: Moved) -> list[str]:
    """Give the loser back what still stands with the winner; sentences about what does not."""
    left = [
        _returned(Claim, moved.claims, loser, winner, _claims_left),
        _returned(Involvement, moved.involvements, loser, winner, _roles_left),
        _returned(Decision, moved.decisions, loser, winner, _decisions_left),
    ]
    _returned(Mark, moved.marks, loser, winner, str)
    needed = set(winner.claims.values_list("report", flat=True))
    kept = needed & set(moved.reports)
    REPORTS.objects.filter(incident=winner, report__in=set(moved.reports) - needed).delete()
    COVERS.objects.filter(incident=winner, claim__in=moved.covers).delete()
    standing = Claim.objects.aggregates().filter(pk__in=moved.covered).values_list("pk", flat=True)
    COVERS.objects.bulk_create((COVERS(incident=loser, claim_id=claim) for claim in standing), ignore_conflicts=True)
    return [sentence for sentence in (*left, _reports_left(len(kept))) if sentence]


def _given(rows, to: Incident) -> list[int]:
    """Give rows to another incident; their ids."""
    ids = sorted(rows.values_list("pk", flat=True))
    rows.model.objects.filter(pk__in=ids).update(incident=to)
    return ids


def _returned(model, ids: list[int], loser: Incident, winner: Incident, say) -> str:
    back = model.objects.filter(pk__in=ids, incident=winner).update(incident=loser)
    return say(len(ids) - back) if len(ids) > back else ""


def _linked(through, name: str, incident: Incident) -> set[int]:
    return set(through.objects.filter(incident=incident).values_list(name, flat=True))


def _claims_left(count: int) -> str:
    return ngettext(
        "%(count)s claim is no longer there to be given back.",
        "%(count)s claims are no longer there to be given back.",
        count,
    ) % {"count": count}


def _roles_left(count: int) -> str:
    return ngettext(
        "%(count)s actor is no longer there to be given back.",
        "%(count)s actors are no longer there to be given back.",
        count,
    ) % {"count": count}


def _decisions_left(count: int) -> str:
    return ngettext(
        "%(count)s decided number is no longer there to be given back.",
        "%(count)s decided numbers are no longer there to be given back.",
        count,
    ) % {"count": count}


def _reports_left(count: int) -> str:
    return _("A report stays with both, for a claim entered since rests on it.") if count else ""
