"""Family T, T101 to T107: when the form was due, and when it was filed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone

from msgspec.structs import replace

from section16.checks.lateness import (
    Lateness,
    judged_by,
    late_form_3,
    late_form_5,
    late_transaction,
    late_transactions,
)
from section16.checks.rule import Case, Example, Problem, check
from section16.law.answer import dated
from section16.law.citations import FORM_4_WHEN, NOTIFICATION
from section16.law.deadlines import ACT_TEN_DAYS, ACT_TWO_DAYS, ITEM_405, RULE_16A_3_FORM_5
from section16.law.edgar_citations import SPEC_CODING_5
from section16.law.filing_day import REGULATION_S_T_13, eastern, filed_on
from section16.model.findings import Severity
from section16.model.lines import same
from section16.model.samples import EXERCISE, FORM_4_AMENDED
from section16.model.statement import Statement
from section16.model.tables import Transaction
from section16.model.values import Timeliness

_LATE = "{why} The form {done} on {filed}, {late} late{more}."
_FILE_AT_ONCE = (
    "Nothing mends the day: file without delay, and let the issuer name the late report in its proxy "
    "statement (Item 405)."
)

# Eastern Daylight Saving Time
_SUMMER = timezone(timedelta(hours=-4))

# A sale of the day before those of the sample, which its original form left out
_LEFT_OUT = replace(EXERCISE.table_1[1], transaction_date=date(2026, 5, 4))


@check(
    "T101",
    title="Form 4 must be filed within two business days",
    severity=Severity.ERROR,
    cites=(FORM_4_WHEN, ACT_TWO_DAYS, NOTIFICATION, ITEM_405),
    message=_LATE,
    remedy=f"{_FILE_AT_ONCE} If the transaction date is wrong, correct it.",
    bad=(
        Example(
            changes={"table_1[0].transaction_date": date(2026, 5, 1)},
            filed_on=date(2026, 5, 7),
            at="table_1[0].transaction_date",
            says="The form was filed on Thu 2026-05-07, 2 business days (2 calendar days) late.",
        ),
        Example(
            changes={
                "table_1[1].transaction_date": date(2026, 4, 28),
                "table_1[1].deemed_execution_date": date(2026, 5, 4),
            },
            filed_on=date(2026, 5, 7),
            at="table_1[1].transaction_date",
            says="deemed executed on the third business day after it, Fri 2026-05-01",
        ),
    ),
)
def form_4_in_two_business_days(case: Case) -> Iterator[Problem]:
    """Form 4 is due before the end of the second business day after the day of execution.

    Business days are those of the Commission, and the count begins with the deemed execution date where one
    is given, at the latest with the third business day after the trade. It is told once for each day of
    execution. Gifts given away are held to it since 27 February 2023. Lines reported early, amendments, and
    what code J leaves open are not; see T102 and T106. The filing date must be known.
    """
    for late in late_transactions(case):
        if late.is_certain:
            yield _problem(case, late)


@check(
    "T102",
    title="The form seems late, but this is not certain",
    severity=Severity.NOTE,
    cites=(FORM_4_WHEN, ACT_TEN_DAYS, RULE_16A_3_FORM_5),
    message=_LATE + " {doubt}",
    remedy="Settle the doubt that the message names; where none is left, treat the report as late.",
    bad=(
        Example(
            changes={"table_1[0].transaction_date": date(2026, 5, 1)},
            at="table_1[0].transaction_date",
            says="The filing date is not known; that of the signature is taken.",
        ),
        Example(
            changes={"table_1[0].transaction_date": date(2026, 5, 1), "table_1[0].code": "J"},
            filed_on=date(2026, 5, 7),
            at="table_1[0].transaction_date",
            says="which code J does not tell",
        ),
        Example(
            sample="form3",
            changes={"period_of_report": date(2016, 1, 11)},
            filed_on=date(2016, 1, 22),
            at="period_of_report",
            says="Special closures before Mon 2018-01-01 have not been checked",
        ),
        Example(
            sample="form3",
            changes={"period_of_report": date(2021, 1, 11)},
            filed_on=date(2026, 3, 18),
            at="period_of_report",
            says="It is on time if the issuer is a foreign private issuer",
        ),
    ),
)
def perhaps_late(case: Case) -> Iterator[Problem]:
    """What looks late may be on time for a reason that the document does not show.

    The filing date may be missing, so that only the signature can be looked at; the Commission may have been
    closed on a day that is not confirmed; the line may have been free to wait for Form 5; or the issuer
    may be a foreign private issuer, whose directors and officers first reported on 18 March 2026.
    """
    for late in (late_form_3(case), late_form_5(case), *late_transactions(case)):
        if late and not late.is_certain:
            yield _problem(case, late)


@check(
    "T103",
    title="Form 3 must be filed within ten days",
    severity=Severity.ERROR,
    cites=(ACT_TEN_DAYS, ITEM_405),
    message=_LATE,
    remedy=f"{_FILE_AT_ONCE} If the date of the event is wrong, correct it.",
    bad=Example(
        sample="form3",
        changes={"period_of_report": date(2026, 4, 24)},
        filed_on=date(2026, 5, 7),
        at="period_of_report",
        says="The form was filed on Thu 2026-05-07, 3 business days (3 calendar days) late.",
    ),
)
def form_3_in_ten_days(case: Case) -> Iterator[Problem]:
    """Form 3 is due within ten calendar days after the person became director, officer or ten-percent owner.

    The date of that event is box 2. When the issuer registers its first class of equity the form is due by
    the effective date already, which the document does not tell. The filing date must be known.
    """
    late = late_form_3(case)
    if late and late.is_certain:
        yield _problem(case, late)


@check(
    "T104",
    title="Form 5 must be filed within 45 days after the fiscal year",
    severity=Severity.ERROR,
    cites=(RULE_16A_3_FORM_5, ITEM_405),
    message=_LATE,
    remedy=f"{_FILE_AT_ONCE} If the fiscal year end is wrong, correct it.",
    bad=Example(
        sample="form5",
        changes={"period_of_report": date(2025, 11, 30)},
        filed_on=date(2026, 2, 10),
        at="period_of_report",
        says="by Wed 2026-01-14. The form was filed on Tue 2026-02-10",
    ),
)
def form_5_in_45_days(case: Case) -> Iterator[Problem]:
    """Form 5 is due within 45 calendar days after the end of the issuer's fiscal year, which is box 3.

    Every transaction that waited for it is late with it. The filing date must be known.
    """
    late = late_form_5(case)
    if late and late.is_certain:
        yield _problem(case, late)


def _problem(case: Case, late: Lateness) -> Problem:
    return Problem(
        late.path,
        why=late.why,
        late=late.told,
        more=_more(late.lines),
        doubt=late.doubt,
        **_filed(case),
    )


def _filed(case: Case) -> dict[str, str]:
    """Return the fields that say when the form was filed, will be, or at least was signed."""
    day = judged_by(case)
    done = "would be filed" if case.purpose == "to_file" else "was filed"
    return {"done": done if case.filed_on else "was signed", "filed": dated(day) if day else ""}


def _more(lines: int) -> str:
    """Say how many further lines share the finding."""
    return (
        f"; so {'is' if lines == 1 else 'are'} {lines} more line{'' if lines == 1 else 's'}" if lines else ""
    )


@check(
    "T105",
    title="A Form 4 transaction on Form 5 is late and should say so",
    severity=Severity.NOTE,
    cites=(SPEC_CODING_5, ITEM_405),
    message="The line has form type 4 on Form 5, so that it is late by definition, and is not marked so (L).",
    remedy="Set the timeliness to L (late); if the transaction could wait for Form 5, give the line form "
    "type 5.",
    bad=Example(sample="form5", changes={"table_1[1].timeliness": None}, at="table_1[1].timeliness"),
)
def late_lines_of_form_5_are_marked(case: Case) -> Iterator[Problem]:
    """What was due on Form 4 within two business days and comes with Form 5 is late, marked or not.

    EDGAR treats the line so whatever it says; the mark only shows that the owner knows.
    """
    if case.statement.form != "5":
        return
    for path, row in case.transactions:
        if row.form_type == "4" and row.timeliness is not Timeliness.LATE:
            yield Problem(f"{path}.timeliness")


@check(
    "T106",
    title="A transaction first reported by an amendment after it was due",
    severity=Severity.WARNING,
    cites=(FORM_4_WHEN, ITEM_405),
    message="No earlier statement reports a transaction of {day} in this security. {why} The amendment "
    "{done} on {filed}, {late} late.",
    remedy="Count the transaction as reported late (Item 405); if the line corrects the date of one that was "
    "reported, say so in a footnote.",
    bad=Example(
        sample="form4a",
        earlier=("exercise",),
        changes={"table_1": (*FORM_4_AMENDED.table_1, _LEFT_OUT)},
        filed_on=date(2026, 5, 12),
        at="table_1[2].transaction_date",
        says="No earlier statement reports a transaction of 2026-05-04",
    ),
)
def amendments_do_not_restart_the_clock(case: Case) -> Iterator[Problem]:
    """A transaction left out of the form and added by an amendment was due when the form was.

    Amending does not make it timely. Told where an earlier statement of the same period is given, and none
    reports a transaction of that day in that security.
    """
    statement = case.statement
    if statement.form != "4" or not statement.is_amendment:
        return
    before = [each for each in case.earlier if each.form == "4"]
    if not any(_same_report(each, statement) for each in before):
        return
    reported = {_day_and_title(row) for each in before for row in each.rows if isinstance(row, Transaction)}
    for path, row in case.transactions:
        if _day_and_title(row) not in reported and (late := late_transaction(case, path, row)):
            yield Problem(
                late.path,
                day=row.transaction_date,
                why=late.why,
                late=late.told,
                **_filed(case),
            )


def _same_report(original: Statement, amendment: Statement) -> bool:
    return not original.is_amendment and original.period_of_report == amendment.period_of_report


def _day_and_title(row: Transaction) -> tuple[date | None, str]:
    return row.transaction_date, same(row.security)


@check(
    "T107",
    title="Accepted after the hour: the form counts as filed on the next business day",
    severity=Severity.NOTE,
    cites=REGULATION_S_T_13,
    message="{why} Whether it is late is judged by that day.",
    remedy="Submit before 10 p.m. Eastern on a business day for the form to count as filed that day.",
    bad=Example(
        changes={},
        accepted_at=datetime(2026, 5, 7, 22, 0, 1, tzinfo=_SUMMER),
        at="",
        says="after 22:00, is filed on the next business day, Fri 2026-05-08",
    ),
)
def accepted_after_the_hour(case: Case) -> Iterator[Problem]:
    """Forms 3, 4 and 5 sent by 10 p.m. Eastern on a business day are filed that day, later ones the next.

    Whoever looks at the time of acceptance alone takes such a form for a day earlier than the law does.
    Needs the submission header.
    """
    accepted = case.submission.accepted_at if case.submission else None
    if accepted is None or accepted.tzinfo is None:
        return
    filed = filed_on(accepted)
    if filed.value != accepted.astimezone(eastern()).date():
        yield Problem("", why=filed.why)
