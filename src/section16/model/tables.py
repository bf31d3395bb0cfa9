"""The rows of Tables I and II: what was traded, and what is held.

Plain values stand beside `notes`, the ids of the footnotes on each of them. A price given only by a
footnote is None with a note, never zero.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Literal

from msgspec import Struct
from msgspec.structs import force_setattr

from section16.model.values import NO_NOTES, Direction, Notes, Ownership, Timeliness


class _Row(Struct, frozen=True, kw_only=True, gc=False, tag_field="kind"):
    security: str | None = None
    form_type: str | None = None
    owned_following: Decimal | None = None
    value_owned_following: Decimal | None = None
    ownership: Ownership | None = None
    nature_of_ownership: str | None = None
    notes: Mapping[str, tuple[str, ...]] = NO_NOTES

    def __post_init__(self) -> None:
        if type(self.notes) is not Notes:
            force_setattr(self, "notes", Notes(self.notes) if self.notes else NO_NOTES)


class Holding(_Row, frozen=True, kw_only=True, gc=False, tag="holding"):
    """A line of Table I that reports securities owned, without a transaction."""

    @property
    def kind(self) -> Literal["holding"]:
        """Which of the two sorts of line this is."""
        return "holding"


class Transaction(_Row, frozen=True, kw_only=True, gc=False, tag="transaction"):
    """A line of Table I that reports a transaction (Form 4 and 5, columns 1 to 7).

    `shares` and `owned_following` count securities; `price` and `value_owned_following` are U.S. dollars.
    """

    transaction_date: date | None = None
    deemed_execution_date: date | None = None
    code: str | None = None
    equity_swap: bool | None = None
    timeliness: Timeliness | None = None
    shares: Decimal | None = None
    price: Decimal | None = None
    direction: Direction | None = None

    @property
    def kind(self) -> Literal["transaction"]:
        """Which of the two sorts of line this is."""
        return "transaction"


class DerivativeHolding(Holding, frozen=True, kw_only=True, gc=False, tag="holding"):
    """A line of Table II that reports derivative securities owned, without a transaction.

    `exercise_price` is dollars per underlying security; `underlying_value` is dollars.
    """

    exercise_price: Decimal | None = None
    exercise_date: date | None = None
    expiration_date: date | None = None
    underlying_title: str | None = None
    underlying_shares: Decimal | None = None
    underlying_value: Decimal | None = None


class DerivativeTransaction(Transaction, frozen=True, kw_only=True, gc=False, tag="transaction"):
    """A line of Table II that reports a transaction in a derivative security (Form 4 and 5, columns 1 to 11).

    `price` is the price of the derivative itself (column 8); either `shares` or `total_value` (dollars)
    says how much was acquired or disposed of.
    """

    exercise_price: Decimal | None = None
    total_value: Decimal | None = None
    exercise_date: date | None = None
    expiration_date: date | None = None
    underlying_title: str | None = None
    underlying_shares: Decimal | None = None
    underlying_value: Decimal | None = None


Row = Transaction | Holding
"""Any line of Table I or (as the derivative subclasses) of Table II."""

DerivativeRow = DerivativeTransaction | DerivativeHolding
"""Any line of Table II."""
