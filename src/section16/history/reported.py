"""What was reported before, line by line: which lines of a filing tell it again, and which tell it first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from section16.history.accounts import ClassKey, class_key, parties_of
from section16.history.restating import is_line
from section16.model.filing import Filing
from section16.model.tables import Row, Transaction


class _Line(NamedTuple):
    filing: Filing
    path: str
    row: Row
    owners: frozenset[str]


_Place = tuple[str, str, ClassKey]


class Reported:
    """The lines of the filings so far, by issuer, table and class."""

    def __init__(self) -> None:
        self._lines: dict[_Place, list[_Line]] = defaultdict(list)
        self._exact: dict[Hashable, list[_Line]] = defaultdict(list)

    def add(self, filing: Filing) -> None:
        """Remember what a filing reports."""
        issuer, owners = parties_of(filing.statement)
        for path, row in filing.statement.rows_with_paths():
            line = _Line(filing, path, row, frozenset(owners))
            self._lines[issuer, path[:7], class_key(row.security)].append(line)
            if isinstance(row, Transaction):
                self._exact[_exactly(path, row)].append(line)

    def the_same(self, owners: Iterable[str], path: str, row: Transaction) -> Filing | None:
        """Return the filing in which each of the owners reported a transaction, alike in all that counts."""
        wanted = frozenset(owners)
        found = self._exact.get(_exactly(path, row), ())
        return next((line.filing for line in found if wanted <= line.owners), None)

    def repeated(self, filing: Filing) -> dict[str, Filing]:
        """Return which lines of an amendment were reported before, with the filing that did.

        A line repeats one that differs from it in one thing at most: date, amount, code or price. Lines
        that divide or join others of their day repeat them as long as they come to no more.
        """
        issuer, owners = parties_of(filing.statement)
        pools: dict[_Place, list[_Line]] = {}
        found: dict[str, Filing] = {}
        left: list[tuple[str, Row, list[_Line]]] = []
        rows = list(filing.statement.rows_with_paths())
        for exact in (True, False):
            for path, row in rows:
                place = (issuer, path[:7], class_key(row.security))
                if place not in pools:
                    theirs = self._lines.get(place, ())
                    pools[place] = [line for line in theirs if line.owners & set(owners)]
                if path in found:
                    continue
                pool = pools[place]
                match = next((line for line in reversed(pool) if _repeats(line.row, row, exact)), None)
                if match is not None:
                    found[path] = match.filing
                    # Every earlier report of the line is used up with it: an amendment repeats its original.
                    pools[place] = [line for line in pool if not _repeats(line.row, match.row, True)]
                elif not exact:
                    left.append((path, row, list(self._lines.get(place, ()))))
        for path, row, pool in left:
            if isinstance(row, Transaction) and (before := _divided(row, rows, pool, set(owners))):
                found[path] = before
        return found


def _exactly(path: str, row: Transaction) -> Hashable:
    return (
        path[:7],
        class_key(row.security),
        row.transaction_date,
        row.code,
        row.direction,
        row.shares,
        row.price,
        row.ownership,
        row.owned_following,
    )


def _repeats(one: Row, other: Row, exact: bool) -> bool:
    if not isinstance(one, Transaction) or not isinstance(other, Transaction):
        same_hands = (one.ownership, one.owned_following) == (other.ownership, other.owned_following)
        return type(one) is type(other) and (same_hands or not exact)
    if exact:
        return (one.transaction_date, one.shares, one.code, one.direction, one.price) == (
            other.transaction_date,
            other.shares,
            other.code,
            other.direction,
            other.price,
        )
    return is_line(one, other)


def _divided(
    row: Transaction, rows: Iterable[tuple[str, Row]], pool: Iterable[_Line], owners: set[str]
) -> Filing | None:
    """Return the filing that reported as much of the day at least, in other lines."""
    day, side = row.transaction_date, row.direction
    if day is None or side is None:
        return None
    name = class_key(row.security)
    here = _of_day((each for _, each in rows if class_key(each.security) == name), day, side)
    by_filing: dict[int, list[_Line]] = defaultdict(list)
    for line in pool:
        if line.owners & owners:
            by_filing[id(line.filing)].append(line)
    return next(
        (
            lines[0].filing
            for lines in by_filing.values()
            if here and _of_day((line.row for line in lines), day, side) >= here
        ),
        None,
    )


def _of_day(rows: Iterable[Row], day: date, side: str) -> Decimal:
    return sum(
        (
            row.shares
            for row in rows
            if isinstance(row, Transaction)
            and row.transaction_date == day
            and row.direction == side
            and row.shares is not None
        ),
        Decimal(0),
    )
