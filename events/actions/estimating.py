"""Estimates of claims that were just written, made of what is in memory: what `assess` makes of the tables."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils import timezone

from events import rules
from events.actions import rows
from events.actions.copying import copy_rows, take_ids
from events.actions.reporting import Printed
from events.choices import Reliability, RuleName
from events.drafts import DraftClaim
from events.models import Dataset, Estimate, EstimateClaim


@dataclass(frozen=True, slots=True)
class Written:
    """A claim that has its id: of which incident (None for an aggregate), as drafted, with what it names, as ids."""

    id: int
    incident: int | None
    draft: DraftClaim
    printed: Printed
    claimant: int | None
    combatants_of: int | None
    supersedes: int | None = None
    derives_from: int | None = None

    @property
    def voice(self) -> int:
        return self.printed.publisher if self.claimant is None else self.claimant

    def said(self, reliabilities: Mapping[int, str]) -> rules.Said:
        """The claim as a rule sees it; reliabilities: of the sources that a person judged, by id."""
        draft = self.draft
        return rules.Said(
            id=self.id,
            voice=self.voice,
            report=self.printed.id,
            claimed_on=draft.claimed_on,
            harm=draft.harm,
            victims=draft.victims,
            quantity=draft.quantity,
            combatants_of=self.combatants_of,
            subsets=draft.subsets,
            supersedes=self.supersedes,
            derives_from=self.derives_from,
            is_set_aside=draft.set_aside_because != "",
            published_on=self.printed.published_on,
            reliability=reliabilities.get(self.voice, Reliability.UNJUDGED),
        )


def write_estimates(
    *, dataset: Dataset, claims: Iterable[Written], own_rules: Mapping[int, str], reliabilities: Mapping[int, str]
) -> None:
    """Record the first estimates of new incidents, whose claims these are. own_rules: of incidents that have their own."""
    said: dict[int, list[rules.Said]] = {}
    for claim in claims:
        said.setdefault(claim.incident, []).append(claim.said(reliabilities))
    stretches = [
        (incident, stretch)
        for incident, theirs in said.items()
        for stretch in rules.day_by_day(
            theirs, rule=RuleName(own_rules.get(incident, dataset.rule)), coder=dataset.coder_id
        )
    ]
    now = timezone.now()
    pairs = list(zip(take_ids(of=Estimate, count=len(stretches)), stretches, strict=True))
    copy_rows(
        into=Estimate,
        columns=rows.ESTIMATE,
        rows=(
            rows.estimate_row(id=id, incident=incident, stretch=stretch, now=now) for id, (incident, stretch) in pairs
        ),
    )
    considered = (
        (id, claim, why) for id, (_incident, stretch) in pairs for claim, why in stretch.made.considered.items()
    )
    copy_rows(into=EstimateClaim, columns=rows.CONSIDERED, rows=considered)
