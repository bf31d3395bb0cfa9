"""Family A, the amounts of one line: derivatives against what underlies them, and columns exchanged."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from section16.checks.rule import Case, Example, Problem, check
from section16.law.citations import FORM_4_DERIVATIVE_TERMS, FORM_4_PRICES, FORM_4_TOTALS
from section16.model.findings import Severity
from section16.model.lines import (
    DerivativeLine,
    account,
    derivative_transactions,
    dollars,
    number,
    transactions,
)

# Securities of which each stands for one share unless their terms say otherwise.
_ONE_FOR_ONE = re.compile(r"option|right to buy|stock unit|share unit|\brsu|\bpsu|phantom", re.IGNORECASE)

_HUGE = Decimal(100_000)
"""Dollars a share; no security in the market is priced so high but Berkshire Hathaway's class A."""


@check(
    "A201",
    title="No underlying securities, though derivatives were traded",
    severity=Severity.WARNING,
    cites=FORM_4_DERIVATIVE_TERMS,
    message="{account}: {shares} on this line, but the securities underlying them are given as 0.",
    remedy="Give the number of securities underlying the derivatives of this line, not those left "
    "afterwards.",
    bad=Example(
        sample="exercise",
        changes={"table_2[0].underlying_shares": Decimal(0)},
        at="table_2[0].underlying_shares",
        says="1,000 on this line",
    ),
)
def derivatives_have_something_underlying(case: Case) -> Iterator[Problem]:
    """A derivative without an underlying security is none.

    Zero is mostly the number left after an exercise, put in the wrong column; column 7 describes the
    derivatives of the line itself.
    """
    for line in _unexplained(case):
        if line.row.underlying_shares == 0 and line.row.shares:
            yield _underlying_problem(line)


@check(
    "A202",
    title="The underlying securities are those left, not those of the line",
    severity=Severity.WARNING,
    cites=FORM_4_DERIVATIVE_TERMS,
    message="{account}: {shares} on this line and {owned} owned afterwards; the {underlying} underlying "
    "securities are those of the derivatives left.",
    remedy="Give the number of securities underlying the derivatives of this line.",
    bad=Example(
        sample="exercise",
        changes={"table_2[0].underlying_shares": Decimal(4000)},
        at="table_2[0].underlying_shares",
        says="1,000 on this line and 4,000 owned afterwards",
    ),
)
def underlying_is_of_the_line(case: Case) -> Iterator[Problem]:
    """Column 7 says what underlies the derivatives traded on the line; column 9 what is owned afterwards.

    Where the two agree, and neither is the number traded, column 9 was copied into column 7.
    """
    for line in _unexplained(case):
        row = line.row
        if (
            row.underlying_shares
            and row.shares
            and row.underlying_shares == row.owned_following != row.shares
        ):
            yield _underlying_problem(line)


@check(
    "A203",
    title="Options or units do not stand for one security each",
    severity=Severity.NOTE,
    cites=FORM_4_DERIVATIVE_TERMS,
    message="{account}: {shares} on this line, but {underlying} underlying securities.",
    remedy="Correct one of the two amounts, or say in a footnote how many securities each stands for.",
    bad=Example(
        sample="exercise",
        changes={"table_2[0].underlying_shares": Decimal(1100)},
        at="table_2[0].underlying_shares",
        says="1,000 on this line, but 1,100 underlying",
    ),
)
def options_stand_for_one_each(case: Case) -> Iterator[Problem]:
    """An option, restricted stock unit or phantom share nearly always stands for one share.

    Other ratios exist, for performance units above all; a footnote on either amount explains them.
    """
    for line in _unexplained(case):
        row = line.row
        if (
            row.underlying_shares
            and row.shares
            and abs(row.underlying_shares - row.shares) >= 1
            and row.underlying_shares != row.owned_following
            and _ONE_FOR_ONE.search(row.security or "")
        ):
            yield _underlying_problem(line)


def _unexplained(case: Case) -> Iterator[DerivativeLine]:
    """Yield the transactions of Table II whose amounts no footnote explains."""
    for line in derivative_transactions(case.statement):
        if not {"underlying_shares", "shares"} & line.row.notes.keys():
            yield line


def _underlying_problem(line: DerivativeLine) -> Problem:
    row, zero = line.row, Decimal(0)
    return Problem(
        f"{line.path}.underlying_shares",
        account=account(row),
        shares=number(row.shares or zero),
        underlying=number(row.underlying_shares or zero),
        owned=number(row.owned_following or zero),
    )


@check(
    "A204",
    title="The value converted does not give the underlying securities",
    severity=Severity.WARNING,
    cites=FORM_4_DERIVATIVE_TERMS,
    message="{account}: {value} at {price} each gives {converted} underlying securities, not {underlying}.",
    remedy="Correct the value, the conversion price or the number of underlying securities.",
    bad=Example(
        sample="joint",
        changes={"table_2[0].underlying_shares": Decimal(2500)},
        at="table_2[0].underlying_shares",
        says="$1,000,000 at $40 each gives 25,000 underlying securities, not 2,500",
    ),
)
def value_converts_to_the_underlying(case: Case) -> Iterator[Problem]:
    """Of a derivative counted in dollars, the value divided by the conversion price is what underlies it.

    One part in a hundred is allowed for interest and rounding; a footnote on one of the three explains more.
    """
    for line in _unexplained(case):
        row = line.row
        if not (row.total_value and row.exercise_price and row.underlying_shares):
            continue
        converted = row.total_value / row.exercise_price
        if abs(converted - row.underlying_shares) > max(Decimal(1), converted / 100) and not (
            {"total_value", "exercise_price"} & row.notes.keys()
        ):
            yield Problem(
                f"{line.path}.underlying_shares",
                account=account(row),
                value=dollars(row.total_value),
                price=dollars(row.exercise_price),
                converted=number(round(converted, 0)),
                underlying=number(row.underlying_shares),
            )


@check(
    "A205",
    title="The amount and the price are the same number",
    severity=Severity.WARNING,
    cites=(FORM_4_PRICES, FORM_4_TOTALS),
    message="{account}: {shares} is given both as the amount and as the price.",
    remedy="Correct the one that was filled in twice.",
    bad=Example(
        changes={"table_1[0].price": Decimal(410)},
        at="table_1[0].price",
        says="410 is given both",
    ),
)
def amount_is_not_the_price(case: Case) -> Iterator[Problem]:
    """One number in both columns means that one of them was filled in twice.

    Small numbers, which may agree by chance, are left alone.
    """
    for path, row in transactions(case.statement):
        if row.shares is not None and row.shares == row.price and row.shares > 10:
            yield Problem(f"{path}.price", account=account(row), shares=number(row.shares))


@check(
    "A206",
    title="An exercise price of more than $100,000",
    severity=Severity.WARNING,
    cites=(FORM_4_DERIVATIVE_TERMS, FORM_4_PRICES),
    message="{account}: {price} is given as the exercise price of one security.",
    remedy="Give the exercise or conversion price of one underlying security; the total is not reported.",
    bad=Example(
        sample="exercise",
        changes={"table_2[0].exercise_price": Decimal("200000")},
        at="table_2[0].exercise_price",
        says="$200,000 is given as the exercise price",
    ),
)
def exercise_price_is_believable(case: Case) -> Iterator[Problem]:
    """The exercise price is the price of one underlying security, and hardly any costs so much.

    A larger figure is the price of the whole exercise, or cents, or a slip of the decimal point.
    """
    for line in derivative_transactions(case.statement):
        if line.row.exercise_price is not None and line.row.exercise_price > _HUGE:
            yield Problem(
                f"{line.path}.exercise_price",
                account=account(line.row),
                price=dollars(line.row.exercise_price),
            )
