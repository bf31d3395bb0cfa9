"""Which lines of a statement an amendment corrects, adds or withdraws, and how it says so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

from section16.drafting.footnote_numbering import NotedRow, Unnumbered
from section16.drafting.footnote_text import one_spaced
from section16.model.items import Item, of_group
from section16.model.lines import account, number, same
from section16.model.tables import DerivativeHolding, DerivativeTransaction, Row, Transaction

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

_HALF = Fraction(1, 2)


class Correction(NamedTuple):
    """One item of a line, before and after, in words: ``column 4, Amount``, ``2,500``, ``2,400``."""

    what: str
    before: str
    after: str


class ChangedLine(NamedTuple):
    """A line of a table that was corrected, added or withdrawn.

    `before` is its position in the original, None for a line that was added; `after` that in the corrected
    statement, None for one that was withdrawn. `row` is the line as it should be, or as it was withdrawn.
    """

    table: str
    before: int | None
    after: int | None
    row: Row
    corrections: tuple[Correction, ...] = ()


def changed_lines(original: Unnumbered, corrected: Unnumbered, form: str) -> tuple[ChangedLine, ...]:
    """Tell which lines of both tables were corrected, added and withdrawn, those withdrawn after the others.

    Equal lines, footnotes included, are unchanged wherever they stand. Of the others two are one line
    corrected when they agree in more than half of their marks: account, day, code, amount, price and, in
    Table II, terms. Each line is matched once, with the one it is most like.
    """
    tables = (
        ("table_1", original.table_1, corrected.table_1),
        ("table_2", original.table_2, corrected.table_2),
    )
    found: list[ChangedLine] = []
    withdrawn: list[ChangedLine] = []
    for table, before, after in tables:
        gone, new = _different(before, after)
        corrects = _matched(before, after, gone, new)
        for position in new:
            old = corrects.get(position)
            items = () if old is None else tuple(_corrections(table, form, before[old], after[position]))
            found.append(ChangedLine(table, old, position, after[position].row, items))
        left = [old for old in gone if old not in corrects.values()]
        withdrawn += [ChangedLine(table, old, None, before[old].row) for old in left]
    return (*found, *withdrawn)


def _different(
    before: Sequence[NotedRow[Row]], after: Sequence[NotedRow[Row]]
) -> tuple[list[int], list[int]]:
    """Return the positions of the lines that have no equal on the other side."""
    gone, new = list(range(len(before))), []
    for position, noted in enumerate(after):
        equal = next((old for old in gone if _is_same(before[old], noted)), None)
        if equal is None:
            new.append(position)
        else:
            gone.remove(equal)
    return gone, new


def _matched(
    before: Sequence[NotedRow[Row]], after: Sequence[NotedRow[Row]], gone: list[int], new: list[int]
) -> dict[int, int]:
    """Return which new line corrects which old one, the likest pairs first."""
    alike = sorted(
        (-likeness, abs(old - position), old, position)
        for old in gone
        for position in new
        if (likeness := _likeness(before[old].row, after[position].row)) > _HALF
    )
    matched: dict[int, int] = {}
    for _, _, old, position in alike:
        if position not in matched and old not in matched.values():
            matched[position] = old
    return matched


def _is_same(one: NotedRow[Row], other: NotedRow[Row]) -> bool:
    return one.row == other.row and _words_of(one) == _words_of(other)


def _words_of(noted: NotedRow[Row]) -> dict[str, list[str]]:
    return {
        attribute: [one_spaced(text) for text in texts] for attribute, texts in noted.texts.items() if texts
    }


def _likeness(one: Row, other: Row) -> Fraction:
    """Say in how many of their marks two lines agree, from 0 to 1; lines of different kinds in none."""
    if one.kind != other.kind:
        return Fraction(0)
    pairs = [pair for pair in zip(_marks(one), _marks(other), strict=True) if pair != (None, None)]
    return Fraction(sum(before == after for before, after in pairs), len(pairs))


def _marks(row: Row) -> tuple[object, ...]:
    """Return what tells a line from another."""
    account_of = (same(row.security), row.ownership, same(row.nature_of_ownership))
    terms: tuple[object, ...] = ()
    if isinstance(row, DerivativeTransaction | DerivativeHolding):
        terms = ((row.exercise_price, row.exercise_date, row.expiration_date, same(row.underlying_title)),)
    if isinstance(row, Transaction):
        amount = row.shares if row.shares is not None else getattr(row, "total_value", None)
        return (account_of, row.transaction_date, (row.code, row.direction), amount, row.price, *terms)
    title, *hands = account_of
    amount = row.owned_following if row.owned_following is not None else row.value_owned_following
    return (title, tuple(hands), amount, *terms)


def _corrections(table: str, form: str, before: NotedRow[Row], after: NotedRow[Row]) -> Iterator[Correction]:
    """Yield the items in which a line differs, in the order of the table of items."""
    words_before, words_after = _words_of(before), _words_of(after)
    for item in of_group(table):
        old, new = (getattr(noted.row, item.attribute, None) for noted in (before, after))
        if old != new:
            yield Correction(_column(item, form), in_words(old), in_words(new))
        elif words_before.get(item.attribute) != words_after.get(item.attribute):
            had, has = (
                f"{how} footnote" if item.attribute in words else "no footnote"
                for words, how in ((words_before, "another"), (words_after, "the"))
            )
            yield Correction(_column(item, form), had, has)


def _column(item: Item, form: str) -> str:
    """Name an item of a table as the form does: "column 4, Amount"."""
    box = item.box.get(form)
    return f"column {box}, {item.label}" if box else item.label


def line_in_words(row: Row) -> str:
    """Describe a line so that a reader of the original finds it."""
    if not isinstance(row, Transaction):
        owned = row.owned_following if row.owned_following is not None else row.value_owned_following
        return f"the holding of {in_words(owned)} ({account(row)})"
    amount = row.shares if row.shares is not None else getattr(row, "total_value", None)
    done = {"A": "acquired", "D": "disposed of"}.get(row.direction or "", "traded")
    day = f" on {in_words(row.transaction_date)}" if row.transaction_date else ""
    return f"{in_words(amount)} {done}{day} under code {in_words(row.code)} ({account(row)})"


def in_words(value: Any) -> str:
    """Write a value as a reader of the form expects it: 2,400, May 5, 2026, yes; nothing is "blank"."""
    match value:
        case None:
            return "blank"
        case bool():
            return "yes" if value else "no"
        case Decimal():
            return number(value)
        case date():
            return f"{_MONTHS[value.month - 1]} {value.day}, {value.year}"
    return str(value)
