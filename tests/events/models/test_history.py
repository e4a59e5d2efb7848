"""The history: every write to every table of the record leaves its row, by whichever way it came, and none can be undone."""

import json

import pytest
from django.apps import apps
from django.db import connection

from events.models import Change
from tests.events.models.rows import add, aggregate, refused_by, sound, update, user

pytestmark = pytest.mark.django_db

# Not in the history: the history itself, what one person types and has not saved, what a batch was read from, and a package,
# which is never changed after it was made.
PRIVATE = {"change", "unfinished", "package", "batchpiece", "batchproblem", "batchname"}
KEPT = sorted(
    {model._meta.db_table.removeprefix("events_") for model in apps.get_app_config("events").get_models(True)} - PRIVATE
)

# One column of each table, and what it becomes.
TOUCH = {
    "dataset": {"name": "Other"},
    "place": {"name": "Other"},
    "actor": {"name": "Other"},
    "source": {"name": "Other"},
    "report": {"headline": "Other"},
    "lead": {"note": "Other"},
    "incident": {"title": "Other"},
    "incident_reports": {"report_id": lambda: add("report")},
    "involvement": {"strength": "denied"},
    "claim": {"quote": "Other"},
    "claimstance": {"stance": "denies"},
    "claim_covers": {"incident_id": lambda: add("incident")},
    "estimate": {"voices": 3},
    "estimateclaim": {"set_aside": "derived"},
    "decision": {"because": "Other"},
    "likeness": {"note": "Other"},
    "merge": {"because": "Other"},
    "mark": {"comment": "Other"},
    "correction": {"because": "Other"},
    "batch": {"file_name": "Other"},
    "origin": {"digest": "Other"},
    "spelling": {"decided_by_id": user},
    "columnmap": {"format": "acled"},
}


def model_of(table: str):
    models = {model._meta.db_table: model for model in apps.get_app_config("events").get_models(True)}
    return models[f"events_{table}"]


def changes(table: str, row: int) -> list[Change]:
    return list(Change.objects.filter(table=f"events_{table}", row=row).order_by("id"))


def kinds(table: str, row: int) -> list[str]:
    return [change.kind for change in changes(table, row)]


def touched(table: str) -> tuple[str, object]:
    [(column, value)] = TOUCH[table].items()
    return column, value() if callable(value) else value


def run(statement: str, *values) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_each_table_of_the_record_is_tried():
    assert sorted(TOUCH) == KEPT


@pytest.mark.parametrize("table", KEPT)
class TestEveryTable:
    def test_raw_sql_is_in_it(self, table):
        row = add(table)
        column, value = touched(table)
        update(table, row, **{column: value})
        run(f"DELETE FROM events_{table} WHERE id = %s", row)
        added, changed, removed = changes(table, row)
        assert (added.kind, changed.kind, removed.kind) == ("insert", "update", "delete")
        assert added.before is None
        assert added.after == changed.before
        assert changed.after == added.after | {column: value} == removed.before
        assert removed.after is None
        assert added.role == "tracker"

    def test_the_orm_is_in_it(self, table):
        model = model_of(table)
        made = model.objects.get(pk=add(table))
        column, value = touched(table)
        setattr(made, column, value)
        made.save()
        row = made.pk
        model.objects.filter(pk=row).delete()
        assert kinds(table, row) == ["insert", "update", "delete"]

    def test_bulk_and_queryset_writes_are_in_it(self, table):
        model = model_of(table)
        rows = [sound(table), sound(table)]
        made = model.objects.bulk_create(model(**_read(one)) for one in rows)
        column, value = touched(table)
        if "unique" not in column and table not in ("incident_reports", "claim_covers"):
            model.objects.filter(pk__in=[one.pk for one in made]).update(**{column: value})
            assert [kinds(table, one.pk) for one in made] == [["insert", "update"]] * 2
        assert [changes(table, one.pk)[0].kind for one in made] == ["insert"] * 2

    def test_copy_is_in_it(self, table):
        values = sound(table)
        columns = ", ".join(values)
        with connection.cursor() as cursor:
            with cursor.cursor.copy(f"COPY events_{table} ({columns}) FROM STDIN") as copy:
                copy.write_row([_for_copy(value) for value in values.values()])
            cursor.execute(f"SELECT max(id) FROM events_{table}")
            [row] = cursor.fetchone()
        assert kinds(table, row) == ["insert"]

    def test_a_write_that_changes_nothing_writes_nothing(self, table):
        row = add(table)
        run(f"UPDATE events_{table} SET id = id WHERE id = %s", row)
        run(f"UPDATE events_{table} SET id = id WHERE false")
        assert kinds(table, row) == ["insert"]

    def test_a_changed_id_is_one_removed_and_one_added(self, table):
        row = add(table)
        run("SET CONSTRAINTS ALL DEFERRED")
        run(f"UPDATE events_{table} SET id = -id WHERE id = %s", row)
        assert (kinds(table, row), kinds(table, -row)) == (["insert", "delete"], ["insert"])
        run(f"UPDATE events_{table} SET id = -id WHERE id = %s", -row)

    def test_it_is_not_emptied(self, table):
        with refused_by("events_never_emptied"):
            run(f"TRUNCATE events_{table} CASCADE")


def _read(values: dict) -> dict:
    """Of what raw SQL takes, what the ORM takes."""
    return {name: json.loads(value) if name in ("reasons", "moved") else value for name, value in values.items()}


def _for_copy(value):
    return "{}" if value == [] else value


def test_an_upsert_tells_of_both():
    row = add("actor", slug="one")
    values = sound("actor", slug="one", name="Two")
    columns, marks = ", ".join(values), ", ".join(["%s"] * len(values))
    again = (
        f"INSERT INTO events_actor ({columns}) VALUES ({marks}) ON CONFLICT (slug) DO UPDATE SET name = excluded.name"
    )
    run(again, *values.values())
    assert kinds("actor", row) == ["insert", "update"]
    assert changes("actor", row)[-1].after["name"] == "Two"


def test_what_triggers_write_is_in_it():
    """A moved place takes the places under it along; their new lineage is in the history too."""
    top, other = add("place"), add("place")
    below = add("place", parent_id=top, level="governorate")
    leaf = add("place", parent_id=below, level="locality")
    update("place", below, parent_id=other)
    assert changes("place", leaf)[-1].after["lineage"] == [other, below, leaf]


@pytest.mark.parametrize(
    ("table", "holder"),
    [
        ("involvement", "incident_id"),
        ("claim", "incident_id"),
        ("estimate", "incident_id"),
        ("decision", "incident_id"),
        ("correction", "incident_id"),
        ("mark", "incident_id"),
        ("incident_reports", "incident_id"),
        ("claim_covers", "incident_id"),
        ("merge", "winner_id"),
    ],
)
def test_a_part_is_found_under_its_incident(table, holder):
    incident = add("incident")
    row = add(table, **{holder: incident})
    assert [change.incident for change in changes(table, row)] == [incident]
    assert [change.incident for change in changes("incident", incident)] == [incident]


def test_what_belongs_to_a_claim_is_found_under_the_claims_incident_also_when_the_claim_goes_first():
    incident = add("incident")
    claim = add("claim", incident_id=incident)
    estimate = add("estimate", incident_id=incident)
    stance, considered = add("claimstance", claim_id=claim), add("estimateclaim", claim_id=claim, estimate_id=estimate)
    run("DELETE FROM events_claim WHERE id = %s", claim)
    run("DELETE FROM events_estimate WHERE id = %s", estimate)
    run("DELETE FROM events_claimstance WHERE id = %s", stance)
    run("DELETE FROM events_estimateclaim WHERE id = %s", considered)
    for table, row in (("claimstance", stance), ("estimateclaim", considered)):
        assert [change.incident for change in changes(table, row)] == [incident, incident]


def test_a_claim_over_several_incidents_is_under_none():
    claim = add("claim", **aggregate())
    assert changes("claim", claim)[0].incident is None
    assert changes("claimstance", add("claimstance", claim_id=claim))[0].incident is None
