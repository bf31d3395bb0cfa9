"""Form 144: the notice of a sale by an affiliate that goes beyond 5,000 shares or $50,000 in three months."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from msgspec import Struct

from section16.law.answer import Answer, dated
from section16.law.citations import Citation
from section16.model.lines import dollars, number

RULE_144_NOTICE = Citation(
    "Rule 144(h)",
    "If the amount of securities to be sold in reliance on the rule during any period of three months "
    "exceeds 5,000 shares or other units or has an aggregate sale price in excess of $50,000, a notice on "
    "Form 144 shall be filed, concurrently with placing with a broker an order to execute a sale or "
    "executing it directly with a market maker.",
    "https://www.ecfr.gov/current/title-17/section-230.144",
    in_substance=True,
)
MOST_SHARES = Decimal(5_000)
"""How many shares may be sold in three months without a notice: Rule 144(h)."""
MOST_DOLLARS = Decimal(50_000)
"""For how many dollars shares may be sold in three months without a notice: Rule 144(h)."""

_RELIANCE = (
    "Only a sale in reliance on Rule 144 by an affiliate asks for the notice, and not one under a "
    "registration statement: ask which it was."
)


class Sale(Struct, frozen=True, kw_only=True):
    """Shares sold on a day, at a price in dollars for each; None where the price is not known."""

    on: date
    shares: Decimal
    price: Decimal | None = None


def three_months_before(day: date) -> date:
    """Return the same date of the third month before, or that month's last day where it has no such date."""
    year, month = (day.year, day.month - 3) if day.month > 3 else (day.year - 1, day.month + 9)
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def form_144_needed(sales: Sequence[Sale], on: date) -> Answer[bool]:
    """Say whether the sales of the three months up to and including `on` go beyond what needs no notice.

    Sales of other days are left out of account. Whether they were made in reliance on the rule nobody but the
    seller knows, and the answer says so. Source: Rule 144(h).
    """
    first = three_months_before(on)
    counted = [sale for sale in sales if first <= sale.on <= on]
    shares = sum((sale.shares for sale in counted), Decimal(0))
    paid = sum((sale.shares * sale.price for sale in counted if sale.price is not None), Decimal(0))
    needed = shares > MOST_SHARES or paid > MOST_DOLLARS
    doubts = [_RELIANCE] if needed else []
    if not needed and any(sale.price is None for sale in counted):
        doubts.append("The price of a sale is not known, so that the sum may be higher: give it.")
    return Answer(
        value=needed,
        why=f"From {dated(first)} to {dated(on)} {number(shares)} shares were sold for {dollars(paid)}, "
        f"{'beyond' if needed else 'not beyond'} {number(MOST_SHARES)} shares or {dollars(MOST_DOLLARS)}.",
        cites=(RULE_144_NOTICE,),
        uncertain=tuple(doubts),
    )
