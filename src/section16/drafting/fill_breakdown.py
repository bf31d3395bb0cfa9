"""What the footnote on a weighted average price undertakes to give: the number of shares at each price."""

from __future__ import annotations

from decimal import Decimal
from itertools import groupby

from msgspec import Struct

from section16.drafting.prices import PriceLine
from section16.model.lines import number
from section16.model.values import grouped


class SharesAtPrice(Struct, frozen=True, kw_only=True):
    """How many shares were traded at one price (dollars a share), in how many fills."""

    price: Decimal
    shares: Decimal
    fills: int


class FillBreakdown(Struct, frozen=True, kw_only=True):
    """The fills behind one line of Table I, by price; encoded as JSON it is the answer to a request for them.

    "... and undertakes to provide on request, to the staff, the issuer or a security holder, the number of
    shares at each price." - staff no-action letter of 25 June 2008, in substance. `average` is the price that
    the line reports; `shares` and `fills` are totals.
    """

    prices: tuple[SharesAtPrice, ...]
    shares: Decimal
    fills: int
    low: Decimal
    high: Decimal
    average: Decimal

    @classmethod
    def of(cls, line: PriceLine) -> FillBreakdown:
        """Break a price line down into its separate prices, the lowest first."""
        at_each = (PriceLine(fills=tuple(fills)) for _, fills in groupby(line.fills, lambda fill: fill.price))
        return cls(
            prices=tuple(
                SharesAtPrice(price=at.low, shares=at.shares, fills=len(at.fills)) for at in at_each
            ),
            shares=line.shares,
            fills=len(line.fills),
            low=line.low,
            high=line.high,
            average=line.average,
        )

    def as_text(self) -> str:
        """Draw the breakdown as a plain table with its totals; the last line has the price reported."""
        table = [("Price", "Shares", "Fills")]
        table += [(grouped(row.price), number(row.shares), str(row.fills)) for row in self.prices]
        table += [(grouped(self.average), number(self.shares), str(self.fills))]
        widths = [max(map(len, column)) for column in zip(*table, strict=True)]
        lines = [
            "  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True)) for row in table
        ]
        rule = "-" * len(lines[0])
        lines.insert(1, rule)
        lines.insert(-1, rule)
        lines[-1] += "  weighted average" if self.low != self.high else ""
        return "\n".join(lines) + "\n"
