"""What a statement says of each item its form type knows: the table of items laid over one statement."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from operator import attrgetter
from typing import Any, NamedTuple

from section16.model.items import Item, Kind, Use, of_group
from section16.model.statement import Statement
from section16.model.tables import Transaction
from section16.model.values import NO_NOTES


class Said(NamedTuple):
    """One item of a statement: its path, its line in the table of items, its value and its footnote ids.

    `use` is how the form type treats the item in such a line; `value` is None when nothing is said.
    """

    path: str
    item: Item
    use: Use
    value: Any
    notes: tuple[str, ...]

    @property
    def is_typed(self) -> bool:
        """Whether the value is of its item's type: a finite number, a value of the list, or nothing."""
        value, kind = self.value, self.item.kind
        if value is None:
            return True
        if kind is Kind.CHOICE:
            return value in self.item.choices
        if isinstance(value, Decimal):
            return kind is Kind.DECIMAL and value.is_finite()
        return isinstance(value, _TYPES[kind])


_TYPES = {Kind.TEXT: str, Kind.CIK: str, Kind.DECIMAL: Decimal, Kind.DATE: date, Kind.BOOLEAN: bool}

_Plan = tuple[tuple[Item, Use, str, Callable[[Any], Any]], ...]


@cache
def _plan(group: str, form_type: str, holding: bool) -> _Plan:
    """Say which items of `group` to ask for, how the form type treats each, and how to get its value."""
    return tuple(
        (item, item.use(form_type, holding=holding), item.attribute, _getter(item.attribute))
        for item in of_group(group)
    )


def _getter(attribute: str) -> Callable[[Any], Any]:
    if "." in attribute:
        return attrgetter(attribute)
    return lambda holder: getattr(holder, attribute, None)


def all_said(statement: Statement) -> Iterator[Said]:
    """Yield a `Said` for every item of every part of the statement, in the order of the table of items.

    A transaction line on Form 3 yields nothing: the line itself has no place there (check S501).
    """
    form_type = statement.form_type
    yield from _of("", statement, "statement", form_type)
    yield from _of("issuer", statement.issuer, "issuer", form_type)
    for position, owner in enumerate(statement.owners):
        yield from _of(f"owners[{position}]", owner, "owner", form_type)
    for path, row in statement.rows_with_paths():
        is_transaction = isinstance(row, Transaction)
        if is_transaction and statement.form == "3":
            continue
        yield from _of(path, row, path[:7], form_type, holding=not is_transaction)
    for position, footnote in enumerate(statement.footnotes):
        yield from _of(f"footnotes[{position}]", footnote, "footnote", form_type)
    for position, signature in enumerate(statement.signatures):
        yield from _of(f"signatures[{position}]", signature, "signature", form_type)


def _of(path: str, holder: Any, group: str, form_type: str, *, holding: bool = False) -> Iterator[Said]:
    notes = getattr(holder, "notes", NO_NOTES)
    prefix = f"{path}." if path else ""
    for item, use, attribute, value_of in _plan(group, form_type, holding):
        yield Said(prefix + attribute, item, use, value_of(holder), notes.get(attribute, ()))
