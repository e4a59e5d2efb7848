"""Drafts into rows of the record, lot by lot: a COPY for each table, estimates made of the drafts in memory."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.contrib.auth.models import AbstractBaseUser
from django.db import connection
from django.db.models import Max
from django.utils import timezone

from events import rules
from events.actions import rows
from events.actions.assess import assess
from events.actions.coding import codes_for
from events.actions.copying import copy_rows, take_ids
from events.actions.naming import Keys, Names, unknown
from events.choices import NamedKind, Reliability, RuleName
from events.drafts import DraftAggregate, DraftClaim, DraftIncident, DraftInvolvement, DraftReport
from events.models import Claim, ClaimStance, Dataset, Estimate, EstimateClaim, Incident, Involvement, Report

LOT = 2000
"""Drafts written together: enough for a COPY to pay, few enough for memory not to matter."""
TOLD_BY = Incident.reports.through
COVERS = Claim.covers.through


@dataclass(frozen=True, slots=True)
class Printed:
    """What a rule asks of the report that a claim stands in."""

    id: int
    publisher: int
    published_on: date


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


@dataclass
class Writer:
    """Writes drafts of one dataset in the transaction of its caller. `entered_by` is who is to have entered drafts."""

    dataset: Dataset
    names: Names
    entered_by: AbstractBaseUser | None = None
    keys: Keys = field(default_factory=Keys)
    unlinked: list[tuple[int, int | None, str, str, str]] = field(default_factory=list)
    """Links to claims that are not there yet: (claim, incident, column, key, where)."""

    def __post_init__(self):
        self.reports_before = Report.objects.aggregate(last=Max("pk"))["last"] or 0

    def write(self, drafts: Sequence[DraftIncident], reports: Iterable[DraftReport] = ()) -> list[int]:
        """Record a lot of new incidents with everything on them; their ids, in the order given. Raises UnknownName."""
        printed = self.write_reports(reports, drafts)
        places = [self.names.id(NamedKind.PLACE, draft.place, where=draft.key) for draft in drafts]
        codes = codes_for(dataset=self.dataset, drafts=drafts)
        ids, now = take_ids(Incident, len(drafts)), timezone.now()
        copy_rows(
            Incident,
            rows.INCIDENT,
            (
                rows.incident_row(
                    id, code, draft, dataset=self.dataset.pk, place=place, entered_by=self.entered_by, now=now
                )
                for id, code, draft, place in zip(ids, codes, drafts, places, strict=True)
            ),
        )
        self.keys.add("incident", {draft.key: id for draft, id in zip(drafts, ids, strict=True)})
        pairs = list(zip(ids, drafts, strict=True))
        self.write_involvements((id, one, draft.key) for id, draft in pairs for one in draft.involvements)
        told = ((id, report) for id, draft in pairs for report in {printed[key].id for key in draft.reports})
        copy_rows(TOLD_BY, rows.TOLD, told)
        claims = self.write_claims([(id, claim) for id, draft in pairs for claim in draft.claims], printed)
        self._estimate(claims, {id: draft.rule for id, draft in pairs if draft.rule})
        return ids

    def write_involvements(self, named: Iterable[tuple[int, DraftInvolvement, str]]) -> None:
        """(incident, draft, where it stands). One actor has one role once, however many names a file has for it."""
        seen = {}
        for incident, draft, where in named:
            actor = self.names.id(NamedKind.ACTOR, draft.actor, where=where)
            seen.setdefault((incident, actor, draft.role), rows.involvement_row(incident, actor, draft))
        copy_rows(Involvement, rows.INVOLVEMENT, seen.values())

    # --- claims ------------------------------------------------------------------------------------------------------
    def write_claims(
        self, drafts: Sequence[tuple[int | None, DraftClaim]], printed: dict[str, Printed]
    ) -> list[Written]:
        """Record (incident, claim)s, with what they say of who did it, and the links between them. Raises UnknownName."""
        claims = self._written(drafts, printed)
        copy_rows(Claim, rows.CLAIM, map(rows.claim_row, claims))
        self._write_stances(claims)
        return claims

    def _written(self, drafts: Sequence[tuple[int | None, DraftClaim]], printed: dict[str, Printed]) -> list[Written]:
        ids = take_ids(Claim, len(drafts))
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
        copy_rows(ClaimStance, rows.STANCE, ((*pair, stance) for pair, stance in said.items()))

    def write_aggregates(self, drafts: Sequence[DraftAggregate]) -> None:
        """Record claims over several incidents, which are there already (C5). Raises UnknownName."""
        claims = [draft.claim for draft in drafts]
        printed = self._printed(self._known_reports({claim.report: claim.key for claim in claims}))
        written = self._written([(None, claim) for claim in claims], printed)
        places = [self.names.id(NamedKind.PLACE, draft.place, where=draft.claim.key) for draft in drafts]
        lot = zip(written, drafts, places, strict=True)
        copy_rows(
            Claim,
            rows.CLAIM,
            [rows.claim_row(one, draft, dataset=self.dataset.pk, place=place) for one, draft, place in lot],
        )
        self._write_stances(written)
        named = {key: draft.claim.key for draft in drafts for key in draft.covers}
        incidents = self.keys.find("incident", named)
        for key, where in named.items():
            if key not in incidents:
                raise unknown("incident", key, where)
        covered = ((one.id, incidents[key]) for one, draft in zip(written, drafts, strict=True) for key in draft.covers)
        copy_rows(COVERS, ("claim_id", "incident_id"), covered)

    def link(self) -> None:
        """Make the links to claims that came after those that name them, and the estimates that rest on them again."""
        found = self.keys.find("claim", {key for _id, _incident, _column, key, _where in self.unlinked})
        for _id, _incident, _column, key, where in self.unlinked:
            if key not in found:
                raise unknown("claim", key, where)
        claims = {claim.pk: claim for claim in Claim.objects.filter(pk__in={id for id, *_rest in self.unlinked})}
        for id, _incident, column, key, _where in self.unlinked:
            setattr(claims[id], f"{column}_id", found[key])
        Claim.objects.bulk_update(claims.values(), ["supersedes", "derives_from"], batch_size=LOT)
        assess(incidents={incident for _id, incident, *_rest in self.unlinked if incident is not None})
        self.unlinked.clear()

    # --- estimates ---------------------------------------------------------------------------------------------------
    def _estimate(self, claims: Iterable[Written], own_rules: dict[int, str]) -> None:
        """What `assess` would make of them, without asking for them again. own_rules: incident → its own rule."""
        said = {}
        for claim in claims:
            said.setdefault(claim.incident, []).append(self._said(claim))
        stretches = [
            (incident, stretch)
            for incident, theirs in said.items()
            for stretch in rules.day_by_day(
                theirs, rule=RuleName(own_rules.get(incident, self.dataset.rule)), coder=self.dataset.coder_id
            )
        ]
        ids, now = take_ids(Estimate, len(stretches)), timezone.now()
        pairs = list(zip(ids, stretches, strict=True))
        copy_rows(
            Estimate,
            rows.ESTIMATE,
            (rows.estimate_row(id, incident, stretch, now) for id, (incident, stretch) in pairs),
        )
        considered = (
            (id, claim, why) for id, (_incident, stretch) in pairs for claim, why in stretch.made.considered.items()
        )
        copy_rows(EstimateClaim, rows.CONSIDERED, considered)

    def _said(self, claim: Written) -> rules.Said:
        draft = claim.draft
        return rules.Said(
            id=claim.id,
            voice=claim.voice,
            report=claim.printed.id,
            claimed_on=draft.claimed_on,
            harm=draft.harm,
            victims=draft.victims,
            quantity=draft.quantity,
            combatants_of=claim.combatants_of,
            subsets=draft.subsets,
            supersedes=claim.supersedes,
            derives_from=claim.derives_from,
            is_set_aside=draft.set_aside_because != "",
            published_on=claim.printed.published_on,
            reliability=self.names.reliabilities.get(claim.voice, Reliability.UNJUDGED),
        )

    # --- reports -----------------------------------------------------------------------------------------------------
    def write_reports(self, reports: Iterable[DraftReport], drafts: Iterable[DraftIncident] = ()) -> dict[str, Printed]:
        """Record those of the reports that are not there yet; all that the drafts name, by key. Raises UnknownName.

        The same document is one report: one of the same address, or of the same publisher, day and headline.
        """
        given = {report.key: report for report in reports}
        ids = self.keys.find("report", given)
        fresh = [
            (report, self.names.id(NamedKind.SOURCE, report.publisher, where=key))
            for key, report in given.items()
            if key not in ids
        ]
        there = self._recorded(fresh)
        missing = [(report, publisher) for report, publisher in fresh if report.key not in there]
        rows_of = {}
        for (report, publisher), id in zip(missing, take_ids(Report, len(missing)), strict=True):
            row = rows_of.setdefault(report.url or report.key, rows.report_row(id, report, publisher))
            there[report.key] = row[0]
        copy_rows(Report, rows.REPORT, rows_of.values())
        self.keys.add("report", there)
        named = {}
        for draft in drafts:
            named |= dict.fromkeys((key for key in draft.reports if key not in named), draft.key)
            named |= {one.report: one.key or one.quote for one in draft.claims if one.report not in named}
        return self._printed(self._known_reports(named, ids | there))

    def _known_reports(self, named: dict[str, str], known: dict[str, int] | None = None) -> dict[str, int]:
        """Key → id for each report, given with where it is named. Raises UnknownName."""
        known = known or {}
        found = known | self.keys.find("report", named.keys() - known.keys())
        for key, where in named.items():
            if key not in found:
                raise unknown("report", key, where)
        return {key: found[key] for key in named}

    def _recorded(self, reports: Sequence[tuple[DraftReport, int]]) -> dict[str, int]:
        """Key → id of those that were in the record before; each report of it for one draft, so that two stay two."""
        if not reports or not self.reports_before:
            return {}
        found = {}
        addressed = [(draft.key, draft.url) for draft, _publisher in reports if draft.url]
        if addressed:
            by_address = dict(Report.objects.filter(url__in={url for _key, url in addressed}).values_list("url", "pk"))
            found = {key: by_address[url] for key, url in addressed if url in by_address}
        plain = [(draft, publisher) for draft, publisher in reports if not draft.url]
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT drafted.key, report.id FROM unnest(%s::text[], %s::bigint[], %s::date[], %s::text[])"
                " AS drafted (key, publisher, day, headline) JOIN events_report report ON report.publisher_id = publisher"
                " AND report.published_on = day AND report.headline = drafted.headline"
                " WHERE report.url = '' AND report.id <= %s ORDER BY report.id",
                [
                    [draft.key for draft, _publisher in plain],
                    [publisher for _draft, publisher in plain],
                    [draft.published_on for draft, _publisher in plain],
                    [draft.headline for draft, _publisher in plain],
                    self.reports_before,
                ],
            )
            taken = set()
            for key, report in cursor.fetchall():
                if key not in found and report not in taken:
                    found[key] = report
                    taken.add(report)
        return found

    def _printed(self, ids: dict[str, int]) -> dict[str, Printed]:
        facts = Report.objects.filter(pk__in=set(ids.values())).values_list("pk", "publisher_id", "published_on")
        by_id = {row[0]: Printed(*row) for row in facts}
        return {key: by_id[id] for key, id in ids.items()}
