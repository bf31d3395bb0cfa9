"""What can be made to go wrong in a sandbox: each fault is told in advance and happens so many times.

    POST /sandbox/faults {"path": "/submission/.*", "kind": "drop", "times": 1}

``drop`` takes the request, does what it asks and cuts the connection without an answer; ``refuse`` cuts it
before; ``status`` answers with `value` (429, 500 ...); ``truncate`` sends half of the body; ``content_type``
sends an HTML page; ``slow`` waits for `value` seconds before answering.
"""

from __future__ import annotations

import re
import threading
from typing import Literal

import msgspec
from msgspec import Struct

from section16.errors import UsageError

Kind = Literal["drop", "refuse", "status", "truncate", "content_type", "slow"]


class Fault(Struct, kw_only=True, forbid_unknown_fields=True):
    """One fault: on which paths (a regular expression), what happens, and how many times more."""

    path: str = ".*"
    kind: Kind
    times: int = 1
    value: float = 0.0


class Faults:
    """The faults that are still to happen, the first told first."""

    def __init__(self) -> None:
        self._waiting: list[Fault] = []
        self._lock = threading.Lock()

    def add(self, body: bytes) -> None:
        """Take a fault in JSON. Raises `UsageError` for what is none."""
        try:
            fault = msgspec.json.decode(body, type=Fault)
            re.compile(fault.path)
        except (msgspec.DecodeError, re.error) as error:
            raise UsageError(f"this is no fault: {error}") from None
        if fault.kind == "status" and fault.value not in range(400, 600):
            raise UsageError("give the status to answer as value, from 400 to 599")
        if not 0 <= fault.value <= 600 or fault.times < 1:
            raise UsageError(
                "a fault happens at least once (times), and waits for at most 600 seconds (value)"
            )
        with self._lock:
            self._waiting.append(fault)

    def clear(self) -> None:
        """Let nothing more go wrong."""
        with self._lock:
            self._waiting.clear()

    def next_for(self, path: str) -> Fault | None:
        """Return the fault of this request, if one waits for it."""
        with self._lock:
            for fault in self._waiting:
                if re.fullmatch(fault.path, path):
                    fault.times -= 1
                    if fault.times <= 0:
                        self._waiting.remove(fault)
                    return fault
        return None
