"""Trades: what was bought and sold, on a market or privately, shares and derivatives alike."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import ClassVar, Literal

from section16.drafting.facts.base import Approval, PreClearance, SecurityFact
from section16.drafting.prices import Fill


class Trade(SecurityFact, frozen=True, kw_only=True, tag="trade"):
    """Securities bought or sold for money, through a broker or privately.

    Give either `fills` or `shares` and `price`. `plan` names the owner's Rule 10b5-1 plan. `notified` is the
    day on which the broker told the owner, for a plan under which the owner does not choose the day.
    `with_issuer` says that the issuer itself sold or bought. `defer_if_small` leaves a small acquisition to
    Form 5 (Rule 16a-6).
    """

    summary: ClassVar[str] = "shares or derivatives bought or sold on a market or privately"

    side: Literal["bought", "sold"]
    fills: tuple[Fill, ...] = ()
    shares: Decimal | None = None
    price: Decimal | None = None
    plan: str | None = None
    notified: datetime.date | None = None
    pre_cleared: PreClearance | None = None
    private: bool = False
    with_issuer: bool = False
    defer_if_small: bool = False


class SellToCover(SecurityFact, frozen=True, kw_only=True, tag="sell_to_cover"):
    """Shares sold on the market so that the proceeds pay the tax of an award.

    `required` says that the award's terms demand it, so that the owner did not choose to sell. The other
    fields are those of a trade.
    """

    summary: ClassVar[str] = "shares sold on the market to pay the tax of an award"

    fills: tuple[Fill, ...] = ()
    shares: Decimal | None = None
    price: Decimal | None = None
    required: bool = True
    award: str | None = None
    plan: str | None = None
    notified: datetime.date | None = None


class PrivatePlacement(SecurityFact, frozen=True, kw_only=True, tag="private_placement"):
    """Securities bought from the issuer in a private placement or an offering.

    `approved` is the approval that exempts it under Rule 16b-3(d) for a director or officer; without one it
    is a purchase.
    """

    summary: ClassVar[str] = "securities bought from the issuer in a placement or offering"

    shares: Decimal
    price: Decimal
    event: str = "a private placement"
    approved: Approval | None = None
    not_approved: bool = False


class OptionTrade(SecurityFact, frozen=True, kw_only=True, tag="option_trade"):
    """A put or call on the issuer's stock, bought, sold, written or bought back on a market or privately.

    `security` says which, with its kind (call or put), exercise price and expiration date. `shares` counts
    the options as Table II shall (contracts, or shares underlying them), `price` is dollars for each.
    """

    summary: ClassVar[str] = "a put or call bought, sold, written, or bought back"

    did: Literal["bought", "sold", "wrote", "bought back"]
    shares: Decimal
    price: Decimal
    covered: bool | None = None
    plan: str | None = None


class Swap(SecurityFact, frozen=True, kw_only=True, tag="swap"):
    """An equity swap or similar instrument entered into, changed or ended.

    `gains` says with which movement of the stock the owner gains: with a rise it counts as a purchase of the
    underlying, with a fall as a sale. `terms` describes it for the footnote: bank, reference price, maturity.
    """

    summary: ClassVar[str] = "an equity swap entered into or ended"

    did: Literal["entered", "ended"]
    gains: Literal["with a rise", "with a fall"]
    shares: Decimal
    price: Decimal | None = None
    terms: str


class SaleToIssuer(SecurityFact, frozen=True, kw_only=True, tag="sale_to_issuer"):
    """Securities sold or given back to the issuer for value: a repurchase, or an award settled in cash.

    `approved` is the approval in advance that exempts it under Rule 16b-3(e).
    """

    summary: ClassVar[str] = "securities sold back to the issuer, or an award settled in cash"

    shares: Decimal
    price: Decimal | None = None
    settles_award: bool = False
    approved: Approval | None = None
    not_approved: bool = False
