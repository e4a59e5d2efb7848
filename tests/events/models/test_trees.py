"""Trees of places and actors, and chains of claims, kept whole by the database whoever writes (sql/trees.sql)."""

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from events.models import Actor
from tests.connections import while_uncommitted
from tests.events.models.rows import add, insert, refused_by, sound, update

TREES = ("actor", "place")
two_connections = pytest.mark.django_db(transaction=True)


def chain(tree: str, length: int) -> list[int]:
    """Ids of a root, its child, that one's child, and so on."""
    ids = [add(tree)]
    while len(ids) < length:
        ids.append(add(tree, parent_id=ids[-1]))
    return ids


def lineage(tree: str, node: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT lineage FROM events_{tree} WHERE id = %s", [node])
        return cursor.fetchone()[0]


def parent(tree: str, node: int) -> int | None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT parent_id FROM events_{tree} WHERE id = %s", [node])
        return cursor.fetchone()[0]


@pytest.mark.django_db
@pytest.mark.parametrize("tree", TREES)
class TestOneWriter:
    def test_a_lineage_leads_from_the_root_to_the_node(self, tree):
        root, child, grandchild = chain(tree, 3)
        assert lineage(tree, root) == [root]
        assert lineage(tree, child) == [root, child]
        assert lineage(tree, grandchild) == [root, child, grandchild]

    def test_a_lineage_cannot_be_written_by_hand(self, tree):
        root, child = chain(tree, 2)
        update(tree, child, lineage=[child])
        assert lineage(tree, child) == [root, child]
        assert lineage(tree, add(tree, lineage=[root, child])) != [root, child]

    def test_a_node_does_not_become_its_own_parent(self, tree):
        root, child = chain(tree, 2)
        for node in (root, child):
            with refused_by(f"events_{tree}_no_cycle"):
                update(tree, node, parent_id=node)

    @pytest.mark.parametrize("depth", [1, 2, 5])
    def test_a_node_does_not_move_under_its_own_descendant(self, tree, depth):
        nodes = chain(tree, depth + 1)
        with refused_by(f"events_{tree}_no_cycle"):
            update(tree, nodes[0], parent_id=nodes[depth])
        assert parent(tree, nodes[0]) is None

    def test_a_moved_subtree_takes_its_lineages_along(self, tree):
        root, child, grandchild = chain(tree, 3)
        other, below = chain(tree, 2)
        update(tree, child, parent_id=below)
        assert lineage(tree, grandchild) == [other, below, child, grandchild]
        assert lineage(tree, root) == [root]

    def test_one_statement_does_not_exchange_a_node_with_its_child(self, tree):
        root, child = chain(tree, 2)
        with refused_by(f"events_{tree}_no_cycle"), connection.cursor() as cursor:
            cursor.execute(
                f"UPDATE events_{tree} SET parent_id = CASE id WHEN %s THEN %s ELSE %s END WHERE id IN (%s, %s)",
                [root, child, root, root, child],
            )

    def test_two_new_nodes_are_not_each_others_parents(self, tree):
        """Foreign keys wait for the end of the transaction, so the first row names a parent that is not there yet."""
        first, second = 10**9, 10**9 + 1
        with refused_by(f"events_{tree}_parent_first"):
            insert(tree, **sound(tree, id=first, parent_id=second))
            insert(tree, **sound(tree, id=second, parent_id=first))

    def test_a_node_with_something_under_it_is_not_deleted(self, tree):
        root, _child = chain(tree, 2)
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM events_{tree} WHERE id = %s", [root])
            with pytest.raises(IntegrityError):
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def above(parents: dict[int, int | None], node: int) -> list[int]:
    """The way from the root to a node, both included, by the plainest walk."""
    way = [node]
    while parents[way[0]] is not None:
        way.insert(0, parents[way[0]])
    return way


@st.composite
def trees_and_moves(draw) -> tuple[list[int | None], list[tuple[int, int | None]]]:
    """A parent (or none) for each node among the nodes before it, and moves of any node under any other or to the top."""
    size = draw(st.integers(2, 9))
    parents = [None, *(draw(st.one_of(st.none(), st.integers(0, node - 1))) for node in range(1, size))]
    node = st.integers(0, size - 1)
    return parents, draw(st.lists(st.tuples(node, st.one_of(st.none(), node)), min_size=1, max_size=6))


@pytest.mark.django_db
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tree=trees_and_moves())
def test_lineages_are_right_after_any_moves(tree):
    shape, moves = tree
    with transaction.atomic():
        ids, parents = [], {}
        for above_it in shape:
            ids.append(add("actor", parent_id=None if above_it is None else ids[above_it]))
            parents[ids[-1]] = None if above_it is None else ids[above_it]
        for node, target in moves:
            node, target = ids[node], None if target is None else ids[target]
            if target is not None and node in above(parents, target):
                with refused_by("events_actor_no_cycle"):
                    update("actor", node, parent_id=target)
            else:
                update("actor", node, parent_id=target)
                parents[node] = target
            assert dict(Actor.objects.values_list("id", "lineage")) == {one: above(parents, one) for one in ids}
        for one in ids:
            assert set(Actor.objects.under([one]).values_list("id", flat=True)) == {
                other for other in ids if one in above(parents, other)
            }
        transaction.set_rollback(True)


@two_connections
@pytest.mark.parametrize("tree", TREES)
class TestTwoWriters:
    def test_two_moves_at_once_do_not_close_a_cycle(self, tree):
        one, other = add(tree), add(tree)
        with while_uncommitted(
            lambda: update(tree, one, parent_id=other), lambda: update(tree, other, parent_id=one)
        ) as second:
            assert second.exception().__cause__.diag.constraint_name == f"events_{tree}_no_cycle"
        assert (parent(tree, one), parent(tree, other)) == (other, None)

    def test_three_moves_of_two_writers_do_not_close_a_cycle(self, tree):
        one, two, three = add(tree), add(tree), add(tree)
        update(tree, one, parent_id=two)
        with while_uncommitted(
            lambda: update(tree, two, parent_id=three), lambda: update(tree, three, parent_id=one)
        ) as second:
            assert second.exception().__cause__.diag.constraint_name == f"events_{tree}_no_cycle"

    def test_a_node_added_during_a_move_gets_the_lineage_after_it(self, tree):
        old, new, moving = add(tree), add(tree), add(tree)
        update(tree, moving, parent_id=old)
        with while_uncommitted(
            lambda: update(tree, moving, parent_id=new), lambda: add(tree, parent_id=moving)
        ) as second:
            added = second.result()
        assert lineage(tree, added) == [new, moving, added]

    def test_a_node_added_while_its_parent_goes_to_the_top_gets_the_lineage_after_it(self, tree):
        _old, moving = chain(tree, 2)
        with while_uncommitted(
            lambda: update(tree, moving, parent_id=None), lambda: add(tree, parent_id=moving)
        ) as second:
            added = second.result()
        assert lineage(tree, added) == [moving, added]


@pytest.mark.django_db
@pytest.mark.parametrize("link", ["supersedes_id", "derives_from_id"])
@pytest.mark.parametrize("back", ["supersedes_id", "derives_from_id"])
class TestClaims:
    def test_two_claims_are_not_each_others_origin(self, link, back):
        first = add("claim")
        second = add("claim", **{link: first})
        with refused_by("events_claim_no_cycle"):
            update("claim", first, **{back: second})

    def test_claims_are_not_their_own_origin_by_way_of_others(self, link, back):
        first = add("claim")
        last = first
        for _step in range(3):
            last = add("claim", **{link: last})
        with refused_by("events_claim_no_cycle"):
            update("claim", first, **{back: last})

    def test_two_new_claims_are_not_each_others_origin(self, link, back):
        with refused_by("events_claim_no_cycle"):
            insert("claim", **sound("claim", id=10**9, **{link: 10**9 + 1}))
            insert("claim", **sound("claim", id=10**9 + 1, **{back: 10**9}))

    def test_a_cycle_is_found_at_the_end_when_checks_wait_for_it(self, link, back):
        first = add("claim")
        second = add("claim", **{link: first})
        with refused_by("events_claim_no_cycle"), connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS claim_no_cycle DEFERRED")
            update("claim", first, **{back: second})
            cursor.execute("SET CONSTRAINTS claim_no_cycle IMMEDIATE")


@pytest.mark.django_db
def test_one_claim_is_the_origin_of_many():
    first = add("claim")
    second = add("claim", derives_from_id=first)
    third = add("claim", derives_from_id=first, supersedes_id=second)
    assert add("claim", derives_from_id=third, supersedes_id=first)


@two_connections
@pytest.mark.parametrize("back", ["supersedes_id", "derives_from_id"])
def test_two_writers_do_not_close_a_cycle_of_claims(back):
    one, other = add("claim"), add("claim")
    with while_uncommitted(
        lambda: update("claim", one, supersedes_id=other), lambda: update("claim", other, **{back: one})
    ) as second:
        assert second.exception().__cause__.diag.constraint_name == "events_claim_no_cycle"
