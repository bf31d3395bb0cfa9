"""Which of two statements filed about the same time came first, where the dates do not tell.

Several forms filed on one day, or forms whose filing date is not known, stand in the order in which their
totals go on from one another; else in that of their accession numbers, which an agent counts up.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta
from decimal import Decimal
from itertools import combinations, pairwise, permutations
from typing import NamedTuple

from section16.history.accounts import AccountKey, Shown, parties_of, shown_in
from section16.history.order import likely_filed
from section16.history.restating import Restated

# Forms about one day are filed within these days of each other.
_NEAR = timedelta(days=4)


class Placed(NamedTuple):
    """A statement in its place, with its parties and what it shows."""

    restated: Restated
    issuer: str
    owners: tuple[str, ...]
    shown: list[Shown]
    ends: dict[AccountKey, tuple[Decimal, Decimal]]


def in_sequence(statements: Iterable[Restated]) -> list[Placed]:
    """Return statements, which stand in the order filed as the dates tell it, in the likeliest order."""
    placed = [_placed(each) for each in statements]
    groups: dict[tuple[str, tuple[str, ...]], list[int]] = defaultdict(list)
    for index, each in enumerate(placed):
        groups[each.issuer, each.owners].append(index)
    for indices in groups.values():
        theirs = [placed[index] for index in indices]
        if _sort(theirs):
            for index, each in zip(indices, theirs, strict=True):
                placed[index] = each
    return placed


def _placed(restated: Restated) -> Placed:
    shown = shown_in(restated.statement)
    ends: dict[AccountKey, tuple[Decimal, Decimal]] = {}
    for each in shown:
        if not each.told_apart and each.opening is not None and each.closing is not None:
            ends[each.key] = each.opening, each.closing
    return Placed(restated, *parties_of(restated.statement), shown, ends)


# So many statements about one time are tried in every order; more stay as the dates have them.
_MOST = 5


def _sort(theirs: list[Placed]) -> bool:
    """Put statements about one time into the order in which they go on best; say whether any moved."""
    changed = False
    start = 0
    while start < len(theirs) - 1:
        end = start + 1
        while end < len(theirs) and end - start < _MOST and _may_change(theirs[end - 1], theirs[end]):
            end += 1
        if end - start > 1:
            best = _best(theirs, start, end)
            changed = changed or best != theirs[start:end]
            theirs[start:end] = best
        start = end
    return changed


def _best(theirs: list[Placed], start: int, end: int) -> list[Placed]:
    before, after = theirs[max(0, start - 1) : start], theirs[end : end + 1]
    group = theirs[start:end]
    as_is = list(range(len(group)))
    fixed = [
        (one, other) for one, other in combinations(as_is, 2) if not _may_change(group[one], group[other])
    ]

    def merit(order: tuple[int, ...]) -> tuple[int, int, int]:
        row = [group[index] for index in order]
        counted_up = sum(_counted_up(one, other) for one, other in combinations(row, 2))
        unmoved = sum(index == place for place, index in enumerate(order))
        return _matches([*before, *row, *after]), counted_up, unmoved

    orders = (
        order
        for order in permutations(as_is)
        if all(order.index(one) < order.index(other) for one, other in fixed)
    )
    return [group[index] for index in max(orders, key=merit)]


def _counted_up(one: Placed, other: Placed) -> bool:
    """Whether the accession numbers are of one agent and year, and in order."""
    first = one.restated.filing.accession_number or ""
    second = other.restated.filing.accession_number or ""
    return first[:13] == second[:13] and first < second


def _may_change(one: Placed, other: Placed) -> bool:
    first, second = one.restated.filing, other.restated.filing
    if first.accepted_at and second.accepted_at:
        return False
    if first.filed_on and second.filed_on and first.filed_on != second.filed_on:
        return False
    return abs(likely_filed(first) - likely_filed(second)) <= _NEAR


def _matches(row: list[Placed]) -> int:
    """Count the accounts that go on exactly from one statement to the next."""
    count = 0
    for one, other in pairwise(row):
        for key, (opening, closing) in other.ends.items():
            before = one.ends.get(key)
            count += before is not None and before[1] == opening and opening != closing
    return count
