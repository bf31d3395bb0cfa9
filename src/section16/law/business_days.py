"""The Commission's business days: neither weekends, nor federal holidays, nor days of special closure.

They are not the stock exchanges' days: on Columbus Day and Veterans Day the exchanges trade and EDGAR is
closed; on Good Friday it is the other way round.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from section16.errors import UsageError
from section16.law.answer import dated
from section16.law.citations import Citation

RULE_0_3 = Citation(
    "Rule 0-3(a)",
    "If the last day on which papers can be accepted as timely filed falls on a Saturday, Sunday or holiday, "
    "they may be filed on the first business day following.",
    "https://www.ecfr.gov/current/title-17/section-240.0-3",
    in_substance=True,
)
BUSINESS_DAY = Citation(
    "Release 34-46421 (27 August 2002), section II",
    "A business day is a day on which the Commission is open for business.",
    "https://www.sec.gov/rules/final/34-46421.htm",
    in_substance=True,
)

_DAY = timedelta(days=1)
_SATURDAY = 5


class Closure(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A day of special closure, why, and who says so."""

    day: date
    reason: str
    source: str | None = None


class _Closures(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The shape of `closures.toml`."""

    confirmed_from: date | None = None
    confirmed_until: date | None = None
    closure: tuple[Closure, ...] = ()
    unchecked: tuple[Closure, ...] = ()


class Calendar(Struct, frozen=True, kw_only=True):
    """The business days of the Commission, as far as they are known.

    `closed` holds every closed weekday, holidays and special closures together. Special closures are
    confirmed from `confirmed_from` to `confirmed_until`, both included; the days of `unchecked` lie outside
    and may have been closed. Days outside are still answered: see `doubts`.
    """

    closed: frozenset[date]
    closures: tuple[Closure, ...]
    unchecked: tuple[Closure, ...]
    confirmed_from: date
    confirmed_until: date

    def is_business_day(self, day: date) -> bool:
        """Say whether the Commission does business on `day`; UsageError for a moment in place of a day."""
        if isinstance(day, datetime):
            raise UsageError(
                f"{day} is a moment, not a day: section16.law.filing_day.filed_on tells the day it counts for"
            )
        return day.weekday() < _SATURDAY and day not in self.closed

    def next_business_day(self, day: date) -> date:
        """Return the first business day after `day`."""
        return self.roll(day + _DAY)

    def roll(self, day: date) -> date:
        """Return `day`, or where it is no business day the first one following: Rule 0-3(a)."""
        while not self.is_business_day(day):
            day += _DAY
        return day

    def add(self, day: date, n: int) -> date:
        """Return the nth business day following `day`, which itself need not be one and never counts."""
        if n < 1:
            raise UsageError(f"business days are counted from 1, not {n}; for the day itself use roll()")
        for _ in range(n):
            day = self.next_business_day(day)
        return day

    def between(self, start: date, end: date) -> int:
        """Count the business days after `start` up to and including `end`; 0 where `end` is not later."""
        days = (end - start).days
        return sum(self.is_business_day(start + timedelta(days=n)) for n in range(1, days + 1))

    def why_closed(self, day: date) -> str | None:
        """Say why `day` is no business day: a weekend, the holiday's name or the closure's reason."""
        if self.is_business_day(day):
            return None
        if day.weekday() >= _SATURDAY:
            return "weekend"
        return next((each.reason for each in self.closures if each.day == day), federal_holidays().get(day))

    def skipped(self, first: date, last: date) -> str:
        """Say in half a sentence which weekdays from `first` to `last` are closed, and why.

        It goes after a sentence, before its full stop, and is empty when none is closed.
        """
        days = (first + timedelta(days=n) for n in range((last - first).days + 1))
        told = [
            f"{dated(day)} ({self.why_closed(day)})"
            for day in days
            if day.weekday() < _SATURDAY and not self.is_business_day(day)
        ]
        if not told:
            return ""
        return f"; {' and '.join(told)} {'are no business days' if len(told) > 1 else 'is no business day'}"

    def doubts(self, first: date, last: date) -> tuple[str, ...]:
        """Return what is not confirmed of the days from `first` to `last`, a sentence each; often nothing."""
        found = []
        first_year, last_year = _years_of_holidays()
        if first.year < first_year or last.year > last_year:
            found.append(
                f"The table of federal holidays covers {first_year} to {last_year} only, and a holiday of "
                "another year would move the date later: look it up."
            )
        if first < self.confirmed_from:
            found.append(
                f"Special closures before {dated(self.confirmed_from)} have not been checked, and one would "
                "move the date later: compare with the Commission's announcements of the time."
            )
        found.extend(
            f"Federal offices were closed on {dated(each.day)} ({each.reason}), and whether EDGAR was closed "
            "too has not been checked: compare with the Commission's announcement."
            for each in self.unchecked
            if first <= each.day <= last
        )
        if last > self.confirmed_until:
            found.append(
                f"Special closures are confirmed until {dated(self.confirmed_until)}, and a later one would "
                "move the date later: look at the Commission's EDGAR calendar; closures are announced days "
                "before."
            )
        return tuple(found)

    def with_closures(self, more: str | Path | Mapping[str, Any]) -> Calendar:
        """Return this calendar with more closures, from a TOML file or a mapping of the same shape.

        The shape is that of `closures.toml`: tables ``[[closure]]`` with `day`, `reason` and `source`; also
        ``[[unchecked]]``; `confirmed_from` and `confirmed_until` take the place of this calendar's. Raises
        UsageError that names the file and the line or the entry at fault.
        """
        said = _closures(more)
        listed = {each.day for each in said.closure}
        return replace(
            self,
            closed=self.closed | listed,
            closures=(*(each for each in self.closures if each.day not in listed), *said.closure),
            unchecked=tuple(each for each in (*self.unchecked, *said.unchecked) if each.day not in listed),
            confirmed_from=said.confirmed_from or self.confirmed_from,
            confirmed_until=said.confirmed_until or self.confirmed_until,
        )


@cache
def calendar() -> Calendar:
    """Return the calendar that every answer uses unless it is given another."""
    holidays_only = Calendar(
        closed=frozenset(federal_holidays()),
        closures=(),
        unchecked=(),
        confirmed_from=date.min,
        confirmed_until=date.min,
    )
    return holidays_only.with_closures(tomllib.loads(_table("closures.toml")))


@cache
def federal_holidays() -> Mapping[date, str]:
    """Return the weekdays that are federal holidays, or observed as one, by day with their names."""
    lines = (line.partition(",") for line in _table("federal_holidays.csv").splitlines()[1:])
    return MappingProxyType({date.fromisoformat(day): name for day, _, name in lines})


def _table(name: str) -> str:
    from importlib.resources import files  # slow to import, and not needed before the first date

    return files("section16.law").joinpath(name).read_text(encoding="utf-8")


@cache
def _years_of_holidays() -> tuple[int, int]:
    years = [day.year for day in federal_holidays()]
    return years[0], years[-1]


def _closures(more: str | Path | Mapping[str, Any]) -> _Closures:
    where = "the closures given"
    try:
        if not isinstance(more, Mapping):
            where = str(more)
            more = tomllib.loads(Path(more).read_text(encoding="utf-8"))
        return msgspec.convert(more, _Closures)
    except OSError as error:
        raise UsageError(f"{where} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{where} is not UTF-8 text at byte {error.start}: save it as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{where} is not TOML: {error}") from error
    except msgspec.ValidationError as error:
        raise UsageError(f"{where}: {error}; see section16/law/closures.toml for the shape") from error
