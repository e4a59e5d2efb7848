"""What holds of the counting rules for any claims, and their agreement with a plain second reading (tests/oracle.py)."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from events.choices import Qualifier, Subset, VictimGroup
from events.quantities import Quantity, of_bounds
from events.rules import Said, independent_range
from tests import oracle
from tests.events.claimed import ALL, CIVILIANS, COMBATANTS, INJURED, KILLED, NOT_STATED, figure

people = st.integers(0, 60)


@st.composite
def quantities(draw) -> Quantity:
    qualifier = draw(st.sampled_from(Qualifier))
    low, high = sorted((draw(people), draw(people)))
    match qualifier:
        case Qualifier.EXACT | Qualifier.ABOUT:
            return Quantity(low, low, qualifier)
        case Qualifier.BETWEEN:
            return Quantity(low, high, qualifier, draw(st.one_of(st.none(), st.integers(low, high))))
        case Qualifier.AT_LEAST:
            return Quantity(low, None, qualifier)
        case Qualifier.AT_MOST:
            return Quantity(None, high, qualifier)
        case Qualifier.NONE:
            return Quantity(0, 0, qualifier)
    return Quantity(low + 1, None, qualifier)


@st.composite
def one_claim(draw, number: int) -> Said:
    victims = draw(st.sampled_from(VictimGroup))
    links = st.one_of(st.none(), st.none(), st.integers(1, number - 1)) if number > 1 else st.none()
    return Said(
        id=number,
        voice=draw(st.integers(1, 3)),
        report=draw(st.integers(1, 3)),
        claimed_on=date(2017, 10, 1) + timedelta(days=draw(st.integers(0, 2))),
        harm=draw(st.sampled_from([KILLED, KILLED, INJURED])),
        victims=victims,
        quantity=draw(quantities()),
        combatants_of=draw(st.sampled_from([None, 70, 80])) if victims == COMBATANTS else None,
        subsets=draw(st.dictionaries(st.sampled_from(Subset), quantities(), max_size=2)),
        supersedes=draw(links),
        derives_from=draw(links),
        is_set_aside=draw(st.sampled_from([False, False, False, True])),
    )


@st.composite
def any_claims(draw, least: int = 0) -> list[Said]:
    return [draw(one_claim(number)) for number in range(1, draw(st.integers(least, 7)) + 1)]


def plain(claims: list[Said]) -> dict[tuple, tuple]:
    """Everything a screen shows of the estimates, by question."""
    return {
        (one.harm, one.victims, one.combatants_of): (
            one.figure.low,
            one.figure.best,
            one.figure.high,
            one.is_uncounted,
            one.voices,
        )
        for one in independent_range(claims)
    }


@given(any_claims())
def test_the_estimates_are_those_of_the_second_reading(claims):
    assert plain(claims) == oracle.estimates(claims)


@given(any_claims(least=2), st.randoms(use_true_random=False))
def test_the_order_of_claims_does_not_matter(claims, random):
    shuffled = random.sample(claims, len(claims))
    assert {(one.harm, one.victims, one.combatants_of): one for one in independent_range(shuffled)} == {
        (one.harm, one.victims, one.combatants_of): one for one in independent_range(claims)
    }


@given(any_claims(least=1), one_claim(8), st.data())
def test_c2_a_copy_changes_nothing(claims, copy, data):
    origin = data.draw(st.sampled_from(claims))
    assert plain([*claims, replace(copy, derives_from=origin.id)]) == plain(claims)


@given(any_claims(least=1), one_claim(8), st.data())
def test_c3_a_claim_superseded_by_name_changes_nothing(claims, earlier, data):
    standing = [claim for claim in claims if claim.supersedes is None and claim.derives_from is None]
    standing = [claim for claim in standing if not claim.is_set_aside]
    assume(standing)
    correction = data.draw(st.sampled_from(standing))
    earlier = replace(earlier, harm=correction.harm, supersedes=None, derives_from=None, is_set_aside=False)
    corrected = [replace(claim, supersedes=8) if claim is correction else claim for claim in claims]
    assert plain([*corrected, earlier]) == plain(claims)


@given(any_claims(least=1), quantities(), st.data())
def test_c3_an_earlier_claim_of_the_same_claimant_about_the_same_people_changes_nothing(claims, quantity, data):
    heard = oracle.still_heard(claims)
    assume(heard)
    later = data.draw(st.sampled_from(heard))
    earlier = Said(
        id=8,
        voice=later.voice,
        report=1,
        claimed_on=date(2017, 9, 1),
        harm=later.harm,
        victims=later.victims,
        quantity=quantity,
        combatants_of=later.combatants_of,
    )
    assert plain([*claims, earlier]) == plain(claims)


@given(any_claims(least=1), st.data())
def test_c6_a_new_voice_inside_the_range_never_widens_it(claims, data):
    estimates = [one for one in independent_range(claims) if one.victims == ALL]
    assume(estimates)
    before = data.draw(st.sampled_from(estimates))
    least = 0 if before.figure.low is None else before.figure.low
    most = least + 60 if before.figure.high is None else before.figure.high
    assume(least <= most)
    minimum, maximum = sorted(data.draw(st.tuples(st.integers(least, most), st.integers(least, most))))
    if before.figure.low is None:
        minimum = None
    new = Said(
        id=8,
        voice=9,
        report=1,
        claimed_on=date(2017, 10, 5),
        harm=before.harm,
        victims=data.draw(st.sampled_from([ALL, CIVILIANS, COMBATANTS, NOT_STATED])),
        quantity=of_bounds(minimum, maximum),
    )
    after = figure(*claims, new, harm=before.harm)
    assert (after.low, after.high) == (before.figure.low, before.figure.high)


@given(any_claims())
def test_c1_a_bound_is_known_only_if_a_used_claim_knows_it_and_zero_only_if_one_says_so(claims):
    by_id = {claim.id: claim for claim in claims}
    for estimate in independent_range(claims):
        used = [by_id[number] for number in estimate.used]
        if estimate.victims in list(Subset):
            stated = [claim.subsets[estimate.victims] for claim in used]
        else:
            stated = [claim.quantity for claim in used]
        assert (estimate.figure.low is None) == all(quantity.minimum is None for quantity in stated)
        assert estimate.figure.low != 0 or 0 in [quantity.minimum for quantity in stated]
        assert (estimate.figure.high is None) == any(quantity.maximum is None for quantity in stated)
        assert estimate.figure.best is None or any(quantity.own_value is not None for quantity in stated)


@given(any_claims())
def test_c6_no_claim_is_both_used_and_set_aside_and_each_is_one_of_the_two(claims):
    for estimate in independent_range(claims):
        assert not estimate.used & set(estimate.set_aside)
        if estimate.victims == ALL:
            assert estimate.used | set(estimate.set_aside) == {
                claim.id for claim in claims if claim.harm == estimate.harm
            }
