"""Fetching index files: of a whole quarter, or of a day."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date, datetime, timedelta

from section16.edgar.calendar_of_lists import Quarter, daily_path, quarter_of
from section16.edgar.client import Client
from section16.edgar.index_files import read_index, unpacked
from section16.edgar.kinds import Kind
from section16.edgar.listed import Entry
from section16.errors import EdgarError, NotAtEdgar
from section16.law import business_days

_RECEIVED = re.compile(rb"^Last Data Received:\s*(\w+ +\d{1,2}, *\d{4})", re.MULTILINE)


class IndexLists:
    """The indexes of one search; `remarks` hears what is not there yet."""

    def __init__(self, client: Client, forms: Collection[str], *, today: date, remarks: list[str]) -> None:
        self._client, self._forms, self._today, self._remarks = client, forms, today, remarks

    def quarter(self, quarter: Quarter) -> tuple[list[Entry], list[date]]:
        """Return the filings in a quarter's index, and the business days before today that it lacks yet."""
        try:
            content = unpacked(self._client.get(quarter.path, Kind.INDEX), source=quarter.path)
        except NotAtEdgar:
            if quarter != quarter_of(self._today) or self._today > _second_open_day(quarter):
                raise
            return [], self._open_days(quarter.first)
        lacking: list[date] = []
        if quarter == quarter_of(self._today):
            lacking = self._lacking(quarter, content)
        return read_index(content, self._forms, source=self._client.address(quarter.path)), lacking

    def day(self, day: date) -> list[Entry] | None:
        """Return the filings in a day's index; None for the latest day where it has none yet.

        Raises `EdgarError` where an earlier business day has none.
        """
        path = daily_path(day)
        days = business_days.calendar()
        try:
            content = self._client.get(path, Kind.INDEX)
        except NotAtEdgar as missing:
            try:
                content = self._client.get(path + ".gz", Kind.INDEX)
            except NotAtEdgar:
                if days.next_business_day(day) >= self._today:
                    return None
                doubts = days.doubts(day, day)
                if not doubts:
                    raise EdgarError(
                        f"{missing}, though {day} is a past business day: its filings cannot be told; "
                        "take a range of more than a week, for which the quarter's index is read"
                    ) from None
                self._remarks.append(f"the index of {day} is not there ({'; '.join(doubts)})")
                return []
        return read_index(content, self._forms, source=self._client.address(path))

    def _lacking(self, quarter: Quarter, content: bytes) -> list[date]:
        received = received_until(content)
        if received is None:
            self._remarks.append(f"the index of {quarter} does not say up to which day it goes")
            return []
        return self._open_days(received + timedelta(days=1))

    def _open_days(self, first: date) -> list[date]:
        """Return the business days from a day up to yesterday, the latest first."""
        days = business_days.calendar()
        span = (first + timedelta(days=n) for n in range((self._today - first).days))
        return [day for day in span if days.is_business_day(day)][::-1]


def received_until(content: bytes) -> date | None:
    """Return the day of the last filing that an index knows of, by its head; None where it does not say."""
    found = _RECEIVED.search(content[:2000])
    words = " ".join(found[1].decode().replace(",", " ").split()) if found else ""
    for form in ("%B %d %Y", "%b %d %Y"):
        try:
            return datetime.strptime(words, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return None


def _second_open_day(quarter: Quarter) -> date:
    days = business_days.calendar()
    first = quarter.first if days.is_business_day(quarter.first) else days.next_business_day(quarter.first)
    return days.next_business_day(first)
