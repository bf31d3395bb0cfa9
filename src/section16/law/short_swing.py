"""Short-swing profit: what purchases and sales less than six months apart gain.

Prices are dollars a share as reported, without commissions. Only transactions that no rule exempts are given
here (see `exemptions`), in shares of one class or, for derivatives, of the class underlying them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal, localcontext

from msgspec import Struct

from section16.errors import UsageError
from section16.law.answer import Answer, dated
from section16.law.citations import Citation
from section16.law.short_swing_matching import EXACT, Matching, greatest, is_greatest
from section16.law.short_swing_window import (
    ACT_SHORT_SWING,
    COLONIAL_REALTY,
    STELLA,
    in_doubt,
    in_window,
    last_matchable_day,
    six_months_after,
    window,
)
from section16.law.transportation import Pair
from section16.model.lines import dollars

__all__ = [
    "ACT_SHORT_SWING",
    "CHIN",
    "COLONIAL_REALTY",
    "COMMISSIONS",
    "GRATZ",
    "SMOLOWE",
    "STELLA",
    "Lot",
    "Match",
    "Proof",
    "ShortSwingProfit",
    "Worth",
    "can_be",
    "in_window",
    "is_proof",
    "last_matchable_day",
    "lowest_in_highest_out",
    "maximum_profit",
    "six_months_after",
]

# Lots and matches


class Lot(Struct, frozen=True, kw_only=True):
    """Shares bought or sold on one day at one price: `price` is dollars a share.

    Raises UsageError for shares that are not more than zero, a price below zero, or a number that no
    statement can hold.
    """

    on: date
    shares: Decimal
    price: Decimal

    def __post_init__(self) -> None:
        if not can_be(self.shares) or self.shares <= 0:
            raise UsageError(
                f"lot of {self.on}: shares is {self.shares}; give how many were bought or sold, above zero"
            )
        if not can_be(self.price) or self.price < 0:
            raise UsageError(
                f"lot of {self.on}: price is {self.price}; give dollars a share, and leave out a lot whose "
                "price is not known"
            )


class Match(Struct, frozen=True, kw_only=True):
    """Shares of a purchase set against as many of a sale, and the dollars gained."""

    purchase: Lot
    sale: Lot
    shares: Decimal
    profit: Decimal


class Worth(Struct, frozen=True, kw_only=True):
    """What one more share of a lot is worth to the profit, in dollars."""

    lot: Lot
    a_share: Decimal


class Proof(Struct, frozen=True, kw_only=True):
    """Why no matching gains more: every lot has a worth, and every pair gains at most the worths of both.

    So no matching gains more than all shares at their worths, and the one given gains just that. `found_by`
    says what found it; whether it proves anything does not depend on that (`is_proof`).
    """

    purchases: tuple[Worth, ...]
    sales: tuple[Worth, ...]
    found_by: str


class ShortSwingProfit(Struct, frozen=True, kw_only=True):
    """The dollars that the issuer may recover, and the matches they come from, in order of purchase.

    `proof` stands with the greatest profit alone.
    """

    amount: Decimal
    matches: tuple[Match, ...]
    proof: Proof | None = None

    @property
    def proven(self) -> bool:
        """Whether a proof, which was checked in exact arithmetic, says that no matching gains more."""
        return self.proof is not None


def can_be(number: Decimal) -> bool:
    """Say whether a number is one that a lot can hold, so that sums and products of them stay exact."""
    return number.is_finite() and -30 <= number.adjusted() <= 15 and len(number.as_tuple().digits) <= 40


# Profit

SMOLOWE = Citation(
    "Smolowe v. Delendo Corp., 136 F.2d 231 (2d Cir. 1943)",
    "The only rule whereby all possible profits can be surely recovered is that of lowest price in, highest "
    "price out, within six months.",
    in_substance=True,
)
GRATZ = Citation(
    "Gratz v. Claughton, 187 F.2d 46 (2d Cir. 1951)",
    "Any purchase may be matched with any sale within six months before or after it that yields a profit, "
    "and losses are not set off.",
    in_substance=True,
)
CHIN = Citation(
    "A. Chin, 91 Wash. L. Rev. 1523 (2016)",
    "Lowest-in, highest-out matching may find as little as half of the greatest profit, which linear "
    "programming finds.",
    "https://digitalcommons.law.uw.edu/wlr/vol91/iss4/16",
    in_substance=True,
)
COMMISSIONS = (
    "Commissions are not in the prices, and practice takes them off the profit: compare with the brokers' "
    "confirmations."
)


def lowest_in_highest_out(purchases: Iterable[Lot], sales: Iterable[Lot]) -> Answer[ShortSwingProfit]:
    """Return the profit by the courts' method: the cheapest purchase against the dearest sale in its window.

    Each share is used once, whatever the order in time, and losses are not set off. The method may miss
    profit that `maximum_profit` finds. Source: Smolowe; Gratz.
    """
    said = "matched lowest price in with highest price out"
    return _answer(_lowest_in_highest_out, purchases, sales, said, (ACT_SHORT_SWING, SMOLOWE, GRATZ))


def maximum_profit(purchases: Iterable[Lot], sales: Iterable[Lot]) -> Answer[ShortSwingProfit]:
    """Return the greatest profit that any matching gives, exactly, with the proof that none gains more.

    Each share is used once, whatever the order in time, and losses are not set off. It is never less than
    `lowest_in_highest_out`, and may be twice as much. Source: Smolowe, which asks for all possible profits;
    Chin.
    """
    said = "matched so that no other matching gains more"
    return _answer(_greatest, purchases, sales, said, (ACT_SHORT_SWING, SMOLOWE, CHIN))


def is_proof(profit: ShortSwingProfit, purchases: Iterable[Lot], sales: Iterable[Lot]) -> bool:
    """Say whether the proof of a profit holds: that it can be made of these lots, and none gains more.

    All of it is checked anew, in exact arithmetic; the lots may come in any order.
    """
    bought, sold, proof = _by_day(purchases), _by_day(sales), profit.proof
    if proof is None or any(
        Counter(each.lot for each in worths) != Counter(lots)
        for worths, lots in ((proof.purchases, bought), (proof.sales, sold))
    ):
        return False
    # Equal lots are one: which of them a match used does not matter.
    merged_bought, merged_sold = list(dict.fromkeys(bought)), list(dict.fromkeys(sold))
    with localcontext(EXACT):
        shares: dict[Pair, Decimal] = {}
        for match in profit.matches:
            if match.purchase not in merged_bought or match.sale not in merged_sold:
                return False
            pair = merged_bought.index(match.purchase), merged_sold.index(match.sale)
            shares[pair] = shares.get(pair, Decimal(0)) + match.shares
        worths = [{each.lot: each.a_share for each in side} for side in (proof.purchases, proof.sales)]
        matching = Matching(
            shares,
            tuple(worths[0][lot] for lot in merged_bought),
            tuple(worths[1][lot] for lot in merged_sold),
            proof.found_by,
        )
        amounts = [[lot.shares * count for lot, count in Counter(side).items()] for side in (bought, sold)]
        summed = sum((match.profit for match in profit.matches), Decimal(0))
        return summed == profit.amount and is_greatest(
            amounts[0], amounts[1], _gains(merged_bought, merged_sold), matching
        )


def _by_day(lots: Iterable[Lot]) -> list[Lot]:
    return sorted(lots, key=lambda lot: lot.on)


_Gains = Mapping[Pair, Decimal]
_Method = Callable[[Sequence[Lot], Sequence[Lot], _Gains], Matching]


def _lowest_in_highest_out(bought: Sequence[Lot], sold: Sequence[Lot], gains: _Gains) -> Matching:
    shares: dict[Pair, Decimal] = {}
    left = [sale.shares for sale in sold]
    highest_first = sorted(range(len(sold)), key=lambda sale: -sold[sale].price)
    for purchase in sorted(range(len(bought)), key=lambda purchase: bought[purchase].price):
        to_match = bought[purchase].shares
        for sale in highest_first:
            matched = min(to_match, left[sale])
            if matched and (purchase, sale) in gains:
                shares[purchase, sale] = matched
                to_match -= matched
                left[sale] -= matched
    return Matching(shares, (), (), "")


def _greatest(bought: Sequence[Lot], sold: Sequence[Lot], gains: _Gains) -> Matching:
    return greatest([lot.shares for lot in bought], [lot.shares for lot in sold], gains)


def _answer(
    method: _Method, purchases: Iterable[Lot], sales: Iterable[Lot], said: str, cites: tuple[Citation, ...]
) -> Answer[ShortSwingProfit]:
    bought, sold = _by_day(purchases), _by_day(sales)
    with localcontext(EXACT):
        matching = method(bought, sold, _gains(bought, sold))
        matches = tuple(
            _match(bought[purchase], sold[sale], shares)
            for (purchase, sale), shares in sorted(matching.shares.items())
        )
        amount = sum((match.profit for match in matches), Decimal(0))
    commissions = (COMMISSIONS,) if matches else ()
    return Answer(
        value=ShortSwingProfit(
            amount=amount,
            matches=matches,
            proof=_proof(bought, sold, matching) if matching.found_by else None,
        ),
        why=_why(amount, matches, said),
        cites=cites,
        uncertain=(*_doubts(bought, sold), *commissions),
    )


def _proof(bought: Sequence[Lot], sold: Sequence[Lot], matching: Matching) -> Proof:
    return Proof(
        purchases=_worths(bought, matching.purchase_worths),
        sales=_worths(sold, matching.sale_worths),
        found_by=matching.found_by,
    )


def _worths(lots: Sequence[Lot], worths: Sequence[Decimal]) -> tuple[Worth, ...]:
    return tuple(Worth(lot=lot, a_share=worth) for lot, worth in zip(lots, worths, strict=True))


def _gains(bought: Sequence[Lot], sold: Sequence[Lot]) -> dict[Pair, Decimal]:
    """Return what each pair that may be matched gains, in dollars a share."""
    last = {lot.on: window(lot.on).last for lot in (*bought, *sold)}
    return {
        (purchase, sale): other.price - one.price
        for purchase, one in enumerate(bought)
        for sale, other in enumerate(sold)
        # Losses are not set off (Gratz): a pair that gains nothing is no match.
        if other.price > one.price and other.on <= last[one.on] and one.on <= last[other.on]
    }


def _match(purchase: Lot, sale: Lot, shares: Decimal) -> Match:
    return Match(purchase=purchase, sale=sale, shares=shares, profit=shares * (sale.price - purchase.price))


def _doubts(bought: Sequence[Lot], sold: Sequence[Lot]) -> tuple[str, ...]:
    """Say of which first days the window is in doubt, so that a pair that gains may or may not match."""
    days = {tuple(sorted((one.on, other.on))) for one in bought for other in sold if other.price > one.price}
    firsts = sorted({first for first, later in days if in_doubt(first, later)})
    return tuple(doubt for first in firsts for doubt in last_matchable_day(first).uncertain)


def _why(amount: Decimal, matches: Sequence[Match], said: str) -> str:
    if not matches:
        return "No purchase stands against a sale at a higher price less than six months before or after it."
    days = [lot.on for match in matches for lot in (match.purchase, match.sale)]
    return (
        f"Purchases and sales from {dated(min(days))} to {dated(max(days))}, each pair less than six months "
        f"apart and {said}, gain {dollars(amount)}, and losses are not set off."
    )
