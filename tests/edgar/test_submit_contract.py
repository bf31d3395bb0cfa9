"""Our requests are those of the SEC's OpenAPI document: paths, methods, headers and bodies."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import httpx
import pytest
from submit_fake import STATEMENT, Desk

from section16.edgar.journal import Mode
from section16.edgar.status import standings
from section16.edgar.submit import LIVE_WORDS, submit
from section16.edgar.verify import verify
from shared import shared_folder


@pytest.fixture(scope="module")
def document() -> Any:
    path = shared_folder() / "reference" / "openapi" / "edgar-api-1.11.0.openapi.json"
    if not path.exists():
        pytest.skip(f"skipped: no OpenAPI document at {path}")
    return json.loads(path.read_text("utf-8"))


@pytest.fixture
def requests(tmp_path: Path) -> list[httpx.Request]:
    """Return every kind of request that is made."""
    desk = Desk(tmp_path)
    desk.edgar.statuses = [{"status": "PROCESSING"}]
    for options in ({}, {"mode": Mode.LIVE, "live_confirmed": LIVE_WORDS}):
        submit(STATEMENT, **desk.options, **options, login_cik="9000001")
    list(standings(desk.journal, api=desk.api))
    verify(desk.api, ["9000101"])
    return desk.edgar.requests


def _operation(document: Any, request: httpx.Request) -> Any:
    for template, operations in document["paths"].items():
        pattern = re.sub(r"\\{\w+\\}", "[^/]+", re.escape(template))
        if re.fullmatch(pattern, request.url.path) and request.method.lower() in operations:
            return operations[request.method.lower()]
    raise AssertionError(f"{request.method} {request.url.path} is no path of the document")


def test_paths_and_methods(document: Any, requests: list[httpx.Request]) -> None:
    asked = {
        (request.method, re.sub(r"\d{10}(-\d{2}-\d{6})?", "*", request.url.path)) for request in requests
    }
    for request in requests:
        _operation(document, request)
    assert asked == {
        ("GET", "/status"),
        ("POST", "/submission/single/test"),
        ("POST", "/submission/single/live"),
        ("GET", "/submission/*/status"),
        ("POST", "/submission/status"),
        ("GET", "/fm/*/verify"),
    }


def test_headers(document: Any, requests: list[httpx.Request]) -> None:
    for request in requests:
        operation = _operation(document, request)
        schemes = [name for each in operation["security"] for name in each]
        tokens = request.headers["Authorization"].removeprefix("Bearer ").split(",")
        assert len(tokens) == (2 if "Filer API Token and User API Token" in schemes else 1), request.url.path
        assert request.headers["User-Agent"].startswith("section16/")
        named = {each["name"].lower() for each in operation.get("parameters", ()) if each["in"] == "header"}
        own = {name for name in request.headers if name.startswith("x-")}
        assert own <= named


def test_bodies(document: Any, requests: list[httpx.Request]) -> None:
    for request in requests:
        body = _operation(document, request).get("requestBody")
        if body is None:
            assert not request.content
            continue
        assert request.headers["Content-Type"] in body["content"]
        if request.headers["Content-Type"] == "application/json":
            name = body["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
            schema = document["components"]["schemas"][name]
            sent = json.loads(request.content)
            assert set(sent) <= set(schema["properties"])
            assert set(schema.get("required", ())) <= set(sent)
            assert len(sent["accessionNumbers"]) <= 25


def test_path_parameters(document: Any, requests: list[httpx.Request]) -> None:
    for request in requests:
        for each in _operation(document, request).get("parameters", ()):
            if each["in"] == "path" and (pattern := each["schema"].get("pattern")):
                assert re.search(f"/{pattern}(/|$)", request.url.path)
