"""Merging: claims move, the code leads on for ever, and one step gives everything back."""

import pytest
from django.db import connection

from events import actions
from events.choices import Answer, Harm, IncidentType, Role, Status, VictimGroup
from events.likeness import Found
from events.models import Actor, Claim, Correction, Estimate, Incident, Involvement, Likeness, Merge, Report
from tests import world as drawn


@pytest.fixture
def world(db) -> drawn.World:
    return drawn.build()


@pytest.fixture
def two(world) -> tuple[Incident, Incident]:
    """A strike of 1 March and, of the same night, another of 18 that a second desk loaded: (loser, winner)."""
    [other] = actions.load(
        dataset=world.dataset,
        reports=[drawn.DraftReport("late", "radio", drawn.date(2024, 3, 8), "Strike on Aruna, again")],
        incidents=[
            drawn.incident(
                "again", "Air strike near Aruna", IncidentType.AIR_STRIKE, drawn.on(1), "aruna",
                reports=("late",),
                involvements=(drawn.by("norland-air-force"), drawn.by("league")),
                claims=(drawn.claim("18", "radio", "late", victims=VictimGroup.NOT_STATED),),
            )
        ],
    )  # fmt: skip
    return other, world.incidents["VLM-2024-0001"]


def killed(incident: Incident):
    found = Estimate.objects.standing().filter(
        incident=incident, harm=Harm.KILLED, victims=VictimGroup.ALL, combatants_of=None
    )
    return [str(estimate.figure) for estimate in found]


def merged(two, world, because="The same strike, reported twice") -> Merge:
    loser, winner = two
    made = actions.merge(loser=loser, winner=winner, by=world.people.editor, because=because)
    whole()
    return made


def whole() -> None:
    """What the database looks at when a transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def everything(*incidents: Incident) -> list:
    """What stands on incidents, row by row."""
    ids = [incident.pk for incident in incidents]
    return [
        list(Incident.objects.filter(pk__in=ids).order_by("pk").values_list("pk", "status", "merged_into", "title")),
        list(Claim.objects.filter(incident__in=ids).order_by("pk").values_list("pk", "incident", "minimum")),
        list(Involvement.objects.filter(incident__in=ids).order_by("pk").values_list("pk", "incident", "actor")),
        list(
            Incident.reports.through.objects.filter(incident__in=ids)
            .order_by("report")
            .values_list("incident", "report")
        ),
        sorted(Claim.covers.through.objects.filter(incident__in=ids).values_list("incident", "claim")),
        [killed(incident) for incident in incidents],
    ]


def test_claims_move_and_the_estimates_of_both_are_made_again(two, world):
    loser, winner = two
    merged(two, world)
    assert killed(winner) == ["14–18"]
    assert killed(loser) == []
    loser.refresh_from_db()
    assert (loser.status, loser.merged_into, loser.claims.count()) == (Status.MERGED, winner, 0)
    assert loser.kept == winner


def test_the_winner_is_given_what_it_lacks_and_no_more(two, world):
    loser, winner = two
    merged(two, world)
    assert sorted(one.actor.slug for one in winner.involvements.all()) == ["league", "norland-air-force"]
    assert [one.actor.slug for one in loser.involvements.all()] == ["norland-air-force"]
    assert winner.reports.filter(headline="Strike on Aruna, again").exists()


def test_wider_claims_cover_the_winner_instead(two, world):
    loser, winner = two
    world.aggregate.covers.set([loser])
    made = merged(two, world)
    assert list(world.aggregate.covers.all()) == [winner]
    actions.undo_merge(merge=made, by=world.people.editor)
    assert list(world.aggregate.covers.all()) == [loser]


def test_readers_are_told_of_both_numbers(two, world):
    loser, winner = two
    merged(two, world)
    told = {
        correction.incident.code: (str(correction.was), str(correction.now), correction.because)
        for correction in Correction.objects.filter(harm=Harm.KILLED, victims=VictimGroup.ALL)
        if correction.incident in (loser, winner)
    }
    assert told[winner.code] == ("14", "14–18", "The same strike, reported twice")
    assert told[loser.code][:2] == ("18", "not known")


def test_whoever_has_the_winner_open_is_told(two, world):
    _loser, winner = two
    version = winner.version
    merged(two, world)
    winner.refresh_from_db()
    assert winner.version == version + 1
    assert winner.changed_since_review


def test_one_step_undoes_it_wholly(two, world):
    before = everything(*two)
    made = merged(two, world)
    assert everything(*two) != before
    undone = actions.undo_merge(merge=made, by=world.people.editor)
    whole()
    assert undone.left == []
    assert everything(*two) == before


def test_what_was_entered_since_stays_with_the_winner(two, world):
    loser, winner = two
    made = merged(two, world)
    report = Report.objects.get(headline="Strike on Aruna, again")
    later = Claim.objects.create(
        incident=winner, report=report, claimed_on=report.published_on, minimum=20, maximum=20, qualifier="exact"
    )
    moved = made.moved["claims"][0]
    undone = actions.undo_merge(merge=made, by=world.people.editor)
    assert list(loser.claims.values_list("pk", flat=True)) == [moved]
    assert later in winner.claims.all()
    assert winner.reports.contains(report)
    assert undone.left == ["A report stays with both, for a claim entered since rests on it."]


def test_what_is_gone_is_said(two, world):
    loser, winner = two
    made = merged(two, world)
    Involvement.objects.get(incident=winner, actor__slug="league").delete()
    undone = actions.undo_merge(merge=made, by=world.people.editor)
    assert undone.left == ["1 actor is no longer there to be given back."]
    assert loser.claims.count() == 1


def test_a_merge_is_undone_once(two, world):
    made = merged(two, world)
    actions.undo_merge(merge=made, by=world.people.editor)
    with pytest.raises(actions.MergeRefused, match="undone already"):
        actions.undo_merge(merge=made, by=world.people.editor)


def test_chains_are_followed_and_undone_from_their_end(two, world):
    loser, winner = two
    first = merged(two, world)
    third = world.incidents["VLM-2024-0002"]
    actions.merge(loser=winner, winner=third, by=world.people.editor, because="And this one too")
    assert Incident.objects.get(pk=loser.pk).kept == third
    with pytest.raises(actions.MergeRefused, match="undo that first"):
        actions.undo_merge(merge=first, by=world.people.editor)


def test_merging_is_an_answer_and_undoing_takes_it_back(two, world):
    loser, winner = two
    actions.note_likenesses(incident=loser.pk, found=[Found(winner.pk, 0.95, [])])
    made = merged(two, world)
    assert Likeness.objects.between(loser, winner).get().answer == Answer.SAME
    actions.undo_merge(merge=made, by=world.people.editor)
    assert Likeness.objects.between(loser, winner).get().answer == ""


@pytest.mark.parametrize(
    ("who", "loser", "winner", "because", "said"),
    [
        ("analyst", "VLM-2024-0001", "VLM-2024-0002", "Same", "an editor does this"),
        ("stranger", "VLM-2024-0008", "VLM-2024-0009", "Same", "Analysts and editors"),
        ("editor", "VLM-2024-0001", "VLM-2024-0001", "Same", "one incident, not two"),
        ("editor", "VLM-2024-0001", "DSK-2024-0001", "Same", "two datasets"),
        ("editor", "VLM-2024-0007", "VLM-2024-0001", "Same", "is retracted"),
        ("editor", "VLM-2024-0001", "VLM-2024-0008", "Same", "Readers see VLM-2024-0001 and not VLM-2024-0008"),
        ("editor", "VLM-2024-0001", "VLM-2024-0002", "  ", "Say why"),
    ],
)
def test_a_merge_is_refused_with_a_sentence(world, who, loser, winner, because, said):
    second_draft(world)
    found = {incident.code: incident for incident in Incident.objects.all()}
    with pytest.raises(actions.MergeRefused, match=said):
        actions.merge(loser=found[loser], winner=found[winner], by=getattr(world.people, who), because=because)
    assert not Merge.objects.exists()


def second_draft(world) -> Incident:
    draft = Incident(
        dataset=world.dataset, title="Again", type=IncidentType.AIR_STRIKE, date_precision="day",
        date_start=drawn.date(2024, 3, 7), date_end=drawn.date(2024, 3, 7), place_id=world.incidents["VLM-2024-0008"].place_id,
    )  # fmt: skip
    return actions.record(incident=draft, by=world.people.analyst)


def test_an_analyst_merges_two_drafts(world):
    draft = second_draft(world)
    made = actions.merge(
        loser=draft, winner=world.incidents["VLM-2024-0008"], by=world.people.analyst, because="Entered twice"
    )
    whole()
    assert made.winner.code == "VLM-2024-0008"
    assert Actor.objects.filter(involvements__incident=made.winner, involvements__role=Role.PERPETRATOR).count() == 1
