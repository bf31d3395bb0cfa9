"""The body of a request as it comes over the wire: of a length told before, or in chunks."""

from __future__ import annotations

from email.message import Message
from io import BufferedIOBase

LARGEST = 220 << 20
"""Bytes of the largest request that is read."""


def body_of(stream: BufferedIOBase, headers: Message) -> bytes | None:
    """Return the whole body; None where it is cut off, too large, or its length makes no sense."""
    # RFC 9112, section 6.3: "If a message is received with both a Transfer-Encoding and a Content-Length
    # header field, the Transfer-Encoding overrides the Content-Length."
    if "chunked" in (headers.get("Transfer-Encoding") or "").lower():
        return _chunks(stream)
    length = headers.get("Content-Length") or "0"
    size = int(length) if length.isdecimal() and len(length) < 12 else -1
    return _exactly(stream, size) if 0 <= size <= LARGEST else None


def _chunks(stream: BufferedIOBase) -> bytes | None:
    body = bytearray()
    while True:
        try:
            size = int(stream.readline(128).partition(b";")[0], 16)
        except ValueError:
            return None
        if not 0 <= size <= LARGEST - len(body):
            return None
        if size == 0:
            break
        chunk = _exactly(stream, size)
        if chunk is None or stream.readline(2) != b"\r\n":
            return None
        body += chunk
    while stream.readline(1 << 16).strip():  # trailers
        pass
    return bytes(body)


def _exactly(stream: BufferedIOBase, size: int) -> bytes | None:
    content = stream.read(size) if size else b""
    return content if len(content) == size else None
