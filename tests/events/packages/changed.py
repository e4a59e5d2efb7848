"""A world after which nothing stands as it did: everything that can change is changed, by the actions that people use."""

from collections.abc import Iterator
from datetime import date

from django.db import connection

from events import actions, workflow
from events.choices import Grade, Harm, Qualifier, RuleName, VictimGroup
from events.figures import Figure
from events.models import Actor, Claim, ClaimStance, Dataset, Involvement, Place, Report, Source
from tests import world as drawn
from tests.events.models.rows import update
from tests.yesterday import entered_yesterday


def change_everything(world: drawn.World) -> None:
    """Names, places, trees, texts, grades, claims, estimates, decisions, statuses, merges and the dataset itself."""
    for _step in changes(world):
        pass


def changes(world: drawn.World) -> Iterator[None]:
    """The same step by step; several rows change in more than one."""
    entered_yesterday()
    for change in (lambda: _incidents(world), lambda: _claims(world), lambda: _workflow(world), _named):
        change()
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        yield


def _named() -> None:
    Dataset.objects.filter(slug="velmar-2024").update(
        slug="velmar", name="Velmar, revised", licence="Another licence", citation="Another citation", is_default=False
    )
    norland = Actor.objects.get(slug="norland")
    norland.name, norland.slug, norland.aliases = "Norland Republic", "norland-republic", ["North"]
    norland.save()
    air_force = Actor.objects.get(slug="norland-air-force")
    air_force.parent = Actor.objects.get(slug="sudland")
    air_force.save()
    aruna = Place.objects.get(slug="aruna")
    aruna.parent, aruna.name, aruna.latitude, aruna.longitude = Place.objects.get(slug="ilm"), "New Aruna", 1.0, 2.0
    aruna.save()
    Source.objects.filter(slug="watch").update(name="Watch group", reliability="a", reliability_because="Proved right")
    Report.objects.filter(headline="Ilm under fire").update(headline="Ilm, again", published_on=date(2024, 3, 9))


def _incidents(world: drawn.World) -> None:
    shelling = world.incidents["VLM-2024-0002"]
    update(
        "incident", shelling.pk, title="Another title", grade=Grade.WEAK, date_start="2024-03-02", date_end="2024-03-02"
    )
    Involvement.objects.filter(incident=shelling, actor__slug="sudland").delete()
    shelling.reports.clear()


def _claims(world: drawn.World) -> None:
    strike = world.incidents["VLM-2024-0001"]
    old = Claim.objects.get(incident=strike)
    new = Claim.objects.create(
        incident=strike,
        report=Report.objects.get(headline="Admissions"),
        claimant=old.claimant,
        claimed_on=date(2024, 3, 8),
        minimum=17,
        maximum=17,
        qualifier=Qualifier.EXACT,
        supersedes=old,
    )
    ClaimStance.objects.create(claim=new, actor=Actor.objects.get(slug="league"))
    Claim.objects.filter(pk=old.pk).update(quote="=1+1")
    Claim.objects.filter(incident=world.incidents["VLM-2024-0003"]).delete()
    actions.assess(incidents=[strike.pk, world.incidents["VLM-2024-0003"].pk], because="Counted again")
    shelling = world.incidents["VLM-2024-0002"]
    actions.choose_rule(incident=shelling, rule=RuleName.TWO_INDEPENDENT, because="Two", by=world.people.editor)
    actions.decide(
        incident=shelling,
        harm=Harm.KILLED,
        victims=VictimGroup.ALL,
        figure=Figure(30, 31, 32),
        because="Counted by name",
        by=world.people.editor,
    )


def _workflow(world: drawn.World) -> None:
    raid, killing = world.incidents["VLM-2024-0004"], world.incidents["VLM-2024-0005"]
    raid.refresh_from_db()
    actions.move(incident=raid, step=workflow.RETRACT, by=world.people.editor, reason="It never happened")
    first = actions.merge(
        loser=killing, winner=world.incidents["VLM-2024-0001"], by=world.people.editor, because="The same"
    )
    actions.undo_merge(merge=first, by=world.people.editor)
    killing.refresh_from_db()
    actions.merge(loser=killing, winner=world.incidents["VLM-2024-0001"], by=world.people.editor, because="The same")
