"""The limits of Rule 16b-6 on profits with derivatives."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from section16.errors import UsageError
from section16.law.short_swing import Lot
from section16.law.short_swing_derivatives import derivative_cap, written_option_cap


def at_market(on: str, shares: int, market: int) -> Lot:
    return Lot(on=date.fromisoformat(on), shares=Decimal(shares), price=Decimal(market))


@pytest.mark.parametrize(
    ("purchase", "sale", "cap"),
    [
        # Calls on 100 shares bought with the stock at $50, 100 shares sold at $58: Rule 16b-6(c)(2).
        (("2024-01-10", 100, 50), ("2024-05-10", 100, 58), 800),
        # The lesser number counts.
        (("2024-01-10", 100, 50), ("2024-05-10", 40, 58), 320),
        # The market fell between purchase and sale.
        (("2024-01-10", 100, 58), ("2024-05-10", 100, 50), 0),
        # The sale came first.
        (("2024-05-10", 100, 50), ("2024-01-10", 100, 58), 800),
        # Not less than six months apart.
        (("2024-01-10", 100, 50), ("2024-07-09", 100, 58), 0),
    ],
)
def test_no_more_than_the_market_moved_can_be_recovered(purchase, sale, cap):
    answer = derivative_cap(at_market(*purchase), at_market(*sale))
    assert answer.value == cap
    assert answer.certain


def test_ten_calls_written_for_two_dollars_cost_two_thousand_at_most():
    """Rule 16b-6(d): the premium."""
    answer = written_option_cap(
        Decimal("2.00"), shares=Decimal(1000), written=date(2024, 1, 10), ended=date(2024, 6, 21)
    )
    assert answer.value == 2000
    assert answer.certain
    assert "$2,000" in answer.why


@pytest.mark.parametrize(
    ("ended", "cap", "certain"),
    [
        ("2024-07-08", 2000, True),
        ("2024-07-09", 2000, False),
        ("2024-07-10", 2000, False),
        ("2024-07-11", 0, True),
    ],
)
def test_the_days_between_within_and_less_than_six_months_are_doubted(ended, cap, certain):
    answer = written_option_cap(
        Decimal(2), shares=Decimal(1000), written=date(2024, 1, 10), ended=date.fromisoformat(ended)
    )
    assert (answer.value, answer.certain) == (cap, certain)


def test_an_option_that_ends_before_it_is_written_is_refused():
    with pytest.raises(UsageError, match="before it was written"):
        written_option_cap(
            Decimal(2), shares=Decimal(1000), written=date(2024, 1, 10), ended=date(2024, 1, 9)
        )
