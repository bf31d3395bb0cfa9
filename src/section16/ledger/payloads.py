"""What is recorded, as it stands in the ledger: a key, the content as JSON, and columns to ask by.

`record_row` makes these from a record, `record_of` the record from its JSON. The content never holds
`recorded_at`: that is the moment of its entry in the log.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

import msgspec
from msgspec import Raw, Struct

from section16.drafting.facts import AnyFact
from section16.drafting.profiles import IssuerProfile, OwnerProfile, Signer
from section16.edgar.journal import Event
from section16.errors import UsageError
from section16.formats import statement_json
from section16.law.filing_day import eastern
from section16.ledger.columns import COLUMNS, Columns, day_text, sql_text, ten_digits, utc_text
from section16.ledger.records import (
    Document,
    DraftVersion,
    FactRecord,
    Posting,
    ProfileVersion,
    Waiver,
)
from section16.model.filing import Filing
from section16.model.statement import Statement

Record = Filing | FactRecord | ProfileVersion | DraftVersion | Waiver | Document | Posting | Event
"""Everything that is recorded."""


class RecordRow(NamedTuple):
    """A record as it is written: its kind, key, JSON, and the columns of its table beside these."""

    kind: str
    key: str
    payload: bytes
    columns: Columns
    statement: Statement | None = None

    @property
    def digest(self) -> str:
        """SHA-256 of the JSON, hexadecimal."""
        return digest_of(self.payload)


class _FiledRaw(Struct, frozen=True, kw_only=True):
    """A filing on its way into the ledger."""

    accession_number: str | None
    filed_on: date | None
    accepted_at: datetime | None
    digest: str | None
    source: str | None
    statement: Raw


class _Profile(Struct, frozen=True, kw_only=True):
    """A profile with its kind, which its own fields do not tell."""

    kind: str
    key: str
    valid_from: date
    profile: Raw


_PROFILES: dict[str, type[IssuerProfile] | type[OwnerProfile] | type[Signer]] = {
    "issuer": IssuerProfile,
    "owner": OwnerProfile,
    "signer": Signer,
}
_PLAIN: dict[type[Struct], str] = {
    FactRecord: "fact",
    DraftVersion: "draft",
    Waiver: "waiver",
    Document: "document",
    Posting: "posting",
    Event: "sending",
}
_DECODERS: dict[str, msgspec.json.Decoder[Any]] = {
    kind: msgspec.json.Decoder(made) for made, kind in _PLAIN.items()
} | {"filing": msgspec.json.Decoder(Filing), "profile": msgspec.json.Decoder(_Profile)}


def digest_of(content: bytes) -> str:
    """Return the SHA-256 of some bytes, hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def fact_record(fact: AnyFact, *, issuer_cik: str, owner_ciks: Iterable[str]) -> FactRecord:
    """Return a fact as it is recorded, its id made from its content."""
    issuer, owners = ten_digits(issuer_cik) or "", tuple(ten_digits(cik) or "" for cik in owner_ciks)
    content = msgspec.json.encode([issuer, owners, fact])
    return FactRecord(id=digest_of(content)[:16], issuer_cik=issuer, owner_ciks=owners, fact=fact)


def record_row(record: Record) -> RecordRow:
    """Return a record as it is written.

    Raises `UsageError` for what could not be read again: a value that is none of its type, a text that is
    none; `WriteError` for a number that no statement holds.
    """
    try:
        made = _filing_row(record) if isinstance(record, Filing) else _desk_row(record)
        again = record_of(made.kind, made.payload)
    except (UnicodeEncodeError, TypeError, AttributeError, msgspec.MsgspecError) as error:
        raise UsageError(f"this {type(record).__name__} cannot be recorded: {error}") from None
    return made._replace(statement=again.statement) if isinstance(again, Filing) else made


def record_of(kind: str, payload: bytes | str, recorded_at: datetime | None = None) -> Any:
    """Return the record whose JSON this is; `recorded_at` is given to those that have it."""
    made = _DECODERS[kind].decode(payload)
    if isinstance(made, Filing):
        if made.accepted_at is not None:
            made = msgspec.structs.replace(made, accepted_at=made.accepted_at.astimezone(eastern()))
        return made
    if isinstance(made, _Profile):
        profile = msgspec.json.decode(made.profile, type=_PROFILES[made.kind])
        return ProfileVersion(
            key=made.key, profile=profile, valid_from=made.valid_from, recorded_at=recorded_at
        )
    if recorded_at is not None and not isinstance(made, Event):  # an event has a moment of its own
        return msgspec.structs.replace(made, recorded_at=recorded_at)
    return made


def _encoded(record: Any) -> bytes:
    try:
        return msgspec.json.encode(record)
    except (UnicodeEncodeError, TypeError) as error:
        raise UsageError(f"this {type(record).__name__} cannot be recorded: {error}") from None


# Secrets travel in addresses: what stands before the @ of a URL is not kept.
_IN_URL = re.compile(r"(?<=://)[^/@\s]+@")


def _filing_row(filing: Filing) -> RecordRow:
    try:
        statement = statement_json.write(filing.statement)
    except (UnicodeEncodeError, TypeError, AttributeError) as error:
        raise UsageError(f"this statement cannot be recorded: {error}") from None
    said = filing.statement
    accepted = filing.accepted_at
    if accepted is not None:
        utc_text(accepted)  # it must have a zone
    payload = _encoded(
        _FiledRaw(
            accession_number=filing.accession_number,
            filed_on=filing.filed_on,
            accepted_at=accepted.astimezone(UTC) if accepted else None,
            digest=filing.digest,
            source=filing.source and _IN_URL.sub("", filing.source),
            statement=Raw(statement),
        )
    )
    statement_digest = digest_of(statement)
    return RecordRow(
        "filing",
        filing.accession_number or f"statement {statement_digest}",
        payload,
        {
            "accession_number": filing.accession_number,
            "form_type": said.form_type,
            "issuer_cik": ten_digits(said.issuer.cik),
            "issuer_name": sql_text(said.issuer.name),
            "period_of_report": day_text(said.period_of_report),
            "filed_on": day_text(filing.filed_on),
            "accepted_at": utc_text(accepted) if accepted else None,
            "digest": filing.digest,
            "statement_digest": statement_digest,
        },
    )


def _desk_row(record: Any) -> RecordRow:
    if isinstance(record, ProfileVersion):
        return _profile_row(record)
    kind = _PLAIN.get(type(record))
    if kind is None:
        raise UsageError(
            f"a ledger records no {type(record).__name__}; give a Filing, a Reading, a FactRecord, a "
            "ProfileVersion, a DraftVersion, a Waiver, a Document, a Posting or an Event"
        )
    undated = record if isinstance(record, Event) else msgspec.structs.replace(record, recorded_at=None)
    payload = _encoded(undated)
    try:
        key, columns = COLUMNS[kind](record)
    except (AttributeError, TypeError) as error:
        raise UsageError(f"this {kind} cannot be recorded: {error}") from None
    return RecordRow(
        kind,
        sql_text(key) or "",
        payload,
        {name: sql_text(value) if isinstance(value, str) else value for name, value in columns.items()},
    )


def _profile_row(record: ProfileVersion) -> RecordRow:
    kind = next((kind for kind, made in _PROFILES.items() if type(record.profile) is made), None)
    if kind is None:
        raise UsageError(
            f"a {type(record.profile).__name__} is no profile; give an IssuerProfile, an OwnerProfile or a "
            "Signer"
        )
    payload = _encoded(
        _Profile(
            kind=kind,
            key=record.key,
            valid_from=record.valid_from,
            profile=Raw(_encoded(record.profile)),
        )
    )
    columns = {
        "kind": kind,
        "name": record.profile.name or record.key,
        "valid_from": record.valid_from.isoformat(),
        "cik": ten_digits(getattr(record.profile, "cik", None)),
    }
    return RecordRow("profile", f"{kind} {record.key}", payload, columns)
