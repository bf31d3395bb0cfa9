"""The pace of requests: at most ten a second, shared by every process of a user.

"Current max request rate: 10 requests/second." - the SEC's fair-access rule, which counts by address. Each
request takes the next free moment from one small file in the user's cache folder, under a lock; a hold (after
an answer of 429 or 403) moves that moment on for every process at once.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from section16.errors import MissingExtra

PER_SECOND = 10
"""The most requests in a second that the SEC allows one user."""

# A little slower than allowed, so that ten never become eleven in some second by the ways of the network.
_INTERVAL = 1.1 / PER_SECOND

# A moment further ahead than this was not written by a queue of requests but by a clock that was set back.
_HORIZON = 900.0


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
        """Take the next free moment and sleep until it has come."""
        with self._lock:
            now = self._now()
            moment = max(now, self._next(now))
            self._file.write_text(repr(moment + _INTERVAL))
        if moment > now:
            self._sleep(moment - now)

    def hold(self, seconds: float) -> None:
        """Let no process send anything for so many seconds."""
        with self._lock:
            now = self._now()
            until = now + min(seconds, _HORIZON)
            self._file.write_text(repr(max(until, self._next(now))))

    def _next(self, now: float) -> float:
        try:
            moment = float(self._file.read_text())
        except (FileNotFoundError, ValueError):
            return now
        return moment if moment <= now + _HORIZON else now
