"""Drafts as rows of tables, value by value in the order of their columns, for COPY."""

from datetime import datetime

from events import rules
from events.choices import ClaimKind, Status, Subset
from events.drafts import DraftAggregate, DraftClaim, DraftIncident, DraftInvolvement, DraftReport

REPORT = ("id", "publisher_id", "headline", "published_on", "language", "url", "archive_url", "text", "sensitivity")
INCIDENT = (
    *("id", "dataset_id", "code", "title", "summary", "type", "date_start", "date_end", "date_precision"),
    *("part_of_day", "date_words", "place_id", "location_precision", "place_words", "latitude", "longitude", "grade"),
    *("rule", "rule_because", "status", "retracted_because", "returned_because", "changed_since_review", "hands"),
    *("created_by_id", "updated_at", "published_at", "version"),
)
INVOLVEMENT = ("incident_id", "actor_id", "role", "strength", "sharing")
TOLD = ("incident_id", "report_id")
STANCE = ("claim_id", "actor_id", "stance")
SUBSETS = tuple(f"{subset}_{bound}" for subset in Subset for bound in ("minimum", "maximum"))
CLAIM = (
    *("id", "kind", "incident_id", "report_id", "claimant_id", "harm", "victims", "combatants_of_id"),
    *("minimum", "maximum", "best", "qualifier", *SUBSETS, "quote", "claimed_on", "supersedes_id", "derives_from_id"),
    *("set_aside_because", "dataset_id", "place_id", "date_start", "date_end", "status"),
)
ESTIMATE = (
    *("id", "incident_id", "harm", "victims", "combatants_of_id", "low", "best", "high", "is_uncounted", "rule"),
    *("rule_version", "voices", "known_from", "known_until", "is_current", "made_at"),
)
COVERED = ("claim_id", "incident_id")
CONSIDERED = ("estimate_id", "claim_id", "set_aside")


def report_row(*, id: int, draft: DraftReport, publisher: int) -> tuple:
    """Its text is private, and no draft has one."""
    said = (draft.headline, draft.published_on, draft.language, draft.url, draft.archive_url)
    return (id, publisher, *said, "", "staff")


def incident_row(
    *,
    id: int,
    code: str,
    draft: DraftIncident,
    dataset: int,
    place: int,
    entered_by,
    publishes: bool,
    now: datetime,
) -> tuple:
    """One that comes published has nobody who entered it, so that four eyes has nothing to compare."""
    is_public = publishes and draft.status in (Status.PUBLISHED, Status.RETRACTED)
    return (
        *(id, dataset, code, draft.title, draft.summary, draft.type),
        *(draft.when.start, draft.when.end, draft.when.precision, draft.when.part_of_day or "", draft.when.words),
        *(place, draft.location_precision, draft.place_words, draft.latitude, draft.longitude, draft.grade),
        *(draft.rule, draft.rule_because, draft.status, draft.retracted_because, "", False, []),
        *(entered_by.pk if entered_by and not is_public else None, now, now if is_public else None, 1),
    )


def involvement_row(*, incident: int, actor: int, draft: DraftInvolvement) -> tuple:
    return (incident, actor, draft.role, draft.strength, draft.sharing)


def claim_row(*, written, over: DraftAggregate | None = None, dataset: int = 0, place: int = 0) -> tuple:
    """A claim on its incident, or over several: then with the dataset, interval, place and status of its own."""
    draft: DraftClaim = written.draft
    quantity = draft.quantity
    parts = [draft.subsets.get(subset) for subset in Subset] if draft.subsets else [None] * len(Subset)
    bounds = [bound for part in parts for bound in ((part.minimum, part.maximum) if part else (None, None))]
    own = (
        (None, None, None, None, "") if over is None else (dataset, place, over.when.start, over.when.end, over.status)
    )
    return (
        *(written.id, ClaimKind.INCIDENT if over is None else ClaimKind.AGGREGATE, written.incident),
        *(written.printed.id, written.claimant, draft.harm, draft.victims, written.combatants_of),
        *(
            quantity.minimum,
            quantity.maximum,
            quantity.best,
            quantity.qualifier,
            *bounds,
            draft.quote,
            draft.claimed_on,
        ),
        *(written.supersedes, written.derives_from, draft.set_aside_because, *own),
    )


def estimate_row(*, id: int, incident: int, stretch: rules.Stretch, now: datetime) -> tuple:
    """A current one, for the days that it held."""
    made = stretch.made
    return (
        *(id, incident, made.harm, made.victims, made.combatants_of),
        *(made.figure.low, made.figure.best, made.figure.high, made.is_uncounted, made.rule),
        *(rules.VERSION, made.voices, stretch.since, stretch.until, True, now),
    )
