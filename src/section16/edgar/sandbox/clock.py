"""The sandbox's clock: the machine's, moved or stopped at will."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from section16.edgar.sandbox.shelf import Shelf
from section16.errors import UsageError
from section16.law.filing_day import eastern


class SandboxClock:
    """Tells the time in America/New_York. A stopped clock stands until it is advanced or started again."""

    def __init__(self, shelf: Shelf, given: Callable[[], datetime] | None) -> None:
        self._shelf = shelf
        self._given = given or (lambda: datetime.now(UTC))

    def now(self) -> datetime:
        """Return the moment."""
        stopped = self._shelf.setting("stopped_at")
        if stopped:
            return datetime.fromisoformat(stopped).astimezone(eastern())
        return (self._given() + timedelta(seconds=float(self._shelf.setting("offset", "0")))).astimezone(
            eastern()
        )

    def set(self, moment: datetime, *, running: bool) -> None:
        """Set the clock; UsageError for a moment without a zone."""
        if moment.tzinfo is None:
            raise UsageError(f"{moment} has no time zone; write 2026-05-07T15:00:00-04:00")
        self._shelf.set("stopped_at", "" if running else moment.isoformat())
        self._shelf.set("offset", str((moment - self._given()).total_seconds()))

    def advance(self, seconds: float) -> None:
        """Move the clock on; OverflowError for more than a clock can show."""
        self.now() + timedelta(seconds=seconds)
        stopped = self._shelf.setting("stopped_at")
        if stopped:
            moved = datetime.fromisoformat(stopped) + timedelta(seconds=seconds)
            self._shelf.set("stopped_at", moved.isoformat())
        else:
            self._shelf.set("offset", str(float(self._shelf.setting("offset", "0")) + seconds))
