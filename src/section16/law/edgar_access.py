"""What EDGAR asks of those who file: an account, its administrators, their yearly word, living tokens."""

from __future__ import annotations

from datetime import date, timedelta

from section16.law import business_days
from section16.law.answer import Answer, dated
from section16.law.business_days import Calendar
from section16.law.citations import Citation
from section16.law.duties import twelve_months_after

_RELEASE = "https://www.sec.gov/rules/final/2024/33-11313.pdf"

EDGAR_NEXT_SINCE = date(2025, 9, 15)
"""The first day on which only an enrolled account can file (Release 33-11313)."""

RELEASE_EDGAR_NEXT = Citation(
    "Release 33-11313 (EDGAR Next)",
    "Since 15 September 2025 a filer files through an account enrolled in EDGAR Next, by individuals whom "
    "its account administrators have authorised; who had not enrolled by 19 December 2025 applies again "
    "on Form ID.",
    _RELEASE,
    in_substance=True,
)
FORM_ID_LEAD = Citation(
    "Release 33-11313 (EDGAR Next), Form ID",
    "An application on Form ID is reviewed by the staff; six business days or more are to be allowed.",
    _RELEASE,
    in_substance=True,
)
REGULATION_S_T_10 = Citation(
    "Regulation S-T, Rule 10(d)",
    "A filer must authorise at least two individuals as account administrators, an individual or a company "
    "of a single person at least one; and an account administrator must confirm once a year that what EDGAR "
    "shows of the account is right. Who misses it loses the right to file.",
    "https://www.ecfr.gov/current/title-17/section-232.10",
    in_substance=True,
)
EDGAR_TOKENS = Citation(
    "EDGAR, Create and Manage Filer and User API Tokens (28 March 2025)",
    "A filer API token is valid for one year, and several may be at once; a user API token is valid for 30 "
    "days, and a new one ends the former.",
    "https://www.sec.gov/submit-filings/filer-support-resources/how-do-i-guides/create-manage-filer-user-api-tokens",
    in_substance=True,
)
REGULATION_S_T_302 = Citation(
    "Regulation S-T, Rule 302(b)",
    "Each signatory signs an authentication document before or at the time of filing; it is kept for five "
    "years.",
    "https://www.ecfr.gov/current/title-17/section-232.302",
    in_substance=True,
)

LEAD = 6
"""How many business days an application on Form ID is to be allowed."""
USER_TOKEN_LIFE = timedelta(days=30)
"""How long a user API token is valid."""
TOKEN_WARNING = timedelta(days=5)
"""How long before its end a user API token is to be renewed: it lives too short for a longer warning."""


def form_id_by(form_3_due: date, *, calendar: Calendar | None = None) -> Answer[date]:
    """Return the last day on which to apply on Form ID for a Form 3 due on `form_3_due`.

    It is the sixth business day before. Source: Release 33-11313.
    """
    days = calendar or business_days.calendar()
    last, left = form_3_due, LEAD
    while left:
        last -= timedelta(days=1)
        left -= days.is_business_day(last)
    return Answer(
        value=last,
        why=f"A Form 3 due on {dated(form_3_due)} needs an enrolled EDGAR account, and Form ID is to be "
        f"allowed {LEAD} business days, so that it goes in by {dated(last)}.",
        cites=(RELEASE_EDGAR_NEXT, FORM_ID_LEAD),
        uncertain=days.doubts(last, form_3_due),
    )


def administrators_needed(*, is_entity: bool) -> Answer[int]:
    """Return how many account administrators an account must have. Source: Regulation S-T, Rule 10(d)."""
    whose, count = ("An entity", 2) if is_entity else ("An individual", 1)
    return Answer(
        value=count,
        why=f"{whose} needs at least {'two account administrators' if is_entity else 'one administrator'}.",
        cites=(REGULATION_S_T_10,),
    )


def confirmation_due(confirmed_on: date) -> Answer[date]:
    """Return the day by which an account confirmed on `confirmed_on` is to be confirmed again.

    EDGAR lets the administrators choose a day of the quarter; the day that it shows governs. Source:
    Regulation S-T, Rule 10(d).
    """
    due = twelve_months_after(confirmed_on)
    return Answer(
        value=due,
        why=f"The account was confirmed on {dated(confirmed_on)} and is to be confirmed again within a year, "
        f"by {dated(due)}.",
        cites=(REGULATION_S_T_10,),
    )
