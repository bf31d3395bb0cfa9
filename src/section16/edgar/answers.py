"""What an answer's status means for the one who asked: read on, try again, wait for all, or give up.

| answer | meaning |
|---|---|
| 200 206 304 416 | read on |
| 404 410, and 403 with the archive's "AccessDenied" | there is no such file |
| 403 that names an undeclared tool | the identity is not one that EDGAR takes |
| 429, other 403 | too many requests from this address: every process waits |
| 503 with Retry-After | EDGAR says when: every process waits |
| 408 425 5xx | try again after a while |
| anything else | a clear error |
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from section16.errors import EdgarError, NotAtEdgar

READ_ON = frozenset({200, 206, 304, 416})
_GONE = frozenset({404, 410})
_PASSING = frozenset({408, 425, 500, 502, 503, 504, 520, 522, 524, 529})


class Again(Exception):  # noqa: N818 - it says what to do
    """The same may be asked again: `after` so many seconds where EDGAR said so, `for_all` processes."""

    def __init__(self, why: str, *, after: float | None = None, for_all: bool = False) -> None:
        super().__init__(why)
        self.after, self.for_all = after, for_all


def judge(address: str, status: int, headers: Mapping[str, str], start: bytes, *, now: float) -> None:
    """Return where the body is to be read on; else raise what the table above says.

    Raises `Again`, `NotAtEdgar` and `EdgarError`. `start` is the beginning of an unhappy answer's body.
    """
    if status in READ_ON:
        return
    if status in _GONE or (status == 403 and b"<Code>AccessDenied</Code>" in start):
        raise NotAtEdgar(f"{address}: there is no such file (answer {status})")
    if status == 403 and b"Undeclared Automated Tool" in start:
        raise EdgarError(
            f"{address}: EDGAR takes this program for one that does not say who runs it (answer 403); give "
            "your real name and e-mail address as the identity, then try again"
        )
    after = retry_after(headers.get("Retry-After"), now=now)
    if status in (403, 429):
        raise Again(f"too many requests (answer {status})", after=after, for_all=True)
    if status in _PASSING:
        raise Again(f"EDGAR is not able to answer (answer {status})", after=after, for_all=after is not None)
    raise EdgarError(f"{address}: EDGAR answered {status}, which says nothing of what was asked for")


def retry_after(text: str | None, *, now: float) -> float | None:
    """Return the seconds that a Retry-After header names, as a number or as a moment; None for no header."""
    if not text or not text.strip():
        return None
    if text.strip().isascii() and text.strip().isdigit():
        return float(text.strip())
    try:
        moment = parsedate_to_datetime(text.strip())
    except ValueError:
        return None
    return max(0.0, (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp() - now)


def moment_of(text: str | None) -> float | None:
    """Return the seconds since 1970 that an HTTP date names, or None."""
    try:
        moment = parsedate_to_datetime(text or "")
    except ValueError:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()


def http_date(seconds: float) -> str:
    """Write a moment as HTTP does: ``Wed, 06 May 2026 14:31:00 GMT``."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%a, %d %b %Y %H:%M:%S GMT")
