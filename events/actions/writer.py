"""Drafts into rows of the record, lot by lot: a COPY for each table, estimates made of the drafts in memory."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.contrib.auth.models import AbstractBaseUser
from django.utils import timezone

from events.actions import rows
from events.actions.assess import assess
from events.actions.coding import codes_for
from events.actions.copying import copy_rows, take_ids
from events.actions.estimating import Written, write_estimates
from events.actions.naming import Keys, Names, UnknownName
from events.actions.reporting import Printed, Reports
from events.choices import NamedKind
from events.drafts import DraftAggregate, DraftClaim, DraftIncident, DraftInvolvement, DraftReport
from events.models import Claim, ClaimStance, Dataset, Incident, Involvement

LOT = 2000
"""Drafts written together: enough for a COPY to pay, few enough for memory not to matter."""
TOLD_BY = Incident.reports.through
COVERS = Claim.covers.through


@dataclass
class Writer:
    """Writes drafts of one dataset in the transaction of its caller. `entered_by` is who is to have entered drafts.

    Without `publishes` nothing becomes public, also not that something was retracted.
    """

    dataset: Dataset
    names: Names
    entered_by: AbstractBaseUser | None = None
    publishes: bool = True
    keys: Keys = field(default_factory=Keys)
    unlinked: list[tuple[int, int | None, str, str, str]] = field(default_factory=list)
    """Links to claims that are not there yet: (claim, incident, column, key, where)."""

    def __post_init__(self):
        self.reports = Reports(self.names, self.keys)

    def write(self, drafts: Sequence[DraftIncident], reports: Iterable[DraftReport] = ()) -> list[int]:
        """Record a lot of new incidents with everything on them; their ids, in the order given. Raises UnknownName."""
        printed = self.reports.write(reports, named_in(drafts=drafts))
        places = [self.names.id(NamedKind.PLACE, draft.place, where=draft.key) for draft in drafts]
        codes = codes_for(dataset=self.dataset, drafts=drafts)
        ids, now = take_ids(of=Incident, count=len(drafts)), timezone.now()
        standing = {"dataset": self.dataset.pk, "entered_by": self.entered_by, "publishes": self.publishes, "now": now}
        copy_rows(
            into=Incident,
            columns=rows.INCIDENT,
            rows=(
                rows.incident_row(id=id, code=code, draft=draft, place=place, **standing)
                for id, code, draft, place in zip(ids, codes, drafts, places, strict=True)
            ),
        )
        self.keys.add("incident", {draft.key: id for draft, id in zip(drafts, ids, strict=True)})
        pairs = list(zip(ids, drafts, strict=True))
        self.write_involvements((id, one, draft.key) for id, draft in pairs for one in draft.involvements)
        told = ((id, report) for id, draft in pairs for report in {printed[key].id for key in draft.reports})
        copy_rows(into=TOLD_BY, columns=rows.TOLD, rows=told)
        claims = self.write_claims([(id, claim) for id, draft in pairs for claim in draft.claims], printed)
        own_rules = {id: draft.rule for id, draft in pairs if draft.rule}
        write_estimates(
            dataset=self.dataset, claims=claims, own_rules=own_rules, reliabilities=self.names.reliabilities
        )
        return ids

    def write_involvements(self, named: Iterable[tuple[int, DraftInvolvement, str]]) -> None:
        """(incident, draft, where it stands). One actor has one role once, however many names a file has for it."""
        seen = {}
        for incident, draft, where in named:
            actor = self.names.id(NamedKind.ACTOR, draft.actor, where=where)
            seen.setdefault(
                (incident, actor, draft.role), rows.involvement_row(incident=incident, actor=actor, draft=draft)
            )
        copy_rows(into=Involvement, columns=rows.INVOLVEMENT, rows=seen.values())

    # --- claims ------------------------------------------------------------------------------------------------------
    def write_claims(
        self, drafts: Sequence[tuple[int | None, DraftClaim]], printed: dict[str, Printed]
    ) -> list[Written]:
        """Record (incident, claim)s, with what they say of who did it, and the links between them. Raises UnknownName."""
        claims = self._written(drafts, printed)
        copy_rows(into=Claim, columns=rows.CLAIM, rows=(rows.claim_row(written=claim) for claim in claims))
        self._write_stances(claims)
        return claims

    def _written(self, drafts: Sequence[tuple[int | None, DraftClaim]], printed: dict[str, Printed]) -> list[Written]:
        ids = take_ids(of=Claim, count=len(drafts))
        keys = {draft.key: id for (_incident, draft), id in zip(drafts, ids, strict=True) if draft.key}
        elsewhere = {
            key
            for _incident, draft in drafts
            for key in (draft.supersedes, draft.derives_from)
            if key and key not in keys
        }
        linkable = self.keys.find("claim", elsewhere) | keys
        self.keys.add("claim", keys)
        return [
            self._claim(id, incident, draft, printed[draft.report], linkable)
            for id, (incident, draft) in zip(ids, drafts, strict=True)
        ]

    def _claim(
        self, id: int, incident: int | None, draft: DraftClaim, printed: Printed, linkable: dict[str, int]
    ) -> Written:
        where = draft.key or draft.quote
        for column, key in (("supersedes", draft.supersedes), ("derives_from", draft.derives_from)):
            if key and key not in linkable:
                self.unlinked.append((id, incident, column, key, where))
        return Written(
            id=id,
            incident=incident,
            draft=draft,
            printed=printed,
            claimant=self.names.id(NamedKind.SOURCE, draft.claimant, where=where),
            combatants_of=self.names.id(NamedKind.ACTOR, draft.combatants_of, where=where),
            supersedes=linkable.get(draft.supersedes),
            derives_from=linkable.get(draft.derives_from),
        )

    def _write_stances(self, claims: Iterable[Written]) -> None:
        said = {}
        for claim in claims:
            for actor, stance in claim.draft.stances:
                id = self.names.id(NamedKind.ACTOR, actor, where=claim.draft.key or claim.draft.quote)
                said.setdefault((claim.id, id), stance)
        copy_rows(into=ClaimStance, columns=rows.STANCE, rows=((*pair, stance) for pair, stance in said.items()))

    def write_aggregates(self, drafts: Sequence[DraftAggregate]) -> None:
        """Record claims over several incidents, which are there already (C5). Raises UnknownName."""
        claims = [draft.claim for draft in drafts]
        printed = self.reports.known({claim.report: claim.key for claim in claims})
        written = self._written([(None, claim) for claim in claims], printed)
        places = [self.names.id(NamedKind.PLACE, draft.place, where=draft.claim.key) for draft in drafts]
        lot = zip(written, drafts, places, strict=True)
        copy_rows(
            into=Claim,
            columns=rows.CLAIM,
            rows=(
                rows.claim_row(written=one, over=draft, dataset=self.dataset.pk, place=place)
                for one, draft, place in lot
            ),
        )
        self._write_stances(written)
        named = {key: draft.claim.key for draft in drafts for key in draft.covers}
        incidents = self.keys.find("incident", named)
        for key, where in named.items():
            if key not in incidents:
                raise UnknownName.of("incident", key, where)
        covered = ((one.id, incidents[key]) for one, draft in zip(written, drafts, strict=True) for key in draft.covers)
        copy_rows(into=COVERS, columns=rows.COVERED, rows=covered)

    def link(self) -> None:
        """Make the links to claims that came after those that name them, and the estimates that rest on them again."""
        found = self.keys.find("claim", {key for _id, _incident, _column, key, _where in self.unlinked})
        for _id, _incident, _column, key, where in self.unlinked:
            if key not in found:
                raise UnknownName.of("claim", key, where)
        claims = {claim.pk: claim for claim in Claim.objects.filter(pk__in={id for id, *_rest in self.unlinked})}
        for id, _incident, column, key, _where in self.unlinked:
            setattr(claims[id], f"{column}_id", found[key])
        Claim.objects.bulk_update(claims.values(), ["supersedes", "derives_from"], batch_size=LOT)
        assess(incidents={incident for _id, incident, *_rest in self.unlinked if incident is not None})
        self.unlinked.clear()


def named_in(*, drafts: Iterable[DraftIncident]) -> dict[str, str]:
    """Key of a report → where it is named, for all that drafts name."""
    named = {}
    for draft in drafts:
        named |= dict.fromkeys((key for key in draft.reports if key not in named), draft.key)
        named |= {one.report: one.key or one.quote for one in draft.claims if one.report not in named}
    return named
