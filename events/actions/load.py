from collections import Counter
from collections.abc import Iterable

from django.db import connection, transaction
from django.utils import timezone

from events.actions.assess import assess
from events.actions.record import new_codes
from events.choices import ClaimKind, Status, Subset
from events.drafts import DraftAggregate, DraftClaim, DraftIncident, DraftReport
from events.models import (
    Actor,
    Claim,
    ClaimStance,
    Dataset,
    Estimate,
    EstimateClaim,
    Incident,
    Involvement,
    Place,
    Report,
    Source,
)

BATCH = 2000


class UnknownName(Exception):
    """A draft names an actor, place, source, report or claim that is not there; the message says which and where."""


class Names:
    """Slug or key → id for everything that drafts refer to by name."""

    def __init__(self):
        self.ids = {
            kind: dict(model.objects.values_list("slug", "pk"))
            for kind, model in (("actor", Actor), ("place", Place), ("source", Source))
        }
        self.ids |= {"report": {}, "incident": {}, "claim": {}}

    def id(self, kind: str, name: str, *, where: str) -> int | None:
        """The id, None for an empty name. Raises UnknownName."""
        if name == "":
            return None
        try:
            return self.ids[kind][name]
        except KeyError:
            raise UnknownName(f"{where}: no {kind} is called {name!r}") from None


@transaction.atomic
def load(
    *,
    dataset: Dataset,
    reports: Iterable[DraftReport],
    incidents: Iterable[DraftIncident],
    aggregates: Iterable[DraftAggregate] = (),
) -> list[Incident]:
    """Record a whole batch of drafts in one transaction: all or nothing. Returns the incidents, in the order given.

    Drafts carry their status: a loaded incident has nobody who entered it, so four eyes has nothing to compare.
    """
    names, incidents, aggregates = Names(), list(incidents), list(aggregates)
    _refuse_doubles([draft.key for draft in incidents])
    _load_reports(reports, names)
    recorded = _load_incidents(dataset, incidents, names)
    pairs = [(draft.key, claim) for draft in incidents for claim in draft.claims]
    owners = [{"incident_id": names.ids["incident"][key]} for key, _claim in pairs]
    covering = [
        {
            "kind": ClaimKind.AGGREGATE,
            "dataset": dataset,
            "place_id": names.id("place", draft.place, where=draft.claim.key),
            "date_start": draft.when.start,
            "date_end": draft.when.end,
            "status": draft.status,
        }
        for draft in aggregates
    ]
    drafts = [claim for _key, claim in pairs] + [draft.claim for draft in aggregates]
    claims = _load_claims(drafts, owners + covering, names)
    through = Claim.covers.through
    through.objects.bulk_create(
        through(claim_id=claim.pk, incident_id=names.id("incident", key, where=draft.claim.key))
        for claim, draft in zip(claims[len(pairs) :], aggregates, strict=True)
        for key in draft.covers
    )
    assess(incidents=[incident.pk for incident in recorded])
    _tell_planner()
    return recorded


def _tell_planner() -> None:
    """PostgreSQL learns sizes a minute later by itself; a page asked for before then can take a hundred times as long."""
    tables = (Incident, Involvement, Claim, ClaimStance, Report, Place, Actor, Source, Estimate, EstimateClaim)
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {', '.join(model._meta.db_table for model in tables)}")


def _load_reports(drafts: Iterable[DraftReport], names: Names) -> None:
    drafts = list(drafts)
    reports = Report.objects.bulk_create(
        Report(
            publisher_id=names.id("source", draft.publisher, where=draft.key),
            headline=draft.headline,
            published_on=draft.published_on,
            language=draft.language,
            url=draft.url,
            archive_url=draft.archive_url,
        )
        for draft in drafts
    )
    names.ids["report"] = {draft.key: report.pk for draft, report in zip(drafts, reports, strict=True)}


def _refuse_doubles(keys: list[str]) -> None:
    """Raise ValueError for a key that stands twice: claims of the first would be recorded under the second."""
    doubles = sorted(key for key, times in Counter(keys).items() if times > 1)
    if doubles:
        raise ValueError(f"two drafts have the same key: {doubles[0]!r}")


def _load_incidents(dataset: Dataset, drafts: list[DraftIncident], names: Names) -> list[Incident]:
    codes = new_codes(dataset=dataset, years=[draft.when.start.year for draft in drafts])
    incidents = Incident.objects.bulk_create(
        (_incident(dataset, code, draft, names) for code, draft in zip(codes, drafts, strict=True)), batch_size=BATCH
    )
    names.ids["incident"] = {draft.key: incident.pk for draft, incident in zip(drafts, incidents, strict=True)}
    Involvement.objects.bulk_create(
        (
            Involvement(
                incident=incident,
                actor_id=names.id("actor", one.actor, where=draft.key),
                role=one.role,
                strength=one.strength,
                sharing=one.sharing,
            )
            for incident, draft in zip(incidents, drafts, strict=True)
            for one in draft.involvements
        ),
        batch_size=BATCH,
    )
    through = Incident.reports.through
    through.objects.bulk_create(
        (
            through(incident_id=incident.pk, report_id=names.id("report", report, where=draft.key))
            for incident, draft in zip(incidents, drafts, strict=True)
            for report in draft.reports
        ),
        batch_size=BATCH,
    )
    return incidents


def _incident(dataset: Dataset, code: str, draft: DraftIncident, names: Names) -> Incident:
    return Incident(
        dataset=dataset,
        code=code,
        title=draft.title,
        summary=draft.summary,
        type=draft.type,
        date_start=draft.when.start,
        date_end=draft.when.end,
        date_precision=draft.when.precision,
        part_of_day=draft.when.part_of_day or "",
        date_words=draft.when.words,
        place_id=names.id("place", draft.place, where=draft.key),
        location_precision=draft.location_precision,
        place_words=draft.place_words,
        latitude=draft.latitude,
        longitude=draft.longitude,
        grade=draft.grade,
        rule=draft.rule,
        rule_because=draft.rule_because,
        status=draft.status,
        retracted_because=draft.retracted_because,
        published_at=timezone.now() if draft.status in (Status.PUBLISHED, Status.RETRACTED) else None,
    )


def _load_claims(drafts: list[DraftClaim], owners: list[dict], names: Names) -> list[Claim]:
    """Write the claims, then the links between them: a claim may supersede or derive from one further down."""
    claims = Claim.objects.bulk_create(
        (_claim(draft, owner, names) for draft, owner in zip(drafts, owners, strict=True)), batch_size=BATCH
    )
    pairs = list(zip(claims, drafts, strict=True))
    names.ids["claim"] = {draft.key: claim.pk for claim, draft in pairs if draft.key}
    linked = [(claim, draft) for claim, draft in pairs if draft.supersedes or draft.derives_from]
    for claim, draft in linked:
        claim.supersedes_id = names.id("claim", draft.supersedes, where=draft.key)
        claim.derives_from_id = names.id("claim", draft.derives_from, where=draft.key)
    Claim.objects.bulk_update((claim for claim, _draft in linked), ["supersedes", "derives_from"], batch_size=BATCH)
    ClaimStance.objects.bulk_create(
        (
            ClaimStance(claim=claim, actor_id=names.id("actor", actor, where=draft.key), stance=stance)
            for claim, draft in pairs
            for actor, stance in draft.stances
        ),
        batch_size=BATCH,
    )
    return claims


def _claim(draft: DraftClaim, owner: dict, names: Names) -> Claim:
    where = draft.key or draft.quote
    report = names.id("report", draft.report, where=where)
    subsets = {
        f"{subset}_{bound}": getattr(draft.subsets[subset], bound)
        for subset in Subset
        if subset in draft.subsets
        for bound in ("minimum", "maximum")
    }
    return Claim(
        **owner,
        report_id=report,
        claimant_id=names.id("source", draft.claimant, where=where),
        harm=draft.harm,
        victims=draft.victims,
        combatants_of_id=names.id("actor", draft.combatants_of, where=where),
        minimum=draft.quantity.minimum,
        maximum=draft.quantity.maximum,
        qualifier=draft.quantity.qualifier,
        best=draft.quantity.best,
        quote=draft.quote,
        claimed_on=draft.claimed_on,
        set_aside_because=draft.set_aside_because,
        **subsets,
    )
