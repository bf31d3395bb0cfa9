"""Short-swing profit: which purchases and sales are less than six months apart, and what they gain.

Prices are dollars a share as reported, without commissions. Only transactions that no rule exempts are given
here (see `exemptions`), in shares of one class or, for derivatives, of the class underlying them.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterable, Sequence
from datetime import MAXYEAR, date, timedelta
from decimal import Context, Decimal, Inexact, localcontext
from typing import NamedTuple

from msgspec import Struct

from section16.errors import UsageError
from section16.law.answer import Answer, dated
from section16.law.citations import Citation
from section16.law.transportation import End, best_plan
from section16.model.lines import dollars

# The window

ACT_SHORT_SWING = Citation(
    "Securities Exchange Act, section 16(b)",
    "Any profit realized from any purchase and sale, or any sale and purchase, of any equity security of the "
    "issuer within any period of less than six months shall inure to and be recoverable by the issuer, "
    "irrespective of any intention.",
    "https://www.law.cornell.edu/uscode/text/15/78p",
    in_substance=True,
)
STELLA = Citation(
    "Stella v. Graham-Paige Motors Corp., 132 F. Supp. 100 (S.D.N.Y. 1955)",
    "The period begins with the day of the first transaction, so that a full six months end with the day "
    "before the same date of the sixth month following.",
    in_substance=True,
)
COLONIAL_REALTY = Citation(
    "Colonial Realty Corp. v. MacWilliams, 381 F. Supp. 26 (S.D.N.Y. 1974)",
    "A sale on 20 December 1972 and a purchase on 19 June 1973 are not within a period of less than six "
    "months; the last day was 18 June.",
    in_substance=True,
)


def six_months_after(first: date) -> date:
    """Return the same date of the sixth month following, or that month's last day where it has no such date.

    At the end of the calendar it is the last day there is.
    """
    year, month = first.year + (first.month > 6), (first.month + 5) % 12 + 1
    if year > MAXYEAR:
        return date.max
    return date(year, month, min(first.day, monthrange(year, month)[1]))


class _Window(NamedTuple):
    """The last day that matches, and the last one that might where the sixth month is too short."""

    last: date
    latest: date


def _window(first: date) -> _Window:
    # "within any period of less than six months": the day of the first transaction counts, so that six months
    # are full at the end of the day before the same date, and a day earlier they are still less (Stella).
    same_date = six_months_after(first)
    last = same_date - timedelta(days=2)
    return _Window(last, last + timedelta(days=max(0, first.day - same_date.day)))


def last_matchable_day(first: date) -> Answer[date]:
    """Return the last day on which an opposite transaction is matched with one made on `first`.

    It is six calendar months later less two days, both ends included. Where the sixth month has no such date
    the count is made from its last day, and the answer says that this is uncertain. Source: Act section
    16(b); Stella; Colonial Realty.
    """
    last, latest = _window(first)
    doubt = (
        f"The sixth month after {dated(first)} has no day {first.day}; the count is made from its last day, "
        f"but one that runs on into the next month would end on {dated(latest)}, and no decision is known: "
        "ask counsel."
    )
    return Answer(
        value=last,
        why=f"The period of less than six months that begins with {dated(first)} ends with {dated(last)}, "
        f"the second day before {dated(six_months_after(first))}.",
        cites=(ACT_SHORT_SWING, STELLA, COLONIAL_REALTY),
        uncertain=(doubt,) if latest > last else (),
    )


def in_window(one: date, other: date) -> Answer[bool]:
    """Say whether two transactions are less than six months apart, whichever was first.

    Source: Act section 16(b), as `last_matchable_day`.
    """
    first, later = sorted((one, other))
    limit = last_matchable_day(first)
    inside = later <= limit.value
    return Answer(
        value=inside,
        why=f"{dated(later)} is {'within' if inside else 'not within'} the period of less than six months "
        f"that begins with {dated(first)} and ends with {dated(limit.value)}.",
        cites=limit.cites,
        uncertain=limit.uncertain if _in_doubt(first, later) else (),
    )


def _in_doubt(first: date, later: date) -> bool:
    last, latest = _window(first)
    return last < later <= latest


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
        if not _can_be(self.shares) or self.shares <= 0:
            raise UsageError(
                f"lot of {self.on}: shares is {self.shares}; give how many were bought or sold, above zero"
            )
        if not _can_be(self.price) or self.price < 0:
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


class ShortSwingProfit(Struct, frozen=True, kw_only=True):
    """The dollars that the issuer may recover, and the matches they come from, in order of purchase."""

    amount: Decimal
    matches: tuple[Match, ...]


# Products of two such numbers, and the sum of any list of them, have fewer digits than the context, which
# refuses to round.
_EXACT = Context(prec=200, traps=[Inexact])


def _can_be(number: Decimal) -> bool:
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
    """Return the greatest profit that any matching gives, exactly.

    Each share is used once, whatever the order in time, and losses are not set off. It is never less than
    `lowest_in_highest_out`, and may be twice as much. Source: Smolowe, which asks for all possible profits;
    Chin.
    """
    said = "matched so that no other matching gains more"
    return _answer(best_plan, purchases, sales, said, (ACT_SHORT_SWING, SMOLOWE, CHIN))


# How many shares of which purchase go to which sale
_Pairs = dict[tuple[int, int], Decimal]


def _lowest_in_highest_out(bought: Sequence[End], sold: Sequence[End], reach: Sequence[int]) -> _Pairs:
    pairs: _Pairs = {}
    left = [sale.amount for sale in sold]
    highest_first = sorted(range(len(sold)), key=lambda sale: -sold[sale].price)
    for purchase in sorted(range(len(bought)), key=lambda purchase: bought[purchase].price):
        to_match = bought[purchase].amount
        for sale in highest_first:
            shares = min(to_match, left[sale])
            if shares and reach[purchase] >> sale & 1:
                pairs[purchase, sale] = shares
                to_match -= shares
                left[sale] -= shares
    return pairs


def _answer(
    method: Callable[[Sequence[End], Sequence[End], Sequence[int]], _Pairs],
    purchases: Iterable[Lot],
    sales: Iterable[Lot],
    said: str,
    cites: tuple[Citation, ...],
) -> Answer[ShortSwingProfit]:
    bought = sorted(purchases, key=lambda lot: lot.on)
    sold = sorted(sales, key=lambda lot: lot.on)
    with localcontext(_EXACT):
        pairs = method([_end(lot) for lot in bought], [_end(lot) for lot in sold], _reach(bought, sold))
        matches = tuple(
            _match(bought[purchase], sold[sale], shares) for (purchase, sale), shares in sorted(pairs.items())
        )
        amount = sum((match.profit for match in matches), Decimal(0))
    commissions = (COMMISSIONS,) if matches else ()
    return Answer(
        value=ShortSwingProfit(amount=amount, matches=matches),
        why=_why(amount, matches, said),
        cites=cites,
        uncertain=(*_doubts(bought, sold), *commissions),
    )


def _end(lot: Lot) -> End:
    return End(lot.shares, lot.price)


def _reach(bought: Sequence[Lot], sold: Sequence[Lot]) -> list[int]:
    """Return for each purchase the sales it may be matched with, as the bits of a number."""
    last = {lot.on: _window(lot.on).last for lot in (*bought, *sold)}
    return [
        sum(
            1 << position
            for position, sale in enumerate(sold)
            # Losses are not set off (Gratz): a pair that gains nothing is no match.
            if sale.price > purchase.price and sale.on <= last[purchase.on] and purchase.on <= last[sale.on]
        )
        for purchase in bought
    ]


def _match(purchase: Lot, sale: Lot, shares: Decimal) -> Match:
    return Match(purchase=purchase, sale=sale, shares=shares, profit=shares * (sale.price - purchase.price))


def _doubts(bought: Sequence[Lot], sold: Sequence[Lot]) -> tuple[str, ...]:
    """Say of which first days the window is in doubt, so that a pair that gains may or may not match."""
    days = {tuple(sorted((one.on, other.on))) for one in bought for other in sold if other.price > one.price}
    firsts = sorted({first for first, later in days if _in_doubt(first, later)})
    return tuple(doubt for first in firsts for doubt in last_matchable_day(first).uncertain)


def _why(amount: Decimal, matches: Sequence[Match], said: str) -> str:
    if not matches:
        return "No purchase stands against a sale at a higher price less than six months before or after it."
    days = [lot.on for match in matches for lot in (match.purchase, match.sale)]
    return (
        f"Purchases and sales from {dated(min(days))} to {dated(max(days))}, each pair less than six months "
        f"apart and {said}, gain {dollars(amount)}, and losses are not set off."
    )
