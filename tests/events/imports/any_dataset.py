"""Random datasets that hold everything a file can hold: any script, formulas, newlines, every shape of number and date."""

import random
from dataclasses import dataclass, replace
from datetime import date, timedelta

from events.choices import (
    DatePrecision,
    Grade,
    Harm,
    IncidentType,
    LocationPrecision,
    PartOfDay,
    Qualifier,
    Role,
    RuleName,
    Sharing,
    Stance,
    Status,
    Strength,
    Subset,
    VictimGroup,
)
from events.dates import When
from events.drafts import DraftClaim, DraftIncident, DraftInvolvement, DraftReport
from events.quantities import Quantity
from tests.parity.invented import ACTORS, PLACES, SOURCES

FIRST = date(2024, 1, 1)
TEXTS = (
    "A raid on a ford", "غارة على الميادين، قتل فيها مدنيون", "=HYPERLINK(\"http://x.example\")", "+1", "-5 degrees", "@dawn",
    "'=1+1", "''@twice", "'tis the season", "two\nlines", "two\r\nlines", "a, b; c", "“quoted” and \"quoted\"", " spaces ",
    "\tbegins with a tab", "0", "NULL", "none", "007", "1e5", "2017-10-05", "ＡＢＣ＝１", "\u202bمحاط\u202c", "😀", "＝1+1", "TRUE",
)  # fmt: skip


@dataclass(frozen=True)
class AnyDataset:
    reports: list[DraftReport]
    incidents: list[DraftIncident]


def any_dataset(seed: int, size: int = 6) -> AnyDataset:
    """The same seed always gives the same dataset. Names are those of tests/parity/invented.py."""
    draw = random.Random(seed)
    reports = [_report(draw, seed, number) for number in range(draw.randint(1, 5))]
    return AnyDataset(reports, [_incident(draw, number, reports) for number in range(draw.randint(1, size))])


def _text(draw: random.Random, longest: int = 200) -> str:
    return draw.choice(TEXTS)[:longest]


def _report(draw: random.Random, seed: int, number: int) -> DraftReport:
    return DraftReport(
        key=f"r{number}",
        publisher=draw.choice(SOURCES)[0],
        published_on=FIRST + timedelta(draw.randrange(300)),
        headline=_text(draw),
        language=draw.choice(["en", "ar", "ku"]),
        url=draw.choice(["", f"https://news.example/{seed}/{number}?q=1&a=“ب”"]),
        archive_url=draw.choice(["", "https://archive.example/=1"]),
    )


def _incident(draw: random.Random, number: int, reports: list[DraftReport]) -> DraftIncident:
    status = draw.choice([Status.PUBLISHED, Status.PUBLISHED, Status.DRAFT, Status.IN_REVIEW, Status.RETRACTED])
    rule = draw.choice(["", "", "", RuleName.TWO_INDEPENDENT])
    point = draw.choice([(None, None), (None, None), (35.0, 40.4), (-1.25, 0.1 + 0.2)])
    claims = _claims(draw, number, reports)
    told = draw.sample(reports, draw.randint(0, len(reports)))
    return DraftIncident(
        key=f"i{number}",
        title=_text(draw) or "A title",
        summary=draw.choice(["", _text(draw)]),
        type=draw.choice(list(IncidentType)),
        when=_when(draw),
        place=draw.choice(PLACES)[0],
        place_words=draw.choice(["", _text(draw)]),
        location_precision=draw.choice(list(LocationPrecision)),
        latitude=point[0],
        longitude=point[1],
        grade=draw.choice(list(Grade)),
        status=status,
        retracted_because=_text(draw) if status == Status.RETRACTED else "",
        rule=rule,
        rule_because=_text(draw) if rule else "",
        reports=tuple(report.key for report in told),
        involvements=_involvements(draw),
        claims=tuple(claims),
    )


def _when(draw: random.Random) -> When:
    day = FIRST + timedelta(draw.randrange(300))
    words = draw.choice(["", "early October", "ليل الخميس", "=yesterday"])
    match draw.choice(["day", "few", "month", "odd"]):
        case "few":
            return When(day, day + timedelta(4), DatePrecision.FEW_DAYS, None, words)
        case "month":
            return When(day.replace(day=1), day.replace(day=28), DatePrecision.MONTH, None, words)
        case "odd":  # precise otherwise than its length says
            return When(day, day + timedelta(40), DatePrecision.MONTH, draw.choice(list(PartOfDay)), words)
    return When(day, day, DatePrecision.DAY, draw.choice([None, *PartOfDay]), words)


def _involvements(draw: random.Random) -> tuple[DraftInvolvement, ...]:
    found = {}
    for _one in range(draw.randint(0, 4)):
        role = draw.choice(list(Role))
        sharing = draw.choice(list(Sharing)) if role == Role.PERPETRATOR else Sharing.JOINT
        actor = draw.choice(ACTORS)[0]
        found[actor, role] = DraftInvolvement(actor, role, draw.choice(list(Strength)), sharing)
    return tuple(found.values())


def _claims(draw: random.Random, number: int, reports: list[DraftReport]) -> list[DraftClaim]:
    claims = [_claim(draw, f"i{number}c{at}", reports) for at in range(draw.randint(0, 4))]
    for at in range(1, len(claims)):
        link = draw.choice(["", "", "supersedes", "derives_from"])
        if link:
            claims[at] = replace(claims[at], **{link: claims[draw.randrange(at)].key})
    return claims


def _claim(draw: random.Random, key: str, reports: list[DraftReport]) -> DraftClaim:
    victims, report = draw.choice(list(VictimGroup)), draw.choice(reports)
    actors = [slug for slug, *_rest in ACTORS]
    return DraftClaim(
        key=key,
        report=report.key,
        claimed_on=report.published_on - timedelta(draw.randrange(3)),
        quantity=_quantity(draw),
        claimant=draw.choice(["", *[slug for slug, *_rest in SOURCES]]),
        harm=draw.choice(list(Harm)),
        victims=victims,
        combatants_of=draw.choice(["", *actors]) if victims == VictimGroup.COMBATANTS else "",
        subsets={subset: _bounds(draw) for subset in draw.sample(list(Subset), draw.randint(0, 2))},
        quote=draw.choice(["", _text(draw)]),
        stances=tuple((actor, draw.choice(list(Stance))) for actor in draw.sample(actors, draw.randint(0, 2))),
        set_aside_because=draw.choice(["", "", "", _text(draw)]),
    )


def _quantity(draw: random.Random) -> Quantity:
    low, best, high = sorted(draw.randint(0, 60) for _one in range(3))
    match qualifier := draw.choice(list(Qualifier)):
        case Qualifier.EXACT | Qualifier.ABOUT:
            return Quantity(low, low, qualifier)
        case Qualifier.BETWEEN:
            return Quantity(low, high, qualifier, draw.choice([None, best]))
        case Qualifier.AT_LEAST:
            return Quantity(low, None, qualifier)
        case Qualifier.AT_MOST:
            return Quantity(None, high, qualifier)
        case Qualifier.NONE:
            return Quantity(0, 0, qualifier)
    return Quantity(low + 1, None, qualifier)


def _bounds(draw: random.Random) -> Quantity:
    low, high = sorted((draw.randint(1, 9), draw.randint(1, 9)))
    return draw.choice([
        Quantity(low, low, Qualifier.EXACT), Quantity(low, None, Qualifier.AT_LEAST), Quantity(None, high, Qualifier.AT_MOST),
        Quantity(0, 0, Qualifier.NONE), Quantity(low, high + 1, Qualifier.BETWEEN),
    ])  # fmt: skip
