"""`manage.py load_datasets`: loads what is missing, leaves what is there, and writes nothing of what it cannot read."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from events import datasets
from events.models import Actor, Dataset, Incident, Place, Report, Source

pytestmark = pytest.mark.django_db

REAL = Path(datasets.__file__).with_name("mayadeen_2017.toml")


def load(*slugs: str) -> str:
    out = StringIO()
    call_command("load_datasets", *slugs, stdout=out)
    return out.getvalue()


def everything() -> dict:
    return {
        model.__name__: list(model.objects.order_by("pk").values())
        for model in (Dataset, Place, Actor, Source, Report, Incident)
    }


@pytest.fixture
def broken(monkeypatch, tmp_path):
    """Ships a copy of the real file in which `old` reads `new`."""

    def ship(old: str, new: str) -> None:
        text = REAL.read_text(encoding="utf-8")
        assert old in text
        copy = tmp_path / REAL.name
        copy.write_text(text.replace(old, new, 1), encoding="utf-8")
        monkeypatch.setattr(
            "events.management.commands.load_datasets.SHIPPED", {"mayadeen-2017": lambda: datasets.read(copy)}
        )

    return ship


def test_loads_every_dataset_by_default_and_a_second_time_changes_nothing():
    said = load()
    assert "mayadeen-2017: 5 incidents recorded" in said
    assert "demonstration: 5000 incidents recorded" in said
    before = everything()
    again = load()
    assert again.count("is there already; nothing was changed") == 2
    assert everything() == before


def test_loads_only_the_one_named():
    load("mayadeen-2017")
    assert list(Dataset.objects.values_list("slug", flat=True)) == ["mayadeen-2017"]


def test_a_name_that_is_there_already_is_left_as_it_is():
    Actor.objects.create(slug="russia", name="Russia, as an editor wrote it", kind="state", aliases=["RU"])
    load("mayadeen-2017")
    russia = Actor.objects.get(slug="russia")
    assert (russia.name, russia.aliases) == ("Russia, as an editor wrote it", ["RU"])
    assert Actor.objects.get(slug="russian-aerospace-forces").lineage[0] == russia.pk


def test_another_default_dataset_stays_the_default():
    Dataset.objects.create(slug="ours", name="Ours", code_prefix="OUR", is_default=True)
    load("mayadeen-2017")
    assert Dataset.objects.get(is_default=True).slug == "ours"


def test_an_unknown_dataset_is_named():
    with pytest.raises(CommandError, match="“nowhere”"):
        load("nowhere")


@pytest.mark.parametrize(
    ("old", "new", "entry", "field"),
    [
        ('when = "Thursday night"', 'when = "the other night"', "incidents “rafts”", "when"),
        ('when = "Thursday night"', "", "incidents “rafts”", "when"),
        ('when = "Thursday night"', "when = 2017-10-05", "incidents “rafts”", "when"),
        ('number = "14"', 'number = "a few dozen or so"', "claims “rafts-sohr”", "number"),
        ('number = "14"', "number = 14", "claims “rafts-sohr”", "number"),
        ('children = "three"', 'childern = "three"', "claims “rafts-sohr”", "childern"),
        ('victims = "not-stated"', 'victims = "everybody"', "claims “rafts-sohr”", "victims"),
        ('claimant = "sohr"', 'claimant = "shor"', "claims “rafts-sohr”", "claimant"),
        ('type = "advance"', 'type = "attack"', "incidents “entry”", "type"),
        ('title = "Syrian', f'title = "{"x" * 200}', "incidents “entry”", "title"),
        ('actor = "islamic-state"', 'actor = "nobody"', "incidents “entry”, involvements 2", "actor"),
        ('key = "flight"', 'key = "rafts"', "incidents “rafts”", "key"),
        ('covers = ["rafts", ', 'covers = ["raft", ', "aggregates “raids-around-mayadeen”", "covers"),
        ("latitude = 35.02", "latitude = 135.02", "places “mayadeen”", "latitude"),
        ("latitude = 35.02", "", "places “mayadeen”", "latitude"),
        ("published_on = 2017-10-07", 'published_on = "7 October"', "reports “afp-2017-10-07”", "published_on"),
        ('language = "en"', 'url = "javascript:alert(1)"', "reports “afp-2017-10-07”", "url"),
        ('stances = { russia = "alleges" }', 'stances = { russia = "swears" }', "claims “rafts-sohr”", "stances"),
    ],
)
def test_a_broken_file_is_refused_whole_with_one_sentence(broken, old, new, entry, field):
    broken(old, new)
    before = everything()
    with pytest.raises(CommandError) as refused:
        load("mayadeen-2017")
    said = str(refused.value)
    assert entry in said
    assert f"field “{field}”" in said
    assert "\n" not in said
    assert everything() == before


def test_a_file_that_is_no_toml_is_refused(broken):
    broken("[dataset]", "[dataset")
    with pytest.raises(CommandError, match=r"mayadeen_2017.toml: .*line \d+"):
        load("mayadeen-2017")


def test_what_the_database_refuses_leaves_nothing_behind():
    Dataset.objects.create(slug="other", name="Another with the same codes", code_prefix="MYD")
    before = everything()
    with pytest.raises(CommandError, match="the database refused it"):
        load("mayadeen-2017")
    assert everything() == before
