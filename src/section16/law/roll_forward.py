"""Rolling the lines of one account forward: does each total follow from the one before it?

Every line of an account is a step from an opening amount (the total it reports, less what it moved) to that
total. Filed lines follow one another when the steps can be walked one after another. Filers order
them by date, backwards, or by grant, and some report on every line of a day, or of the whole
form, the total after all of them; all of these ways are accepted, and only what fits none of them is a break.

"Report total beneficial ownership following the reported transaction(s) for each class of securities in which
a transaction was reported." - Form 4, General Instruction 4(a)(i), in force as long as the form
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby, pairwise
from typing import NamedTuple

from section16.law.answer import Answer
from section16.law.citations import FORM_4_TOTALS
from section16.model.lines import Line, holdings_of_table_1, number, same, transactions_of
from section16.model.statement import Statement
from section16.model.tables import DerivativeTransaction, Row

# Filers round fractional shares, each line for itself, so whole numbers may miss by less than one.
_ROUNDING = Decimal(1)

AccountKey = tuple[Hashable, ...]

# How many parts of a key mean the same in every statement: the others are footnote ids.
_PLAIN = 3


def rolled_forward(before: Decimal, moved: Decimal) -> Answer[Decimal]:
    """Return what an account holds after a transaction: what it held before, plus or less what moved.

    `moved` is positive for what was acquired. The total may fall below zero where the amounts cannot all be
    right. Source: Form 4, General Instruction 4(a)(i).
    """
    after = before + moved
    sign = "plus" if moved >= 0 else "less"
    return Answer(
        value=after,
        why=f"{number(before)} owned before {sign} {number(abs(moved))} is {number(after)}.",
        cites=(FORM_4_TOTALS,),
    )


class Step(NamedTuple):
    """A line with its total known: it leads from `opening` to `total`."""

    line: Line
    total: Decimal

    @property
    def opening(self) -> Decimal:
        """What was owned before the line, by its own figures."""
        return self.total - self.line.moved

    @property
    def day(self) -> date:
        """The transaction date; lines without one come last."""
        return self.line.row.transaction_date or date.max


class Break(NamedTuple):
    """A line whose total does not follow: from `before`, it should be `expected`."""

    step: Step
    before: Decimal

    @property
    def expected(self) -> Decimal:
        """The total that would follow."""
        return self.before + self.step.line.moved

    @property
    def turned(self) -> Decimal:
        """The total that would follow if the direction were the opposite."""
        return self.before - self.step.line.moved


def account_key(row: Row) -> AccountKey:
    """Say which account a row belongs to: security, ownership form and nature, with their footnotes.

    In Table II also the terms of the derivative, with the footnotes that stand for them.
    """
    key: AccountKey = (
        same(row.security),
        row.ownership,
        same(row.nature_of_ownership),
        *_noted(row, "ownership", "nature_of_ownership"),
    )
    if isinstance(row, DerivativeTransaction):
        key += (
            row.exercise_price,
            row.exercise_date,
            row.expiration_date,
            *_noted(row, "security", "exercise_price", "exercise_date", "expiration_date"),
        )
    return key


def _noted(row: Row, *attributes: str) -> tuple[tuple[str, ...], ...]:
    return tuple(row.notes.get(attribute, ()) for attribute in attributes)


def accounts(statement: Statement, table: str) -> dict[AccountKey, list[Step]]:
    """Return the steps of each account of a table, in filed order; lines without amounts are left out."""
    found: dict[AccountKey, list[Step]] = defaultdict(list)
    for line in transactions_of(statement, table):
        if line.moved and line.row.owned_following is not None:
            found[account_key(line.row)].append(Step(line, line.row.owned_following))
    return found


def breaks(steps: Sequence[Step]) -> list[Break]:
    """Return the lines of one account whose totals do not follow, in filed order; empty when all do.

    A single wrong total breaks two steps, before and after it; it is told once.
    """
    if len(steps) < 2 or any(way(steps) for way in _WAYS):
        return []
    by_date = sorted(steps, key=lambda step: step.day)
    return min(_breaks_in(steps), _breaks_in(by_date), key=len)


def opening(steps: Sequence[Step]) -> Decimal | None:
    """Return what an account held before its first line, or None where the order of the lines is in doubt."""
    return steps[0].opening if _follow(steps) else None


def closing(steps: Sequence[Step]) -> Decimal | None:
    """Return what an account holds after its last line, or None where the order of the lines is in doubt."""
    if _follow(steps) or len({step.total for step in steps}) == 1:
        return steps[-1].total
    return None


def ends(steps: Sequence[Step]) -> tuple[Decimal, Decimal] | None:
    """Return what an account held before its lines and after them, or None where its totals do not follow.

    The lines may stand by date, as filed or backwards; those of a day, or all, may report the total after
    all of them; else they are walked in the one order that there is.
    """
    for order in (sorted(steps, key=lambda step: step.day), steps, steps[::-1]):
        if _follow(order):
            return order[0].opening, order[-1].total
    if _report_one_total(steps):
        return steps[-1].total - sum(step.line.moved for step in steps), steps[-1].total
    if _follow_by_day(steps):
        by_day = sorted(steps, key=lambda step: step.day)
        first = [step for step in by_day if step.day == by_day[0].day]
        if _follow(first):
            return first[0].opening, by_day[-1].total
        return first[0].total - sum(step.line.moved for step in first), by_day[-1].total
    if _follow_in_some_order(steps):
        surplus = Counter(step.opening for step in steps)
        surplus.subtract(step.total for step in steps)
        at_the_ends = [amount for amount, more in surplus.items() if more]
        if len(at_the_ends) == 2:
            before = next(amount for amount in at_the_ends if surplus[amount] > 0)
            return before, next(amount for amount in at_the_ends if amount != before)
    return None


def plain_accounts(statement: Statement) -> dict[AccountKey, list[Step]]:
    """Return the accounts of Table I by title, ownership form and nature alone.

    Footnote ids mean nothing in another statement; accounts that only footnotes tell apart are left out.
    """
    found: dict[AccountKey, list[Step]] = {}
    twice: set[AccountKey] = set()
    for key, steps in accounts(statement, "table_1").items():
        plain = key[:_PLAIN]
        if plain in found:
            twice.add(plain)
        found[plain] = steps
    return {key: steps for key, steps in found.items() if key not in twice}


def closings(statement: Statement, earlier: Iterable[Statement]) -> dict[AccountKey, Decimal | None]:
    """Return what each account of Table I held after the latest earlier statement that reports on it.

    Only statements of the same issuer and owners count, none of a later period, and no amendments: they
    may correct old lines. The amount is None where the order of the lines is in doubt.
    """
    found: dict[AccountKey, Decimal | None] = {}
    for each in earlier:
        if each.is_amendment or _parties(each) != _parties(statement) or _day(each) > _day(statement):
            continue
        for _, row in holdings_of_table_1(each):
            found[account_key(row)[:_PLAIN]] = row.owned_following
        for key, steps in plain_accounts(each).items():
            found[key] = closing(steps)
    return found


def _parties(statement: Statement) -> tuple[str, frozenset[str]]:
    return _cik(statement.issuer.cik), frozenset(_cik(owner.cik) for owner in statement.owners)


def _cik(cik: str | None) -> str:
    return (cik or "").lstrip("0")


def _day(statement: Statement) -> date:
    return statement.period_of_report or date.min


def _breaks_in(steps: Sequence[Step]) -> list[Break]:
    found: list[Break] = []
    before = steps[0].total
    for position, step in enumerate(steps[1:], start=1):
        follows = _near(before, step.opening)
        if not follows:
            found.append(Break(step, before))
        # Where the next line goes on as if this total had been right, only this total was wrong.
        rest = steps[position + 1 :]
        goes_on = bool(rest) and not follows and _near(before + step.line.moved, rest[0].opening)
        before = before + step.line.moved if goes_on else step.total
    return found


def _near(one: Decimal, other: Decimal) -> bool:
    return abs(one - other) < _ROUNDING


def _follow(steps: Iterable[Step]) -> bool:
    """Each total follows from the one before, in the order given."""
    return all(_near(before.total, after.opening) for before, after in pairwise(steps))


def _follow_by_day(steps: Sequence[Step]) -> bool:
    """Each day follows from the day before; on a day the lines follow, or all report the day's last total."""
    before: Decimal | None = None
    for _, lines in groupby(sorted(steps, key=lambda step: step.day), key=lambda step: step.day):
        day = list(lines)
        one_total = len({step.total for step in day}) == 1
        first = day[0].total - sum(step.line.moved for step in day) if one_total else day[0].opening
        if not one_total and not _follow(day):
            return False
        if before is not None and not _near(before, first):
            return False
        before = day[-1].total
    return True


def _report_one_total(steps: Sequence[Step]) -> bool:
    """Every line reports the total after all of them."""
    return len({step.total for step in steps}) == 1


def _follow_in_some_order(steps: Sequence[Step]) -> bool:
    """The lines can be walked in some order, perhaps as several accounts of two lines or more each.

    Amounts are places and lines are one-way streets between them: a walk that takes every street once
    exists when the streets hang together and no more than one place has a street more out than in.
    """
    joined: dict[Decimal, Decimal] = {}

    def find(amount: Decimal) -> Decimal:
        while (up := joined.setdefault(amount, amount)) != amount:
            amount = up
        return amount

    for step in steps:
        joined[find(step.opening)] = find(step.total)
    lines: Counter[Decimal] = Counter()
    surplus: dict[Decimal, Counter[Decimal]] = defaultdict(Counter)
    for step in steps:
        district = find(step.total)
        lines[district] += 1
        surplus[district][step.opening] += 1
        surplus[district][step.total] -= 1
    return min(lines.values()) > 1 and all(
        sum(max(0, more) for more in places.values()) <= 1 for places in surplus.values()
    )


_WAYS: tuple[Callable[[Sequence[Step]], bool], ...] = (
    _follow,
    _follow_by_day,
    _report_one_total,
    _follow_in_some_order,
)
"""The ways in which the totals of an account are accepted as following, the plainest first."""
