"""Awards: granted, earned, vested, exercised, converted, taxed, forfeited, expired."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import ClassVar, Literal

from section16.drafting.facts.base import Approval, SecurityFact, Withheld
from section16.drafting.securities import Security

Shown = Literal["both legs", "from", "into"]
"""Which lines an exercise or conversion makes: the closing of the old security, the new one, or both.

Only one leg is shown where the other was never reportable (an award not reported before, one settled in
cash).
"""


class Grant(SecurityFact, frozen=True, kw_only=True, tag="grant"):
    """An award by the issuer: stock, restricted stock or units, options, appreciation rights.

    `price` is what was paid for it, in dollars each. `performance` says that the number depends on a
    condition other than the stock's price, so that nothing is reported before it is certified. `approved` is
    the approval under Rule 16b-3(d).
    """

    summary: ClassVar[str] = "an award granted by the issuer"

    shares: Decimal
    price: Decimal | None = Decimal(0)
    performance: bool = False
    automatic: bool = False
    under: str | None = None
    approved: Approval | None = None
    not_approved: bool = False


class PerformanceCertification(SecurityFact, frozen=True, kw_only=True, tag="performance_certification"):
    """A performance award whose number was fixed by certifying the result; `on` is the day of that.

    `percent` of target was earned for the `period` ("2023-2025").
    """

    summary: ClassVar[str] = "a performance award earned and certified"

    shares: Decimal
    price: Decimal | None = Decimal(0)
    granted: datetime.date | None = None
    certified_by: str = "the compensation committee"
    period: str | None = None
    percent: Decimal | None = None
    approved: Approval | None = None


class Vest(SecurityFact, frozen=True, kw_only=True, tag="vest"):
    """Units or restricted shares that vested, and what was withheld of them for tax.

    `shares` counts the units; `delivered` the shares delivered for them before any withholding, where that
    is not the same. `granted` is the grant date.
    """

    summary: ClassVar[str] = "units or restricted shares that vested"

    shares: Decimal
    delivered: Decimal | None = None
    price: Decimal | None = Decimal(0)
    granted: datetime.date | None = None
    withheld: Withheld | None = None
    settled: Literal["stock", "cash"] = "stock"
    into: str | Security | None = None


class Exercise(SecurityFact, frozen=True, kw_only=True, tag="exercise"):
    """An option, warrant or right exercised.

    `shares` counts the derivatives, `delivered` the shares they brought, where that is not the same.
    `price` is what was paid for each share, when it is not the exercise price. `market_price` tells whether a
    right outside Rule 16b-3 was in the money. `into` is what it brought, where that is not the underlying.
    """

    summary: ClassVar[str] = "an option, warrant or right exercised"

    shares: Decimal
    delivered: Decimal | None = None
    price: Decimal | None = None
    market_price: Decimal | None = None
    withheld: Withheld | None = None
    into: str | Security | None = None
    shown: Shown = "both legs"


class Conversion(SecurityFact, frozen=True, kw_only=True, tag="conversion"):
    """A convertible security converted by its holder, such as Class B into Class A.

    `shares` counts what was converted, `delivered` what it became; `into` is the title of that, where it is
    not the underlying of the security.
    """

    summary: ClassVar[str] = "a convertible security converted"

    shares: Decimal
    delivered: Decimal | None = None
    price: Decimal | None = Decimal(0)
    into: str | Security | None = None
    shown: Shown = "both legs"


class AutomaticConversion(SecurityFact, frozen=True, kw_only=True, tag="automatic_conversion"):
    """A convertible security converted by its own terms, as preferred stock is at an initial offering."""

    summary: ClassVar[str] = "preferred stock that became common stock at the offering"

    shares: Decimal
    delivered: Decimal | None = None
    price: Decimal | None = Decimal(0)
    into: str | Security | None = None
    event: str = "the closing of the issuer's initial public offering"


class Withholding(SecurityFact, frozen=True, kw_only=True, tag="withholding"):
    """Securities withheld by or delivered to the issuer to pay the tax or the exercise price of an award.

    `price` is the market price in dollars. `approved` is the approval under Rule 16b-3(e), given in advance.
    """

    summary: ClassVar[str] = "shares withheld for tax or the exercise price"

    shares: Decimal
    price: Decimal | None
    purpose: Literal["tax", "exercise price", "tax and exercise price"] = "tax"
    granted: datetime.date | None = None
    approved: Approval | None = None
    not_approved: bool = False


class DividendEquivalents(SecurityFact, frozen=True, kw_only=True, tag="dividend_equivalents"):
    """Further units credited on an award in place of dividends."""

    summary: ClassVar[str] = "units credited in place of dividends"

    shares: Decimal
    price: Decimal | None = Decimal(0)
    reinvested_at: Decimal | None = None
    approved: Approval | None = None


class Forfeiture(SecurityFact, frozen=True, kw_only=True, tag="forfeiture"):
    """An award given up to the issuer because a condition was not met or service ended."""

    summary: ClassVar[str] = "an award forfeited to the issuer"

    shares: Decimal
    value_received: Decimal | None = Decimal(0)
    reason: str = "a condition of the award was not met"
    approved: Approval | None = None


class Expiration(SecurityFact, frozen=True, kw_only=True, tag="expiration"):
    """A derivative that expired or was cancelled; `position` says whether the owner held or had written it.

    `value_received` is dollars for each derivative. `written` is the day on which it was written.
    """

    summary: ClassVar[str] = "an option that expired or was cancelled"

    shares: Decimal
    position: Literal["held", "written"] = "held"
    value_received: Decimal | None = Decimal(0)
    written: datetime.date | None = None
