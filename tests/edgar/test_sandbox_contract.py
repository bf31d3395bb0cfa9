"""The sandbox answers as the SEC's OpenAPI document says: every path, with good and with bad requests."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import hypothesis
import jsonschema_rs
import pytest
import schemathesis
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from section16.edgar.journal import Mode
from section16.edgar.sandbox import Sandbox, serve
from section16.edgar.sandbox.answer import Answer, Request
from section16.edgar.sandbox.api import api_answer
from section16.edgar.sandbox.seeds import FILER_TOKEN, USER_TOKEN
from section16.edgar.submission import build_submission
from section16.law.filing_day import eastern
from section16.model.samples import FORM_4
from shared import shared_folder

BOTH = f"Bearer {FILER_TOKEN},{USER_TOKEN}"
NOON = datetime(2026, 5, 7, 12, tzinfo=eastern())
FILER, NOBODY = "0009000101", "0000000999"
GOOD = {mode: build_submission(FORM_4, mode=mode, cccs={"9000101": "robin10#"}).content for mode in Mode}
WRONG = build_submission(FORM_4, mode=Mode.LIVE, cccs={"9000101": "wrong10#"}).content
PEOPLE = json.dumps([{"email": "pat@example.com", "firstName": "Pat", "inUserRole": True}]).encode()
ODD_BODIES = (b"", b"{", b"[]", b"{}", b"null", b"3", b'[""]', b"[1]", b"<a/>", b"\xff\xfe", b'[{"email":3}]')


@pytest.fixture(scope="module")
def document() -> Any:
    path = shared_folder() / "reference" / "openapi" / "edgar-api-1.11.0.openapi.json"
    if not path.exists():
        pytest.skip(f"skipped: no OpenAPI document at {path}")
    return _mended(json.loads(path.read_text("utf-8")))


def _mended(part: Any) -> Any:
    """Take out of the document what nothing can fulfil: two slips in it, so that the rest can be held to.

    ``mode`` refers to a text and is said to be an object; lists are said to be, as a whole, one of their items.
    """
    if isinstance(part, list):
        return [_mended(each) for each in part]
    if not isinstance(part, dict):
        return part
    slips = {"type"} if "$ref" in part else {"oneOf"} if part.get("type") == "array" else set()
    return {name: _mended(each) for name, each in part.items() if name not in slips}


@pytest.fixture
def sandbox(tmp_path: Path) -> Iterator[Sandbox]:
    made = Sandbox(tmp_path, clock=lambda: NOON)
    yield made
    made.close()


def _ask(
    sandbox: Sandbox, document: Any, method: str, path: str, body: bytes = b"", token: str = BOTH
) -> tuple[int, Any]:
    """Ask, and hold the answer against the document."""
    answer = api_answer(
        sandbox, Request(method.upper(), path, {"authorization": token} if token else {}, body=body)
    )
    assert answer is not None, f"{method} {path} is not answered"
    return answer.status, _conforming(document, method, path, answer)


def _conforming(document: Any, method: str, path: str, answer: Answer) -> Any:
    template = next(
        each
        for each in document["paths"]
        if re.fullmatch(re.sub(r"\\{\w+\\}", "[^/]+", re.escape(each)), path)
    )
    listed = document["paths"][template][method.lower()]["responses"]
    told = f"{method} {path}: {answer.status} {answer.body[:300]!r}"
    assert str(answer.status) in listed, told
    content = listed[str(answer.status)].get("content")
    if not content:
        assert not answer.body, told
        return None
    assert answer.content_type in content, told
    schema = {**content[answer.content_type]["schema"], "components": document["components"]}
    said = json.loads(answer.body)
    jsonschema_rs.Draft202012Validator(schema, validate_formats=True).validate(said)
    return said


def _operations(document: Any) -> Iterator[tuple[str, str]]:
    for path, operations in document["paths"].items():
        for method in operations:
            yield method, path


def _filled(path: str, cik: str = FILER, number: str = "0009000001-26-000001") -> str:
    return path.replace("{cik}", cik).replace("{accessionNumber}", number)


def test_every_path_with_tokens_missing_or_invalid(document: Any, sandbox: Sandbox) -> None:
    for method, path in _operations(document):
        for token in ("", "Bearer", "Bearer no-such-token", f"Basic {FILER_TOKEN}", f"Bearer {USER_TOKEN}"):
            assert _ask(sandbox, document, method, _filled(path), token=token)[0] == 401, (method, path)


def test_every_path_with_odd_bodies_and_filers(document: Any, sandbox: Sandbox) -> None:
    for method, path in _operations(document):
        for cik in (FILER, NOBODY, "0000000000", "12", "12345678901", "ABCDEFGHIJ", "\u0660" * 9 + "\u0661"):
            for body in ODD_BODIES:
                _ask(sandbox, document, method, _filled(path, cik, "x y"), body)


@pytest.mark.parametrize("mode", ["live", "test"])
@pytest.mark.parametrize("kind", ["single", "bulk"])
def test_submissions(document: Any, sandbox: Sandbox, kind: str, mode: str) -> None:
    path, right = f"/submission/{kind}/{mode}", GOOD[Mode(mode.upper())]
    status, said = _ask(sandbox, document, "post", path, right)
    assert status == 202
    number = said["accessionNumber"] if kind == "single" else said["responses"][0]["accessionNumber"]
    assert _ask(sandbox, document, "get", f"/submission/{number}/status")[1]["final"] is True
    other = GOOD[Mode.TEST if mode == "live" else Mode.LIVE]
    status, said = _ask(sandbox, document, "post", path, other)
    assert status == (400 if kind == "single" else 202)
    assert _ask(sandbox, document, "post", path, b"<edgarSubmission/>")[0] == 400
    sandbox.shelf.set("condition", "OUTSIDE_OPERATING_HOURS")
    assert _ask(sandbox, document, "post", path, right)[0] == 503


def test_status_of_a_suspended_and_of_one_in_processing(document: Any, sandbox: Sandbox) -> None:
    path = "/submission/single/live"
    _, said = _ask(sandbox, document, "post", path, WRONG)
    _, told = _ask(sandbox, document, "get", f"/submission/{said['accessionNumber']}/status")
    assert told["status"] == "SUSPENDED"
    assert told["submissionMessages"]
    sandbox.processing = 60
    _, said = _ask(sandbox, document, "post", path, GOOD[Mode.LIVE])
    _, told = _ask(sandbox, document, "get", f"/submission/{said['accessionNumber']}/status")
    assert told["status"] == "PROCESSING"
    assert _ask(sandbox, document, "get", "/submission/0009000001-26-999999/status")[0] == 404


def test_statuses_of_many(document: Any, sandbox: Sandbox) -> None:
    numbers = [
        _ask(sandbox, document, "post", "/submission/single/test", GOOD[Mode.TEST])[1]["accessionNumber"]
        for _ in range(2)
    ]

    def asked(given: list[str]) -> tuple[int, Any]:
        body = json.dumps({"accessionNumbers": given}).encode()
        return _ask(sandbox, document, "post", "/submission/status", body)

    status, said = asked([*numbers, "0009000001-26-999999"])
    assert status == 200
    assert [each["accessionNumber"] for each in said["responses"]] == numbers
    assert asked(["0009000001-26-999999"])[0] == 204
    assert asked([])[0] == 400
    assert asked(numbers * 13)[0] == 400


def test_accounts(document: Any, sandbox: Sandbox) -> None:
    fm = f"/fm/{FILER}"
    for method, path, body in (
        ("get", "", b""),
        ("get", "/verify", b""),
        ("post", "/ccc", b""),
        ("put", "/ccc", b'{"newCCC": "abcd123#"}'),
        ("post", "/delegations", b'["0009000102"]'),
        ("post", "/delegationRequests", b'["0009000103"]'),
        ("get", "/delegations", b""),
        ("post", "/individuals", PEOPLE),
        ("put", "/individuals", PEOPLE),
        ("get", "/individuals", b""),
        ("delete", "/individuals", b'["pat@example.com"]'),
    ):
        assert _ask(sandbox, document, method, fm + path, body)[0] == 200, (method, path)
    for method, path, body in (
        ("get", "", b""),
        ("post", "/ccc", b""),
        ("post", "/delegations", b'["0009000102"]'),
        ("post", "/individuals", PEOPLE),
        ("delete", "/individuals", b'["pat@example.com"]'),
    ):
        assert _ask(sandbox, document, method, f"/fm/{NOBODY}{path}", body)[0] == 400, (method, path)


def test_status_in_every_condition(document: Any, sandbox: Sandbox) -> None:
    from section16.edgar.sandbox.control import CONDITIONS

    for condition in CONDITIONS:
        sandbox.shelf.set("condition", condition)
        assert _ask(sandbox, document, "get", "/status")[1]["condition"] == condition


def test_made_up_requests(document: Any, sandbox: Sandbox) -> None:
    """Many requests made from the document itself, over the wire, are answered as it says."""
    checks = [
        not_a_server_error,
        status_code_conformance,
        content_type_conformance,
        response_schema_conformance,
    ]
    schema = schemathesis.openapi.from_dict(document)
    with serve(sandbox) as address:
        for result in schema.get_all_operations():
            operation = result.ok()  # type: ignore[union-attr]  # the document holds no invalid one

            @hypothesis.seed(16)
            @hypothesis.settings(
                max_examples=25,
                database=None,
                deadline=None,
                suppress_health_check=list(hypothesis.HealthCheck),
                phases=[hypothesis.Phase.explicit, hypothesis.Phase.generate],
            )
            @hypothesis.given(case=operation.as_strategy())
            def asked(case: Any) -> None:
                case.call_and_validate(base_url=address, headers={"Authorization": BOTH}, checks=checks)

            asked()
