"""Days on the command line."""

from __future__ import annotations

from datetime import date

from section16.errors import UsageError


def day_of(text: str) -> date:
    """Return the day written as YYYY-MM-DD. Raises `UsageError` when it is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{text!r} is no day; write it as YYYY-MM-DD") from None
