from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db import transaction

from events import rules
from events.choices import Harm, VictimGroup
from events.models import Claim, Estimate, EstimateClaim, Incident


@transaction.atomic
def assess(*, incidents: Iterable[int]) -> list[Estimate]:
    """Make the estimates of these incidents (ids) again from their claims, by the default rule (C6).

    An estimate that comes out as it was stays; any other stops being current and a new one is written. Returns the new
    ones. The incident rows are locked, so that two writers of one incident cannot both leave a current estimate.
    """
    ids = sorted(incidents)
    list(Incident.objects.filter(pk__in=ids).order_by("pk").select_for_update().values_list("pk"))
    said = defaultdict(list)
    for claim in Claim.objects.filter(incident__in=ids).select_related("report"):
        said[claim.incident_id].append(_said(claim))
    standing = defaultdict(dict)
    for estimate in Estimate.objects.current().filter(incident__in=ids).prefetch_related("considered"):
        standing[estimate.incident_id][_key(estimate)] = estimate
    ended, begun = [], []
    for incident in ids:
        made = {(one.harm, one.victims, one.combatants_of): one for one in rules.independent_range(said[incident])}
        for key, estimate in standing[incident].items():
            if key in made and _is_same(estimate, made[key]):
                del made[key]
            else:
                ended.append(estimate.pk)
        begun += [(incident, one) for one in made.values()]
    Estimate.objects.filter(pk__in=ended).update(is_current=False)
    return _written(begun)


def _said(claim: Claim) -> rules.Said:
    return rules.Said(
        id=claim.pk,
        voice=claim.voice_id,
        report=claim.report_id,
        claimed_on=claim.claimed_on,
        harm=Harm(claim.harm),
        victims=VictimGroup(claim.victims),
        quantity=claim.quantity,
        combatants_of=claim.combatants_of_id,
        subsets=claim.subsets,
        supersedes=claim.supersedes_id,
        derives_from=claim.derives_from_id,
        is_set_aside=claim.set_aside_because != "",
    )


def _key(estimate: Estimate) -> tuple:
    return estimate.harm, estimate.victims, estimate.combatants_of_id


def _is_same(estimate: Estimate, made: rules.Made) -> bool:
    considered = {row.claim_id: row.set_aside for row in estimate.considered.all()}
    return (
        estimate.figure == made.figure
        and (estimate.is_uncounted, estimate.voices) == (made.is_uncounted, made.voices)
        and (estimate.rule, estimate.rule_version) == (made.rule, rules.VERSION)
        and considered == dict.fromkeys(made.used, "") | made.set_aside
    )


def _written(begun: list[tuple[int, rules.Made]]) -> list[Estimate]:
    estimates = Estimate.objects.bulk_create(
        [
            Estimate(
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
                known_from=date.min,
                voices=made.voices,
            )
            for incident, made in begun
        ],
        batch_size=2000,
    )
    EstimateClaim.objects.bulk_create(
        [
            EstimateClaim(estimate=estimate, claim_id=claim, set_aside=why)
            for estimate, (_incident, made) in zip(estimates, begun, strict=True)
            for claim, why in (dict.fromkeys(made.used, "") | made.set_aside).items()
        ],
        batch_size=2000,
    )
    return estimates
