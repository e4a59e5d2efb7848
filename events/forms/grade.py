"""The grade that an incident's recorded claims propose, beside the one that a person decided."""

from dataclasses import dataclass

from django.db.models import Prefetch

from events import grading
from events.choices import Grade, Sharing
from events.models import Claim, ClaimStance, Incident, Involvement


@dataclass(frozen=True, slots=True)
class Graded:
    """What a person decided, and what the claims propose with the reason."""

    decided: Grade
    proposal: grading.Proposal

    @property
    def differs(self) -> bool:
        return self.decided != self.proposal.grade


def graded(incident: Incident) -> Graded:
    """The incident's grade and what its claims propose, as they are recorded now."""
    blamed = list(Involvement.objects.perpetrators().filter(incident=incident).select_related("actor"))
    stances = Prefetch("stances", ClaimStance.objects.select_related("actor"))
    claims = (
        Claim.objects.filter(incident=incident)
        .with_voices()
        .select_related("claimant__actor", "report__publisher__actor")
    )
    proposal = grading.propose(
        [_account(claim) for claim in claims.prefetch_related(stances)],
        perpetrators=[tuple(one.actor.lineage) for one in blamed],
        are_alternatives=len(blamed) > 1 and any(one.sharing == Sharing.ALTERNATIVE for one in blamed),
    )
    return Graded(Grade(incident.grade), proposal)


def _account(claim: Claim) -> grading.Account:
    voice = claim.claimant or claim.report.publisher
    return grading.Account(
        said=claim.said,
        speaker=voice.spoken,
        speaks_for=tuple(voice.actor.lineage) if voice.actor else (),
        stances=tuple((tuple(one.actor.lineage), one.stance) for one in claim.stances.all()),
    )
