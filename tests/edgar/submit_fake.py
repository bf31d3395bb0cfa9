"""A tiny EDGAR for the tests of sending: it takes what it is told to take, and answers as it is told."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx

from section16.edgar.addresses import Edgar, local
from section16.edgar.api import Api, Tokens
from section16.edgar.journal import FileJournal
from section16.edgar.secrets import Secret
from section16.edgar.submission import read_submission
from section16.model.samples import FORM_4

WHO = "Pat Example pat@example.com"
FILER = "eyJ-planted-filer-token.0123456789"
USER = "eyJ-planted-user-token.9876543210"
CCC = "zq7#xk2$"
CCCS = {"9000101": Secret(CCC)}
STATEMENT = FORM_4
PLACE: Edgar = local("http://127.0.0.1:8016")

Answer = Callable[[httpx.Request], httpx.Response]


class Clock:
    """A clock that goes on by a second whenever it is read, and by as much as is slept."""

    def __init__(self) -> None:
        self.now = datetime(2026, 5, 7, 19, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


class FakeEdgar:
    """Answers of EDGAR's interfaces; `script` gives an answer for a path before the usual one, once each."""

    def __init__(self) -> None:
        self.requests: list[httpx.Request] = []
        self.taken: list[Any] = []
        self.script: dict[str, list[Answer | Exception]] = {}
        self.condition = "ACCEPTING"
        self.statuses: list[dict[str, Any]] = [{"status": "PROCESSING"}, accepted()]
        self._numbers = itertools.count(1)

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        path = request.url.path
        for pattern, answers in self.script.items():
            if re.fullmatch(pattern, path) and answers:
                answer = answers.pop(0)
                if isinstance(answer, Exception):
                    raise answer
                return answer(request)
        return self.usual(request)

    def usual(self, request: httpx.Request) -> httpx.Response:
        path = request.url.path
        if path == "/status":
            return httpx.Response(
                200, json=ids() | {"condition": self.condition, "message": "EDGAR is as it is."}
            )
        if path.startswith("/submission/single/"):
            return self.take(request)
        if path.endswith("/status") and request.method == "GET":
            number = path.split("/")[2]
            fields = self.statuses.pop(0) if len(self.statuses) > 1 else self.statuses[0]
            return httpx.Response(200, json=ids() | {"accessionNumber": number} | fields)
        if path == "/submission/status":
            return httpx.Response(204)
        if path.endswith("/verify"):
            return httpx.Response(
                200, json=ids() | {"canFile": True, "messages": [{"type": "INFO", "content": "OK"}]}
            )
        return httpx.Response(404, json=ids() | {"messages": []})

    def take(self, request: httpx.Request) -> httpx.Response:
        self.taken.append(read_submission(request.read()))
        mode = request.url.path.rsplit("/", 1)[1].upper()
        number = f"0009000001-26-{next(self._numbers):06}"
        return httpx.Response(
            202, json=ids() | {"accessionNumber": number, "mode": mode, "status": "RECEIVED"}
        )


def ids() -> dict[str, Any]:
    return {"tracking": "820c24bc6ce9ce84cc5b739819d27742", "locator": "47a94d", "messages": []}


def accepted() -> dict[str, Any]:
    return {
        "status": "ACCEPTED",
        "final": True,
        "acceptedDate": "2026-05-07T19:05:12Z",
        "filingDate": "2026-05-07T00:00:00-04:00",
    }


def refused(status: int, content: str) -> Answer:
    return lambda request: httpx.Response(
        status, json=ids() | {"messages": [{"type": "ERROR", "content": content}]}
    )


class Desk:
    """All that sending needs, around one fake."""

    def __init__(self, folder: Path) -> None:
        self.edgar = FakeEdgar()
        self.clock = Clock()
        self.journal = FileJournal(folder / "journal.jsonl")
        self.api = self.another_api()

    def another_api(self, **more: Any) -> Api:
        return Api(
            PLACE,
            Tokens(filer=Secret(FILER), user=Secret(USER)),
            identity=WHO,
            transport=httpx.MockTransport(self.edgar),
            clock=self.clock,
            **more,
        )

    @property
    def options(self) -> dict[str, Any]:
        return {
            "api": self.api,
            "journal": self.journal,
            "cccs": CCCS,
            "sleep": self.clock.sleep,
            "jitter": lambda: 0.5,
        }
