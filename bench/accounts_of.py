"""The accounts of a filed statement, and what each held before the first transaction.

The opening is the first total less what the first line moved. Some filers list their lines against the order of
days, or show on every line of Table I the total after all of them; then the opening is what the lines as a whole lead from.
Where a total does not follow from any before it, awards or lots of one title are counted apart: they are
accounts of their own, which a desk tells apart by the grant.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from msgspec.structs import replace

from section16.drafting import openings
from section16.drafting.legs import Account
from section16.drafting.securities import Security
from section16.law.roll_forward import Step
from section16.model.lines import Line
from section16.model.statement import Statement
from section16.model.tables import DerivativeHolding, DerivativeTransaction, Row


class Accounts(NamedTuple):
    """The account of every line by path, and the accounts whose opening is known, with it."""

    by_path: dict[str, Account]
    opened: list[tuple[Account, Decimal]]


class _Count(NamedTuple):
    """Lines whose totals follow from one another, and what was owned before them."""

    opening: Decimal
    steps: list[Step]


def accounts_of(statement: Statement, told: Sequence[Line]) -> Accounts:
    """Return the accounts of a statement, of whose transactions those `told` become facts."""
    by_path = {path: _account(statement, row) for path, row in statement.rows_with_paths()}
    steps: dict[Hashable, list[Step]] = defaultdict(list)
    for line in told:
        if line.row.owned_following is not None:
            steps[by_path[line.path].key].append(Step(line, line.row.owned_following))
    opened: dict[Hashable, tuple[Account, Decimal]] = {}
    for of_account in steps.values():
        for number, count in enumerate(_counts(of_account), start=1):
            account = _apart(by_path[count.steps[0].line.path], number)
            by_path |= {step.line.path: account for step in count.steps}
            if count.opening >= 0:
                opened[account.key] = (account, count.opening)
    for path, row in statement.rows_with_paths():
        key = by_path[path].key
        if row.kind == "holding" and row.owned_following is not None and key not in steps:
            opened.setdefault(key, (by_path[path], row.owned_following))
    return Accounts(by_path, list(opened.values()))


def _account(statement: Statement, row: Row) -> Account:
    """Return the account of a line; only derivatives bring terms, and the footnotes on them.

    Nothing says which table it stood in, save that a derivative has something underlying it.
    """
    account = openings.account_of(statement, row)
    is_derivative = isinstance(row, DerivativeTransaction | DerivativeHolding)
    return account if is_derivative else replace(account, security=Security(title=account.security.title))


def _apart(account: Account, number: int) -> Account:
    if number == 1:
        return account
    return replace(account, security=replace(account.security, grant=f"count {number}"))


def _counts(steps: Sequence[Step]) -> Iterator[_Count]:
    """Yield the lines of one account as one count, or as the fewest that follow exactly in order of days."""
    by_day = sorted(steps, key=lambda step: step.day)
    for order in (list(steps), by_day, list(reversed(steps))):
        if all(before.total == after.opening for before, after in pairwise(order)):
            yield _Count(order[0].opening, order)
            return
    before_all = steps[0].total - sum(step.line.moved for step in steps)
    is_one_total = steps[0].line.table == "table_1" and len({step.total for step in steps}) == 1
    if is_one_total and before_all >= 0:
        yield _Count(before_all, by_day)
        return
    counts: list[_Count] = []
    for step in by_day:
        going_on = next((count for count in counts if count.steps[-1].total == step.opening), None)
        if going_on is None:
            counts.append(_Count(step.opening, [step]))
        else:
            going_on.steps.append(step)
    yield from counts
