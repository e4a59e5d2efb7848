from collections import defaultdict
from collections.abc import Iterable

from django.db import transaction

from events import rules
from events.actions.acting import acting
from events.choices import Status
from events.models import Claim, Correction, Decision, Estimate, EstimateClaim, Incident

BATCH = 2000
# What a rule asks of a claim is little beside what its report and its sources hold: every save reads it.
WORDS = {"quote", "kind", "dataset", "place", "status"}
VOICE = ("claimant__reliability", "report__published_on", "report__publisher__reliability")


@transaction.atomic
def assess(*, incidents: Iterable[int], by=None, because: str = "") -> list[Estimate]:
    """Make the estimates of these incidents (ids) again, each by its own rule, its dataset's, or decisions (C6).

    There is one for every stretch of days on which the claims published by then came to the same (C3). An estimate that
    comes out as it was stays; any other stops being current and a new one is written. Returns the new ones. Where
    `because` says why, a published number of today that changes leaves a correction, told to readers; without, nothing
    was public before, as while a dataset is loaded. The incident rows are locked, so that two writers of one incident
    cannot both leave a current estimate.
    """
    ids = sorted(incidents)
    rows = Incident.objects.filter(pk__in=ids).order_by("pk").select_for_update(of=["self"])
    locked = list(rows.select_related("dataset").only("status", "rule", "dataset__rule", "dataset__coder"))
    said, decided, standing = _claims(ids), _decisions(ids), _standing(ids)
    ended, begun, corrections = [], [], []
    for incident in locked:
        stretches = rules.day_by_day(said[incident.pk], **_by(incident), decided=decided[incident.pk])
        made = {_key(stretch): stretch for stretch in stretches}
        if because and incident.status == Status.PUBLISHED:
            corrections += _corrections(incident, standing[incident.pk].values(), stretches, by, because)
        for key, estimate in standing[incident.pk].items():
            if key in made and _is_same(estimate, made[key]):
                del made[key]
            else:
                ended.append(estimate.pk)
        begun += [(incident.pk, stretch) for stretch in made.values()]
    if ended:
        Estimate.objects.filter(pk__in=ended).update(is_current=False)
    Correction.objects.bulk_create(corrections)
    return _written(begun)


def replay(*, incidents, by=None, because: str = "") -> int:
    """Assess all of a queryset of incidents, some at a time and each lot whole; returns how many there were.

    For what changes the numbers of many: the rule of a dataset, the reliability of a source, a new version of the rules.
    """
    ids = list(incidents.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(ids), BATCH):
        with transaction.atomic():
            acting(by=by, why=because)
            assess(incidents=ids[start : start + BATCH], by=by, because=because)
    return len(ids)


def _by(incident: Incident) -> dict:
    """The rule in force, and whose coding the dataset is."""
    return {"rule": incident.rule_in_force, "coder": incident.dataset.coder_id}


def _claims(ids: list[int]) -> dict[int, list[rules.Said]]:
    said = defaultdict(list)
    own = {field.name for field in Claim._meta.concrete_fields} - WORDS
    for claim in Claim.objects.filter(incident__in=ids).with_voices().only(*own, *VOICE):
        said[claim.incident_id].append(claim.said)
    return said


def _decisions(ids: list[int]) -> dict[int, list[rules.Decided]]:
    decided = defaultdict(list)
    for one in Decision.objects.filter(incident__in=ids):
        decided[one.incident_id].append(one.decided)
    return decided


def _standing(ids: list[int]) -> dict[int, dict[tuple, Estimate]]:
    standing = defaultdict(dict)
    for estimate in Estimate.objects.current().filter(incident__in=ids).prefetch_related("considered"):
        key = (estimate.harm, estimate.victims, estimate.combatants_of_id, estimate.known_from)
        standing[estimate.incident_id][key] = estimate
    return standing


def _key(stretch: rules.Stretch) -> tuple:
    return *stretch.made.question, stretch.since


def _is_same(estimate: Estimate, stretch: rules.Stretch) -> bool:
    made = stretch.made
    return (
        estimate.figure == made.figure
        and (estimate.is_uncounted, estimate.voices) == (made.is_uncounted, made.voices)
        and (estimate.rule, estimate.rule_version) == (made.rule, rules.VERSION)
        and (estimate.known_from, estimate.known_until) == (stretch.since, stretch.until)
        and {row.claim_id: row.set_aside for row in estimate.considered.all()} == made.considered
    )


def _corrections(incident: Incident, before: Iterable[Estimate], after: list[rules.Stretch], by, because) -> list:
    """One for each of today's numbers that is not what it was; "not known" is a number in this sense."""
    was = {one.question: one.figure for one in before if one.known_until is None}
    now = {stretch.made.question: stretch.made.figure for stretch in after if stretch.until is None}
    changed = [question for question in was.keys() | now.keys() if was.get(question) != now.get(question)]
    return [
        Correction.of(incident, question, was=was.get(question), now=now.get(question), because=because, made_by=by)
        for question in sorted(changed, key=str)
    ]


def _written(begun: list[tuple[int, rules.Stretch]]) -> list[Estimate]:
    estimates = Estimate.objects.bulk_create(
        [_estimate(incident, stretch) for incident, stretch in begun], batch_size=BATCH
    )
    EstimateClaim.objects.bulk_create(
        [
            EstimateClaim(estimate=estimate, claim_id=claim, set_aside=why)
            for estimate, (_incident, stretch) in zip(estimates, begun, strict=True)
            for claim, why in stretch.made.considered.items()
        ],
        batch_size=BATCH,
    )
    return estimates


def _estimate(incident: int, stretch: rules.Stretch) -> Estimate:
    made = stretch.made
    return Estimate(
        incident_id=incident,
        harm=made.harm,
        victims=made.victims,
        combatants_of_id=made.combatants_of,
        low=made.figure.low,
        best=made.figure.best,
        high=made.figure.high,
        is_uncounted=made.is_uncounted,
        rule=made.rule,
        rule_version=rules.VERSION,
        known_from=stretch.since,
        known_until=stretch.until,
        voices=made.voices,
    )
