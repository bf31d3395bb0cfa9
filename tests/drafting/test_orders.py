"""Orders: which trades told one by one may share price lines."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from msgspec.structs import replace

from drafting.sheets import DAY
from section16.drafting.facts import Gift, Trade
from section16.drafting.orders import joined
from section16.drafting.prices import Fill

D = Decimal


def sold(shares: int, price: int = 52, **more: Any) -> Trade:
    return Trade(on=more.pop("on", DAY), side="sold", shares=D(shares), price=D(price), **more)


def fills(*told: tuple[int, int]) -> tuple[Fill, ...]:
    return tuple(Fill(shares=D(shares), price=D(price)) for shares, price in told)


def test_like_trades_are_joined_at_the_first_with_their_fills_in_order():
    gift = Gift(on=DAY, did="gave", shares=D(1))
    whole = Trade(on=DAY, side="sold", fills=fills((10, 52), (20, 53), (30, 54), (40, 55)))
    told = (sold(10), gift, sold(20, 53), replace(whole, fills=fills((30, 54), (40, 55))))
    assert joined(told) == ((0, whole), (1, gift))


def test_a_trade_without_its_like_stays_as_it_was_told():
    alone = sold(10)
    assert joined((alone,)) == ((0, alone),)
    filled = replace(alone, shares=None, price=None, fills=fills((10, 52)))
    assert joined((filled,)) == ((0, filled),)


@pytest.mark.parametrize(
    "differs",
    [
        {"on": date(2026, 5, 6)},
        {"side": "bought"},
        {"security": "Class A Common Stock"},
        {"held": "By Spouse"},
        {"owner": "casey"},
        {"issuer": "other"},
        {"plan": "new"},
        {"note": "By order of a court."},
        {"private": True},
        {"with_issuer": True},
        {"defer_if_small": True},
        {"price": None},
        {"shares": None},
    ],
    ids=str,
)
def test_trades_that_differ_in_more_than_amount_and_price_stay_apart(differs: dict[str, Any]):
    other = replace(sold(20, 53), **differs)
    assert joined((sold(10), other)) == ((0, sold(10)), (1, other))


@pytest.mark.parametrize("flag", ["private", "with_issuer", "defer_if_small"])
def test_what_may_not_be_averaged_is_never_joined(flag: str):
    told = sold(10, **{flag: True})
    assert joined((told, told)) == ((0, told), (1, told))


def test_a_trade_that_contradicts_its_fills_is_left_to_be_refused():
    wrong = replace(sold(31), price=None, fills=fills((10, 52), (20, 53)))
    assert joined((sold(5), wrong)) == ((0, sold(5)), (1, wrong))
