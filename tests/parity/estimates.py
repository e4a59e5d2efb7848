"""What the claims published by a day come to, by the plain rules of tests/oracle.py: no stored estimate is read."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from types import SimpleNamespace

from events.models import Claim, Decision, Incident, Report
from tests.oracle import estimates

Question = tuple[str, str, int | None]


@dataclass(frozen=True)
class Number:
    """Bounds of one number of an incident, and the rule they come from."""

    low: int | None
    best: int | None
    high: int | None
    is_uncounted: bool
    rule: str


def as_said(claim: Claim, reports: dict[int, Report]) -> SimpleNamespace:
    """The claim as the oracle reads it."""
    return SimpleNamespace(
        id=claim.pk,
        voice=claim.claimant_id or reports[claim.report_id].publisher_id,
        report=claim.report_id,
        claimed_on=claim.claimed_on,
        harm=claim.harm,
        victims=claim.victims,
        quantity=claim.quantity,
        subsets=claim.subsets,
        combatants_of=claim.combatants_of_id,
        supersedes=claim.supersedes_id,
        derives_from=claim.derives_from_id,
        is_set_aside=claim.set_aside_because != "",
    )


class Numbers:
    """Every number of every incident, by day. Counted when it is asked for, and kept."""

    def __init__(self, claims: dict[int, list[Claim]], reports: dict[int, Report]) -> None:
        self.claims, self.reports = claims, reports
        self.decisions = defaultdict(list)
        for decision in Decision.objects.all():
            self.decisions[decision.incident_id].append(decision)
        self._kept = {}

    def of(self, incident: Incident, day: date | None) -> dict[Question, Number]:
        """(harm, victims, whose combatants) → number, where there is one; without a day, by every claim."""
        if (incident.pk, day) not in self._kept:
            self._kept[incident.pk, day] = self._counted(incident, day)
        return self._kept[incident.pk, day]

    def _counted(self, incident: Incident, day: date | None) -> dict[Question, Number]:
        heard = [
            one for one in self.claims[incident.pk] if day is None or self.reports[one.report_id].published_on <= day
        ]
        rule = incident.rule or incident.dataset.rule
        found = {}
        for question, (low, best, high, uncounted, voices) in estimates(
            [as_said(claim, self.reports) for claim in heard]
        ).items():
            if (low, high) != (None, None) and (rule != "two-independent" or voices > 1):
                found[question] = Number(low, best, high, uncounted, rule)
        for one in self.decisions[incident.pk]:
            if day is None or one.decided_on <= day:
                found[one.harm, one.victims, None] = Number(one.low, one.best, one.high, False, "decision")
        return found
