"""What one writing transaction adds to a ledger: records, bytes, and the entries of the log for them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import Table, insert, select
from sqlalchemy.engine import Connection

from section16.edgar.alike import same
from section16.errors import LedgerError, UsageError
from section16.ledger.blanking import BLANKED, without_ccc
from section16.ledger.columns import line_rows, moment_of, owner_rows
from section16.ledger.log import ACTIONS, NO_HASH, LogEntry, entry
from section16.ledger.payloads import Record, RecordRow, digest_of, record_of, record_row
from section16.ledger.records import Document, DocumentKind
from section16.ledger.tables import CONTENTS, FILINGS, LINES, LOG, OWNERS, RECORDS
from section16.model.filing import Filing, accession_number


class Recorded(Struct, frozen=True, kw_only=True):
    """What recording did: the entry of the log under which the record stands.

    `is_new` is False where it stood in the ledger already; then this is the earlier entry. `remarks` say
    what was done with it on the way, such as a CCC that was blanked.
    """

    kind: str
    key: str
    sequence: int
    digest: str
    recorded_at: datetime
    is_new: bool
    remarks: tuple[str, ...] = ()


_OTHER_BYTES = "this filing is held with other bytes, which stay; those given were not kept"

_TOKENS = (DocumentKind.FILER_TOKEN, DocumentKind.USER_TOKEN)


class Writing:
    """One writer at work; the connection's transaction decides whether it is kept."""

    def __init__(self, connection: Connection, *, who: str, at: str) -> None:
        self._connection = connection
        self._who = who
        self._at = at
        last = connection.execute(
            select(LOG.c.sequence, LOG.c.hash).order_by(LOG.c.sequence.desc()).limit(1)
        ).first()
        self.sequence: int = last.sequence if last else 0
        self._hash: str = last.hash if last else NO_HASH

    def record(self, thing: Record, content: bytes | None = None, *, other_bytes: bool = False) -> Recorded:
        """Add a record and the bytes behind it, or find it there already.

        With `other_bytes` a filing that is held with its accession number may come in another envelope.
        Raises `LedgerError` where it contradicts what is held.
        """
        remarks: tuple[str, ...] = ()
        if content is not None:
            thing, content, remarks = _with_content(thing, content)
        if isinstance(thing, Filing):
            done = self._filing(thing, content, other_bytes=other_bytes)
        else:
            done = self._desk(record_row(thing), content)
        return msgspec.structs.replace(done, remarks=(*remarks, *done.remarks)) if remarks else done

    def _desk(self, made: RecordRow, content: bytes | None) -> Recorded:
        """Record what the desk itself knows: the last record of its key is compared."""
        table = RECORDS[made.kind]
        there = table.c.key == made.key
        if made.kind == "draft":
            there &= table.c.version == made.columns["version"]
        elif made.kind == "profile":
            there &= table.c.valid_from == made.columns["valid_from"]
        held = self._last(table, there)
        if held and held.payload.encode() == made.payload:
            self.keep(content)
            return self._found(made, held.sequence)
        if held and made.kind == "draft":
            raise LedgerError(
                f"version {made.columns['version']} of the draft {made.key!r} is held with another content "
                f"(SHA-256 {digest_of(held.payload.encode())}, not {made.digest}); "
                f"record it as version {self._next_version(made.key)}"
            )
        if held and made.kind == "fact":
            raise LedgerError(
                f"a fact with the id {made.key!r} is held with another content (SHA-256 "
                f"{digest_of(held.payload.encode())}, not {made.digest}); make its id with fact_record"
            )
        self.keep(content)
        return self._add(made)

    def _next_version(self, key: str) -> int:
        table = RECORDS["draft"]
        versions = self._connection.execute(select(table.c.version).where(table.c.key == key)).scalars()
        return max(versions, default=0) + 1

    def _filing(self, filing: Filing, content: bytes | None, *, other_bytes: bool) -> Recorded:
        number = filing.accession_number
        if number is not None and accession_number(number) != number:
            written = accession_number(number)
            raise UsageError(
                f"{number!r} is no accession number as EDGAR prints it"
                + (f"; write {written!r}" if written else " (0001234567-26-000123)")
            )
        made = record_row(filing)
        same_key = self._last(FILINGS, FILINGS.c.key == made.key)
        if same_key and same_key.statement_digest != made.columns["statement_digest"]:
            before: Filing = record_of("filing", same_key.payload)
            if not same(filing.statement, before.statement):
                raise LedgerError(_contradiction(number, same_key, made))
        held = same_key or self._last(FILINGS, FILINGS.c.statement_digest == made.columns["statement_digest"])
        if held and held.accession_number and number and not same_key:
            held = None  # two filings that say the same
        if held is None:
            self.keep(content)
            return self._add(made, {"version": 1})
        earlier: Filing = record_of("filing", held.payload)
        other = earlier.digest and filing.digest not in (None, earlier.digest)
        if other and number and earlier.accession_number and not other_bytes:
            raise LedgerError(_contradiction(number, held, made))
        complete = _completed(earlier, filing)
        if complete == earlier:
            if earlier.digest == filing.digest:
                self.keep(content)
            found = self._found(made, held.sequence)
            return msgspec.structs.replace(found, remarks=(_OTHER_BYTES,)) if other else found
        if complete.digest == filing.digest:
            self.keep(content)
        completed = record_row(complete)
        return self._add(completed, {"version": held.version + 1 if completed.key == held.key else 1})

    def _last(self, table: Table, there: Any) -> Any:
        """Return the last row of a table for which this holds, of the few there are.

        Asked to sort them and stop at the first, PostgreSQL may go through the whole table backwards.
        """
        rows = self._connection.execute(select(table).where(there)).all()
        return max(rows, key=lambda row: row.sequence, default=None)

    def _found(self, made: RecordRow, sequence: int) -> Recorded:
        at, digest, subject = self._connection.execute(
            select(LOG.c.at, LOG.c.digest, LOG.c.subject).where(LOG.c.sequence == sequence)
        ).one()
        return Recorded(
            kind=made.kind,
            key=subject,
            sequence=sequence,
            digest=digest,
            recorded_at=moment_of(at),
            is_new=False,
        )

    def keep(self, content: bytes | None) -> None:
        """Keep bytes, unless they are kept already."""
        if content is None:
            return
        digest = digest_of(content)
        held = self._connection.execute(select(CONTENTS.c.sequence).where(CONTENTS.c.digest == digest))
        if held.first() is None:
            kept = self._entry("content", digest, digest)
            self._connection.execute(
                insert(CONTENTS),
                {"sequence": kept.sequence, "digest": digest, "size": len(content), "bytes": content},
            )

    def _add(self, made: RecordRow, more: dict[str, Any] | None = None) -> Recorded:
        """Add a record with its entry in the log."""
        logged = self._entry(made.kind, made.key, made.digest)
        row = {"sequence": logged.sequence, "key": made.key, "payload": made.payload.decode()}
        self._connection.execute(insert(RECORDS[made.kind]), row | made.columns | (more or {}))
        if made.statement is not None:
            filing = {"filing": logged.sequence}
            if owners := owner_rows(made.statement):
                self._connection.execute(insert(OWNERS), [filing | owner for owner in owners])
            if lines := line_rows(made.statement):
                self._connection.execute(insert(LINES), [filing | line for line in lines])
        return Recorded(
            kind=made.kind,
            key=made.key,
            sequence=logged.sequence,
            digest=logged.digest,
            recorded_at=logged.recorded_at,
            is_new=True,
        )

    def _entry(self, kind: str, subject: str, digest: str) -> LogEntry:
        made = entry(self.sequence + 1, self._at, self._who, ACTIONS[kind], subject, digest, self._hash)
        self._connection.execute(insert(LOG), msgspec.structs.asdict(made))
        self.sequence, self._hash = made.sequence, made.hash
        return made


def _with_content(thing: Record, content: bytes) -> tuple[Record, bytes, tuple[str, ...]]:
    """Return a record that names its bytes, these without secrets, and what was done."""
    if not isinstance(thing, Filing | Document):
        raise UsageError(f"bytes belong to a filing or a document, not to a {type(thing).__name__}")
    if isinstance(thing, Document) and thing.kind in _TOKENS:
        raise UsageError(
            f"a {thing.kind} is a secret, and a ledger keeps none; record since when and until when it holds"
        )
    kept = without_ccc(content)
    given = digest_of(content)
    if thing.digest not in (None, given, digest_of(kept)):
        raise UsageError(
            f"these bytes have the SHA-256 {given}, and the record names {thing.digest}; give the bytes it "
            "was read from, or leave the digest out"
        )
    # Of bytes with a CCC not even the digest is kept: eight letters can be guessed from it.
    named = msgspec.structs.replace(thing, digest=digest_of(kept))
    return named, kept, () if kept == content else (BLANKED,)


def _contradiction(number: str | None, held: Any, made: RecordRow) -> str:
    """Say what two records of one accession number hold."""
    bytes_held, bytes_given = held.digest or "not known", made.columns["digest"] or "not known"
    statement_held, statement_given = held.statement_digest, made.columns["statement_digest"]
    return (
        f"{number or 'this filing'} is held with another content and stays as it is (entry {held.sequence}): "
        f"SHA-256 of the bytes {bytes_held} held, {bytes_given} given; of the statement {statement_held} "
        f"held, {statement_given} given. An amendment has an accession number of its own"
    )


def _completed(earlier: Filing, filing: Filing) -> Filing:
    """Return a filing with what either record of it knows; LedgerError where the two contradict."""
    for name in ("filed_on", "accepted_at"):
        held, given = getattr(earlier, name), getattr(filing, name)
        if held is not None and given is not None and not _agree(held, given):
            raise LedgerError(
                f"{earlier.name} is held with {name.replace('_', ' ')} {_said(held)}, not {_said(given)}; "
                "the ledger keeps what it has"
            )
    # The bytes of the numbered one say more: they have the header of its submission.
    numbered_now = filing.accession_number and not earlier.accession_number
    first, second = (filing, earlier) if numbered_now else (earlier, filing)
    known = {
        name: value
        for name in ("accession_number", "filed_on", "accepted_at", "digest", "source")
        if (value := getattr(first, name) or getattr(second, name)) is not None
    }
    # The public copy of what was sent says more: EDGAR has put names and the schema version into it.
    public = filing.statement.schema_version and not earlier.statement.schema_version
    return msgspec.structs.replace(
        earlier, statement=filing.statement if public else earlier.statement, **known
    )


def _agree(held: date | datetime, given: date | datetime) -> bool:
    """Whether two records name one moment: EDGAR's interface tells it finer than a filing's header."""
    if isinstance(held, datetime) and isinstance(given, datetime):
        return abs(held - given) <= timedelta(seconds=1)
    return held == given


def _said(day: date | datetime) -> str:
    return day.isoformat(sep=" ") if isinstance(day, datetime) else day.isoformat()
