"""Days and moments on the command line."""

from __future__ import annotations

from datetime import date, datetime

from section16.errors import UsageError
from section16.law.filing_day import eastern


def day_of(text: str) -> date:
    """Return the day written as YYYY-MM-DD. Raises `UsageError` when it is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{text!r} is no day; write it as YYYY-MM-DD") from None


def moment_of(text: str) -> datetime:
    """Return a moment; one written without a zone is Eastern time. Raises `UsageError` when it is none."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{text!r} is no moment; write it as 2026-05-07T18:00-04:00") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=eastern())
