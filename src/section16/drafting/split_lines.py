"""Which lines go into which part of a statement that is too long for one form."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import NamedTuple

from section16.drafting.footnote_numbering import NotedRow, Unnumbered
from section16.drafting.footnote_text import one_spaced, split_text
from section16.errors import UsageError
from section16.model.codes import CODES
from section16.model.items import MAX_FOOTNOTES, MAX_ROWS
from section16.model.lines import same
from section16.model.places import place_of
from section16.model.tables import DerivativeTransaction, Row, Transaction

_TABLES = ("table_1", "table_2")


class PartLines(NamedTuple):
    """The lines of one part, by their positions in the tables of the whole statement."""

    table_1: tuple[int, ...]
    table_2: tuple[int, ...]


class _Line(NamedTuple):
    """A line with its place, its day, its rank among the lines of its table and day, and its footnotes.

    `footnotes` says how many footnotes each of its texts becomes.
    """

    table: str
    position: int
    row: Row
    day: date
    rank: int
    footnotes: dict[str, int]

    @property
    def is_transaction(self) -> bool:
        return isinstance(self.row, Transaction)


class _Unit(NamedTuple):
    """Lines that stay together, and the day to which they belong."""

    lines: tuple[_Line, ...]
    day: date


class _Plan(NamedTuple):
    """The best way found to divide the units before some point: its cost, and where its last part begins."""

    parts: int
    days_torn: int
    begin: int


def divide(statement: Unnumbered) -> tuple[PartLines, ...]:
    """Divide the lines of both tables into as few parts as their order allows, each within EDGAR's limits.

    Days follow one another from part to part, and within a part the lines keep their filed order. Both legs
    of an exercise stay together, a day is not torn where that makes no further part, and holdings stand in
    the last part that has a transaction in their class. A part of a statement with transactions has at least
    one. What does not fit so is divided more freely.

    Raises `UsageError` when one line has more footnotes than a form takes, or when there are too many
    holdings for the transactions.
    """
    lines = _lines(statement)
    transactions = [line for line in lines if line.is_transaction]
    holdings = [line for line in lines if not line.is_transaction]
    if not lines:
        return (PartLines((), ()),)
    for line in lines:
        if (number := sum(line.footnotes.values())) > MAX_FOOTNOTES:
            place = place_of(f"{line.table}[{line.position}]")
            raise UsageError(
                f"{place} has {number} footnotes, and one form takes at most {MAX_FOOTNOTES}; move some of "
                "their text to an exhibit 99 that a footnote names"
            )
    for way in _WAYS:
        parts = _fewest(way(transactions, holdings), each_trades=bool(transactions))
        if parts:
            return tuple(_positions(part) for part in parts)
    # "You must provide at least one valid <nonDerivativeTransaction> or <derivativeTransaction>
    # specification in a '4,' '4/A,' '5,' or '5/A' submission." - specification v5.4, 4.3.3
    raise UsageError(
        f"{len(holdings)} holdings and {len(transactions)} transactions do not fit forms of at most "
        f"{MAX_ROWS} lines a table and {MAX_FOOTNOTES} footnotes that each report a transaction; leave out "
        "holdings of classes in which no transaction is reported, or join lines"
    )


def _lines(statement: Unnumbered) -> list[_Line]:
    found = []
    for table, rows in zip(_TABLES, statement, strict=True):
        ranks: Counter[date] = Counter()
        for position, noted in enumerate(rows):
            row = noted.row
            # A line without a date, a holding above all, comes after those that have one.
            day = (row.transaction_date if isinstance(row, Transaction) else None) or date.max
            found.append(_Line(table, position, row, day, ranks[day], _footnotes(noted)))
            ranks[day] += 1
    return found


def _footnotes(noted: NotedRow[Row]) -> dict[str, int]:
    return {one_spaced(text): len(split_text(text)) for texts in noted.texts.values() for text in texts}


def _kept_together(transactions: Sequence[_Line], holdings: Sequence[_Line]) -> list[_Unit]:
    """Legs of one exercise together, and with the last transaction of a class its holdings."""
    units = _in_order(_legs(transactions))
    if not units:
        return _in_order((line,) for line in holdings)
    last = {
        (line.table, same(line.row.security)): position
        for position, unit in enumerate(units)
        for line in unit.lines
    }
    joined: dict[int, list[_Line]] = defaultdict(list)
    for line in holdings:
        joined[last.get((line.table, same(line.row.security)), len(units) - 1)].append(line)
    return [_Unit((*unit.lines, *joined[n]), unit.day) for n, unit in enumerate(units)]


def _holdings_spread(transactions: Sequence[_Line], holdings: Sequence[_Line]) -> list[_Unit]:
    """Legs of one exercise together, and the holdings spread evenly over the transactions."""
    return _spread(_in_order(_legs(transactions)), holdings)


def _line_by_line(transactions: Sequence[_Line], holdings: Sequence[_Line]) -> list[_Unit]:
    """No line bound to another."""
    return _spread(_in_order((line,) for line in transactions), holdings)


_WAYS: tuple[Callable[[Sequence[_Line], Sequence[_Line]], list[_Unit]], ...] = (
    _kept_together,
    _holdings_spread,
    _line_by_line,
)
"""What is kept together, the most careful way first; the next one is for what does not fit so."""


def _spread(units: Sequence[_Unit], holdings: Sequence[_Line]) -> list[_Unit]:
    spread: list[_Unit] = []
    for n, unit in enumerate(units):
        begin, end = (len(holdings) * m // len(units) for m in (n, n + 1))
        spread += [unit, *(_Unit((line,), unit.day) for line in holdings[begin:end])]
    return spread


def _in_order(groups: Iterable[Sequence[_Line]]) -> list[_Unit]:
    """Put groups of lines in the order of their days; on one day both tables go on abreast.

    A group stands where its line of Table I stands, so that totals go on running in filed order.
    """
    units = [_Unit(tuple(group), min(line.day for line in group)) for group in groups]
    return sorted(units, key=_place)


def _place(unit: _Unit) -> tuple[date, int, str]:
    first = min(unit.lines, key=lambda line: (line.day, line.table, line.rank))
    return first.day, first.rank, first.table


def _legs(transactions: Sequence[_Line]) -> list[list[_Line]]:
    """Group the lines that report one exercise in both tables; every other transaction stands alone.

    On one day and with one code the lines of both tables are told apart by their amounts, in filed order.
    Where the amounts do not pair off all of them stay together.
    """
    exercises: dict[tuple[date, str], tuple[list[_Line], list[_Line]]] = defaultdict(lambda: ([], []))
    groups = []
    for line in transactions:
        code = getattr(line.row, "code", None)
        if code in CODES and CODES[code].is_exercise:
            exercises[line.day, code][_TABLES.index(line.table)].append(line)
        else:
            groups.append([line])
    for shares, derivatives in exercises.values():
        if not shares or not derivatives:
            groups += [[line] for line in (*shares, *derivatives)]
        elif [_amount(line.row) for line in shares] == [_amount(line.row) for line in derivatives]:
            groups += [list(pair) for pair in zip(shares, derivatives, strict=True)]
        else:
            groups.append([*shares, *derivatives])
    return groups


def _amount(row: Row) -> object:
    """Return how many securities came out of an exercise: on a line of Table II the underlying ones."""
    if isinstance(row, DerivativeTransaction) and row.underlying_shares is not None:
        return row.underlying_shares
    return row.shares if isinstance(row, Transaction) else None


def _fewest(units: Sequence[_Unit], *, each_trades: bool) -> list[Sequence[_Unit]]:
    """Cut a row of units into the fewest parts that fit, tearing the fewest days; empty when none fit.

    Among cuts that are equally good the first parts are the fullest.
    """
    plans: list[_Plan | None] = [_Plan(0, 0, 0), *[None] * len(units)]
    for end in range(1, len(units) + 1):
        room = _Room()
        for begin in reversed(range(end)):
            room.take(units[begin])
            if not room.is_enough:
                break
            before = plans[begin]
            if before is None or (each_trades and not room.has_transaction):
                continue
            tears = begin > 0 and units[begin - 1].day == units[begin].day
            plan = _Plan(before.parts + 1, before.days_torn + tears, begin)
            best = plans[end]
            if best is None or plan[:2] < best[:2]:
                plans[end] = plan
    cuts = []
    end, plan_to_end = len(units), plans[-1]
    while plan_to_end is not None and end:
        cuts.append(units[plan_to_end.begin : end])
        end, plan_to_end = plan_to_end.begin, plans[plan_to_end.begin]
    return cuts[::-1]


class _Room:
    """What the units of one part take up."""

    def __init__(self) -> None:
        self.rows: Counter[str] = Counter()
        self.footnotes: dict[str, int] = {}
        self.has_transaction = False

    def take(self, unit: _Unit) -> None:
        for line in unit.lines:
            self.rows[line.table] += 1
            self.footnotes |= line.footnotes
            self.has_transaction |= line.is_transaction

    @property
    def is_enough(self) -> bool:
        """Whether the part is within the limits; the same footnote counts once."""
        return max(self.rows.values()) <= MAX_ROWS and sum(self.footnotes.values()) <= MAX_FOOTNOTES


def _positions(units: Sequence[_Unit]) -> PartLines:
    lines = [line for unit in units for line in unit.lines]
    table_1, table_2 = (
        tuple(sorted(line.position for line in lines if line.table == table)) for table in _TABLES
    )
    return PartLines(table_1, table_2)
