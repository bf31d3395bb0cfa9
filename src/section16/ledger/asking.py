"""What a ledger is asked: filings by owner or issuer, and everything known of an issuer, as of a moment."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import UTC, date, datetime, time
from typing import Any, TypeVar

from sqlalchemy import Select, Table, select
from sqlalchemy.engine import Connection

from section16.drafting.profiles import IssuerProfile, OwnerProfile, Profiles, Signer
from section16.errors import UsageError
from section16.law.filing_day import eastern
from section16.ledger.columns import moment_of, ten_digits
from section16.ledger.payloads import record_of
from section16.ledger.records import DraftVersion, FactRecord, ProfileVersion, Records
from section16.ledger.tables import (
    DOCUMENTS,
    DRAFTS,
    FACTS,
    FILINGS,
    LOG,
    OWNERS,
    POSTINGS,
    PROFILES,
    WAIVERS,
)
from section16.model.filing import Filing

Known = date | datetime | None
"""A day or a moment as of which is asked; None asks what is known now."""

_P = TypeVar("_P", IssuerProfile, OwnerProfile, Signer)

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
        self._decode([row.sequence for row in chosen])
        held = [(row.sequence, row.at, self._decoded[row.sequence]) for row in chosen]
        if known is not None:
            held = [each for each in held if _public(each[2], moment_of(each[1])) <= known]
        return tuple(filing for _, _, filing in sorted(held, key=_order))

    def _decode(self, sequences: list[int]) -> None:
        """Read those filings that were not read before."""
        missing = [each for each in sequences if each not in self._decoded]
        for start in range(0, len(missing), 500):
            some = missing[start : start + 500]
            rows = self._connection.execute(
                select(FILINGS.c.sequence, FILINGS.c.payload).where(FILINGS.c.sequence.in_(some))
            )
            for sequence, payload in rows.all():
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
        facts = tuple(self._recorded("fact", select(FACTS).where(FACTS.c.issuer_cik == issuer), known))
        of_issuer = select(DRAFTS).where(DRAFTS.c.issuer_cik == issuer)
        drafts = _last_versions(self._recorded("draft", of_issuer, known))
        owners = {ten_digits(owner.cik) for filing in filings for owner in filing.statement.owners}
        owners |= {cik for fact in facts for cik in fact.owner_ciks}
        owners |= {ten_digits(owner.cik) for draft in drafts for owner in draft.statement.owners}
        profiles = self._profiles(issuer, owners, known, today)
        owners |= {ten_digits(owner.cik) for owner in profiles.owners.values()}
        numbers = {filing.accession_number for filing in filings}
        return Records(
            profiles=profiles,
            filings=filings,
            facts=facts,
            drafts=drafts,
            documents=tuple(
                document
                for document in self._last(DOCUMENTS, "document", known)
                if ten_digits(document.issuer_cik) == issuer
                or (document.issuer_cik is None and ten_digits(document.owner_cik) in {*owners, None})
            ),
            waivers=tuple(self._last(WAIVERS, "waiver", known)),
            postings=tuple(
                posting
                for posting in self._last(POSTINGS, "posting", known)
                if posting.accession_number in numbers
            ),
        )

    def facts(self, issuer: str, tag: str) -> tuple[FactRecord, ...]:
        """Return the facts of one kind about an issuer, in the order recorded."""
        asked = select(FACTS).where(FACTS.c.issuer_cik == issuer, FACTS.c.fact == tag)
        return tuple(self._recorded("fact", asked, None))

    def _recorded(self, kind: str, asked: Select[Any], known: datetime | None) -> Iterable[Any]:
        """Yield the records of a selection that were recorded by a moment, in the order recorded."""
        table = asked.get_final_froms()[0]
        rows = self._connection.execute(
            asked.add_columns(LOG.c.at)
            .join(LOG, LOG.c.sequence == table.c.sequence)
            .order_by(table.c.sequence)
        )
        for row in rows:
            at = moment_of(row.at)
            if known is None or at <= known:
                yield record_of(kind, row.payload, at)

    def _last(self, table: Table, kind: str, known: datetime | None) -> Iterable[Any]:
        """Return the last record of each key."""
        last: dict[str, Any] = {}
        rows = self._connection.execute(
            select(table.c.key, table.c.payload, LOG.c.at)
            .join(LOG, LOG.c.sequence == table.c.sequence)
            .order_by(table.c.sequence)
        )
        for key, payload, text in rows:
            at = moment_of(text)
            if known is None or at <= known:
                last[key] = record_of(kind, payload, at)
        return last.values()

    def profiles(self, known: datetime | None, today: date) -> Profiles:
        """Return every profile in force on `today`."""
        force = self._in_force(known, today)
        return Profiles(
            issuers=dict(_of_kind(force, IssuerProfile)),
            owners=dict(_of_kind(force, OwnerProfile)),
            signers=dict(_of_kind(force, Signer)),
        )

    def _in_force(self, known: datetime | None, today: date) -> Collection[ProfileVersion]:
        force: dict[tuple[type, str], ProfileVersion] = {}
        for version in self._recorded("profile", select(PROFILES), known):
            key = (type(version.profile), version.key)
            before = force.get(key)
            if version.valid_from <= today and (before is None or before.valid_from <= version.valid_from):
                force[key] = version
        return force.values()

    def _profiles(
        self, issuer: str, owners: set[str | None], known: datetime | None, today: date
    ) -> Profiles:
        """Return the profiles in force: of the issuer, of its owners, and of every signer."""
        every = self.profiles(known, today)
        issuers = every.issuers
        theirs = {key: each for key, each in issuers.items() if ten_digits(each.cik) == issuer}
        only_one = len(issuers) == 1

        def belongs(owner: OwnerProfile) -> bool:
            if ten_digits(owner.cik) in owners:
                return True
            return any(
                office.issuer in theirs or (office.issuer is None and only_one and theirs)
                for office in owner.offices
            )

        return Profiles(
            issuers=theirs,
            owners={key: each for key, each in every.owners.items() if belongs(each)},
            signers=every.signers,
        )


def _of_kind(versions: Iterable[ProfileVersion], kind: type[_P]) -> Iterator[tuple[str, _P]]:
    """Yield the profiles of one kind with their keys."""
    for version in versions:
        if isinstance(version.profile, kind):
            yield version.key, version.profile


def _last_versions(drafts: Iterable[DraftVersion]) -> tuple[DraftVersion, ...]:
    last: dict[str, DraftVersion] = {}
    for draft in drafts:
        before = last.get(draft.key)
        if before is None or before.version < draft.version:
            last[draft.key] = draft
    return tuple(last.values())


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
