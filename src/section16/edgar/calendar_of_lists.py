"""Which of EDGAR's index files cover a range of days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from msgspec import Struct

from section16.law import business_days

FIRST = date(1993, 1, 1)
"""The first day of EDGAR's indexes."""

_FEW = 5
"""Up to so many business days of a quarter, their daily files are smaller than the quarter's one file."""


class Quarter(Struct, frozen=True):
    """A quarter of a year, such as 2026 and 2."""

    year: int
    number: int

    def __str__(self) -> str:
        return f"{self.year} quarter {self.number}"

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return self.next.first - timedelta(days=1)

    @property
    def next(self) -> Quarter:
        """The quarter after it."""
        return Quarter(self.year + self.number // 4, self.number % 4 + 1)

    @property
    def before(self) -> Quarter:
        """The quarter before it."""
        return Quarter(self.year - (self.number == 1), (self.number - 2) % 4 + 1)

    @property
    def path(self) -> str:
        """The path of its index, compressed."""
        return f"/Archives/edgar/full-index/{self.year}/QTR{self.number}/master.gz"


def quarter_of(day: date) -> Quarter:
    """Return the quarter of a day."""
    return Quarter(day.year, (day.month + 2) // 3)


def daily_path(day: date) -> str:
    """Return the path of a day's index."""
    quarter = quarter_of(day)
    return f"/Archives/edgar/daily-index/{quarter.year}/QTR{quarter.number}/master.{day:%Y%m%d}.idx"


def covering(since: date, until: date) -> Iterator[Quarter | date]:
    """Yield the index files that cover a range, the latest first: quarters, and days where those are few.

    Days on which EDGAR is closed have no file and are left out.
    """
    days = business_days.calendar()
    quarter = quarter_of(until)
    while quarter.last >= max(since, FIRST):
        first, last = max(since, quarter.first), min(until, quarter.last)
        span = [first + timedelta(days=n) for n in range((last - first).days + 1)]
        open_days = [day for day in span if days.is_business_day(day)]
        if len(open_days) <= _FEW:
            yield from reversed(open_days)
        else:
            yield quarter
        quarter = quarter.before
