"""What one more trade adds, and the day, the amount and the price free of it."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from section16.errors import UsageError
from section16.law.short_swing_legs import Kind, Leg, Side, Terms
from section16.law.short_swing_totals import greatest_total
from section16.law.short_swing_what_if import what_if

TODAY = date(2024, 6, 3)


def leg(side: str, on: date, shares: int, price: int, **more: object) -> Leg:
    return Leg(side=Side(side), on=on, shares=Decimal(shares), price=Decimal(price), **more)


def test_a_purchase_may_cost_an_earlier_sale_its_freedom():
    legs = [leg("sale", date(2024, 2, 1), 1000, 50)]
    answer = what_if(legs, Side.PURCHASE, Decimal(300), Decimal("41.20"), TODAY)
    assert (answer.added, answer.free_price, answer.largest_free) == (Decimal("2640"), 50, 0)
    assert answer.first_free_on == date(2024, 7, 31)
    assert "At or above" in answer.says or "at or above $50" in answer.says


def test_a_share_that_another_trade_uses_already_adds_only_the_difference():
    legs = [leg("purchase", date(2024, 2, 1), 100, 30), leg("sale", date(2024, 3, 1), 100, 40)]
    answer = what_if(legs, Side.SALE, Decimal(500), Decimal(45), TODAY)
    assert (answer.without, answer.with_trade, answer.added) == (1000, 1500, 500)
    assert answer.free_price == 40
    assert what_if(legs, Side.SALE, Decimal(500), Decimal(40), TODAY).free_today


def test_a_derivative_that_gains_by_the_market_leaves_no_price_free():
    call = Terms(title="Call", kind=Kind.CALL, exercise_price=Decimal(30))
    legs = [leg("purchase", date(2024, 2, 1), 100, 3, terms=call, market=Decimal(30))]
    answer = what_if(legs, Side.SALE, Decimal(100), Decimal(41), TODAY)
    assert (answer.added, answer.free_price) == (1100, None)
    unknown = [replace(legs[0], market=None)]
    asked = what_if(unknown, Side.SALE, Decimal(100), Decimal(41), TODAY)
    assert asked.added == 0
    assert "the market price of the stock on Thu 2024-02-01" in asked.uncertain[0]


def test_a_short_month_is_counted_the_longer_way_for_what_is_free():
    legs = [leg("purchase", date(2024, 8, 31), 100, 30)]
    answer = what_if(legs, Side.SALE, Decimal(100), Decimal(41), date(2025, 2, 27))
    assert (answer.added, answer.added_shorter) == (1100, 0)
    assert answer.first_free_on == date(2025, 3, 2)


def test_no_trade_of_no_shares():
    with pytest.raises(UsageError, match="shares is 0"):
        what_if([], Side.SALE, Decimal(0), Decimal(41), TODAY)


LEGS = st.lists(
    st.builds(
        lambda side, days, shares, price: leg(side, TODAY - timedelta(days=days), shares, price),
        st.sampled_from(["purchase", "sale"]),
        st.integers(0, 300),
        st.integers(1, 5),
        st.integers(1, 12),
    ),
    max_size=8,
)


@given(LEGS, st.sampled_from(list(Side)), st.integers(1, 9), st.integers(0, 14))
def test_the_free_day_price_and_amount_are_just_where_it_begins(legs, side, shares, price):
    answer = what_if(legs, side, Decimal(shares), Decimal(price), TODAY)
    before = greatest_total(legs, longer=True).amount

    def adds(shares: object, price: object, on: date) -> bool:
        one = Leg(side=side, on=on, shares=Decimal(str(shares)), price=Decimal(str(price)))
        return greatest_total([*legs, one], longer=True).amount > before

    assert adds(shares, price, TODAY) == (not answer.free_today)
    # All or none: what one share adds decides.
    assert adds(1, price, TODAY) == adds(1000, price, TODAY) == (answer.largest_free == 0)
    assert answer.first_free_on is not None
    assert not adds(shares, price, answer.first_free_on)
    day = TODAY
    while day < answer.first_free_on:
        assert adds(shares, price, day)
        day += timedelta(days=17)
    if answer.free_price is not None:
        step = Decimal("0.01") if side is Side.SALE else Decimal("-0.01")
        assert not adds(shares, answer.free_price, TODAY)
        assert adds(shares, answer.free_price + step, TODAY)
