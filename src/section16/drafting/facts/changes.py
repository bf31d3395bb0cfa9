"""What happens to a whole class, or to the owner: mergers, splits, offices taken and left."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import ClassVar, Literal

from section16.drafting.facts.base import Approval, Fact, SecurityFact, Words
from section16.drafting.securities import Security


class MergerCashOut(SecurityFact, frozen=True, kw_only=True, tag="merger_cash_out"):
    """Securities turned into cash or other consideration by a merger.

    `price` is dollars for each security. `consideration` describes what was received ("$25.00 in cash").
    `approved` is the board's approval, in advance, of this disposition to the issuer under Rule 16b-3(e).
    """

    summary: ClassVar[str] = "securities cashed out in a merger"

    shares: Decimal
    price: Decimal | None
    consideration: str
    agreement: datetime.date | None = None
    approved: Approval | None = None
    not_approved: bool = False


class Tender(SecurityFact, frozen=True, kw_only=True, tag="tender"):
    """Shares tendered into an offer; `on` is the day they were accepted for payment.

    `change_of_control` says whether control of the issuer changes hands by the offer.
    """

    summary: ClassVar[str] = "shares tendered into an offer"

    shares: Decimal
    price: Decimal
    offeror: str
    change_of_control: bool = True


class Reclassification(SecurityFact, frozen=True, kw_only=True, tag="reclassification"):
    """A security exchanged for another of the issuer's, or shares received in a spin-off, by all holders.

    `into` is what came of it; in a spin-off the old security stays and nothing is reported for it.
    """

    summary: ClassVar[str] = "a reclassification or spin-off"

    did: Literal["reclassified", "spun off"] = "reclassified"
    shares: Decimal
    into: str | Security | None = None
    received: Decimal | None = None
    terms: str | None = None


class StockSplit(Fact, frozen=True, kw_only=True, tag="stock_split"):
    """A split, reverse split or stock dividend: `new` shares for every `old` one.

    Not reported; every later total, derivative and exercise price of the class reflects it.
    """

    summary: ClassVar[str] = "a stock split or stock dividend"

    new: Decimal
    old: Decimal = Decimal(1)
    security: str = "Common Stock"


class Held(SecurityFact, frozen=True, kw_only=True, tag="held"):
    """What was owned at the end of a day: an opening for later lines, and the holdings of a Form 3.

    `shares` counts the securities. On Form 3 a derivative's `underlying_shares` are shown.
    """

    summary: ClassVar[str] = "an amount owned: an opening, or a holding of Form 3"

    shares: Decimal


class Appointment(Fact, frozen=True, kw_only=True, tag="appointment"):
    """The day on which the owner became a director, officer or ten-percent owner: Form 3 is due.

    `registration_effective` is the effective date of the issuer's first registration, when that was what made
    the owner subject. `nothing_owned` states that no securities are beneficially owned.
    """

    summary: ClassVar[str] = "became a director, officer or ten-percent owner"

    registration_effective: datetime.date | None = None
    nothing_owned: bool = False


class Departure(Fact, frozen=True, kw_only=True, tag="departure"):
    """The day on which the owner ceased to be subject to Section 16, and the office that was left."""

    summary: ClassVar[str] = "left office, or fell to ten percent or below"

    office: str | None = None
    reason: Literal["left office", "no longer a ten-percent owner"] = "left office"


class HoldingCorrection(SecurityFact, frozen=True, kw_only=True, tag="holding_correction"):
    """A total that earlier statements gave wrongly; `shares` is what is really owned at the end of `on`.

    `reason` is told in the footnote.
    """

    summary: ClassVar[str] = "a total that earlier statements gave wrongly"

    shares: Decimal
    reason: Words


class OmittedHolding(SecurityFact, frozen=True, kw_only=True, tag="omitted_holding"):
    """A holding that the Form 3 of `form_3_filed` should have shown: it goes on Form 5 with form type 3."""

    summary: ClassVar[str] = "a holding that Form 3 should have shown"

    shares: Decimal
    form_3_filed: datetime.date
