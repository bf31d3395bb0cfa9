"""When a line or a form was due, and whether the day it was filed is surely or only perhaps too late."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple, TypeGuard

from section16.law.business_days import Calendar
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
from section16.model.statement import Statement
from section16.model.tables import Transaction

# The rules of today are of 1 May 1991; a date far outside is a slip, of which F104 tells.
_YEARS = range(1991, 2100)

# Special closures come singly or, as in the storm of October 2012, two in a row: one that is not confirmed
# can move a due date by no more.
_CLOSURES_IN_A_ROW = 2

# Foreign private issuers: the Act of 18 December 2025 brought in their directors and officers.
_FOREIGN_INSIDERS_ACT = date(2025, 12, 18)

_ON_FORM_4 = letters(code for code in CODES.values() if code.due_on == "4")


class Due(NamedTuple):
    """When something was due and why; `uncertain` says what of the day is not confirmed.

    `doubt` says what speaks against the duty itself, empty where nothing does.
    """

    on: date
    why: str
    uncertain: tuple[str, ...] = ()
    doubt: str = ""


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


def plausible(day: date | None) -> TypeGuard[date]:
    """Whether a day is known and of a year that can be meant, so that the law can be asked about it."""
    return day is not None and day.year in _YEARS


def due_of_transaction(row: Transaction, *, calendar: Calendar | None = None) -> Due | None:
    """Return when a transaction was due on Form 4; None for one that was not, or that has no date.

    The count begins with the deemed execution date where one is given, at the latest with the third business
    day after the trade. Source: Rule 16a-3(g).
    """
    executed, told = row.transaction_date, ""
    doubt = doubt_of_duty(row)
    if doubt is None or not plausible(executed):
        return None
    if plausible(row.deemed_execution_date) and row.deemed_execution_date > executed:
        deemed = deemed_execution(executed, row.deemed_execution_date, calendar=calendar)
        executed, told = deemed.value, f"{deemed.why} "
    due = form_4_due(executed, calendar=calendar)
    return Due(due.value, told + due.why, due.uncertain, doubt)


def due_of_form(
    statement: Statement,
    *,
    registration_effective: date | None = None,
    calendar: Calendar | None = None,
) -> Due | None:
    """Return when a Form 3 or 5 was due as a whole; None for a Form 4, an amendment, and a date not known.

    `registration_effective` is the day on which the issuer's first registration of equity took effect, for a
    Form 3. Source: Act section 16(a)(2); Rule 16a-3(f)(1).
    """
    day = statement.period_of_report
    if statement.form == "4" or statement.is_amendment or not plausible(day):
        return None
    if statement.form == "3":
        due = form_3_due(day, registration_effective=registration_effective, calendar=calendar)
    else:
        due = form_5_due(day, calendar=calendar)
    return Due(due.value, due.why, due.uncertain)


def late(
    path: str, due: Due, filed: date, *, is_filing_date: bool = True, calendar: Calendar | None = None
) -> Lateness | None:
    """Return how late something due was filed; None where it was on time.

    `is_filing_date` is False where `filed` is only the day of the signature.
    """
    if filed <= due.on:
        return None
    days = days_late(due.on, filed, calendar=calendar).value
    doubt = due.doubt
    if due.uncertain and days.business <= _CLOSURES_IN_A_ROW:
        doubt = due.uncertain[0]
    elif not is_filing_date:
        doubt = "The filing date is not known; that of the signature is taken."
    return Lateness(path, due.why, days, doubt)


def excused_by_foreign_issuer(event: date, filed: date) -> str:
    """Say why a Form 3 may be on time at a foreign private issuer; empty where it cannot be."""
    if filed < _FOREIGN_INSIDERS_ACT:
        return ""
    foreign = form_3_due_foreign_private_issuer(event)
    if filed > foreign.value:
        return ""
    return f"It is on time if the issuer is a foreign private issuer: {foreign.why}"


def doubt_of_duty(row: Transaction) -> str | None:
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
