"""A filed statement beside its draft, line by line: what is the same, and in which respect the rest is not.

Lines are matched with their like within each table. A line is reproduced when it stands in its place with every
respect the same; footnotes, and which lines were made under a plan, are not compared.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Literal

from msgspec import Struct

from section16.law.roll_forward import account_key
from section16.model.lines import Line, same, transactions
from section16.model.statement import Statement
from section16.model.tables import Transaction

Standing = Literal["opening", "later, closes", "later, does not close"]
"""Whether a line is the first of its account, or its total follows exactly from the line before it."""


_TERMS = ("exercise_price", "exercise_date", "expiration_date", "underlying_title", "underlying_shares")
_PLACES = Decimal("0.0001")


def _terms(row: Transaction) -> tuple[Hashable, ...]:
    """Return the terms of a derivative, in the order of `_TERMS`; numbers to the four decimals of the form."""
    values = (getattr(row, name, None) for name in _TERMS)
    return tuple(value.quantize(_PLACES) if isinstance(value, Decimal) else value for value in values)


RESPECTS: dict[str, Callable[[Transaction], Hashable]] = {
    "code": lambda row: row.code,
    "direction": lambda row: row.direction,
    "date": lambda row: row.transaction_date,
    "shares": lambda row: row.shares,
    "price": lambda row: row.price,
    "owned following": lambda row: row.owned_following,
    "ownership": lambda row: (row.ownership, same(row.nature_of_ownership)),
    "title": lambda row: same(row.security),
    "terms": _terms,
}
"""In what two lines of one table are compared, by the name under which it is counted."""

_PLACED = ("table", "order")
_TABLES = ("table_1", "table_2")

# Two lines with fewer respects in common than this are not taken for one another.
_ALIKE = 5


class Told(Struct, frozen=True, kw_only=True):
    """One filed line: where it stands, in what its draft agrees, and why not in the rest."""

    path: str
    standing: Standing
    right: Mapping[str, bool]
    reasons: tuple[str, ...] = ()

    @property
    def table(self) -> str:
        """``"table_1"`` or ``"table_2"``."""
        return self.path[:7]

    @property
    def reproduced(self) -> bool:
        """Whether the draft has the line, in its place, the same in every respect."""
        return all(self.right.values())


class Compared(Struct, frozen=True, kw_only=True):
    """A whole statement: its lines, and what the draft has besides."""

    lines: tuple[Told, ...]
    besides: tuple[str, ...] = ()

    @property
    def reproduced(self) -> bool:
        """Whether the draft has every line, and nothing else."""
        return not self.besides and all(line.reproduced for line in self.lines)


def standings(statement: Statement) -> dict[str, Standing]:
    """Say of each line, by path, whether it opens its account or follows from the line before it."""
    totals: dict[Hashable, Decimal | None] = {}
    found: dict[str, Standing] = {}
    for line in transactions(statement):
        key = (line.table, account_key(line.row))
        total = line.row.owned_following
        if key not in totals:
            found[line.path] = "opening"
        else:
            before = totals[key]
            closes = before is not None and total == before + line.moved
            found[line.path] = "later, closes" if closes else "later, does not close"
        totals[key] = total
    return found


def not_drafted(filed: Statement, why: str) -> Compared:
    """Count every line as missing for one reason."""
    told = _Filed(filed)
    return Compared(lines=tuple(told.missing(line, why) for line in told.lines))


def compared(filed: Statement, drafted: Sequence[Statement]) -> Compared:
    """Compare the transactions of a filed statement with those of the statements drafted in its place."""
    told = _Filed(filed)
    made = [line for statement in drafted for line in transactions(statement)]
    pairs = _matched(told.lines, made)
    in_place = {line for table in _TABLES for line in _in_place(table, pairs, made)}
    taken = {id(other) for other in pairs.values()}
    besides = [f"extra: {line.table}, code {line.row.code}" for line in made if id(line) not in taken]
    besides += ["drafted as several statements"] if len(drafted) > 1 else []
    lines = tuple(
        told.beside(line, pairs[line], in_place=line in in_place)
        if line in pairs
        else told.missing(line, "missing: the draft has no such line")
        for line in told.lines
    )
    return Compared(lines=lines, besides=tuple(besides))


def _matched(filed: Sequence[Line], made: Sequence[Line]) -> dict[Line, Line]:
    """Match each line with its like, those of one table first, then the most alike, then the nearest."""
    candidates = sorted(
        (line.table != other.table, -alike, abs(place - at), place, at)
        for place, line in enumerate(filed)
        for at, other in enumerate(made)
        if (alike := _likeness(line, other)) >= _ALIKE
    )
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for *_, place, at in candidates:
        if place not in pairs and at not in taken:
            pairs[place] = at
            taken.add(at)
    return {filed[place]: made[at] for place, at in sorted(pairs.items())}


def _likeness(line: Line, other: Line) -> int:
    return sum(value(line.row) == value(other.row) for value in RESPECTS.values())


def _in_place(table: str, pairs: Mapping[Line, Line], made: Sequence[Line]) -> set[Line]:
    """Return the filed lines of a table that stand in the order of the draft: as many as can."""
    place = {id(line): at for at, line in enumerate(made)}
    here = [(line, place[id(other)]) for line, other in pairs.items() if line.table == other.table == table]
    ending: list[list[Line]] = []
    for number, (line, at) in enumerate(here):
        before = [ending[earlier] for earlier in range(number) if here[earlier][1] < at]
        ending.append([*_longest(before), line])
    return set(_longest(ending))


def _longest(rows: Sequence[list[Line]]) -> list[Line]:
    return max(rows, key=len, default=[])


class _Filed:
    """A filed statement whose lines are told one after another, beside their likes in the draft."""

    def __init__(self, filed: Statement) -> None:
        self.lines = list(transactions(filed))
        self._standings = standings(filed)
        self._totals: defaultdict[Hashable, list[Decimal | None]] = defaultdict(list)
        self._days: defaultdict[str, list[date]] = defaultdict(list)
        for line in self.lines:
            self._totals[account_key(line.row)].append(line.row.owned_following)
            self._days[line.table].append(line.row.transaction_date or date.max)
        self._wrong_totals: set[Hashable] = set()

    def missing(self, line: Line, why: str) -> Told:
        """Tell a line that the draft does not have."""
        if line.row.shares is None or line.row.transaction_date is None:
            why = "missing: the filed line has no date or number of securities"
        return self._told(line, dict.fromkeys((*RESPECTS, *_PLACED), False), (why,))

    def beside(self, line: Line, other: Line, *, in_place: bool) -> Told:
        """Tell a line beside its like, respect by respect."""
        right = {name: value(line.row) == value(other.row) for name, value in RESPECTS.items()}
        right |= {"table": line.table == other.table, "order": in_place or line.table != other.table}
        return self._told(
            line, right, [self._reason(name, line, other) for name, so in right.items() if not so]
        )

    def _told(self, line: Line, right: Mapping[str, bool], reasons: Sequence[str]) -> Told:
        if not right["owned following"]:
            self._wrong_totals.add(account_key(line.row))
        return Told(path=line.path, standing=self._standings[line.path], right=right, reasons=tuple(reasons))

    def _reason(self, respect: str, line: Line, other: Line) -> str:
        """Say in what two lines differ, in words that can be counted."""
        filed, made = line.row, other.row
        match respect:
            case "code":
                return f"code: {filed.code} filed, {made.code} drafted"
            case "direction":
                return f"direction: code {filed.code} filed as {filed.direction}, drafted as {made.direction}"
            case "price":
                return (
                    f"price: {_sort(filed)} filed, {_sort(made)} drafted, code {filed.code} in {line.table}"
                )
            case "terms":
                return f"terms: {_unlike(filed, made)}, code {filed.code}"
            case "owned following":
                return f"owned following: {line.table}, {self._about_total(line)}"
            case "order":
                days = self._days[line.table]
                return f"order: {line.table}, whose days are {'' if days == sorted(days) else 'not '}in order"
        return f"{respect}: {line.table} filed, {other.table} drafted, code {filed.code}"

    def _about_total(self, line: Line) -> str:
        key = account_key(line.row)
        total, standing = line.row.owned_following, self._standings[line.path]
        if standing == "opening" and (total is None or total < line.moved):
            return "what was owned before cannot be derived"
        if len(self._totals[key]) > 1 and len(set(self._totals[key])) == 1:
            return "every line of the account shows one total"
        if standing == "later, does not close":
            return "the filed total does not follow from the line before it"
        if key in self._wrong_totals:
            return "an earlier total of the account differs"
        return "the first total of the account that differs"


def _unlike(filed: Transaction, made: Transaction) -> str:
    terms = zip(_TERMS, _terms(filed), _terms(made), strict=True)
    return ", ".join(name.replace("_", " ") for name, one, other in terms if one != other)


def _sort(row: Transaction) -> str:
    if row.price is None:
        return "footnote only" if row.notes.get("price") else "none"
    return "an amount" if row.price else "zero"
