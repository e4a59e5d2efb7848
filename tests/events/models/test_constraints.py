"""Every constraint of every model, broken by raw SQL, past forms and imports. Longer than 250 lines: one list, read as one."""

import pytest
from django.apps import apps
from django.db import connection

from events.choices import Qualifier
from tests.events.models.bad_pairs import BAD_PAIRS
from tests.events.models.rows import add, aggregate, insert, refused_by, sound, update, user

pytestmark = pytest.mark.django_db

NAN = float("nan")
AGGREGATE = aggregate()


def subset(name: str) -> tuple:
    return f"claim_{name}_minimum_le_maximum", "claim", {f"{name}_minimum": 4, f"{name}_maximum": 3}


def shape(qualifier: str, minimum: int | None, maximum: int | None) -> tuple:
    bounds = {"qualifier": qualifier, "minimum": minimum, "maximum": maximum}
    return "claim_bounds_fit_qualifier", "claim", bounds


def mixed(**changes) -> tuple:
    return "claim_incident_or_aggregate", "claim", changes


# (constraint, table, what is wrong with an otherwise sound row)
ONE_BAD_ROW = [
    ("dataset_code_prefix_is_capitals", "dataset", {"code_prefix": "M"}),
    ("dataset_code_prefix_is_capitals", "dataset", {"code_prefix": "Myd"}),
    ("dataset_code_prefix_is_capitals", "dataset", {"code_prefix": "2MYD"}),
    ("dataset_code_prefix_is_capitals", "dataset", {"code_prefix": ""}),
    ("place_top_is_country", "place", {"level": "governorate", "parent_id": None}),
    *[
        (f"{table}_{name}", table, point)
        for table in ("place", "incident")
        for name, point in (
            ("point_whole", {"latitude": 35.0}),
            ("point_whole", {"longitude": 40.4}),
            ("latitude_in_range", {"latitude": 90.01, "longitude": 40.4}),
            ("latitude_in_range", {"latitude": -90.01, "longitude": 40.4}),
            ("latitude_in_range", {"latitude": NAN, "longitude": 40.4}),
            ("longitude_in_range", {"latitude": 35.0, "longitude": 180.01}),
            ("longitude_in_range", {"latitude": 35.0, "longitude": -180.01}),
            ("longitude_in_range", {"latitude": 35.0, "longitude": NAN}),
        )
    ],
    ("incident_start_before_end", "incident", {"date_end": "2017-10-04", "date_precision": "few-days"}),
    ("incident_day_is_one_day", "incident", {"date_end": "2017-10-06"}),
    ("incident_own_rule_has_reason", "incident", {"rule": "most-reliable", "rule_because": ""}),
    ("incident_own_rule_has_reason", "incident", {"rule": "decision", "rule_because": "By hand"}),
    ("incident_own_rule_has_reason", "incident", {"rule": "invented", "rule_because": "By hand"}),
    ("incident_merged_leads_somewhere", "incident", {"status": "merged", "merged_into_id": None}),
    ("incident_merged_leads_somewhere", "incident", {"merged_into_id": lambda: add("incident")}),
    ("mark_says_why", "mark", {"verdict": "question", "comment": ""}),
    ("mark_says_why", "mark", {"verdict": "wrong", "comment": ""}),
    ("mark_settled_by_somebody", "mark", {"settled_at": "2017-10-09T00:00Z"}),
    ("mark_settled_by_somebody", "mark", {"settled_by_id": user, "answer": "It was so"}),
    ("mark_settled_with_an_answer", "mark", {"answer": "It was so"}),
    ("mark_settled_with_an_answer", "mark", {"settled_by_id": user, "settled_at": "2017-10-09T00:00Z"}),
    *BAD_PAIRS,
    ("lead_closed_when_not_unread", "lead", {"state": "read"}),
    ("lead_closed_when_not_unread", "lead", {"state": "dropped"}),
    ("lead_closed_when_not_unread", "lead", {"closed_at": "2017-10-09T00:00Z"}),
    ("incident_retracted_has_reason", "incident", {"status": "retracted", "retracted_because": ""}),
    ("involvement_alternative_is_perpetrator", "involvement", {"role": "target", "sharing": "alternative"}),
    ("claim_minimum_le_maximum", "claim", {"minimum": 15, "maximum": 14, "qualifier": "between"}),
    subset("children"),
    subset("women"),
    subset("men"),
    shape("exact", 14, 15),
    shape("exact", None, 14),
    shape("exact", 14, None),
    shape("exact", None, None),
    shape("about", 14, 15),
    shape("about", None, 14),
    shape("about", 14, None),
    shape("about", None, None),
    shape("between", None, 14),
    shape("between", 14, None),
    shape("between", None, None),
    shape("at-least", 14, 14),
    shape("at-least", None, 14),
    shape("at-least", None, None),
    shape("at-most", 14, 14),
    shape("at-most", 14, None),
    shape("at-most", None, None),
    *[
        shape(uncounted, minimum, maximum)
        for uncounted in ("some", "several", "dozens", "hundreds")
        for minimum, maximum in ((0, None), (None, None), (None, 14), (1, 14))
    ],
    shape("none", 0, 1),
    shape("none", 1, 1),
    shape("none", 0, None),
    shape("none", None, 0),
    shape("none", None, None),
    shape("invented", 14, 14),
    (
        "claim_combatants_have_an_actor_only_if_combatants",
        "claim",
        {"victims": "civilians", "combatants_of_id": lambda: add("actor")},
    ),
    mixed(incident_id=None),
    mixed(dataset_id=AGGREGATE["dataset_id"]),
    mixed(place_id=AGGREGATE["place_id"]),
    mixed(date_start="2017-10-01"),
    mixed(date_end="2017-10-01"),
    mixed(status="draft"),
    mixed(kind="invented"),
    mixed(**AGGREGATE | {"incident_id": lambda: add("incident")}),
    mixed(**AGGREGATE | {"dataset_id": None}),
    mixed(**AGGREGATE | {"place_id": None}),
    mixed(**AGGREGATE | {"date_start": "2017-11-01"}),
    mixed(**AGGREGATE | {"date_start": None}),
    mixed(**AGGREGATE | {"date_end": None}),
    mixed(**AGGREGATE | {"date_start": None, "date_end": None}),
    mixed(**AGGREGATE | {"status": ""}),
    *[
        ("estimate_low_best_high", "estimate", {"low": low, "best": best, "high": high})
        for low, best, high in ((3, 2, 4), (1, 3, 2), (3, None, 2), (3, 2, None), (None, 3, 2))
    ],
    ("estimate_says_something", "estimate", {"low": None, "best": None, "high": None}),
    ("estimate_says_something", "estimate", {"low": None, "best": 3, "high": None}),
    ("estimate_known_for_a_while", "estimate", {"known_from": "2017-10-06", "known_until": "2017-10-06"}),
    ("estimate_known_for_a_while", "estimate", {"known_from": "2017-10-06", "known_until": "2017-10-05"}),
    *[
        ("decision_low_best_high", "decision", {"low": low, "best": best, "high": high})
        for low, best, high in ((3, 2, 4), (1, 3, 2), (3, None, 2), (3, 2, None), (None, 3, 2))
    ],
    ("decision_says_something", "decision", {"low": None, "best": 3, "high": None}),
    ("decision_has_reason", "decision", {"because": ""}),
    ("correction_has_reason", "correction", {"because": ""}),
    ("dataset_rule_is_computed", "dataset", {"rule": "decision"}),
    ("dataset_rule_is_computed", "dataset", {"rule": ""}),
    ("dataset_as_published_has_coder", "dataset", {"rule": "as-published", "coder_id": None}),
    *[
        ("claim_best_between_bounds", "claim", {"minimum": low, "maximum": high, "best": best, "qualifier": qualifier})
        for low, best, high, qualifier in (
            (10, 9, 20, "between"),
            (10, 21, 20, "between"),
            (14, 14, 14, "exact"),
            (10, 12, None, "at-least"),
            (None, 12, 20, "at-most"),
        )
    ],
    ("batch_sha256_is_hex", "batch", {"sha256": "A" * 64}),
    ("batch_sha256_is_hex", "batch", {"sha256": "a" * 63}),
    *[("batch_loaded_names_its_transaction", "batch", {"state": state}) for state in ("loaded", "undoing", "undone")],
    ("batch_failed_has_reason", "batch", {"state": "failed"}),
    ("problem_says_something", "batchproblem", {"problem": ""}),
    ("batch_name_matched_means_one", "batchname", {"state": "matched"}),
    ("batch_name_matched_means_one", "batchname", {"state": "new", "meant": 7}),
    ("batch_name_has_words", "batchname", {"words": ""}),
    ("origin_has_key", "origin", {"key": ""}),
    ("spelling_has_words", "spelling", {"words": ""}),
    ("spelling_means_one_thing", "spelling", {"place_id": None}),
    ("spelling_means_one_thing", "spelling", {"actor_id": lambda: add("actor")}),
    ("spelling_means_one_thing", "spelling", {"kind": "source"}),
    ("spelling_means_one_thing", "spelling", {"kind": "invented"}),
    ("source_reliability_has_reason", "source", {"reliability": "a", "reliability_because": ""}),
]

# (constraint, table, what two otherwise sound rows have in common)
TWO_ROWS_ALIKE = [
    ("dataset_one_default", "dataset", {"is_default": True}),
    ("report_one_per_address", "report", {"url": "https://news.example/the-same"}),
    (
        "involvement_once_per_role",
        "involvement",
        {"incident_id": lambda: add("incident"), "actor_id": lambda: add("actor")},
    ),
    ("likeness_once_per_pair", "likeness", {"first_id": lambda: add("incident"), "second_id": lambda: add("incident")}),
    ("stance_once_per_actor", "claimstance", {"claim_id": lambda: add("claim"), "actor_id": lambda: add("actor")}),
    ("considered_once", "estimateclaim", {"estimate_id": lambda: add("estimate"), "claim_id": lambda: add("claim")}),
    ("estimate_one_current", "estimate", {"incident_id": lambda: add("incident"), "combatants_of_id": None}),
    (
        "estimate_one_from_a_day",
        "estimate",
        {"incident_id": lambda: add("incident"), "known_from": "2017-10-06", "known_until": "2017-10-08"},
    ),
    ("decision_once_per_number", "decision", {"incident_id": lambda: add("incident")}),
    ("unfinished_once_per_form", "unfinished", {"owner_id": user, "token": "0" * 32}),
    (
        "batch_same_file_once",
        "batch",
        {"dataset_id": lambda: add("dataset"), "sha256": "a" * 64, "state": "loaded", "transaction": 7},
    ),
    ("batch_piece_once", "batchpiece", {"batch_id": lambda: add("batch")}),
    ("batch_name_once", "batchname", {"batch_id": lambda: add("batch"), "key": "deir"}),
    ("origin_once_per_key", "origin", {"dataset_id": lambda: add("dataset"), "key": "SYR-1"}),
    ("spelling_decided_once", "spelling", {"words": "deir", "within": "syria"}),
    (
        "estimate_one_current",
        "estimate",
        {"incident_id": lambda: add("incident"), "victims": "combatants", "combatants_of_id": lambda: add("actor")},
    ),
]

# constraints that compare a row with itself or with a person have tests of their own, below, in test_four_eyes.py and in
# test_merges.py; of what is never changed, in test_packages_kept.py
OWN_TEST = {
    "merge_one_standing_per_incident",
    "batch_published_by_another",
    "package_sha256_is_hex",
    *("place_not_its_own_parent", "actor_not_its_own_parent", "claim_not_its_own_origin"),
    *("incident_not_merged_into_itself", "incident_published_has_date"),
    *("incident_four_eyes", "incident_published_by_another", "incident_reviewed_by_another"),
}


def test_every_constraint_of_every_model_is_broken_by_a_test():
    declared = {constraint.name for model in apps.get_models() for constraint in model._meta.constraints}
    tried = {constraint for constraint, _table, _change in ONE_BAD_ROW + TWO_ROWS_ALIKE} | OWN_TEST
    assert tried == declared


@pytest.mark.parametrize(("constraint", "table", "wrong"), ONE_BAD_ROW)
def test_a_bad_row_is_refused(constraint, table, wrong):
    row = sound(table, **wrong)
    with refused_by(constraint):
        insert(table, **row)


@pytest.mark.parametrize(("constraint", "table", "wrong"), ONE_BAD_ROW)
def test_a_sound_row_is_not_made_bad(constraint, table, wrong):
    row = add(table)
    changes = {column: value() if callable(value) else value for column, value in wrong.items()}
    with refused_by(constraint):
        update(table, row, **changes)


@pytest.mark.parametrize(("constraint", "table", "alike"), TWO_ROWS_ALIKE)
def test_a_second_row_alike_is_refused(constraint, table, alike):
    alike = {column: value() if callable(value) else value for column, value in alike.items()}
    add(table, **alike)
    row = sound(table, **alike)
    with refused_by(constraint):
        insert(table, **row)


def test_the_shapes_are_those_of_every_qualifier():
    tried = {change["qualifier"] for name, _table, change in ONE_BAD_ROW if name == "claim_bounds_fit_qualifier"}
    assert tried == {"invented", *Qualifier.values}


@pytest.mark.parametrize(
    ("table", "column", "bounds"),
    [
        ("claim", "minimum", {"minimum": -1, "maximum": None, "qualifier": "at-least"}),
        ("claim", "maximum", {"minimum": None, "maximum": -1, "qualifier": "at-most"}),
        *[
            ("claim", f"{subset}_{bound}", {f"{subset}_{bound}": -1})
            for subset in ("children", "women", "men")
            for bound in ("minimum", "maximum")
        ],
        ("estimate", "low", {"low": -1}),
        ("estimate", "best", {"low": None, "best": -1}),
        ("estimate", "high", {"low": None, "best": None, "high": -1}),
    ],
)
def test_people_are_never_fewer_than_none(table, column, bounds):
    row = sound(table, **bounds)
    with refused_by(f"events_{table}_{column}_check"):
        insert(table, **row)


def test_an_incident_is_not_merged_into_itself():
    incident = add("incident")
    with refused_by("incident_not_merged_into_itself"):
        update("incident", incident, status="merged", merged_into_id=incident)


def test_a_code_is_given_once():
    row = sound("incident", code="MYD-2017-0001")
    insert("incident", **row)
    with refused_by("events_incident_code_key"):
        insert("incident", **row)


def test_whoever_uploaded_a_file_does_not_publish_it():
    person = user()
    with refused_by("batch_published_by_another"):
        add("batch", publish=True, uploaded_by_id=person, confirmed_by_id=person)
    add("batch", publish=False, uploaded_by_id=person, confirmed_by_id=person)
    add("batch", publish=True, uploaded_by_id=person, confirmed_by_id=user())


@pytest.mark.parametrize("link", ["supersedes_id", "derives_from_id"])
def test_a_claim_is_not_its_own_origin(link):
    claim = add("claim")
    with refused_by("claim_not_its_own_origin"):
        update("claim", claim, **{link: claim})


@pytest.mark.parametrize("tree", ["place", "actor"])
def test_a_node_is_not_its_own_parent_even_where_no_trigger_looks(tree):
    node = add(tree)
    with refused_by(f"{tree}_not_its_own_parent"), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        update(tree, node, parent_id=node)
