"""The table of federal holidays, `law/federal_holidays.csv`, made from the library `holidays`.

The library takes longer to import than a statement takes to read; the table is read in its place.
"""

from __future__ import annotations

FIRST_YEAR, LAST_YEAR = 1994, 2040
"""The years of the table: EDGAR's first full year of operation to the last year computed."""


def page() -> str:
    """Return the table: every weekday that is a federal holiday or observed as one, with its name."""
    import holidays  # needed for development only

    days = holidays.country_holidays("US", years=range(FIRST_YEAR, LAST_YEAR + 2), observed=True)
    lines = [
        f"{day.isoformat()},{name}"
        for day, name in sorted(days.items())
        if FIRST_YEAR <= day.year <= LAST_YEAR and day.weekday() < 5
    ]
    return "\n".join(["date,name", *lines]) + "\n"
