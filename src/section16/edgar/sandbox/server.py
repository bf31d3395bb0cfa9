"""The sandbox on loopback: requests in, answers and planned faults out.

The standard library's server suffices for one machine, and lets a connection be cut in the middle, which
frameworks hide.
"""

from __future__ import annotations

import socket
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from section16.edgar.pace import PER_SECOND
from section16.edgar.sandbox.answer import Answer, Request
from section16.edgar.sandbox.api import api_answer, failure
from section16.edgar.sandbox.archive import public_answer
from section16.edgar.sandbox.body import body_of
from section16.edgar.sandbox.control import control_answer
from section16.edgar.sandbox.faults import Fault, Faults
from section16.edgar.sandbox.office import Sandbox


class _Server(ThreadingHTTPServer):
    """One sandbox at one address."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, sandbox: Sandbox, port: int, *, limit_pace: bool) -> None:
        super().__init__(("127.0.0.1", port), _Connection)
        self.sandbox, self.faults, self.limit_pace = sandbox, Faults(), limit_pace
        self._recent: deque[float] = deque(maxlen=PER_SECOND)
        self._lock = threading.Lock()

    def is_too_fast(self) -> bool:
        """Whether this request is the eleventh within a second."""
        if not self.limit_pace:
            return False
        with self._lock:
            now = time.monotonic()
            too_fast = len(self._recent) == PER_SECOND and now - self._recent[0] < 1
            self._recent.append(now)
            return too_fast

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a client that went away."""


class _Connection(BaseHTTPRequestHandler):
    """Reads a request, asks the sandbox, and sends the answer, or less where a fault is due."""

    protocol_version = "HTTP/1.1"
    server: _Server
    server_version = "section16-sandbox"
    sys_version = ""

    def _answer(self) -> None:
        request = self._request()
        if request is None:
            self._cut()
            return
        fault = None if request.path.startswith("/sandbox/") else self.server.faults.next_for(request.path)
        if fault is not None and fault.kind == "refuse":
            self._cut()
            return
        answer = _spoiled(fault) or self._asked(request)
        if fault is not None and fault.kind == "drop":
            self._cut()
            return
        if fault is not None and fault.kind == "slow":
            time.sleep(fault.value)
        self._send(answer, truncated=fault is not None and fault.kind == "truncate")

    do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = _answer  # noqa: N815 - names of the library

    def _asked(self, request: Request) -> Answer:
        sandbox = self.server.sandbox
        if request.path.startswith("/sandbox/"):
            return control_answer(sandbox, self.server.faults, request)
        if self.server.is_too_fast():
            return Answer(429, b"<h1>Too many requests</h1>", "text/html", {"Retry-After": "1"})
        try:
            return api_answer(sandbox, request) or public_answer(
                request, sandbox.filings(), now=sandbox.clock.now()
            )
        except Exception as error:  # a fault of ours is EDGAR's 500, not a connection cut
            return failure(500, f"{type(error).__name__}: {error}")

    def _request(self) -> Request | None:
        """Read the request, None where it came only in part: a part of a submission is no submission."""
        body = body_of(self.rfile, self.headers)
        if body is None:
            return None
        address = urlsplit(self.path)
        return Request(
            method="GET" if self.command == "HEAD" else self.command,
            path=unquote(address.path),
            headers={name.lower(): value for name, value in self.headers.items()},
            query=dict(parse_qsl(address.query)),
            body=body,
        )

    def _send(self, answer: Answer, *, truncated: bool) -> None:
        self.send_response(answer.status)
        if answer.status not in (204, 304):
            self.send_header("Content-Type", answer.content_type)
            self.send_header("Content-Length", str(len(answer.body)))
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command == "HEAD" or answer.status in (204, 304):
            return
        if truncated:
            self.wfile.write(answer.body[: len(answer.body) // 2])
            self._cut()
            return
        self.wfile.write(answer.body)

    def _cut(self) -> None:
        self.close_connection = True
        self.wfile.flush()
        with suppress(OSError):  # the other side went first
            self.connection.shutdown(socket.SHUT_RDWR)

    def log_message(self, format: str, *arguments: Any) -> None:
        """Keep quiet: a request may name what is nobody's business."""


def _spoiled(fault: Fault | None) -> Answer | None:
    if fault is not None and fault.kind == "status":
        retry = {"Retry-After": "1"} if int(fault.value) in (429, 503) else {}
        return Answer(int(fault.value), b"<h1>Not now</h1>", "text/html", retry)
    if fault is not None and fault.kind == "content_type":
        return Answer(200, b"<html><body>Please try again.</body></html>", "text/html")
    return None


@contextmanager
def serve(sandbox: Sandbox, *, port: int = 0, limit_pace: bool = False) -> Iterator[str]:
    """Serve a sandbox on this machine while the block runs, and give its address.

    `port` 0 takes a free one. With `limit_pace` the eleventh request within a second is answered 429.
    """
    server = _Server(sandbox, port, limit_pace=limit_pace)
    running = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    running.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        running.join(5)
