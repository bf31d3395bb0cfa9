"""When each version of EDGAR's ownership schema came into use.

X0407 and X0609 begin on the day of their EDGAR release; the others on the first day on which a filing is
known to carry them, which may be a little later than the release itself.
"""

from __future__ import annotations

from datetime import date

FIRST_DAYS: dict[str, date] = {
    "X0101": date(2003, 5, 5),
    "X0201": date(2004, 5, 3),
    "X0202": date(2005, 1, 3),
    "X0303": date(2010, 1, 6),
    "X0304": date(2011, 8, 16),
    "X0305": date(2012, 3, 27),
    "X0306": date(2012, 7, 3),
    "X0407": date(2023, 3, 20),
    "X0508": date(2023, 9, 1),
    "X0609": date(2026, 3, 18),
}
"""The first day of each version of the schema; X0206, of Form 3, stands beside several of them."""

PLAN_BOX_FROM = date(2023, 4, 1)
"""The first filing day on which the Rule 10b5-1(c) box is compulsory (release 33-11138)."""


def first_day_of(version: str | None) -> date | None:
    """Return the first day of a schema version, or None when it is not known."""
    return FIRST_DAYS.get(version or "")


def current_on(day: date) -> str:
    """Return the version of Forms 4 and 5 in use on `day`: the latest that had begun."""
    return max(
        (began, version) for version, began in FIRST_DAYS.items() if began <= max(day, date(2003, 5, 5))
    )[1]
