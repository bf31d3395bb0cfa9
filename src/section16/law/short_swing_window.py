"""The window of section 16(b): which days are less than six months apart, and when a suit is too late."""

from __future__ import annotations

from calendar import monthrange
from datetime import MAXYEAR, date, timedelta
from typing import NamedTuple

from section16.law.answer import Answer, dated
from section16.law.citations import Citation

ACT_SHORT_SWING = Citation(
    "Securities Exchange Act, section 16(b)",
    "Any profit realized from any purchase and sale, or any sale and purchase, of any equity security of the "
    "issuer within any period of less than six months shall inure to and be recoverable by the issuer, "
    "irrespective of any intention.",
    "https://www.law.cornell.edu/uscode/text/15/78p",
    in_substance=True,
)
STELLA = Citation(
    "Stella v. Graham-Paige Motors Corp., 132 F. Supp. 100 (S.D.N.Y. 1955)",
    "The period begins with the day of the first transaction, so that a full six months end with the day "
    "before the same date of the sixth month following.",
    in_substance=True,
)
COLONIAL_REALTY = Citation(
    "Colonial Realty Corp. v. MacWilliams, 381 F. Supp. 26 (S.D.N.Y. 1974)",
    "A sale on 20 December 1972 and a purchase on 19 June 1973 are not within a period of less than six "
    "months; the last day was 18 June.",
    in_substance=True,
)


def six_months_after(first: date) -> date:
    """Return the same date of the sixth month following, or that month's last day where it has no such date.

    At the end of the calendar it is the last day there is.
    """
    year, month = first.year + (first.month > 6), (first.month + 5) % 12 + 1
    if year > MAXYEAR:
        return date.max
    return date(year, month, min(first.day, monthrange(year, month)[1]))


class Window(NamedTuple):
    """The last day that matches, and the last one that might where the sixth month is too short."""

    last: date
    latest: date


def window(first: date) -> Window:
    """Return the days on which the period of less than six months that begins with `first` may end."""
    # "within any period of less than six months": the day of the first transaction counts, so that six months
    # are full at the end of the day before the same date, and a day earlier they are still less (Stella).
    same_date = six_months_after(first)
    last = same_date - timedelta(days=2)
    return Window(last, last + timedelta(days=max(0, first.day - same_date.day)))


def last_matchable_day(first: date) -> Answer[date]:
    """Return the last day on which an opposite transaction is matched with one made on `first`.

    It is six calendar months later less two days, both ends included. Where the sixth month has no such date
    the count is made from its last day, and the answer says that this is uncertain. Source: Act section
    16(b); Stella; Colonial Realty.
    """
    last, latest = window(first)
    doubt = (
        f"The sixth month after {dated(first)} has no day {first.day}; the count is made from its last day, "
        f"but one that runs on into the next month would end on {dated(latest)}, and no decision is known: "
        "ask counsel."
    )
    return Answer(
        value=last,
        why=f"The period of less than six months that begins with {dated(first)} ends with {dated(last)}, "
        f"the second day before {dated(six_months_after(first))}.",
        cites=(ACT_SHORT_SWING, STELLA, COLONIAL_REALTY),
        uncertain=(doubt,) if latest > last else (),
    )


def in_window(one: date, other: date) -> Answer[bool]:
    """Say whether two transactions are less than six months apart, whichever was first.

    Source: Act section 16(b), as `last_matchable_day`.
    """
    first, later = sorted((one, other))
    limit = last_matchable_day(first)
    inside = later <= limit.value
    return Answer(
        value=inside,
        why=f"{dated(later)} is {'within' if inside else 'not within'} the period of less than six months "
        f"that begins with {dated(first)} and ends with {dated(limit.value)}.",
        cites=limit.cites,
        uncertain=limit.uncertain if in_doubt(first, later) else (),
    )


def in_doubt(first: date, later: date) -> bool:
    """Say whether two days are less than six months apart only if a short sixth month runs on."""
    last, latest = window(first)
    return last < later <= latest


# The suit

TWO_YEARS = Citation(
    "Securities Exchange Act, section 16(b)",
    "No such suit shall be brought more than two years after the date such profit was realized.",
    "https://www.law.cornell.edu/uscode/text/15/78p",
    in_substance=True,
)
SIMMONDS = Citation(
    "Credit Suisse Securities (USA) LLC v. Simmonds, 566 U.S. 221 (2012)",
    "The two years are not suspended until a statement under section 16(a) is filed; whether they can be "
    "suspended at all for equitable reasons was left undecided by an evenly divided court.",
    in_substance=True,
)
TOLLING = (
    "Whether the two years can be suspended, where the profit could not have been found out, is not settled "
    "(Credit Suisse v. Simmonds): ask counsel before treating a profit as out of reach."
)


def last_day_of_suit(realized: date) -> Answer[date]:
    """Return the last day on which a suit for a profit realized on `realized` may be brought.

    A profit is realized on the later day of its match. It is the same date two years later, and the last day
    of February for the 29th. Source: Act section 16(b); Credit Suisse v. Simmonds.
    """
    year = min(realized.year + 2, MAXYEAR)
    leap = (realized.month, realized.day) == (2, 29)
    last = date(year, 2, 28) if leap else realized.replace(year=year)
    doubt = f"Two years after {dated(realized)} may also end on {dated(date(year, 3, 1))}: ask counsel."
    return Answer(
        value=last,
        why=f"A profit realized on {dated(realized)} can be sued for until {dated(last)}, two years later.",
        cites=(TWO_YEARS, SIMMONDS),
        uncertain=(doubt, TOLLING) if leap else (TOLLING,),
    )
