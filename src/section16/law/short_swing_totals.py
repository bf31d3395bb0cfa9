"""What section 16(b) can reach of the legs of one owner: the greatest total, proven, and the courts' figure.

Both for the shorter and the longer count of six months, where they differ; and for what can still be sued
for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal, localcontext

from msgspec import Struct

from section16.law.answer import dated
from section16.law.short_swing_legs import Gain, How, Leg, Pairs, Unknown, pairs_of
from section16.law.short_swing_matching import EXACT, Matching, greatest, is_greatest
from section16.law.short_swing_window import last_day_of_suit
from section16.law.transportation import Pair
from section16.model.lines import dollars, number


class LegMatch(Struct, frozen=True, kw_only=True):
    """Shares of a purchase set against as many of a sale, and the dollars gained.

    `a_share` is the gain of one share by the rule `how`. The profit was realized on the later of the two
    days, and can be sued for until `suit_until` (see `last_day_of_suit` for what may suspend that).
    """

    purchase: Leg
    sale: Leg
    shares: Decimal
    a_share: Decimal
    profit: Decimal
    how: How
    realized_on: date
    suit_until: date
    why: str


class LegWorth(Struct, frozen=True, kw_only=True):
    """What one more share of a leg would add to the total, in dollars."""

    leg: Leg
    a_share: Decimal


class Total(Struct, frozen=True, kw_only=True):
    """Dollars that the issuer may recover, and the matches they come from, in order of purchase.

    `proven` says that no matching gains more, which `worths` show and which was checked in exact arithmetic
    (`total_is_proven` does it again). `unknown` are pairs left out because what they gain is not known: the
    total may be greater.
    """

    amount: Decimal
    matches: tuple[LegMatch, ...]
    proven: bool = False
    found_by: str | None = None
    worths: tuple[LegWorth, ...] = ()
    unknown: tuple[Unknown, ...] = ()

    @property
    def needs(self) -> tuple[str, ...]:
        """What must be known for the total to be whole, each once."""
        return tuple(dict.fromkeys(need for pair in self.unknown for need in pair.needs))


def greatest_total(legs: Iterable[Leg], *, longer: bool = False, suit_open_on: date | None = None) -> Total:
    """Return the greatest total that any matching of the legs gives, exactly and proven.

    `longer` counts six months the longer way where a month is too short. `suit_open_on` takes only matches
    that can be sued for on that day. Source: Act section 16(b); Smolowe; Chin; Rule 16b-6.
    """
    pairs = pairs_of(legs, longer=longer, realized_since=_realized_since(suit_open_on))
    with localcontext(EXACT):
        matching = greatest(
            [leg.shares for leg in pairs.purchases], [leg.shares for leg in pairs.sales], _a_share(pairs)
        )
        both = ((pairs.purchases, matching.purchase_worths), (pairs.sales, matching.sale_worths))
        worths = tuple(
            LegWorth(leg=leg, a_share=worth)
            for side, found in both
            for leg, worth in zip(side, found, strict=True)
        )
        return _total(pairs, matching.shares, found_by=matching.found_by, worths=worths, proven=True)


def total_is_proven(total: Total, legs: Iterable[Leg], *, longer: bool = False) -> bool:
    """Say whether the worths of a total prove it of these legs; all is checked anew in exact arithmetic."""
    pairs = pairs_of(legs, longer=longer)
    bought, sold = list(dict.fromkeys(pairs.purchases)), list(dict.fromkeys(pairs.sales))
    worths = {each.leg: each.a_share for each in total.worths}
    if set(worths) != {*bought, *sold}:
        return False
    with localcontext(EXACT):
        shares: dict[Pair, Decimal] = {}
        gains = {
            (bought.index(pairs.purchases[one]), sold.index(pairs.sales[other])): gain.a_share or Decimal(0)
            for (one, other), gain in pairs.gains.items()
        }
        for match in total.matches:
            if match.purchase not in worths or match.sale not in worths:
                return False
            pair = bought.index(match.purchase), sold.index(match.sale)
            shares[pair] = shares.get(pair, Decimal(0)) + match.shares
        matching = Matching(
            shares, tuple(worths[leg] for leg in bought), tuple(worths[leg] for leg in sold), "given"
        )
        amounts = [
            [leg.shares * side.count(leg) for leg in merged]
            for merged, side in ((bought, pairs.purchases), (sold, pairs.sales))
        ]
        gained = sum((match.profit for match in total.matches), Decimal(0))
        return gained == total.amount and is_greatest(amounts[0], amounts[1], gains, matching)


def courts_total(legs: Iterable[Leg], *, longer: bool = False, suit_open_on: date | None = None) -> Total:
    """Return the total by the courts' method: the cheapest purchase with the sale that gains most with it.

    With stock alone that is lowest price in, highest price out. Source: Smolowe; Gratz.
    """
    pairs = pairs_of(legs, longer=longer, realized_since=_realized_since(suit_open_on))
    gains = _a_share(pairs)
    bought, sold = ([leg.shares for leg in side] for side in (pairs.purchases, pairs.sales))
    lowest_first = sorted(range(len(bought)), key=lambda at: _price(pairs.purchases[at]))
    place = {purchase: order for order, purchase in enumerate(lowest_first)}
    shares: dict[Pair, Decimal] = {}
    with localcontext(EXACT):
        for purchase, sale in sorted(
            gains, key=lambda pair: (place[pair[0]], -gains[pair], -_price(pairs.sales[pair[1]]))
        ):
            matched = min(bought[purchase], sold[sale])
            if matched:
                shares[purchase, sale] = matched
                bought[purchase] -= matched
                sold[sale] -= matched
        return _total(pairs, shares)


def _price(leg: Leg) -> Decimal:
    """The price that a leg has among stock: of a derivative that of the stock under it."""
    return (leg.price if leg.terms is None else leg.market) or Decimal(0)


def _a_share(pairs: Pairs) -> dict[Pair, Decimal]:
    return {pair: gain.a_share for pair, gain in pairs.gains.items() if gain.a_share is not None}


def _total(
    pairs: Pairs,
    shares: Mapping[Pair, Decimal],
    *,
    found_by: str | None = None,
    worths: tuple[LegWorth, ...] = (),
    proven: bool = False,
) -> Total:
    matches = tuple(
        _match(pairs.purchases[one], pairs.sales[other], matched, pairs.gains[one, other])
        for (one, other), matched in sorted(shares.items())
    )
    return Total(
        amount=sum((match.profit for match in matches), Decimal(0)),
        matches=matches,
        proven=proven,
        found_by=found_by,
        worths=worths,
        unknown=tuple(pairs.unknown),
    )


def _match(purchase: Leg, sale: Leg, shares: Decimal, gain: Gain) -> LegMatch:
    a_share = gain.a_share or Decimal(0)
    realized = max(purchase.on, sale.on)
    until = last_day_of_suit(realized).value
    profit = shares * a_share
    return LegMatch(
        purchase=purchase,
        sale=sale,
        shares=shares,
        a_share=a_share,
        profit=profit,
        how=gain.how,
        realized_on=realized,
        suit_until=until,
        why=f"{number(shares)} shares: {purchase.said}, against {sale.said}, gain {dollars(a_share)} each by "
        f"{gain.how}, {dollars(profit)}; realized on {dated(realized)}, suit until {dated(until)}.",
    )


def _realized_since(suit_open_on: date | None) -> date:
    """Return the first day of which a profit can still be sued for; the first of all where none is given."""
    if suit_open_on is None or suit_open_on.year <= 3:
        return date.min
    year = suit_open_on.year - 2
    leap = (suit_open_on.month, suit_open_on.day) == (2, 29)
    # The 29th of February two years on ends with the 28th: `last_day_of_suit`.
    return date(year, 3, 1) if leap else suit_open_on.replace(year=year)
