"""A dense invented record in which every counting rule bites, drawn from a seed and loaded through the actions.

    country Nowhere ─ governorates North, South ─ district ─ localities (one of them called "=2+5", as a formula)
    actors  Alpha ─ its air force ─ its wing;  Beta ─ Beta North;  Gamma;  Delta, blamed and denied only
    sources a monitor, a hospital, Alpha's ministry; an agency prints them all

`invented` is public, `hidden` is a dataset that readers must never see; its incidents are titled "Hidden".
"""

import random
from datetime import date, timedelta

from django.contrib.auth.models import User

from events.actions import assess, load
from events.choices import (
    DatePrecision,
    Grade,
    Harm,
    IncidentType,
    LocationPrecision,
    Role,
    RuleName,
    Sharing,
    Status,
    Strength,
    Subset,
    VictimGroup,
)
from events.dates import When
from events.drafts import DraftAggregate, DraftClaim, DraftIncident, DraftInvolvement, DraftReport
from events.models import Actor, Dataset, Decision, Incident, Place, Source
from events.quantities import Quantity, read

FIRST = date(2024, 1, 1)
DAYS = 200
PLACES = [
    ("nowhere", "Nowhere", "country", None),
    ("nowhere-north", "North", "governorate", "nowhere"),
    ("nowhere-south", "South", "governorate", "nowhere"),
    ("nowhere-middle", "Middle", "district", "nowhere-north"),
    ("nowhere-ford", "Ford", "locality", "nowhere-middle"),
    ("nowhere-mill", "=2+5", "locality", "nowhere-middle"),
    ("nowhere-quay", "Quay", "locality", "nowhere-south"),
]
ACTORS = [
    ("alphaland", "Alpha", "ألفا", None),
    ("alphaland-air", "Alpha Air Force", "", "alphaland"),
    ("alphaland-air-wing", "@Alpha's Third Wing", "", "alphaland-air"),
    ("betania", "Beta", "بيتا", None),
    ("betania-north", "Beta North", "", "betania"),
    ("gammar", "Gamma", "", None),
    ("deltish", "Delta", "", None),
]
SOURCES = [
    ("nowhere-monitor", "Monitor", "monitor"),
    ("nowhere-hospital", "+Hospital of Ford", "hospital"),
    ("nowhere-ministry", "Ministry of Alpha", "government"),
    ("nowhere-agency", "Agency", "agency"),
]
NUMBERS = ["14", "3", "at least 3", "at most 9", "some", "dozens", "none", "5-9", "about 30", "1"]
TITLES = [
    "Raid on a ford",
    "=HYPERLINK(1)",
    "+1 hour of shelling",
    "-5 degrees, a clash",
    "@dawn a strike",
    "غارة, two “quotes”",
]
PERPETRATORS = [
    (),
    ("alphaland",),
    ("alphaland-air",),
    ("alphaland-air-wing",),
    ("betania-north",),
    ("alphaland", "alphaland-air"),
    ("alphaland-air-wing", "betania"),
    ("betania", "gammar"),
    ("alphaland", "betania-north", "gammar"),
]


def install(count: int, *, seed: int = 2017) -> Dataset:
    """Load `count` incidents into `invented`, a few into `hidden`, and an aggregate claim into each."""
    rng = random.Random(seed)
    _names()
    shared = {"description": "Invented for tests.", "is_generated": True}
    dataset = Dataset.objects.create(slug="invented", name="Invented", code_prefix="INV", is_public=True, **shared)
    hidden = Dataset.objects.create(slug="hidden", name="Hidden", code_prefix="HID", **shared)
    for target, how_many, status in ((dataset, count, None), (hidden, 5, Status.PUBLISHED)):
        incidents = [_incident(rng, number, target.name, status) for number in range(how_many)]
        load(dataset=target, reports=_reports(target.slug), incidents=incidents, aggregates=_aggregates(incidents))
    _judged(dataset, rng)
    return dataset


def _judged(dataset: Dataset, rng: random.Random) -> None:
    """Some incidents go by another rule; of some an analyst decided the number, on a day among those of the reports."""
    decider = User.objects.create_user("decider")
    ids = list(dataset.incidents.order_by("pk").values_list("pk", flat=True))
    Incident.objects.filter(pk__in=ids[::7]).update(rule=RuleName.TWO_INDEPENDENT, rule_because="Claims of one side.")
    for pk in ids[::11]:
        Decision.objects.create(
            incident_id=pk,
            victims=rng.choice([VictimGroup.ALL, VictimGroup.CIVILIANS, Subset.CHILDREN]),
            low=2,
            best=rng.choice([4, None]),
            high=rng.choice([6, None]),
            because="The lists of names were read.",
            decided_by=decider,
            decided_on=FIRST + timedelta(days=rng.randrange(DAYS)),
        )
    assess(incidents=ids)


def _names() -> None:
    for model, rows in ((Place, PLACES), (Actor, ACTORS)):
        for slug, name, third, parent in rows:
            own = {"level": third} if model is Place else {"name_local": third, "kind": "state"}
            above = model.objects.get(slug=parent) if parent else None
            model.objects.create(slug=slug, name=name, parent=above, **own)
    Place.objects.filter(slug="nowhere-north").update(pcode="NW01", aliases=["Septentrion"])
    Actor.objects.filter(slug="betania").update(aliases=["The Betas"])
    for slug, name, kind in SOURCES:
        Source.objects.create(slug=slug, name=name, kind=kind)


def _reports(prefix: str) -> list[DraftReport]:
    days = [FIRST + timedelta(days=7 * week) for week in range(30)]
    return [
        DraftReport(key=f"r{number}", publisher="nowhere-agency", published_on=day, headline=f"=SUM({prefix} {number})")
        for number, day in enumerate(days)
    ]


def _incident(rng: random.Random, number: int, name: str, status: Status | None) -> DraftIncident:
    when = _when(rng)
    key = f"i{number}"
    status = (
        status or rng.choices([Status.PUBLISHED, Status.DRAFT, Status.IN_REVIEW, Status.RETRACTED], [85, 5, 5, 5])[0]
    )
    title = rng.choice(TITLES) if name != "Hidden" else "Hidden"
    if status != Status.PUBLISHED:
        title = f"Unpublished {number}"
    return DraftIncident(
        key=key,
        title=title,
        summary=rng.choice(["", "Reported once.", "A market at noon."]),
        type=rng.choice(list(IncidentType)),
        when=when,
        place=rng.choice([slug for slug, *_rest in PLACES]),
        location_precision=rng.choice(list(LocationPrecision)),
        grade=rng.choice(list(Grade)),
        status=status,
        retracted_because="It did not happen." if status == Status.RETRACTED else "",
        involvements=_involvements(rng),
        claims=tuple(_claims(rng, key)),
    )


def _when(rng: random.Random) -> When:
    day = FIRST + timedelta(days=rng.randrange(DAYS))
    match rng.choices(["day", "few", "week", "month", "year"], [70, 10, 5, 10, 5])[0]:
        case "few":
            return When(day, day + timedelta(days=rng.randint(1, 5)), DatePrecision.FEW_DAYS)
        case "week":
            return When(day, day + timedelta(days=6), DatePrecision.WEEK)
        case "month":
            return When(day.replace(day=1), day.replace(day=28), DatePrecision.MONTH)
        case "year":
            return When(date(day.year, 1, 1), date(day.year, 12, 31), DatePrecision.LONGER)
    return When(day, day, DatePrecision.DAY)


def _involvements(rng: random.Random) -> tuple[DraftInvolvement, ...]:
    sharing = rng.choice(list(Sharing))
    strengths = [Strength.CONFIRMED, Strength.LIKELY, Strength.ALLEGED, Strength.DENIED]
    blamed = [
        DraftInvolvement(slug, Role.PERPETRATOR, rng.choices(strengths, [30, 30, 30, 10])[0], sharing)
        for slug in rng.choice(PERPETRATORS)
    ]
    others = (
        [DraftInvolvement(rng.choice(["alphaland", "betania-north", "deltish"]), Role.TARGET)]
        if rng.random() < 0.3
        else []
    )
    denied = [DraftInvolvement("deltish", Role.PERPETRATOR, Strength.DENIED)] if rng.random() < 0.1 else []
    return (*blamed, *others, *denied)


def _claims(rng: random.Random, key: str) -> list[DraftClaim]:
    claims = []
    for number in range(rng.choices([0, 1, 2, 3], [2, 5, 3, 2])[0]):
        week = rng.randrange(30)
        victims = rng.choice(list(VictimGroup))
        quantity = read(rng.choice(NUMBERS))
        children = rng.random() < 0.2 and quantity.minimum not in (None, 0)
        claims.append(
            DraftClaim(
                key=f"{key}c{number}",
                report=f"r{week}",
                claimed_on=FIRST + timedelta(days=7 * week),
                quantity=quantity,
                claimant=rng.choice(["nowhere-monitor", "nowhere-hospital", "nowhere-ministry", ""]),
                harm=rng.choices([Harm.KILLED, Harm.INJURED, Harm.DETAINED], [7, 2, 1])[0],
                victims=victims,
                combatants_of=rng.choice(["", "alphaland-air", "alphaland-air-wing", "betania"])
                if victims == VictimGroup.COMBATANTS
                else "",
                subsets={Subset.CHILDREN: Quantity(1, 1, "exact")} if children else {},
                quote=rng.choice(["", "=cmd|' /C calc'!A0", "-14 were killed", "Fourteen, a medic said", "@all died"]),
                derives_from=f"{key}c0" if number and rng.random() < 0.2 else "",
                set_aside_because="Another day." if rng.random() < 0.05 else "",
            )
        )
    return claims


def _aggregates(incidents: list[DraftIncident]) -> list[DraftAggregate]:
    claim = DraftClaim(report="r3", claimed_on=FIRST, quantity=read("200"), claimant="nowhere-monitor", key="agg")
    when = When(FIRST, FIRST + timedelta(days=30), DatePrecision.MONTH)
    covered = tuple(draft.key for draft in incidents[:3])
    return [DraftAggregate(claim=claim, when=when, place="nowhere-north", covers=covered, status=Status.PUBLISHED)]
