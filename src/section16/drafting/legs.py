"""Legs: what a fact does to one account, before it is a line of the form."""

from __future__ import annotations

import datetime
from collections.abc import Hashable, Mapping
from decimal import Decimal
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from section16.drafting.decisions import Decision
from section16.drafting.prices import PriceLine
from section16.drafting.securities import Security, Vehicle
from section16.law.answer import Answer
from section16.model.lines import same
from section16.model.values import Direction, Ownership


class Question(Struct, frozen=True, kw_only=True):
    """Something the facts and profiles do not say, asked precisely.

    `about` is the fact or profile with its field (``facts[2].approved``). When it `blocks`, no statement can
    be made before it is answered; otherwise the draft rests on what is `assumed`, which it says.
    """

    about: str
    asks: str
    options: tuple[str, ...] = ()
    assumed: str | None = None

    @property
    def blocks(self) -> bool:
        """Whether no statement can be made without the answer."""
        return self.assumed is None


class Account(Struct, frozen=True, kw_only=True, dict=True):
    """One security in one pair of hands: what is owned is counted for each account."""

    security: Security
    vehicle: Vehicle

    @property
    def table(self) -> str:
        """The table that shows it: ``"table_1"`` or ``"table_2"``."""
        return "table_2" if self.security.is_derivative else "table_1"

    @cached_property
    def key(self) -> tuple[Hashable, ...]:
        """What makes it the same account in another fact: title, terms, form and nature of ownership."""
        return (self.table, same(self.security.title), self.security.grant, *self._terms, *self.hands)

    @property
    def class_key(self) -> tuple[Hashable, ...]:
        """The class of securities, in whoever's hands."""
        return (self.table, same(self.security.title))

    @property
    def hands(self) -> tuple[Hashable, ...]:
        """Form and nature of ownership, with the footnotes that explain it."""
        vehicle = self.vehicle
        return (vehicle.ownership, same(vehicle.nature), _words(vehicle.footnote))

    @property
    def _terms(self) -> tuple[Hashable, ...]:
        if self.table == "table_1":
            return (_words(self.security.words.get("security")),)
        terms = self.security
        noted = ("security", "exercise_price", "exercise_date", "expiration_date")
        return (
            None if terms.exercise_price is None else terms.exercise_price.normalize(),
            terms.exercise_date,
            terms.expiration_date,
            *(_words(terms.words.get(attribute)) for attribute in noted),
        )

    @property
    def name(self) -> str:
        """The account in words: "Common Stock, direct", "Common Stock, indirect (By Trust)"."""
        held = "direct" if self.vehicle.ownership is Ownership.DIRECT else "indirect"
        return f"{self.security.title}, {held}" + (f" ({self.vehicle.nature})" if self.vehicle.nature else "")


def _words(words: str | tuple[str, ...] | None) -> tuple[str, ...]:
    return () if words is None else (same(words),) if isinstance(words, str) else tuple(map(same, words))


class Leg(Struct, frozen=True, kw_only=True):
    """One movement in one account, with the decision how it is reported.

    `shares` and `price` are as the line shall show them; `underlying_shares` belongs to a derivative. `form`
    is the form on which it is due (``""`` for what is not reported), `notified` the day from which the time
    runs where the owner did not choose the day, `due` when it is due where the day of execution does not
    decide that. `texts` are footnotes by attribute; `on_total` are footnotes for the next total of the
    account where the leg itself is not reported. `adds` says that it adds to what the account held, so that
    this must be known. `fills` keeps the trades behind a weighted average price.
    """

    fact: int
    account: Account
    on: datetime.date
    decision: Decision
    direction: Direction
    shares: Decimal
    price: Decimal | None = None
    form: str = "4"
    underlying_shares: Decimal | None = None
    notified: datetime.date | None = None
    due: Answer[datetime.date] | None = None
    equity_swap: bool = False
    under_plan: bool = False
    texts: Mapping[str, tuple[str, ...]] = {}
    on_total: tuple[str, ...] = ()
    fills: PriceLine | None = None
    sets_total: bool = False
    adds: bool = False

    @property
    def is_reported(self) -> bool:
        """Whether it makes a line of its own."""
        return self.decision.code is not None

    def freed(self) -> Leg:
        """Return the leg as not subject to section 16: it moves its account all the same."""
        of_short = self.decision.of_short
        decision = Decision(code=None, of_short=of_short, why="it is not subject to section 16")
        return replace(self, decision=decision, form="")

    @property
    def moved(self) -> Decimal:
        """How many the account holds more (positive) or less (negative); of a short position, owes."""
        grows = (self.direction is Direction.ACQUIRED) is not self.decision.of_short
        return self.shares if grows else -self.shares


class Coding(Struct, frozen=True, kw_only=True):
    """What a fact comes to: its legs in order, the questions it leaves, and remarks about it for the file."""

    legs: tuple[Leg, ...] = ()
    questions: tuple[Question, ...] = ()
    says: tuple[str, ...] = ()
