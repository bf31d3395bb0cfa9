"""A wire that is cut: it stands before a local EDGAR, and ends a connection in the middle of what is sent or answered."""

from __future__ import annotations

import contextlib
import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct, json

_FILES = b"POST /submission/single/live"


class Cut(Struct, frozen=True):
    """After how many bytes of the request that files, or of its answer, the connection ends."""

    answer: bool
    after: int


class _Way:
    """What one connection has carried since the request that files began."""

    def __init__(self, cut: Cut | None) -> None:
        self.cut = cut
        self.files = False
        self.carried = 0

    def passed(self, data: bytes, *, answer: bool) -> tuple[bytes, bool]:
        """Return what of some bytes passes, and whether the wire is cut after them."""
        self.files = self.files or (not answer and data.startswith(_FILES))
        if self.cut is None or not self.files or self.cut.answer is not answer:
            return data, False
        left = self.cut.after - self.carried
        self.carried += len(data)
        return (data, False) if len(data) < left else (data[:left], True)


@contextmanager
def cut_wire(address: str, plan: Path) -> Iterator[str]:
    """Give the address of a wire to the server at `address`; a `Cut` written to `plan` is for the next connection."""
    host, _, port = address.removeprefix("http://").partition(":")
    with socket.create_server(("127.0.0.1", 0)) as door:
        listening = threading.Thread(target=_listen, args=(door, (host, int(port)), plan), daemon=True)
        listening.start()
        yield f"http://127.0.0.1:{door.getsockname()[1]}"
        with contextlib.suppress(OSError):
            door.shutdown(socket.SHUT_RDWR)
    listening.join(5)


def planned(plan: Path, cut: Cut | None) -> None:
    """Plan the cut of the connections to come, or none."""
    if cut is None:
        plan.unlink(missing_ok=True)
        return
    beside = plan.with_suffix(".new")
    beside.write_bytes(json.encode(cut))
    beside.replace(plan)


def _listen(door: socket.socket, server: tuple[str, int], plan: Path) -> None:
    while True:
        try:
            near, _ = door.accept()
        except OSError:
            return
        try:
            cut = json.decode(plan.read_bytes(), type=Cut)
        except FileNotFoundError:
            cut = None
        try:
            far = socket.create_connection(server)
        except OSError:
            near.close()
            continue
        way = _Way(cut)
        for one, other, answer in ((near, far, False), (far, near, True)):
            threading.Thread(target=_carry, args=(one, other, way, answer), daemon=True).start()


def _carry(one: socket.socket, other: socket.socket, way: _Way, answer: bool) -> None:
    """Carry bytes from one end to the other until either ends, or the wire is cut."""
    with contextlib.suppress(OSError):
        while data := one.recv(4096):
            passing, cut = way.passed(data, answer=answer)
            other.sendall(passing)
            if cut:
                break
    for end in (one, other):
        with contextlib.suppress(OSError):  # closed at once, without the courtesies: a cable was pulled
            end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        with contextlib.suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
