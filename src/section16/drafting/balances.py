"""Balances: every account rolled forward from its opening, leg by leg.

"Report total beneficial ownership following the reported transaction(s) for each class of securities in which
a transaction was reported." - Form 4, General Instruction 4(a)(i)
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from decimal import Decimal
from typing import NamedTuple

from msgspec.structs import replace

from section16.drafting.facts import StockSplit
from section16.drafting.legs import Account, Leg, Question
from section16.drafting.openings import Opening, loose_key
from section16.model.lines import number, same
from section16.model.values import Direction

_ZERO = Decimal(0)


class Movement(NamedTuple):
    """What an account held before and after a leg, where its opening is written, and what is to be asked."""

    before: Decimal
    after: Decimal
    source: str
    question: Question | None


class Balances:
    """What every account of one reporting group holds, as the legs go by.

    `by_class` counts derivatives of one title together, whatever their terms, as some owners do.
    """

    def __init__(self, openings: Iterable[Opening], *, by_class: bool = False) -> None:
        self._by_class = by_class
        self._amounts: dict[Hashable, Decimal] = {}
        self._accounts: dict[Hashable, Account] = {}
        self._said: dict[Hashable, list[str]] = {}
        self.sources: dict[Hashable, str] = {}
        for opening in openings:
            key = self.key(opening.account)
            counted = self._by_class and opening.account.table == "table_2" and key in self._amounts
            self._amounts[key] = opening.amount + (self._amounts[key] if counted else _ZERO)
            self._accounts[key] = opening.account
            self.sources[key] = opening.source

    def key(self, account: Account) -> Hashable:
        """Say which count an account belongs to."""
        if self._by_class and account.table == "table_2":
            return (*account.class_key, *account.hands)
        return account.key

    def move(self, leg: Leg, about: str) -> Movement:
        """Carry out one leg and return what its account held before and after, with the question it raises."""
        key, question = self._found(leg, about)
        before = self._amounts.setdefault(key, _ZERO)
        self._accounts.setdefault(key, leg.account)
        after = leg.shares if leg.sets_total else before + leg.moved
        self._said.setdefault(key, []).extend(leg.on_total)
        if after < 0 and question is None:
            question = Question(
                about=f"{about}.shares",
                asks=f"{leg.account.name}: {number(leg.shares)} disposed of on {leg.on}, but only {number(before)} owned "
                f"before ({self.sources.get(key, 'no opening is known')}). Which of the two is right? Give the opening "
                'as a fact: fact = "held", or correct the amount.',
            )
        self._amounts[key] = after
        source = self.sources.get(key, "nothing said before")
        return Movement(before=before, after=after, source=source, question=question)

    def _found(self, leg: Leg, about: str) -> tuple[Hashable, Question | None]:
        """Find the count a leg belongs to; an account nobody spoke of is opened or asked for."""
        account = leg.account
        key = self.key(account)
        if key in self._amounts:
            return key, None
        loose = loose_key(account)
        alike = [known for known, each in self._accounts.items() if loose_key(each) == loose]
        if len(alike) == 1:
            return alike[0], None
        acquired = leg.direction is Direction.ACQUIRED
        if leg.sets_total or (account.table == "table_2" and acquired):
            return key, None
        if any(each.class_key == account.class_key for each in self._accounts.values()) and acquired:
            return key, None  # the class was reported with all its accounts, and this one was not among them
        return key, Question(
            about=f"{about}.security",
            asks=f"How many {account.security.title} were owned, {account.name.partition(', ')[2]}, before {leg.on}? Give an "
            f'earlier statement (--after), or a fact: fact = "held", on = {leg.on}, security = '
            f'"{account.security.title}", shares = ... (0 if none).',
        )

    def split(self, split: StockSplit) -> None:
        """Multiply what is held of a class, and of the derivatives on it, by a stock split (Rule 16a-9)."""
        factor = split.new / split.old
        for key, account in list(self._accounts.items()):
            security = account.security
            if same(security.title) == same(split.security):
                self._amounts[key] *= factor
            elif same(security.underlying) == same(split.security):
                price = security.exercise_price
                adjusted = replace(
                    security,
                    exercise_price=None if price is None else (price / factor).quantize(Decimal("0.0001")),
                )
                moved = replace(account, security=adjusted)
                amount = self._amounts.pop(key) * factor
                del self._accounts[key]
                self._amounts[self.key(moved)], self._accounts[self.key(moved)] = amount, moved

    def say(self, security: str, text: str) -> None:
        """Put a footnote on the next total of every account of a class."""
        for key, account in self._accounts.items():
            if same(account.security.title) == same(security):
                self._said.setdefault(key, []).append(text)

    def told(self, account: Account) -> tuple[str, ...]:
        """Return, once, the footnotes that wait for the next total of an account."""
        return tuple(self._said.pop(self.key_of(account), ()))

    def held(self, account: Account) -> Decimal:
        """Return what an account holds now."""
        return self._amounts.get(self.key_of(account), _ZERO)

    def source(self, account: Account) -> str | None:
        """Say where the account's opening is written, or None when no source is known."""
        return self.sources.get(self.key_of(account))

    def key_of(self, account: Account) -> Hashable:
        """Return the key under which an account is counted, footnotes aside where that is plain."""
        key = self.key(account)
        if key in self._amounts:
            return key
        loose = loose_key(account)
        return next((known for known, each in self._accounts.items() if loose_key(each) == loose), key)

    def all(self) -> list[tuple[Account, Decimal]]:
        """Return every account with what it holds, in the order in which they came up."""
        return [(account, self._amounts[key]) for key, account in self._accounts.items()]

    def of_classes(self, classes: Iterable[Hashable]) -> list[tuple[Account, Decimal]]:
        """Return every account of these classes with what it holds, in the order in which they came up."""
        wanted = set(classes)
        return [(account, owned) for account, owned in self.all() if account.class_key in wanted]
