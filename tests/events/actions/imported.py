"""A file as a reader understood it, without a file: rows by key, and the batch that they belong to."""

from collections.abc import Iterable
from contextlib import nullcontext
from dataclasses import replace
from datetime import date

from events.actions import note_names
from events.choices import ActorKind, BatchState, NamedKind, PlaceLevel, RuleName, SourceKind, VictimGroup
from events.drafts import DraftClaim, DraftIncident, DraftInvolvement, DraftName, DraftReport, DraftRow
from events.imports.base import RELEASE
from events.models import Batch, Dataset, Source
from events.quantities import of_bounds
from tests import world as drawn

NAMES = (
    DraftName(NamedKind.PLACE, "velmar", "Velmar", sort=PlaceLevel.COUNTRY),
    DraftName(NamedKind.PLACE, "tesh", "Tesh", within="velmar", sort=PlaceLevel.GOVERNORATE),
    DraftName(NamedKind.PLACE, "Aruna", "Arouna", within="tesh", sort=PlaceLevel.LOCALITY),
    DraftName(NamedKind.ACTOR, "North", "Norland", sort=ActorKind.STATE),
    DraftName(NamedKind.ACTOR, "South", "Sudland", sort=ActorKind.ARMED_GROUP),
    DraftName(NamedKind.SOURCE, "coder", "Coder", sort=SourceKind.OTHER),
    DraftName(NamedKind.SOURCE, "Wire", "Wire", sort=SourceKind.AGENCY),
)
RELEASED = {"1.0": date(2024, 6, 1), "2.0": date(2025, 6, 1)}


def coded_dataset(**values) -> Dataset:
    """A dataset as its coder publishes it, beside the names of the small world."""
    drawn.named()
    coder = Source.objects.create(slug="coder", name="Coder", kind=SourceKind.OTHER)
    described = {"slug": "coded", "name": "Coded", "code_prefix": "COD", "is_public": True} | values
    return Dataset.objects.create(**described, coder=coder, rule=RuleName.AS_PUBLISHED)


def batch_of(dataset: Dataset, *, release: str = "1.0", sha: str = "a", names: Iterable = NAMES, **values) -> Batch:
    """A batch that a worker is about to load, its names found."""
    described = {
        "format": "ucdp-ged",
        "file_name": f"ged-{release}.csv",
        "size": 1,
        "release": release,
        "released_on": RELEASED[release],
        "state": BatchState.LOADING,
        "publish": True,
    } | values
    batch = Batch.objects.create(dataset=dataset, sha256=sha * 64, **described)
    note_names(batch=batch, names=dict.fromkeys(names, (1, 2)))
    return batch


def row(key: str, killed: int, civilians: int = 0, *, release: str = "1.0", line: int = 2, **changes) -> DraftRow:
    """A row as UCDP codes them: all victims, and two of their parts, in one statement; a wire report tells of it."""
    day = RELEASED[release]
    incident = DraftIncident(
        key=key,
        title=f"Clash {key}",
        type="armed-clash",
        when=drawn.on(1),
        place="Aruna",
        location_precision="exact",
        reports=(f"wire {key}",),
        involvements=(DraftInvolvement("North", "party"), DraftInvolvement("South", "party")),
        claims=(
            said(day, killed, VictimGroup.ALL),
            said(day, civilians, VictimGroup.CIVILIANS),
            replace(said(day, killed - civilians, VictimGroup.COMBATANTS), combatants_of="North"),
        ),
    )
    reports = (
        DraftReport(RELEASE, "coder", day, f"Coded {release}"),
        DraftReport(f"wire {key}", "Wire", date(2024, 3, 2), f"Clash {key}"),
    )
    values = {"id": key, "best": str(killed)}
    return DraftRow(line, values, replace(incident, **changes), reports=reports, names=NAMES)


def said(day: date, number: int, victims: VictimGroup) -> DraftClaim:
    return DraftClaim(RELEASE, day, of_bounds(number, number), claimant="coder", victims=victims)


def reading(*rows: DraftRow):
    """What reads a batch's file, giving these rows."""
    return lambda: nullcontext(iter(rows))
