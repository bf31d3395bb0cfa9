"""A server on this machine that answers as a test says, and remembers what it was asked."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple


class Asked(NamedTuple):
    """One request; `number` counts those for its path, the first is 1."""

    path: str
    headers: Mapping[str, str]
    at: float
    number: int


class Told(NamedTuple):
    """One answer. `cut` closes the connection after so many bytes; `pause` waits before each of ten pieces."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = {}
    cut: int | None = None
    pause: float = 0.0


Answering = Callable[[Asked], Told]


class Server:
    """The server under way: its address, and every request so far."""

    def __init__(self) -> None:
        self.address = ""
        self.asked: list[Asked] = []
        self._lock = threading.Lock()

    def note(self, path: str, headers: Mapping[str, str]) -> Asked:
        with self._lock:
            number = 1 + sum(each.path == path for each in self.asked)
            asked = Asked(path, headers, time.time(), number)
            self.asked.append(asked)
            return asked


@contextmanager
def serving(answering: Answering) -> Iterator[Server]:
    """Serve on loopback while the block lasts."""
    server = Server()

    class _Answers(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            told = answering(server.note(self.path, dict(self.headers)))
            self.send_response_only(told.status)
            headers = {"Content-Length": str(len(told.body)), **told.headers}
            if told.status == 304:
                headers.pop("Content-Length")
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            body = told.body if told.cut is None else told.body[: told.cut]
            step = max(1, len(body) // 10) if told.pause else max(1, len(body))
            try:
                for start in range(0, len(body), step):
                    time.sleep(told.pause)
                    self.wfile.write(body[start : start + step])
                    self.wfile.flush()
            except OSError:
                pass
            if told.cut is not None:
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            pass

    class _Threads(ThreadingHTTPServer):
        daemon_threads = True
        request_queue_size = 64

    listening = _Threads(("127.0.0.1", 0), _Answers)
    server.address = f"http://127.0.0.1:{listening.server_address[1]}"
    thread = threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        listening.shutdown()
        listening.server_close()
        thread.join()


def ranged(content: bytes, asked: Asked, *, etag: str = '"one"', cut: int | None = None) -> Told:
    """Answer for a file that can be had in parts."""
    headers = {"ETag": etag, "Accept-Ranges": "bytes"}
    span = asked.headers.get("Range", "")
    if not span or asked.headers.get("If-Range", etag) != etag:
        return Told(200, content, headers, cut=cut)
    start = int(span.removeprefix("bytes=").rstrip("-"))
    if start >= len(content):
        return Told(416, b"", {**headers, "Content-Range": f"bytes */{len(content)}"})
    headers["Content-Range"] = f"bytes {start}-{len(content) - 1}/{len(content)}"
    return Told(206, content[start:], headers, cut=cut)
