"""What was known when (C3): the estimates of each day are those of the claims published by then."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from events.choices import RuleName
from events.figures import Figure
from events.rules import Decided, day_by_day, estimates
from tests.events.claimed import ALL, KILLED, NETWORK, said
from tests.events.rules.test_any_claims import any_claims

RANGE = RuleName.INDEPENDENT_RANGE
RULES = [RuleName(rule) for rule, _label in RuleName.computed()]


def out(day: int) -> dict:
    return {"published_on": date(2017, 10, day)}


def moved(claims, **more) -> list[tuple]:
    stretches = [one for one in day_by_day(claims, rule=RANGE, **more) if one.made.victims == ALL]
    return [(one.since.day, one.until and one.until.day, one.made.figure) for one in stretches]


def test_c3_a_range_moves_on_the_days_on_which_reports_come_out():
    claims = [said(1, "14", **out(6)), said(2, "38", by=NETWORK, **out(9)), said(3, "20", day=8, **out(12))]
    assert moved(claims) == [
        (6, 9, Figure(14, 14, 14)), (9, 12, Figure(14, 26, 38)), (12, None, Figure(20, 29, 38)),
    ]  # fmt: skip


def test_c3_a_decision_speaks_from_its_day():
    decided = [Decided(KILLED, ALL, Figure(20, 22, 25), date(2017, 10, 20))]
    assert moved([said(1, "14", **out(6))], decided=decided) == [
        (6, 20, Figure(14, 14, 14)),
        (20, None, Figure(20, 22, 25)),
    ]


def test_c3_nothing_is_known_before_the_first_report():
    assert min(one.since for one in day_by_day([said(1, "14", **out(6))], rule=RANGE)) == date(2017, 10, 6)


@st.composite
def published(draw):
    claims = draw(any_claims(least=1))
    days = [draw(st.integers(0, 3)) for _claim in claims]
    return [
        type(claim)(
            **{name: getattr(claim, name) for name in claim.__slots__}
            | {"published_on": date(2017, 10, 3) + timedelta(days)}
        )
        for claim, days in zip(claims, days, strict=True)
    ]


@given(published(), st.sampled_from(RULES), st.integers(0, 8))
def test_c3_on_any_day_the_stretches_are_the_estimates_of_what_was_out(claims, rule, ahead):
    day = date(2017, 10, 1) + timedelta(ahead)
    standing = [
        one.made for one in day_by_day(claims, rule=rule) if one.since <= day and (one.until is None or day < one.until)
    ]
    known = [
        one for one in estimates([one for one in claims if one.published_on <= day], rule=rule) if one.figure.is_known
    ]
    assert {one.question: one for one in standing} == {one.question: one for one in known}
    assert len(standing) == len(known)
