"""Family F, F109 to F113: the deemed execution date and the dates of a derivative."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from section16.checks.lateness import plausible
from section16.checks.rule import Case, Example, Problem, check
from section16.law import citations as law
from section16.law.deadlines import TWO_DAYS_SINCE, deemed_execution
from section16.model.findings import Severity
from section16.model.tables import DerivativeTransaction


@check(
    "F109",
    title="A deemed execution date must not lie before the transaction",
    severity=Severity.ERROR,
    cites=law.NOTIFICATION,
    message="The deemed execution date {deemed} lies before the transaction of {day}.",
    remedy="Put the trade date into column 2 (3 in Table II) and the day of notification into column 2A "
    "(3A).",
    bad=Example(
        changes={"table_1[0].deemed_execution_date": date(2026, 5, 4)}, at="table_1[0].deemed_execution_date"
    ),
)
def deemed_before_trade(case: Case) -> Iterator[Problem]:
    """The deemed date is that of a notification of the trade, which cannot come before the trade."""
    for path, row in case.transactions:
        deemed, day = row.deemed_execution_date, row.transaction_date
        if deemed and day and deemed < day:
            yield Problem(f"{path}.deemed_execution_date", deemed=deemed, day=day)


@check(
    "F110",
    title="A deemed execution date should lie within three business days of the transaction",
    severity=Severity.WARNING,
    cites=law.NOTIFICATION,
    message="The deemed execution date is {deemed}, but the third business day after the transaction of "
    "{day} is {third}.",
    remedy="When the notification came later than the third business day, that third day counts as "
    "execution.",
    bad=Example(
        changes={"table_1[0].deemed_execution_date": date(2026, 5, 11)},
        at="table_1[0].deemed_execution_date",
        says="the third business day after the transaction of 2026-05-05 is 2026-05-08",
    ),
)
def deemed_too_late(case: Case) -> Iterator[Problem]:
    """A late notification does not delay the duty to report beyond the third business day after the trade."""
    for path, row in case.transactions:
        deemed, day = row.deemed_execution_date, row.transaction_date
        if deemed and plausible(day) and TWO_DAYS_SINCE <= day <= deemed:
            latest = deemed_execution(day, deemed).value
            if deemed > latest:
                yield Problem(f"{path}.deemed_execution_date", deemed=deemed, day=day, third=latest)


@check(
    "F111",
    title="A deemed execution date that is the trade date is better left out",
    severity=Severity.NOTE,
    cites=law.FORM_4_LINES,
    message="The deemed execution date is the transaction date itself, {day}.",
    remedy="Leave the deemed execution date out.",
    bad=Example(
        changes={"table_1[0].deemed_execution_date": date(2026, 5, 5)}, at="table_1[0].deemed_execution_date"
    ),
)
def deemed_is_trade(case: Case) -> Iterator[Problem]:
    """The column is filled only when the execution date is calculated from a notification."""
    for path, row in case.transactions:
        if row.deemed_execution_date and row.deemed_execution_date == row.transaction_date:
            yield Problem(f"{path}.deemed_execution_date", day=row.transaction_date)


@check(
    "F112",
    title="A derivative should not expire before it is exercisable",
    severity=Severity.WARNING,
    cites=law.FORM_4_DERIVATIVE_TERMS,
    message="The derivative expires on {expires}, before it becomes exercisable on {exercisable}.",
    remedy="Correct the dates; they may have changed places.",
    bad=Example(
        sample="joint",
        changes={"table_2[0].exercise_date": date(2032, 5, 5)},
        at="table_2[0].expiration_date",
    ),
)
def expires_before_exercisable(case: Case) -> Iterator[Problem]:
    """A right that is over before it begins is worth nothing; the two dates were probably confused."""
    for path, row in case.derivative_rows:
        exercisable, expires = row.exercise_date, row.expiration_date
        if exercisable and expires and expires < exercisable:
            yield Problem(f"{path}.expiration_date", expires=expires, exercisable=exercisable)


@check(
    "F113",
    title="A derivative should not be traded after it expired",
    severity=Severity.WARNING,
    cites=law.FORM_4_DERIVATIVE_TERMS,
    message="The derivative expired on {expires}, before the transaction of {day}.",
    remedy="Correct the expiration date or the transaction date.",
    bad=Example(
        sample="exercise",
        changes={"table_2[0].expiration_date": date(2026, 3, 1)},
        at="table_2[0].expiration_date",
    ),
)
def traded_after_expiration(case: Case) -> Iterator[Problem]:
    """An option that has expired can be neither exercised nor sold; often the year is mistyped."""
    for path, row in case.derivative_rows:
        if isinstance(row, DerivativeTransaction):
            expires, day = row.expiration_date, row.transaction_date
            if expires and day and expires < day:
                yield Problem(f"{path}.expiration_date", expires=expires, day=day)
