"""Securities that changed hands without a trade: gifts, inheritances, trusts, funds, purchase plans."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import ClassVar, Literal

from section16.drafting.facts.base import SecurityFact
from section16.drafting.securities import Vehicle


class Gift(SecurityFact, frozen=True, kw_only=True, tag="gift"):
    """A bona fide gift given or received; `other_party` is its kind ("a charitable organization")."""

    summary: ClassVar[str] = "a bona fide gift given or received"

    did: Literal["gave", "received"]
    shares: Decimal
    other_party: str | None = None
    price: Decimal | None = Decimal(0)


class Transfer(SecurityFact, frozen=True, kw_only=True, tag="transfer"):
    """Securities moved from one pair of hands to another without a sale or gift.

    `why` says what it was: only a change in the form of ownership (own revocable trust, annuity trust), or a
    domestic relations order. `to` is where they went; None when the owner has no more interest in them.
    """

    summary: ClassVar[str] = "a change of form: into an own trust, or by a domestic relations order"

    shares: Decimal
    to: str | Vehicle | None = "direct"
    why: Literal["change of form", "domestic relations order"] = "change of form"


class Inheritance(SecurityFact, frozen=True, kw_only=True, tag="inheritance"):
    """Securities acquired, or passed on, by will or the laws of descent and distribution."""

    summary: ClassVar[str] = "securities inherited or passed on by will"

    did: Literal["received", "passed on"] = "received"
    shares: Decimal
    decedent: str | None = None
    price: Decimal | None = Decimal(0)


class PlanPurchase(SecurityFact, frozen=True, kw_only=True, tag="plan_purchase"):
    """Shares bought under a plan: employee stock purchase, 401(k), dividend reinvestment.

    Not reported by itself; the next total includes it. `through` is the day of the plan statement or the end
    of the purchase period.
    """

    summary: ClassVar[str] = "shares bought under an ESPP, 401(k) or dividend reinvestment plan"

    plan: Literal["espp", "401k", "drip"]
    shares: Decimal
    price: Decimal | None = None
    period: str | None = None
    plan_name: str | None = None


class DiscretionaryTransaction(SecurityFact, frozen=True, kw_only=True, tag="discretionary_transaction"):
    """A switch into or out of the issuer's stock fund in an employee plan, or a cash-out, by choice.

    `last_opposite` is the day of the last opposite election, which decides the exemption of Rule 16b-3(f).
    """

    summary: ClassVar[str] = "a switch into or out of the issuer's stock fund"

    did: Literal["moved in", "moved out"]
    shares: Decimal
    price: Decimal
    last_opposite: datetime.date | None = None
    notified: datetime.date | None = None


class FundDistribution(SecurityFact, frozen=True, kw_only=True, tag="fund_distribution"):
    """Securities distributed in kind by a fund or partnership to its partners, pro rata, without payment.

    The fund and its general partner `gave`, a partner `received`. `fund` names it for the footnote.
    """

    summary: ClassVar[str] = "securities distributed in kind by a fund to its partners"

    did: Literal["gave", "received"]
    shares: Decimal
    fund: str
    from_held: str | Vehicle | None = None


class VotingTrustTransfer(SecurityFact, frozen=True, kw_only=True, tag="voting_trust_transfer"):
    """Securities deposited into, or withdrawn from, a voting trust."""

    summary: ClassVar[str] = "securities put into or taken out of a voting trust"

    did: Literal["deposited", "withdrew"]
    shares: Decimal
    trust: str


class Other(SecurityFact, frozen=True, kw_only=True, tag="other"):
    """What no other fact describes; `description` becomes the footnote that code J demands."""

    summary: ClassVar[str] = "anything else, with its description in your words"

    did: Literal["acquired", "disposed of"]
    shares: Decimal
    price: Decimal | None = None
    description: str
    exempt_under: str | None = None
