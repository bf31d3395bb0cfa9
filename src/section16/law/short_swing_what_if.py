"""What one more trade would add to the short-swing profit: may the owner sell 5,000 today at $41.20?

Losses are not set off, so the first share of a trade adds the most, and every further one no more than that:
when one share adds nothing, any number adds nothing. The largest amount free of exposure is therefore all or
none; what can be chosen are the price and the day.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal, localcontext

from msgspec import Struct
from msgspec.structs import replace

from section16.law.answer import dated
from section16.law.short_swing_legs import Leg, Side
from section16.law.short_swing_matching import EXACT
from section16.law.short_swing_totals import LegMatch, Total, greatest_total
from section16.law.short_swing_window import six_months_after, window
from section16.model.lines import dollars, number


class WhatIf(Struct, frozen=True, kw_only=True):
    """What a trade that is not made yet would add to the greatest total (dollars).

    `without` and `with_trade` are the greatest totals before and after it, `added` the difference, counted
    the longer way where a month is too short (`added_shorter` is the other count). `matches` are those that
    the trade takes part in. `first_free_on` is the first day from that of the trade on which it adds nothing.
    `largest_free` is the largest number of shares that adds nothing on its day: zero, or None where any
    number is free. `free_price` is the price, that of the trade included, up to which (sale) or from which
    (purchase) it adds nothing; None where every price does (`free_today`) or none does.
    """

    trade: Leg
    without: Decimal
    with_trade: Decimal
    added: Decimal
    added_shorter: Decimal
    matches: tuple[LegMatch, ...]
    first_free_on: date | None
    largest_free: Decimal | None
    free_price: Decimal | None
    uncertain: tuple[str, ...] = ()
    says: str = ""

    @property
    def free_today(self) -> bool:
        """Whether the trade adds nothing on its day, as far as is known."""
        return not self.added


def what_if(
    legs: Iterable[Leg],
    side: Side,
    shares: Decimal,
    price: Decimal,
    on: date,
    *,
    security: str | None = None,
    market: Decimal | None = None,
) -> WhatIf:
    """Say what one more trade in the stock would add to the greatest short-swing profit.

    `security` names its class where the legs are of several; `market` is the market price on the day, that of
    the trade where it is not given. UsageError for shares or a price that cannot be. Source: Act section
    16(b).
    """
    known = list(legs)
    trade = Leg(
        side=side,
        on=on,
        shares=shares,
        price=price,
        security=_the_class(known) if security is None else security,
        market=price if market is None else market,
    )
    before, after = (greatest_total(each, longer=True) for each in (known, [*known, trade]))
    shorter = [greatest_total(each).amount for each in (known, [*known, trade])]
    needs = tuple(need for need in after.needs if need not in before.needs)
    with localcontext(EXACT):
        added = after.amount - before.amount
        answer = WhatIf(
            trade=trade,
            without=before.amount,
            with_trade=after.amount,
            added=added,
            added_shorter=shorter[1] - shorter[0],
            matches=tuple(match for match in after.matches if trade in (match.purchase, match.sale)),
            first_free_on=_first_free(known, trade, before) if added else on,
            largest_free=Decimal(0) if added else None,
            free_price=_free_price(known, trade, before) if added else None,
            uncertain=tuple(f"Not known, so that more may be added: {need}." for need in needs),
        )
        return replace(answer, says=_says(answer))


def _says(answer: WhatIf) -> str:
    leg = answer.trade
    verb = "Buying" if leg.side is Side.PURCHASE else "Selling"
    what = f"{verb} {number(leg.shares)} on {dated(leg.on)} at {dollars(leg.price or Decimal(0))}"
    if answer.free_today:
        return f"{what} adds nothing to the profit that the issuer may recover, nor would any number."
    free = f" The first day free of it is {dated(answer.first_free_on)}." if answer.first_free_on else ""
    free += " No number of shares is free of it on the day."
    if answer.free_price is not None:
        way = "at or below" if leg.side is Side.SALE else "at or above"
        free += f" A price {way} {dollars(answer.free_price)} is."
    return (
        f"{what} adds {dollars(answer.added)} to the profit that the issuer may recover, from "
        f"{dollars(answer.without)} to {dollars(answer.with_trade)}.{free}"
    )


def _the_class(legs: Sequence[Leg]) -> str:
    classes = sorted({leg.security for leg in legs})
    return classes[0] if len(classes) == 1 else ""


def _adds(legs: Sequence[Leg], trade: Leg, before: Total) -> Decimal:
    return greatest_total([*legs, trade], longer=True).amount - before.amount


def _first_free(legs: Sequence[Leg], trade: Leg, before: Total) -> date | None:
    """Return the first day from that of the trade on which it adds nothing."""
    one = replace(trade, shares=Decimal(1))
    opposite = {leg.on for leg in legs if leg.side is trade.side.opposite}
    ends = {max(six_months_after(day), window(day).latest) for day in opposite}
    last_days = {window(day).latest for day in opposite} | ends
    days = sorted({day + timedelta(days=1) for day in last_days if day < date.max} - {trade.on})
    days = [day for day in days if day > trade.on]
    if any(leg.on > trade.on for leg in legs):
        return next((day for day in days if not _adds(legs, replace(one, on=day), before)), None)
    # The later the day, the fewer legs are within six months of it: halve.
    low, high = 0, len(days)
    while low < high:
        middle = (low + high) // 2
        if _adds(legs, replace(one, on=days[middle]), before):
            low = middle + 1
        else:
            high = middle
    return days[low] if low < len(days) else None


def _free_price(legs: Sequence[Leg], trade: Leg, before: Total) -> Decimal | None:
    """Return the price at which the trade begins to add nothing; None where no price does.

    What a share adds rises dollar for dollar with the price of a sale, and falls with that of a purchase,
    once it adds anything by its price. So what it adds at an extreme price tells where that begins.
    """
    smallest = Decimal(1).scaleb(min([0, *(_places(leg.shares) for leg in (*legs, trade))]))
    prices = [price for leg in legs for price in (leg.price, leg.market) if price is not None]
    extreme = max(prices, default=Decimal(0)) + 1 if trade.side is Side.SALE else Decimal(0)
    best = Decimal(0) if trade.side is Side.SALE else max(prices, default=Decimal(0)) + 1
    one = replace(trade, shares=smallest)
    if _adds(legs, replace(one, price=best), before):
        return None
    a_share = _adds(legs, replace(one, price=extreme), before) / smallest
    return extreme - a_share if trade.side is Side.SALE else a_share


def _places(shares: Decimal) -> int:
    exponent = shares.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0
