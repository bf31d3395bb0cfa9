"""Purchases and sales in stock and derivatives: what each pair gains, and their totals."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from msgspec.structs import replace

from section16.errors import UsageError
from section16.law.short_swing_legs import How, Kind, Leg, Side, Terms, gain_of, pairs_of, within
from section16.law.short_swing_totals import courts_total, greatest_total, total_is_proven

CALL = Terms(title="Call", kind=Kind.CALL, exercise_price=Decimal(50), expiration_date=date(2025, 1, 17))


def leg(side: str, on: str, shares: object, price: str | None, **more: Any) -> Leg:
    return Leg(
        side=Side(side),
        on=date.fromisoformat(on),
        shares=Decimal(str(shares)),
        price=None if price is None else Decimal(price),
        **more,
    )


def bought(on: str, shares: object, price: str | None, **more: Any) -> Leg:
    return leg("purchase", on, shares, price, **more)


def sold(on: str, shares: object, price: str | None, **more: Any) -> Leg:
    return leg("sale", on, shares, price, **more)


def test_stock_gains_by_its_prices_and_classes_do_not_mix():
    assert gain_of(bought("2024-01-10", 1, "10"), sold("2024-05-10", 1, "14")).a_share == 4
    assert gain_of(bought("2024-01-10", 1, "10"), sold("2024-05-10", 1, "14", security="Class B")) is None


def test_other_terms_gain_by_the_market():
    one = bought("2024-01-10", 1, "3", terms=CALL, market=Decimal(50))
    other = sold("2024-05-10", 1, "9", terms=replace(CALL, exercise_price=Decimal(60)), market=Decimal(58))
    assert gain_of(one, other) == (8, How.MARKET, ())
    assert gain_of(one, replace(other, terms=CALL)) == (6, How.SAME_TERMS, ())
    unknown = gain_of(replace(one, market=None), other)
    assert unknown.a_share is None
    assert unknown.needs == ("the market price of the stock on Wed 2024-01-10",)
    assert gain_of(replace(one, price=None), replace(other, terms=CALL)).a_share is None


def test_titles_tell_derivatives_apart_where_terms_are_not_known():
    one = Terms(title="Series A Preferred", kind=Kind.CALL)
    assert one.same_as(Terms(title="series a  preferred", kind=Kind.CALL))
    assert not one.same_as(Terms(title="Series B Preferred", kind=Kind.CALL))
    assert CALL.same_as(replace(CALL, title="Option to buy"))


def test_the_end_of_a_written_option_matches_only_its_writing():
    written = sold("2024-01-10", 1000, "2.00", terms=CALL)
    end = bought("2024-07-10", 1000, "0", terms=CALL, expired=True)
    assert gain_of(end, written) == (2, How.PREMIUM, ())
    assert within(end, written)
    assert not within(replace(end, on=date(2024, 7, 11)), written)
    assert gain_of(end, sold("2024-03-01", 100, "50")) is None
    assert gain_of(end, replace(written, on=date(2024, 8, 1))) is None
    assert greatest_total([written, end]).amount == 2000


def test_every_pair_in_reach_is_found_and_no_other():
    legs = [
        bought("2024-01-10", 1, "10"),
        sold("2023-07-11", 1, "20"),
        sold("2023-07-12", 1, "20"),
        sold("2024-07-08", 1, "20"),
        sold("2024-07-09", 1, "20"),
    ]
    pairs = pairs_of(legs)
    assert [str(pairs.sales[sale].on) for _, sale in pairs.gains] == ["2023-07-12", "2024-07-08"]


def test_a_short_month_reaches_further_in_the_longer_count_both_ways():
    for one, other in (("2024-08-31", "2025-03-01"), ("2024-08-30", "2025-02-28")):
        for legs in (
            [bought(one, 1, "10"), sold(other, 1, "20")],
            [sold(one, 1, "20"), bought(other, 1, "10")],
        ):
            assert greatest_total(legs).amount == 0
            assert greatest_total(legs, longer=True).amount == 10


def test_a_total_is_proven_of_its_own_legs_alone():
    legs = [bought("2024-01-10", 100, "11"), bought("2024-06-03", 100, "10")]
    legs += [sold("2024-03-01", 100, "20"), sold("2024-09-03", 100, "19")]
    total = greatest_total(legs)
    assert (courts_total(legs).amount, total.amount) == (1000, 1800)
    assert total_is_proven(total, legs)
    assert total_is_proven(total, [*reversed(legs)])
    assert not total_is_proven(total, legs[1:])
    assert not total_is_proven(replace(total, amount=Decimal(1801)), legs)
    assert not total_is_proven(replace(total, matches=()), legs)
    assert not total_is_proven(courts_total(legs), legs)
    twice = [*legs, *legs]
    assert total_is_proven(greatest_total(twice), twice)


def test_only_what_can_still_be_sued_for():
    legs = [bought("2024-01-10", 1, "10"), sold("2024-02-29", 1, "14")]
    assert greatest_total(legs, suit_open_on=date(2026, 2, 28)).amount == 4
    assert greatest_total(legs, suit_open_on=date(2026, 3, 1)).amount == 0
    assert greatest_total(legs, suit_open_on=date(1, 1, 1)).amount == 4


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"shares": Decimal(0)}, "shares is 0"),
        ({"price": Decimal(-1)}, "price is -1"),
        ({"market": Decimal("NaN")}, "market is NaN"),
        ({"price": None}, "stock needs its price"),
    ],
)
def test_a_leg_that_cannot_be_is_refused(change, says):
    with pytest.raises(UsageError, match=says):
        replace(bought("2024-01-10", 1, "10"), **change)


def test_a_match_is_told_in_one_line():
    put = Terms(title="Put", kind=Kind.PUT, exercise_price=Decimal(50))
    legs = [
        bought("2024-01-10", 100, "3", terms=CALL, market=Decimal(50)),
        sold("2024-05-10", 100, "2", terms=put, market=Decimal(58)),
    ]
    (match,) = greatest_total(legs).matches
    assert match.why == (
        "100 shares: calls on 100 acquired on Wed 2024-01-10 at $3 a share, against puts on 100 acquired on Fri "
        "2024-05-10 at $2 a share, gain $8 each by at most what the market price rose, Rule 16b-6(c)(2), $800; "
        "realized on Fri 2024-05-10, suit until Sun 2026-05-10."
    )
