"""What can be made to go wrong in the local EDGAR, and what is asked too fast or too much at once."""

from __future__ import annotations

import json
import socket
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest
from sandbox_desk import BOTH, made, send

from section16.edgar.sandbox import Sandbox, serve
from section16.model.samples import FORM_4

# Faults


def fault(edgar: httpx.Client, kind: str, **more: Any) -> None:
    assert edgar.post("/sandbox/faults", json={"kind": kind, **more}).status_code == 200


def test_dropped_after_it_was_taken(sandbox: Sandbox, edgar: httpx.Client) -> None:
    fault(edgar, "drop", path="/submission/.*")
    with pytest.raises(httpx.RemoteProtocolError):
        edgar.post("/submission/single/test", content=made(FORM_4))
    assert len(sandbox.shelf.submissions()) == 1


def test_refused_before_it_was_taken(sandbox: Sandbox, edgar: httpx.Client) -> None:
    fault(edgar, "refuse", path="/submission/.*")
    with pytest.raises(httpx.TransportError):
        edgar.post("/submission/single/test", content=made(FORM_4))
    assert not sandbox.shelf.submissions()


@pytest.mark.parametrize(("value", "retry"), [(429, "1"), (503, "1"), (500, None)])
def test_another_status(sandbox: Sandbox, edgar: httpx.Client, value: int, retry: str | None) -> None:
    fault(edgar, "status", value=value, times=2)
    for _ in range(2):
        answer = edgar.post("/submission/single/test", content=made(FORM_4))
        assert (answer.status_code, answer.headers.get("Retry-After")) == (value, retry)
    assert not sandbox.shelf.submissions()
    assert edgar.get("/status").status_code == 200


def test_half_an_answer(edgar: httpx.Client) -> None:
    fault(edgar, "truncate")
    with pytest.raises(httpx.RemoteProtocolError):
        edgar.get("/status")
    assert edgar.get("/status").status_code == 200


def test_a_page_instead_of_json(edgar: httpx.Client) -> None:
    fault(edgar, "content_type")
    answer = edgar.get("/status")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/html")
    with pytest.raises(json.JSONDecodeError):
        answer.json()


def test_slow(edgar: httpx.Client) -> None:
    fault(edgar, "slow", value=0.4)
    with pytest.raises(httpx.ReadTimeout):
        edgar.get("/status", timeout=0.1)
    assert edgar.get("/status").status_code == 200


def test_faults_cleared_and_mistaken(edgar: httpx.Client) -> None:
    fault(edgar, "status", value=500, times=9)
    assert edgar.request("DELETE", "/sandbox/faults").status_code == 200
    assert edgar.get("/status").status_code == 200
    for wrong in (
        {},
        {"kind": "explode"},
        {"kind": "drop", "path": "("},
        {"kind": "drop", "when": 1},
        {"kind": "drop", "times": 0},
        {"kind": "status"},
        {"kind": "status", "value": 429.5},
        {"kind": "slow", "value": -1},
    ):
        assert edgar.post("/sandbox/faults", json=wrong).status_code == 400


def test_mistaken_controls(edgar: httpx.Client) -> None:
    for path, wrong in (
        ("clock", {}),
        ("clock", {"now": "2026-05-07T12:00:00"}),
        ("clock", {"now": 3}),
        ("clock", {"advance": "soon"}),
        ("clock", {"advance": None}),
        ("clock", {"advance": 1e300}),
        ("filers", {"cik": "none", "name": "N"}),
        ("tokens", {"token": 3, "kind": "user", "cik": "9000001", "days": 1}),
        ("tokens", {"token": "t", "kind": "other", "cik": "9000001", "days": 1}),
        ("tokens", {"token": "t", "kind": "user", "cik": "9000001", "days": 1e300}),
        ("condition", []),
    ):
        assert edgar.post(f"/sandbox/{path}", json=wrong).status_code == 400, (path, wrong)
    assert edgar.get("/sandbox/state").json()["condition"] == "ACCEPTING"
    assert "GET /sandbox/state" in edgar.get("/sandbox/none").json()["controls"]


def test_pace(sandbox: Sandbox) -> None:
    with serve(sandbox, limit_pace=True) as address, httpx.Client(base_url=address) as edgar:
        answers = [edgar.get("/status", headers={"Authorization": BOTH}) for _ in range(11)]
    assert [each.status_code for each in answers] == [200] * 10 + [429]
    assert answers[-1].headers["Retry-After"]


def test_in_chunks(sandbox: Sandbox, edgar: httpx.Client) -> None:
    content = made(FORM_4)
    pieces = [content[start : start + 1000] for start in range(0, len(content), 1000)]
    assert edgar.post("/submission/single/test", content=iter(pieces)).status_code == 202
    assert edgar.get("/status").status_code == 200
    assert len(sandbox.shelf.submissions()) == 1


@pytest.mark.parametrize(
    ("header", "body"),
    [
        ("Content-Length: {length}", b"{content}"),
        ("Content-Length: soon", b""),
        ("Content-Length: 999999999999", b""),
        ("Transfer-Encoding: chunked", b"xyz\r\n"),
        ("Transfer-Encoding: chunked", b"-5\r\n"),
        ("Transfer-Encoding: chunked", b"5\r\nab"),
        ("Transfer-Encoding: chunked", b"2\r\nabc\r\n0\r\n\r\n"),
    ],
)
def test_a_request_cut_off_is_not_carried_out(
    sandbox: Sandbox, edgar: httpx.Client, header: str, body: bytes
) -> None:
    """A bulk file of two, cut after its first, is no bulk file of one."""
    content = made(FORM_4)
    head = f"POST /submission/bulk/test HTTP/1.1\r\nHost: x\r\nAuthorization: {BOTH}\r\n{header}\r\n\r\n"
    with socket.create_connection((edgar.base_url.host, edgar.base_url.port or 0), 10) as raw:
        raw.sendall(head.format(length=2 * len(content)).encode() + body.replace(b"{content}", content))
        raw.shutdown(socket.SHUT_WR)
        assert raw.recv(100) == b""
    assert not sandbox.shelf.submissions()
    assert edgar.get("/status").status_code == 200


def test_other_methods(edgar: httpx.Client) -> None:
    answer = edgar.delete("/submission/single/test")
    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")


def test_many_at_once(sandbox: Sandbox, edgar: httpx.Client) -> None:
    with ThreadPoolExecutor(8) as pool:
        numbers = list(pool.map(lambda _: send(edgar, made(FORM_4)), range(24)))
    assert sorted(numbers) == [f"0009000001-26-{count:06}" for count in range(1, 25)]
