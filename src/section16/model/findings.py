"""A finding: one thing wrong with, or worth knowing about, a document."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct


class Severity(StrEnum):
    """What a finding costs, worst first."""

    REJECT = "REJECT"
    """EDGAR would suspend the submission."""
    ERROR = "ERROR"
    """A form instruction or a rule is broken."""
    WARNING = "WARNING"
    """EDGAR warns, or it is probably not meant."""
    NOTE = "NOTE"
    """Worth knowing."""


class Finding(Struct, frozen=True, kw_only=True):
    """One thing wrong with a document, in a sentence a lawyer would sign.

    `id` is the check (`section16 checks A101` explains it), `path` the item (``table_1[0].price``),
    `place` the same in the words of the printed form ("Table I, row 1, column 4"), `remedy` how to mend it.
    """

    id: str
    severity: Severity
    path: str
    place: str
    message: str
    remedy: str
