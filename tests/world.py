"""One small world, the same in every test that needs a record with people in it. Everything is invented.

places   Velmar (country)              actors   Norland                    Sudland
         ├─ Tesh (governorate)                  └─ Norland Air Force       League (coalition)
         │  ├─ Aruna (locality)
         │  └─ Marra ford (site)       sources  Watch (monitor)  Clinic (hospital)
         └─ Ilm (governorate)                   Wire (agency; prints what Watch says)  Radio (local media)
            └─ Ilm (locality)

dataset velmar-2024 (public, default), prefix VLM                              killed          shown to readers
  VLM-2024-0001  1 Mar, night   air strike   Aruna       Norland Air Force     14–14–14        published
                 not stated, three of them children; Wire prints Watch
  VLM-2024-0002  3 Mar          shelling     Ilm         Norland + Sudland     21–29–38        published
                 civilians; Watch 38, Clinic 21, Radio copies Watch; injured "dozens" (Clinic)
  VLM-2024-0003  March          drone strike Tesh        Norland or League     18 or more      published
                 civilians; nobody is named for the number
  VLM-2024-0004  4 Mar          raid         Aruna       Sudland               0 stated        published
  VLM-2024-0005  5 Mar          killing      Marra ford  nobody                some, uncounted published
  VLM-2023-0006  2023           looting      Ilm         Sudland               not known       published
  VLM-2024-0007  6 Mar          mine         Aruna       nobody                1–1–1           retracted
  VLM-2024-0008  7 Mar          air strike   Ilm         Norland               9–9–9           draft, by the analyst
  one aggregate  1–5 Mar        hundreds killed in Tesh; covers 0001 and 0003                  published
dataset desk (not public), prefix DSK
  DSK-2024-0001  1 Mar          air strike   Aruna       Norland Air Force     99–99–99        published

people   analyst (enters; 0008 is hers)   editor (her colleague; publishes)   stranger (an account, no group)
"""

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import Group, User

from events.actions import assess, load, record
from events.choices import (
    ActorKind,
    DatePrecision,
    Grade,
    Harm,
    IncidentType,
    LocationPrecision,
    PartOfDay,
    PlaceLevel,
    Role,
    Sharing,
    SourceKind,
    Status,
    Strength,
    Subset,
    VictimGroup,
)
from events.dates import When
from events.drafts import DraftAggregate, DraftClaim, DraftIncident, DraftInvolvement, DraftReport
from events.models import Actor, Claim, Dataset, Incident, Involvement, Place, Report, Source
from events.quantities import read


@dataclass(frozen=True)
class People:
    """The analyst enters, the editor publishes what others entered, the stranger only has an account."""

    analyst: User
    editor: User
    stranger: User


@dataclass(frozen=True)
class World:
    """The whole drawing above; incidents by code."""

    people: People
    dataset: Dataset
    desk: Dataset
    incidents: dict[str, Incident]
    aggregate: Claim


def people() -> People:
    """The three people, in the groups that a migration makes."""
    made = People(
        *(
            User.objects.create_user(name, password=f"{name}-password", is_staff=name != "stranger")
            for name in ("analyst", "editor", "stranger")
        )
    )
    made.analyst.groups.add(Group.objects.get(name="analysts"))
    made.editor.groups.add(Group.objects.get(name="editors"))
    return made


def build() -> World:
    """Make the world, through the actions that forms and data files use."""
    named()
    dataset = Dataset.objects.create(
        slug="velmar-2024", name="Velmar 2024", code_prefix="VLM", is_public=True, is_default=True
    )
    desk = Dataset.objects.create(slug="desk", name="Desk", code_prefix="DSK")
    load(dataset=dataset, reports=reports(), incidents=incidents(), aggregates=[aggregate()])
    load(
        dataset=desk,
        reports=[DraftReport("memo", "wire", date(2024, 3, 2), "Not for readers")],
        incidents=[strike("desk", 99, report="memo")],
    )
    everybody = people()
    entered_by_hand(dataset, everybody.analyst)
    return World(
        people=everybody,
        dataset=dataset,
        desk=desk,
        incidents={incident.code: incident for incident in Incident.objects.all()},
        aggregate=Claim.objects.aggregates().get(),
    )


def named() -> None:
    """Places, actors and sources."""
    place, actor, source = Place.objects.create, Actor.objects.create, Source.objects.create
    velmar = place(slug="velmar", name="Velmar", name_local="فلمار", level=PlaceLevel.COUNTRY)
    tesh = place(slug="tesh", name="Tesh", level=PlaceLevel.GOVERNORATE, parent=velmar, pcode="VL01")
    ilm = place(slug="ilm", name="Ilm", level=PlaceLevel.GOVERNORATE, parent=velmar, pcode="VL02")
    town = {"level": PlaceLevel.LOCALITY}
    point = {"latitude": 35.02, "longitude": 40.45}
    place(slug="aruna", name="Aruna", name_local="عرونة", aliases=["Arouna", "al-Aruna"], parent=tesh, **town, **point)
    place(slug="marra-ford", name="Marra ford", level=PlaceLevel.SITE, parent=tesh)
    place(slug="ilm-town", name="Ilm", parent=ilm, latitude=34.5, longitude=39.1, **town)
    norland = actor(slug="norland", name="Norland", kind=ActorKind.STATE, aliases=["The North", "نورلاند"])
    actor(slug="norland-air-force", name="Norland Air Force", kind=ActorKind.STATE, parent=norland)
    actor(slug="sudland", name="Sudland", kind=ActorKind.ARMED_GROUP)
    actor(slug="league", name="League", kind=ActorKind.COALITION)
    source(slug="watch", name="Watch", kind=SourceKind.MONITOR, aliases=["Velmar Watch"])
    source(slug="wire", name="Wire", kind=SourceKind.AGENCY)
    source(slug="radio", name="Radio", kind=SourceKind.LOCAL_MEDIA)
    source(slug="clinic", name="Clinic", kind=SourceKind.HOSPITAL)


def reports() -> list[DraftReport]:
    return [
        DraftReport("wire", "wire", date(2024, 3, 6), "A week of strikes", url="https://wire.example/week"),
        DraftReport("radio", "radio", date(2024, 3, 4), "Ilm under fire", url="https://radio.example/ilm"),
        DraftReport("clinic", "clinic", date(2024, 3, 4), "Admissions", language="ar"),
    ]


def on(day: int, part: PartOfDay | None = None) -> When:
    """A day of March 2024."""
    return When(date(2024, 3, day), date(2024, 3, day), DatePrecision.DAY, part, f"{day} March")


def claim(words: str, claimant: str, report: str = "wire", **more) -> DraftClaim:
    """A claim about civilians, unless said otherwise."""
    facts = {"victims": VictimGroup.CIVILIANS, "claimed_on": date(2024, 3, 4), "quote": words} | more
    return DraftClaim(report=report, claimant=claimant, quantity=read(words), **facts)


def by(actor: str, **more) -> DraftInvolvement:
    return DraftInvolvement(actor, Role.PERPETRATOR, **more)


def incident(key: str, title: str, kind: IncidentType, when: When, place: str, **more) -> DraftIncident:
    """A published incident at an exact place, unless said otherwise."""
    facts = {"location_precision": LocationPrecision.EXACT, "status": Status.PUBLISHED} | more
    return DraftIncident(key=key, title=title, type=kind, when=when, place=place, **facts)


def strike(key: str, killed: int, *, report: str = "wire") -> DraftIncident:
    children = {Subset.CHILDREN: read("3")}
    return incident(
        key, "Air strike on Aruna", IncidentType.AIR_STRIKE, on(1, PartOfDay.NIGHT), "aruna",
        involvements=(by("norland-air-force"),),
        claims=(claim(str(killed), "watch", report, victims=VictimGroup.NOT_STATED, subsets=children),),
    )  # fmt: skip


def incidents() -> list[DraftIncident]:
    """VLM-2024-0001 to VLM-2024-0007, in order."""
    march = When(date(2024, 3, 1), date(2024, 3, 31), DatePrecision.MONTH, None, "March")
    the_year_before = When(date(2023, 1, 1), date(2023, 12, 31), DatePrecision.LONGER, None, "2023")
    either = {"sharing": Sharing.ALTERNATIVE}
    return [
        strike("strike", 14),
        incident(
            "shelling", "Shelling of Ilm", IncidentType.SHELLING, on(3), "ilm-town", grade=Grade.FAIR,
            involvements=(by("norland"), by("sudland", strength=Strength.CONFIRMED)),
            claims=(
                claim("38", "watch", key="watch-38"),
                claim("21", "clinic", "clinic"),
                claim("38", "radio", "radio", derives_from="watch-38"),
                claim("dozens", "clinic", "clinic", harm=Harm.INJURED),
            ),
        ),
        incident(
            "drone", "Drone strikes in Tesh", IncidentType.DRONE_STRIKE, march, "tesh", grade=Grade.CONTESTED,
            location_precision=LocationPrecision.GOVERNORATE,
            involvements=(by("norland", **either), by("league", **either)), claims=(claim("at least 18", ""),),
        ),
        incident(
            "raid", "Raid in Aruna", IncidentType.RAID, on(4), "aruna",
            involvements=(by("sudland"),), claims=(claim("none", "watch", victims=VictimGroup.ALL),),
        ),
        incident(
            "killing", "Bodies at Marra ford", IncidentType.KILLING, on(5), "marra-ford",
            claims=(claim("some", "radio", "radio", claimed_on=date(2024, 3, 5)),),
        ),
        incident(
            "looting", "Stores of Ilm emptied", IncidentType.DESTRUCTION, the_year_before, "ilm-town",
            involvements=(by("sudland"),),
        ),
        incident(
            "mine", "Mine near Aruna", IncidentType.MINE, on(6), "aruna", status=Status.RETRACTED,
            retracted_because="The same as an incident of the year before.", claims=(claim("1", "radio", "radio"),),
        ),
    ]  # fmt: skip


def aggregate() -> DraftAggregate:
    return DraftAggregate(
        claim=claim("hundreds", "watch", key="hundreds", victims=VictimGroup.NOT_STATED),
        when=When(date(2024, 3, 1), date(2024, 3, 5), DatePrecision.FEW_DAYS, None, "this week"),
        place="tesh",
        covers=("strike", "drone"),
        status=Status.PUBLISHED,
    )


def entered_by_hand(dataset: Dataset, analyst: User) -> Incident:
    """VLM-2024-0008, as the form records it: the incident, then what stands on it, then its estimates."""
    draft = record(
        incident=Incident(
            dataset=dataset,
            title="Air strike on Ilm",
            type=IncidentType.AIR_STRIKE,
            date_start=date(2024, 3, 7),
            date_end=date(2024, 3, 7),
            date_precision=DatePrecision.DAY,
            place=Place.objects.get(slug="ilm-town"),
        ),
        by=analyst,
    )
    Involvement.objects.create(incident=draft, actor=Actor.objects.get(slug="norland"), role=Role.PERPETRATOR)
    Claim.objects.create(
        incident=draft,
        report=Report.objects.get(headline="Ilm under fire"),
        claimant=Source.objects.get(slug="radio"),
        claimed_on=date(2024, 3, 8),
        minimum=9,
        maximum=9,
        qualifier="exact",
    )
    assess(incidents=[draft.pk])
    return draft
