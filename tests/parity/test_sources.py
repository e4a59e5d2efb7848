"""What a source said, and how its numbers held, counted plainly beside the statement that pages use."""

from collections import defaultdict
from datetime import date
from statistics import median

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from events.analytics.sources import sources
from events.models import Claim, Estimate, Incident, Source
from events.selection import Selection

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("recorded")]
OWN_VALUES = ("exact", "about", "between", "none", "at-least")


def asked(query: str) -> Selection:
    request = RequestFactory().get(f"/sources/?{query}")
    request.user = AnonymousUser()
    return Selection.read(request)


def rows(query: str) -> dict:
    return {row.source.slug: row for row in sources(asked(query))}


class Spoken:
    """Claims on incidents, read plainly."""

    def __init__(self, incidents: list[Incident], day: date) -> None:
        found = Claim.objects.filter(incident__in=incidents).select_related("report", "incident")
        self.claims = [claim for claim in found if claim.report.published_on <= day]
        self.own = [claim for claim in self.claims if not claim.derives_from_id and not claim.set_aside_because]

    @staticmethod
    def voice(claim: Claim) -> int:
        return claim.claimant_id or claim.report.publisher_id

    def first(self, source: int) -> tuple[int, int]:
        out = defaultdict(lambda: defaultdict(list))
        for claim in self.own:
            out[claim.incident_id][self.voice(claim)].append(claim.report.published_on)
        shared = [by for by in out.values() if source in by and len(by) > 1]
        return sum(min(by[source]) == min(min(days) for days in by.values()) for by in shared), len(shared)

    def replaced(self, source: int) -> tuple[int, int]:
        groups = defaultdict(list)
        mine = [claim for claim in self.own if self.voice(claim) == source]
        for claim in mine:
            groups[claim.incident_id, claim.harm, claim.victims, claim.combatants_of_id].append(claim)
        count = 0
        for said in groups.values():
            last = max(said, key=lambda claim: (claim.claimed_on, claim.report_id, claim.pk))
            count += sum(claim.quantity != last.quantity for claim in said)
        return count, len(mine)

    def off(self, source: int) -> list[int]:
        """How far the first own value in each incident lies outside the range that stands for the same people."""
        first = {}
        for claim in sorted(self.own, key=lambda claim: (claim.report.published_on, claim.claimed_on, claim.pk)):
            if self.voice(claim) == source and claim.harm == "killed" and claim.qualifier in OWN_VALUES:
                first.setdefault(claim.incident_id, claim)
        ranges = [(claim, self.standing(claim)) for claim in first.values()]
        return [self.distance(claim, one) for claim, one in ranges if one is not None]

    @staticmethod
    def standing(claim: Claim) -> Estimate | None:
        return Estimate.objects.filter(
            incident=claim.incident_id, harm=claim.harm, victims=claim.victims, combatants_of=claim.combatants_of_id,
            is_current=True, known_until=None,
        ).first()  # fmt: skip

    @staticmethod
    def distance(claim: Claim, one: Estimate) -> int:
        number = claim.minimum if claim.qualifier == "at-least" else (claim.minimum + claim.maximum) // 2
        if one.low is not None and number < one.low:
            return one.low - number
        return number - one.high if one.high is not None and number > one.high else 0


@pytest.mark.parametrize("place", ["", "nowhere-north"])
@pytest.mark.parametrize("day", ["", "2024-04-08"])
def test_every_number_of_every_source_is_what_a_plain_count_finds(place: str, day: str):
    query = f"dataset=invented{place and f'&place={place}'}{day and f'&as_of={day}'}"
    incidents = list(asked(query).incidents())
    spoken = Spoken(incidents, date.fromisoformat(day) if day else date.max)
    found = rows(query)
    assert sum(row.measures is not None for row in found.values()) >= 3
    for row in found.values():
        pk = row.source.pk
        mine = [claim for claim in spoken.claims if spoken.voice(claim) == pk]
        assert (row.incidents, row.claims) == (len({claim.incident_id for claim in mine}), len(mine))
        printed = {claim.incident_id for claim in spoken.claims if claim.report.publisher_id == pk}
        assert row.published == len(printed)
        if row.measures:
            measured = row.measures
            assert (measured.first.part, measured.first.whole) == spoken.first(pk)
            assert (measured.replaced.part, measured.replaced.whole) == spoken.replaced(pk)
            if not day:
                off = spoken.off(pk)
                assert (measured.inside.part, measured.inside.whole) == (off.count(0), len(off))
                assert measured.off == int(median(off))
    silent = Source.objects.exclude(pk__in=[row.source.pk for row in found.values()])
    assert not {spoken.voice(claim) for claim in spoken.claims} & set(silent.values_list("pk", flat=True))
