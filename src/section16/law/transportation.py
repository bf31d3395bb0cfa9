"""The most profitable way to carry goods from those who offer them to those who want them, with proof.

This is the transportation problem: each offer and each want has an amount, and each pair that may trade gains
something for every piece carried. Section 16(b) asks it of purchases and sales (`short_swing`); nothing here
knows. Amounts and gains are whole numbers, so that every sum is exact.

A plan comes with a price for each offer and each want, its proof: where no price is below zero, and the
prices of every pair together are no less than what the pair gains, no plan whatever can gain more than all
amounts at their prices (weak duality). A plan that gains just that is therefore the best, whoever found it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from heapq import heappop, heappush
from typing import NamedTuple

Pair = tuple[int, int]
"""The positions of an offer and of a want."""


class Task(NamedTuple):
    """What is offered, what is wanted, and what each pair that may trade gains a piece, above zero."""

    offers: Sequence[int]
    wants: Sequence[int]
    gains: Mapping[Pair, int]


class Plan(NamedTuple):
    """How much each pair carries, the prices that prove that none gains more, and what found it."""

    carried: dict[Pair, int]
    offer_prices: tuple[int, ...]
    want_prices: tuple[int, ...]
    found_by: str


def gained(task: Task, plan: Plan) -> int:
    """Return what a plan gains."""
    return sum(amount * task.gains[pair] for pair, amount in plan.carried.items())


def is_proven(task: Task, plan: Plan) -> bool:
    """Say whether a plan can be carried out and its prices prove that none gains more.

    Whole numbers throughout: nothing is rounded. It does not depend on how plan and prices were found.
    """
    left, wanted = list(task.offers), list(task.wants)
    for (offer, want), amount in plan.carried.items():
        if amount < 0 or (offer, want) not in task.gains:
            return False
        left[offer] -= amount
        wanted[want] -= amount
    feasible = all(amount >= 0 for amount in (*left, *wanted))
    priced = all(price >= 0 for price in (*plan.offer_prices, *plan.want_prices)) and all(
        plan.offer_prices[offer] + plan.want_prices[want] >= gain
        for (offer, want), gain in task.gains.items()
    )
    bound = sum(amount * price for amount, price in zip(task.offers, plan.offer_prices, strict=True)) + sum(
        amount * price for amount, price in zip(task.wants, plan.want_prices, strict=True)
    )
    return feasible and priced and gained(task, plan) == bound


# Below so many pairs best paths are found sooner than the solver is loaded.
_FEW = 10_000


def best_plan(task: Task) -> Plan:
    """Return a plan than which none gains more, proven, with its prices.

    Small tasks are solved along best paths, large ones by the solver of the extra `ledger` where it is
    installed; best paths take its place where it finds no plan that can be proven (numbers too large for
    floating point among them).
    """
    plan = _by_solver(task) if len(task.gains) >= _FEW else None
    if plan is None or not is_proven(task, plan):
        plan = best_path_plan(task)
        # Never seen; a wrong amount must not leave this place.
        if not is_proven(task, plan):  # pragma: no cover
            raise AssertionError("the plan along best paths is not proven: please report the trades")
    return plan


def _by_solver(task: Task) -> Plan | None:
    # Imported here, for it imports this module.
    from section16.law.transportation_highs import highs_plan

    try:
        return highs_plan(task)
    except ImportError:
        return None


def best_path_plan(task: Task) -> Plan:
    """Return a plan than which none gains more, with its prices, by sending each offer along best paths.

    A path may take back what an earlier one carried and send it elsewhere, so the end does not depend on the
    order. Prices are kept so that no pair gains more than its two prices, and each path follows pairs that
    gain just that (Ford and Fulkerson; Edmonds and Karp).
    """
    return _Paths(task).completed()


class _Paths:
    """A plan being made, offer by offer."""

    def __init__(self, task: Task) -> None:
        self._offers = task.offers
        self._free = list(task.wants)
        self._reaches: list[list[Pair]] = [[] for _ in task.offers]
        for (offer, want), gain in task.gains.items():
            self._reaches[offer].append((want, gain))
        self._offer_prices = [0] * len(task.offers)
        self._want_prices = [0] * len(task.wants)
        # What each want is sent, by offer
        self._sent: list[dict[int, int]] = [{} for _ in task.wants]

    def completed(self) -> Plan:
        for offer, amount in enumerate(self._offers):
            reached = self._reaches[offer]
            # The least price that no pair of the offer beats.
            self._offer_prices[offer] = max(
                (gain - self._want_prices[want] for want, gain in reached), default=0
            )
            self._offer_prices[offer] = max(0, self._offer_prices[offer])
            left = amount
            while left and self._offer_prices[offer]:
                left -= self._send(offer, left)
        carried = {
            (offer, want): amount for want, sent in enumerate(self._sent) for offer, amount in sent.items()
        }
        return Plan(carried, tuple(self._offer_prices), tuple(self._want_prices), "best paths")

    def _send(self, start: int, left: int) -> int:
        """Send as much as one best path takes; all that is left where keeping it is best."""
        # How much a way from the start to each offer and want falls short of its prices; least first.
        offer_at: dict[int, int] = {start: 0}
        want_at: dict[int, int] = {}
        settled: dict[int, int] = {}
        came_from: dict[int, int] = {}
        took_back: dict[int, int] = {}
        ways: list[tuple[int, int]] = []
        # Keeping a piece gains nothing, at a price of zero: the way to it falls short by the offer's price.
        keep, keeper = self._offer_prices[start], start
        queue, end, last = [start], -1, keep
        while True:
            for offer in queue:
                so_far, price = offer_at[offer], self._offer_prices[offer]
                if so_far + price < keep:
                    keep, keeper = so_far + price, offer
                for want, gain in self._reaches[offer]:
                    at = so_far + price + self._want_prices[want] - gain
                    if at < keep and at < want_at.get(want, keep):
                        want_at[want] = at
                        came_from[want] = offer
                        heappush(ways, (at, want))
            while ways and (ways[0][1] in settled or ways[0][0] > want_at[ways[0][1]]):
                heappop(ways)
            if not ways or ways[0][0] >= keep:
                last = keep
                break
            at, want = heappop(ways)
            settled[want] = at
            if self._free[want]:
                end, last = want, at
                break
            queue = [offer for offer in self._sent[want] if offer not in offer_at]
            for offer in queue:
                offer_at[offer] = at
                took_back[offer] = want
        for offer, at in offer_at.items():
            self._offer_prices[offer] -= last - at
        for want, at in settled.items():
            self._want_prices[want] += last - at
        return self._along(start, end, keeper, came_from, took_back, left)

    def _along(
        self,
        start: int,
        end: int,
        keeper: int,
        came_from: Mapping[int, int],
        took_back: Mapping[int, int],
        left: int,
    ) -> int:
        """Move pieces along the path that ends in the want `end`, or in keeping where that is -1."""
        more: list[Pair] = []
        less: list[Pair] = []
        offer = keeper
        if end >= 0:
            offer = came_from[end]
            more.append((offer, end))
        while offer != start:
            want = took_back[offer]
            less.append((offer, want))
            offer = came_from[want]
            more.append((offer, want))
        limits = [left, *(self._sent[want][offer] for offer, want in less)]
        amount = min([*limits, self._free[end]] if end >= 0 else limits)
        for offer, want in more:
            self._sent[want][offer] = self._sent[want].get(offer, 0) + amount
        for offer, want in less:
            self._sent[want][offer] -= amount
            if not self._sent[want][offer]:
                del self._sent[want][offer]
        if end >= 0:
            self._free[end] -= amount
        return amount
