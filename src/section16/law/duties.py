"""Which form a gift goes on, whether the plan box must be answered, and what the issuer posts on its site."""

from __future__ import annotations

from datetime import date
from typing import Literal

from section16.law import business_days
from section16.law.answer import Answer, dated
from section16.law.business_days import Calendar
from section16.law.citations import RELEASE_PLAN_BOX, RULE_16A_3_FORM_4, Citation
from section16.law.deadlines import RULE_16A_3_FORM_5
from section16.model.values import Direction

# Gifts

GIFTS_ON_FORM_4_SINCE = date(2023, 2, 27)
"""The first day on which a gift given away belongs on Form 4 (Release 33-11138)."""

RULE_16A_3_EARLY = Citation(
    "Rule 16a-3(a)",
    "At the election of the reporting person, any transaction required to be reported on Form 5 may be "
    "reported on an earlier filed Form 4.",
    "https://www.ecfr.gov/current/title-17/section-240.16a-3",
    in_substance=True,
)


def gift_form(day: date, direction: Direction) -> Answer[Literal["4", "5"]]:
    """Return the form on which a bona fide gift made on `day` must be reported at the latest.

    A gift given away since 27 February 2023 goes on Form 4 within two business days. One given away before,
    and any gift received, goes on Form 5, or at the owner's choice on an earlier Form 4 with code V. Source:
    Rule 16a-3(a), (f)(1) and (g)(1).
    """
    if direction is Direction.DISPOSED and day >= GIFTS_ON_FORM_4_SINCE:
        return Answer(
            value="4",
            why=f"A gift given away on {dated(day)} must be reported on Form 4 within two business days, as "
            f"any since {dated(GIFTS_ON_FORM_4_SINCE)}.",
            cites=(RULE_16A_3_FORM_4,),
        )
    gift = (
        f"A gift received on {dated(day)}"
        if direction is Direction.ACQUIRED
        else f"A gift given away on {dated(day)}, before {dated(GIFTS_ON_FORM_4_SINCE)},"
    )
    return Answer(
        value="5",
        why=f"{gift} must be reported on Form 5, or at the owner's choice on an earlier Form 4 with code V.",
        cites=(RULE_16A_3_FORM_5, RULE_16A_3_EARLY),
    )


# The plan box

PLAN_BOX_SINCE = date(2023, 4, 1)
"""The first filing date of Forms 4 and 5 that must answer the box."""


def plan_box_required(filed_on: date) -> Answer[bool]:
    """Say whether a Form 4 or 5 filed on this day must answer the Rule 10b5-1(c) box.

    In force for forms filed since 1 April 2023. Source: Release 33-11138; Form 4, General Instruction 10.
    """
    required = filed_on >= PLAN_BOX_SINCE
    return Answer(
        value=required,
        why=f"A Form 4 or 5 filed on {dated(filed_on)} {'must' if required else 'need not'} answer the Rule "
        f"10b5-1(c) box, which is required of those filed since {dated(PLAN_BOX_SINCE)}.",
        cites=(RELEASE_PLAN_BOX,),
    )


# The issuer's web site

POSTING_SINCE = date(2003, 6, 30)
"""The first filing date of forms that the issuer must post (Release 33-8230)."""

RULE_16A_3_POSTING = Citation(
    "Rule 16a-3(k)",
    "An issuer that maintains a corporate web site shall post on it by the end of the business day after "
    "filing any Form 3, 4 or 5 filed as to its equity securities; each form shall remain accessible for at "
    "least a 12-month period.",
    "https://www.ecfr.gov/current/title-17/section-240.16a-3",
    in_substance=True,
)


def website_posting_due(filed_on: date, *, calendar: Calendar | None = None) -> Answer[date | None]:
    """Return the day by whose end the issuer must have posted a form filed on `filed_on` on its web site.

    None before 30 June 2003, when the duty began; it falls on an issuer that maintains a corporate web site.
    Source: Rule 16a-3(k).
    """
    if filed_on < POSTING_SINCE:
        return Answer(
            value=None,
            why=f"A form filed on {dated(filed_on)} need not be posted on the issuer's web site, for the "
            f"duty is in force since {dated(POSTING_SINCE)}.",
            cites=(RULE_16A_3_POSTING,),
        )
    days = calendar or business_days.calendar()
    due = days.next_business_day(filed_on)
    return Answer(
        value=due,
        why=f"A form filed on {dated(filed_on)} must be on the issuer's web site by the end of the business "
        f"day after filing, {dated(due)}{days.skipped(filed_on, due)}.",
        cites=(RULE_16A_3_POSTING,),
        uncertain=days.doubts(filed_on, due),
    )


def website_posting_kept_until(posted_on: date) -> Answer[date]:
    """Return the day until which a form posted on `posted_on` must stay on the issuer's web site.

    It is the anniversary of the posting, so that a full 12 months are kept however they are counted. Source:
    Rule 16a-3(k).
    """
    until = twelve_months_after(posted_on)
    return Answer(
        value=until,
        why=f"A form posted on {dated(posted_on)} must stay on the issuer's web site for at least 12 months, "
        f"until {dated(until)}.",
        cites=(RULE_16A_3_POSTING,),
    )


def twelve_months_after(day: date) -> date:
    """Return the same day of the next year; for 29 February the day after, 1 March."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return date(day.year + 1, 3, 1)
