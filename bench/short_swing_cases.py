"""The proof on random trades: the greatest short-swing profit is what trying everything, and another solver, find."""

from __future__ import annotations

import random
import time
from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from importlib.util import find_spec

from bench.page import Proof
from section16.law.short_swing_legs import Kind, Leg, Side, Terms, pairs_of
from section16.law.short_swing_totals import courts_total, greatest_total, total_is_proven
from section16.law.short_swing_window import last_matchable_day
from section16.law.transportation import Task, best_path_plan, gained, is_proven
from section16.law.transportation_highs import highs_plan

SEED = 16

_BEGIN = date(2023, 7, 1)
_TERMS = (
    Terms(title="Call", kind=Kind.CALL, exercise_price=Decimal(10)),
    Terms(title="Call", kind=Kind.CALL, exercise_price=Decimal(12)),
    Terms(title="Put", kind=Kind.PUT, exercise_price=Decimal(10)),
)


class Tally:
    """What came out: how many cases of each kind, and every one that was wrong."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.wrong: list[str] = []
        self.least_share = Decimal(1)


def market(day: date) -> int:
    """A market price of every day, that goes up and down."""
    return 12 + (day.toordinal() * 7919 % 97) % 13


def legs_at_random(chance: random.Random, most: int, shares: int, *, derivatives: bool) -> list[Leg]:
    """Return up to `most` legs a side on days of two years, a third of them at the ends of months."""
    made = []
    for side in Side:
        for _ in range(chance.randint(0, most)):
            on = _BEGIN + timedelta(days=chance.randrange(550))
            if chance.random() < 1 / 3:
                on = (on.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(
                    days=chance.randint(1, 3)
                )
            terms = chance.choice(_TERMS) if derivatives and chance.random() < 0.4 else None
            made.append(
                Leg(
                    side=side,
                    on=on,
                    shares=Decimal(chance.randint(1, shares)),
                    price=Decimal(chance.randint(0, 12)),
                    terms=terms,
                    market=Decimal(market(on)),
                )
            )
    return made


def gain_by_hand(purchase: Leg, sale: Leg) -> int | None:
    """Return what a share of a pair gains, told in another way than the product tells it; None out of window."""
    first, later = sorted((purchase.on, sale.on))
    if later > last_matchable_day(first).value:
        return None
    one, other = purchase.terms, sale.terms
    assert purchase.price is not None
    assert sale.price is not None
    if one is None and other is None:
        return int(sale.price - purchase.price)
    if one == other and one is not None:
        return int((sale.price - purchase.price) * (1 if one.title == "Call" else -1))
    return market(sale.on) - market(purchase.on)


def by_trying_all(legs: list[Leg]) -> int:
    """Match share by share in every possible way, and return the most that any gains."""
    bought = [leg for leg in legs if leg.side is Side.PURCHASE for _ in range(int(leg.shares))]
    sold = [leg for leg in legs if leg.side is Side.SALE for _ in range(int(leg.shares))]

    @cache
    def best(position: int, used: int) -> int:
        if position == len(bought):
            return 0
        found = best(position + 1, used)
        for sale, each in enumerate(sold):
            if not used >> sale & 1 and (gain := gain_by_hand(bought[position], each)):
                found = max(found, gain + best(position + 1, used | 1 << sale))
        return found

    return best(0, 0)


def by_the_solver(legs: list[Leg]) -> int | None:
    """Return what HiGHS finds and rounded prices prove, of pairs made by hand; None where it gives up."""
    bought = [leg for leg in legs if leg.side is Side.PURCHASE]
    sold = [leg for leg in legs if leg.side is Side.SALE]
    gains = {
        (one, other): gain
        for one, purchase in enumerate(bought)
        for other, sale in enumerate(sold)
        if (gain := gain_by_hand(purchase, sale) or 0) > 0
    }
    task = Task([int(leg.shares) for leg in bought], [int(leg.shares) for leg in sold], gains)
    if not gains:
        return 0
    plan = highs_plan(task)
    if plan is None or not is_proven(task, plan):
        return None
    own = best_path_plan(task)
    assert is_proven(task, own)
    return gained(task, plan)


def run(cases: int, *, seed: int = SEED) -> Tally:
    """Take so many random cases: half small enough to try everything, half for the other solver."""
    chance, tally = random.Random(seed), Tally()
    for number in range(cases):
        small, derivatives = number % 2 == 0, number % 4 >= 2
        legs = (
            legs_at_random(chance, 3, 2, derivatives=derivatives)
            if small
            else legs_at_random(chance, 30, 500, derivatives=derivatives)
        )
        _take(tally, number, legs, small=small, derivatives=derivatives)
    return tally


def _take(tally: Tally, number: int, legs: list[Leg], *, small: bool, derivatives: bool) -> None:
    total, courts = greatest_total(legs), courts_total(legs)
    expected = by_trying_all(legs) if small else by_the_solver(legs)
    tally.counts["cases"] += 1
    tally.counts["tried in every way" if small else "solved by HiGHS"] += 1
    tally.counts["with derivatives"] += derivatives
    tally.counts["with a profit"] += total.amount > 0
    tally.counts["above the courts"] += total.amount > courts.amount
    tally.counts["pairs"] += len(pairs_of(legs).gains)
    if total.amount != expected:
        tally.wrong.append(f"case {number}: {total.amount}, not {expected}")
    if not total_is_proven(total, legs):
        tally.wrong.append(f"case {number}: not proven")
    if total.amount < courts.amount:
        tally.wrong.append(f"case {number}: {total.amount} is below the courts' {courts.amount}")
    if not derivatives and total.amount > 2 * courts.amount:
        tally.wrong.append(f"case {number}: {total.amount} is above twice the courts' {courts.amount}")
    if total.amount and not derivatives:
        tally.least_share = min(tally.least_share, courts.amount / total.amount)


def prove() -> Proof | None:
    """Take 10,000 cases and measure both solvers; None where the extra `ledger` is not installed."""
    if find_spec("highspy") is None:
        return None
    begun = time.perf_counter()
    tally = run(10_000)
    took = time.perf_counter() - begun
    counts = tally.counts
    return Proof(
        title="The greatest short-swing profit",
        promise="Of random trades in stock, calls and puts, the greatest total of section 16(b) equals what trying "
        "every matching finds (small cases) or what HiGHS finds (large ones); its proof holds when checked anew; "
        "and it is never below the courts' lowest price in, highest price out.",
        command="python -m bench.prove --only short-swing",
        holds=not tally.wrong and counts["cases"] == 10_000,
        figures=[
            ("cases", f"{counts['cases']:,}, in {took:.0f} s, seed {SEED}"),
            ("of which tried in every way", f"{counts['tried in every way']:,}"),
            ("of which solved by HiGHS as well", f"{counts['solved by HiGHS']:,}"),
            ("with derivatives", f"{counts['with derivatives']:,}"),
            ("pairs that gain", f"{counts['pairs']:,}"),
            ("with a profit", f"{counts['with a profit']:,}"),
            ("above the courts' figure", f"{counts['above the courts']:,}"),
            ("least share of it that the courts' method found", f"{tally.least_share:.1%}"),
            *(_speed(*size) for size in ((50, 400), (300, 1_100), (1_000, 1_100))),
        ],
        remarks=[f"Wrong: {text}" for text in tally.wrong[:20]],
    )


def _speed(lots: int, days: int) -> tuple[str, str]:
    """Time both ways through one case of so many lots a side."""
    chance = random.Random(lots)
    made = [(chance.randrange(days), chance.randint(10_000, 15_000)) for _ in range(2 * lots)]
    # In order of days, as the product has them.
    prices = sorted(made[:lots]) + sorted(made[lots:])
    gains = {
        (one, other): sale - purchase
        for one, (bought, purchase) in enumerate(prices[:lots])
        for other, (sold, sale) in enumerate(prices[lots:])
        if abs(bought - sold) < 181 and sale > purchase
    }
    amounts = [chance.randint(1, 5_000) for _ in prices]
    task = Task(amounts[:lots], amounts[lots:], gains)
    begun = time.perf_counter()
    own = best_path_plan(task)
    between = time.perf_counter()
    other_plan = highs_plan(task)
    ended = time.perf_counter()
    same = other_plan is not None and gained(task, own) == gained(task, other_plan)
    return (
        f"{lots:,} lots a side, {len(gains):,} pairs",
        f"best paths {between - begun:.2f} s, HiGHS {ended - between:.2f} s, {'equal' if same else 'NOT equal'}",
    )
