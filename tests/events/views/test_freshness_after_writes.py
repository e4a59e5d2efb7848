"""Any write, by whichever way and at whichever moment, makes the tags of pages, charts and files new."""

from contextlib import closing
from datetime import date

import psycopg
import pytest
from django.db import connection

from events import freshness
from events.actions import load, merge, move
from events.models import Actor, Claim, Incident, Place
from events.workflow import PUBLISH, SUBMIT
from tests import world as drawn
from tests.events.admin.conftest import signed_in
from tests.events.api.test_freshness import WRITES as OF_THE_API
from tests.events.api.test_freshness import again, standing
from tests.events.views.test_freshness import ONE_OF_EACH, asked
from tests.settings import CLUSTER
from tests.yesterday import entered_yesterday


def retract_at_the_desk(world) -> None:
    path = f"/admin/events/incident/{world.incidents['VLM-2024-0001'].pk}/move/"
    signed_in(world.people.editor).post(path, {"step": "retract", "reason": "Not so."})


def publish(world) -> None:
    draft, people = world.incidents["VLM-2024-0008"], world.people
    move(incident=move(incident=draft, step=SUBMIT, by=people.analyst), step=PUBLISH, by=people.editor)


def merge_two(world) -> None:
    one, other = (world.incidents[f"VLM-2024-000{number}"] for number in (1, 3))
    merge(loser=other, winner=one, by=world.people.editor, because="Entered twice")


def import_more(world) -> None:
    reports = [drawn.DraftReport("memo", "wire", date(2024, 3, 2), "More")]
    load(dataset=world.dataset, reports=reports, incidents=[drawn.strike("another", 7, report="memo")])


def under(model, slug: str, parent: str):
    return lambda world: model.objects.filter(slug=slug).update(parent=model.objects.get(slug=parent))


WRITES = {name: lambda world, write=write: write() for name, write in OF_THE_API.items()} | {
    "a claim that went": lambda world: Claim.objects.filter(claimant__slug="radio").delete(),
    "a place moved": under(Place, "aruna", "ilm"),
    "an actor moved": under(Actor, "norland-air-force", "sudland"),
    "a form of the desk": retract_at_the_desk,
    "what was published": publish,
    "a merge": merge_two,
    "a file": import_more,
}


@pytest.mark.parametrize("write", WRITES)
def test_any_write_to_the_record_makes_every_answer_new(client, world, write: str):
    entered_yesterday()
    before = {path: asked(client, path) for path in ONE_OF_EACH}
    WRITES[write](world)
    for path, answer in before.items():
        now = asked(client, path, kept=answer)
        assert now.status_code == 200, path
        assert now["ETag"] != answer["ETag"], path


# --- writers at the same moment --------------------------------------------------------------------------------------
@pytest.mark.parametrize("path", ["/incidents/", "/incidents.csv"])
def test_what_is_written_between_a_tag_and_its_answer_is_never_kept_for_old(client, world, path: str, monkeypatch):
    """The answer already tells it, under the tag of before: that tag does not come back."""
    check = freshness.unchanged

    def interrupted(request, etag):
        Incident.objects.filter(code="VLM-2024-0002").update(title="Between")
        return check(request, etag)

    monkeypatch.setattr(freshness, "unchanged", interrupted)
    answer = asked(client, path)
    monkeypatch.undo()
    assert b"Between" in answer.body
    assert asked(client, path, kept=answer).status_code == 200


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("path", ["/incidents/", "/api/incidents/"])
def test_a_write_that_began_before_an_answer_and_commits_after_it_is_seen(client, path: str):
    """Its row of the history has a lower number than one that was seen: the largest number alone would not tell."""
    world = drawn.build()
    title = "UPDATE events_incident SET title = %s WHERE id = %s"
    with closing(psycopg.connect(CLUSTER.url, dbname=connection.settings_dict["NAME"])) as slow:
        slow.execute(title, ["Late", world.incidents["VLM-2024-0001"].pk])
        Incident.objects.filter(code="VLM-2024-0002").update(title="Early")
        answer = standing(client, path)
        assert "Early" in answer.content.decode()
        assert "Late" not in answer.content.decode()
        slow.commit()
    assert again(client, path, answer) == 200
    assert "Late" in client.get(path).content.decode()
