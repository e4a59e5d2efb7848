import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from events import tasks
from events.models import Batch
from tests import world as drawn

NEW = "/admin/imports/new/"
HEADER = "code,title,date_start,type,place,admin1,country\n"
ROWS = "".join(f"S-{row},Strike {row},2024-03-0{row},air-strike,Aruna,Tesh,Velmar\n" for row in range(1, 4))
BAD = "S-9,,2024-13-05,strike,Aruna,Tesh,Velmar\n"
SEAL = re.compile('name="seal" value="([0-9a-f]+)"')
ALIKE = "S-7,Strike,2024-03-05,air-strike,Arona,Tesh,Velmar\n"
"""Its place looks like one of ours, that of UNKNOWN like none."""
UNKNOWN = "S-8,Strike,2024-03-05,air-strike,Arouna Camp,Tesh,Velmar\n"


def sending(world: drawn.World, *contents: bytes | str, name: str = "strikes.csv", **more: object) -> dict:
    """What the page of a new import sends."""
    files = [
        SimpleUploadedFile(name if at == 0 else f"{at}-{name}", one.encode() if isinstance(one, str) else one)
        for at, one in enumerate(contents)
    ]
    return {"files": files, "dataset": world.dataset.pk, "released_on": "2024-05-01"} | more


def worked(batch: Batch) -> Batch:
    """What the worker would do now, done here."""
    job = batch.uploaded_by_id if batch.confirmed_by_id is None else batch.confirmed_by_id
    tasks.work(batch.pk, job, "en", "")
    batch.refresh_from_db()
    return batch


def checked(client: Client, world: drawn.World, text: str, **more: object) -> Batch:
    answer = client.post(NEW, sending(world, text, **more))
    assert answer.status_code == 302, answer.context["form"].errors
    return worked(Batch.objects.latest("pk"))


def confirmed(client: Client, batch: Batch, **more: str) -> str:
    """Look at the page and confirm what it shows, as its form does; what is said then."""
    looked_at = SEAL.search(client.get(batch.get_absolute_url()).content.decode())
    seal = {"seal": looked_at[1]} if looked_at else {}
    answer = client.post(batch.get_absolute_url() + "confirm/", seal | more, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def stranger(world: drawn.World) -> Client:
    client = Client()
    client.force_login(world.people.stranger)
    return client
