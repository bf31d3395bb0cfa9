"""Family F, F101 to F108, F114 and F115: dates that cannot be right, or cannot all be right together."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from msgspec.structs import replace

from section16.checks.rule import Case, Example, Problem, check
from section16.checks.schema_versions import first_day_of
from section16.checks.wording import names_a_part
from section16.law import citations as law
from section16.law import edgar_citations as edgar
from section16.model.findings import Severity
from section16.model.samples import FORM_4

# The longest time a form looks back: two fiscal years, on the first Form 5 (Rule 16a-3(f)).
_LOOKS_BACK = timedelta(days=2 * 366 + 45)

# How long a signed statement may wait before it is sent.
_LONG_IN_THE_DRAWER = timedelta(days=100)

# The dates of a derivative may lie far away; a year outside these is a slip of the keyboard.
_FIRST_YEAR, _LAST_YEAR = 1934, 2125
_FIRST_TRADING_YEAR = 1990


@check(
    "F101",
    title="The period of report should be the earliest transaction date",
    severity=Severity.WARNING,
    cites=law.FORM_4_PERIOD,
    message="The period of report is {period}, and the earliest transaction is of {earliest}.",
    remedy="Put the earliest transaction date into box 3, or correct the date of the line.",
    bad=Example(changes={"period_of_report": date(2026, 5, 4)}, at="period_of_report", says="2026-05-05"),
)
def earliest_transaction(case: Case) -> Iterator[Problem]:
    """Box 3 of Form 4 is the date of the earliest transaction. One of the two dates is a slip, and with
    the wrong one the statement looks late or early. Lines reported early may lie before the period. An
    amendment, and one form of several, keeps the period of the whole and may show later lines only.
    """
    statement = case.statement
    if statement.form != "4" or statement.period_of_report is None:
        return
    if statement.is_amendment or names_a_part(statement):
        return
    dates = [row.transaction_date for _, row in case.transactions if row.transaction_date]
    required = [
        row.transaction_date for _, row in case.transactions if row.transaction_date and row.form_type != "5"
    ]
    if dates and statement.period_of_report not in (min(dates), min(required, default=None)):
        yield Problem("period_of_report", period=statement.period_of_report, earliest=min(dates))


@check(
    "F102",
    title="A transaction should not be dated after the signature",
    severity=Severity.WARNING,
    cites=law.FORM_4_WHEN,
    message="The transaction is dated {day}, after the latest signature of {signed}.",
    remedy="Correct the transaction date or the date of the signature; often it is the year.",
    bad=Example(changes={"table_1[1].transaction_date": date(2026, 5, 8)}, at="table_1[1].transaction_date"),
)
def transaction_after_signature(case: Case) -> Iterator[Problem]:
    """A form reports what was executed. A date after the signature is usually a wrong year in one of them."""
    for path, row in case.transactions:
        day = row.transaction_date
        if day and case.signed_on and day > case.signed_on and not _is_after_filing(case, day):
            yield Problem(f"{path}.transaction_date", day=day, signed=case.signed_on)


def _is_after_filing(case: Case, day: date) -> bool:
    return case.filed_on is not None and day > case.filed_on


@check(
    "F103",
    title="A transaction must not be dated after the filing",
    severity=Severity.ERROR,
    cites=law.FORM_4_WHEN,
    message="The transaction is dated {day}, after the day of filing, {filed}.",
    remedy="Correct the transaction date.",
    bad=Example(
        changes={"table_1[1].transaction_date": date(2027, 5, 6)},
        filed_on=date(2026, 5, 7),
        at="table_1[1].transaction_date",
    ),
)
def transaction_after_filing(case: Case) -> Iterator[Problem]:
    """What has not happened cannot be reported."""
    for path, row in case.transactions:
        if row.transaction_date and _is_after_filing(case, row.transaction_date):
            yield Problem(f"{path}.transaction_date", day=row.transaction_date, filed=case.filed_on)


@check(
    "F104",
    title="A date should be of a possible year",
    severity=Severity.WARNING,
    cites=law.FORM_4_LINES,
    message="The year of {day} cannot be meant.",
    remedy="Correct the year; 0022 is often meant for 2022.",
    bad=(
        Example(
            changes={"table_1[0].transaction_date": date(22, 5, 5), "period_of_report": date(22, 5, 5)},
            at="table_1[0].transaction_date",
            says="0022-05-05",
        ),
        Example(
            sample="exercise",
            changes={"table_2[0].expiration_date": date(2929, 3, 1)},
            at="table_2[0].expiration_date",
        ),
    ),
)
def impossible_year(case: Case) -> Iterator[Problem]:
    """Real filings have transactions of the year 0022. Any reader that sorts by date puts them first."""
    for path, row in case.transactions:
        if row.transaction_date and row.transaction_date.year < _FIRST_TRADING_YEAR:
            yield Problem(f"{path}.transaction_date", day=row.transaction_date)
    for path, derivative in case.derivative_rows:
        for attribute in ("exercise_date", "expiration_date"):
            day = getattr(derivative, attribute)
            if day and not _FIRST_YEAR <= day.year <= _LAST_YEAR:
                yield Problem(f"{path}.{attribute}", day=day)


@check(
    "F105",
    title="A transaction lies long before the signature",
    severity=Severity.NOTE,
    cites=law.FORM_4_WHEN,
    message="The transaction is dated {day}, {years} years before the signature of {signed}.",
    remedy="Check the year. A form reports a transaction that old only when it was missed before.",
    bad=Example(
        changes={"table_1[0].transaction_date": date(2022, 5, 5), "period_of_report": date(2022, 5, 5)},
        at="table_1[0].transaction_date",
        says="4 years",
    ),
)
def long_ago(case: Case) -> Iterator[Problem]:
    """Either the year is mistyped or the transaction is reported years late; both are worth a second look."""
    for path, row in case.transactions:
        day = row.transaction_date
        if day and case.signed_on and case.signed_on - day > _LOOKS_BACK and day.year >= _FIRST_TRADING_YEAR:
            years = round((case.signed_on - day).days / 365.25)
            yield Problem(f"{path}.transaction_date", day=day, years=years, signed=case.signed_on)


@check(
    "F106",
    title="A signature should not be dated after the filing",
    severity=Severity.WARNING,
    cites=law.FORM_4_JOINT,
    message="The signature is dated {signed}, after the day of filing, {filed}.",
    remedy="Correct the date of the signature.",
    bad=Example(
        changes={"signatures[0].date": date(2026, 5, 8)}, filed_on=date(2026, 5, 7), at="signatures[0].date"
    ),
)
def signature_after_filing(case: Case) -> Iterator[Problem]:
    """A statement is signed before it is filed."""
    for position, signature in enumerate(case.statement.signatures):
        if case.filed_on and signature.date and signature.date > case.filed_on:
            yield Problem(f"signatures[{position}].date", signed=signature.date, filed=case.filed_on)


@check(
    "F107",
    title="The period of report should not lie after the signature",
    severity=Severity.WARNING,
    cites=(law.FORM_4_PERIOD, law.FORM_5_YEAR),
    message="The period of report is {period}, after the latest signature of {signed}.",
    remedy="Correct the period of report or the date of the signature; often it is the year.",
    bad=Example(sample="form3", changes={"period_of_report": date(2026, 6, 5)}, at="period_of_report"),
)
def period_after_signature(case: Case) -> Iterator[Problem]:
    """The event, the earliest transaction and the fiscal year end all come before the statement about
    them.
    """
    period = case.statement.period_of_report
    if period and case.signed_on and period > case.signed_on:
        yield Problem("period_of_report", period=period, signed=case.signed_on)


@check(
    "F108",
    title="The signatures bear different dates",
    severity=Severity.NOTE,
    cites=law.FORM_4_JOINT,
    message="This signature is dated {signed}, and another {other}.",
    remedy="Check that each signature bears the day on which it was given.",
    bad=Example(sample="joint", changes={"signatures[1].date": date(2026, 5, 6)}, at="signatures[1].date"),
)
def different_signature_dates(case: Case) -> Iterator[Problem]:
    """Joint filers mostly sign on one day. A date that differs may be right, or left over from a draft."""
    latest = case.signed_on
    for position, signature in enumerate(case.statement.signatures):
        if signature.date and latest and signature.date != latest:
            yield Problem(f"signatures[{position}].date", signed=signature.date, other=latest)


@check(
    "F114",
    title="The date of the original should lie between the period and the amendment",
    severity=Severity.WARNING,
    cites=law.FORM_4_AMENDMENTS,
    message="The original is said to be filed on {original}, {wrong}.",
    remedy="Give the day on which the original statement was filed.",
    bad=(
        Example(sample="form4a", changes={"date_of_original": date(2026, 5, 13)}, at="date_of_original"),
        Example(sample="form4a", changes={"date_of_original": date(2026, 5, 4)}, at="date_of_original"),
    ),
)
def date_of_original(case: Case) -> Iterator[Problem]:
    """Box 4 of an amendment names the original by its filing date, and readers find it by that."""
    statement = case.statement
    original, period = statement.date_of_original, statement.period_of_report
    if original is None:
        return
    if case.signed_on and original > case.signed_on:
        yield Problem(
            "date_of_original",
            original=original,
            wrong=f"after this amendment was signed on {case.signed_on}",
        )
    elif period and original < period:
        yield Problem("date_of_original", original=original, wrong=f"before the period of report, {period}")


@check(
    "F115",
    title="The signature should not be older than the schema",
    severity=Severity.WARNING,
    cites=edgar.SPEC_BY_EDGAR,
    message="The latest signature is of {signed}, and schema {version} came into use on {began}.",
    remedy="Correct the date of the signature; often it is the year.",
    bad=Example(
        changes={
            "schema_version": "X0508",
            "signatures": (replace(FORM_4.signatures[0], date=date(2023, 5, 7)),),
        },
        at="signatures[0].date",
    ),
)
def older_than_schema(case: Case) -> Iterator[Problem]:
    """EDGAR writes the version of its schema into what it publishes: nothing can be signed long before it."""
    version, signed = case.statement.schema_version, case.signed_on
    began = first_day_of(version)
    if signed and began and signed < began - _LONG_IN_THE_DRAWER:
        position = next(n for n, s in enumerate(case.statement.signatures) if s.date == signed)
        yield Problem(f"signatures[{position}].date", signed=signed, version=version, began=began)
