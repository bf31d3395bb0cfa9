"""The pace of requests: at most ten a second, shared by every process of a user.

"Current max request rate: 10 requests/second." - the SEC's fair-access rule, which counts by address. Each
request takes the next free moment from one small file in the user's cache folder, under a lock; a hold (after
an answer of 429 or 403) stops every process at once, those included that already have their moment.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from section16.errors import MissingExtra

PER_SECOND = 10
"""The most requests in a second that the SEC allows one user."""

LONGEST_HOLD = 600.0
"""The longest hold, in seconds: the SEC lifts its limit ten minutes after the rate has dropped."""

# Eight a second: requests that leave evenly do not arrive evenly, and ten must never become eleven.
_INTERVAL = 1 / (PER_SECOND - 2)

# A moment further ahead than this was not written by a queue of requests but by a clock that was set back.
_HORIZON = LONGEST_HOLD + 300.0


class Pace:
    """The moments at which requests may leave; one object a process and folder suffices."""

    def __init__(
        self,
        folder: Path,
        *,
        now: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        try:
            from filelock import FileLock
        except ImportError as error:
            raise MissingExtra("fetching from EDGAR", "edgar") from error
        folder.mkdir(parents=True, exist_ok=True)
        self._file = folder / "pace"
        self._lock = FileLock(folder / "pace.lock")
        self._now, self._sleep = now, sleep

    def wait(self) -> None:
        """Take the next free moment and sleep until it has come; again, where a hold has begun meanwhile."""
        while True:
            with self._lock:
                now = self._now()
                free, held = self._read(now)
                moment = max(now, free, held)
                self._write(moment + _INTERVAL, held)
            if moment > now:
                self._sleep(moment - now)
            if not self.held():
                return

    def hold(self, seconds: float) -> None:
        """Let no process send anything for so many seconds, `LONGEST_HOLD` at most."""
        with self._lock:
            now = self._now()
            free, held = self._read(now)
            until = max(now + min(max(seconds, 0.0), LONGEST_HOLD), held)
            self._write(max(until, free), until)

    def held(self) -> float:
        """Return for how many seconds more nothing may be sent; 0 when there is no hold."""
        with self._lock:
            now = self._now()
            return max(0.0, self._read(now)[1] - now)

    def _read(self, now: float) -> tuple[float, float]:
        """Return the next free moment, and the end of the hold."""
        try:
            words = self._file.read_text().split()
            moments = [float(word) for word in words[:2]]
        except (FileNotFoundError, ValueError):
            return now, now
        free, held = [*moments, now, now][:2]
        return (free if free <= now + _HORIZON else now), (held if held <= now + _HORIZON else now)

    def _write(self, free: float, held: float) -> None:
        self._file.write_text(f"{free!r} {held!r}")
