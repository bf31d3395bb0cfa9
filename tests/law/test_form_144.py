"""Form 144: what three months of sales come to, at and beyond the limits of Rule 144(h)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from section16.law.form_144 import Sale, form_144_needed, three_months_before

DAY = date(2026, 5, 7)


def sale(shares: int, price: str | None = "1", on: date = DAY) -> Sale:
    return Sale(on=on, shares=Decimal(shares), price=None if price is None else Decimal(price))


@pytest.mark.parametrize(
    ("sales", "needed"),
    [
        ((), False),
        ((sale(5000),), False),
        ((sale(5001),), True),
        ((sale(5000, "10"),), False),
        ((sale(1000, "50.01"),), True),
        ((sale(3000, on=date(2026, 2, 7)), sale(2001)), True),
        ((sale(3000, on=date(2026, 2, 6)), sale(2001)), False),
        ((sale(9000, on=date(2026, 5, 8)),), False),
    ],
)
def test_beyond_five_thousand_shares_or_fifty_thousand_dollars(sales: tuple[Sale, ...], needed: bool) -> None:
    answer = form_144_needed(sales, DAY)
    assert answer.value is needed
    assert answer.certain is not needed  # whether the sale relies on Rule 144 only the seller knows


def test_a_price_not_known_leaves_a_doubt() -> None:
    assert form_144_needed((sale(10, None),), DAY).uncertain


@pytest.mark.parametrize(
    ("day", "before"),
    [
        (date(2026, 5, 31), date(2026, 2, 28)),
        (date(2026, 3, 15), date(2025, 12, 15)),
        (date(2024, 5, 31), date(2024, 2, 29)),
    ],
)
def test_three_months_before(day: date, before: date) -> None:
    assert three_months_before(day) == before
