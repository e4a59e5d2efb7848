"""A file looked through: all its problems, all its names, what it would do; and nothing in the record."""

import sys
from datetime import date

from events import actions
from events.choices import BatchState, FileFormat
from events.models import Batch, Incident

HEADER = "code,title,date_start,type,place,admin1,country\n"
GOOD = "S-1,Strike,2024-03-05,air-strike,Aruna,Tesh,Velmar\n"


def checked(world, text: str, **more) -> Batch:
    batch = actions.upload(
        dataset=world.dataset,
        file_name="strikes.csv",
        chunks=[text.encode()],
        format=FileFormat.TEMPLATE,
        released_on=date(2024, 5, 1),
        by=world.people.analyst,
        **more,
    )
    actions.begin(batch=batch, state=BatchState.CHECKING, by=world.people.analyst)
    return actions.check_batch(batch=batch, by=world.people.analyst)


def test_every_problem_is_told_with_its_row_and_column(world) -> None:
    before = Incident.objects.count()
    batch = checked(world, HEADER + GOOD + "S-2,,2024-13-05,strike,Aruna,Tesh,Velmar\n" + GOOD)
    assert (batch.state, batch.counts) == (BatchState.CHECKED, {"added": 1, "refused": 2})
    errors = batch.problems.listed(gravity="error").values_list("row", "column")
    assert {(3, "title"), (3, "date_start"), (3, "type"), (4, "code")} <= set(errors)
    assert Incident.objects.count() == before


def test_what_was_found_is_kept_and_names_are_counted(world) -> None:
    batch = checked(world, HEADER + GOOD + GOOD.replace("S-1", "S-2").replace("Aruna", "Nowhere"))
    assert batch.reading["found"]["columns"]["title"] == "title"
    assert batch.reading["found"]["samples"]["place"] == ["Aruna", "Nowhere"]
    assert batch.names.get(words="Tesh").rows == 2
    assert list(batch.names.undecided().values_list("words", flat=True)) == ["Nowhere"]


def test_a_file_without_its_columns_fails_and_says_which_are_there(world) -> None:
    batch = checked(world, "name,when\nStrike,2024-03-05\n")
    assert batch.state == BatchState.FAILED
    assert "code" in batch.failed_because
    assert batch.reading["found"]["header"] == ["name", "when"]
    assert "code" in batch.reading["found"]["missing"]


def test_a_file_of_errors_says_how_many_more_there_are(world, monkeypatch) -> None:
    monkeypatch.setattr(sys.modules["events.actions.check_batch"], "MOST_PROBLEMS", 3)
    batch = checked(world, HEADER + "".join(GOOD.replace("S-1", f"S-{n}").replace("air-strike", "x") for n in range(9)))
    errors = batch.problems.filter(gravity="error")
    assert [one.row for one in errors] == [None, 2, 3, 4]
    assert errors[0].problem == "There are 6 more such problems."
