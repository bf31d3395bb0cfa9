"""A request to the sandbox and its answer, apart from how they travel."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import msgspec

JSON = "application/json"


class Request(NamedTuple):
    """What was asked: `path` without its query, `headers` with lower-case names, `query` and `body`."""

    method: str
    path: str
    headers: Mapping[str, str] = {}
    query: Mapping[str, str] = {}
    body: bytes = b""


class Answer(NamedTuple):
    """What is answered."""

    status: int
    body: bytes = b""
    content_type: str = JSON
    headers: Mapping[str, str] = {}


def json_answer(status: int, content: Any) -> Answer:
    """Return an answer in JSON; moments and numbers as JSON has them."""
    return Answer(status, msgspec.json.encode(content))
