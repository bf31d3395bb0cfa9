"""The most profitable way to carry goods from those who offer them to those who want them, exactly.

This is the transportation problem: each offer has an amount and a cost, each want an amount and a worth, and
only some pairs may trade. Section 16(b) asks it of purchases and sales (`short_swing`); nothing here knows.

Flow is sent along the path that gains most, again and again, until none gains. A path may take back what an
earlier one carried and send it elsewhere, so the end does not depend on the beginning: when no path gains,
no plan gains more (Ford and Fulkerson; Busacker and Gowen). Costs lie at the two ends alone, so a path gains
the worth of its last want less the cost of its first offer, and finding it is a question of reach.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple


class End(NamedTuple):
    """An offer or a want: how much of it there is, and its cost or worth for each piece."""

    amount: Decimal
    price: Decimal


class _Path(NamedTuple):
    """A way from an offer to a want: the pairs that carry more, and between them those that carry less."""

    more: list[tuple[int, int]]
    less: list[tuple[int, int]]


def best_plan(
    offers: Sequence[End], wants: Sequence[End], reach: Sequence[int]
) -> dict[tuple[int, int], Decimal]:
    """Return how much each pair (offer, want) carries in a plan than which none gains more.

    Bit j of ``reach[i]`` says whether offer i may go to want j. The caller's decimal context must be wide
    enough for sums of amounts to be exact.
    """
    return _Plan(offers, wants, reach).completed()


class _Plan:
    """A plan being made."""

    def __init__(self, offers: Sequence[End], wants: Sequence[End], reach: Sequence[int]) -> None:
        self._costs = [offer.price for offer in offers]
        self._worths = [want.price for want in wants]
        self._left = [offer.amount for offer in offers]
        self._wanted = [want.amount for want in wants]
        self._offers_for = _turned(reach, len(wants))
        self._dearest_first = sorted(range(len(wants)), key=lambda want: -self._worths[want])
        self._carried: dict[tuple[int, int], Decimal] = {}
        # Bit j of [i]: offer i carries something to want j.
        self._serves = [0] * len(offers)

    def completed(self) -> dict[tuple[int, int], Decimal]:
        while path := self._best_path():
            self._send(path)
        return self._carried

    def _best_path(self) -> _Path | None:
        """Return the path that gains most, or None where none gains.

        The search goes backwards, from the want of greatest worth to all that can reach it, then from the
        next want to all the rest: whatever is met first from a want can reach none better. Sets of offers and
        wants are the bits of one integer, so a step costs little however many pairs there are.
        """
        lowest = min((cost for cost, left in zip(self._costs, self._left, strict=True) if left), default=None)
        if lowest is None:
            return None
        unseen_offers, unseen_wants = (1 << len(self._left)) - 1, (1 << len(self._wanted)) - 1
        next_want: dict[int, int] = {}
        next_offer: dict[int, int] = {}
        start, gain = None, Decimal(0)
        for end in self._dearest_first:
            if self._worths[end] - lowest <= gain:
                break
            if not self._wanted[end] or not unseen_wants >> end & 1:
                continue
            unseen_wants ^= 1 << end
            queue = [end]
            for want in queue:
                found = self._offers_for[want] & unseen_offers
                unseen_offers ^= found
                for offer in _bits(found):
                    next_want[offer] = want
                    if self._left[offer] and self._worths[end] - self._costs[offer] > gain:
                        start, gain = offer, self._worths[end] - self._costs[offer]
                    taken_back = self._serves[offer] & unseen_wants
                    unseen_wants ^= taken_back
                    for other in _bits(taken_back):
                        next_offer[other] = offer
                        queue.append(other)
        return None if start is None else _walk(start, next_want, next_offer)

    def _send(self, path: _Path) -> None:
        """Send as much along the path as its ends and what it takes back allow."""
        first, last = path.more[0][0], path.more[-1][1]
        amount = min(self._left[first], self._wanted[last], *(self._carried[pair] for pair in path.less))
        self._left[first] -= amount
        self._wanted[last] -= amount
        for offer, want in path.more:
            self._carried[offer, want] = self._carried.get((offer, want), Decimal(0)) + amount
            self._serves[offer] |= 1 << want
        for offer, want in path.less:
            self._carried[offer, want] -= amount
            if not self._carried[offer, want]:
                del self._carried[offer, want]
                self._serves[offer] ^= 1 << want


def _walk(offer: int, next_want: dict[int, int], next_offer: dict[int, int]) -> _Path:
    path = _Path([], [])
    while True:
        want = next_want[offer]
        path.more.append((offer, want))
        if want not in next_offer:
            return path
        offer = next_offer[want]
        path.less.append((offer, want))


def _turned(reach: Sequence[int], wants: int) -> list[int]:
    """Return for each want the offers that reach it, from the wants that each offer reaches."""
    turned = [0] * wants
    for offer, reached in enumerate(reach):
        for want in _bits(reached):
            turned[want] |= 1 << offer
    return turned


def _bits(number: int) -> Iterator[int]:
    """Yield the positions of the ones in a number, lowest first."""
    while number:
        lowest = number & -number
        yield lowest.bit_length() - 1
        number ^= lowest
