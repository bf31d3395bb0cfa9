"""A polite client for EDGAR's public files.

It says who asks, keeps to the pace that all processes share, asks for what it has only if that changed,
tries again where that may help and waits where EDGAR says so. What comes back is what was asked for, or an
error: an answer that is cut short, or a web page in place of an index, is never taken for an empty one.
"""

from __future__ import annotations

import math
import os
import random
import re
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypeVar
from urllib.parse import urljoin, urlsplit

from section16.edgar import kinds
from section16.edgar.addresses import PRODUCTION, Edgar
from section16.edgar.answers import READ_ON, Again, judge
from section16.edgar.cache import Cache
from section16.edgar.identity import cache_folder, identity, user_agent
from section16.edgar.kinds import Kind
from section16.edgar.pace import LONGEST_HOLD, Pace
from section16.edgar.wire import Broken, Wire
from section16.errors import EdgarError, UsageError

if TYPE_CHECKING:
    import httpx

ATTEMPTS = 6
"""How often one thing is asked for before its last failure is told."""

LARGEST = 300 << 20
"""The most bytes of an answer that is held in memory; what may be larger is downloaded to a file."""

_SLOWEST = 300.0  # seconds for one answer, however steadily it trickles
_REDIRECTIONS = 4

# "/Archives/edgar/data/320193/000032019323000079/form4.xml", ".../0000320193-23-000079.txt": what was filed
# does not change; the listings of folders (index.json, the folder itself) do.
_FILED = re.compile(r"/Archives/edgar/data/\d+/(?:\d{18}/(?!index\.(?:json|xml|html))[^/?]+|[\d-]{20}\.txt)")

_T = TypeVar("_T")


class Client:
    """A polite client. `identity` is who asks, where it is not remembered; `folder` keeps cache and pace.

    `say` hears in words what is waited for. `patience` is how many seconds one request may be waited for in
    all. Against a sandbox nothing is paced, unless `pace` is given. Use it in a ``with`` block, or close it.
    Raises `UsageError` where nobody said who asks, `MissingExtra` without the extra ``edgar``.
    """

    def __init__(
        self,
        edgar: Edgar = PRODUCTION,
        *,
        identity: str | None = None,
        folder: Path | None = None,
        pace: Pace | None = None,
        say: Callable[[str], None] = lambda _: None,
        patience: float = 1200.0,
        transport: httpx.BaseTransport | None = None,
        now: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
        rolled: Callable[[], float] = random.random,
    ) -> None:
        self.edgar = edgar
        self._public = edgar.archive == PRODUCTION.archive
        self.identity = _who(identity, public=self._public)
        kept = folder or cache_folder()
        self.cache = Cache(kept / "answers")
        self._pace = pace or (Pace(kept, now=now, sleep=sleep) if self._public else None)
        self._say, self._patience = say, patience
        self._now, self._sleep, self._rolled = now, sleep, rolled
        self._wire = Wire(user_agent(self.identity), transport=transport, proxied=self._public)
        self.requests = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close every connection."""
        self._wire.close()

    def now(self) -> float:
        """Return the moment, in seconds since 1970."""
        return self._now()

    def pause(self, seconds: float) -> None:
        """Wait, by the client's clock."""
        self._sleep(seconds)

    def get(self, path: str, kind: Kind, *, fresh: bool = False) -> bytes:
        """Return a public file: from the archive by its path, or by its whole address at this EDGAR.

        A file of a filing is asked for once; any other is asked for again and comes from the cache where it
        has not changed. `fresh` asks for a filing's file again too. Raises `NotAtEdgar` where there is no
        such file, `EdgarError` where it could not be had or something else came.
        """
        address = self.address(path)
        kept = self.cache.get(address)
        if kept and self._public and not fresh and _FILED.fullmatch(urlsplit(address).path):
            return kept.body

        def once() -> bytes:
            conditions = kept.facts.conditions if kept else {}
            with self.ask(address, conditions) as answer:
                if answer.status_code == 304 and kept:
                    return kept.body
                if answer.status_code != 200:
                    raise EdgarError(f"{address}: EDGAR answered {answer.status_code} to a plain request")
                body = self._body(address, answer)
                self._check(kind, body)
                etag, modified = answer.headers.get("ETag"), answer.headers.get("Last-Modified")
                if etag or modified or _FILED.fullmatch(urlsplit(address).path):
                    self.cache.put(address, body, etag=etag, last_modified=modified)
                return body

        return self.persist(address, once)

    def address(self, path: str) -> str:
        """Return the whole address of a path in the archive. Raises `UsageError` for another place's."""
        if path.startswith("/") and not path.startswith("//"):
            return self.edgar.archive + path
        if any(path.startswith(f"{base}/") for base in (self.edgar.archive, self.edgar.lists)):
            return path
        raise UsageError(f"{path} is no address of {self.edgar.name}; nothing is fetched from elsewhere")

    @contextmanager
    def ask(self, address: str, headers: Mapping[str, str]) -> Iterator[httpx.Response]:
        """Ask once, at the shared pace, following redirections, and yield an answer whose body can be read.

        Raises `Again` and `Broken` where trying again may help, `NotAtEdgar` and `EdgarError` where not.
        """
        asked = address
        for _ in range(_REDIRECTIONS):
            if self._pace:
                self._pace.wait()
            self.requests += 1
            with self._wire.get(address, headers) as answer:
                if answer.is_redirect and "Location" in answer.headers:
                    address = self.address(urljoin(address, answer.headers["Location"]))
                    continue
                if answer.status_code not in READ_ON:
                    start = b"".join(islice(answer.iter_bytes(4096), 5))
                    judge(address, answer.status_code, answer.headers, start, now=self._now())
                yield answer
                return
        raise EdgarError(f"{asked}: EDGAR sends from one address to the next without an end")

    def persist(self, address: str, once: Callable[[], _T], *, moved: Callable[[], bool] | None = None) -> _T:
        """Return what `once` returns, trying again after `Again` and `Broken` while there is hope.

        `moved` tells whether the last attempt got further than the one before; such attempts are not counted.
        Raises `EdgarError` with the last reason when attempts or patience are at their end.
        """
        began, attempt = self._now(), 0
        while True:
            try:
                return once()
            except Broken as broken:
                again = Again(f"the connection failed ({broken})")
            except Again as asked:
                again = asked
            attempt = 1 if moved and moved() else attempt + 1
            wait = self._wait(again, attempt)
            spent = self._now() - began
            if attempt >= ATTEMPTS or spent + wait > self._patience:
                if again.for_all and self._pace:
                    self._pace.hold(wait)  # giving up here is no leave for other processes
                later = f"; EDGAR asks to wait {wait:.0f} seconds" if again.after else ""
                tries = "one attempt" if attempt == 1 else f"{attempt} attempts"
                raise EdgarError(f"{address}: {again}; given up after {tries}{later}") from None
            self._say(f"{address}: {again}; next attempt in {wait:.0f} s")
            if again.for_all and self._pace:
                self._pace.hold(wait)
            else:
                self._sleep(wait)

    def _wait(self, again: Again, attempt: int) -> float:
        """Return how long to wait: what EDGAR asks, or twice as long each time; never all at one moment."""
        jitter = 0.5 + self._rolled()
        if again.after is not None:
            return again.after + jitter
        first = 10.0 if again.for_all else 0.5
        return min(math.ldexp(first, attempt - 1), LONGEST_HOLD / 2) * jitter

    def _check(self, kind: Kind, body: bytes) -> None:
        try:
            kinds.check(kind, body)
        except kinds.Wrong as wrong:
            raise Again(f"what came is not {kind.value}: {wrong}") from None

    def _body(self, address: str, answer: httpx.Response) -> bytes:
        began, parts, size = self._now(), [], 0
        for part in answer.iter_bytes():
            parts.append(part)
            size += len(part)
            if size > LARGEST:
                raise EdgarError(
                    f"{address}: more than {LARGEST:,} bytes, too much for memory; download it to a file"
                )
            if self._now() - began > _SLOWEST:
                raise Again(f"only {size:,} bytes came in {_SLOWEST:.0f} seconds")
        return b"".join(parts)


def _who(given: str | None, *, public: bool) -> str:
    """Return who asks; a sandbox on this machine takes anybody."""
    try:
        return identity(given, environment=os.environ)
    except UsageError:
        if public or given:
            raise
        return "rehearsal rehearsal@example.com"
