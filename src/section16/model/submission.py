"""The facts of a submission's header: who filed what, when, and with which documents."""

from __future__ import annotations

from datetime import date, datetime

from msgspec import Struct


class Party(Struct, frozen=True, kw_only=True):
    """An issuer or reporting owner as the submission header names it; the CIK has ten digits."""

    cik: str | None = None
    name: str | None = None
    role: str | None = None
    former_names: tuple[str, ...] = ()


class Document(Struct, frozen=True, kw_only=True):
    """One document of a submission: the statement itself or an exhibit.

    `content` holds the document's bytes, decoded when EDGAR had them encoded (graphics).
    """

    type: str
    sequence: int | None = None
    filename: str | None = None
    description: str | None = None
    content: bytes = b""


class Submission(Struct, frozen=True, kw_only=True):
    """What the header of a full-submission or feed file says, and its documents.

    `accepted_at` is EDGAR's acceptance time in America/New_York; `filed_on` the legal filing date.
    """

    accession_number: str | None = None
    form_type: str | None = None
    accepted_at: datetime | None = None
    filed_on: date | None = None
    period_of_report: date | None = None
    changed_on: date | None = None
    document_count: int | None = None
    issuer: Party | None = None
    owners: tuple[Party, ...] = ()
    documents: tuple[Document, ...] = ()

    @property
    def exhibits(self) -> tuple[Document, ...]:
        """Every document but the statement."""
        return tuple(d for d in self.documents if d.type not in ("3", "3/A", "4", "4/A", "5", "5/A"))
