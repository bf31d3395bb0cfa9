"""Amounts of shares and dollars a share, carried as whole numbers to the plan that gains most, and back.

Between purchases and sales, as everywhere in `short_swing`: shares are matched once, and a pair that gains
nothing is no match.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Context, Decimal, Inexact, localcontext
from typing import NamedTuple

from section16.law.transportation import Pair, Plan, Task, best_plan, is_proven

EXACT = Context(prec=200, traps=[Inexact])
"""Products of two numbers that a lot can hold, and the sum of any list of them, have fewer digits than this
context, which refuses to round."""


class Matching(NamedTuple):
    """The shares of each pair (purchase, sale), and what one more share of each purchase and sale is worth.

    The worths, in dollars a share, prove that no other matching gains more: see `is_greatest`.
    """

    shares: dict[Pair, Decimal]
    purchase_worths: tuple[Decimal, ...]
    sale_worths: tuple[Decimal, ...]
    found_by: str


def greatest(
    purchases: Sequence[Decimal], sales: Sequence[Decimal], gains: Mapping[Pair, Decimal]
) -> Matching:
    """Return a matching than which none gains more, proven.

    `purchases` and `sales` are shares, `gains` the dollars a share of every pair that may be matched, above
    zero.
    """
    with localcontext(EXACT):
        shares, cents = _places((*purchases, *sales)), _places(gains.values())
        task = _task(purchases, sales, gains, shares, cents)
        plan = best_plan(task)
        return Matching(
            {pair: Decimal(amount).scaleb(-shares) for pair, amount in plan.carried.items()},
            tuple(Decimal(price).scaleb(-cents) for price in plan.offer_prices),
            tuple(Decimal(price).scaleb(-cents) for price in plan.want_prices),
            plan.found_by,
        )


def is_greatest(
    purchases: Sequence[Decimal],
    sales: Sequence[Decimal],
    gains: Mapping[Pair, Decimal],
    matching: Matching,
) -> bool:
    """Say whether the worths of a matching prove that it can be made and none gains more.

    No share is used twice; no worth is below zero; the two worths of every pair are at least its gain; and
    all shares at their worths come to just what the matching gains.
    """
    with localcontext(EXACT):
        shares = _places((*purchases, *sales, *matching.shares.values()))
        cents = _places((*gains.values(), *matching.purchase_worths, *matching.sale_worths))
        plan = Plan(
            {pair: _whole(amount, shares) for pair, amount in matching.shares.items()},
            tuple(_whole(worth, cents) for worth in matching.purchase_worths),
            tuple(_whole(worth, cents) for worth in matching.sale_worths),
            matching.found_by,
        )
        return is_proven(_task(purchases, sales, gains, shares, cents), plan)


def _task(
    purchases: Sequence[Decimal],
    sales: Sequence[Decimal],
    gains: Mapping[Pair, Decimal],
    shares: int,
    cents: int,
) -> Task:
    return Task(
        [_whole(amount, shares) for amount in purchases],
        [_whole(amount, shares) for amount in sales],
        {pair: _whole(gain, cents) for pair, gain in gains.items()},
    )


def _places(numbers: Iterable[Decimal]) -> int:
    """Return how many decimal places make all of the numbers whole."""
    return max((-exponent for each in numbers if (exponent := _exponent(each)) < 0), default=0)


def _exponent(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def _whole(number: Decimal, places: int) -> int:
    return int(number.scaleb(places))
