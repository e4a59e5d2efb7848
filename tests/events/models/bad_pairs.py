"""What is wrong with a pair of incidents held alike, or merged: a part of the list in test_constraints.py."""

from tests.events.models.rows import add, user

ANSWERED = {"answered_by_id": user, "answered_at": "2017-10-09T00:00Z"}

BAD_PAIRS = [
    ("likeness_lower_id_first", "likeness", {"second_id": -1}),
    ("likeness_answered_by_a_person", "likeness", {"answer": "same"}),
    ("likeness_answered_by_a_person", "likeness", {"answered_by_id": user}),
    ("likeness_answered_by_a_person", "likeness", {"answered_at": "2017-10-09T00:00Z"}),
    ("likeness_answered_by_a_person", "likeness", ANSWERED | {"answer": "invented"}),
    ("likeness_part_is_one_of_them", "likeness", ANSWERED | {"answer": "part"}),
    ("likeness_part_is_one_of_them", "likeness", ANSWERED | {"answer": "part", "part_id": lambda: add("incident")}),
    ("likeness_part_is_one_of_them", "likeness", ANSWERED | {"answer": "same", "part_id": lambda: add("incident")}),
    ("merge_of_two", "merge", {"loser_id": -1, "winner_id": -1}),
    ("merge_has_reason", "merge", {"because": ""}),
    ("merge_undone_by_somebody", "merge", {"undone_at": None}),
    ("merge_undone_by_somebody", "merge", {"undone_by_id": None}),
]
