"""Purchases and sales of one class, in stock and in derivatives of it, and what each pair of them gains.

Rule 16b-6 makes a derivative a purchase or sale of the stock under it. Two derivatives of the same terms are
matched at their own prices; everything else that has a derivative on one side gains what the market price of
the stock gained between the two days, at most; an option written that expires gives up its premium.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from msgspec import Struct

from section16.errors import UsageError
from section16.law.answer import dated
from section16.law.citations import RULE_16B_6_EXPIRATION, Citation
from section16.law.short_swing import ACT_SHORT_SWING, can_be
from section16.law.short_swing_derivatives import RULE_16B_6_CAP
from section16.law.short_swing_window import six_months_after, window
from section16.model.lines import dollars, number, same


class Side(StrEnum):
    """Whether a transaction counts as a purchase or as a sale of the underlying stock: Rule 16b-6(a)."""

    PURCHASE = "purchase"
    SALE = "sale"

    @property
    def opposite(self) -> Side:
        """The other one."""
        return Side.SALE if self is Side.PURCHASE else Side.PURCHASE


class Kind(StrEnum):
    """Whether a derivative gains when the stock rises (call) or falls (put): Rule 16a-1(b), (h)."""

    CALL = "call"
    PUT = "put"


class Terms(Struct, frozen=True, kw_only=True):
    """What makes a derivative the same as another: title, kind, exercise price and expiration."""

    title: str
    kind: Kind
    exercise_price: Decimal | None = None
    expiration_date: date | None = None

    def same_as(self, other: Terms) -> bool:
        """Say whether two derivatives of one class have the same terms, as far as they are known.

        Titles are compared only where neither exercise price nor expiration is known.
        """
        mine, theirs = ((each.kind, each.exercise_price, each.expiration_date) for each in (self, other))
        known = self.exercise_price is not None or self.expiration_date is not None
        return mine == theirs and (known or same(self.title) == same(other.title))


class Leg(Struct, frozen=True, kw_only=True):
    """A purchase or sale that no rule exempts, in shares of the stock or of that under a derivative.

    `security` names the class. `price` is dollars a share, of a derivative its own price for each share under
    it, None where that is not known. `market` is the market price of the stock on the day. `expired` marks
    the end of an option that the owner had written. `filing` and `path` say where it was reported, and `said`
    how its line reads.

    Raises UsageError for shares that are not above zero, a price below zero, or one missing from stock.
    """

    side: Side
    on: date
    shares: Decimal
    price: Decimal | None
    security: str = ""
    terms: Terms | None = None
    market: Decimal | None = None
    expired: bool = False
    filing: str | None = None
    path: str | None = None

    def __post_init__(self) -> None:
        where = f"{self.side} of {self.on}"
        if not can_be(self.shares) or self.shares <= 0:
            raise UsageError(f"{where}: shares is {self.shares}; give how many, above zero")
        for name, value in (("price", self.price), ("market", self.market)):
            if value is not None and (not can_be(value) or value < 0):
                raise UsageError(f"{where}: {name} is {value}; give dollars a share, or leave it out")
        if self.price is None and self.terms is None:
            raise UsageError(f"{where}: stock needs its price; leave out a trade whose price is not known")

    @property
    def said(self) -> str:
        """The leg in a few words: "1,000 bought on Tue 2024-05-14 at $12"."""
        how = "bought" if self.side is Side.PURCHASE else "sold"
        count, day = number(self.shares), dated(self.on)
        if self.terms is None:
            return f"{count} {how} on {day} at {dollars(self.price or Decimal(0))}"
        if self.expired:
            return f"{self.terms.kind}s on {count}, written, that expired on {day}"
        acquired = (self.side is Side.PURCHASE) == (self.terms.kind is Kind.CALL)
        at = f" at {dollars(self.price)} a share" if self.price is not None else ""
        return f"{self.terms.kind}s on {count} {'acquired' if acquired else 'disposed of'} on {day}{at}"

    @property
    def where(self) -> str:
        """Where it was reported: the filing and the path of the line; empty for what was not."""
        return " ".join(part for part in (self.filing, self.path) if part)


class How(StrEnum):
    """Which rule says what a pair gains."""

    PRICES = "the prices of both"
    SAME_TERMS = "the prices of derivatives of the same terms, Rule 16b-6(c)(1)"
    MARKET = "at most what the market price rose, Rule 16b-6(c)(2)"
    PREMIUM = "at most the premium of an option that expired, Rule 16b-6(d)"


RULE_16B_6_A = Citation(
    "Rule 16b-6(a)",
    "The establishment of or increase in a call equivalent position, or liquidation of or decrease in a put "
    "equivalent position, shall be deemed a purchase of the underlying security, and the establishment of or "
    "increase in a put equivalent position, or liquidation of or decrease in a call equivalent position, a "
    "sale of it.",
    "https://www.ecfr.gov/current/title-17/section-240.16b-6",
    in_substance=True,
)
RULE_16B_6_SAME = Citation(
    "Rule 16b-6(c)(1)",
    "Short-swing profits in transactions involving the purchase and sale or sale and purchase of derivative "
    "securities that have identical characteristics shall be measured by the actual prices paid or received "
    "in the short-swing transactions.",
    "https://www.ecfr.gov/current/title-17/section-240.16b-6",
    in_substance=True,
)
CITES = {
    How.PRICES: ACT_SHORT_SWING,
    How.SAME_TERMS: RULE_16B_6_SAME,
    How.MARKET: RULE_16B_6_CAP,
    How.PREMIUM: RULE_16B_6_EXPIRATION,
}


class Gain(NamedTuple):
    """What a share of a pair gains in dollars, by which rule; None where what it `needs` is not known."""

    a_share: Decimal | None
    how: How
    needs: tuple[str, ...] = ()


def gain_of(purchase: Leg, sale: Leg) -> Gain | None:
    """Say what a purchase and a sale of one class gain a share, whatever the days; None for no match."""
    if purchase.security != sale.security:
        return None
    one, other = purchase.terms, sale.terms
    if one and other and one.same_as(other):
        how = How.PREMIUM if purchase.expired or sale.expired else How.SAME_TERMS
        if how is How.PREMIUM and not _ends_what_was_written(purchase, sale):
            return None
        needs = tuple(
            f"the price of the derivative: {leg.where or leg.said}"
            for leg in (purchase, sale)
            if leg.price is None
        )
        if purchase.price is None or sale.price is None:
            return Gain(None, how, needs)
        rise = sale.price - purchase.price
        # A put bought is a sale of the stock: what is paid for it stands on the other side.
        return Gain(rise if one.kind is Kind.CALL else -rise, how)
    if purchase.expired or sale.expired:
        return None
    if one is None and other is None:
        return Gain((sale.price or Decimal(0)) - (purchase.price or Decimal(0)), How.PRICES)
    if purchase.market is None or sale.market is None:
        needs = tuple(
            f"the market price of {leg.security or 'the stock'} on {dated(leg.on)}"
            for leg in (purchase, sale)
            if leg.market is None
        )
        return Gain(None, How.MARKET, needs)
    return Gain(sale.market - purchase.market, How.MARKET)


def _ends_what_was_written(one: Leg, other: Leg) -> bool:
    """One of the two is the end of an option, and the other the writing of it before."""
    end, written = (one, other) if one.expired else (other, one)
    return not written.expired and written.on <= end.on


def within(purchase: Leg, sale: Leg, *, longer: bool = False) -> bool:
    """Say whether two legs are near enough to be matched.

    `longer` takes the later of the two days where the sixth month is too short, see `last_matchable_day`.
    """
    first, later = sorted((purchase.on, sale.on))
    if purchase.expired or sale.expired:
        # "Upon cancellation or expiration of an option within six months of the writing of the option"
        return later <= six_months_after(first)
    limit = window(first)
    return later <= (limit.latest if longer else limit.last)


@lru_cache(maxsize=1 << 14)
def _furthest(first: date) -> date:
    """Return a day after which nothing is within six months of `first`, however they are counted."""
    return max(six_months_after(first), window(first).latest)


class Unknown(Struct, frozen=True, kw_only=True):
    """A pair that may be matched, and what must be known to say what it gains."""

    purchase: Leg
    sale: Leg
    needs: tuple[str, ...]


class Pairs(NamedTuple):
    """Every pair of purchases and sales that gains, what each gains, and the pairs where that is unknown."""

    purchases: list[Leg]
    sales: list[Leg]
    gains: dict[tuple[int, int], Gain]
    unknown: list[Unknown]


def pairs_of(legs: Iterable[Leg], *, longer: bool = False, realized_since: date = date.min) -> Pairs:
    """Return the pairs that may be matched, of which the later day is `realized_since` or after."""
    ordered: Sequence[Leg] = sorted(legs, key=lambda leg: leg.on)
    purchases = [leg for leg in ordered if leg.side is Side.PURCHASE]
    sales = [leg for leg in ordered if leg.side is Side.SALE]
    found = Pairs(purchases, sales, {}, [])
    first = 0
    for at, purchase in enumerate(purchases):
        # Both lists are in order of days: sales too long before will not come near again.
        while first < len(sales) and _furthest(sales[first].on) < purchase.on:
            first += 1
        for other in range(first, len(sales)):
            sale = sales[other]
            if sale.on > _furthest(purchase.on):
                break
            if max(purchase.on, sale.on) < realized_since or not within(purchase, sale, longer=longer):
                continue
            gain = gain_of(purchase, sale)
            if gain is None:
                continue
            if gain.a_share is None:
                found.unknown.append(Unknown(purchase=purchase, sale=sale, needs=gain.needs))
            elif gain.a_share > 0:
                # Losses are not set off (Gratz): a pair that gains nothing is no match.
                found.gains[at, other] = gain
    return found
