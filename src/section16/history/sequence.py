"""Which of two statements filed about the same time came first, where the dates do not tell.

Several forms filed on one day, or forms whose filing date is not known, stand in the order in which their
totals go on from one another; else in that of their accession numbers, which an agent counts up.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta
from decimal import Decimal
from itertools import pairwise
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


def _sort(theirs: list[Placed]) -> bool:
    """Let neighbours change places where they go on better the other way round; say whether any did."""
    changed = False
    for _ in range(3):
        before = changed
        changed_now = False
        for place in range(len(theirs) - 1):
            one, other = theirs[place], theirs[place + 1]
            if _may_change(one, other) and _should_change(theirs, place):
                theirs[place], theirs[place + 1] = other, one
                changed_now = True
        changed = before or changed_now
        if not changed_now:
            break
    return changed


def _may_change(one: Placed, other: Placed) -> bool:
    first, second = one.restated.filing, other.restated.filing
    if first.accepted_at and second.accepted_at:
        return False
    if first.filed_on and second.filed_on and first.filed_on != second.filed_on:
        return False
    return abs(likely_filed(first) - likely_filed(second)) <= _NEAR


def _should_change(theirs: list[Placed], place: int) -> bool:
    around = theirs[max(0, place - 1) : place + 3]
    at = min(place, 1)
    turned = list(around)
    turned[at], turned[at + 1] = turned[at + 1], turned[at]
    as_is, otherwise = _matches(around), _matches(turned)
    if as_is != otherwise:
        return otherwise > as_is
    one = theirs[place].restated.filing.accession_number or ""
    other = theirs[place + 1].restated.filing.accession_number or ""
    return one[:13] == other[:13] and one > other


def _matches(row: list[Placed]) -> int:
    """Count the accounts that go on exactly from one statement to the next."""
    count = 0
    for one, other in pairwise(row):
        for key, (opening, closing) in other.ends.items():
            before = one.ends.get(key)
            count += before is not None and before[1] == opening and opening != closing
    return count
