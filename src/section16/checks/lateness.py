"""When a statement was due, and whether the day it was filed is surely or only perhaps too late."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple, TypeGuard

from section16.checks.rule import Case
from section16.law.answer import Answer
from section16.law.deadlines import (
    DaysLate,
    days_late,
    deemed_execution,
    form_3_due,
    form_4_due,
    form_5_due,
)
from section16.law.duties import gift_form
from section16.law.foreign_private_issuers import form_3_due_foreign_private_issuer
from section16.model.codes import CODES, letters
from section16.model.tables import Transaction

# The rules of today are of 1 May 1991; a date far outside is a slip, of which F104 tells.
_YEARS = range(1991, 2100)

# Two business days are two days at the least, which spares most lines the calendar.
_TWO_DAYS = timedelta(days=2)

# Special closures come singly or, as in the storm of October 2012, two in a row: one that is not confirmed
# can move a due date by no more.
_CLOSURES_IN_A_ROW = 2

# Foreign private issuers: the Act of 18 December 2025 brought in their directors and officers.
_FOREIGN_INSIDERS_ACT = date(2025, 12, 18)

_ON_FORM_4 = letters(code for code in CODES.values() if code.due_on == "4")


class Lateness(NamedTuple):
    """A form filed after it was due: why it was due then, by how much it is late, and what may excuse it.

    `doubt` is a sentence that says why it may be on time after all, empty where nothing does. `path` is that
    of the date it counts from; `lines` are the further lines of the same day.
    """

    path: str
    why: str
    days: DaysLate
    doubt: str = ""
    lines: int = 0

    @property
    def is_certain(self) -> bool:
        """Whether nothing may excuse it."""
        return not self.doubt

    @property
    def told(self) -> str:
        """The days as the messages say them: "2 business days (4 calendar days)"."""
        business, calendar = self.days
        return f"{_days(business, 'business')} ({_days(calendar, 'calendar')})"


def _days(count: int, kind: str) -> str:
    return f"{count} {kind} {'day' if count == 1 else 'days'}"


def judged_by(case: Case) -> date | None:
    """Return the filing date, or where it is not known that of the latest signature, which comes first."""
    return case.filed_on or case.signed_on


def late_form_3(case: Case) -> Lateness | None:
    """Return how late a Form 3 is; None for one on time, for an amendment, and for dates not known."""
    event = case.statement.period_of_report
    if case.statement.form != "3" or case.statement.is_amendment or not plausible(event):
        return None
    late = _late(case, "period_of_report", form_3_due(event))
    filed = judged_by(case)
    if late and filed and filed >= _FOREIGN_INSIDERS_ACT:
        foreign = form_3_due_foreign_private_issuer(event)
        if filed <= foreign.value:
            return late._replace(
                doubt=f"It is on time if the issuer is a foreign private issuer: {foreign.why}"
            )
    return late


def late_form_5(case: Case) -> Lateness | None:
    """Return how late a Form 5 is; None for one on time, for an amendment, and for dates not known."""
    year_end = case.statement.period_of_report
    if case.statement.form != "5" or case.statement.is_amendment or not plausible(year_end):
        return None
    return _late(case, "period_of_report", form_5_due(year_end))


def late_transactions(case: Case) -> Iterator[Lateness]:
    """Yield what Form 4 reports too late, once for each day of execution and each doubt, in filed order.

    Amendments are left out: what they correct was reported before.
    """
    if case.statement.form == "4" and not case.statement.is_amendment:
        found: dict[tuple[str, str], Lateness] = {}
        for path, row in case.transactions:
            late = late_transaction(case, path, row)
            if late is None:
                continue
            first = found.get((late.why, late.doubt))
            found[late.why, late.doubt] = first._replace(lines=first.lines + 1) if first else late
        yield from found.values()


def late_transaction(case: Case, path: str, row: Transaction) -> Lateness | None:
    """Return how late a transaction is reported that was due on Form 4; None for any other."""
    executed, filed, told = row.transaction_date, judged_by(case), ""
    doubt = _doubt_of_duty(row)
    if doubt is None or not plausible(executed) or not filed or filed - executed <= _TWO_DAYS:
        return None
    if row.deemed_execution_date and row.deemed_execution_date > executed:
        deemed = deemed_execution(executed, row.deemed_execution_date)
        executed, told = deemed.value, f"{deemed.why} "
    late = _late(case, f"{path}.transaction_date", form_4_due(executed))
    return late and late._replace(why=told + late.why, doubt=late.doubt or doubt)


def _doubt_of_duty(row: Transaction) -> str | None:
    """Say what speaks against a duty to report on Form 4: "" for nothing, None where there is none.

    A small acquisition (L) of form type 4 is due when it ceases to be small, which the line does not tell.
    """
    if row.code == "G":
        if row.direction is None or row.transaction_date is None:
            return None
        due_on_4 = gift_form(row.transaction_date, row.direction).value == "4"
    else:
        due_on_4 = row.code in _ON_FORM_4
    if due_on_4:
        return "" if row.form_type == "4" else "It is on time if it could wait for Form 5, as the line says."
    if row.code == "J" and row.form_type == "4":
        return "It is on time if it could wait for Form 5, which code J does not tell."
    return None


def plausible(day: date | None) -> TypeGuard[date]:
    """Whether a day is known and of a year that can be meant, so that the law can be asked about it."""
    return day is not None and day.year in _YEARS


def _late(case: Case, path: str, due: Answer[date]) -> Lateness | None:
    filed = judged_by(case)
    if not plausible(filed) or filed <= due.value:
        return None
    days = days_late(due.value, filed).value
    doubt = ""
    if due.uncertain and days.business <= _CLOSURES_IN_A_ROW:
        doubt = due.uncertain[0]
    elif case.filed_on is None:
        doubt = "The filing date is not known; that of the signature is taken."
    return Lateness(path, due.why, days, doubt)
