"""What a ledger is asked: filings by owner or issuer, and everything known of an issuer, as of a moment."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import ColumnElement, Table, and_, or_, select, true
from sqlalchemy.engine import Connection

from section16.drafting.profiles import Profiles
from section16.errors import UsageError
from section16.law.filing_day import eastern
from section16.ledger.columns import moment_of, ten_digits, utc_text
from section16.ledger.in_force import MOST_NAMED, InForce
from section16.ledger.payloads import record_of
from section16.ledger.records import Document, FactRecord, Posting, Records
from section16.ledger.tables import DOCUMENTS, DRAFTS, FACTS, FILINGS, LOG, OWNERS, POSTINGS, RECORDS
from section16.model.filing import Filing

Known = date | datetime | None
"""A day or a moment as of which is asked; None asks what is known now."""

_AT_ONCE = 500  # records named in one question

_FIRST = datetime(1, 1, 1, tzinfo=UTC)


def cik_asked(cik: str | int) -> str:
    """Return a CIK that somebody asks for with its ten digits. UsageError for what is none."""
    digits = ten_digits(cik)
    if digits is None or not (digits.isdecimal() and digits.isascii() and len(digits) == 10):
        raise UsageError(f"{cik!r} is no CIK: it has up to ten digits")
    return digits


def moment_asked(known: Known) -> datetime | None:
    """Return the last moment of what is asked: of a day its end, Eastern time."""
    if known is None:
        return None
    if not isinstance(known, datetime):
        return datetime.combine(known, time.max, eastern())
    if known.tzinfo is None:
        raise UsageError(f"{known} has no time zone; give a moment with one, or a day")
    return known


class Asked:
    """A connection to a ledger, and what it answers; `decoded` keeps filings that were read before."""

    def __init__(self, connection: Connection, decoded: dict[int, Filing]) -> None:
        self._connection = connection
        self._decoded = decoded

    def filings(
        self, *, owner: str | None = None, issuer: str | None = None, known: datetime | None = None
    ) -> tuple[Filing, ...]:
        """Return filings in the order filed; of a filing recorded in several states, the last."""
        columns = (
            FILINGS.c.sequence,
            FILINGS.c.key,
            FILINGS.c.accession_number,
            FILINGS.c.statement_digest,
            LOG.c.at,
        )
        asked = select(*columns).join(LOG, LOG.c.sequence == FILINGS.c.sequence)
        if issuer is not None:
            asked = asked.where(FILINGS.c.issuer_cik == issuer)
        if owner is not None:
            theirs = select(OWNERS.c.filing).where(OWNERS.c.cik == owner)
            asked = asked.where(FILINGS.c.sequence.in_(theirs))
        last = {row.key: row for row in self._connection.execute(asked.order_by(FILINGS.c.sequence)).all()}
        numbered = {row.statement_digest for row in last.values() if row.accession_number}
        # A copy without a number, of a statement that is held with its number, is the same filing.
        chosen = [
            row for row in last.values() if row.accession_number or row.statement_digest not in numbered
        ]
        with _no_collection():
            self._decode([row.sequence for row in chosen])
        held = [(row.sequence, row.at, self._decoded[row.sequence]) for row in chosen]
        if known is not None:
            held = [each for each in held if _public(each[2], moment_of(each[1])) <= known]
        return tuple(filing for _, _, filing in sorted(held, key=_order))

    def _decode(self, sequences: list[int]) -> None:
        """Read those filings that were not read before."""
        missing = [each for each in sequences if each not in self._decoded]
        for start in range(0, len(missing), _AT_ONCE):
            some = missing[start : start + _AT_ONCE]
            rows = self._connection.execute(
                select(FILINGS.c.sequence, FILINGS.c.payload).where(FILINGS.c.sequence.in_(some))
            ).all()
            for sequence, payload in rows:
                self._decoded[sequence] = record_of("filing", payload)

    def owners(self, issuer: str) -> tuple[str, ...]:
        """Return the CIKs of everybody who filed about an issuer, in their order."""
        theirs = select(FILINGS.c.sequence).where(FILINGS.c.issuer_cik == issuer)
        asked = select(OWNERS.c.cik).where(OWNERS.c.filing.in_(theirs), OWNERS.c.cik.is_not(None))
        return tuple(sorted({str(cik) for cik in self._connection.execute(asked).scalars()}))

    def issuers(self) -> tuple[str, ...]:
        """Return the CIKs of the issuers whose filings are held, in their order."""
        asked = select(FILINGS.c.issuer_cik).where(FILINGS.c.issuer_cik.is_not(None)).distinct()
        return tuple(sorted(str(cik) for cik in self._connection.execute(asked).scalars()))

    def records(self, issuer: str, known: datetime | None, today: date) -> Records:
        """Return everything known of an issuer by a moment; `today` decides which profiles are in force."""
        filings = self.filings(issuer=issuer, known=known)
        facts = tuple(self._read("fact", FACTS.c.issuer_cik == issuer, known))
        drafts = tuple(self._last("draft", DRAFTS.c.issuer_cik == issuer, known, rank=DRAFTS.c.version))
        owners = {ten_digits(owner.cik) for filing in filings for owner in filing.statement.owners}
        owners |= {cik for fact in facts for cik in fact.owner_ciks}
        owners |= {ten_digits(owner.cik) for draft in drafts for owner in draft.statement.owners}
        profiles = InForce(self._connection, known, today).of_issuer(issuer, owners)
        owners |= {ten_digits(owner.cik) for owner in profiles.owners.values()}
        return Records(
            profiles=profiles,
            filings=filings,
            facts=facts,
            drafts=drafts,
            documents=self._documents(issuer, owners, known),
            waivers=tuple(self._last("waiver", true(), known)),
            postings=self._postings(issuer, filings, known),
        )

    def facts(self, issuer: str, tag: str) -> tuple[FactRecord, ...]:
        """Return the facts of one kind about an issuer, in the order recorded."""
        return tuple(self._read("fact", and_(FACTS.c.issuer_cik == issuer, FACTS.c.fact == tag), None))

    def profiles(self, known: datetime | None, today: date) -> Profiles:
        """Return every profile in force on `today`."""
        return InForce(self._connection, known, today).all()

    def _documents(
        self, issuer: str, owners: set[str | None], known: datetime | None
    ) -> tuple[Document, ...]:
        """Return documents about the issuer, and those about no issuer that are its owners' or nobody's."""
        owner_cik, ciks = DOCUMENTS.c.owner_cik, [cik for cik in owners if cik]
        theirs = or_(owner_cik.is_(None), owner_cik.in_(ciks) if len(ciks) <= MOST_NAMED else true())
        asked = or_(DOCUMENTS.c.issuer_cik == issuer, and_(DOCUMENTS.c.issuer_cik.is_(None), theirs))
        return tuple(
            each
            for each in self._last("document", asked, known)
            if each.issuer_cik is not None or ten_digits(each.owner_cik) in {*owners, None}
        )

    def _postings(
        self, issuer: str, filings: tuple[Filing, ...], known: datetime | None
    ) -> tuple[Posting, ...]:
        numbers = {filing.accession_number for filing in filings}
        theirs = select(FILINGS.c.accession_number).where(FILINGS.c.issuer_cik == issuer)
        held = self._last("posting", POSTINGS.c.accession_number.in_(theirs), known)
        return tuple(posting for posting in held if posting.accession_number in numbers)

    def _last(
        self,
        kind: str,
        chosen: ColumnElement[bool],
        known: datetime | None,
        rank: ColumnElement[Any] | None = None,
    ) -> Iterator[Any]:
        """Yield of each key the last of the chosen records, by `rank` and when recorded."""
        table = RECORDS[kind]
        asked = select(table.c.key, table.c.sequence).where(chosen, _by(known, table))
        order = (table.c.sequence,) if rank is None else (rank, table.c.sequence)
        last = {row.key: row.sequence for row in self._connection.execute(asked.order_by(*order))}
        sequences = sorted(last.values())
        for start in range(0, len(sequences), _AT_ONCE):
            yield from self._read(kind, table.c.sequence.in_(sequences[start : start + _AT_ONCE]), None)

    def _read(self, kind: str, chosen: ColumnElement[bool], known: datetime | None) -> Iterator[Any]:
        """Yield the chosen records in the order recorded."""
        table = RECORDS[kind]
        asked = select(table.c.payload, LOG.c.at).join(LOG, LOG.c.sequence == table.c.sequence)
        asked = asked.where(chosen, _by(known, table)).order_by(table.c.sequence)
        for payload, at in self._connection.execute(asked).all():
            yield record_of(kind, payload, moment_of(at))


@contextmanager
def _no_collection() -> Iterator[None]:
    """Put off the search for garbage: of what is made here nothing is, and it takes as long as the making."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _by(known: datetime | None, table: Table) -> ColumnElement[bool]:
    """Say that a record had been recorded by a moment."""
    if known is None:
        return true()
    log = LOG.alias()
    asked = select(log.c.sequence).where(log.c.sequence == table.c.sequence, log.c.at <= utc_text(known))
    return asked.correlate(table).exists()


def _public(filing: Filing, recorded_at: datetime) -> datetime:
    """Return when the public could know a filing: on a filing date alone at its end, else when recorded."""
    if filing.accepted_at is not None:
        return filing.accepted_at
    if filing.filed_on is not None:
        return datetime.combine(filing.filed_on, time.max, eastern())
    return recorded_at


def _order(held: tuple[int, str, Filing]) -> tuple[datetime, str, int]:
    """Order filings as they were filed; where that is not known, by signature, else by period."""
    sequence, _, filing = held
    if filing.accepted_at is not None:
        at = filing.accepted_at
    else:
        said = filing.statement
        signed = max((each.date for each in said.signatures if each.date), default=None)
        day = filing.filed_on or signed or said.period_of_report
        at = datetime.combine(day, time.max, eastern()) if day else _FIRST
    return at, filing.accession_number or "", sequence
