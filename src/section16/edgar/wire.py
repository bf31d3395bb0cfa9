"""The one place that speaks HTTP for public files, through httpx."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

from section16.errors import MissingExtra

if TYPE_CHECKING:
    import httpx

# "Accept-Encoding: gzip, deflate" - the SEC's own sample of request headers.
_HEADERS = {"Accept-Encoding": "gzip, deflate"}
_CONNECT, _READ = 15.0, 60.0  # seconds


class Broken(Exception):  # noqa: N818 - it says what the connection is
    """The connection failed, or ended before the answer did."""


class Wire:
    """A pool of connections that sends no header but those named here: no cookie, no authorization."""

    def __init__(
        self, agent: str, *, transport: httpx.BaseTransport | None = None, proxied: bool = True
    ) -> None:
        try:
            import httpx
        except ImportError as error:
            raise MissingExtra("fetching from EDGAR", "edgar") from error
        self._httpx = httpx
        self._client = httpx.Client(
            headers={**_HEADERS, "User-Agent": agent},
            timeout=httpx.Timeout(_READ, connect=_CONNECT),
            transport=transport,
            follow_redirects=False,
            trust_env=proxied,
            auth=httpx.Auth(),  # nothing: a .netrc file would otherwise be looked into
        )

    @contextmanager
    def get(self, address: str, headers: Mapping[str, str]) -> Iterator[httpx.Response]:
        """Ask for an address; the answer's body is read within. Raises `Broken`, then and while reading."""
        try:
            with self._client.stream("GET", address, headers=dict(headers)) as answer:
                yield answer
        except (self._httpx.TransportError, self._httpx.DecodingError) as error:
            raise Broken(str(error) or type(error).__name__) from None
        finally:
            self._client.cookies.clear()

    def close(self) -> None:
        """Close every connection."""
        self._client.close()
