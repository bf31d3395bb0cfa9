"""On which day a form counts as filed: the 10 p.m. Eastern cut-off."""

from __future__ import annotations

from datetime import date, datetime, time
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from section16.errors import UsageError
from section16.law import business_days
from section16.law.answer import Answer, dated
from section16.law.business_days import Calendar
from section16.law.citations import Citation

REGULATION_S_T_13 = Citation(
    "Regulation S-T, Rule 13(a)(2) and (4)",
    "A Form 3, 4 or 5, or an amendment to one, submitted by direct transmission on or before 10 p.m. Eastern "
    "Standard Time or Eastern Daylight Saving Time, whichever is currently in effect, shall be deemed filed "
    "on the same business day; one submitted later, as of the next business day.",
    "https://www.ecfr.gov/current/title-17/section-232.13",
    in_substance=True,
)

# The cut-off by filing date, the latest first. Before Release 33-8230 the forms had the hour of all others.
_CUT_OFFS = ((date(2003, 6, 30), time(22)), (date.min, time(17, 30)))


def filed_on(accepted_at: datetime, *, calendar: Calendar | None = None) -> Answer[date]:
    """Return the day that a form accepted by EDGAR at this moment counts as filed.

    Up to 10 p.m. Eastern on a business day it is that day, later or on another day the next business day.
    In force since 30 June 2003; before, the hour was 5:30 p.m. UsageError for a moment without a zone. The
    filing date that EDGAR itself gives governs. Source: Regulation S-T, Rule 13(a).
    """
    if accepted_at.tzinfo is None:
        raise UsageError(
            f"{accepted_at} has no time zone; EDGAR's acceptance times are Eastern: give "
            'datetime(..., tzinfo=ZoneInfo("America/New_York"))'
        )
    days = calendar or business_days.calendar()
    moment = accepted_at.astimezone(eastern())
    day, last = moment.date(), _cut_off(moment.date())
    in_time = moment.time() <= last
    open_day = days.is_business_day(day)
    filed = day if open_day and in_time else days.next_business_day(day)
    at = f"A form accepted on {dated(day)} at {moment:%H:%M:%S} Eastern"
    if filed == day:
        why = f"{at}, a business day and not after {last:%H:%M}, is filed that day."
        return Answer(value=day, why=why, cites=(REGULATION_S_T_13,))
    if open_day:
        why = f"{at}, after {last:%H:%M}, is filed on the next business day, {dated(filed)}."
        # The rule looks at when the form was submitted, which acceptance may follow by a while.
        doubts: tuple[str, ...] = (
            "The hour is that of acceptance, and a form submitted in time may be accepted after the cut-off: "
            "take the filing date from EDGAR's acceptance message.",
        )
    else:
        why = f"{at}, which is no business day, is filed on the next, {dated(filed)}."
        doubts = ()
    return Answer(
        value=filed, why=why, cites=(REGULATION_S_T_13,), uncertain=(*doubts, *days.doubts(day, filed))
    )


def due_moment(due: date) -> datetime:
    """Return the last moment at which a form due on `due` is filed in time, in America/New_York.

    It is 10 p.m. there, in winter and in summer; 5:30 p.m. before 30 June 2003. Source: Regulation S-T, Rule
    13(a)(4).
    """
    return datetime.combine(due, _cut_off(due), eastern())


def _cut_off(day: date) -> time:
    return next(hour for since, hour in _CUT_OFFS if day >= since)


@cache
def eastern() -> ZoneInfo:
    """Return the zone of EDGAR's clock, America/New_York; UsageError where the machine has no zones."""
    try:
        return ZoneInfo("America/New_York")
    except ZoneInfoNotFoundError as error:
        raise UsageError(
            "this machine has no table of time zones, which the 10 p.m. Eastern cut-off needs; "
            "install one with: pip install tzdata"
        ) from error
