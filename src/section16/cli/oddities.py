"""What is odd about a draft among many: what is wrong with it by itself, and how it is unlike the others."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from decimal import Decimal
from enum import IntEnum
from statistics import median
from typing import NamedTuple

from section16.cli.draft_files import Written
from section16.drafting.legs import Question
from section16.model.findings import Severity
from section16.model.lines import dollars, transactions
from section16.model.statement import Statement


class Weight(IntEnum):
    """How much an oddity weighs, the gravest first."""

    WRONG = 0
    """A check found REJECT or ERROR."""
    LATE = 1
    """A line was due before the day of drafting."""
    UNLIKE = 2
    """It differs from most of the others."""
    UNUSUAL = 3
    """It may well be right: a warning, nothing owned afterwards, an assumption of few."""


class Odd(NamedTuple):
    """One thing that is odd about a draft, in a sentence."""

    weight: Weight
    says: str


class Usual(NamedTuple):
    """What most of the drafts have in common, by which an odd one is told.

    `withheld` is the usual part of a vest that is withheld and how far most lie from it (None where too few
    drafts tell), `prices` counts the prices of each event, `assumed` are the assumptions of more than half.
    """

    withheld: tuple[Decimal, Decimal] | None
    prices: Mapping[Hashable, Counter[Decimal]]
    assumed: frozenset[tuple[str, str | None]]

    @classmethod
    def of(cls, written: Sequence[Written]) -> Usual:
        """Work out what is usual among these drafts."""
        statements = [each.draft.statement for each in written]
        prices: dict[Hashable, Counter[Decimal]] = defaultdict(Counter)
        for statement in statements:
            for price in _prices(statement):
                prices[price.event][price.amount] += 1
        counted = Counter(key for each in written for key in {_said(asked) for asked in each.draft.questions})
        common = (key for key, times in counted.items() if times > len(written) / 2)
        parts = [part for statement in statements if (part := withheld_part(statement)) is not None]
        return cls(_middle(parts), prices, frozenset(common) if len(written) >= _ENOUGH else frozenset())

    def odd(self, each: Written) -> tuple[Odd, ...]:
        """Return everything odd about a draft, the gravest first."""
        statement = each.draft.statement
        found = (*_wrong(each), *self._withheld(statement), *self._price(statement), *self._assumed(each))
        return tuple(sorted(found, key=lambda odd: odd.weight))

    def _withheld(self, statement: Statement) -> Iterator[Odd]:
        part = withheld_part(statement)
        if part is None or self.withheld is None:
            return
        usual, spread = self.withheld
        if abs(part - usual) > max(2 * spread, _FAR):
            yield Odd(Weight.UNLIKE, f"{part:.0%} withheld, where {usual:.0%} is usual")

    def _price(self, statement: Statement) -> Iterator[Odd]:
        for price in _prices(statement):
            counted = self.prices[price.event]
            usual, times = counted.most_common(1)[0]
            if price.amount != usual and counted.total() >= _ENOUGH and times > counted.total() / 2:
                says = f"code {price.code} at {dollars(price.amount)}, where {dollars(usual)} is usual"
                yield Odd(Weight.UNLIKE, says)

    def _assumed(self, each: Written) -> Iterator[Odd]:
        for question in each.draft.questions:
            if _said(question) not in self.assumed:
                yield Odd(Weight.UNUSUAL, f"asked: {question.asks} Assumed: {question.assumed}.")


_ENOUGH = 3
"""How many drafts it takes to speak of what is usual."""

_FAR = Decimal("0.05")
"""How far the withheld part of a vest lies at least from the usual one where it is odd: five points."""


def withheld_part(statement: Statement) -> Decimal | None:
    """Return which part of what vested was withheld, 0 to 1; None where nothing vested."""
    moved = {"M": Decimal(0), "F": Decimal(0)}
    for line in transactions(statement):
        if line.table == "table_1" and line.row.code in moved:
            moved[line.row.code] += line.row.shares or 0
    return moved["F"] / moved["M"] if moved["M"] else None


def _middle(parts: Sequence[Decimal]) -> tuple[Decimal, Decimal] | None:
    """Return the median and the median absolute deviation from it."""
    if len(parts) < _ENOUGH:
        return None
    middle = median(parts)
    return middle, median(abs(part - middle) for part in parts)


class _Price(NamedTuple):
    """A price that all owners share in one event: that of an award, or of what is withheld."""

    event: Hashable
    code: str
    amount: Decimal


def _prices(statement: Statement) -> Iterator[_Price]:
    for line in transactions(statement):
        row = line.row
        if row.code in ("A", "F", "M") and row.price is not None:
            yield _Price((row.code, row.security, row.transaction_date), row.code, row.price)


def _said(question: Question) -> tuple[str, str | None]:
    return question.asks, question.assumed


def _wrong(each: Written) -> Iterator[Odd]:
    """Yield what the checks found that matters, what is late, and totals that came to nothing."""
    for finding in each.findings:
        says = f"{finding.severity} {finding.id}, {finding.place}: {finding.message}"
        if finding.severity in (Severity.REJECT, Severity.ERROR):
            yield Odd(Weight.WRONG, says)
        elif finding.severity is Severity.WARNING:
            yield Odd(Weight.UNUSUAL, says)
    for late in each.draft.late[:1]:
        days = f"{late.business_days} business day{'' if late.business_days == 1 else 's'}"
        yield Odd(Weight.LATE, f"late: due {late.due}, {days} ago")
    if any(row.owned_following == 0 for row in each.draft.statement.table_1):
        yield Odd(Weight.UNUSUAL, "nothing is owned after a line of Table I")
