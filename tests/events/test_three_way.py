"""Two edits of one page: nothing that one person alone changed is lost or undone, whatever the two did."""

from hypothesis import given
from hypothesis import strategies as st

from events.three_way import NEW, join

WORDS = st.sampled_from(["", "a", "b", "c"])
ROW = st.dictionaries(st.sampled_from(["title", "number", "quote"]), WORDS)
RECORDED = st.sampled_from(["", "claim 1", "claim 2", "claim 3"])
PAGE = st.dictionaries(RECORDED, ROW)
MINE = st.dictionaries(st.one_of(RECORDED, st.sampled_from([f"{NEW}0", f"{NEW}1"])), st.one_of(ROW, st.none()))


def cells(base, mine, theirs):
    """(row, name, was, mine, theirs) of every input that both pages show."""
    for row in set(mine) & set(theirs):
        if mine[row] is not None:
            was = base.get(row)
            for name in {*mine[row], *theirs[row]}:
                yield (
                    row,
                    name,
                    None if was is None else was.get(name, ""),
                    mine[row].get(name, ""),
                    theirs[row].get(name, ""),
                )


@given(PAGE, MINE, PAGE)
def test_what_i_alone_changed_is_kept(base, mine, theirs) -> None:
    joined = join(base, mine, theirs)
    for row, name, was, my, their in cells(base, mine, theirs):
        if my != was and their == was:
            assert joined.page[row][name] == my


@given(PAGE, MINE, PAGE)
def test_what_they_alone_changed_is_not_undone(base, mine, theirs) -> None:
    joined = join(base, mine, theirs)
    for row, name, was, my, their in cells(base, mine, theirs):
        if my == was:
            assert joined.page[row][name] == their
            assert (row, name) in joined.taken or my == their


@given(PAGE, MINE, PAGE)
def test_what_both_changed_is_asked_with_mine_in_its_place(base, mine, theirs) -> None:
    joined = join(base, mine, theirs)
    asked = {(one.row, one.name): one for one in joined.conflicts if one.name}
    wanted = {
        (row, name): (was, their, my)
        for row, name, was, my, their in cells(base, mine, theirs)
        if my != their and was not in (my, their)
    }
    assert {key: (one.was, one.theirs, one.mine) for key, one in asked.items()} == wanted
    assert all(joined.page[row][name] == wanted[row, name][2] for row, name in wanted)


@given(PAGE, MINE, PAGE)
def test_rows_only_one_of_us_has(base, mine, theirs) -> None:
    joined = join(base, mine, theirs)
    whole = {one.row for one in joined.conflicts if not one.name}
    for row in theirs:
        if row not in mine:
            assert joined.page[row] == theirs[row], "they added it"
    for row, typed in mine.items():
        if row.startswith(NEW) and typed is not None:
            assert joined.page[row] == typed, "both added a row: both are kept"
        elif typed is None and row in theirs:
            assert joined.page[row] is None
            assert (row in whole) == (row not in base or differs(theirs[row], base[row]))
        elif row not in theirs and row in base and typed is not None:
            assert (row in joined.page) == (row in whole) == differs(typed, base[row])


def differs(row, other) -> bool:
    return any(row.get(name, "") != other.get(name, "") for name in {*row, *other})


@given(MINE, PAGE)
def test_without_a_base_everything_that_differs_is_asked(mine, theirs) -> None:
    joined = join(None, mine, theirs)
    asked = {(one.row, one.name) for one in joined.conflicts}
    for row, typed in mine.items():
        if typed is not None and row in theirs:
            names = {name for name in {*typed, *theirs[row]} if typed.get(name, "") != theirs[row].get(name, "")}
            assert {(row, name) for name in names} <= asked
        elif typed is not None:
            assert joined.page[row] == typed, "nothing typed is dropped"


@given(PAGE, MINE, PAGE)
def test_joining_again_with_nothing_new_changes_nothing(base, mine, theirs) -> None:
    page = join(base, mine, theirs).page
    again = join(theirs, page, theirs)
    assert {row: words for row, words in again.page.items() if words is not None} == {
        row: words for row, words in page.items() if words is not None
    }
    assert not again.conflicts
