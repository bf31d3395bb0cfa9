"""The journal of sendings: what was about to be sent, and what became of it, written before it happens.

Every step of a submission is an `Event`, appended and made durable before the step is taken: after a crash
the journal says what may have left the desk. `Sending` is what the events of one submission come to.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Protocol

import msgspec
from msgspec import Struct

from section16.errors import EdgarError, ReadError


class Mode(StrEnum):
    """TEST is validated and never public; LIVE is filed."""

    TEST = "TEST"
    LIVE = "LIVE"


class State(StrEnum):
    """Where a submission stands. `IN_DOUBT`: sent, perhaps received, and no accession number came back.

    `DROPPED` is a TEST in doubt that nobody asks after: it can be public in no case.
    """

    PREPARED = "prepared"
    SENDING = "sending"
    RECEIVED = "received"
    IN_DOUBT = "in doubt"
    ACCEPTED = "accepted"
    SUSPENDED = "suspended"
    REFUSED = "refused"
    NEVER_ARRIVED = "never arrived"
    DROPPED = "dropped"


FINAL = frozenset({State.ACCEPTED, State.SUSPENDED, State.REFUSED, State.NEVER_ARRIVED, State.DROPPED})
"""The states after which nothing more happens to a submission."""


class Event(Struct, frozen=True, kw_only=True):
    """One step of one submission.

    `key` names the submission: it begins with the digest of what is sent, its mode and its place, so that the
    same sent again begins alike, and ends with what tells one attempt from another. `statement` is the digest
    of the statement's JSON, which the first event of a submission holds whole (`statement_json`). `says` is
    the reason in words; no secret ever stands in an event.
    """

    key: str
    state: State
    at: datetime
    mode: Mode
    place: str
    form_type: str | None = None
    statement: str | None = None
    owner_ciks: tuple[str, ...] = ()
    issuer_cik: str | None = None
    accession_number: str | None = None
    accepted_at: datetime | None = None
    filed_on: str | None = None
    statement_json: str | None = None
    says: str = ""
    messages: tuple[Mapping[str, str], ...] = ()


class Journal(Protocol):
    """Where events are kept: a file of its own by default, or the ledger."""

    def append(self, event: Event) -> None:
        """Keep an event; it is durable when this returns."""

    def events(self) -> Iterable[Event]:
        """Yield every event in the order kept."""


class Sending(Struct, frozen=True, kw_only=True):
    """A submission as its events tell it; `last` is the latest."""

    events: tuple[Event, ...]

    @property
    def last(self) -> Event:
        """The latest event."""
        return self.events[-1]

    @property
    def state(self) -> State:
        """Where it stands. A journal that ends in the middle of sending leaves it in doubt."""
        return State.IN_DOUBT if self.last.state is State.SENDING else self.last.state

    @property
    def accession_number(self) -> str | None:
        """The number EDGAR gave it, None while that is not known."""
        return next(
            (event.accession_number for event in reversed(self.events) if event.accession_number), None
        )


def sendings(journal: Journal) -> dict[str, Sending]:
    """Return every submission in the journal by its key, the first sent first."""
    found: dict[str, list[Event]] = {}
    for event in journal.events():
        found.setdefault(event.key, []).append(event)
    return {key: Sending(events=tuple(events)) for key, events in found.items()}


class FileJournal:
    """A journal in a file of its own: one event a line, appended and flushed to the disk."""

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path = Path(path)

    def append(self, event: Event) -> None:
        """Write the event in one piece and wait until the disk has it."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        is_new = not self.path.exists()
        line = msgspec.json.encode(event) + b"\n"
        with open(self.path, "a+b", buffering=0) as file:
            if not is_new and not self._ends_with_a_line():
                line = b"\n" + line
            written = file.write(line)
            os.fsync(file.fileno())
        if written != len(line):
            raise EdgarError(f"the journal {self.path} took only a part of a line; is the disk full?")
        if is_new and os.name == "posix":  # the name of a new file is made durable by its folder
            folder = os.open(self.path.parent, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)

    def events(self) -> Iterator[Event]:
        """Yield the events; a last line that a crash cut short is left out. Raises `ReadError` for others."""
        try:
            lines = self.path.read_bytes().split(b"\n")
        except FileNotFoundError:
            return
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                yield msgspec.json.decode(line, type=Event)
            except msgspec.DecodeError as error:
                if number == len(lines):
                    return
                if "truncated" in str(error):
                    continue  # cut short by a crash, with later lines after it
                raise ReadError(
                    f"line {number} is no event of a journal ({error}); restore the file from a copy",
                    source=str(self.path),
                ) from None

    def _ends_with_a_line(self) -> bool:
        with open(self.path, "rb") as file:
            if not file.seek(0, os.SEEK_END):
                return True
            file.seek(-1, os.SEEK_END)
            return file.read(1) == b"\n"
