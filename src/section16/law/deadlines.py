"""When each form is due, and how late a filing is.

An answer follows the rule that was in force on the day it is about. Business days are the Commission's, from
the calendar given or the one that comes with the package.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from section16.errors import UsageError
from section16.law import business_days
from section16.law.answer import Answer, dated
from section16.law.business_days import BUSINESS_DAY, RULE_0_3, Calendar
from section16.law.citations import FORM_4_WHEN, NOTIFICATION, Citation

_ACT_URL = "https://www.law.cornell.edu/uscode/text/15/78p"
_RULE_16A_3_URL = "https://www.ecfr.gov/current/title-17/section-240.16a-3"


# Form 4

ACT_TWO_DAYS = Citation(
    "Securities Exchange Act, section 16(a)(2)(C)",
    "If there has been a change in ownership, before the end of the second business day following the day on "
    "which the subject transaction has been executed.",
    _ACT_URL,
    in_substance=True,
)
ACT_TEN_DAYS_AFTER_MONTH = Citation(
    "Securities Exchange Act, section 16(a), as in force before 29 August 2002",
    "Within ten days after the close of each calendar month in which there has been a change in ownership.",
    "https://www.sec.gov/rules/final/34-46421.htm",
    in_substance=True,
)
TWO_DAYS_SINCE = date(2002, 8, 29)
"""The first execution date that the rule of two business days applies to (Release 34-46421)."""


def form_4_due(executed: date, *, calendar: Calendar | None = None) -> Answer[date]:
    """Return the day before whose end Form 4 must be filed: the second business day following execution.

    `executed` is the trade date, or where `deemed_execution` applies the date it gives. In force for
    transactions executed since 29 August 2002; before, the tenth day after the end of the month. Source: Act
    section 16(a)(2)(C); Rule 16a-3(g)(1).
    """
    days = calendar or business_days.calendar()
    if executed < TWO_DAYS_SINCE:
        return _form_4_due_after_month(executed, days)
    due = days.add(executed, 2)
    return Answer(
        value=due,
        why=f"Form 4 for a transaction executed on {dated(executed)} is due before the end of the second "
        f"business day following, {dated(due)}{days.skipped(executed, due)}.",
        cites=(FORM_4_WHEN, ACT_TWO_DAYS, BUSINESS_DAY),
        uncertain=days.doubts(executed, due),
    )


def _form_4_due_after_month(executed: date, days: Calendar) -> Answer[date]:
    tenth = (executed.replace(day=1) + timedelta(days=31)).replace(day=10)
    due = days.roll(tenth)
    return Answer(
        value=due,
        why=f"A transaction executed on {dated(executed)}, before the rule of two business days came into "
        f"force on {dated(TWO_DAYS_SINCE)}, was due on Form 4 within ten days after the end of the month, by "
        f"{dated(tenth)}{_rolled(tenth, due)}.",
        cites=(ACT_TEN_DAYS_AFTER_MONTH, RULE_0_3),
        uncertain=days.doubts(tenth, due),
    )


def deemed_execution(trade: date, notified: date, *, calendar: Calendar | None = None) -> Answer[date]:
    """Return the date from which the two business days count when the owner did not choose the trade date.

    That is only so for a transaction under a contract, instruction or plan that meets Rule 10b5-1(c), and for
    a discretionary transaction (Rule 16b-3(b)(1)). It is the day of notification, at the latest the third
    business day after the trade; column 2A or 3A shows it, and column 2 keeps the trade date. In force since
    29 August 2002; before, the trade date itself. UsageError for a notification before the trade. Source:
    Rule 16a-3(g)(2) to (4).
    """
    if notified < trade:
        raise UsageError(
            f"notified on {dated(notified)}, before the trade of {dated(trade)}: swap or correct the dates"
        )
    days = calendar or business_days.calendar()
    if trade < TWO_DAYS_SINCE:
        return Answer(
            value=trade,
            why=f"The trade of {dated(trade)} counts from its own date, for no date of execution was deemed "
            f"before {dated(TWO_DAYS_SINCE)}.",
            cites=(NOTIFICATION,),
        )
    third = days.add(trade, 3)
    if notified <= third:
        return Answer(
            value=notified,
            why=f"The trade of {dated(trade)}, whose date the owner did not choose, is deemed executed when "
            f"the owner was notified, on {dated(notified)}.",
            cites=(NOTIFICATION,),
        )
    return Answer(
        value=third,
        why=f"The trade of {dated(trade)}, whose date the owner did not choose, is deemed executed on the "
        f"third business day after it, {dated(third)}, for notice came later, on "
        f"{dated(notified)}{days.skipped(trade, third)}.",
        cites=(NOTIFICATION,),
        uncertain=days.doubts(trade, third),
    )


# Form 3

ACT_AT_REGISTRATION = Citation(
    "Securities Exchange Act, section 16(a)(2)(A)",
    "At the time of the registration of the security on a national securities exchange or by the effective "
    "date of a registration statement filed pursuant to section 12(g).",
    _ACT_URL,
    in_substance=True,
)
ACT_TEN_DAYS = Citation(
    "Securities Exchange Act, section 16(a)(2)(B)",
    "Within 10 days after the person becomes a beneficial owner of more than ten percent, director or "
    "officer.",
    _ACT_URL,
    in_substance=True,
)


def form_3_due(
    event: date, *, registration_effective: date | None = None, calendar: Calendar | None = None
) -> Answer[date]:
    """Return the day by which Form 3 must be filed: ten calendar days after the event that requires it.

    `event` is the day the person became director, officer or ten-percent owner. Give `registration_effective`
    where the issuer registers its first class of equity: who holds the position by then files no later than
    that day. A day that is no business day moves to the next (Rule 0-3). Source: Act section 16(a)(2)(A) and
    (B).
    """
    days = calendar or business_days.calendar()
    if registration_effective is not None and event <= registration_effective:
        due = days.roll(registration_effective)
        return Answer(
            value=due,
            why=f"Form 3 of a person in position since {dated(event)} is due by the day on which the "
            f"issuer's first registration of equity takes effect, {dated(registration_effective)}"
            f"{_rolled(registration_effective, due)}.",
            cites=(ACT_AT_REGISTRATION, RULE_0_3),
            uncertain=days.doubts(registration_effective, due),
        )
    tenth = event + timedelta(days=10)
    due = days.roll(tenth)
    return Answer(
        value=due,
        why=f"Form 3 is due within ten calendar days after the event of {dated(event)}, by "
        f"{dated(tenth)}{_rolled(tenth, due)}.",
        cites=(ACT_TEN_DAYS, RULE_0_3),
        uncertain=days.doubts(tenth, due),
    )


# Form 5

RULE_16A_3_FORM_5 = Citation(
    "Rule 16a-3(f)(1)",
    "A Form 5 must be filed within 45 days after the issuer's fiscal year end by every person who at any "
    "time during the issuer's fiscal year was subject to section 16.",
    _RULE_16A_3_URL,
    in_substance=True,
)


def form_5_due(fiscal_year_end: date, *, calendar: Calendar | None = None) -> Answer[date]:
    """Return the day by which Form 5 must be filed: 45 calendar days after the issuer's fiscal year end.

    A day that is no business day moves to the next (Rule 0-3). In force since 1 May 1991, when the form was
    introduced. Source: Rule 16a-3(f)(1).
    """
    days = calendar or business_days.calendar()
    last = fiscal_year_end + timedelta(days=45)
    due = days.roll(last)
    return Answer(
        value=due,
        why=f"Form 5 is due within 45 calendar days after the fiscal year end of {dated(fiscal_year_end)}, "
        f"by {dated(last)}{_rolled(last, due)}.",
        cites=(RULE_16A_3_FORM_5, RULE_0_3),
        uncertain=days.doubts(last, due),
    )


# Lateness

ITEM_405 = Citation(
    "Regulation S-K, Item 405(a)",
    "Under the caption “Delinquent Section 16(a) Reports”, identify each person who failed to file on a "
    "timely basis, with the number of late reports and of transactions that were not reported on a timely "
    "basis.",
    "https://www.ecfr.gov/current/title-17/section-229.405",
    in_substance=True,
)


class DaysLate(NamedTuple):
    """By how many days a form was filed after it was due, both counts zero when on time."""

    business: int
    calendar: int


def days_late(due: date, filed_on: date, *, calendar: Calendar | None = None) -> Answer[DaysLate]:
    """Return by how many business days and calendar days `filed_on` is later than `due`.

    Business days are those after the due date up to and including the filing date: due on a Friday and filed
    on the Monday is one business day late, and three calendar days. Source: Regulation S-K, Item 405(a).
    """
    if filed_on <= due:
        return Answer(
            value=DaysLate(business=0, calendar=0),
            why=f"A form due on {dated(due)} and filed on {dated(filed_on)} is on time.",
            cites=(ITEM_405,),
        )
    days = calendar or business_days.calendar()
    late = DaysLate(business=days.between(due, filed_on), calendar=(filed_on - due).days)
    return Answer(
        value=late,
        why=f"A form due on {dated(due)} and filed on {dated(filed_on)} is late by {late.business} business "
        f"{_days(late.business)}, which is {late.calendar} calendar {_days(late.calendar)}.",
        cites=(ITEM_405,),
        uncertain=days.doubts(due, filed_on),
    )


def _rolled(day: date, due: date) -> str:
    return "" if day == due else f", which is no business day, and so by the next, {dated(due)}"


def _days(count: int) -> str:
    return "day" if count == 1 else "days"
