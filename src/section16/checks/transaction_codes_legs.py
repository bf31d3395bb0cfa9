"""Family C, the two legs: an exercise stands in Table II and, for what it brought, in Table I."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from section16.checks.rule import Case, Example, Problem, check
from section16.checks.wording import names_a_part
from section16.law.citations import FORM_4_BOTH_TABLES, FORM_4_DERIVATIVE_PRICE, RULE_16A_4_EXERCISE
from section16.model.codes import CODES, letters
from section16.model.findings import Severity
from section16.model.items import MAX_ROWS
from section16.model.lines import (
    DerivativeLine,
    Line,
    derivative_transactions,
    dollars,
    number,
    transactions,
    transactions_of,
)
from section16.model.samples import EXERCISE
from section16.model.statement import Statement
from section16.model.values import Direction

# Table I may round to the cent what Table II gives with four decimals.
_ROUNDING = Decimal("0.01")

_EXERCISES = letters(code for code in CODES.values() if code.is_exercise)


class _Exercise(NamedTuple):
    """The lines of one exercise code in both tables."""

    code: str
    shares: list[Line]
    derivatives: list[DerivativeLine]


def _exercises(case: Case) -> Iterator[_Exercise]:
    """Yield the exercises of the statement, code by code.

    An amendment may repeat one leg only, and one of several parts of a report may hold one leg only; from
    these nothing follows.
    """
    if case.statement.is_amendment:
        return
    found: dict[str, _Exercise] = {}
    for line in transactions_of(case.statement, "table_1"):
        if line.row.code in _EXERCISES:
            found.setdefault(line.row.code or "", _Exercise(line.row.code or "", [], [])).shares.append(line)
    for derivative in derivative_transactions(case.statement):
        code = derivative.row.code or ""
        if code in _EXERCISES:
            found.setdefault(code, _Exercise(code, [], [])).derivatives.append(derivative)
    if found and not _is_one_of_several(case.statement):
        yield from found.values()


def _is_one_of_several(statement: Statement) -> bool:
    full = max(len(statement.table_1), len(statement.table_2)) >= MAX_ROWS
    return full or names_a_part(statement)


def _both_ways(lines: list[Line] | list[DerivativeLine]) -> bool:
    """Whether one table holds both legs: one class converted into another within it."""
    return {Direction.ACQUIRED, Direction.DISPOSED} <= {line.row.direction for line in lines}


@check(
    "C401",
    title="An exercise in Table II without the shares in Table I",
    severity=Severity.WARNING,
    cites=(RULE_16A_4_EXERCISE, FORM_4_BOTH_TABLES),
    message="{shares} derivatives are disposed of by code {code}, but Table I has no line of that code for "
    "what was acquired.",
    remedy="Add the line of Table I with the same code and date; a settlement in cash is also a disposition "
    "to the issuer (code D); explain in a footnote where nothing was issued yet.",
    bad=Example(
        sample="exercise",
        changes={"table_1": EXERCISE.table_1[1:]},
        at="table_2[0].code",
        says="1,000 derivatives are disposed of by code M",
    ),
)
def exercises_bring_shares(case: Case) -> Iterator[Problem]:
    """An exercise closes the derivative and acquires the underlying security: two lines.

    With only the first, the derivative is gone and nobody sees what came of it. Conversions of one
    derivative into another, and settlements in cash with a line of code D, are left alone.
    """
    for code, shares, derivatives in _exercises(case):
        if (
            shares
            or _both_ways(derivatives)
            or any(row.code == "D" for _, row in transactions(case.statement))
        ):
            continue
        for path, row in derivatives[:1]:
            if row.direction is Direction.DISPOSED:
                yield Problem(f"{path}.code", code=code, shares=number(row.shares or Decimal(0)))


@check(
    "C402",
    title="Shares from an exercise without the derivative in Table II",
    severity=Severity.WARNING,
    cites=FORM_4_BOTH_TABLES,
    message="{shares} shares are acquired by code {code}, but Table II has no line of that code for the "
    "derivative.",
    remedy="Add the line of Table II that closes the derivative. Where the award was reported in Table I "
    "when it was granted, its vesting is no transaction: leave the line out.",
    bad=Example(
        sample="exercise",
        changes={"table_2": (), "footnotes": ()},
        at="table_1[0].code",
        says="1,000 shares are acquired by code M",
    ),
)
def shares_come_from_derivatives(case: Case) -> Iterator[Problem]:
    """Shares acquired by exercise come from a derivative, whose disposition belongs in Table II.

    Without it the derivative seems to be owned still. Conversions within Table I are left alone.
    """
    for code, shares, derivatives in _exercises(case):
        if derivatives or _both_ways(shares):
            continue
        for path, row in shares[:1]:
            if row.direction is Direction.ACQUIRED:
                yield Problem(f"{path}.code", code=code, shares=number(row.shares or Decimal(0)))


@check(
    "C403",
    title="The two legs of an exercise differ in amount",
    severity=Severity.NOTE,
    cites=FORM_4_BOTH_TABLES,
    message="By code {code}, {acquired} shares are acquired in Table I, but the derivatives of Table II "
    "cover {covered}.",
    remedy="Correct the amount of one leg, or say in a footnote why they differ, for example performance "
    "above target.",
    bad=Example(
        sample="exercise",
        changes={"table_1[0].shares": Decimal(1100)},
        at="table_1[0].shares",
        says="1,100 shares are acquired in Table I, but the derivatives of Table II cover 1,000",
    ),
)
def legs_agree_in_amount(case: Case) -> Iterator[Problem]:
    """What is acquired by exercise is what the derivatives covered.

    The lines of each code are added up in both tables; a footnote on an amount explains a difference.
    """
    for code, shares, derivatives in _exercises(case):
        if not shares or not derivatives or _both_ways(shares) or _both_ways(derivatives):
            continue
        rows = [row for _, row in (*shares, *derivatives)]
        explained = any({"shares", "underlying_shares"} & row.notes.keys() for row in rows)
        underlying = [line.row.underlying_shares for line in derivatives]
        if explained or None in underlying:
            continue
        acquired = sum((line.row.shares or Decimal(0) for line in shares), Decimal(0))
        covered = sum((amount or Decimal(0) for amount in underlying), Decimal(0))
        exercised = sum((line.row.shares or Decimal(0) for line in derivatives), Decimal(0))
        # Each line is rounded for itself, so the sums may miss by one for each.
        if min(abs(acquired - covered), abs(acquired - exercised)) > len(rows):
            yield Problem(
                f"{shares[0].path}.shares", code=code, acquired=number(acquired), covered=number(covered)
            )


@check(
    "C404",
    title="The price paid on exercise is not the exercise price",
    severity=Severity.WARNING,
    cites=FORM_4_DERIVATIVE_PRICE,
    message="Table I gives {paid} as the price of shares acquired by code {code}, but the derivatives of "
    "Table II are exercised at {prices}.",
    remedy="Give the exercise price of the derivative as the price of the shares, in Table I column 4 and "
    "Table II column 2.",
    bad=Example(
        sample="exercise",
        changes={"table_1[0].price": Decimal("53.20")},
        at="table_1[0].price",
        says="Table I gives $53.20 as the price of shares acquired by code M",
    ),
)
def shares_cost_the_exercise_price(case: Case) -> Iterator[Problem]:
    """What is paid for shares acquired by exercise is the exercise price of the derivative.

    The market price in its place overstates the cost. Told only where every derivative of the
    code has its exercise price and no footnote explains the price.
    """
    for code, shares, derivatives in _exercises(case):
        prices = sorted({row.exercise_price or Decimal(0) for _, row in derivatives})
        if not prices or not all(prices):
            continue
        for path, row in shares:
            paid = row.price
            if paid and "price" not in row.notes and min(abs(paid - price) for price in prices) >= _ROUNDING:
                told = ", ".join(dollars(price) for price in prices)
                yield Problem(f"{path}.price", code=code, paid=dollars(paid), prices=told)
