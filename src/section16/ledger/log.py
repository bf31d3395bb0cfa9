"""The log of a ledger: one entry for each record, each bound to the one before it by its hash.

The hash of an entry is the SHA-256 of a JSON list of its sequence number, moment, who, action, subject,
digest and the hash before it. Whoever changes an entry must change every later one, and whoever noted the
hash of any entry sees it.
"""

from __future__ import annotations

import hashlib
from datetime import datetime

import msgspec
from msgspec import Struct

from section16.ledger.columns import moment_of

NO_HASH = "0" * 64
"""What stands for the hash before the first entry."""

ACTIONS = {
    "content": "keep content",
    "filing": "record filing",
    "fact": "record fact",
    "profile": "record profile",
    "draft": "record draft",
    "waiver": "record waiver",
    "document": "record document",
    "posting": "record posting",
    "sending": "record sending",
}
"""What the log says of each kind of record."""

KINDS = {action: kind for kind, action in ACTIONS.items()}
"""The kind of record behind each action of the log."""


class LogEntry(Struct, frozen=True, kw_only=True):
    """One entry: who recorded what when.

    `at` is the moment in UTC as text, `subject` the key of the record, `digest` the SHA-256 of its content
    (of kept bytes: of these), `previous` the hash of the entry before it.
    """

    sequence: int
    at: str
    who: str
    action: str
    subject: str
    digest: str
    previous: str
    hash: str

    @property
    def recorded_at(self) -> datetime:
        """The moment of the entry."""
        return moment_of(self.at)

    @property
    def kind(self) -> str:
        """The kind of record it is about; empty where the action is none of the known."""
        return KINDS.get(self.action, "")

    @property
    def true_hash(self) -> str:
        """The hash that the entry must have."""
        return chained(
            self.sequence, self.at, self.who, self.action, self.subject, self.digest, self.previous
        )


def chained(sequence: int, at: str, who: str, action: str, subject: str, digest: str, previous: str) -> str:
    """Return the hash of an entry."""
    content = msgspec.json.encode([sequence, at, who, action, subject, digest, previous])
    return hashlib.sha256(content).hexdigest()


def entry(
    sequence: int, at: str, who: str, action: str, subject: str, digest: str, previous: str
) -> LogEntry:
    """Make an entry with its hash."""
    return LogEntry(
        sequence=sequence,
        at=at,
        who=who,
        action=action,
        subject=subject,
        digest=digest,
        previous=previous,
        hash=chained(sequence, at, who, action, subject, digest, previous),
    )
