"""Price lines: which trades of one order may stand on one line of Table I, and at what price."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal, localcontext
from itertools import groupby, pairwise

from msgspec import Struct

from section16.errors import UsageError
from section16.model.items import DECIMAL_PLACES, LARGEST_DECIMAL
from section16.model.lines import dollars

# "Same-day, same-way open market trades at prices within one dollar may stand on one line at their weighted
# average price" - staff no-action letter of 25 June 2008 (law.citations.NO_ACTION_WEIGHTED_PRICE), in
# substance. The letter's example is $14.01 to $15.00. Whether prices exactly $1.00 apart may share a line is
# not settled, so the highest price of a line stays below its lowest price plus this much.
SPREAD_LIMIT = Decimal("1.00")

_LARGEST = Decimal(LARGEST_DECIMAL)
_PLACE = Decimal(1).scaleb(-DECIMAL_PLACES)

# Sixteen digits times sixteen, summed over as many fills as memory holds, stay exact.
_EXACT = 60


class Fill(Struct, frozen=True, kw_only=True):
    """One execution of an order: so many shares at one price.

    `shares` counts securities, `price` is U.S. dollars a share without commissions (Form 4, General
    Instruction 5(a)); both have at most four decimals. `at` is the time of day and `venue` the market, when
    the broker names them.
    """

    shares: Decimal
    price: Decimal
    at: datetime.time | None = None
    venue: str | None = None


class PriceLine(Struct, frozen=True, kw_only=True):
    """The fills that stand on one line, lowest price first; `price_lines` and `separate_lines` make them."""

    fills: tuple[Fill, ...]

    @property
    def shares(self) -> Decimal:
        """How many shares the line reports (Table I column 4)."""
        with localcontext(prec=_EXACT):
            return sum((fill.shares for fill in self.fills), Decimal(0))

    @property
    def low(self) -> Decimal:
        """The lowest price on the line, in dollars."""
        return self.fills[0].price

    @property
    def high(self) -> Decimal:
        """The highest price on the line, in dollars."""
        return self.fills[-1].price

    @property
    def is_average(self) -> bool:
        """Whether the line has fills at several prices, so that its price is an average to be footnoted."""
        return self.low != self.high

    @property
    def average(self) -> Decimal:
        """The price of the line in dollars: weighted by shares, rounded half up to four decimals.

        When all fills have one price it is that price as given.
        """
        if not self.is_average:
            return self.low
        with localcontext(prec=_EXACT):
            paid = sum((fill.shares * fill.price for fill in self.fills), Decimal(0))
            return (paid / self.shares).quantize(_PLACE, rounding=ROUND_HALF_UP)


def price_lines(fills: Iterable[Fill]) -> tuple[PriceLine, ...]:
    """Merge the fills of one day, one direction and one account into the fewest lines, lowest prices first.

    No line spans `SPREAD_LIMIT`. Each line takes every fill it can reach from the lowest price not yet taken.
    No set of lines has fewer: the lowest prices of any two of these lines lie at least the limit apart, so
    that each of them needs a line of its own.

    Raises `UsageError` naming the fill when a number cannot stand on the form, or when there are no fills.
    """
    lines: list[list[Fill]] = []
    for fill in _by_price(fills):
        if not lines or fill.price - lines[-1][0].price >= SPREAD_LIMIT:
            lines.append([])
        lines[-1].append(fill)
    return tuple(PriceLine(fills=tuple(line)) for line in lines)


def separate_lines(fills: Iterable[Fill]) -> tuple[PriceLine, ...]:
    """Put the fills of each price on a line of their own, lowest price first, so that nothing is averaged.

    Raises `UsageError` as `price_lines` does.
    """
    by_price = groupby(_by_price(fills), key=lambda fill: fill.price)
    return tuple(PriceLine(fills=tuple(line)) for _, line in by_price)


def uncertain(lines: Sequence[PriceLine]) -> tuple[str, ...]:
    """Say where the lines of `price_lines` rest on what is not settled: prices exactly one dollar apart."""
    return tuple(
        f"{dollars(line.low)} and {dollars(after.low)} lie exactly {dollars(SPREAD_LIMIT)} apart; whether "
        "one line may hold both is not settled, so they stand on two."
        for line, after in pairwise(lines)
        if after.low - line.low == SPREAD_LIMIT
    )


def _by_price(fills: Iterable[Fill]) -> list[Fill]:
    """Check the fills and sort them by price; fills of one price keep their order."""
    given = list(fills)
    if not given:
        raise UsageError("there are no fills; give the shares and the price of each execution")
    for number, fill in enumerate(given, start=1):
        _check("shares", fill.shares, number)
        _check("price", fill.price, number)
    return sorted(given, key=lambda fill: fill.price)


def _check(name: str, value: Decimal, number: int) -> None:
    """Refuse what the form cannot hold.

    "EDGAR stores up to four decimal places. Minimum allowable value = 0.0. Maximum allowable value =
    999999999999.9999." - specification v5.4, 3.2. A fill of nothing, or at no price, is no trade.
    """
    if not isinstance(value, Decimal) or not value.is_finite():
        wrong = "is not a finite Decimal"
    elif value <= 0:
        wrong = "must be more than zero"
    elif value > _LARGEST:
        wrong = f"is more than the form holds, {LARGEST_DECIMAL}"
    elif value != value.quantize(_PLACE):
        wrong = f"has more than {DECIMAL_PLACES} decimals; give each execution, not an average of several"
    else:
        return
    raise UsageError(f"fill {number}: {name} {value} {wrong}")
