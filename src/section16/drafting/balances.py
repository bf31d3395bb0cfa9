"""Balances: every account rolled forward from its opening, leg by leg.

"Report total beneficial ownership following the reported transaction(s) for each class of securities in which
a transaction was reported." - Form 4, General Instruction 4(a)(i)
"""

from __future__ import annotations

import datetime
from collections.abc import Hashable, Iterable
from decimal import Decimal
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from section16.drafting.facts import StockSplit
from section16.drafting.legs import Account, Leg, Question
from section16.drafting.openings import Opening, loose_key
from section16.drafting.securities import Security, SecurityKind
from section16.law.roll_forward import rolled_forward
from section16.model.items import DECIMAL_PLACES
from section16.model.lines import number, same

_ZERO = Decimal(0)
_PLACE = Decimal(1).scaleb(-DECIMAL_PLACES)
_EVE = datetime.date.max
_NEVER = datetime.date.min


class Movement(NamedTuple):
    """What an account held before and after a leg, where its opening is written, and what is to be asked."""

    before: Decimal
    after: Decimal
    source: str
    question: Question | None


class _Count(Struct, kw_only=True):
    """One account as it stands: what it holds, where its opening is written, what its next total must say.

    `opened` is the day at whose end the opening was held. `parts` are the openings that a count by class adds
    up.
    """

    account: Account
    amount: Decimal = _ZERO
    source: str = "nothing said before"
    opened: datetime.date = _NEVER
    parts: dict[Hashable, Decimal] = {}
    said: list[str] = []


class Balances:
    """What every account of one reporting group holds, as the legs go by.

    `by_class` counts derivatives of one title together, whatever their terms, as some owners do. `is_whole`
    says that the openings show everything owned, so that what they do not show was not owned.
    """

    def __init__(
        self, openings: Iterable[Opening], *, by_class: bool = False, is_whole: bool = False
    ) -> None:
        self._by_class = by_class
        self._is_whole = is_whole
        self._counts: dict[Hashable, _Count] = {}
        self._whole_classes: set[Hashable] = set()
        for opening in sorted(openings, key=lambda each: each.on or _EVE):
            self._open(opening)

    def _open(self, opening: Opening) -> None:
        """Let an opening take the place of an older one of its account, however the footnotes were worded."""
        account, day = opening.account, opening.on or _EVE
        key = self.key(account)
        older = [known for known in self._alike(account) if self._counts[known].opened < day]
        if key not in self._counts and len(older) == 1:
            del self._counts[older[0]]
        count = self._counts.setdefault(key, _Count(account=account))
        if opening.is_traded or not self._counts_class(account):
            count.parts.clear()
        count.parts[account.key] = opening.amount
        count.account = account
        count.amount = sum(count.parts.values(), _ZERO)
        count.source, count.opened = opening.source, day
        if opening.of_statement:
            self._whole_classes.add(account.class_key)

    def _counts_class(self, account: Account) -> bool:
        return self._by_class and account.table == "table_2"

    def key(self, account: Account) -> Hashable:
        """Say which count an account belongs to."""
        return (*account.class_key, *account.hands) if self._counts_class(account) else account.key

    def move(self, leg: Leg, about: str) -> Movement:
        """Carry out one leg and return what its account held before and after, and the question it raises."""
        key, question = self._found(leg, about)
        count = self._counts.setdefault(key, _Count(account=leg.account))
        before = count.amount
        after = leg.shares if leg.sets_total else rolled_forward(before, leg.moved).value
        count.said += leg.on_total
        if after < 0 and question is None:
            question = Question(
                about=f"{about}.shares",
                asks=f"{leg.account.name}: {number(leg.shares)} disposed of on {leg.on}, but only "
                f"{number(before)} owned before ({count.source}). Which of the two is right? Give the "
                "opening "
                'as a fact: fact = "held", or correct the amount.',
            )
        count.amount = after
        return Movement(before=before, after=after, source=count.source, question=question)

    def _found(self, leg: Leg, about: str) -> tuple[Hashable, Question | None]:
        """Find the count a leg belongs to; an account nobody spoke of is opened or asked for."""
        account = leg.account
        key = self.key(account)
        if key in self._counts:
            return key, None
        alike = self._alike(account)
        if len(alike) == 1:
            return alike[0], None
        grows = leg.moved > 0
        # An award, or a position of its own terms, begins with nothing.
        begins = account.table == "table_2" and not leg.adds and not self._by_class
        if leg.sets_total or (grows and (begins or self._is_whole)):
            return key, None
        hands, day = account.name.partition(", ")[2], leg.on - datetime.timedelta(days=1)
        if grows and account.class_key in self._whole_classes:
            return key, None  # a statement showed the class with all its accounts, and this was none of them
        if grows and any(count.account.class_key == account.class_key for count in self._counts.values()):
            asks = f"Were any {account.security.title} owned, {hands}, before {leg.on}?"
            return key, Question(about=f"{about}.held", asks=asks, assumed="none were")
        return key, Question(
            about=f"{about}.security",
            asks=f"How many {account.security.title} were owned, {hands}, before {leg.on}? Give an earlier "
            f'statement (--after), or a fact: fact = "held", on = {day}, security = '
            f'"{account.security.title}", shares = ... (0 if none).',
        )

    def _alike(self, account: Account) -> list[Hashable]:
        """Return the counts of an account of this name, footnotes aside; two named grants are never alike."""
        loose, grant = loose_key(account), account.security.grant
        return [
            key
            for key, count in self._counts.items()
            if loose_key(count.account) == loose
            and (grant is None or count.account.security.grant in (None, grant))
        ]

    def split(self, split: StockSplit, says: str) -> None:
        """Let a stock split change what is held of a class, and the derivatives on it (Rule 16a-9).

        Openings of the end of that day or later reflect it already. The next total of each account says it.
        """
        for key, count in list(self._counts.items()):
            if count.opened >= split.on or not _touches(split, count.account.security):
                continue
            security = count.account.security
            more = split.new / split.old
            of_its_own = same(security.title) == same(split.security)
            # Options and units become more; a convertible becomes convertible into more.
            if of_its_own or security.sort is not SecurityKind.CONVERTIBLE:
                count.amount = _rounded(count.amount * split.new / split.old)
            else:
                security = replace(security, ratio=security.ratio * more)
            if of_its_own and security.is_derivative:
                security = replace(security, ratio=security.ratio / more)
            elif security.exercise_price is not None:
                price = _rounded(security.exercise_price * split.old / split.new)
                security = replace(security, exercise_price=price)
            count.said.append(says)
            count.account = replace(count.account, security=security)
            if self.key(count.account) != key:
                del self._counts[key]
                self._counts[self.key(count.account)] = count

    def told(self, account: Account) -> tuple[str, ...]:
        """Return, once, the footnotes that wait for the next total of an account."""
        count = self._counts[self.key_of(account)]
        said, count.said = tuple(dict.fromkeys(count.said)), []
        return said

    def held(self, account: Account) -> Decimal:
        """Return what an account holds now."""
        return self._counts[self.key_of(account)].amount

    def key_of(self, account: Account) -> Hashable:
        """Return the key under which an account is counted, footnotes aside where that is plain."""
        key = self.key(account)
        return key if key in self._counts else next(iter(self._alike(account)), key)

    def all(self) -> list[tuple[Account, Decimal]]:
        """Return every account with what it holds, in the order in which they came up."""
        return [(count.account, count.amount) for count in self._counts.values()]

    def of_classes(self, classes: Iterable[Hashable]) -> list[tuple[Account, Decimal]]:
        """Return every account of these classes with what it holds, in the order in which they came up."""
        wanted = set(classes)
        return [(account, owned) for account, owned in self.all() if account.class_key in wanted]


def _touches(split: StockSplit, security: Security) -> bool:
    """Whether a split is one of a class of securities, or of the class that underlies it."""
    underlying = security.underlying or "Common Stock" if security.is_derivative else security.title
    return same(split.security) in (same(security.title), same(underlying))


def _rounded(amount: Decimal) -> Decimal:
    """Return an amount as the form can hold it: with four decimals, and no more of them than it needs."""
    rounded = amount.quantize(_PLACE)
    return amount if amount == rounded else rounded
