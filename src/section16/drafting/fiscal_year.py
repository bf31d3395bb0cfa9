"""The issuer's fiscal year, at whose end Form 5 looks back."""

from __future__ import annotations

import calendar
import datetime

from section16.drafting.profiles import IssuerProfile


def fiscal_year_end(issuer: IssuerProfile, day: datetime.date) -> datetime.date:
    """Return the end of the issuer's fiscal year in which a day lies.

    >>> fiscal_year_end(IssuerProfile(cik="9000001", fiscal_year_end="02-29"), datetime.date(2026, 2, 10))
    datetime.date(2026, 2, 28)
    """
    month, last = (int(part) for part in issuer.fiscal_year_end.split("-"))
    for year in (day.year, day.year + 1):
        end = datetime.date(year, month, min(last, calendar.monthrange(year, month)[1]))
        if day <= end:
            break
    return end
