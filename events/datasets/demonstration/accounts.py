"""Velmar's incidents as analysts enter them: titles, roles, grades, where each stands in the workflow. Pure."""

from random import Random

from events.choices import Category, Grade, Harm, IncidentType, Role, Sharing, Stance, Status, Strength
from events.datasets.demonstration.claims import claims
from events.datasets.demonstration.draw import happens, pick
from events.datasets.demonstration.parties import VOICE_OF
from events.datasets.demonstration.press import Press
from events.datasets.demonstration.scenes import Scene
from events.drafts import DraftClaim, DraftIncident, DraftInvolvement

STRENGTHS = {Strength.ALLEGED: 50, Strength.LIKELY: 35, Strength.CONFIRMED: 15}
STATUSES = {Status.PUBLISHED: 890, Status.DRAFT: 55, Status.IN_REVIEW: 35, Status.RETRACTED: 20}
RETRACTIONS = (
    "The same incident as another one of this week, entered twice.",
    "The report was about a town outside Velmar.",
    "The only source withdrew what it had said.",
)
DETAILS = (
    "the covered market, the grain exchange and the bus station beside it",
    "a convoy of people leaving the town by the old river road before the second crossing closed",
    "the water tower, two bakeries and the school that served as a shelter for displaced families",
)
KINDS = {
    IncidentType.MINE: "mine or IED",
    IncidentType.OTHER: "incident of another kind",
    IncidentType.UNKNOWN: "incident of unknown kind",
}


def incident(rng: Random, press: Press, scene: Scene) -> DraftIncident:
    """One incident as Velmar’s press tells it."""
    said = claims(rng, press, scene)
    status = pick(rng, STATUSES)
    return DraftIncident(
        key=scene.key,
        title=_title(rng, scene),
        summary=_summary(scene, said),
        type=scene.type,
        when=scene.when,
        place=scene.place.slug,
        place_words=_place_words(rng, scene),
        location_precision=scene.location_precision,
        grade=_grade(rng, scene, said),
        status=status,
        retracted_because=rng.choice(RETRACTIONS) if status == Status.RETRACTED else "",
        involvements=_involvements(rng, scene, said),
        claims=said,
        # what brings no number is still told by somebody: the agency of record
        reports=() if said else (press.report("midocean-press", scene.when.end).key,),
    )


def _title(rng: Random, scene: Scene) -> str:
    kind = _kind(scene)
    title = f"{kind[0].upper()}{kind[1:]} in {scene.place.name}"
    if happens(rng, 0.02):
        return f"{title}: {rng.choice(DETAILS)}, it was announced"
    return f"{title} ({scene.place.name_local})" if happens(rng, 0.03) else title


def _kind(scene: Scene) -> str:
    return KINDS.get(scene.type, scene.type.value.replace("-", " "))


def _summary(scene: Scene, said: tuple[DraftClaim, ...]) -> str:
    heard = "Nobody has given a number." if not said else f"Claims recorded: {len(said)}."
    return f"Invented: {_kind(scene)}, {scene.place.name}. {heard}"


def _place_words(rng: Random, scene: Scene) -> str:
    if not happens(rng, 0.2):
        return ""
    return rng.choice((f"the outskirts of {scene.place.name}", f"قرب {scene.place.name_local}"))


def _involvements(rng: Random, scene: Scene, said: tuple[DraftClaim, ...]) -> tuple[DraftInvolvement, ...]:
    sharing = Sharing.ALTERNATIVE if scene.attribution == "contested" else Sharing.JOINT
    made = [DraftInvolvement(actor, Role.PERPETRATOR, pick(rng, STRENGTHS), sharing) for actor in scene.perpetrators]
    if scene.attribution == "none" and happens(rng, 0.15):
        made.append(DraftInvolvement(rng.choice(list(VOICE_OF)), Role.PERPETRATOR, Strength.DENIED))
    return (*made, *_other_roles(rng, scene, said))


def _other_roles(rng: Random, scene: Scene, said: tuple[DraftClaim, ...]) -> list[DraftInvolvement]:
    strength = pick(rng, STRENGTHS)
    if scene.type in (IncidentType.ADVANCE, IncidentType.WITHDRAWAL):
        gains, loses = scene.others
        roles = [(gains, Role.GAINS), (loses, Role.LOSES)]
        if happens(rng, 0.3):
            roles.append(("joint-air-command", Role.SUPPORTER))
    elif scene.category == Category.GROUND:
        roles = [(actor, Role.PARTY) for actor in scene.others]
    elif any(claim.combatants_of for claim in said) or happens(rng, 0.15):
        roles = [(scene.others[0], Role.TARGET)]
    else:
        roles = []
    return [DraftInvolvement(actor, role, strength) for actor, role in roles]


def _grade(rng: Random, scene: Scene, said: tuple[DraftClaim, ...]) -> Grade:
    """As analysts grade, mostly: by who says it and whether the accounts compete."""
    if scene.toll.civilians == 0 or not said:
        return Grade.UNGRADED
    if any(stance == Stance.ADMITS for claim in said for _actor, stance in claim.stances):
        return Grade.CONFIRMED
    if scene.attribution == "contested":
        return Grade.CONTESTED
    if happens(rng, 0.03):
        return Grade.DISCOUNTED
    own = [claim for claim in said if claim.harm == Harm.KILLED and not claim.derives_from]
    return Grade.FAIR if len({claim.claimant for claim in own}) > 1 else Grade.WEAK
