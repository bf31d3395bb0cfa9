"""The lines of Tables I and II as drafting, checks and roll-forward speak of them.

"Line" is the form's word for a row; an account is one security held in one form of ownership.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple, TypeVar

from msgspec.structs import replace

from section16.model.statement import Statement
from section16.model.tables import DerivativeTransaction, Holding, Row, Transaction
from section16.model.values import Ownership, grouped

_AnyRow = TypeVar("_AnyRow", bound=Row)


class Line(NamedTuple):
    """A transaction of a statement, with its path (``table_1[0]``)."""

    path: str
    row: Transaction

    @property
    def table(self) -> str:
        """``"table_1"`` or ``"table_2"``."""
        return self.path[:7]

    @property
    def moved(self) -> Decimal:
        """How many securities came in (positive) or went out (negative); zero where either is unknown."""
        if self.row.shares is None or self.row.direction is None:
            return Decimal(0)
        return self.row.shares if self.row.direction == "A" else -self.row.shares


class DerivativeLine(NamedTuple):
    """A transaction of Table II, with its path (``table_2[0]``)."""

    path: str
    row: DerivativeTransaction


def transactions(statement: Statement) -> Iterator[Line]:
    """Yield every transaction of both tables, Table I first, in filed order.

    Here and below, a number that no statement can hold (NaN, or far beyond twelve digits; family S tells of
    it) is taken as absent.
    """
    yield from transactions_of(statement, "table_1")
    yield from transactions_of(statement, "table_2")


def transactions_of(statement: Statement, table: str) -> Iterator[Line]:
    """Yield every transaction of ``"table_1"`` or ``"table_2"`` in filed order."""
    for position, row in enumerate(getattr(statement, table)):
        if isinstance(row, Transaction):
            yield Line(f"{table}[{position}]", _believable(row))


def holdings_of_table_1(statement: Statement) -> Iterator[tuple[str, Holding]]:
    """Yield every holding of Table I with its path, in filed order."""
    for position, row in enumerate(statement.table_1):
        if isinstance(row, Holding):
            yield f"table_1[{position}]", _believable(row)


def derivative_transactions(statement: Statement) -> Iterator[DerivativeLine]:
    """Yield every transaction of Table II in filed order."""
    for position, row in enumerate(statement.table_2):
        if isinstance(row, DerivativeTransaction):
            yield DerivativeLine(f"table_2[{position}]", _believable(row))


_NUMBERS = ("owned_following", "shares", "price", "exercise_price", "underlying_shares", "total_value")


def _believable(row: _AnyRow) -> _AnyRow:
    """Return the row without the numbers that no statement can hold."""
    wrong = [name for name in _NUMBERS if (value := getattr(row, name, None)) and not _can_be(value)]
    return replace(row, **dict.fromkeys(wrong)) if wrong else row


def _can_be(value: Decimal) -> bool:
    """Whether sums, products and quotients of such numbers stay exact: at most 999999999999.9999."""
    return value.is_finite() and -8 <= value.adjusted() <= 12


def footnotes_on(statement: Statement, row: Row, *attributes: str) -> str:
    """Return the texts of the footnotes on these items of a row (on any item when none is named)."""
    ids = dict.fromkeys(
        id for attribute, ids in row.notes.items() if not attributes or attribute in attributes for id in ids
    )
    return "\n".join(text for id in ids if (text := statement.footnote(id)))


def same(text: str | None) -> str:
    """Return a title or nature in the shape in which two of them are compared: case and spacing aside."""
    return " ".join((text or "").casefold().split())


# Words of a title that do not tell one class from another: of par value, and those for shares.
_IDLE = re.compile(r"par|value|nominal|no|without|of|the|each|per|shares?|stock|usd")
_AMOUNT_OR_WORD = re.compile(r"\$?\d*\.\d+|\$\d+|[^\W_]+")


@lru_cache(maxsize=1 << 10)
def class_of(title: str | None) -> frozenset[str]:
    """Return the words that tell the class: common, class and a, of "Class A Common Stock, $.01 par value".

    Titles with the same words are the same class, however the owner wrote it.
    """
    words = _AMOUNT_OR_WORD.findall(same(title))
    return frozenset(word for word in words if word.isalnum() and not _IDLE.fullmatch(word))


def account(row: Row) -> str:
    """Name the account of a row as the messages do: "Common Stock, direct"."""
    held = "indirect" if row.ownership is Ownership.INDIRECT else "direct"
    nature = f" ({row.nature_of_ownership})" if row.nature_of_ownership else ""
    return f"{row.security}, {held}{nature}"


def number(value: Decimal) -> str:
    """Write a number with commas and without idle zeros: 18,590 and 0.5."""
    text = grouped(value)
    return text.rstrip("0").rstrip(".") if "." in text else text


def dollars(value: Decimal) -> str:
    """Write an amount of money as $1,234.56, with more decimals only where there are more."""
    text = number(value)
    whole, _, cents = text.partition(".")
    return f"${whole}.{cents:0<2}" if cents else f"${whole}"
