"""The legs of exercises and conversions found again: which line brought in what another line closed.

A statement shows the two legs of an exercise as lines of their own, mostly in two tables. A line that
acquired and one that disposed belong together when code, day and hands are the same and the numbers agree.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from section16.model.lines import Line, same
from section16.model.tables import DerivativeTransaction
from section16.model.values import Direction

EXERCISED = frozenset("MXC")
"""The codes whose lines are legs."""


class Event(NamedTuple):
    """What happened once: the line that shows it and, for an exercise, the line of what it closed."""

    line: Line
    closed: Line | None = None

    @property
    def paths(self) -> set[str]:
        """The paths of its lines."""
        return {self.line.path} | ({self.closed.path} if self.closed else set())


def events(lines: Sequence[Line]) -> list[Event]:
    """Return what happened, in the order of Table I; what Table II alone shows stands where Table II has it."""
    legs = [line for line in lines if line.row.code in EXERCISED]
    whole = {path: event for event in _pairs(legs) for path in event.paths}
    in_table_1 = [line for line in lines if line.table == "table_1"]
    in_table_2 = [line for line in lines if line.table == "table_2"]
    reached = 0
    ordered: list[Event] = []
    for line in in_table_1:
        event = whole.get(line.path, Event(line))
        if event.closed in in_table_2:
            until = in_table_2.index(event.closed)
            ordered += _apart(in_table_2[reached:until], whole)
            reached = max(reached, until + 1)
        ordered.append(event)
    ordered += _apart(in_table_2[reached:], whole)
    return list(dict.fromkeys(ordered))


def _apart(lines: Sequence[Line], whole: dict[str, Event]) -> Iterator[Event]:
    """Yield the events of these lines of Table II, without those that Table I shows too."""
    for line in lines:
        event = whole.get(line.path, Event(line))
        if event.line.table == "table_2":
            yield event


def _pairs(legs: Sequence[Line]) -> list[Event]:
    """Join each leg that brought something in with the leg it closed, the surest pairs first.

    The legs of Table I are looked for in Table II, then among themselves; then those of Table II.
    """
    found: list[Event] = []
    left = list(legs)
    for table, other in (("table_1", "table_2"), ("table_1", "table_1"), ("table_2", "table_2")):
        for agree in (_at_the_exercise_price, _in_number):
            for line in [each for each in left if each.table == table]:
                for closed in [each for each in left if each.table == other]:
                    if line in left and _may_be_legs(line, closed) and agree(line, closed):
                        found.append(Event(line, closed))
                        left.remove(line)
                        left.remove(closed)
    return found


def _may_be_legs(line: Line, closed: Line) -> bool:
    one, other = line.row, closed.row
    return (
        one.direction is Direction.ACQUIRED
        and other.direction is Direction.DISPOSED
        and one.code == other.code
        and one.transaction_date == other.transaction_date
        and _hands(line) == _hands(closed)
        and (line.table != closed.table or same(one.security) != same(other.security))
    )


def _hands(line: Line) -> tuple[object, ...]:
    row = line.row
    noted = (*row.notes.get("ownership", ()), *row.notes.get("nature_of_ownership", ()))
    return (row.ownership, same(row.nature_of_ownership), noted)


def _in_number(line: Line, closed: Line) -> bool:
    """What came in is what underlay the closed leg, or as many as it had."""
    underlying = closed.row.underlying_shares if isinstance(closed.row, DerivativeTransaction) else None
    return line.row.shares is not None and line.row.shares in (underlying, closed.row.shares)


def _at_the_exercise_price(line: Line, closed: Line) -> bool:
    price = closed.row.exercise_price if isinstance(closed.row, DerivativeTransaction) else None
    return price is not None and price == line.row.price and _in_number(line, closed)
