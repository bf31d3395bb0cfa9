"""EDGAR's interfaces for programs: one request each, never sent twice, and everything kept but the secrets.

An answer is taken as it comes: as the SEC's OpenAPI document describes it, or as its examples do, which write
numbers and booleans as texts. Whether a request can have reached EDGAR is told apart in what is raised.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Struct

from section16.edgar.addresses import Edgar, ten_digits
from section16.edgar.answer_fields import listed, text_of, texts_of
from section16.edgar.identity import user_agent
from section16.edgar.journal import Mode
from section16.edgar.secrets import Hiding, Secret
from section16.errors import EdgarError, MissingExtra, UsageError
from section16.model.filing import accession_number

if TYPE_CHECKING:
    import httpx

CONNECT_SECONDS = 15.0
ANSWER_SECONDS = 120.0
LONGEST_SECONDS = 300.0
"""How long a request may take in all; after this its sender has given up for certain."""

_LARGEST_ANSWER = 8 * 1024 * 1024
_KEPT_ANSWER = 200_000
_AT_ONCE = 25  # "the maximum number of accession numbers that can be included in a single request is 25"


class NotSent(EdgarError):  # noqa: N818 - it says what happened
    """The request never left: no connection could be made."""


class AnswerLost(EdgarError):  # noqa: N818 - it says what happened
    """The request may have arrived, and no whole answer came back."""


class Tokens(Struct, frozen=True, kw_only=True):
    """The two tokens of EDGAR's interfaces: whose software calls, and who files."""

    filer: Secret
    user: Secret | None = None


class Exchange(Struct, frozen=True, kw_only=True):
    """One request and its answer, without secrets: what evidence of a failure is made of.

    `at` is when it was sent (UTC), `seconds` how long it took, `failure` what broke, None where a whole
    answer came. Of what was sent only the size is kept.
    """

    at: datetime
    seconds: float
    method: str
    address: str
    sent_bytes: int = 0
    status: int | None = None
    headers: Mapping[str, str] = {}
    answer: str | None = None
    tracking: str | None = None
    locator: str | None = None
    failure: str | None = None


class Reply(Struct, frozen=True, kw_only=True):
    """An answer: its HTTP status, its fields (none where it is no JSON), and the exchange it ended."""

    status: int
    fields: Mapping[str, Any]
    exchange: Exchange

    @property
    def is_json(self) -> bool:
        """Whether it is one of the interface's own answers."""
        return bool(self.fields)

    @property
    def messages(self) -> tuple[Mapping[str, str], ...]:
        """Its messages, each with type and content, and the request's tracking identifiers as the last."""
        told = [texts_of(each) for each in listed(self.fields.get("messages"))]
        if self.exchange.tracking or self.exchange.locator:
            told.append(
                {
                    "type": "TRACKING",
                    "tracking": self.exchange.tracking or "",
                    "locator": self.exchange.locator or "",
                }
            )
        return tuple(told)

    @property
    def said(self) -> str:
        """What it says, in one line."""
        told = [each["content"] for each in self.messages if each.get("content")]
        if not told and self.fields.get("message"):
            told = [str(self.fields["message"])]
        return " ".join(told) or f"HTTP status {self.status}"

    @property
    def accession_number(self) -> str | None:
        """The accession number it gives, None where it gives none."""
        return accession_number(text_of(self.fields.get("accessionNumber")))


class Operation(Struct, frozen=True, kw_only=True):
    """How EDGAR says that it works: `condition` is its word, `message` its sentence."""

    condition: str
    message: str
    at: datetime

    @property
    def accepts(self) -> bool:
        """Whether it takes submissions now."""
        return self.condition.startswith("ACCEPTING")

    @property
    def is_troubled(self) -> bool:
        """Whether it speaks of technical difficulties."""
        return "DIFFICULTIES" in self.condition or self.condition == "NO_COMMUNICATION"


class Api:
    """The interfaces of one EDGAR, with the tokens of one user.

    `identity` is who asks. `transport` stands in for the network (an `httpx.BaseTransport`); `clock` tells
    the time and `timer` measures it. `exchanges` holds every request made, `told` hears of each.
    """

    def __init__(
        self,
        edgar: Edgar,
        tokens: Tokens,
        *,
        identity: str,
        transport: httpx.BaseTransport | None = None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        timer: Callable[[], float] = time.monotonic,
        answer_seconds: float = ANSWER_SECONDS,
        told: Callable[[Exchange], None] | None = None,
    ) -> None:
        self.edgar = edgar
        self.tokens = tokens
        self.clock = clock
        self.hiding = Hiding(each for each in (tokens.filer, tokens.user) if each is not None)
        self.exchanges: list[Exchange] = []
        self._timer = timer
        self._told = told
        self._client = _client(edgar, identity, transport, answer_seconds)

    def __repr__(self) -> str:
        return f"<Api of {self.edgar.name}>"

    def close(self) -> None:
        """Close its connections."""
        self._client.close()

    def __enter__(self) -> Api:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def operation(self) -> Operation:
        """Ask how EDGAR works (GET /status). Raises `EdgarError`."""
        reply = self._asked("GET", "/status", user=False)
        return Operation(
            condition=text_of(reply.fields.get("condition")) or "NO_COMMUNICATION",
            message=text_of(reply.fields.get("message")) or reply.said,
            at=reply.exchange.at,
        )

    def send(self, content: bytes, mode: Mode, *, login_cik: str | None = None) -> Reply:
        """Send a submission file, once, and return whatever was answered.

        `login_cik` is the CIK from which EDGAR makes the accession number. Raises `NotSent` or `AnswerLost`.
        """
        headers = {"Content-Type": "application/xml"}
        if login_cik is not None:
            headers["X-EDGAR-LOGIN-CIK"] = ten_digits(login_cik)
        return self._exchange("POST", f"/submission/single/{mode.lower()}", content=content, headers=headers)

    def status_of(self, accession: str) -> Reply:
        """Ask where a submission stands; 404 and 503 are answers, for others `EdgarError` is raised."""
        number = accession_number(accession)
        if number is None:
            raise UsageError(f"{accession!r} is no accession number; give one such as 0001234567-26-000123")
        return self._asked("GET", f"/submission/{number}/status", user=False, also=(404, 503))

    def statuses_of(self, accessions: Iterable[str]) -> dict[str, Mapping[str, Any]]:
        """Ask where many submissions stand, and return the fields of those that EDGAR knows by number."""
        asked = list(dict.fromkeys(accessions))
        found: dict[str, Mapping[str, Any]] = {}
        for start in range(0, len(asked), _AT_ONCE):
            body = msgspec.json.encode({"accessionNumbers": asked[start : start + _AT_ONCE]})
            reply = self._asked(
                "POST",
                "/submission/status",
                user=False,
                content=body,
                headers={"Content-Type": "application/json"},
                also=(204,),
            )
            for each in listed(reply.fields.get("responses")):
                if number := accession_number(text_of(each.get("accessionNumber"))):
                    found[number] = each
        return found

    def credentials(self, cik: str | int) -> Reply:
        """Ask what the tokens can do for a filer (GET /fm/{cik}/verify); 401 and 403 are answers."""
        return self._asked("GET", f"/fm/{ten_digits(cik)}/verify", also=(400, 401, 403))

    def _called(self, request: httpx.Request) -> httpx.Request:
        """Put the filer token on a request, at the last moment: nothing else holds the header."""
        request.headers["Authorization"] = f"Bearer {self.tokens.filer.reveal()}"
        return request

    def _signed(self, request: httpx.Request) -> httpx.Request:
        """Put both tokens on a request, the filer token first."""
        if self.tokens.user is not None:
            request.headers["Authorization"] = (
                f"Bearer {self.tokens.filer.reveal()},{self.tokens.user.reveal()}"
            )
        return request

    def _asked(self, method: str, path: str, *, also: tuple[int, ...] = (), **more: Any) -> Reply:
        """Send what only asks. Raises `EdgarError` where the answer is none of those expected."""
        reply = self._exchange(method, path, **more)
        if reply.status in (200, *also):
            return reply
        raise EdgarError(f"{self.edgar.name} answers {method} {path} with {reply.status}: {reply.said}")

    def _exchange(
        self,
        method: str,
        path: str,
        *,
        user: bool = True,
        content: bytes = b"",
        headers: Mapping[str, str] = {},
    ) -> Reply:
        """Make one request and read its whole answer."""
        import httpx

        if user and self.tokens.user is None:
            raise UsageError("filing needs the user token too, not the filer token alone")
        at, began = self.clock(), self._timer()
        kept = Exchange(
            at=at, seconds=0.0, method=method, address=self.edgar.api + path, sent_bytes=len(content)
        )
        status: int | None = None
        failure: httpx.HTTPError | None = None
        read = b""
        received: Mapping[str, str] = {}
        try:
            with self._client.stream(
                method,
                path,
                content=content or None,
                headers=dict(headers),
                auth=self._signed if user else self._called,
            ) as response:
                status = response.status_code
                received = {name: self.hiding(value) for name, value in response.headers.items()}
                for piece in response.iter_bytes():
                    read += piece
                    if len(read) > _LARGEST_ANSWER:
                        raise httpx.DecodingError("the answer is larger than any that EDGAR gives")
                    if self._timer() - began > LONGEST_SECONDS:
                        raise httpx.ReadTimeout("the answer took too long")
        except httpx.HTTPError as error:
            failure = error
        text = self.hiding(read.decode("utf-8", "replace"))
        fields = _fields(text)
        said = None if failure is None else self.hiding(f"{type(failure).__name__}: {failure}")
        kept = msgspec.structs.replace(
            kept,
            seconds=round(self._timer() - began, 3),
            status=status,
            headers=received,
            answer=text[:_KEPT_ANSWER] or None,
            tracking=text_of(fields.get("tracking")),
            locator=text_of(fields.get("locator")),
            failure=said,
        )
        self.exchanges.append(kept)
        if self._told is not None:
            self._told(kept)
        if failure is None:
            assert status is not None
            return Reply(status=status, fields=fields, exchange=kept)
        never = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol)
        if isinstance(failure, (*never, httpx.ProxyError)):
            raise NotSent(f"{self.edgar.name} could not be reached ({said})") from None
        raise AnswerLost(f"the answer of {self.edgar.name} to {method} {path} was lost ({said})") from None


def _client(
    edgar: Edgar, identity: str, transport: httpx.BaseTransport | None, answer_seconds: float
) -> httpx.Client:
    try:
        import httpx
    except ImportError as error:
        raise MissingExtra("filing with EDGAR", "edgar") from error
    here = edgar.api.startswith(("http://127.0.0.1", "http://localhost", "http://[::1]"))
    if not edgar.api.startswith("https://") and not here:
        raise UsageError(f"{edgar.api} is not encrypted; tokens are sent over https only")
    return httpx.Client(
        base_url=edgar.api,
        transport=transport,
        headers={"User-Agent": user_agent(identity), "Accept": "application/json"},
        timeout=httpx.Timeout(answer_seconds, connect=CONNECT_SECONDS),
        follow_redirects=False,  # the tokens are for this host alone
        trust_env=not here,
    )


def _fields(text: str) -> Mapping[str, Any]:
    try:
        made = msgspec.json.decode(text)
    except msgspec.DecodeError:
        return {}
    return made if isinstance(made, dict) else {}
