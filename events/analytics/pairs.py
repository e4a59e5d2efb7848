"""Incidents held beside each other: what a recorded one looks like, the pairs that people are asked about, and what they
said of an incident before."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch

from events.analytics.likeness import NEAREST, Probe, alike
from events.choices import Answer, Harm, Role, VictimGroup
from events.likeness import Found
from events.models import Claim, Incident, Involvement, Likeness, Report
from events.models.incident import governorate_of
from events.reading_from import reading_connection

# What was answered of an incident, or of one that was merged into it; the other is followed to where it leads by now.
ANSWERED = """
WITH RECURSIVE family(id) AS (
    SELECT %(incident)s::bigint UNION SELECT i.id FROM events_incident i JOIN family f ON i.merged_into_id = f.id
), said AS (
    SELECT l.id, l.second_id AS other FROM events_likeness l JOIN family f ON f.id = l.first_id WHERE l.answer <> ''
    UNION SELECT l.id, l.first_id FROM events_likeness l JOIN family f ON f.id = l.second_id WHERE l.answer <> ''
), onward(id, other) AS (
    SELECT id, other FROM said
    UNION SELECT o.id, i.merged_into_id FROM onward o JOIN events_incident i ON i.id = o.other WHERE i.merged_into_id IS NOT NULL
)
SELECT o.id, o.other, l.answer, coalesce(l.part_id IN (SELECT id FROM family), false) FROM onward o
JOIN events_incident i ON i.id = o.other JOIN events_likeness l ON l.id = o.id
WHERE i.merged_into_id IS NULL AND o.other NOT IN (SELECT id FROM family) ORDER BY l.answered_at
"""


@dataclass(frozen=True, slots=True)
class Answered:
    """The other incident of a pair, what was said, and whether ours is the part of it where one is."""

    other: int
    answer: Answer
    is_part: bool


def answered(incident: int) -> list[Answered]:
    """Everything said of an incident (id) beside another, the latest last."""
    with reading_connection().cursor() as cursor:
        cursor.execute(ANSWERED, {"incident": incident})
        return [Answered(other, Answer(said), is_part) for _id, other, said, is_part in cursor.fetchall()]


def like(incident: int, *, thoroughly: bool = False) -> list[Found]:
    """What a recorded incident (id) looks like, likeliest first, but for what a person answered already.

    A save asks the nearest in time and place; thoroughly, copied sentences are found wherever they stand.
    """
    probe = recorded(incident)
    return alike(probe) if thoroughly else alike(probe, with_copies=False, most=NEAREST)


def recorded(incident: int) -> Probe:
    """What is recorded of an incident (id), to hold others beside it."""
    here = Incident.objects.with_figure(Harm.KILLED, VictimGroup.ALL).select_related("dataset").get(pk=incident)
    claims = list(here.claims.select_related("report").order_by("pk"))
    told = dict.fromkeys([*here.reports.all(), *(claim.report for claim in claims)])
    few = set(
        Report.objects.telling_of_few().filter(pk__in=[report.pk for report in told]).values_list("pk", flat=True)
    )
    reports = [report for report in told if report.pk in few]
    return Probe(
        is_generated=here.dataset.is_generated,
        start=here.date_start,
        end=here.date_end,
        place=here.place_id,
        latitude=here.latitude,
        longitude=here.longitude,
        actors=tuple(here.involvements.present().values_list("actor", flat=True)),
        figure=here.figure,
        reports=tuple(report.pk for report in reports),
        quotes=tuple(dict.fromkeys(claim.quote for claim in claims if claim.quote)),
        headline=reports[0].headline if reports else "",
        title=here.title,
        type=here.type,
        without=(incident, *(one.other for one in answered(incident))),
    )


# --- two incidents side by side --------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Held:
    """A pair, with both incidents laid out alike. `row` may be one that is not saved yet."""

    row: Likeness
    sides: tuple[Incident, Incident]

    @property
    def is_one_dataset(self) -> bool:
        return self.sides[0].dataset_id == self.sides[1].dataset_id


def side_by_side(rows: Iterable[Likeness]) -> list[Held]:
    """The pairs of these rows, with everything that tells their incidents apart or together."""
    rows = list(rows)
    found = laid_out({pk for row in rows for pk in (row.first_id, row.second_id)})
    return [Held(row, (found[row.first_id], found[row.second_id])) for row in rows]


def laid_out(ids: Iterable[int]) -> dict[int, Incident]:
    """Incidents by id with place, dataset, figure of those killed, actors, claims, and how many reports tell of them."""
    incidents = (
        Incident.objects.with_figure(Harm.KILLED, VictimGroup.ALL)
        .filter(pk__in=ids)
        .select_related("place", "dataset", "merged_into")
        .annotate(admin1=governorate_of("place__lineage"))
        .prefetch_related(
            Prefetch("involvements", Involvement.objects.present().select_related("actor"), to_attr="present"),
            Prefetch("claims", Claim.objects.with_sources(), to_attr="said"),
            "reports",
        )
    )
    return {incident.pk: _told(incident) for incident in incidents}


def _told(incident: Incident) -> Incident:
    """Write on it who is held to have done it, and every report that tells of it, with or without a number."""
    incident.perpetrators = [one for one in incident.present if one.role == Role.PERPETRATOR]
    incident.told = list(dict.fromkeys([*incident.reports.all(), *(claim.report for claim in incident.said)]))
    return incident


# --- what readers see of it ------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Correspondence:
    """Another record's incident that is the same, or that one is part of, with its own number: never added to ours (C12)."""

    incident: Incident
    answer: Answer
    is_part: bool


def correspondences(incident: Incident, user, as_of: date | None = None) -> list[Correspondence]:
    """What an incident corresponds to, as far as the user may see it: the same in another dataset, parts in any.

    With a day, what was known of the others by then.
    """
    said = {one.other: one for one in answered(incident.pk) if one.answer != Answer.DIFFERENT}
    if not said:
        return []
    others = (
        Incident.objects.visible_to(user)
        .unmerged()
        .known_by(as_of)
        .with_figure(Harm.KILLED, VictimGroup.ALL, as_of)
        .filter(pk__in=said)
        .select_related("dataset", "place")
        .order_by("dataset__name", "code")
    )
    return [
        Correspondence(other, said[other.pk].answer, said[other.pk].is_part)
        for other in others
        if other.dataset_id != incident.dataset_id or said[other.pk].answer == Answer.PART
    ]
