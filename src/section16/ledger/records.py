"""What a ledger remembers, as plain values: each is recorded once and never changed.

A later record may take the place of an earlier one (another version of a draft, another validity of a
profile); the earlier stays. `recorded_at` is the moment of recording in UTC, None for what is not recorded.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from msgspec import Struct

from section16.drafting.facts import AnyFact
from section16.drafting.profiles import IssuerProfile, OwnerProfile, Profiles, Signer
from section16.model.filing import Filing
from section16.model.statement import Statement


class FactRecord(Struct, frozen=True, kw_only=True):
    """A fact with the fills inside it, and whom it is about by CIK (ten digits).

    `id` is made from its content, so that the same fact recorded twice is one.
    """

    id: str
    issuer_cik: str
    owner_ciks: tuple[str, ...]
    fact: AnyFact
    recorded_at: datetime | None = None


class ProfileVersion(Struct, frozen=True, kw_only=True):
    """A profile as it is, or was, in force: from `valid_from` on, until the next version of its key."""

    key: str
    profile: IssuerProfile | OwnerProfile | Signer
    valid_from: date
    recorded_at: datetime | None = None


class DraftState(StrEnum):
    """How far a draft has come."""

    OPEN = "open"
    SIGNED = "signed"
    FILED = "filed"
    IN_DOUBT = "in doubt"
    WITHDRAWN = "withdrawn"


class DraftVersion(Struct, frozen=True, kw_only=True):
    """One version of a draft: versions of a `key` count from 1, and the last is the draft as it stands."""

    key: str
    version: int
    statement: Statement
    state: DraftState = DraftState.OPEN
    due: date | None = None
    facts: tuple[str, ...] = ()
    accession_number: str | None = None
    recorded_at: datetime | None = None


class Waiver(Struct, frozen=True, kw_only=True):
    """A duty or finding that somebody decided to let stand, and why.

    `of` is the key of an agenda item, or a check id with the path of its item (``A101 table_1[0].price``).
    """

    of: str
    reason: str
    by: str
    until: date | None = None
    recorded_at: datetime | None = None


class DocumentKind(StrEnum):
    """What a kept document is; those of EDGAR access stand for a state that ends (never for a secret)."""

    POWER_OF_ATTORNEY = "power of attorney"
    AUTHENTICATION = "authentication document"
    PLAN = "10b5-1 plan"
    NO_FORM_5 = "no Form 5 due"
    APPROVAL = "approval"
    FORM_ID = "form id"
    ENROLMENT = "enrolment"
    DELEGATION = "delegation"
    ADMINISTRATOR = "account administrator"
    CONFIRMATION = "yearly confirmation"
    FILER_TOKEN = "filer token"
    USER_TOKEN = "user token"
    OTHER = "other"


class Document(Struct, frozen=True, kw_only=True):
    """A document that the desk keeps: whose it is, from when until when it holds, and its bytes by digest."""

    kind: DocumentKind
    name: str
    since: date
    until: date | None = None
    owner_cik: str | None = None
    issuer_cik: str | None = None
    note: str | None = None
    digest: str | None = None
    recorded_at: datetime | None = None


class Posting(Struct, frozen=True, kw_only=True):
    """A filing that was put on the issuer's web site: which, when and where."""

    accession_number: str
    posted_at: datetime
    place: str
    recorded_at: datetime | None = None


class Records(Struct, frozen=True, kw_only=True):
    """Everything a ledger knows of one issuer, as of one moment: what its questions are answered from.

    `profiles` are those in force; of drafts the last versions stand here. Filings stand in the order filed.
    """

    profiles: Profiles = Profiles()
    filings: tuple[Filing, ...] = ()
    facts: tuple[FactRecord, ...] = ()
    drafts: tuple[DraftVersion, ...] = ()
    documents: tuple[Document, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    postings: tuple[Posting, ...] = ()
