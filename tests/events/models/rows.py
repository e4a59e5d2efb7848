"""Sound rows written by raw SQL, past every form and model. Longer than 250 lines: one row of every table, read as one."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

import pytest
from django.db import IntegrityError, connection, transaction

NUMBER = count(1)

INCIDENT_DAY = "2017-10-05"


def insert(table: str, **values) -> int:
    """Insert one row into events_<table> by SQL; returns its id."""
    columns = ", ".join(f'"{column}"' for column in values)
    marks = ", ".join(["%s"] * len(values))
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO events_{table} ({columns}) VALUES ({marks}) RETURNING id", list(values.values()))
        return cursor.fetchone()[0]


def update(table: str, row: int, **values) -> None:
    """Set columns of one row of events_<table> by SQL."""
    columns = ", ".join(f"{column} = %s" for column in values)
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE events_{table} SET {columns} WHERE id = %s", [*values.values(), row])


def sound(table: str, **changes) -> dict:
    """The columns of a row that breaks nothing, with what it refers to already written; `changes` are laid over it."""
    values = SOUND[table](next(NUMBER))
    # What the test gives is not made a second time.
    return {column: value() if callable(value) else value for column, value in (values | changes).items()}


def add(table: str, **changes) -> int:
    """Write one sound row with these changes; returns its id."""
    return insert(table, **sound(table, **changes))


def user() -> int:
    """A user's id."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO auth_user (username, password, is_superuser, first_name, last_name, email, is_staff, is_active,"
            " date_joined) VALUES (%s, '', false, '', '', '', false, true, now()) RETURNING id",
            [f"user-{next(NUMBER)}"],
        )
        return cursor.fetchone()[0]


@contextmanager
def refused_by(constraint: str) -> Iterator[None]:
    """The statements inside must be refused by the constraint of this name, and by no other."""
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        yield
    assert refusal.value.__cause__.diag.constraint_name == constraint


def _named(number: int) -> dict:
    return {"slug": f"name-{number}", "name": f"Name {number}", "name_local": "", "aliases": []}


def _actor(number: int) -> dict:
    return _named(number) | {"kind": "state", "description": "", "lineage": []}


def _place(number: int) -> dict:
    return _named(number) | {"level": "country", "lineage": []}


def _source(number: int) -> dict:
    return _named(number) | {"kind": "monitor", "reliability": "f", "reliability_because": ""}


def _dataset(number: int) -> dict:
    return {
        "slug": f"dataset-{number}",
        "name": f"Dataset {number}",
        "description": "",
        "code_prefix": f"D{number}",
        "last_number": 0,
        "is_public": True,
        "is_generated": False,
        "is_default": False,
        "rule": "independent-range",
        "licence": "",
        "citation": "",
    }


def _report(number: int) -> dict:
    return {
        "publisher_id": lambda: add("source"),
        "headline": "Headline",
        "published_on": "2017-10-07",
        "language": "en",
        "url": f"https://news.example/{number}",
        "archive_url": "",
        "text": "",
        "sensitivity": "staff",
    }


def _incident(number: int) -> dict:
    return {
        "dataset_id": lambda: add("dataset"),
        "code": f"D-2017-{number:04d}",
        "title": "Strike",
        "summary": "",
        "type": "air-strike",
        "date_start": INCIDENT_DAY,
        "date_end": INCIDENT_DAY,
        "date_precision": "day",
        "part_of_day": "",
        "date_words": "",
        "place_id": lambda: add("place"),
        "location_precision": "exact",
        "place_words": "",
        "grade": "ungraded",
        "status": "draft",
        "retracted_because": "",
        "returned_because": "",
        "changed_since_review": False,
        "hands": [],
        "version": 1,
        "rule": "",
        "rule_because": "",
        "created_at": "2017-10-08T00:00Z",
        "updated_at": "2017-10-08T00:00Z",
    }


def _involvement(number: int) -> dict:
    return {
        "incident_id": lambda: add("incident"),
        "actor_id": lambda: add("actor"),
        "role": "perpetrator",
        "strength": "alleged",
        "sharing": "joint",
    }


def _claim(number: int) -> dict:
    return {
        "kind": "incident",
        "incident_id": lambda: add("incident"),
        "report_id": lambda: add("report"),
        "claimant_id": lambda: add("source"),
        "harm": "killed",
        "victims": "not-stated",
        "minimum": 14,
        "maximum": 14,
        "qualifier": "exact",
        "quote": "",
        "claimed_on": "2017-10-06",
        "set_aside_because": "",
        "status": "",
    }


def aggregate() -> dict:
    """What makes a sound claim a sound aggregate claim."""
    return {
        "kind": "aggregate",
        "incident_id": None,
        "dataset_id": lambda: add("dataset"),
        "place_id": lambda: add("place"),
        "date_start": "2017-10-01",
        "date_end": "2017-10-31",
        "status": "draft",
    }


def _claimstance(number: int) -> dict:
    return {"claim_id": lambda: add("claim"), "actor_id": lambda: add("actor"), "stance": "alleges"}


def _estimate(number: int) -> dict:
    return {
        "incident_id": lambda: add("incident"),
        "harm": "killed",
        "victims": "all",
        "low": 14,
        "best": 29,
        "high": 38,
        "is_uncounted": False,
        "rule": "independent-range",
        "rule_version": 1,
        "voices": 2,
        "known_from": "2017-10-06",
        "is_current": True,
        "made_at": "2017-10-08T00:00Z",
    }


def _estimateclaim(number: int) -> dict:
    return {"estimate_id": lambda: add("estimate"), "claim_id": lambda: add("claim"), "set_aside": ""}


def _mark(number: int) -> dict:
    return {
        "incident_id": lambda: add("incident"),
        "matter": "date",
        "verdict": "fine",
        "comment": "",
        "basis": "",
        "marked_by_id": user,
        "marked_at": "2017-10-08T00:00Z",
        "answer": "",
    }


def _lead(number: int) -> dict:
    return {
        "url": f"https://news.example/lead/{number}",
        "headline": "",
        "note": "",
        "state": "unread",
        "added_by_id": user,
        "added_at": "2017-10-08T00:00Z",
    }


def _decision(number: int) -> dict:
    return {
        "incident_id": lambda: add("incident"),
        "harm": "killed",
        "victims": "all",
        "low": 14,
        "best": 14,
        "high": 14,
        "because": "Counted by name",
        "decided_by_id": user,
        "decided_on": "2017-10-09",
    }


def _incident_reports(number: int) -> dict:
    return {"incident_id": lambda: add("incident"), "report_id": lambda: add("report")}


def _claim_covers(number: int) -> dict:
    return {"claim_id": lambda: add("claim", **aggregate()), "incident_id": lambda: add("incident")}


def _correction(number: int) -> dict:
    return {
        "incident_id": lambda: add("incident"),
        "harm": "killed",
        "victims": "all",
        "was_low": 14,
        "was_best": 14,
        "was_high": 14,
        "low": 14,
        "best": 29,
        "high": 38,
        "because": "A second claimant speaks.",
        "made_at": "2017-10-09T00:00Z",
    }


def _likeness(number: int) -> dict:
    first, second = add("incident"), add("incident")
    return {
        "first_id": first,
        "second_id": second,
        "score": 0.9,
        "reasons": "[]",
        "answer": "",
        "note": "",
        "found_at": "2017-10-09T00:00Z",
    }


def _merge(number: int) -> dict:
    return {
        "loser_id": lambda: add("incident"),
        "winner_id": lambda: add("incident"),
        "because": "The same strike.",
        "moved": "{}",
        "merged_by_id": user,
        "merged_at": "2017-10-09T00:00Z",
        # one that stands needs an incident that leads on: test_merges.py
        "undone_by_id": user,
        "undone_at": "2017-10-10T00:00Z",
    }


def _unfinished(number: int) -> dict:
    token = f"{number:032x}"
    return {"owner_id": user, "token": token, "typed": "{}", "saved_at": "2017-10-09T00:00Z"}


def _batch(number: int) -> dict:
    return {
        "dataset_id": lambda: add("dataset"),
        "format": "template",
        "file_name": "incidents.csv",
        "sha256": f"{number:064x}",
        "size": 100,
        "release": "",
        "released_on": "2018-06-01",
        "reading": "{}",
        "publish": False,
        "good_rows_only": False,
        "retract_gone": False,
        "state": "uploaded",
        "rows_done": 0,
        "rows_all": 0,
        "is_to_stop": False,
        "failed_because": "",
        "counts": "{}",
        "uploaded_at": "2018-06-02T00:00Z",
    }


def _batchpiece(number: int) -> dict:
    return {"batch_id": lambda: add("batch"), "number": 0, "content": b"code"}


def _batchproblem(number: int) -> dict:
    return {
        "batch_id": lambda: add("batch"),
        "gravity": "error",
        "row": 2,
        "column": "date",
        "value": "xx",
        "problem": "It is no date.",
        "mend": "",
    }


def _batchname(number: int) -> dict:
    return {
        "batch_id": lambda: add("batch"),
        "kind": "place",
        "key": f"place {number}",
        "words": f"Place {number}",
        "within": "",
        "draft": "{}",
        "state": "open",
        "candidates": "[]",
        "waits": False,
        "rows": 1,
    }


def _origin(number: int) -> dict:
    return {
        "incident_id": lambda: add("incident"),
        "dataset_id": lambda: add("dataset"),
        "batch_id": lambda: add("batch"),
        "key": f"{number}",
        "row": 2,
        "digest": f"{number:064x}",
        "values": "{}",
        "version": 1,
    }


def _spelling(number: int) -> dict:
    return {
        "kind": "place",
        "words": f"place {number}",
        "within": "",
        "place_id": lambda: add("place"),
        "decided_at": "2018-06-02T00:00Z",
    }


def _columnmap(number: int) -> dict:
    return {"name": f"map {number}", "format": "template", "columns": "{}", "saved_at": "2018-06-02T00:00Z"}


def _package(number: int) -> dict:
    return {
        "public_id": f"package-{number}",
        "dataset_id": lambda: add("dataset"),
        "query": "dataset=d",
        "sentence": "Incidents",
        "measure": "killed",
        "language": "en",
        "site": "https://tracker.example",
        "made_at": "2017-10-09T00:00Z",
        "last_change": 0,
        "missing_changes": "[]",
        "layout": 1,
        "counts": "{}",
        "files": "[]",
        "texts": "{}",
        "sha256": "0" * 64,
        "size": 0,
    }


SOUND = {
    "package": _package,
    "actor": _actor,
    "place": _place,
    "source": _source,
    "dataset": _dataset,
    "report": _report,
    "incident": _incident,
    "mark": _mark,
    "lead": _lead,
    "decision": _decision,
    "involvement": _involvement,
    "claim": _claim,
    "claimstance": _claimstance,
    "estimate": _estimate,
    "estimateclaim": _estimateclaim,
    "incident_reports": _incident_reports,
    "claim_covers": _claim_covers,
    "correction": _correction,
    "likeness": _likeness,
    "merge": _merge,
    "unfinished": _unfinished,
    "batch": _batch,
    "batchpiece": _batchpiece,
    "batchproblem": _batchproblem,
    "batchname": _batchname,
    "origin": _origin,
    "spelling": _spelling,
    "columnmap": _columnmap,
}
